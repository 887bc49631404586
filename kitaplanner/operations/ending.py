"""事業の終了: an initiative that ends before the plan does stays in it, marked and cut short.

Belongs here: saying beforehand what would be cut, and doing it (`domain.ending`). Budgets,
indicators and progress stay as they are: figures of later years are facts that somebody has to
decide about.
"""

from __future__ import annotations

from dataclasses import dataclass

from kitaplanner.domain.calendar import Period, format_fiscal_year, last_month
from kitaplanner.domain.change import Change
from kitaplanner.domain.ending import ended
from kitaplanner.domain.outline import find_initiative
from kitaplanner.domain.plan import Plan, ScheduleItem
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import quoted
from kitaplanner.storage.document import Document


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
    return document.commit(
        f"事業{quoted(initiative.name)}を{format_fiscal_year(last_year)}で終了",
        plan.with_initiatives({initiative_id: ended(initiative, limit)}),
    )


def _accepted_year(period: Period, year: int) -> int:
    if not period.first <= year <= period.last:
        raise RefusedEdit(
            f"終了する年度は、計画期間（{format_fiscal_year(period.first)}～"
            f"{format_fiscal_year(period.last)}）の中から選んでください。"
        )
    return year
