"""Marks over 一覧: the cursor, what the mouse is on, and the ghost of a drag.

Belongs here: how they look. Each says what it says by shape and outline too, never by colour
alone. When they are shown is `plan_table`'s matter.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from kitaplanner.domain.calendar import Span
from kitaplanner.gui.models.plan_table_lines import Stop
from kitaplanner.gui.views.plan_table_drag import Drag
from kitaplanner.gui.views.plan_table_painter import Frame, item_area, item_outline

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

    def stop(self, at: int, stop: Stop, has_focus: bool) -> None:
        """Outline an item, or empty months with a dashed frame."""
        area = self._area(at, stop.span)
        self._clip()
        if stop.item is None:
            self._painter.setBrush(self._soft(self._frame.colours.accent))
            self._painter.setPen(QPen(self._colour(has_focus), 1.6, Qt.PenStyle.DashLine))
            self._painter.drawRoundedRect(area.adjusted(3, 3, -4, -4), 2, 2)
        else:
            self._item(stop, area, has_focus)
        self._painter.restore()

    def _item(self, stop: Stop, area: QRectF, has_focus: bool) -> None:
        painter = self._painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_round_pen(self._soft(self._frame.colours.accent), 6))
        painter.drawPolygon(item_outline(stop, area))
        painter.setPen(_round_pen(self._colour(has_focus), 2))
        painter.drawPolygon(item_outline(stop, area))
        if has_focus:
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

    def ghost(self, drag: Drag, mouse: QPointF) -> None:
        """Show where a drag would land, whom it would push, and say it beside the mouse."""
        self._clip()
        painter, colours = self._painter, self._frame.colours
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.muted), 1.6, Qt.PenStyle.DashLine))
        for one in drag.pushed:
            painter.drawRoundedRect(item_area(self._area(drag.at, one.span)), 3, 3)
        tone = colours.error_text if drag.refusal else colours.accent
        painter.setBrush(self._soft(tone))
        style = Qt.PenStyle.DotLine if drag.refusal else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(tone), 2, style))
        area = self._area(drag.at, drag.span)
        painter.drawRoundedRect(item_area(area), 3, 3)
        painter.restore()
        self._label(drag.words, QPointF(mouse.x(), area.top() - _LABEL_GAP), bool(drag.refusal))

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
