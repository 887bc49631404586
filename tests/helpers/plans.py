"""Small plans made by hand for tests of the layout."""

from __future__ import annotations

from typing import Any

from kitaplanner.domain.calendar import Period, first_month, year_span
from kitaplanner.domain.plan import (
    Initiative,
    ItemKind,
    Node,
    Plan,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Section,
)

PERIOD = Period(2025, 2029)


def years_item(
    item_id: str, first: int, last: int, text: str, kind: ItemKind = "arrow", **fields: Any
) -> ScheduleItem:
    """Make an item over whole fiscal years."""
    span = year_span(first, last)
    return ScheduleItem(item_id, kind, span.start, span.end, text, **fields)


def months_item(
    item_id: str, first: int, last: int, text: str, kind: ItemKind = "arrow", **fields: Any
) -> ScheduleItem:
    """Make an item over months counted from the first of the period, both included."""
    start = first_month(PERIOD.first)
    return ScheduleItem(item_id, kind, start + first, start + last, text, **fields)


def initiative_of(*rows: tuple[ScheduleItem, ...], divisions: int = 1, **fields: Any) -> Initiative:
    """Make an initiative with schedule rows r0, r1 …."""
    schedule = Schedule(
        tuple(ScheduleRow(f"r{index}", items) for index, items in enumerate(rows)), divisions
    )
    values = {"id": "i", "name": "電子申請の推進", "departments": ("DX推進担当課", "全庁")}
    return Initiative(**{**values, "schedule": schedule, **fields})


def plan_of(*initiatives: Initiative, **fields: Any) -> Plan:
    """Make a plan whose only 施策 holds the initiatives."""
    group = Node("g", "施策", "手続きのオンライン化", initiatives=initiatives)
    block = Node("b", "丸数字", "窓口の実現", lead="手続きを見直します。", children=(group,))
    root = Node("p", "基本方針", "区民サービス", children=(block,))
    values: dict[str, Any] = {
        "title": "東京都北区DX推進計画2025",
        "period": PERIOD,
        "ward": "東京都北区",
        "outline": (root,),
        "sections": (
            Section("s1", "目的"),
            Section("s2", "具体的な取組み", derived="sheets"),
            Section("s3", "掲載事業一覧", numbered=False, derived="initiative_list"),
        ),
    }
    return Plan(**{**values, **fields})
