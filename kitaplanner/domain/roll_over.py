"""The plan of the next period, made from this one: what is carried on, shifted or ended.

Belongs here: what becomes of initiatives, items and figures when the years change. Ids stay, so
that the next plan can be compared with this one. Does not belong here: asking people (`gui`) and
keeping the former plan as an edition (`operations.editions`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Period, Span
from kitaplanner.domain.plan import Initiative, Node, Plan, ScheduleItem, ScheduleRow

# carry: what reaches into the new period stays where it is; shift: all years move along; end: the
# initiative is not in the new plan.
Fate: TypeAlias = Literal["carry", "shift", "end"]
FATE_WORDS: dict[Fate, str] = {"carry": "継続", "shift": "年度を送って継続", "end": "終了"}


def next_period(period: Period) -> Period:
    """Give the period that follows and is as long."""
    return Period(period.last + 1, period.last + len(period.years))


def rolled_over(plan: Plan, period: Period, fates: Mapping[str, Fate]) -> Plan:
    """Give the plan for another period; initiatives without a fate are carried on.

    Progress and budgets of years before the new period are left behind: they belong to the former
    plan. Headings stay even where all their initiatives ended.
    """
    outline = tuple(_node(one, plan.period, period, fates) for one in plan.outline)
    return dataclasses.replace(
        plan, period=period, outline=outline, stage="素案", stage_date="", handouts=(), accepted=()
    )


def _node(node: Node, old: Period, new: Period, fates: Mapping[str, Fate]) -> Node:
    kept = (one for one in node.initiatives if fates.get(one.id, "carry") != "end")
    return dataclasses.replace(
        node,
        children=tuple(_node(child, old, new, fates) for child in node.children),
        initiatives=tuple(_initiative(one, old, new, fates.get(one.id, "carry")) for one in kept),
    )


def _initiative(initiative: Initiative, old: Period, new: Period, fate: Fate) -> Initiative:
    rows = tuple(
        dataclasses.replace(row, items=tuple(_items(row, old, new, fate)))
        for row in initiative.schedule.rows
    )
    if fate == "carry":
        rows = tuple(row for row in rows if row.items) or rows[:1]
    return dataclasses.replace(
        initiative,
        schedule=dataclasses.replace(initiative.schedule, rows=rows, state="complete"),
        progress=tuple(one for one in initiative.progress if one.year >= new.first),
        budgets=tuple(one for one in initiative.budgets if one.year >= new.first),
    )


def _items(row: ScheduleRow, old: Period, new: Period, fate: Fate) -> Iterator[ScheduleItem]:
    for item in row.items:
        moved = _shifted(item, old, new) if fate == "shift" else _carried(item, old, new)
        if moved is not None:
            yield moved


def _shifted(item: ScheduleItem, old: Period, new: Period) -> ScheduleItem | None:
    by = (new.first - old.first) * MONTHS_PER_YEAR
    return _within(dataclasses.replace(item, start=item.start + by, end=item.end + by), new)


def _carried(item: ScheduleItem, old: Period, new: Period) -> ScheduleItem | None:
    """Keep an item that reaches into the new years, or that goes on without a known end."""
    if item.end >= new.span.start:
        return _within(item, new)
    if item.opens_after and item.end == old.span.end:
        # How long it goes on is not known: it is shown over the whole period, to be confirmed.
        return dataclasses.replace(
            item,
            start=new.span.start,
            end=new.span.end,
            opens_before=True,
            started=None,
            span_confirmed=False,
        )
    return None


def _within(item: ScheduleItem, period: Period) -> ScheduleItem | None:
    span = Span(max(item.start, period.span.start), min(item.end, period.span.end))
    if span.length <= 0:
        return None
    return dataclasses.replace(
        item,
        start=span.start,
        end=span.end,
        opens_before=item.opens_before or item.start < span.start,
        opens_after=item.opens_after or item.end > span.end,
    )
