"""Frozen editions: the whole plan as it stood on a day, kept inside the document.

An edition is never changed; it can only be removed. It is no edit of the plan, so undo leaves it
alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import load_plan, plan_to_json
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.storage.flatten import json_text
from kitaplanner.storage.inspection import MAX_CELL
from kitaplanner.storage.journal import local_time
from kitaplanner.storage.rows import EditionRow
from kitaplanner.storage.soundness import text_problem


@dataclass(frozen=True, slots=True)
class Edition:
    """A frozen edition; `date` is its official day as ISO 8601 or empty, `frozen_at` local time."""

    id: str
    name: str
    date: str
    frozen_at: str
    who: str
    note: str = ""


def read_editions(connection: Connection) -> tuple[Edition, ...]:
    """Give the editions in the order in which they were frozen."""
    row = EditionRow
    query = select(row.id, row.name, row.date, row.frozen_at, row.who, row.note)
    found = connection.execute(query.order_by(row.frozen_at, row.name))
    return tuple(Edition(*cells) for cells in found)


def read_edition_plan(connection: Connection, name_or_id: str) -> Plan:
    """Give the plan of an edition; raise UserError when there is none of that name or id."""
    return load_plan(read_edition_text(connection, name_or_id))


def read_edition_text(connection: Connection, name_or_id: str) -> str:
    """Give the plan of an edition as JSON, for reading it elsewhere than on this thread."""
    row = EditionRow
    text = connection.execute(
        select(row.plan).where((row.name == name_or_id) | (row.id == name_or_id))
    ).scalar_one_or_none()
    if text is None:
        names = "、".join(f"「{one.name}」" for one in read_editions(connection)) or "なし"
        raise UserError(f"「{name_or_id}」という版はありません。この文書にある版：{names}")
    return text


def write_edition(
    connection: Connection, plan: Plan, name: str, who: str, date: str = "", note: str = ""
) -> Edition:
    """Freeze a plan; raise RefusedEdit for a name that is empty, unfit or taken."""
    problem = text_problem(name) or text_problem(note)
    if problem is not None or not name.strip() or "\n" in name:
        raise RefusedEdit(f"版の名前を一行で入力してください。{problem or ''}")
    if any(one.name == name for one in read_editions(connection)):
        raise RefusedEdit(f"「{name}」という版はすでにあります。別の名前にしてください。")
    text = json_text(plan_to_json(plan))
    if len(text.encode()) > MAX_CELL // 2:
        raise RefusedEdit("計画が大きすぎるため、版として残せません。")
    edition = Edition(new_id(), name, date, local_time(), who, note)
    connection.execute(
        insert(EditionRow),
        {
            "id": edition.id,
            "name": edition.name,
            "date": edition.date,
            "frozen_at": edition.frozen_at,
            "who": edition.who,
            "note": edition.note,
            "plan": text,
        },
    )
    return edition


def delete_edition(connection: Connection, edition_id: str) -> None:
    """Remove an edition; raise UserError when it is not there."""
    if connection.execute(delete(EditionRow).where(EditionRow.id == edition_id)).rowcount == 0:
        raise UserError("その版は、もう文書の中にありません。")
