"""Operations on the rows of a schedule: add, change, move, duplicate, remove."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.change import Change
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.outline import find_initiative, inserted, map_initiative
from kitaplanner.domain.plan import Initiative, ScheduleRow
from kitaplanner.domain.schedule_edit import find_row, with_row, with_rows
from kitaplanner.operations.wording import accepted_value, quoted
from kitaplanner.storage.document import Document

RowField: TypeAlias = Literal["label", "group", "departments"]
_FIELD_WORDS = {"label": "行の見出し", "group": "行のまとまり", "departments": "行の担当課"}


def add_row(document: Document, initiative_id: str, index: int | None = None) -> Change | None:
    """Add an empty row at the index; None appends."""
    row = ScheduleRow(new_id())
    plan = map_initiative(
        document.snapshot,
        initiative_id,
        lambda one: with_rows(one, inserted(one.schedule.rows, index, row)),
    )
    return document.commit(f"{_name(document, initiative_id)}に行を追加", plan)


def change_row(
    document: Document, initiative_id: str, row_id: str, field: RowField, value: Any
) -> Change | None:
    """Set one field of a row."""
    what = _FIELD_WORDS[field]
    accepted = accepted_value(value, what)

    def change(initiative: Initiative) -> Initiative:
        row = dataclasses.replace(find_row(initiative, row_id), **{field: accepted})
        return with_row(initiative, row)

    plan = map_initiative(document.snapshot, initiative_id, change)
    return document.commit(f"{_name(document, initiative_id)}の{what}を変更", plan)


def move_row(document: Document, initiative_id: str, row_id: str, index: int) -> Change | None:
    """Move a row to another place; `index` counts without the row itself."""

    def change(initiative: Initiative) -> Initiative:
        row = find_row(initiative, row_id)
        rest = tuple(one for one in initiative.schedule.rows if one.id != row_id)
        return with_rows(initiative, inserted(rest, index, row))

    plan = map_initiative(document.snapshot, initiative_id, change)
    return document.commit(f"{_name(document, initiative_id)}の行を移動", plan)


def duplicate_row(document: Document, initiative_id: str, row_id: str) -> Change | None:
    """Put a copy of a row behind it."""

    def change(initiative: Initiative) -> Initiative:
        row = find_row(initiative, row_id)
        items = tuple(dataclasses.replace(item, id=new_id()) for item in row.items)
        copy = dataclasses.replace(row, id=new_id(), items=items)
        rows = initiative.schedule.rows
        index = [one.id for one in rows].index(row_id) + 1
        return with_rows(initiative, inserted(rows, index, copy))

    plan = map_initiative(document.snapshot, initiative_id, change)
    return document.commit(f"{_name(document, initiative_id)}の行を複製", plan)


def remove_row(document: Document, initiative_id: str, row_id: str) -> Change | None:
    """Remove a row with its items."""

    def change(initiative: Initiative) -> Initiative:
        find_row(initiative, row_id)
        return with_rows(initiative, (one for one in initiative.schedule.rows if one.id != row_id))

    plan = map_initiative(document.snapshot, initiative_id, change)
    return document.commit(f"{_name(document, initiative_id)}の行を削除", plan)


def _name(document: Document, initiative_id: str) -> str:
    return quoted(find_initiative(document.snapshot, initiative_id).name)
