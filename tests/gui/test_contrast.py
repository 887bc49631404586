"""What is painted can be read: messages in both themes, and the ink of the form on its grounds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kitaplanner.domain.form import load_form
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.theme import DARK, LIGHT, Colours, Theme
from kitaplanner.gui.widgets.message_bar import MessageAction, MessageBar, MessageKind
from tests.gui.test_theme import LEAST_CONTRAST, contrast

KINDS: tuple[MessageKind, ...] = ("info", "done", "warning", "error")
# A letter's thin strokes are mixed with the ground: its darkest pixel stands for the ink.
GROUNDS = ("paper", "label", "header", "item")


def painted_contrast(top: QWidget, part: QWidget) -> float:
    """The contrast between the ground of a part and the pixel that differs most from it."""
    image: QImage = top.grab().toImage()
    area = part.rect().translated(part.mapTo(top, part.rect().topLeft()))
    scale = image.width() / top.width()
    pixels = {
        image.pixelColor(round(x * scale), round(y * scale)).name()
        for x in range(area.left() + 1, area.right())
        for y in range(area.top() + 1, area.bottom())
    }
    corner = QColor(image.pixelColor(round(2 * scale), round(image.height() - 3))).name()
    return max(contrast(corner, one) for one in pixels)


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    palette = qapp.palette()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(palette)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_messages_are_painted_readably(
    application: QApplication, qtbot: QtBot, scheme: str
) -> None:
    theme = Theme("light")
    theme.apply(application)
    bar = MessageBar(theme)
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    bar.show_message("info", "はじめ")
    theme.scheme = scheme
    theme.apply(application)
    for kind in KINDS:
        bar.show_message(
            kind, "期間未確認の矢印が1本あります。", [MessageAction("次へ", bar.update)]
        )
        label = next(one for one in bar.findChildren(QLabel) if one.text())
        assert painted_contrast(bar, label) >= LEAST_CONTRAST, kind


@pytest.mark.parametrize("ink", ["ink", "muted", "accent"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_ink_of_the_form_can_be_read(ink: str, ground: str) -> None:
    colours = load_form("kita").colours
    assert contrast(colours[ink], colours[ground]) >= LEAST_CONTRAST


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["alternate", "hover", "accent_soft", "desk"])
def test_quiet_words_can_be_read_under_mouse_and_keyboard_too(
    colours: Colours, ground: str
) -> None:
    assert contrast(colours.muted, getattr(colours, ground)) >= LEAST_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_of_the_window_follow_the_colours(
    application: QApplication, opened: MainWindow, scheme: str
) -> None:
    opened.theme.apply(application)
    bench = opened.rooms.workbench
    bench.info_bar.show_message("warning", "期間未確認の矢印が1本あります。")
    opened.message_bar.show_message("error", "保存できませんでした。")
    action = next(one for one in opened.actions_.schemes.actions() if one.data() == scheme)
    action.trigger()
    for bar in (bench.info_bar, opened.message_bar):
        label = next(one for one in bar.findChildren(QLabel) if one.text())
        assert painted_contrast(bar, label) >= LEAST_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_offer_to_recover_follows_the_colours(
    application: QApplication, window: MainWindow, scheme: str
) -> None:
    window.start_screen.show_recoverable(1)
    action = next(one for one in window.actions_.schemes.actions() if one.data() == scheme)
    action.trigger()
    bar = window.start_screen.recover.parentWidget()
    label = next(one for one in bar.findChildren(QLabel) if one.text())
    assert painted_contrast(bar, label) >= LEAST_CONTRAST
