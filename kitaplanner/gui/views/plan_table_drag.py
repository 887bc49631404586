"""A drag of an item in 一覧, from the first step until the mouse is let go: pure values.

Belongs here: what the drag would do, in months and words. Does not belong here: events
(`plan_table_mouse`) and paint (`plan_table_marks`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kitaplanner.domain.calendar import Span, describe_span
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.domain.schedule_edit import given_way, place_item
from kitaplanner.errors import RefusedEdit
from kitaplanner.gui.models.plan_table_lines import Line
from kitaplanner.gui.views.plan_table_map import PlanTableMap
from kitaplanner.gui.views.sheet_gestures import names_of
from kitaplanner.gui.views.sheet_intents import Intent, Move, Resize

_NOWHERE = Span(0, 0)
Part: TypeAlias = Literal["start", "end", "body"]


@dataclass
class Drag:
    """An item of a line, held at a part; `from_x` is where on the plane it was taken.

    `span` is where it would land, `pushed` the neighbours that would give way, `refusal` why it
    can't land there.
    """

    at: int
    line: Line
    item: ScheduleItem
    part: Part
    from_x: float
    span: Span = _NOWHERE
    pushed: tuple[ScheduleItem, ...] = ()
    refusal: str = ""
    _last: Span | None = field(default=None, repr=False)

    def follow(self, plane: PlanTableMap, x: float, *, fine: bool = False) -> None:
        """Follow the mouse by whole divisions, or by months when `fine`."""
        step = 1 if fine else self.line.step
        self.span = (
            self._moved(plane, x, step) if self.part == "body" else self._sized(plane, x, step)
        )
        if self.span != self._last:
            self._last = self.span
            self._try_out()

    def _moved(self, plane: PlanTableMap, x: float, step: int) -> Span:
        """An item at the edge of the period stays there instead of being refused."""
        first, last = plane.period.span
        length = self.item.span.length
        start = self.item.start + round((x - self.from_x) / (plane.month_width * step)) * step
        start = max(min(start, last - length + 1), min(first, self.item.start))
        return Span(start, start + length - 1)

    def _sized(self, plane: PlanTableMap, x: float, step: int) -> Span:
        border = plane.border_near(x, step)
        start, end = self.item.span
        if self.part == "start":
            return Span(min(border, max(end - step + 1, start)), end)
        return Span(start, max(border - 1, min(start + step - 1, end)))

    def _try_out(self) -> None:
        wanted = dataclasses.replace(self.item, start=self.span.start, end=self.span.end)
        period = self.line.period.span
        limits = Span(min(period.start, self.item.start), max(period.end, self.item.end))
        self.pushed, self.refusal = (), ""
        if self.line.row is None:
            return
        try:
            self.pushed = place_item(self.line.row, wanted, limits).pushed
        except RefusedEdit as refusal:
            self.refusal = str(refusal)

    @property
    def words(self) -> str:
        """Say what letting go would do."""
        words = describe_span(self.span)
        if self.refusal:
            return f"{words}\n{self.refusal}"
        before = () if self.line.row is None else self.line.row.items
        return "\n".join((words, *given_way(before, self.pushed).words(names_of)))

    def intent(self) -> Intent | None:
        """Give what is to be done; None where nothing changes or it is refused."""
        if self.refusal or self.span == self.item.span:
            return None
        if self.part == "body":
            return Move(self.item.id, self.line.row_id, self.span.start)
        return Resize(self.item.id, self.span)
