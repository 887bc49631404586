"""Marks over 一覧: the cursor, what the mouse is on, and the ghost of a drag.

Belongs here: how they look. Each says what it says by shape and outline too, never by colour
alone. When they are shown is `plan_table`'s matter.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from kitaplanner.domain.calendar import Span
from kitaplanner.gui.models.plan_table_lines import Stop
from kitaplanner.gui.views.plan_table_painter import Frame, item_area, item_outline
from kitaplanner.gui.views.sheet_gestures import Ghost, GhostBar
from kitaplanner.gui.views.sheet_map import SheetMap
from kitaplanner.layout.scene import Rect, Target

_HANDLE = 3.5
_SOFT = 38
_LABEL_WIDTH = 24  # in line heights
_LABEL_PADDING = (8.0, 4.0)
_LABEL_GAP = 6.0


class PlanTableMarks:
    """Paints marks in pixels of the view."""

    def __init__(self, painter: QPainter, frame: Frame, font: QFont) -> None:
        self._painter = painter
        self._frame = frame
        self._font = font
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _soft(self, name: str) -> QColor:
        colour = QColor(name)
        colour.setAlpha(_SOFT)
        return colour

    def name(self, area: QRectF, has_focus: bool) -> None:
        """Outline a name or a heading; an empty area has nothing to outline."""
        if area.isEmpty():
            return
        self._painter.setBrush(self._soft(self._frame.colours.accent))
        self._painter.setPen(QPen(self._colour(has_focus), 2))
        self._painter.drawRect(area.adjusted(1, 1, -2, -2))

    def stop(self, at: int, stop: Stop, has_focus: bool, *, alone: bool = True) -> None:
        """Outline an item, or empty months with a dashed frame; one `alone` has handles."""
        area = self._area(at, stop.span)
        self._clip()
        if stop.item is None:
            self._painter.setBrush(self._soft(self._frame.colours.accent))
            self._painter.setPen(QPen(self._colour(has_focus), 1.6, Qt.PenStyle.DashLine))
            self._painter.drawRoundedRect(area.adjusted(3, 3, -4, -4), 2, 2)
        else:
            self._item(stop, area, has_focus, alone)
        self._painter.restore()

    def _item(self, stop: Stop, area: QRectF, has_focus: bool, alone: bool) -> None:
        painter = self._painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_round_pen(self._soft(self._frame.colours.accent), 6))
        painter.drawPolygon(item_outline(stop, area))
        painter.setPen(_round_pen(self._colour(has_focus), 2))
        painter.drawPolygon(item_outline(stop, area))
        if has_focus and alone:
            self._handles(item_area(area))

    def _handles(self, shape: QRectF) -> None:
        painter = self._painter
        painter.setPen(QPen(QColor(self._frame.colours.accent), 1.6))
        painter.setBrush(QColor(self._frame.colours.base))
        for x in (shape.left(), shape.right()):
            painter.drawEllipse(QPointF(x, shape.center().y()), _HANDLE, _HANDLE)

    def hovered(self, at: int, stop: Stop) -> None:
        """Tint the outline of the item under the mouse."""
        self._clip()
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(_round_pen(self._soft(self._frame.colours.accent), 5))
        self._painter.drawPolygon(item_outline(stop, self._area(at, stop.span)))
        self._painter.restore()

    def ghost(self, sheet: SheetMap, ghost: Ghost, mouse: QPointF) -> None:
        """Show what letting go would do, and say it beside the mouse."""
        self._clip()
        foot = mouse - QPointF(0, 2 * _LABEL_GAP)
        if ghost.border is not None:
            self._border(sheet, ghost.border)
        if ghost.box is not None:
            self._box(sheet, ghost)
        for bar in reversed(ghost.bars):
            rect = sheet.rect_of_months(bar.row, bar.span)
            if rect is not None:
                area = self._seen(rect)
                self._bar(area, bar, ghost.refused)
                foot = QPointF(mouse.x(), area.top() - _LABEL_GAP)
        self._painter.restore()
        if ghost.words:
            self._label(ghost.words, foot, ghost.refused)

    def _bar(self, area: QRectF, bar: GhostBar, refused: bool) -> None:
        painter, colours = self._painter, self._frame.colours
        if bar.pushed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.muted), 1.6, Qt.PenStyle.DashLine))
        else:
            tone = colours.error_text if refused else colours.accent
            style = Qt.PenStyle.DotLine if refused else Qt.PenStyle.SolidLine
            painter.setBrush(self._soft(tone))
            painter.setPen(QPen(QColor(tone), 2, style))
        painter.drawRoundedRect(item_area(area), 3, 3)

    def _border(self, sheet: SheetMap, index: int) -> None:
        """Draw the line between rows at which a row would come in."""
        bands = () if sheet.grid is None else sheet.grid.bands
        if sheet.grid is None or not bands:
            return
        y = bands[index].y if index < len(bands) else bands[-1].y + bands[-1].height
        line = self._seen(Rect(0.0, y, sheet.grid.rect.width, 0.0))
        self._painter.setPen(QPen(QColor(self._frame.colours.accent), 2.4))
        self._painter.drawLine(line.topLeft(), line.topRight())

    def _box(self, sheet: SheetMap, ghost: Ghost) -> None:
        """Draw the box and outline what it takes."""
        self._painter.setBrush(self._soft(self._frame.colours.accent))
        self._painter.setPen(QPen(QColor(self._frame.colours.accent), 2))
        for item in ghost.taken:
            region = sheet.region(Target("item", item))
            if region is not None:
                self._painter.drawRoundedRect(item_area(self._seen(region.rect)), 3, 3)
        if ghost.box is not None:
            self._painter.setPen(
                QPen(QColor(self._frame.colours.accent), 1.2, Qt.PenStyle.DashLine)
            )
            self._painter.drawRect(self._seen(ghost.box))

    def _seen(self, rect: Rect) -> QRectF:
        return self._frame.to_view(QRectF(rect.x, rect.y, rect.width, rect.height))

    def _label(self, words: str, foot: QPointF, refused: bool) -> None:
        """Write words above a point, kept inside the view."""
        painter, colours, frame = self._painter, self._frame.colours, self._frame
        metrics = QFontMetricsF(self._font)
        across, down = _LABEL_PADDING
        widest = min(_LABEL_WIDTH * metrics.height(), frame.width) - 2 * across
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        bounds = metrics.boundingRect(QRectF(0, 0, widest, frame.height), flags, words)
        area = QRectF(0, 0, bounds.width() + 2 * across, bounds.height() + 2 * down)
        area.moveCenter(foot)
        area.moveBottom(max(foot.y(), area.height()))
        area.moveLeft(max(0.0, min(area.left(), frame.width - area.width())))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.error_ground if refused else colours.text))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QColor(colours.error_text if refused else colours.base))
        painter.setFont(self._font)
        painter.drawText(area.adjusted(across, down, -across, -down), flags, words)

    def _area(self, at: int, span: Span) -> QRectF:
        return self._frame.to_view(self._frame.plane.rect_of(at, span))

    def _clip(self) -> None:
        self._painter.save()
        self._painter.setClipRect(self._frame.months_area)

    def _colour(self, has_focus: bool) -> QColor:
        return QColor(self._frame.colours.accent if has_focus else self._frame.colours.field)


def _round_pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
