"""The sheet of paper on its desk: where it lies in the view, its scale, its shadow.

Here: turning points of the page into pixels of the view and back, and painting what is under and
around the page. Not here: the page itself (`painter`) and marks upon it (`ghost`).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QRegion

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
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _leave_out(painter, area)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, _SHADOW_ALPHA))
    for reach in range(_SHADOW_DEPTH, 0, -_SHADOW_STEP):
        shade = area.translated(0, _SHADOW_SHIFT).adjusted(-reach, -reach, reach, reach)
        painter.drawRoundedRect(shade, reach, reach)
    painter.restore()
    painter.fillRect(area, _PAPER)


def _leave_out(painter: QPainter, area: QRectF) -> None:
    """Keep the shadow from being painted where the sheet will cover it: that took the longest."""
    inner = area.toRect().adjusted(1, 1, -1, -1)
    painter.setClipRegion(QRegion(painter.viewport()) - QRegion(inner))
