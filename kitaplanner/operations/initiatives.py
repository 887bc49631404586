"""Operations on initiatives: add, change, move, duplicate, remove.

Several initiatives are moved, duplicated and removed in one edit; their ids may come in any order.
Ending an initiative is in `ending`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.change import Change
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.outline import (
    copy_initiative,
    find_initiative,
    find_node,
    insert_initiative,
    map_initiative,
    node_of_initiative,
    take_out_initiative,
)
from kitaplanner.domain.plan import DIVISIONS, Initiative, Plan, Schedule, ScheduleRow
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_record, accepted_text, quoted
from kitaplanner.storage.document import Document

InitiativeField: TypeAlias = Literal[
    "name",
    "summary",
    "departments",
    "notes",
    "marks",
    "effects",
    "indicators",
    "budgets",
    "progress",
    "references",
    "terms",
    "number_from",
]
_FIELD_WORDS: dict[str, str] = {
    "name": "事業名",
    "summary": "事業概要",
    "departments": "担当課",
    "notes": "注記",
    "marks": "印",
    "effects": "効果",
    "indicators": "指標",
    "budgets": "事業費",
    "progress": "進捗",
    "references": "再掲",
    "terms": "用語注",
    "number_from": "開始番号",
}
NEW_SCHEDULE_ROWS = 3


def add_initiative(
    document: Document, node_id: str, name: str, index: int | None = None
) -> Change | None:
    """Add an initiative with an empty schedule under a node."""
    find_node(document.snapshot, node_id)
    initiative = Initiative(
        id=new_id(),
        name=accepted_text(name, "事業名"),
        schedule=Schedule(tuple(ScheduleRow(new_id()) for _ in range(NEW_SCHEDULE_ROWS))),
    )
    plan = insert_initiative(document.snapshot, node_id, index, initiative)
    return document.commit(f"事業{quoted(name)}の追加", plan)


def change_initiative(
    document: Document, initiative_id: str, field: InitiativeField, value: Any
) -> Change | None:
    """Set one field of an initiative; `value` has the type of the field in `domain.plan`."""
    what = _FIELD_WORDS[field]
    accepted = accepted_record(value, what)
    plan = map_initiative(
        document.snapshot,
        initiative_id,
        lambda one: dataclasses.replace(one, **{field: accepted}),
    )
    name = find_initiative(document.snapshot, initiative_id).name
    return document.commit(f"{quoted(name)}の{what}を変更", plan)


def move_initiative(
    document: Document, initiative_id: str, node_id: str, index: int | None = None
) -> Change | None:
    """Move an initiative under a node; `index` counts without the initiative itself."""
    return move_initiatives(document, (initiative_id,), node_id, index)


def duplicate_initiative(document: Document, initiative_id: str) -> Change | None:
    """Put a copy with new ids behind an initiative."""
    return duplicate_initiatives(document, (initiative_id,))


def remove_initiative(document: Document, initiative_id: str) -> Change | None:
    """Remove an initiative."""
    return remove_initiatives(document, (initiative_id,))


def move_initiatives(
    document: Document, initiative_ids: Iterable[str], node_id: str, index: int | None = None
) -> Change | None:
    """Move initiatives together under a node, in printed order; `index` counts without them."""
    moved = _chosen(document.snapshot, initiative_ids)
    if not moved:
        return None
    plan = _without(document.snapshot, moved)
    count = len(find_node(plan, node_id).initiatives)
    first = count if index is None else min(max(index, 0), count)
    for place, initiative in enumerate(moved, first):
        plan = insert_initiative(plan, node_id, place, initiative)
    return document.commit(f"{_words_for(moved)}の移動", plan)


def duplicate_initiatives(document: Document, initiative_ids: Iterable[str]) -> Change | None:
    """Put a copy with new ids behind each of some initiatives."""
    plan = document.snapshot
    chosen = _chosen(plan, initiative_ids)
    if not chosen:
        return None
    for initiative in chosen:
        holder = node_of_initiative(plan, initiative.id)
        index = [one.id for one in holder.initiatives].index(initiative.id) + 1
        copy = copy_initiative(initiative, f"{initiative.name}（写し）")
        plan = insert_initiative(plan, holder.id, index, copy)
    return document.commit(f"{_words_for(chosen)}の複製", plan)


def remove_initiatives(document: Document, initiative_ids: Iterable[str]) -> Change | None:
    """Remove initiatives."""
    chosen = _chosen(document.snapshot, initiative_ids)
    if not chosen:
        return None
    plan = _without(document.snapshot, chosen)
    return document.commit(f"{_words_for(chosen)}の削除", plan)


def change_divisions(document: Document, initiative_id: str, divisions: int) -> Change | None:
    """Cut each fiscal year of an initiative's schedule in 1, 2, 3, 4 or 12 columns."""
    if divisions not in DIVISIONS:
        raise RefusedEdit("年度の区切りは、1、2、3、4、12のどれかです。")
    plan = map_initiative(
        document.snapshot,
        initiative_id,
        lambda one: dataclasses.replace(
            one, schedule=dataclasses.replace(one.schedule, divisions=divisions)
        ),
    )
    name = find_initiative(document.snapshot, initiative_id).name
    return document.commit(f"{quoted(name)}の年度の区切りを変更", plan)


def _chosen(plan: Plan, initiative_ids: Iterable[str]) -> tuple[Initiative, ...]:
    """Give initiatives in printed order, each once, or refuse where one is gone."""
    wanted = {one: find_initiative(plan, one) for one in initiative_ids}
    return tuple(one for one in plan.initiatives() if one.id in wanted)


def _without(plan: Plan, initiatives: tuple[Initiative, ...]) -> Plan:
    for initiative in initiatives:
        plan = take_out_initiative(plan, initiative.id)
    return plan


def _words_for(initiatives: tuple[Initiative, ...]) -> str:
    if len(initiatives) == 1:
        return f"事業{quoted(initiatives[0].name)}"
    return f"事業{len(initiatives)}件"
