"""Row images applied to the tables: an edit, and what takes it back.

Belongs here: the statements that bring rows from one state to another and notice when they were in
neither. What the images are is in `difference`; how rows become a plan is in `repositories`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.sql import Update
from sqlalchemy.sql.schema import Table

from kitaplanner.domain.change import RowImage
from kitaplanner.errors import DocumentUnreadable
from kitaplanner.storage.rows import TABLES


def apply_images(connection: Connection, images: Sequence[RowImage]) -> None:
    """Bring the tables from the state before the images to the state after them.

    Raise DocumentUnreadable where a row is not in the state before: the journal and the plan have
    parted, and nothing more must be built on them.
    """
    for name, table in TABLES.items():
        mine = [image for image in images if image.table == name]
        rows = [dict(one.after) for one in mine if one.after is not None and one.before is None]
        if rows:
            connection.execute(insert(table), rows)
        both = [one for one in mine if one.before is not None and one.after is not None]
        for (before, after), some in groupby(both, key=_columns_of):
            cells = [_cells(one) for one in some]
            found = connection.execute(_update_of(table, before, after), cells).rowcount
            _expect(found, len(cells))
        gone = [{"gone": one.id} for one in mine if one.after is None]
        if gone:
            found = connection.execute(
                delete(table).where(table.c.id == bindparam("gone")), gone
            ).rowcount
            _expect(found, len(gone))


def _columns_of(image: RowImage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(image.before or ()), tuple(image.after or ())


def _cells(image: RowImage) -> dict[str, Any]:
    before, after = image.before or {}, image.after or {}
    return {
        "row": image.id,
        **{f"before_{name}": cell for name, cell in before.items()},
        **{f"after_{name}": cell for name, cell in after.items()},
    }


@lru_cache(maxsize=256)
def _update_of(table: Table, before: tuple[str, ...], after: tuple[str, ...]) -> Update:
    """Give what changes the columns of a row that still is as it was before."""
    unchanged = [table.c[name].is_not_distinct_from(bindparam(f"before_{name}")) for name in before]
    changed: dict[str, Any] = {name: bindparam(f"after_{name}") for name in after}
    return update(table).where(table.c.id == bindparam("row"), *unchanged).values(changed)


def _expect(found: int, wanted: int) -> None:
    if found != wanted:
        raise DocumentUnreadable(
            "編集の記録と計画の内容が食い違っています。変更は行っていません。"
            "控え（バックアップ）から復元してください。"
        )
