"""The part of 一覧 that knows where things are: scale, scrolling, and Qt's questions of geometry.

Belongs here: a QTableView whose cells lie on a `PlanTableMap` instead of in Qt's rows and columns.
Does not belong here: paint, the current cell and edits (`plan_table`).
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontInfo, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from kitaplanner.domain.calendar import Period
from kitaplanner.gui.models.plan_table_lines import Line
from kitaplanner.gui.models.plan_table_model import PlanTableModel, Spot
from kitaplanner.gui.theme import Colours, Theme
from kitaplanner.gui.views.plan_table_map import PlanTableMap, Room
from kitaplanner.gui.views.plan_table_painter import Frame

_SMALLEST_ZOOM, _LARGEST_ZOOM, _ZOOM_STEP = 60, 200, 10
_NOTCH = 120
_NO_PERIOD = Period(0, -1)


class PlanTableArea(QTableView):
    """A table on a plane of its own; `zoom_changed` carries percent."""

    zoom_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 100
        self.period = _NO_PERIOD
        self.table_model = PlanTableModel(self)
        self.plane = PlanTableMap((), _NO_PERIOD, Room(12.0, 0))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for corner in self.findChildren(QAbstractButton):
            corner.hide()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def plane_moved(self) -> None:
        """Let what lies over the plane follow it; for subclasses."""

    @property
    def colours(self) -> Colours:
        """Give the colours of the window."""
        return self._theme.colours

    # Scale

    @property
    def zoom(self) -> int:
        """Give the scale in percent."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Show names and items larger or smaller."""
        percent = min(max(percent, _SMALLEST_ZOOM), _LARGEST_ZOOM)
        if percent == self._zoom:
            return
        above = self.first_seen()
        self._zoom = percent
        self.lay_out()
        self.scroll_back(above)
        self.zoom_changed.emit(percent)

    @Slot()
    def zoom_in(self) -> None:
        """Show everything a step larger."""
        self.set_zoom(self._zoom + _ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Show everything a step smaller."""
        self.set_zoom(self._zoom - _ZOOM_STEP)

    @Slot()
    def zoom_reset(self) -> None:
        """Show everything in the size of the window's font."""
        self.set_zoom(100)

    @Slot()
    def zoom_to_width(self) -> None:
        """Fit the years to the width: they do at the size of the window's font."""
        self.set_zoom(100)

    # Geometry, as QAbstractItemView asks for it

    def lay_out(self) -> None:
        """Fit the plane to lines, font and width."""
        size = QFontInfo(self.font()).pixelSize() * self._zoom / 100
        room = Room(size, self.viewport().width())
        self.plane = PlanTableMap(self.table_model.lines, self.period, room)
        self.updateGeometries()
        self.plane_moved()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Set the range of the scroll bars."""
        plane, size = self.plane, self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        page = max(size.height() - plane.header_height, 1)
        down.setRange(0, max(0, plane.height - page))
        down.setPageStep(page)
        down.setSingleStep(plane.row_height // 2)
        across.setRange(0, max(0, plane.names_width + plane.width - size.width()))
        across.setPageStep(max(size.width() - plane.names_width, 1))
        across.setSingleStep(max(round(plane.year_width / 4), 1))

    def doItemsLayout(self) -> None:
        """Lay nothing out: the plane knows where everything is."""
        self.updateGeometries()

    def horizontalOffset(self) -> int:
        """Give how far the years are scrolled."""
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        """Give how far the lines are scrolled."""
        return self.verticalScrollBar().value()

    def frame_of(self) -> Frame:
        """Give the plane as it is seen now."""
        scroll = self.horizontalOffset(), self.verticalOffset()
        return Frame(self.plane, self.colours, scroll, self.viewport().size())

    @property
    def months_area(self) -> QRectF:
        """Give the part of the view that shows months."""
        return self.frame_of().months_area

    def to_plane_x(self, x: float) -> float:
        """Bring an x of the view to the plane."""
        return x - self.plane.names_width + self.horizontalOffset()

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Give the area of a cell in the view."""
        if not index.isValid() or not self.plane.height:
            return QRect()
        at, frame = index.row(), self.frame_of()
        if index.column():
            stop = self.table_model.stop(index)
            if stop is None:
                return QRect()
            return frame.to_view(self.plane.rect_of(at, stop.span)).toRect()
        line = self.table_model.line_of(index)
        width = frame.width if line is None else self.plane.names_width
        top = self.plane.top(at)
        return QRect(0, round(top + frame.dy), width, self.plane.bottom(at) - top)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Give the cell at a point of the view."""
        frame, plane = self.frame_of(), self.plane
        y = point.y() - frame.dy
        hidden = plane.header_height + self._pinned_height()
        if point.y() < hidden or not 0 <= y < plane.height or not 0 <= point.x() < frame.width:
            return QModelIndex()
        at = plane.line_at(y)
        line = self.table_model.lines[at]
        x = point.x() - frame.dx
        if not isinstance(line, Line) or point.x() < plane.names_width:
            return self.table_model.index(at, 0)
        if x >= plane.width or not line.stops:
            return QModelIndex()
        return self.table_model.index(at, line.stop_at(plane.month_at(x)) + 1)

    def _pinned_height(self) -> int:
        """Give the height of the heading that stays above the lines; 0 without one."""
        if self.verticalOffset() <= 0 or not self.table_model.lines:
            return 0
        at = self.plane.line_at(self.verticalOffset())
        is_line = isinstance(self.table_model.lines[at], Line)
        return self.plane.heading_height if is_line and self.plane.headings_above(at) else 0

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll until a cell is seen, its heading above it included."""
        if not index.isValid() or not self.plane.height:
            return
        plane, down = self.plane, self.verticalScrollBar()
        top, bottom = plane.top(index.row()), plane.bottom(index.row())
        room = self.viewport().height() - plane.header_height
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            down.setValue(top - (room - plane.row_height) // 2)
        elif top - plane.heading_height < down.value():
            down.setValue(top - plane.heading_height)
        elif bottom > down.value() + room:
            down.setValue(bottom - room)
        stop = self.table_model.stop(index)
        if stop is not None:
            self._scroll_across(plane.x_of(stop.span.start), plane.x_of(stop.span.end + 1))

    def _scroll_across(self, left: float, right: float) -> None:
        across, room = self.horizontalScrollBar(), self.viewport().width() - self.plane.names_width
        if left < across.value():
            across.setValue(int(left))
        elif right > across.value() + room:
            across.setValue(int(min(right - room, left)))

    def line_a_page_from(self, at: int, *, back: bool) -> int:
        """Give the line a page above or below another one."""
        page = self.viewport().height() - self.plane.header_height - self.plane.row_height
        return self.plane.line_at(self.plane.top(at) + (-page if back else page))

    def first_seen(self) -> tuple[Spot, int] | None:
        """Give the first line that is seen, and how far it is scrolled out."""
        if not self.table_model.lines or not self.verticalOffset():
            return None
        at = self.plane.line_at(self.verticalOffset())
        spot = self.table_model.spot(self.table_model.index(at, 0))
        return None if spot is None else (spot, self.verticalOffset() - self.plane.top(at))

    def scroll_back(self, above: tuple[Spot, int] | None) -> None:
        """Bring a line back to where it was seen; to the top where it is gone."""
        index = QModelIndex() if above is None else self.table_model.index_of(above[0])
        top = self.plane.top(index.row()) + above[1] if above and index.isValid() else 0
        self.verticalScrollBar().setValue(top)

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Say whether a cell shows nothing: those behind the last stop of a row."""
        return index.column() > 0 and self.table_model.stop(index) is None

    def setSelection(self, rect: QRect, flags: QItemSelectionModel.SelectionFlag) -> None:
        """Select the cell in the middle of an area."""
        index = self.indexAt(rect.center())
        chosen = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(chosen, flags)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Give the area of the selected cells."""
        region = QRegion()
        for index in selection.indexes():
            region += QRegion(self.visualRect(index))
        return region

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint anew: names and headings stay while the rest moves."""
        self.viewport().update()
        self.plane_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the years to the width."""
        above = self.first_seen()
        QAbstractItemView.resizeEvent(self, event)
        self.lay_out()
        self.scroll_back(above)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the system."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl change the scale."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom + round(event.angleDelta().y() / _NOTCH * _ZOOM_STEP))
            event.accept()
        else:
            super().wheelEvent(event)
