"""Marks over the paper that are never printed: selection, handles, ghosts of a drag.

Belongs here: how they look. Does not belong here: when they are shown (`sheet_view`). They lie on
white paper in both light and dark windows, so their colours are fixed; each says what it says
by shape and outline too, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from kitaplanner.gui.views.paper import Paper
from kitaplanner.gui.views.sheet_gestures import Ghost, GhostBar
from kitaplanner.gui.views.sheet_hits import ADD_HEIGHT, Hit, frame_left, handle_span
from kitaplanner.gui.views.sheet_map import Place, SheetMap
from kitaplanner.layout.scene import Arrow, Rect, Target

ACCENT = "#0F62C4"
_ACCENT = QColor(ACCENT)
_ACCENT_SOFT = QColor(15, 98, 196, 26)
_ACCENT_GLOW = QColor(15, 98, 196, 48)
_REFUSED = QColor("#B3261E")
_REFUSED_SOFT = QColor(179, 38, 30, 30)
_QUIET = QColor("#7B8A99")
_FAINT = QColor("#8694A2")
_WHITE = QColor("#FFFFFF")
_LABEL_GROUND = QColor(31, 41, 51, 235)
_HANDLE_RADIUS = 4.0
_GLOW = 3.0
_GRIP_STEP = 4.0
_ADD_RADIUS = 8.0
_LABEL_PADDING = (8.0, 4.0)
_LABEL_GAP = 6.0
# Lines of a label are at most this many line heights long.
_LABEL_WIDTH = 24


class Marks:
    """Paints marks in pixels of the view over one sheet."""

    def __init__(self, painter: QPainter, sheet: SheetMap, paper: Paper, font: QFont) -> None:
        self._painter = painter
        self._sheet = sheet
        self._paper = paper
        self._font = font
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def chosen(self, items: Iterable[str], has_focus: bool) -> None:
        """Outline several items that are selected together."""
        for item_id in items:
            target = Target("item", item_id)
            region = self._sheet.region(target)
            if region is not None:
                shape = self._shape(target, self._paper.to_view(region.rect))
                self._outline(shape, _ACCENT if has_focus else _QUIET, has_focus)

    def selection(self, place: Place, has_focus: bool, *, alone: bool = True) -> None:
        """Outline what is selected; paler while the keyboard is elsewhere.

        One item `alone` shows the handles of its edges.
        """
        rect = self._sheet.rect(place)
        if rect is None:
            return
        colour = _ACCENT if has_focus else _QUIET
        area = self._paper.to_view(rect)
        if place.is_cell:
            self._cell(area.adjusted(1, 1, -1, -1), colour)
        elif place.is_row:
            self._row(area, colour)
        else:
            self._outline(self._shape(place.target, area), colour, has_focus)
            if place.is_item and has_focus and alone:
                self._edge_handles(area)

    def _outline(self, shape: QPolygonF, colour: QColor, glow: bool) -> None:
        painter = self._painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if glow:
            painter.setPen(_round_pen(_ACCENT_GLOW, 2 * _GLOW))
            painter.drawPolygon(shape)
        painter.setPen(_round_pen(colour, 2))
        painter.drawPolygon(shape)

    def _shape(self, target: Target, area: QRectF) -> QPolygonF:
        """Give the outline of an arrow as it is drawn, else a rectangle."""
        for one in self._sheet.page.primitives:
            if isinstance(one, Arrow) and one.target == target:
                corners = (Rect(x, y, 0, 0) for x, y in one.points())
                return QPolygonF([self._paper.to_view(corner).topLeft() for corner in corners])
        return _corners(area)

    def _edge_handles(self, area: QRectF) -> None:
        painter = self._painter
        painter.setPen(QPen(_ACCENT, 1.6))
        painter.setBrush(_WHITE)
        for x in (area.left(), area.right()):
            painter.drawEllipse(QPointF(x, area.center().y()), _HANDLE_RADIUS, _HANDLE_RADIUS)

    def _cell(self, area: QRectF, colour: QColor) -> None:
        self._painter.setBrush(_ACCENT_SOFT)
        self._painter.setPen(QPen(colour, 1.6, Qt.PenStyle.DashLine))
        self._painter.drawRoundedRect(area, 2, 2)

    def _row(self, area: QRectF, colour: QColor) -> None:
        self._painter.setBrush(_ACCENT_SOFT)
        self._painter.setPen(QPen(colour, 2))
        self._painter.drawRoundedRect(area, 1.5, 1.5)

    def hovered(self, hit: Hit) -> None:
        """Tint the outline of the field or item under the mouse."""
        if hit.part == "field":
            target = Target("initiative", self._sheet.initiative.id, hit.id)
        elif hit.part in ("item", "item_start", "item_end"):
            target = Target("item", hit.id)
        else:
            return
        region = self._sheet.region(target)
        if region is not None:
            shape = self._shape(target, self._paper.to_view(region.rect))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(_round_pen(_ACCENT_GLOW, 2 * _GLOW))
            self._painter.drawPolygon(shape)

    def row_handles(self, hit: Hit, selected: str) -> None:
        """Show the handles of rows beside the frame, and where a row can be added."""
        grid = self._sheet.grid
        if grid is None:
            return
        left, right = handle_span(self._sheet, grid, self._paper.pixel)
        for band in grid.bands:
            strong = band.row in (hit.row, selected)
            area = self._paper.to_view(Rect(left, band.y, right - left, band.height))
            self._grip(area, _ACCENT if strong else _FAINT)
        self._add_buttons(hit, left, right)

    def _grip(self, area: QRectF, colour: QColor) -> None:
        painter, middle = self._painter, area.center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for column in (-0.5, 0.5):
            for row in (-1, 0, 1):
                dot = middle + QPointF(column * _GRIP_STEP * 1.2, row * _GRIP_STEP)
                painter.drawEllipse(dot, 1.3, 1.3)

    def _add_buttons(self, hit: Hit, left: float, right: float) -> None:
        grid = self._sheet.grid
        if grid is None:
            return
        bottom = grid.bands[-1].y + grid.bands[-1].height if grid.bands else grid.rect.y
        middle = self._paper.to_view(Rect(left, bottom, right - left, 0)).center()
        below = QPointF(middle.x(), middle.y() + ADD_HEIGHT / 2)
        wanted = hit.index if hit.part == "insert_row" else None
        if wanted is not None and wanted < len(grid.bands):
            self._border(wanted)
            top = self._paper.to_view(Rect(left, grid.bands[wanted].y, right - left, 0)).center()
            self._add_button(top, active=True)
        self._add_button(below, active=wanted == len(grid.bands))

    def _add_button(self, middle: QPointF, *, active: bool) -> None:
        painter = self._painter
        painter.setPen(QPen(_ACCENT if active else _FAINT, 1.4))
        painter.setBrush(_ACCENT if active else _WHITE)
        painter.drawEllipse(middle, _ADD_RADIUS, _ADD_RADIUS)
        painter.setPen(QPen(_WHITE if active else _QUIET, 1.6))
        arm = _ADD_RADIUS / 2
        painter.drawLine(QLineF(middle.x() - arm, middle.y(), middle.x() + arm, middle.y()))
        painter.drawLine(QLineF(middle.x(), middle.y() - arm, middle.x(), middle.y() + arm))

    def _border(self, index: int) -> None:
        """Draw the line between rows at which a row would come in."""
        grid = self._sheet.grid
        if grid is None or not grid.bands:
            return
        last = grid.bands[-1]
        y = grid.bands[index].y if index < len(grid.bands) else last.y + last.height
        left = frame_left(self._sheet, grid)
        line = self._paper.to_view(Rect(left, y, grid.rect.right - left, 0))
        self._painter.setPen(QPen(_ACCENT, 2.4))
        self._painter.drawLine(line.topLeft(), line.topRight())

    def ghost(self, ghost: Ghost, mouse: QPointF, room: QRectF) -> None:
        """Show what letting go would do, and say it in words beside the mouse."""
        if ghost.border is not None:
            self._border(ghost.border)
        if ghost.box is not None:
            self.chosen(ghost.taken, has_focus=True)
            self._box(self._paper.to_view(ghost.box))
        for bar in reversed(ghost.bars):
            self._bar(bar, ghost.refused)
        if ghost.words:
            self._label(ghost.words, self._label_foot(ghost, mouse), room, refused=ghost.refused)

    def _box(self, area: QRectF) -> None:
        self._painter.setBrush(_ACCENT_SOFT)
        self._painter.setPen(QPen(_ACCENT, 1.2, Qt.PenStyle.DashLine))
        self._painter.drawRect(area)

    def _label_foot(self, ghost: Ghost, mouse: QPointF) -> QPointF:
        """Give where the label stands: above the row, so that it hides nothing of the drag."""
        rect = None
        if ghost.bars:
            rect = self._sheet.rect_of_months(ghost.bars[0].row, ghost.bars[0].span)
        if rect is None:
            return mouse - QPointF(0, 2 * _LABEL_GAP)
        return QPointF(mouse.x(), self._paper.to_view(rect).top() - _LABEL_GAP)

    def _bar(self, bar: GhostBar, refused: bool) -> None:
        rect = self._sheet.rect_of_months(bar.row, bar.span)
        if rect is None:
            return
        area = self._paper.to_view(rect).adjusted(2, 2, -2, -2)
        if bar.pushed:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(QPen(_QUIET, 1.6, Qt.PenStyle.DashLine))
        else:
            self._painter.setBrush(_REFUSED_SOFT if refused else _ACCENT_GLOW)
            style = Qt.PenStyle.DotLine if refused else Qt.PenStyle.SolidLine
            self._painter.setPen(QPen(_REFUSED if refused else _ACCENT, 2, style))
        self._painter.drawRoundedRect(area, 3, 3)

    def _label(self, words: str, foot: QPointF, room: QRectF, *, refused: bool) -> None:
        """Write words on a dark ground above a point, kept inside the view."""
        painter = self._painter
        metrics = QFontMetricsF(self._font)
        across, down = _LABEL_PADDING
        widest = min(_LABEL_WIDTH * metrics.height(), room.width()) - 2 * across
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        bounds = metrics.boundingRect(QRectF(0, 0, widest, room.height()), int(flags), words)
        area = QRectF(0, 0, bounds.width() + 2 * across, bounds.height() + 2 * down)
        area.moveCenter(foot)
        area.moveBottom(max(foot.y(), room.top() + area.height()))
        area.moveLeft(max(room.left(), min(area.left(), room.right() - area.width())))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_REFUSED if refused else _LABEL_GROUND)
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(_WHITE)
        painter.setFont(self._font)
        painter.drawText(area.adjusted(across, down, -across, -down), int(flags), words)


def _round_pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _corners(area: QRectF) -> QPolygonF:
    return QPolygonF([area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()])
