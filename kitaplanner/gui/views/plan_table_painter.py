"""Drawing 一覧: only the lines that are seen, in the colours of the window.

Belongs here: how header, headings, names, items and the year grid look. Does not belong here: the
marks of selection and drags (`plan_table_marks`), where things stand (`plan_table_map`).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from kitaplanner.domain.calendar import MONTHS_PER_YEAR
from kitaplanner.domain.plan import PlanSettings
from kitaplanner.gui.models.plan_table_lines import Heading, Line, Stop, TableLine
from kitaplanner.gui.painter import glyphs_of
from kitaplanner.gui.theme import Colours
from kitaplanner.gui.views.plan_table_map import LEADING, PlanTableMap
from kitaplanner.gui.views.plan_table_texts import (
    SMALL,
    fitted,
    place_of,
    small_words,
    text_width,
    words_of,
)
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Arrow, Rect
from kitaplanner.layout.years import short_year_heading, year_heading

_GAP = 3.0  # between an item and the lines around it
_DEEPEST_POINT = 9.0
_INDENT = 1.1
_MOST_NAME_LINES = 3
_DASH = (3.0, 2.0)


class Frame:
    """What every painting needs: the plane, the colours, how far it is scrolled."""

    def __init__(
        self, plane: PlanTableMap, colours: Colours, scroll: tuple[int, int], size: QSize
    ) -> None:
        self.plane = plane
        self.colours = colours
        self.dx = plane.names_width - scroll[0]
        self.dy = plane.header_height - scroll[1]
        self.scroll_y = scroll[1]
        self.width, self.height = size.width(), size.height()

    @property
    def months_area(self) -> QRectF:
        """Give the part of the view that shows months."""
        plane = self.plane
        return QRectF(
            plane.names_width,
            plane.header_height,
            self.width - plane.names_width,
            self.height - plane.header_height,
        )

    def to_view(self, rect: QRectF) -> QRectF:
        """Bring an area of the plane to where it is seen."""
        return rect.translated(self.dx, self.dy)

    def visible(self, top: float, bottom: float) -> range:
        """Give the lines between two heights of the view."""
        if not self.plane.height:
            return range(0)
        first = self.plane.line_at(max(top, self.plane.header_height) - self.dy)
        return range(first, self.plane.line_at(bottom - self.dy) + 1)


def item_area(area: QRectF) -> QRectF:
    """Give the shape's area within the months that an item covers."""
    inset = min(_GAP, area.width() / 8)
    return area.adjusted(inset, _GAP, -inset, -_GAP)


def item_outline(stop: Stop, area: QRectF) -> QPolygonF:
    """Give the outline of an item over its months: an arrow with its point, or a box."""
    shape = item_area(area)
    item = stop.item
    is_arrow = item is not None and item.kind == "arrow"
    depth = min(_DEEPEST_POINT, shape.width() / 4, shape.height() / 2) if is_arrow else 0.0
    began = item is not None and (item.opens_before or item.started is not None)
    rect = Rect(shape.x(), shape.y(), shape.width(), shape.height())
    points = Arrow(rect, depth, depth if began else 0.0, "", "", 0.0).points()
    return QPolygonF([QPointF(x, y) for x, y in points])


