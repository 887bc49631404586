"""The shape of a schedule item: how far it reaches, how deep its point is, where its text stands.

Belongs here: the geometry of one item over the months. Does not belong here: its text (`items`)
and the rows (`schedule`).

x is measured in points from the left edge of the schedule's grid.
"""

from __future__ import annotations

from dataclasses import dataclass

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Period
from kitaplanner.domain.form import Lengths
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.layout.scene import Rect

# A deep point takes room from the text: this share of the width of a short item must do,
_DEEPEST_OF_WIDTH = 0.1
# but one shallower than this many points is no longer seen as a point,
_SHALLOWEST = 5.0
# unless the item is so short or so low that it would look like a triangle.
_DEEPEST_OF_SHORT = 0.25
_DEEPEST_OF_HEIGHT = 0.5
# The gap beside an item is a millimetre, but never more than this share of a narrow one.
_WIDEST_INSET = 0.12


@dataclass(frozen=True, slots=True)
class Axis:
    """The months of a plan laid evenly over a width in points."""

    first_month: int
    months: int
    width: float

    def x_of(self, month: int) -> float:
        """Give the left edge of a month."""
        return (month - self.first_month) * self.width / self.months

    def month_at(self, x: float) -> float:
        """Give the month that begins at x, with a fraction within one."""
        return self.first_month + x * self.months / self.width

    @property
    def end(self) -> int:
        """Give the month after the last one."""
        return self.first_month + self.months

    def clip(self, item: ScheduleItem) -> tuple[int, int] | None:
        """Give the first and the last month to draw, or None for an item wholly outside."""
        start, end = max(item.start, self.first_month), min(item.end, self.end - 1)
        return (start, end) if start <= end else None


def axis_of(period: Period, width: float) -> Axis:
    """Lay a plan's period over a width."""
    return Axis(period.span.start, len(period.years) * MONTHS_PER_YEAR, width)


@dataclass(frozen=True, slots=True)
class ItemShape:
    """Where an item lies; `head` and `tail` are its depths when the row is high enough.

    `text_left` and `text_right` bound the rectangle that its text is set in.
    """

    left: float
    right: float
    head: float
    tail: float
    text_left: float
    text_right: float

    @property
    def text_width(self) -> float:
        """Give the width that the text may take."""
        return self.text_right - self.text_left

    def rect(self, x: float, y: float, height: float) -> Rect:
        """Give the shape's rectangle in a schedule whose grid begins at x."""
        return Rect(x + self.left, y, self.right - self.left, height)

    def head_at(self, height: float) -> float:
        """Give the depth of the point in a row of a height."""
        return min(self.head, height * _DEEPEST_OF_HEIGHT)

    def tail_at(self, height: float) -> float:
        """Give the depth of the notch in a row of a height."""
        return min(self.tail, height * _DEEPEST_OF_HEIGHT)


def shape_item(item: ScheduleItem, axis: Axis, lengths: Lengths) -> ItemShape | None:
    """Shape an item, or give None when it lies wholly outside the months."""
    months = axis.clip(item)
    if months is None:
        return None
    start, end = axis.x_of(months[0]), axis.x_of(months[1] + 1)
    inset = min(lengths.item_inset, (end - start) * _WIDEST_INSET)
    touches_end = _runs_on(item, axis) and months[1] == axis.end - 1
    left = start + inset
    right = end - (lengths.frame / 2 if touches_end else inset)
    depth = point_depth(right - left, lengths)
    head = depth if item.kind == "arrow" else 0.0
    tail = depth if item.kind == "arrow" and _began_before(item, axis) else 0.0
    padding = min(lengths.item_padding, (right - left - head - tail) * _WIDEST_INSET)
    return ItemShape(left, right, head, tail, left + tail + padding, right - head - padding)


def point_depth(width: float, lengths: Lengths) -> float:
    """Give the depth of the point of an arrow of a width in points."""
    least = min(_SHALLOWEST, width * _DEEPEST_OF_SHORT)
    return min(lengths.arrow_head, max(least, width * _DEEPEST_OF_WIDTH))


def _began_before(item: ScheduleItem, axis: Axis) -> bool:
    return item.opens_before or item.started is not None or item.start < axis.first_month


def _runs_on(item: ScheduleItem, axis: Axis) -> bool:
    return item.kind == "arrow" and (item.opens_after or item.end >= axis.end)
