"""A page of paper in a scrolling view: its scale, its place, and painting it.

Belongs here: what any view of one page needs. Does not belong here: editing (`sheet_view`).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kitaplanner.gui.painter import paint_page
from kitaplanner.gui.views.paper import (
    DESK_MARGIN,
    PIXELS_PER_POINT,
    Paper,
    paint_desk,
    paint_paper,
)
from kitaplanner.layout.scene import Page, Rect

LEAST_ZOOM, MOST_ZOOM = 50, 300
_ZOOM_STEP = 10
# A large window shows more desk rather than ever larger letters.
_WIDEST_FIT = 150
_WHEEL_NOTCH = 120
# Points that a step of the scroll bars moves the paper.
_SCROLL_STEP = 20


class PaperArea(QAbstractScrollArea):
    """Shows one page on a desk; `zoom_changed` carries percent."""

    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = Paper(0.0, 0.0, PIXELS_PER_POINT)
        self._page: Page | None = None
        self._zoom = 100
        self._fits_width = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_page(self, page: Page | None) -> None:
        """Show another page, or none, at the same scale."""
        self._page = page
        self._fit_width()
        self._place_paper()

    def paper_moved(self) -> None:
        """Follow the paper with what lies on it; for heirs."""

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies on the page, in pixels of the view; for heirs."""

    def invitation(self) -> str:
        """Give the words that stand in the place of a page; for heirs."""
        return ""

    @property
    def zoom(self) -> int:
        """Give the scale in percent."""
        return self._zoom

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self.set_zoom(percent)

    def set_zoom(self, percent: int, anchor: QPointF | None = None) -> None:
        """Set the scale in percent; what lies at the anchor (else the middle) stays there."""
        # A slider that follows `zoom_changed` says the same again: that is no wish of a person.
        if percent != self._zoom:
            self._fits_width = False
            self._scale_to(percent, anchor)

    def _scale_to(self, percent: int, anchor: QPointF | None = None) -> None:
        percent = min(max(percent, LEAST_ZOOM), MOST_ZOOM)
        if percent == self._zoom:
            return
        at = QPointF(self.viewport().rect().center()) if anchor is None else anchor
        x, y = self.paper.to_page(at)
        self._zoom = percent
        self._place_paper()
        here = self.paper.to_view(Rect(x, y, 0, 0)).topLeft()
        self._scroll_by(here.x() - at.x(), here.y() - at.y())
        self.zoom_changed.emit(percent)

    def zoom_in(self) -> None:
        """Show the paper larger by a step."""
        self.set_zoom(self._zoom + _ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the paper smaller by a step."""
        self.set_zoom(self._zoom - _ZOOM_STEP)

    def zoom_to_width(self) -> None:
        """Show the whole width of the paper, in a window of any size, until a scale is set."""
        self._fits_width = True
        self._fit_width()

    def _fit_width(self) -> None:
        if not self._fits_width or self._page is None:
            return
        # Always less the scroll bar: it would come and go with the scale that it changes.
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 * DESK_MARGIN
        percent = int(room * 100 / (self._page.width * PIXELS_PER_POINT))
        self._scale_to(min(percent, _WIDEST_FIT))

    def sizeHint(self) -> QSize:
        """Ask for the room of a page at this scale."""
        width = 0.0 if self._page is None else self._page.width * self.paper.scale
        return QSize(round(width + 2 * DESK_MARGIN), super().sizeHint().height())

    def _place_paper(self) -> None:
        scale = PIXELS_PER_POINT * self._zoom / 100
        width = 0.0 if self._page is None else self._page.width * scale + 2 * DESK_MARGIN
        height = 0.0 if self._page is None else self._page.height * scale + 2 * DESK_MARGIN
        view = self.viewport().size()
        for bar, length, room in (
            (self.horizontalScrollBar(), width, view.width()),
            (self.verticalScrollBar(), height, view.height()),
        ):
            bar.setRange(0, max(0, round(length - room)))
            bar.setPageStep(room)
            bar.setSingleStep(round(_SCROLL_STEP * scale))
        spare = max(0.0, (view.width() - width) / 2)
        x = spare + DESK_MARGIN - self.horizontalScrollBar().value()
        self.paper = Paper(round(x), DESK_MARGIN - self.verticalScrollBar().value(), scale)
        self.viewport().update()
        self.paper_moved()

    def reveal_area(self, area: QRectF) -> None:
        """Scroll until an area, in pixels of the view, is seen."""
        room = QRectF(self.viewport().rect())
        x = _overshoot(area.left(), area.right(), room.width())
        y = _overshoot(area.top(), area.bottom(), room.height())
        self._scroll_by(x, y)

    def _scroll_by(self, x: float, y: float) -> None:
        for bar, step in ((self.horizontalScrollBar(), x), (self.verticalScrollBar(), y)):
            bar.setValue(bar.value() + round(step))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the paper and what lies on it."""
        self._place_paper()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint desk, paper, page and what lies on it."""
        clip = QRectF(event.rect())
        painter = QPainter(self.viewport())
        paint_desk(painter, clip, self.palette())
        if self._page is None:
            self._paint_invitation(painter)
            return
        paint_paper(painter, self.paper.area(self._page))
        painter.save()
        painter.translate(self.paper.x, self.paper.y)
        painter.scale(self.paper.scale, self.paper.scale)
        paint_page(painter, self._page, self.paper.visible(clip))
        painter.restore()
        self.paint_over(painter)

    def _paint_invitation(self, painter: QPainter) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        margin = round(DESK_MARGIN)
        room = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self.invitation())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the paper in the middle."""
        super().resizeEvent(event)
        self._fit_width()
        self._place_paper()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl change the scale around the mouse."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / _WHEEL_NOTCH
            self.set_zoom(self._zoom + round(notches * _ZOOM_STEP), event.position())
            event.accept()
        else:
            super().wheelEvent(event)


def _overshoot(start: float, end: float, room: float) -> float:
    """Give how far to scroll so that a stretch is seen, its start before its end."""
    if start < 0 or end - start > room:
        return start
    return max(0.0, end - room)
