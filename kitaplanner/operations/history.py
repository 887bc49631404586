"""The history of a thing: what was done to it, field by field, and giving one value back.

Giving a value back is an edit like any other: it stands in the history and can be undone. It is
refused where the thing is gone, or where the value no longer fits beside its neighbours.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from kitaplanner.domain.calendar import Span, describe_span
from kitaplanner.domain.change import Change, RowImage
from kitaplanner.domain.history import FieldChange, Side, field_changes, stored_value
from kitaplanner.domain.history_fields import FIELDS
from kitaplanner.domain.outline import map_node
from kitaplanner.domain.plan import Initiative, Plan, ScheduleItem, ScheduleRow
from kitaplanner.domain.schedule_edit import with_row
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import quoted
from kitaplanner.storage.document import Document

__all__ = ["FieldChange", "changed_fields", "restore_value"]

_PARTS = {
    "indicator": "indicators",
    "budget": "budgets",
    "progress": "progress",
    "reference": "references",
    "term": "terms",
}
_GONE = "は、もう計画の中にありません。元の値には戻せません。"


def changed_fields(
    document: Document, sequence: int, initiative_id: str = "", row_id: str = ""
) -> tuple[FieldChange, ...]:
    """Give what an entry of the history did to an initiative, or to one row of it or a node."""
    return field_changes(document.change(sequence), document.snapshot, initiative_id, row_id)


def restore_value(
    document: Document, sequence: int, image: int, field: str, side: Side = "before"
) -> Change | None:
    """Give one field the value that it had before (or after) an entry of the history.

    `image` and `field` are those of a `FieldChange`. Raise RefusedEdit where the thing is gone, the
    entry holds no such value, or the value would break the schedule.
    """
    images = document.change(sequence).images
    try:
        stored = images[image]
        value = stored_value(stored, field, side)
    except (IndexError, KeyError) as error:
        raise RefusedEdit(
            "この記録からは、値を戻せません。「元に戻す」を使ってください。"
        ) from error
    plan, name = _restored(document.snapshot, stored, field, value)
    word = next(one.word for one in FIELDS[stored.table] if one.name == field)
    return document.commit(f"{quoted(name)}の{word}を以前の値に戻す", plan)


def _restored(plan: Plan, image: RowImage, field: str, value: Any) -> tuple[Plan, str]:
    """Give the plan with the value, and the name of what holds it."""
    if image.table == "node":
        node = plan.node(image.id)
        if node is None:
            raise RefusedEdit("その見出し" + _GONE)
        if field == "level":
            raise RefusedEdit("見出しの階層は、置き場所で決まります。見出しを移動してください。")
        changed = dataclasses.replace(node, **{field: value})
        return map_node(plan, node.id, lambda _: changed), node.name
    for initiative in plan.initiatives():
        found = _HOLDERS.get(image.table, _with_part)(plan, initiative, image, field, value)
        if found is not None:
            return plan.with_initiatives({initiative.id: found}), initiative.name
    raise RefusedEdit("その項目" + _GONE)


def _with_field(
    plan: Plan, one: Initiative, image: RowImage, field: str, value: Any
) -> Initiative | None:
    if one.id != image.id:
        return None
    if field in ("divisions", "schedule_state"):
        name = "state" if field == "schedule_state" else field
        return dataclasses.replace(one, schedule=dataclasses.replace(one.schedule, **{name: value}))
    return dataclasses.replace(one, **{field: value})


def _with_row_field(
    plan: Plan, one: Initiative, image: RowImage, field: str, value: Any
) -> Initiative | None:
    row = next((row for row in one.schedule.rows if row.id == image.id), None)
    return None if row is None else with_row(one, dataclasses.replace(row, **{field: value}))


def _with_item_field(
    plan: Plan, one: Initiative, image: RowImage, field: str, value: Any
) -> Initiative | None:
    for row in one.schedule.rows:
        for item in row.items:
            if item.id == image.id:
                changed = _item_with(item, field, value)
                if changed.span != item.span:
                    _refuse_no_room(plan, row, item, changed)
                items = (changed if other.id == item.id else other for other in row.items)
                return with_row(one, dataclasses.replace(row, items=tuple(items)))
    return None


def _item_with(item: ScheduleItem, field: str, value: Any) -> ScheduleItem:
    if field == "span":
        return dataclasses.replace(item, start=value.start, end=value.end)
    if field in ("started_year", "started_word"):
        if item.started is None:
            raise RefusedEdit(f"{quoted(item.text)}には、もう始期がありません。")
        part = field.removeprefix("started_")
        started = dataclasses.replace(item.started, **{part: value})
        return dataclasses.replace(item, started=started)
    return dataclasses.replace(item, **{field: value})


def _refuse_no_room(
    plan: Plan, row: ScheduleRow, item: ScheduleItem, changed: ScheduleItem
) -> None:
    if changed.start > changed.end:
        raise RefusedEdit("期間の開始が終了より後になるため、この値だけを戻すことはできません。")
    words = describe_span(changed.span)
    limits = Span(min(plan.period.span.start, item.start), max(plan.period.span.end, item.end))
    if changed.start < limits.start or changed.end > limits.end:
        raise RefusedEdit(f"以前の期間（{words}）は、計画期間の外へ出るため戻せません。")
    for other in row.items:
        if other.id != item.id and changed.start <= other.end and other.start <= changed.end:
            raise RefusedEdit(
                f"以前の期間（{words}）に戻すと、同じ行の{quoted(other.text)}と重なります。"
                "先にその矢印を短くするか、別の行に移してください。"
            )


def _with_part(
    plan: Plan, one: Initiative, image: RowImage, field: str, value: Any
) -> Initiative | None:
    name = _PARTS[image.table]
    parts = getattr(one, name)
    if all(part.id != image.id for part in parts):
        return None
    changed = tuple(
        dataclasses.replace(part, **{field: value}) if part.id == image.id else part
        for part in parts
    )
    parts_by_name: dict[str, Any] = {name: changed}
    return dataclasses.replace(one, **parts_by_name)


_HOLDERS: dict[str, Callable[[Plan, Initiative, RowImage, str, Any], Initiative | None]] = {
    "initiative": _with_field,
    "schedule_row": _with_row_field,
    "schedule_item": _with_item_field,
}
