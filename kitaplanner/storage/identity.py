"""Whether what an edit adds has ids of its own.

Belongs here: the question to the tables, whose keys answer it at once. Looking through every id of
a large plan at each edit took longer than the edit; a whole file is looked through by `soundness`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from kitaplanner.domain.change import RowImage
from kitaplanner.storage.flatten import json_text
from kitaplanner.storage.rows import TABLES, PlanRow


def taken_ids(driver: sqlite3.Connection, images: Sequence[RowImage]) -> Iterator[str]:
    """Yield the ids of added rows that something else has too, before the images are applied."""
    added = [one.id for one in images if one.before is None]
    if not added:
        return
    yield from (one for one, count in Counter(added).items() if count > 1)
    gone = {(one.table, one.id) for one in images if one.after is None}
    for table, row_id in driver.execute(_holders(), {"ids": json_text(added)}):
        if (table, row_id) not in gone:
            yield row_id


@cache
def _holders() -> str:
    # The row of the plan has a fixed name, which is no id of anything in the plan.
    wanted = "SELECT value FROM json_each(:ids)"
    return " UNION ALL ".join(
        f"SELECT '{name}', id FROM \"{name}\" WHERE id IN ({wanted})"  # our own names
        for name, table in TABLES.items()
        if table is not PlanRow.__table__
    )
