"""The lines of 一覧 and the stops on each: what the table shows, as plain values.

Belongs here: making lines of a plan (headings of the outline, schedule rows of initiatives) and
cutting a row into the places that the cursor can stand on. Does not belong here: which initiatives
are wanted (`plan_table_filter`), Qt's view of it (`plan_table_model`) and pixels (`views`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Period, Span
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Node, Plan, ScheduleItem, ScheduleRow

Order: TypeAlias = Literal["outline", "department"]
NO_DEPARTMENT = "担当課なし"


class Stop(NamedTuple):
    """A place of a row: an item, or empty months within one division."""

    span: Span
    item: ScheduleItem | None = None


@dataclass(frozen=True)
class Heading:
    """A line that stands above others: a node, or a department when they are sorted by it."""

    key: str
    text: str
    depth: int = 0


@dataclass(frozen=True)
class Line:
    """A schedule row of an initiative; an initiative without rows has one line with None.

    `place` counts the rows of the initiative from 0, `of` is how many there are.
    """

    initiative: Initiative
    heading: str
    row: ScheduleRow | None
    place: int
    of: int
    period: Period

    @property
    def row_id(self) -> str:
        """Give the id of the schedule row; empty where there is none."""
        return "" if self.row is None else self.row.id

    @property
    def row_name(self) -> str:
        """Give what the row is called, its group first as on paper; empty for most."""
        parts = () if self.row is None else (self.row.group, self.row.label)
        return " ".join(filter(None, parts))

    @property
    def step(self) -> int:
        """Give the months of one division."""
        return MONTHS_PER_YEAR // self.initiative.schedule.divisions

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """Give items and empty divisions from left to right."""
        return () if self.row is None else tuple(_stops(self.row, self.period.span, self.step))

    def stop_of(self, item_id: str) -> int:
        """Give the index of an item's stop, or -1."""
        return next(
            (at for at, one in enumerate(self.stops) if one.item and one.item.id == item_id), -1
        )

    def stop_at(self, month: int) -> int:
        """Give the index of the stop that holds a month, or of the nearest one; -1 without any."""
        if not self.stops:
            return -1
        return min(range(len(self.stops)), key=lambda at: _distance(self.stops[at].span, month))

    def free_around(self, month: int) -> Span:
        """Give all empty months around one that is empty."""
        start, end = self.period.span
        for item in () if self.row is None else self.row.items:
            if item.end < month:
                start = max(start, item.end + 1)
            elif item.start > month:
                end = min(end, item.start - 1)
        return Span(start, end)


TableLine: TypeAlias = Heading | Line


def _distance(span: Span, month: int) -> int:
    return max(span.start - month, month - span.end, 0)


def _stops(row: ScheduleRow, months: Span, step: int) -> Iterator[Stop]:
    free_from = months.start
    for item in sorted(row.items, key=lambda one: one.start):
        yield from _empty(Span(free_from, item.start - 1), months.start, step)
        yield Stop(item.span, item)
        free_from = max(free_from, item.end + 1)
    yield from _empty(Span(free_from, months.end), months.start, step)


def _empty(free: Span, first: int, step: int) -> Iterator[Stop]:
    """Cut empty months at the borders of divisions."""
    start = free.start
    while start <= free.end:
        border = first + ((start - first) // step + 1) * step
        yield Stop(Span(start, min(border - 1, free.end)))
        start = border


def lines_of(initiative: Initiative, heading: str, period: Period) -> list[Line]:
    """Give the lines of one initiative: one a schedule row, and at least one."""
    rows = initiative.schedule.rows
    if not rows:
        return [Line(initiative, heading, None, 0, 1, period)]
    return [
        Line(initiative, heading, row, place, len(rows), period) for place, row in enumerate(rows)
    ]


def lines_of_plan(
    plan: Plan,
    numbering: Numbering,
    wanted: Callable[[Initiative], bool],
    order: Order = "outline",
) -> list[TableLine]:
    """Give the lines of all initiatives that are wanted, below their headings."""
    if order == "department":
        return list(_by_department(plan, numbering, wanted))
    lines: list[TableLine] = []
    for node in plan.outline:
        lines += _below(node, 0, plan, numbering, wanted)
    return lines


def _below(
    node: Node,
    depth: int,
    plan: Plan,
    numbering: Numbering,
    wanted: Callable[[Initiative], bool],
) -> list[TableLine]:
    """Give a node's heading and all below it; nothing where nothing below is wanted."""
    lines: list[TableLine] = []
    for initiative in node.initiatives:
        if wanted(initiative):
            lines += lines_of(initiative, numbering.heading(initiative), plan.period)
    for child in node.children:
        lines += _below(child, depth + 1, plan, numbering, wanted)
    if lines:
        lines.insert(0, Heading(node.id, _one_line(numbering.heading(node)), depth))
    return lines


def _by_department(
    plan: Plan, numbering: Numbering, wanted: Callable[[Initiative], bool]
) -> Iterator[TableLine]:
    """Yield initiatives under the department that stands first in them, in the plan's order."""
    groups: dict[str, list[Initiative]] = {one.name: [] for one in plan.departments}
    for initiative in plan.initiatives():
        if wanted(initiative):
            name = initiative.departments[0] if initiative.departments else NO_DEPARTMENT
            groups.setdefault(name, []).append(initiative)
    groups[NO_DEPARTMENT] = groups.pop(NO_DEPARTMENT, [])
    for name, initiatives in groups.items():
        if initiatives:
            yield Heading(f"department:{name}", name)
        for one in initiatives:
            yield from lines_of(one, long_heading(one, numbering), plan.period)


def long_heading(one: Initiative, numbering: Numbering) -> str:
    """Give the name with the number that is unique in the plan: away from its headings."""
    return f"{numbering.long_number(one)} {one.name}".strip()


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
