"""事業の終了: an initiative that ends before the plan does stays in it, marked and cut short.

Belongs here: what is cut, and saying so beforehand. Budgets, indicators and progress stay as they
are: figures of later years are facts that somebody has to decide about.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from kitaplanner.domain.calendar import Period, format_fiscal_year, last_month
from kitaplanner.domain.change import Change
from kitaplanner.domain.outline import find_initiative
from kitaplanner.domain.plan import Initiative, Plan, ScheduleItem
from kitaplanner.domain.schedule_edit import with_rows
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import quoted
from kitaplanner.storage.document import Document

ENDED_MARK = "終了"


@dataclass(frozen=True, slots=True)
class EndPreview:
    """What ending an initiative would do: items made shorter, and items taken out."""

    shortened: tuple[ScheduleItem, ...]
    removed: tuple[ScheduleItem, ...]


def preview_end(plan: Plan, initiative_id: str, last_year: int) -> EndPreview:
    """Say which items would be cut if an initiative ended with a fiscal year of the plan."""
    items = tuple(find_initiative(plan, initiative_id).schedule.items())
    limit = last_month(_accepted_year(plan.period, last_year))
    return EndPreview(
        shortened=tuple(one for one in items if one.start <= limit < one.end),
        removed=tuple(one for one in items if one.start > limit),
    )


def end_initiative(document: Document, initiative_id: str, last_year: int) -> Change | None:
    """End an initiative with a fiscal year: mark it 終了, cut items there and remove later ones."""
    plan = document.snapshot
    limit = last_month(_accepted_year(plan.period, last_year))
    initiative = find_initiative(plan, initiative_id)
    ended = _ended(initiative, limit)
    return document.commit(
        f"事業{quoted(initiative.name)}を{format_fiscal_year(last_year)}で終了",
        plan.with_initiatives({initiative_id: ended}),
    )


def _ended(initiative: Initiative, limit: int) -> Initiative:
    rows = (
        dataclasses.replace(
            row, items=tuple(_cut(item, limit) for item in row.items if item.start <= limit)
        )
        for row in initiative.schedule.rows
    )
    marks = initiative.marks
    if ENDED_MARK not in marks:
        marks = (*marks, ENDED_MARK)
    return dataclasses.replace(with_rows(initiative, rows), marks=marks)


def _cut(item: ScheduleItem, limit: int) -> ScheduleItem:
    return dataclasses.replace(item, end=min(item.end, limit), opens_after=False)


def _accepted_year(period: Period, year: int) -> int:
    if not period.first <= year <= period.last:
        raise RefusedEdit(
            f"終了する年度は、計画期間（{format_fiscal_year(period.first)}～"
            f"{format_fiscal_year(period.last)}）の中から選んでください。"
        )
    return year
