"""The sheet of paper on its desk: where it lies in the view, its scale, its shadow.

Here: turning points of the page into pixels of the view and back, and painting what is under and
around the page. Not here: the page itself (`painter`) and marks upon it (`ghost`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from kitaplanner.layout.scene import Page, Rect

# Logical pixels in a point at 100 %: Windows and Qt count 96 pixels to the inch of 72 points.
PIXELS_PER_POINT = 96 / 72
DESK_MARGIN = 24.0
_PAPER = QColor("#FFFFFF")
_SHADOW_DEPTH = 12
_SHADOW_SHIFT = 3.0
_SHADOW_STEP = 2
_SHADOW_ALPHA = 6
# The desk is a shade darker than the window, in dark colours too.
_DESK_SHADE = 106
_DARK_DESK_SHADE = 135


@dataclass(frozen=True, slots=True)
class Paper:
    """A page lying in the view: `scale` is pixels a point, `x` and `y` its corner in pixels."""

    x: float
    y: float
    scale: float

    @property
    def pixel(self) -> float:
        """Give the length of a pixel in points."""
        return 1 / self.scale

    def to_view(self, rect: Rect) -> QRectF:
        """Turn a rectangle of the page into one of the view."""
        return QRectF(
            self.x + rect.x * self.scale,
            self.y + rect.y * self.scale,
            rect.width * self.scale,
            rect.height * self.scale,
        )

    def to_page(self, point: QPointF) -> tuple[float, float]:
        """Turn a point of the view into one of the page."""
        return (point.x() - self.x) / self.scale, (point.y() - self.y) / self.scale

    def area(self, page: Page) -> QRectF:
        """Give where the page lies in the view."""
        return self.to_view(Rect(0, 0, page.width, page.height))

    def visible(self, clip: QRectF) -> QRectF:
        """Turn an area of the view into one of the page."""
        return QRectF(
            (clip.x() - self.x) / self.scale,
            (clip.y() - self.y) / self.scale,
            clip.width() / self.scale,
            clip.height() / self.scale,
        )


def desk_colour(palette: QPalette) -> QColor:
    """Give the colour of the desk for the colours of the window, light or dark."""
    window = palette.color(QPalette.ColorRole.Window)
    is_dark = window.lightnessF() < 0.5
    return window.darker(_DARK_DESK_SHADE if is_dark else _DESK_SHADE)


def paint_desk(painter: QPainter, clip: QRectF, palette: QPalette) -> None:
    """Fill the desk."""
    painter.fillRect(clip, desk_colour(palette))


def paint_paper(painter: QPainter, area: QRectF) -> None:
    """Paint the empty sheet with a soft shadow."""
    _paint_shadow(painter, area, painter.device().devicePixelRatio())
    painter.fillRect(area, _PAPER)


def _paint_shadow(painter: QPainter, area: QRectF, pixels: float) -> None:
    """Stretch the sides of a small shadow around the sheet: a large one takes milliseconds."""
    small = _shadow(pixels)
    shade = area.translated(0, _SHADOW_SHIFT)
    across, down = (
        # Where the corner begins, the side, the other corner; and the same on the small shadow.
        list(pairwise([start - _SHADOW_DEPTH, start, end, end + _SHADOW_DEPTH]))
        for start, end in ((shade.left(), shade.right()), (shade.top(), shade.bottom()))
    )
    edges = [0.0, _SHADOW_DEPTH, _SHADOW_DEPTH + 1, 2 * _SHADOW_DEPTH + 1]
    cuts = list(pairwise([edge * pixels for edge in edges]))
    for column, row in product(range(3), range(3)):
        if (column, row) != (1, 1):
            target = QRectF(
                QPointF(across[column][0], down[row][0]), QPointF(across[column][1], down[row][1])
            )
            source = QRectF(
                QPointF(cuts[column][0], cuts[row][0]), QPointF(cuts[column][1], cuts[row][1])
            )
            painter.drawImage(target, small, source)
    # Below the sheet the middle of the shadow shows, as far as it is shifted.
    middle = QRectF(cuts[1][0], cuts[1][0], pixels, pixels)
    strip = QRectF(area.left(), area.bottom(), area.width(), _SHADOW_SHIFT)
    painter.drawImage(strip, small, middle)


@lru_cache(maxsize=8)
def _shadow(pixels: float) -> QImage:
    """Give the shadow of a sheet of one logical pixel, in so many pixels of the screen each."""
    side = math.ceil((2 * _SHADOW_DEPTH + 1) * pixels)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(pixels, pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, _SHADOW_ALPHA))
    sheet = QRectF(_SHADOW_DEPTH, _SHADOW_DEPTH, 1, 1)
    for reach in range(_SHADOW_DEPTH, 0, -_SHADOW_STEP):
        painter.drawRoundedRect(sheet.adjusted(-reach, -reach, reach, reach), reach, reach)
    painter.end()
    return image
