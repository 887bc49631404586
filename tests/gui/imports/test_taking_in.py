"""From a file to one edit: reading, looking, ticking, taking in, and thinking better of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.gui.dialogs.list_columns import ListColumnsDialog
from kitaplanner.gui.imports.review_dialog import ReviewDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.operations.initiatives import change_initiative
from tests.gui.imports.helpers import as_guessed, list_file, review_of, take_in, wait_for_tasks


@pytest.fixture(autouse=True)
def closed(window: MainWindow) -> Iterator[None]:
    """Leave no review open."""
    yield
    window.rooms.imports.close()


def test_a_list_is_taken_in_by_one_edit(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_guessed(monkeypatch)
    review = take_in(opened, qtbot, list_file(tmp_path))
    session = opened.desk.session
    assert session is not None
    before = session.snapshot
    assert [one.state for one in review.reviews[0].found.changes] == ["safe", "safe", "new"]
    qtbot.mouseClick(review.take_in, Qt.MouseButton.LeftButton)
    assert opened.rooms.imports.review is None
    first, second, third = session.snapshot.initiatives()
    assert first.summary == "申請をすべて電子化します。"
    assert second.departments == ("全庁",)
    assert third.name == "新しい取組"
    assert opened.message_bar.text.startswith("3件の変更を取り込みました。")
    assert session.undo_label == "「一覧.csv」の取り込み"
    session.undo()
    assert session.snapshot == before


def test_what_is_not_ticked_stays_as_it_is(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_guessed(monkeypatch)
    review = take_in(opened, qtbot, list_file(tmp_path))
    assert review.take_in.text() == "3件を取り込む"
    qtbot.keyClick(review.tree, Qt.Key.Key_Space)  # the first change is looked at
    assert review.take_in.text() == "2件を取り込む"
    review.take_in.click()
    session = opened.desk.session
    assert session is not None
    first, second, _ = session.snapshot.initiatives()
    assert first.summary == "申請を電子化します。"
    assert second.departments == ("全庁",)


def test_closing_changes_nothing(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_guessed(monkeypatch)
    session = opened.desk.session
    assert session is not None
    before = session.snapshot
    review = take_in(opened, qtbot, list_file(tmp_path))
    qtbot.keyClick(review.tree, Qt.Key.Key_Escape)
    assert opened.rooms.imports.review is None
    assert session.snapshot is before


def test_the_menu_asks_for_files(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_guessed(monkeypatch)
    path = list_file(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *words: ([str(path)], ""))
    opened.actions_.take_in.trigger()
    assert isinstance(review_of(opened, qtbot), ReviewDialog)


def test_stopping_while_reading_changes_nothing(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    task = opened.rooms.imports.take_in([list_file(tmp_path)])
    assert task is not None
    task.cancel()
    wait_for_tasks(opened, qtbot)
    assert opened.rooms.imports.review is None
    assert opened.message_bar.text == "取り込みを中止しました。計画は変わっていません。"


def test_thinking_better_of_the_columns_ends_it(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ListColumnsDialog, "ask", lambda *words: None)
    opened.rooms.imports.take_in([list_file(tmp_path)])
    wait_for_tasks(opened, qtbot)
    assert opened.message_bar.text == "取り込みを中止しました。計画は変わっていません。"


def test_a_file_that_is_none_says_so(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(opened.notifier, "_tell", lambda *words: told.append(str(words[2])))
    path = tmp_path / "壊れた.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    opened.rooms.imports.take_in([path])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    wait_for_tasks(opened, qtbot)
    assert "壊れた.xlsx" in told[0]
    assert opened.rooms.imports.review is None


def test_a_plan_that_changed_meanwhile_is_compared_again(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_guessed(monkeypatch)
    review = take_in(opened, qtbot, list_file(tmp_path))
    session = opened.desk.session
    assert session is not None
    session.perform(change_initiative, "first", "summary", "申請をすべて電子化します。")
    review.take_in.click()
    wait_for_tasks(opened, qtbot)
    qtbot.waitUntil(lambda: len(review.reviews[0].found.changes) == 2)
    assert "計画が変わった" in review.problem.text()
    assert opened.rooms.imports.review is review
    review.take_in.click()
    assert len(list(session.snapshot.initiatives())) == 3


def test_a_read_only_plan_takes_nothing_in(
    opened: MainWindow, tmp_path: Path, read_only: None
) -> None:
    assert opened.rooms.imports.take_in([list_file(tmp_path)]) is None
    assert "読取専用" in opened.message_bar.text
