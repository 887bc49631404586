"""まとめて元に戻す: the lists of steps, and going several of them at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.operations.initiatives import change_initiative

NAMES = ("一", "二", "三")


@pytest.fixture
def renamed(opened: MainWindow) -> MainWindow:
    """The window in which an initiative was renamed three times."""
    session = session_of(opened)
    for name in NAMES:
        session.perform(change_initiative, "first", "name", name)
    return opened


def session_of(window: MainWindow) -> DocumentSession:
    assert window.desk.session is not None
    return window.desk.session


def name_in(window: MainWindow) -> str:
    initiative = session_of(window).snapshot.initiative("first")
    assert initiative is not None
    return initiative.name


def lines(menu: QMenu) -> list[str]:
    """What the list offers, as if it were opened."""
    menu.aboutToShow.emit()
    return [one.text() for one in menu.actions() if not one.isSeparator()]


def test_the_steps_are_listed_newest_first(renamed: MainWindow) -> None:
    assert lines(renamed.actions_.undo_menu) == [
        "開いたときまで戻す（3件）(&O)",
        "1　「二」の事業名を変更",
        "2　「一」の事業名を変更",
        "3　「電子申請の推進」の事業名を変更",
    ]
    assert lines(renamed.actions_.redo_menu) == ["ありません"]


@pytest.mark.parametrize(
    ("line", "left"), [(1, "二"), (2, "一"), (3, "電子申請の推進"), (0, "電子申請の推進")]
)
def test_a_line_takes_back_all_down_to_it(
    renamed: MainWindow, qtbot: QtBot, line: int, left: str
) -> None:
    menu = renamed.actions_.undo_menu
    lines(menu)
    [one for one in menu.actions() if not one.isSeparator()][line].trigger()
    qtbot.waitUntil(lambda: name_in(renamed) == left)
    count = len(session_of(renamed).redo_steps)
    assert count == (line or 3)
    redo = renamed.actions_.redo_menu
    assert len(lines(redo)) == count
    redo.actions()[-1].trigger()
    qtbot.waitUntil(lambda: name_in(renamed) == "三")


def test_only_what_was_done_since_opening_is_counted(renamed: MainWindow, qtbot: QtBot) -> None:
    session = session_of(renamed)
    session.save()
    path = session.path
    assert path is not None
    assert renamed.rooms.files.close_document()
    assert renamed.rooms.files.open_path(path)
    assert lines(renamed.actions_.undo_menu)[0] == "1　「二」の事業名を変更"
    session_of(renamed).perform(change_initiative, "first", "name", "四")
    assert lines(renamed.actions_.undo_menu)[0] == "開いたときまで戻す（1件）(&O)"
    renamed.actions_.undo_menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: name_in(renamed) == "三")
    assert session_of(renamed).undo_steps


def test_another_change_ends_the_walk(renamed: MainWindow, qtbot: QtBot) -> None:
    session = session_of(renamed)
    menu = renamed.actions_.undo_menu
    lines(menu)
    with qtbot.waitSignal(session.document_changed):
        menu.actions()[0].trigger()
    session.perform(change_initiative, "second", "name", "割り込み")
    qtbot.waitUntil(lambda: not renamed.rooms.undo.is_walking)
    assert name_in(renamed) == "二"


def test_what_is_being_typed_is_the_newest_step(renamed: MainWindow) -> None:
    workbench = renamed.rooms.workbench
    workbench.show_initiative("first", "study")
    workbench.sheet.write_over("新")
    assert len(lines(renamed.actions_.undo_menu)) == 5


def test_the_buttons_have_the_lists(renamed: MainWindow) -> None:
    actions = renamed.actions_
    for action, menu in ((actions.undo, actions.undo_menu), (actions.redo, actions.redo_menu)):
        button = renamed.tool_bar.widgetForAction(action)
        assert isinstance(button, QToolButton)
        assert button.menu() is menu
        assert menu.menuAction() in actions.edit_menu.actions()
