"""切り取り, コピー and 貼り付け in the window: for the sheet, the outline, and editors of text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from kitaplanner.domain.clipboard_payload import MIME_TYPE
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.layout.scene import Target
from tests.gui.sheet_helpers import CTRL, SheetUser


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: object) -> None:
    QGuiApplication.clipboard().clear()


@pytest.fixture
def user(opened: MainWindow) -> SheetUser:
    opened.activateWindow()
    opened.rooms.workbench.show_initiative("first")
    opened.rooms.workbench.sheet.setFocus()
    return SheetUser(opened.rooms.workbench.sheet)


def states(window: MainWindow) -> tuple[bool, bool, bool]:
    actions = window.actions_
    return actions.cut.isEnabled(), actions.copy.isEnabled(), actions.paste.isEnabled()


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, CTRL)


def test_nothing_can_be_done_without_a_document(window: MainWindow) -> None:
    assert states(window) == (False, False, False)


def test_the_actions_follow_the_selection_of_the_sheet(opened: MainWindow, user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    assert states(opened) == (True, True, False)
    opened.actions_.copy.trigger()
    assert states(opened) == (True, True, True)
    user.click(user.month(2, 2027))
    assert states(opened) == (False, False, True)
    opened.actions_.paste.trigger()
    assert user.texts()[2] == ["導入"]
    user.view.select(Target("initiative", "first", "summary"))
    assert states(opened) == (False, True, True)


def test_keys_reach_the_sheet_through_the_window(opened: MainWindow, user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    press(Qt.Key.Key_X)
    user.click(user.month(2, 2027))
    press(Qt.Key.Key_V)
    assert user.texts() == [["導入検討"], ["職員研修"], ["導入"]]


def test_an_open_editor_keeps_keys_and_menu(opened: MainWindow, user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    user.view.edit_selection()
    assert states(opened) == (False, False, False)
    user.editor.selectAll()
    opened.actions_.edit_menu.aboutToShow.emit()
    assert states(opened) == (True, True, False)
    press(Qt.Key.Key_C)
    assert not QGuiApplication.clipboard().mimeData().hasFormat(MIME_TYPE)
    assert QGuiApplication.clipboard().text() == "導入"
    opened.actions_.cut.trigger()
    assert user.editor.toPlainText() == ""
    user.view.commit_editor()


def test_a_line_of_text_is_copied_by_the_menu(opened: MainWindow, user: SheetUser) -> None:
    field = opened.rooms.search.field
    line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    line.setFocus()
    line.setText("決済")
    line.selectAll()
    opened.actions_.copy.setEnabled(True)
    opened.actions_.copy.trigger()
    assert QGuiApplication.clipboard().text() == "決済"
    line.clear()


def test_a_whole_initiative_is_copied_in_the_outline(opened: MainWindow, user: SheetUser) -> None:
    outline, session = opened.rooms.workbench.outline, opened.desk.session
    assert session is not None
    outline.select(OutlineKey("initiative", "first"))
    outline.tree.setFocus()
    assert not opened.actions_.paste_initiative.isEnabled()
    press(Qt.Key.Key_C)
    assert "導入検討" in QGuiApplication.clipboard().text()
    assert opened.actions_.paste_initiative.isEnabled()
    outline.select(OutlineKey("initiative", "second"))
    opened.actions_.paste_initiative.trigger()
    names = [one.name for one in session.snapshot.initiatives()]
    assert names == ["電子申請の推進", "窓口の改善", "電子申請の推進"]
    copy = list(session.snapshot.initiatives())[2]
    assert opened.rooms.workbench.shown_initiative is copy
    opened.actions_.undo.trigger()
    assert len(list(session.snapshot.initiatives())) == 2


def test_cut_initiatives_go_under_a_heading(opened: MainWindow, user: SheetUser) -> None:
    outline, session = opened.rooms.workbench.outline, opened.desk.session
    assert session is not None
    outline.select(OutlineKey("initiative", "first"))
    outline.tree.setFocus()
    press(Qt.Key.Key_X)
    assert [one.id for one in session.snapshot.initiatives()] == ["second"]
    outline.select(OutlineKey("node", "step"))
    press(Qt.Key.Key_V)
    assert [one.id for one in session.snapshot.initiatives()] == ["second", "first"]


def test_a_heading_copies_its_initiatives(opened: MainWindow, user: SheetUser) -> None:
    outline = opened.rooms.workbench.outline
    outline.select(OutlineKey("node", "policy"))
    outline.tree.setFocus()
    assert states(opened) == (False, True, False)
    opened.actions_.copy_initiative.trigger()
    assert "窓口の改善" in QGuiApplication.clipboard().text()


def test_items_do_not_go_into_the_outline(opened: MainWindow, user: SheetUser) -> None:
    session = opened.desk.session
    assert session is not None
    before = session.snapshot
    user.view.select(Target("item", "start"))
    press(Qt.Key.Key_C)
    refused: list[object] = []
    session.refused.connect(refused.append)
    opened.actions_.paste_initiative.trigger()
    assert session.snapshot is before
    assert "コピーした事業だけ" in str(refused[0])


def test_a_click_in_the_tool_bar_leaves_the_keyboard_with_the_sheet(
    opened: MainWindow, user: SheetUser
) -> None:
    user.view.select(Target("item", "start"))
    user.press(Qt.Key.Key_Delete)
    buttons = opened.tool_bar.findChildren(QToolButton)
    undo = next(one for one in buttons if one.defaultAction() is opened.actions_.undo)
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert user.texts()[0] == ["導入検討", "導入"]
    assert user.view.hasFocus()
    actions = (opened.actions_.add_row, opened.actions_.redo, opened.actions_.export_pdf)
    for one in buttons:
        if one.defaultAction() in actions:
            assert one.focusPolicy() == Qt.FocusPolicy.NoFocus
