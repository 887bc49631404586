"""A row that folds where it has no room."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.widgets.folding_row import FoldingRow


def test_the_halves_stand_below_each_other_where_they_have_no_room(qtbot: QtBot) -> None:
    page, row = QWidget(), FoldingRow()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(row)
    buttons = [QPushButton(words) for words in ("表示中をすべて直す", "用語統一")]
    for button, half in zip(buttons, (row.left, row.right), strict=True):
        half.addWidget(button)
    needed = sum(button.minimumSizeHint().width() for button in buttons)

    def top(button: QPushButton) -> int:
        return button.mapTo(row, button.rect().topLeft()).y()

    page.resize(needed * 2, 200)
    page.show()
    qtbot.waitExposed(page)
    assert not row.is_folded
    assert page.minimumSizeHint().width() < needed
    page.resize(page.minimumSizeHint().width(), 200)
    qtbot.waitUntil(lambda: row.is_folded)
    qtbot.waitUntil(lambda: top(buttons[1]) > top(buttons[0]))
    page.resize(needed * 2, 200)
    qtbot.waitUntil(lambda: not row.is_folded)


def test_tabs_leave_room_for_the_docks_on_a_small_screen(opened: MainWindow, qtbot: QtBot) -> None:
    """A screen of 1920 × 1080 at 200 % is 960 wide."""
    tabs = opened.rooms.workbench.tabs
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
    qtbot.wait(1)
    widest = max(tabs.widget(index).minimumSizeHint().width() for index in range(tabs.count()))
    assert widest < 960 * 0.6
