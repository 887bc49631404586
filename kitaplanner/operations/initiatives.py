"""Operations on initiatives: add, change, move, duplicate, remove."""

from __future__ import annotations

import dataclasses
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
from kitaplanner.domain.plan import DIVISIONS, Initiative, Schedule, ScheduleRow
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_text, accepted_value, quoted
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
    accepted = accepted_value(value, what)
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
    initiative = find_initiative(document.snapshot, initiative_id)
    plan = take_out_initiative(document.snapshot, initiative_id)
    plan = insert_initiative(plan, node_id, index, initiative)
    return document.commit(f"事業{quoted(initiative.name)}の移動", plan)


def duplicate_initiative(document: Document, initiative_id: str) -> Change | None:
    """Put a copy with new ids behind an initiative."""
    plan = document.snapshot
    initiative = find_initiative(plan, initiative_id)
    holder = node_of_initiative(plan, initiative_id)
    index = [one.id for one in holder.initiatives].index(initiative_id) + 1
    copy = copy_initiative(initiative, f"{initiative.name}（写し）")
    return document.commit(
        f"事業{quoted(initiative.name)}の複製", insert_initiative(plan, holder.id, index, copy)
    )


def remove_initiative(document: Document, initiative_id: str) -> Change | None:
    """Remove an initiative."""
    initiative = find_initiative(document.snapshot, initiative_id)
    plan = take_out_initiative(document.snapshot, initiative_id)
    return document.commit(f"事業{quoted(initiative.name)}の削除", plan)


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
