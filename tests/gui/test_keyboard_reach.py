"""The keyboard alone reaches everything: after opening, by Tab, by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.widgets.choice_button import ChoiceButton


@pytest.fixture
def active(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window in front, without a document."""
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def test_the_keyboard_is_on_the_sheet_after_opening(active: MainWindow, saved: Path) -> None:
    active.start_screen.findChildren(ChoiceButton)[1].setFocus()
    assert active.rooms.files.open_path(saved)
    QApplication.processEvents()
    sheet = active.rooms.workbench.sheet
    assert QApplication.focusWidget() is sheet
    zoom = sheet.zoom
    QTest.keyClick(sheet, Qt.Key.Key_Right)
    assert sheet.selection is not None
    assert sheet.zoom == zoom