class PlanTablePainter:
    """Paints one exposed part of the table."""

    def __init__(self, painter: QPainter, frame: Frame, lines: Sequence[TableLine]) -> None:
        self._painter = painter
        self._frame = frame
        self._lines = lines
        self._plane = frame.plane
        self._size = frame.plane.text_size
        self._seen = range(0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)

    def paint_lines(self, exposed: QRectF) -> None:
        """Paint ground, years and items of the lines that are exposed."""
        frame = self._frame
        self._painter.fillRect(exposed, QColor(frame.colours.base))
        self._seen = frame.visible(exposed.top(), exposed.bottom())
        self._year_lines()
        for at in self._seen:
            line = self._lines[at]
            if isinstance(line, Line):
                self._row(at, line)

    def paint_names(self) -> None:
        """Paint names and headings, which stay while the years are scrolled."""
        frame, names = self._frame, self._plane.names_width
        self._painter.fillRect(QRectF(0, 0, names, frame.height), QColor(frame.colours.base))
        self._names(self._seen)
        self._rule(names - 0.5, frame.colours.border)
        for at in self._seen:
            line = self._lines[at]
            if isinstance(line, Heading):
                self._heading(line.text, line.depth, self._plane.top(at) + frame.dy)

    def paint_header(self, settings: PlanSettings) -> None:
        """Paint what always stays: the years, and under which headings the first line stands."""
        self._pinned()
        self._header(settings)

    # Rows

    def _bottom(self) -> float:
        return min(float(self._frame.height), self._plane.height + self._frame.dy)

    def _year_lines(self) -> None:
        plane, frame = self._plane, self._frame
        self._painter.setPen(QPen(QColor(frame.colours.border), 1))
        for year in range(1, len(plane.period.years) + 1):
            x = round(year * plane.year_width + frame.dx) - 0.5
            self._painter.drawLine(QLineF(x, plane.header_height, x, self._bottom()))

    def _rule(self, x: float, colour: str) -> None:
        self._painter.setPen(QPen(QColor(colour), 1))
        self._painter.drawLine(QLineF(x, self._plane.header_height, x, self._bottom()))

    def _row(self, at: int, line: Line) -> None:
        top = self._plane.top(at) + self._frame.dy
        self._divisions(line, top)
        if line.place:
            self._row_rule(top)
        stops = line.stops
        for index, stop in enumerate(stops):
            if stop.item is not None:
                self._item(at, line, index)
        bottom = top + self._plane.row_height
        if line.place == line.of - 1:
            self._painter.setPen(QPen(QColor(self._frame.colours.border), 1))
            y = bottom - 0.5
            self._painter.drawLine(QLineF(0, y, self._frame.width, y))

    def _row_rule(self, top: float) -> None:
        """Draw the quiet line between two rows of an initiative."""
        pen = QPen(QColor(self._frame.colours.border), 1, Qt.PenStyle.DotLine)
        self._painter.setPen(pen)
        y = top - 0.5
        self._painter.drawLine(QLineF(self._plane.names_width, y, self._frame.width, y))

    def _divisions(self, line: Line, top: float) -> None:
        divisions = line.initiative.schedule.divisions
        if divisions == 1:
            return
        self._painter.setPen(QPen(QColor(self._frame.colours.hover), 1))
        months = len(self._plane.period.years) * MONTHS_PER_YEAR
        for month in range(line.step, months, line.step):
            if month % MONTHS_PER_YEAR:
                x = round(month * self._plane.month_width + self._frame.dx) - 0.5
                self._painter.drawLine(QLineF(x, top + 1, x, top + self._plane.row_height - 1))

    def _item(self, at: int, line: Line, index: int) -> None:
        stop, frame = line.stops[index], self._frame
        if stop.item is None:
            return
        area = frame.to_view(self._plane.rect_of(at, stop.span))
        if area.right() < self._plane.names_width or area.left() > frame.width:
            return
        outline = item_outline(stop, area)
        self._shape(stop, outline)
        shape = item_area(area)
        depth = min(_DEEPEST_POINT, shape.width() / 4) if stop.item.kind == "arrow" else 0.0
        began = stop.item.opens_before or stop.item.started is not None
        pad = min(4.0, shape.width() / 10)
        inner = (shape.left() + pad + depth * began / 2, shape.right() - pad - depth)
        place = place_of(inner, self._free(line, index), self._size)
        lines = fitted(words_of(stop.item), self._size, round(place.width, 1))
        is_left = place.is_beside or stop.item.kind == "note"
        self._texts(lines, QRectF(place.left, area.y(), place.width, area.height()), is_left)

    def _free(self, line: Line, index: int) -> tuple[float, float]:
        """Give what is empty around an item, in the view, up to its neighbours."""
        stops, plane, dx = line.stops, self._plane, self._frame.dx
        left, right = 0.0, float(plane.width)
        for stop in stops[:index]:
            if stop.item is not None:
                left = plane.x_of(stop.span.end + 1)
        after = (stop for stop in stops[index + 1 :] if stop.item is not None)
        following = next(after, None)
        if following is not None:
            right = plane.x_of(following.span.start)
        return left + dx, right + dx

    def _shape(self, stop: Stop, outline: QPolygonF) -> None:
        painter, colours = self._painter, self._frame.colours
        kind = "" if stop.item is None else stop.item.kind
        if kind in ("note", "value"):
            return
        pen = QPen(QColor(colours.field), 1)
        if kind == "dashed":
            pen.setDashPattern(list(_DASH))
        painter.setPen(pen)
        painter.setBrush(QColor(colours.base if kind == "dashed" else colours.accent_soft))
        painter.drawPolygon(outline)

    # Names

    def _names(self, lines: range) -> None:
        done = -1
        for at in lines:
            line = self._lines[at]
            if isinstance(line, Line) and at > done:
                first = at - line.place
                done = first + line.of - 1
                self._name(first, done, line)

    def _name(self, first: int, last: int, line: Line) -> None:
        """Write a name at the top of its rows, or at the top of what is seen of them."""
        plane, frame, size = self._plane, self._frame, self._size
        top, bottom = plane.top(first) + frame.dy, plane.bottom(last) + frame.dy
        self._painter.setPen(QPen(QColor(frame.colours.border), 1))
        self._painter.drawLine(QLineF(0, bottom - 0.5, plane.names_width, bottom - 0.5))
        step, width = size * LEADING, plane.names_width - size * 1.2
        names = fitted(
            line.heading.replace("\n", " "),
            size,
            width,
            max(min(_MOST_NAME_LINES, int((bottom - top) / step - SMALL)), 1),
        )
        room = int(((bottom - top) / step - len(names)) / SMALL)
        small = fitted(small_words(line), size * SMALL, width, min(2, room)) if room else ()
        height = step * (len(names) + SMALL * len(small))
        pad = min(size * 0.5, bottom - top - height)
        seen_from = plane.header_height + self.pinned_height()
        y = max(top, min(seen_from, bottom - height - pad)) + pad / 2
        left = size * 0.6
        for name in names:
            self._text(name, left, y, size, frame.colours.text)
            y += step
        for text in small:
            self._text(text, left, y, size * SMALL, frame.colours.muted)
            y += step * SMALL
        self._row_labels(first, last)

    def _row_labels(self, first: int, last: int) -> None:
        """Write what a row is called at the lower right of its name cell."""
        size, plane = self._size * SMALL, self._plane
        for at in range(first, last + 1):
            line = self._lines[at]
            if isinstance(line, Line) and line.row_name:
                words = "".join(fitted(line.row_name, size, plane.names_width / 2, 1))
                x = plane.names_width - size * 0.7 - text_width(words, size)
                y = plane.bottom(at) + self._frame.dy - size * 1.6
                self._text(words, x, y, size, self._frame.colours.muted)

    def _heading(self, text: str, depth: int, top: float) -> None:
        """Paint the band of a heading over the whole width; deeper ones are paler."""
        colours, frame, size = self._frame.colours, self._frame, self._size
        area = QRectF(0, top, frame.width, self._plane.heading_height)
        grounds = (colours.accent_soft, colours.alternate, colours.window)
        self._painter.fillRect(area, QColor(grounds[min(depth, 2)]))
        self._painter.setPen(QPen(QColor(colours.border), 1))
        self._painter.drawLine(QLineF(0, area.bottom() - 0.5, frame.width, area.bottom() - 0.5))
        left = size * (0.6 + depth * _INDENT)
        words = fitted(text, size, frame.width - left - size, 1, bold=depth < 2)
        y = top + (area.height() - size * LEADING) / 2
        self._text("".join(words), left, y, size, colours.text, bold=depth < 2)

    # What stays

    def pinned_line(self) -> int:
        """Give the first line below the pinned heading, -1 where nothing is scrolled away."""
        if self._frame.scroll_y <= 0 or not self._lines:
            return -1
        at = self._plane.line_at(self._frame.scroll_y)
        return at if isinstance(self._lines[at], Line) else -1

    def pinned_height(self) -> float:
        """Give the height of the heading that stays above the lines; 0 without one."""
        at = self.pinned_line()
        return self._plane.heading_height if at >= 0 and self._plane.headings_above(at) else 0.0

    def _pinned(self) -> None:
        """Keep saying under which headings the first line stands."""
        at = self.pinned_line()
        above = self._plane.headings_above(at) if at >= 0 else []
        if not above:
            return
        words = "　›　".join(self._heading_text(one) for one in above)
        self._heading(words, 1, self._plane.header_height)

    def _heading_text(self, at: int) -> str:
        line = self._lines[at]
        return line.text if isinstance(line, Heading) else ""

    def _header(self, settings: PlanSettings) -> None:
        frame, plane, size = self._frame, self._plane, self._size
        colours, painter, height = frame.colours, self._painter, plane.header_height
        painter.fillRect(QRectF(0, 0, frame.width, height), QColor(colours.window))
        y = (height - size * LEADING) / 2
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(QLineF(0, height - 0.5, frame.width, height - 0.5))
        painter.save()
        painter.setClipRect(QRectF(plane.names_width, 0, frame.width, height))
        for index, year in enumerate(plane.period.years):
            left = index * plane.year_width + frame.dx
            words = year_heading(year, settings)
            if text_width(words, size) > plane.year_width - size:
                words = short_year_heading(year, settings)
            x = left + (plane.year_width - text_width(words, size)) / 2
            self._text(words, x, y, size, colours.text)
            painter.setPen(QPen(QColor(colours.border), 1))
            right = round(left + plane.year_width) - 0.5
            painter.drawLine(QLineF(right, 0, right, height))
        painter.restore()
        self._text("事業名", size * 0.6, y, size, colours.text)
        painter.setPen(QPen(QColor(colours.border), 1))
        edge = plane.names_width - 0.5
        painter.drawLine(QLineF(edge, 0, edge, height))

    # Text

    def _texts(self, lines: tuple[str, ...], area: QRectF, is_left: bool) -> None:
        """Write a few lines in the middle of an area."""
        step = self._size * LEADING
        y = area.center().y() - step * len(lines) / 2
        for text in lines:
            spare = 0.0 if is_left else (area.width() - text_width(text, self._size)) / 2
            self._text(text, area.left() + max(spare, 0.0), y, self._size, "")
            y += step

    def _text(
        self, text: str, x: float, top: float, size: float, colour: str, *, bold: bool = False
    ) -> None:
        """Write one line whose box begins at a height."""
        metrics = bundled_metrics()
        rise = metrics.ascent(size)
        baseline = top + (size * LEADING - rise - metrics.descent(size)) / 2 + rise
        self._painter.setPen(QColor(colour or self._frame.colours.text))
        for offset, glyphs in glyphs_of(text, size, bold):
            self._painter.drawGlyphRun(QPointF(x + offset, baseline), glyphs)
