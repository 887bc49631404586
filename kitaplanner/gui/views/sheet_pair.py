"""Two sheets side by side, before and after, drawn as they will print, with what changed outlined.

Belongs here: drawing, scrolling together, and the outlines. Does not belong here: laying out the
sheets (`layout`) and what changed (`operations`).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QGridLayout, QLabel, QWidget

from kitaplanner.gui.painter import paint_page, qt_rect
from kitaplanner.gui.views.paper import PIXELS_PER_POINT, Paper, paint_desk, paint_paper
from kitaplanner.layout.scene import Page, Rect

_MARGIN = 12.0
_KEPT_MARGIN = 12.0  # points, of the blank sides of the page
_ZOOMS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
_LEAST_ZOOM, _MOST_ZOOM = 0.5, 4.0
_CHOSEN = QColor("#B3261E")
_OTHER = QColor("#1F4E79")
_CHOSEN_WIDTH = 2.6
_OTHER_WIDTH = 1.4
_OUTSIDE = 1.5  # points that an outline keeps from what it surrounds
_SIGN_SIZE = 9.0  # points, of a sign at the corner of an outline
_WORDS_GROUND = QColor(255, 214, 79, 90)
_WORDS_RULE = 1.3  # points, of the line under changed words: seen on a copy without colours too


class Outline(NamedTuple):
    """A place that changed; the chosen one is drawn thicker, the others dashed.

    `sign` is a character at its corner that says what kind of change it is; `words` are the areas
    of the words in it that differ.
    """

    rect: Rect
    is_chosen: bool
    sign: str = ""
    words: tuple[Rect, ...] = ()


class SheetPane(QAbstractScrollArea):
    """One sheet as wide as the pane, or larger; `zoomed(by)` asks for another size.

    `laid_out` is emitted when the sheet takes another room.
    """

    zoomed = Signal(int)
    laid_out = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._page: Page | None = None
        self._outlines: tuple[Outline, ...] = ()
        self._words = ""
        self._left_out = 0.0
        self._zoom = 1.0
        self._size = QSize()
        self._least_height = 0

    @property
    def size_of_sheet(self) -> QSize:
        """Give the room that the sheet takes, in pixels."""
        return self._size

    @property
    def percent(self) -> int:
        """Give the scale of the sheet in percent of its size on paper."""
        return round(self._scale() / PIXELS_PER_POINT * 100)

    @property
    def page(self) -> Page | None:
        """Give the page that is shown."""
        return self._page

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """Give the outlined places."""
        return self._outlines

    def show_page(self, page: Page | None, outlines: Collection[Outline], words: str = "") -> None:
        """Show a page with outlines, or words where there is none."""
        self._page, self._outlines, self._words = page, tuple(outlines), words
        self._left_out = 0.0 if page is None else _margin_to_leave_out(page)
        self.setAccessibleDescription(words)
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        """Show the page larger than the pane is wide, by a factor."""
        self._zoom = zoom
        self._lay_out()

    def show_chosen(self) -> None:
        """Scroll to the chosen outline."""
        chosen = [one.rect for one in self._outlines if one.is_chosen]
        if self._page is None or not chosen:
            return
        place = self._paper_at(0, 0).to_view(chosen[0])
        for bar, start, length, room in (
            (self.verticalScrollBar(), place.top(), place.height(), self.viewport().height()),
            (self.horizontalScrollBar(), place.left(), place.width(), self.viewport().width()),
        ):
            if start < bar.value() + _MARGIN or start + length > bar.value() + room - _MARGIN:
                bar.setValue(round(start + length / 2 - room / 2))

    def _scale(self) -> float:
        if self._page is None:
            return PIXELS_PER_POINT
        shown = self._page.width - 2 * self._left_out
        return max(1.0, self.viewport().width() - 2 * _MARGIN) / shown * self._zoom

    def _paper_at(self, x: int, y: int) -> Paper:
        scale = self._scale()
        return Paper(_MARGIN - x - self._left_out * scale, _MARGIN - y, scale)

    def _lay_out(self) -> None:
        width, height = 0, 0
        if self._page is not None:
            scale = self._scale()
            width = round((self._page.width - 2 * self._left_out) * scale + 2 * _MARGIN)
            height = round(self._page.height * scale + 2 * _MARGIN)
        self._size = QSize(width, height)
        self.scroll_down(self._least_height)
        self.laid_out.emit()

    def scroll_down(self, least_height: int) -> None:
        """Scroll over this height at least, so that two panes can be scrolled together."""
        self._least_height = least_height
        size, view = self._size.expandedTo(QSize(0, least_height)), self.viewport().size()
        for bar, length, there in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setRange(0, max(0, length - there))
            bar.setPageStep(there)
            bar.setSingleStep(max(1, there // 12))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 24, unit * 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        clip = QRectF(event.rect())
        paint_desk(painter, clip, self.palette())
        if self._page is None:
            room = QRectF(self.viewport().rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(room, self._words, QTextOption(Qt.AlignmentFlag.AlignCenter))
            return
        paper = self._paper_at(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        area = paper.area(self._page)
        out = self._left_out * paper.scale
        shown = area.adjusted(out, 0, -out, 0)
        paint_paper(painter, shown)
        painter.save()
        painter.setClipRect(shown)
        painter.translate(paper.x, paper.y)
        painter.scale(paper.scale, paper.scale)
        for one in self._outlines:
            for words in one.words:
                painter.fillRect(qt_rect(words), _WORDS_GROUND)
        paint_page(painter, self._page, paper.visible(clip))
        for one in self._outlines:
            self._underline(painter, one)
        painter.restore()
        for one in self._outlines:
            self._paint_outline(painter, paper, one)

    def _paint_outline(self, painter: QPainter, paper: Paper, outline: Outline) -> None:
        place = paper.to_view(outline.rect)
        out = _OUTSIDE * paper.scale
        pen = QPen(_CHOSEN if outline.is_chosen else _OTHER)
        pen.setWidthF(_CHOSEN_WIDTH if outline.is_chosen else _OTHER_WIDTH)
        if not outline.is_chosen:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = place.adjusted(-out, -out, out, out)
        painter.drawRect(area)
        if outline.sign:
            self._paint_sign(painter, paper.scale, area, outline)

    def _underline(self, painter: QPainter, outline: Outline) -> None:
        """Draw a line under the words that differ, in points of the page."""
        painter.setPen(QPen(_CHOSEN if outline.is_chosen else _OTHER, _WORDS_RULE))
        for one in outline.words:
            painter.drawLine(QLineF(one.x, one.bottom, one.right, one.bottom))

    def _paint_sign(self, painter: QPainter, scale: float, area: QRectF, outline: Outline) -> None:
        """Write the sign on a small ground at the upper left corner."""
        font = QFont(self.font())
        font.setPixelSize(max(round(_SIGN_SIZE * scale), self.fontMetrics().height() * 9 // 10))
        side = QFontMetricsF(font).height()
        ground = QRectF(area.left(), area.top(), side, side)
        ground.moveCenter(area.topLeft())
        painter.fillRect(ground, _CHOSEN if outline.is_chosen else _OTHER)
        painter.setFont(font)
        painter.setPen(QColor("white"))
        painter.drawText(ground, outline.sign, QTextOption(Qt.AlignmentFlag.AlignCenter))


def _margin_to_leave_out(page: Page) -> float:
    """Give how much of the blank sides of a page need not be shown, in points."""
    edges = [one.rect.x for one in page.grids]
    return max(0.0, min(edges) - _KEPT_MARGIN) if edges else 0.0


class SheetPair(QWidget):
    """Before and after, under their headings, scrolled and enlarged together.

    `zoom_changed` carries percent of the size on paper.
    """

    zoom_changed = Signal(int)

    def __init__(self, before: str, after: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = SheetPane("")
        self.after = SheetPane("")
        self._headings = (QLabel(), QLabel())
        self._zoom = _ZOOMS[0]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.fontMetrics().height() // 4)
        for column, (heading, pane) in enumerate(
            zip(self._headings, (self.before, self.after), strict=True)
        ):
            heading.setObjectName("muted")
            heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(heading, 0, column)
            layout.addWidget(pane, 1, column)
            layout.setColumnStretch(column, 1)
            pane.zoomed.connect(self.zoom_by)
            pane.laid_out.connect(self._share_room)
        layout.setRowStretch(1, 1)
        for one, other in ((self.before, self.after), (self.after, self.before)):
            one.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
            one.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)
        self.name_sides(before, after)

    def name_sides(self, before: str, after: str) -> None:
        """Say above the sheets whose they are."""
        for heading, pane, words in zip(
            self._headings, (self.before, self.after), (before, after), strict=True
        ):
            heading.setText(words)
            pane.setAccessibleName(f"{words}の個票")

    @Slot()
    def _share_room(self) -> None:
        """Let both be scrolled as far as the longer of them."""
        panes = (self.before, self.after)
        height = max(one.size_of_sheet.height() for one in panes)
        for pane in panes:
            pane.scroll_down(height)

    # --- size --------------------------------------------------------------------------------

    @Slot(int)
    def zoom_by(self, steps: int) -> None:
        """Make both larger or smaller by some steps; the smallest fits the width."""
        place = bisect(_ZOOMS, self._zoom) - 1 + steps
        self._set_factor(_ZOOMS[min(max(place, 0), len(_ZOOMS) - 1)])

    @property
    def zoom(self) -> int:
        """Give the scale in percent of the size on paper."""
        return (self.after if self.before.page is None else self.before).percent

    def set_zoom(self, percent: int) -> None:
        """Set the scale in percent of the size on paper."""
        if percent != self.zoom:
            self._set_factor(self._zoom * percent / max(self.zoom, 1))

    def zoom_in(self) -> None:
        """Show both larger by a step."""
        self.zoom_by(1)

    def zoom_out(self) -> None:
        """Show both smaller by a step."""
        self.zoom_by(-1)

    def zoom_to_width(self) -> None:
        """Show the whole width of both."""
        self._set_factor(_ZOOMS[0])

    def _set_factor(self, factor: float) -> None:
        self._zoom = min(max(factor, _LEAST_ZOOM), _MOST_ZOOM)
        for pane in (self.before, self.after):
            pane.set_zoom(self._zoom)
        self.zoom_changed.emit(self.zoom)

    def show_chosen(self) -> None:
        """Scroll to the chosen place, which may stand on one of the two alone."""
        chosen = [any(one.is_chosen for one in pane.outlines) for pane in (self.before, self.after)]
        if chosen[0]:
            self.before.show_chosen()
        if chosen[1]:
            self.after.show_chosen()
