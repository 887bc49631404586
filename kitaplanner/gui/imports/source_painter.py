"""Painting a source's sheet from its neutral content, as far as it helps to see what was read.

No spreadsheet: number formats, fonts and borders are not shown.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF, QTextOption

from kitaplanner.gui.imports.source_grid import SheetGrid
from kitaplanner.importers.workbook.content import Cell, Merge, Shape

PIXELS_PER_POINT = 96 / 72
PAPER = QColor("#FFFFFF")
_INK = QColor("#1F2933")
_GRID = QColor("#D5DCE3")
_MERGED = QColor("#8496A9")
_HIDDEN = QColor("#6B7885")
_SHAPE_FILL, _SHAPE_LINE = QColor("#E6EDF5"), QColor("#41566B")
_MARK = QColor("#B3261E")
_MARK_WIDTH = 2.6
_THEME_FILL = "#E3E8ED"  # where only the theme of the workbook knows the colour
_TIP = 0.4  # of its height that the tip of an arrow takes
_TIP_OF_LINE, _TIP_ANGLE = 8, 25
_PADDING = 2.0


class SheetPainter:
    """Paints what of a sheet lies in an area; the painter's unit is a pixel of the sheet."""

    def __init__(self, painter: QPainter, grid: SheetGrid, area: QRectF) -> None:
        self._painter = painter
        self._grid = grid
        self._area = area

    def paint(self, marked: Merge | None) -> None:
        """Paint lines, cells, shapes, and the outline of the marked cells."""
        self._paint_lines()
        for cell in self._grid.cells_in(self._area):
            self._paint_cell(cell)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self._grid.sheet.shapes:
            if not shape.hidden:
                self._paint_shape(shape)
        if marked is not None:
            self._painter.setPen(QPen(_MARK, _MARK_WIDTH))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(_pixels(self._grid.rect(marked)))

    def _paint_lines(self) -> None:
        grid, area = self._grid, _pixels(self._area)
        self._painter.setPen(_GRID)
        right = min(area.right(), grid.x[-1] * PIXELS_PER_POINT)
        bottom = min(area.bottom(), grid.y[-1] * PIXELS_PER_POINT)
        for column in grid.columns_in(self._area):
            x = round(grid.x[column + 1] * PIXELS_PER_POINT) + 0.5
            self._painter.drawLine(QLineF(x, area.top(), x, bottom))
        for row in grid.rows_in(self._area):
            y = round(grid.y[row + 1] * PIXELS_PER_POINT) + 0.5
            self._painter.drawLine(QLineF(area.left(), y, right, y))

    def _paint_cell(self, cell: Cell) -> None:
        painter = self._painter
        room = _pixels(self._grid.room_of(cell))
        is_merged = self._grid.is_merged(cell)
        if cell.fill or is_merged:
            painter.fillRect(room.adjusted(1, 1, 0, 0), _fill(cell.fill))
        if is_merged:
            painter.setPen(_MERGED)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room)
        if cell.text:
            ground = _fill(cell.fill)
            ink = _INK if ground.lightnessF() > 0.5 else PAPER
            painter.setPen(_HIDDEN if cell.hidden else ink)
            self._paint_text(cell.text, room, is_merged, cell.bold)

    def _paint_text(self, text: str, room: QRectF, centred: bool, bold: bool = False) -> None:
        painter = self._painter
        font = painter.font()
        if bold:
            heavy = QFont(font)
            heavy.setBold(True)
            painter.setFont(heavy)
        inner = room.adjusted(_PADDING, 0, -_PADDING, 0)
        align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        words = QTextOption(align | Qt.AlignmentFlag.AlignVCenter)
        words.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        painter.save()
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
        painter.drawText(inner, text, words)
        painter.restore()
        painter.setFont(font)

    def _paint_shape(self, shape: Shape) -> None:
        painter = self._painter
        start = self._grid.point(shape.left, shape.top) * PIXELS_PER_POINT
        end = self._grid.point(shape.right, shape.bottom) * PIXELS_PER_POINT
        room = QRectF(start, end).normalized()
        if not room.adjusted(-4, -4, 4, 4).intersects(_pixels(self._area)):
            return
        pen = QPen(_SHAPE_LINE, 1.4)
        if shape.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(_SHAPE_FILL if shape.filled else Qt.BrushStyle.NoBrush)
        if shape.kind == "line":
            self._paint_line(shape, start, end)
        elif shape.kind == "ellipse":
            painter.drawEllipse(room)
        else:
            painter.drawPolygon(_corners(shape, room))
        if shape.text:
            painter.setPen(_INK)
            self._paint_text(shape.text, room, centred=True)

    def _paint_line(self, shape: Shape, start: QPointF, end: QPointF) -> None:
        painter = self._painter
        painter.drawLine(QLineF(start, end))
        painter.setBrush(_SHAPE_LINE)
        for has_tip, at, other in ((shape.head, end, start), (shape.tail, start, end)):
            line = QLineF(at, other)
            if not has_tip or not line.length():
                continue
            points = [at]
            for angle in (_TIP_ANGLE, -_TIP_ANGLE):
                side = QLineF(line)
                side.setLength(_TIP_OF_LINE)
                side.setAngle(line.angle() + angle)
                points.append(side.p2())
            painter.drawPolygon(QPolygonF(points))


def _corners(shape: Shape, room: QRectF) -> QPolygonF:
    """Give the outline of a block arrow, or of a box for all else."""
    tip = min(room.height() * _TIP, room.width() / 2)
    left, right, top, bottom = room.left(), room.right(), room.top(), room.bottom()
    middle = room.center().y()
    points = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if shape.kind in ("home_plate", "right_arrow", "chevron"):
        points[1:3] = [(right - tip, top), (right, middle), (right - tip, bottom)]
        if shape.kind == "chevron":
            points.append((left + tip, middle))
    elif shape.kind == "left_arrow":
        points = [(left + tip, top), (right, top), (right, bottom), (left + tip, bottom)]
        points.append((left, middle))
    elif shape.kind == "both_arrow":
        points = [(left + tip, top), (right - tip, top), (right, middle)]
        points += [(right - tip, bottom), (left + tip, bottom), (left, middle)]
    return QPolygonF([QPointF(x, y) for x, y in points])


def _pixels(rect: QRectF) -> QRectF:
    return QRectF(
        rect.x() * PIXELS_PER_POINT,
        rect.y() * PIXELS_PER_POINT,
        rect.width() * PIXELS_PER_POINT,
        rect.height() * PIXELS_PER_POINT,
    )


def _fill(fill: str) -> QColor:
    if not fill:
        return PAPER
    return QColor(_THEME_FILL if fill == "theme" else f"#{fill}")
