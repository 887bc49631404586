"""The tool bar: words give way before anything is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kitaplanner.gui.widgets.fitting_tool_bar import FittingToolBar

WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


@pytest.fixture
def bar(qtbot: QtBot) -> FittingToolBar:
    made = FittingToolBar()
    qtbot.addWidget(made)
    pixmap = QPixmap(16, 16)
    pixmap.fill(QColor("black"))
    for words in ("元に戻す", "やり直し", "印刷プレビュー"):
        made.addAction(QIcon(pixmap), words)
    field = QLineEdit()
    field.setFixedWidth(120)
    made.addWidget(field)
    made.resize(900, 40)
    made.show()
    return made


def test_words_give_way_and_come_back(bar: FittingToolBar, qtbot: QtBot) -> None:
    assert bar.toolButtonStyle() == WORDS
    bar.resize(300, 40)
    assert bar.toolButtonStyle() == ICONS
    widgets = [bar.widgetForAction(action) for action in bar.actions()]
    qtbot.waitUntil(lambda: all(one.isVisible() for one in widgets))
    assert all(one.geometry().right() <= bar.width() for one in widgets)
    bar.resize(900, 40)
    assert bar.toolButtonStyle() == WORDS


def test_larger_text_and_more_buttons_need_more_room(bar: FittingToolBar) -> None:
    bar.resize(bar.sizeHint().width() + 20, 40)
    assert bar.toolButtonStyle() == WORDS
    font = bar.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    bar.setFont(font)
    assert bar.toolButtonStyle() == ICONS
    font.setPointSizeF(font.pointSizeF() / 2)
    bar.setFont(font)
    assert bar.toolButtonStyle() == WORDS
    bar.addAction(bar.actions()[0].icon(), "とても長い名前の道具をもう一つ")
    assert bar.toolButtonStyle() == ICONS
