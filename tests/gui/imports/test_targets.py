"""Taking in from the start screen and by dropping files on the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from kitaplanner.gui.dialogs.import_target import ImportTargetDialog
from kitaplanner.gui.dialogs.new_plan import NewPlanDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.notify import DropAnswer
from kitaplanner.operations.documents import write_new
from tests.gui.imports.helpers import as_guessed, list_file, review_of
from tests.gui.test_accessible_names import nameless


@pytest.fixture(autouse=True)
def closed(window: MainWindow) -> Iterator[None]:
    """Leave no review open."""
    yield
    window.rooms.imports.close()


def drop(window: MainWindow, *paths: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    left = Qt.MouseButton.LeftButton
    action = Qt.DropAction.CopyAction
    event = QDropEvent(QPointF(5, 5), action, data, left, Qt.KeyboardModifier.NoModifier)
    event.setAccepted(False)
    window.dropEvent(event)
    return event


def choosing(monkeypatch: pytest.MonkeyPatch, target: object) -> list[object]:
    """Choose a plan when asked; gives what was offered."""
    offered: list[object] = []

    def ask(parent: object, recent: list[Path]) -> object:
        offered.extend(recent)
        return target

    monkeypatch.setattr(ImportTargetDialog, "ask", ask)
    return offered


def test_the_start_screen_takes_in(
    window: MainWindow,
    saved: Path,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    as_guessed(monkeypatch)
    window.settings.remember_file(saved)
    window.settings.remember_file(tmp_path / "もうない.kitaplan")
    offered = choosing(monkeypatch, saved)
    path = list_file(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *words: ([str(path)], ""))
    buttons = window.start_screen.findChildren(QPushButton)
    button = next(one for one in buttons if one.accessibleName() == "Excelから取り込む…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    review = review_of(window, qtbot)
    assert offered == [saved]
    assert window.desk.session is not None
    assert window.desk.session.path == saved
    assert len(review.reviews[0].found.changes) == 3


def test_a_new_plan_is_begun_for_what_is_taken_in(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_guessed(monkeypatch)
    choosing(monkeypatch, "new")
    monkeypatch.setattr(NewPlanDialog, "ask", lambda *words: "kita")
    window.rooms.imports.take_in([list_file(tmp_path)])
    review = review_of(window, qtbot)
    assert [one.state for one in review.reviews[0].found.changes] == ["new"] * 3
    review.changes.tick_all.click()  # one is doubted: its summary is a blank cell
    review.take_in.click()
    session = window.desk.session
    assert session is not None
    assert [one.name for one in session.snapshot.initiatives()] == [
        "電子申請の推進",
        "窓口の改善",
        "新しい取組",
    ]


@pytest.mark.parametrize("target", [None, "open"])
def test_no_plan_no_reading(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: object
) -> None:
    choosing(monkeypatch, target)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: ("", ""))
    assert window.rooms.imports.take_in([list_file(tmp_path)]) is None
    assert window.tasks.is_idle
    assert window.desk.session is None


def test_the_question_offers_recent_plans(qtbot: QtBot, tmp_path: Path) -> None:
    recent = [tmp_path / f"計画{number}.kitaplan" for number in range(5)]
    dialog = ImportTargetDialog(recent)
    qtbot.addWidget(dialog)
    names = [one.accessibleName() or one.text() for one in dialog.findChildren(QPushButton)]
    assert names[:3] == ["計画0", "計画1", "計画2"]
    assert nameless(dialog) == []
    dialog.findChildren(QPushButton)[1].click()
    assert dialog.chosen == recent[1]


def test_a_dropped_list_is_taken_in(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_guessed(monkeypatch)
    assert drop(opened, list_file(tmp_path)).isAccepted()
    assert review_of(opened, qtbot).reviews[0].found.source == "一覧.csv"


@pytest.mark.parametrize("answer", list(DropAnswer))
def test_a_dropped_plan_is_opened_or_taken_in(
    opened: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: DropAnswer,
) -> None:
    session = opened.desk.session
    assert session is not None
    other = tmp_path / "別の計画.kitaplan"
    write_new(other, session.snapshot, "試験")
    asked: list[str] = []

    def ask(name: str) -> DropAnswer:
        asked.append(name)
        return answer

    monkeypatch.setattr(opened.notifier, "ask_about_dropped", ask)
    assert drop(opened, other).isAccepted()
    qtbot.waitUntil(lambda: bool(asked))
    if answer is DropAnswer.TAKE_IN:
        assert "変更なし" in review_of(opened, qtbot).count.text()
    elif answer is DropAnswer.OPEN:
        assert opened.desk.session is not None
        assert opened.desk.session.path == other
    else:
        assert opened.desk.session is session
        assert opened.tasks.is_idle


def test_other_files_are_not_taken(opened: MainWindow, tmp_path: Path) -> None:
    picture = tmp_path / "図.png"
    picture.write_bytes(b"")
    assert not drop(opened, picture).isAccepted()
