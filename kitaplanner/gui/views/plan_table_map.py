"""Where the lines, names and months of 一覧 stand, in pixels.

Belongs here: heights, widths and the way back from a point to a line and a month. Does not belong
here: what is drawn there (`plan_table_painter`).

The plane begins below the header, at the left edge of the first year; names stand beside it and
do not scroll sideways. y grows with the lines whether they are seen or not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRectF

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Period, Span
from kitaplanner.gui.models.plan_table_lines import Heading, TableLine

LEADING = 1.3
# In heights of a character: two lines of text with air around them, or a name of two lines with
# its departments.
_ROW_AIR = 1.3
_HEADING_HEIGHT = 2.0
_HEADER_HEIGHT = 2.2
_NAMES_WIDTH = 22
_WIDEST_NAMES = 0.34  # of the view
_NARROWEST_YEAR = 7


@dataclass(frozen=True, slots=True)
class Room:
    """What the plane is fitted to: size of the text and width of the view in pixels."""

    text_size: float
    width: int


class PlanTableMap:
    """The plane of some lines over a period."""

    def __init__(self, lines: Sequence[TableLine], period: Period, room: Room) -> None:
        self.period = period
        self.text_size = size = room.text_size
        self.row_height = round(size * (2 * LEADING + _ROW_AIR))
        self.heading_height = round(size * _HEADING_HEIGHT)
        self.header_height = round(size * _HEADER_HEIGHT)
        self.names_width = round(min(_NAMES_WIDTH * size, room.width * _WIDEST_NAMES))
        years = max(len(period.years), 1)
        fitting = (room.width - self.names_width) / years
        self.year_width = max(fitting, _NARROWEST_YEAR * size)
        self.width = round(self.year_width * years)
        heights = (
            self.heading_height if isinstance(one, Heading) else self.row_height for one in lines
        )
        self._tops = [0, *accumulate(heights)]
        self._headings = _headings_above(lines)

    @property
    def height(self) -> int:
        """Give the height of all lines."""
        return self._tops[-1]

    @property
    def month_width(self) -> float:
        """Give the width of a month."""
        return self.year_width / MONTHS_PER_YEAR

    def top(self, line: int) -> int:
        """Give the upper edge of a line."""
        return self._tops[line]

    def bottom(self, line: int) -> int:
        """Give the lower edge of a line."""
        return self._tops[line + 1]

    def line_at(self, y: float) -> int:
        """Give the line at a height, the first or last one beyond them, -1 without any."""
        return min(max(bisect_right(self._tops, y) - 1, 0), len(self._tops) - 2)

    def headings_above(self, line: int) -> list[int]:
        """Give the lines of the headings that a line stands under, the highest first."""
        above: list[int] = []
        while (line := self._headings[line]) >= 0:
            above.append(line)
        return above[::-1]

    def x_of(self, month: int) -> float:
        """Give the left edge of a month."""
        return (month - self.period.span.start) * self.month_width

    def month_at(self, x: float) -> int:
        """Give the month at a place, the first or last one beyond them."""
        first, last = self.period.span
        return min(max(first + int(x // self.month_width), first), last)

    def border_near(self, x: float, step: int) -> int:
        """Give the month that begins at the nearest border of borders `step` months apart."""
        first, last = self.period.span
        border = first + round(x / (self.month_width * step)) * step
        return min(max(border, first), last + 1)

    def rect_of(self, line: int, span: Span) -> QRectF:
        """Give the area of some months of a line, cut to the period."""
        left = max(self.x_of(span.start), 0.0)
        right = min(self.x_of(span.end + 1), float(self.width))
        top = self._tops[line]
        return QRectF(left, top, max(right - left, 0.0), self._tops[line + 1] - top)


def _headings_above(lines: Sequence[TableLine]) -> list[int]:
    """Give for each line the nearest heading above it that is of a higher level, or -1."""
    open_headings: list[tuple[int, int]] = []
    above: list[int] = []
    for at, line in enumerate(lines):
        if isinstance(line, Heading):
            while open_headings and open_headings[-1][1] >= line.depth:
                open_headings.pop()
        above.append(open_headings[-1][0] if open_headings else -1)
        if isinstance(line, Heading):
            open_headings.append((at, line.depth))
    return above
