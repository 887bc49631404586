"""Marks of what changed since the newest edition and of replies that are awaited."""

from __future__ import annotations

import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kitaplanner.domain.inquiry import Reply, ReplyResult
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.session import DocumentSession
from kitaplanner.operations import inquiries
from kitaplanner.operations.initiatives import add_initiative, change_initiative

NOW = datetime.datetime(2026, 11, 27, 10, 0).astimezone()


def mark(window: MainWindow, initiative: str = "first") -> str:
    model = window.rooms.workbench.outline._model
    index = model.index_of(OutlineKey("initiative", initiative)).siblingAtColumn(1)
    return str(model.data(index, Qt.ItemDataRole.AccessibleTextRole) or "")


def session_of(window: MainWindow) -> DocumentSession:
    assert window.desk.session is not None
    return window.desk.session


def test_changes_since_the_newest_edition_are_marked_until_undone(
    opened: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(opened)
    session.freeze_edition("素案", "", "")
    session.perform(change_initiative, "first", "name", "電子申請の拡大")
    qtbot.waitUntil(lambda: "版「素案」から変更" in mark(opened))
    assert "版" not in mark(opened, "second")
    session.undo()
    qtbot.waitUntil(lambda: "版" not in mark(opened))
    session.redo()
    qtbot.waitUntil(lambda: "版" in mark(opened))
    # A newer edition holds what was changed.
    session.freeze_edition("案", "", "")
    qtbot.waitUntil(lambda: "版" not in mark(opened))
    session.perform(add_initiative, "step", "新しい事業")
    added = list(session.snapshot.initiatives())[-1].id
    qtbot.waitUntil(lambda: "版「案」から追加" in mark(opened, added))


def test_an_awaited_reply_is_marked_until_it_comes(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = session_of(opened)
    order = inquiries.Order(("DX推進担当課",), "照会", "お願いします。", "2026-12-10", 2025)
    asked = session.keep_of_inquiries(inquiries.begin_inquiry, tmp_path / "out", order, NOW)
    qtbot.waitUntil(lambda: "回答待ち：DX推進担当課（期限 令和8年12月10日）" in mark(opened))
    assert "回答待ち" not in mark(opened, "second")
    reply = Reply(
        "r1", asked.id, "DX推進担当課", "a.xlsx", "0" * 64, NOW.isoformat(), "x", ReplyResult()
    )
    session.keep_of_inquiries(lambda document: document.record_reply(reply))
    qtbot.waitUntil(lambda: "回答待ち" not in mark(opened))


def test_each_badge_has_its_own_place_and_no_badge_takes_room(
    opened: MainWindow, qtbot: QtBot
) -> None:
    session, outline = session_of(opened), opened.rooms.workbench.outline
    width = outline.tree.header().sectionSize(1)
    session.freeze_edition("素案", "", "")
    session.perform(change_initiative, "first", "name", "電子申請の拡大")
    qtbot.waitUntil(lambda: "版" in mark(opened))
    assert outline.tree.header().sectionSize(1) > width
    model = outline._model
    index = model.index_of(OutlineKey("initiative", "first")).siblingAtColumn(1)
    icon = model.data(index, Qt.ItemDataRole.DecorationRole)
    sizes = {(one.width(), one.height()) for one in icon.availableSizes()}
    assert (32, 16) in sizes
    session.undo()
    qtbot.waitUntil(lambda: outline.tree.header().sectionSize(1) == width)
