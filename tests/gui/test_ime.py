"""Japanese composition: nothing that is being composed gets lost or stored twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kitaplanner.gui.ime import ime_guard
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.layout.scene import Target
from tests.gui.sheet_helpers import CTRL, Key, SheetUser, commit, preedit


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    shown(qtbot, made)
    return made


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_a_shortcut_finds_what_was_being_composed(window: QMainWindow, kind: type[QWidget]) -> None:
    ime_guard()
    editor = kind()
    window.setCentralWidget(editor)
    editor.setFocus()
    saved: list[str] = []

    def save() -> None:
        saved.append(editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText())

    action = QAction("保存", window)
    action.setShortcut("Ctrl+S")
    action.triggered.connect(save)
    window.addAction(action)
    preedit(editor, "ほぞん")
    QTest.keyClick(editor, Qt.Key.Key_S, CTRL)
    assert saved == ["ほぞん"]


def test_flushing_twice_stores_once(window: QMainWindow) -> None:
    guard = ime_guard()
    editor = QLineEdit()
    window.setCentralWidget(editor)
    editor.setFocus()
    preedit(editor, "へんかん")
    assert guard.composing
    guard.flush()
    guard.flush()
    assert editor.text() == "へんかん"
    assert not guard.composing


def test_what_the_platform_commits_is_not_stored_again(
    window: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = QLineEdit()
    window.setCentralWidget(editor)
    editor.setFocus()
    preedit(editor, "へんかん")

    class Platform:
        def commit(self) -> None:
            commit(editor, "変換")

    monkeypatch.setattr("kitaplanner.gui.ime.QGuiApplication.inputMethod", Platform)
    ime_guard().flush()
    assert editor.text() == "変換"


def test_a_finished_composition_leaves_nothing_to_flush(window: QMainWindow) -> None:
    editor = QLineEdit()
    window.setCentralWidget(editor)
    editor.setFocus()
    preedit(editor, "へんかん")
    commit(editor, "変換")
    ime_guard().flush()
    assert editor.text() == "変換"


def test_composing_over_an_item_opens_the_editor(user: SheetUser) -> None:
    view = user.view
    view.select(Target("item", "start"))
    assert view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is True
    preedit(view, "う")
    assert view.hasFocus()
    assert user.editor.composing
    preedit(view, "うん")
    commit(view, "運用")
    assert user.editor.toPlainText() == "運用"
    assert user.editor.hasFocus()
    user.press(Key.Key_Return)
    assert user.item("start").text == "運用"


def test_a_composition_given_up_leaves_an_empty_editor_to_escape_from(user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    preedit(user.view, "う")
    preedit(user.view, "")
    assert user.editor.hasFocus()
    user.press(Key.Key_Escape)
    assert user.item("start").text == "導入"


def test_clicking_elsewhere_keeps_the_composed_text(user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    user.press(Key.Key_F2)
    editor = user.editor
    editor.selectAll()
    preedit(editor, "うんよう")
    user.click(user.middle(Target("item", "train")))
    assert user.item("start").text == "うんよう"
    assert user.view.selection == Target("item", "train")


def test_clicking_elsewhere_keeps_the_first_composition_too(user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    preedit(user.view, "うんよう")
    user.click(user.middle(Target("item", "train")))
    assert user.item("start").text == "うんよう"


def test_going_to_another_widget_keeps_the_composed_text(user: SheetUser, qtbot: QtBot) -> None:
    other = QLineEdit(user.view)
    other.show()
    user.view.select(Target("item", "start"))
    user.press(Key.Key_F2)
    user.editor.selectAll()
    preedit(user.editor, "うんよう")
    other.setFocus()
    assert user.item("start").text == "うんよう"
    assert other.hasFocus()
    assert other.text() == ""


def test_commit_editor_takes_the_composition_along(view: SheetView, user: SheetUser) -> None:
    view.select(Target("item", "start"))
    user.press(Key.Key_F2)
    user.editor.selectAll()
    commit(user.editor, "確定")
    preedit(user.editor, "みかくてい")
    view.commit_editor()
    assert user.item("start").text == "確定みかくてい"
    assert not user.is_writing


def test_enter_and_escape_belong_to_the_input_method_while_composing(user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    user.press(Key.Key_F2)
    user.editor.selectAll()
    preedit(user.editor, "せっけい")
    user.press(Key.Key_Return)
    user.press(Key.Key_Escape)
    user.press(Key.Key_Tab)
    assert user.is_writing
    assert user.item("start").text == "導入"


def test_the_candidate_window_finds_the_selection(user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    query = Qt.InputMethodQuery.ImCursorRectangle
    rect = user.view.inputMethodQuery(query)
    assert rect.contains(user.middle(Target("item", "start")).toPoint())
    preedit(user.view, "う")
    assert user.view.inputMethodQuery(query).isValid()
    QApplication.processEvents()


def test_nothing_is_composed_over_a_whole_row(user: SheetUser) -> None:
    user.view.select(Target("row", "row-1"))
    assert user.view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    preedit(user.view, "う")
    assert not user.is_writing
