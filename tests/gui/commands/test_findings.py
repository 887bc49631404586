"""Findings while the person works: counted in the status bar, marked in the outline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.schedule_items import change_item

SECOND = OutlineKey("initiative", "second")


def mark(window: MainWindow) -> str:
    model = window.rooms.workbench.outline._model
    index = model.index_of(SECOND).siblingAtColumn(1)
    return str(model.data(index, Qt.ItemDataRole.AccessibleTextRole) or "")


def test_findings_are_counted_once_the_person_rests(opened: MainWindow, qtbot: QtBot) -> None:
    said, session = opened.status.findings, opened.desk.session
    assert session is not None
    qtbot.waitUntil(lambda: said.text() != "")
    before, marked = said.text(), mark(opened)
    assert marked == "点検の指摘 2件"  # no department, an empty schedule
    session.perform(change_initiative, "second", "name", "")
    qtbot.waitUntil(lambda: said.text() != before)
    assert said.text().startswith("点検 ")
    assert "事業名が空です" in said.toolTip()
    assert mark(opened) == "点検の指摘 3件"
    session.undo()
    qtbot.waitUntil(lambda: said.text() == before)
    assert mark(opened) == marked


def test_what_is_merely_noticed_is_counted_and_not_marked_as_grave(
    opened: MainWindow, qtbot: QtBot
) -> None:
    said, session = opened.status.findings, opened.desk.session
    assert session is not None
    session.perform(change_initiative, "second", "departments", ("全庁",))
    qtbot.waitUntil(lambda: said.text() == "点検 1件")  # the empty schedule
    session.perform(change_item, "first", "study", "span_confirmed", False)
    qtbot.waitUntil(lambda: "確認待ち 1件" in said.toolTip())
    assert said.text() == "点検 1件"
    model = opened.rooms.workbench.outline._model
    index = model.index_of(OutlineKey("initiative", "first")).siblingAtColumn(1)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "期間未確認の矢印 1本"


def test_another_document_begins_without_a_count(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: opened.status.findings.text() != "")
    opened.rooms.files.close_document()
    assert opened.status.findings.text() == ""
