"""Operations on the items of a schedule: add, change, move, resize, duplicate, remove.

Wherever an item lands on a neighbour, the neighbour is pushed aside or the operation is refused
(`domain.schedule_edit`); the label of the change says when neighbours were pushed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.calendar import Period, Span, describe_span
from kitaplanner.domain.change import Change
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.outline import find_initiative, map_initiative
from kitaplanner.domain.plan import Initiative, ItemKind, Plan, ScheduleItem
from kitaplanner.domain.schedule_edit import (
    GivenWay,
    find_item,
    find_row,
    given_way,
    place_item,
    with_item,
    with_row,
    without_item,
)
from kitaplanner.operations.wording import accepted_text, accepted_value, quoted
from kitaplanner.storage.document import Document

ItemField: TypeAlias = Literal[
    "kind",
    "text",
    "note",
    "opens_before",
    "opens_after",
    "started",
    "departments",
    "span_confirmed",
]
_FIELD_WORDS: dict[str, str] = {
    "kind": "種類",
    "text": "文言",
    "note": "注記",
    "opens_before": "期首前からの表示",
    "opens_after": "期末以降もの表示",
    "started": "始期",
    "departments": "担当課",
    "span_confirmed": "期間の確認",
}


def add_item(
    document: Document,
    initiative_id: str,
    row_id: str,
    span: Span,
    text: str = "",
    kind: ItemKind = "arrow",
) -> Change | None:
    """Add an item over the months of a span."""
    accepted = accepted_text(text, "文言")
    item = ScheduleItem(new_id(), kind, span.start, span.end, accepted)
    plan, pushed = _placed(document.snapshot, initiative_id, row_id, item)
    return document.commit(f"矢印{quoted(accepted)}の追加{_pushed_words(pushed)}", plan)


def change_item(
    document: Document, initiative_id: str, item_id: str, field: ItemField, value: Any
) -> Change | None:
    """Set one field of an item other than its span."""
    what = _FIELD_WORDS[field]
    accepted = accepted_value(value, what)
    old = _item(document.snapshot, initiative_id, item_id)
    plan = map_initiative(
        document.snapshot,
        initiative_id,
        lambda one: with_item(
            one, item_id, lambda item: dataclasses.replace(item, **{field: accepted})
        ),
    )
    return document.commit(f"矢印{quoted(old.text)}の{what}を変更", plan)


def change_items(
    document: Document,
    initiative_id: str,
    item_ids: Iterable[str],
    field: ItemField,
    value: Any,
) -> Change | None:
    """Set one field of several items of an initiative, other than their spans."""
    ids = frozenset(item_ids)
    what = _FIELD_WORDS[field]
    accepted = accepted_value(value, what)

    def change(initiative: Initiative) -> Initiative:
        for item_id in ids:
            initiative = with_item(
                initiative, item_id, lambda item: dataclasses.replace(item, **{field: accepted})
            )
        return initiative

    plan = map_initiative(document.snapshot, initiative_id, change)
    return document.commit(f"矢印{len(ids)}本の{what}を変更", plan)


def resize_item(document: Document, initiative_id: str, item_id: str, span: Span) -> Change | None:
    """Give an item another span in its row; a span set by hand counts as confirmed."""
    row, item = _find(document.snapshot, initiative_id, item_id)
    changed = dataclasses.replace(item, start=span.start, end=span.end, span_confirmed=True)
    if changed.span == item.span:
        changed = item
    plan, pushed = _placed(document.snapshot, initiative_id, row, changed)
    label = f"矢印{quoted(item.text)}を{describe_span(span)}に変更{_pushed_words(pushed)}"
    return document.commit(label, plan)


def move_item(
    document: Document, initiative_id: str, item_id: str, row_id: str, start: int
) -> Change | None:
    """Move an item to a row and a first month, keeping its length."""
    old_row, item = _find(document.snapshot, initiative_id, item_id)
    length = item.span.length
    moved = dataclasses.replace(item, start=start, end=start + length - 1)
    plan = document.snapshot
    if old_row != row_id:
        plan = map_initiative(
            plan,
            initiative_id,
            lambda one: with_row(one, without_item(find_row(one, old_row), item_id)),
        )
    plan, pushed = _placed(plan, initiative_id, row_id, moved)
    return document.commit(f"矢印{quoted(item.text)}の移動{_pushed_words(pushed)}", plan)


def duplicate_item(
    document: Document, initiative_id: str, item_id: str, row_id: str, start: int
) -> Change | None:
    """Put a copy of an item into a row at a first month."""
    _, item = _find(document.snapshot, initiative_id, item_id)
    copy = dataclasses.replace(item, id=new_id(), start=start, end=start + item.span.length - 1)
    plan, pushed = _placed(document.snapshot, initiative_id, row_id, copy)
    return document.commit(f"矢印{quoted(item.text)}の複製{_pushed_words(pushed)}", plan)


def remove_items(document: Document, initiative_id: str, item_ids: Iterable[str]) -> Change | None:
    """Remove items of one initiative."""
    ids = tuple(item_ids)
    texts = [_item(document.snapshot, initiative_id, one).text for one in ids]

    def change(initiative: Initiative) -> Initiative:
        for item_id in ids:
            row, _ = find_item(initiative, item_id)
            initiative = with_row(initiative, without_item(row, item_id))
        return initiative

    plan = map_initiative(document.snapshot, initiative_id, change)
    what = f"矢印{quoted(texts[0])}" if len(ids) == 1 else f"矢印{len(ids)}本"
    return document.commit(f"{what}の削除", plan)


def _placed(
    plan: Plan, initiative_id: str, row_id: str, item: ScheduleItem
) -> tuple[Plan, GivenWay]:
    placed: list[GivenWay] = []
    before = find_initiative(plan, initiative_id)

    def change(initiative: Initiative) -> Initiative:
        row = find_row(initiative, row_id)
        placement = place_item(row, item, _limits(plan.period, before, item.id))
        placed.append(given_way(row.items, placement.pushed))
        return with_row(initiative, placement.row)

    changed = map_initiative(plan, initiative_id, change)
    return changed, placed[-1]


def _limits(period: Period, initiative: Initiative, item_id: str) -> Span:
    """The period; an item that already lies outside it (a shortened period) may stay there."""
    spans = [one.span for one in initiative.schedule.items() if one.id == item_id]
    spans.append(period.span)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _find(plan: Plan, initiative_id: str, item_id: str) -> tuple[str, ScheduleItem]:
    row, item = find_item(find_initiative(plan, initiative_id), item_id)
    return row.id, item


def _item(plan: Plan, initiative_id: str, item_id: str) -> ScheduleItem:
    return _find(plan, initiative_id, item_id)[1]


def _pushed_words(pushed: GivenWay) -> str:
    words = pushed.words(lambda one: quoted(one[0].text) if len(one) == 1 else f"{len(one)}本")
    return f"（{'、'.join(f'隣の{one}' for one in words)}）" if words else ""
