"""The keyboard alone reaches everything: after opening, by Tab, by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget
from pytestqt.qtbot import QtBot

from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.widgets.choice_button import ChoiceButton
from kitaplanner.layout.scene import Target


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


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def at_work(active: MainWindow, saved: Path) -> MainWindow:
    """The window in front, with the small plan."""
    assert active.rooms.files.open_path(saved)
    QApplication.processEvents()
    return active


def keyboard() -> QWidget:
    """Who has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tab_to(part: QWidget, *, back: bool = False) -> list[str]:
    """Press Tab until a part of the window has the keyboard; give who had it on the way."""
    way = []
    for _ in range(60):
        widget = keyboard()
        if widget is part or part.isAncestorOf(widget):
            return way
        way.append(type(widget).__name__)
        QTest.keyClick(widget, Qt.Key.Key_Tab, SHIFT if back else Qt.KeyboardModifier.NoModifier)
    pytest.fail(f"never came to {part}: {way}")


def test_tab_goes_as_the_eye_does_and_comes_round(at_work: MainWindow) -> None:
    bench = at_work.rooms.workbench
    parts = (bench.tabs.tabBar(), bench.sheet, bench.inspector, at_work.rooms.search.field)
    bench.outline.tree.setFocus()
    ways = [tab_to(part) for part in (*parts, at_work.status.zoom, bench.outline.tree)]
    # From the outline nothing lies before the sheet but the tabs.
    assert ways[:2] == [["_Tree"], ["QTabBar"]]
    assert set(ways[2]) == {"SheetView"}
    for part in (at_work.status.zoom, *reversed(parts), bench.outline.tree):
        tab_to(part, back=True)


def test_keys_lead_to_outline_sheet_and_inspector(at_work: MainWindow) -> None:
    bench = at_work.rooms.workbench
    QTest.keyClick(keyboard(), Qt.Key.Key_1, CTRL)
    assert keyboard() is bench.outline.tree
    bench.tabs.setCurrentWidget(bench.plan_table)
    QTest.keyClick(keyboard(), Qt.Key.Key_2, CTRL)
    assert keyboard() is bench.sheet
    assert bench.sheet.selection is not None
    QTest.keyClick(keyboard(), Qt.Key.Key_3, CTRL)
    assert keyboard() is bench.inspector.item.text
    QTest.keyClick(keyboard(), Qt.Key.Key_2, CTRL)
    assert keyboard() is bench.sheet


def test_keys_lead_to_the_table_and_to_the_filter_of_the_tab_in_front(at_work: MainWindow) -> None:
    bench = at_work.rooms.workbench
    QTest.keyClick(keyboard(), Qt.Key.Key_L, CTRL | SHIFT)
    assert keyboard() is bench.outline.word
    QTest.keyClick(keyboard(), Qt.Key.Key_4, CTRL)
    assert keyboard() is bench.plan_table.table
    QTest.keyClick(keyboard(), Qt.Key.Key_L, CTRL | SHIFT)
    assert keyboard() is bench.plan_table.bar.word
    QTest.keyClick(keyboard(), Qt.Key.Key_4, CTRL)
    assert keyboard() is bench.plan_table.table


def test_a_closed_dock_is_opened_for_the_keyboard(at_work: MainWindow) -> None:
    bench = at_work.rooms.workbench
    for part, key in ((bench.outline, Qt.Key.Key_1), (bench.inspector, Qt.Key.Key_3)):
        dock = part.parentWidget()
        assert isinstance(dock, QDockWidget)
        dock.close()
        QTest.keyClick(keyboard(), key, CTRL)
        assert dock.isVisible()
        assert part.isAncestorOf(keyboard())


def test_what_is_being_typed_is_kept_when_the_keyboard_leaves(at_work: MainWindow) -> None:
    sheet = at_work.rooms.workbench.sheet
    sheet.select(Target("item", "start"))
    assert sheet.write_over("本格導入")
    QTest.keyClick(keyboard(), Qt.Key.Key_1, CTRL)
    assert keyboard() is at_work.rooms.workbench.outline.tree
    assert sheet.sheet is not None
    item = sheet.sheet.item("start")
    assert item is not None
    assert item.text == "本格導入"


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = [
        one.shortcut().toString()
        for one in window.actions_.findChildren(QAction)
        if not one.shortcut().isEmpty()
    ]
    assert sorted(keys) == sorted(set(keys))
