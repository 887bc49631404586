"""The drawn icons of `resources/icons` in the colours of the theme.

The pictures are line drawings in black; here black becomes the colour of text, so that one set
serves light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kitaplanner.gui.theme import Colours
from kitaplanner.paths import resource_path

_DRAWN_COLOUR = "#000000"
# Logical sizes that menus, tool bars and messages ask for, and twice that for fine screens.
_SIZES = (16, 24, 32, 48)
APPLICATION_ICON = "kitaplanner"


def themed_icon(name: str, colours: Colours) -> QIcon:
    """Give an icon in the colour of text, paler where its action is disabled."""
    drawing = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    icon = QIcon()
    for mode, colour in (
        (QIcon.Mode.Normal, colours.text),
        (QIcon.Mode.Disabled, colours.disabled),
        (QIcon.Mode.Selected, colours.on_selected),
    ):
        _add_pixmaps(icon, drawing.replace(_DRAWN_COLOUR, colour), mode)
    return icon


def coloured_pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """Give a picture in one colour, `size` logical pixels wide."""
    drawing = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    pixmap = _rendered(_renderer(drawing.replace(_DRAWN_COLOUR, colour)), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icons_in_a_row(icons: Sequence[QIcon]) -> QIcon:
    """Give pictures side by side as one, as wide as all of them; an empty one leaves its place."""
    row = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled, QIcon.Mode.Selected):
        for size in _SIZES:
            pixmap = QPixmap(size * len(icons), size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            for place, icon in enumerate(icons):
                if not icon.isNull():
                    painter.drawPixmap(place * size, 0, icon.pixmap(QSize(size, size), 1.0, mode))
            painter.end()
            row.addPixmap(pixmap, mode)
    return row


def application_icon() -> QIcon:
    """Give the picture of the program."""
    icon = QIcon()
    drawing = resource_path("icons", f"{APPLICATION_ICON}.svg").read_text(encoding="utf-8")
    _add_pixmaps(icon, drawing, QIcon.Mode.Normal)
    return icon


def _add_pixmaps(icon: QIcon, drawing: str, mode: QIcon.Mode) -> None:
    renderer = _renderer(drawing)
    for size in _SIZES:
        icon.addPixmap(_rendered(renderer, size), mode)


def _renderer(drawing: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(drawing.encode("utf-8")))


def _rendered(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
