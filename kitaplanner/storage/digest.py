"""Digests that show whether two documents hold the same.

Two, because they ask different questions: is it the same plan, however it is stored; and is it the
same file, row by row, with journal and editions.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from typing import Any

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import plan_digest_text
from kitaplanner.storage.flatten import json_text


def plan_digest(plan: Plan) -> str:
    """Give the SHA-256 of the canonical text of a plan."""
    return hashlib.sha256(plan_digest_text(plan).encode()).hexdigest()


def rows_digest(
    driver: sqlite3.Connection, watch: Callable[[str, list[Any]], object] | None = None
) -> str:
    """Give the SHA-256 of all rows of the document's tables, as `docs/file-format.md` defines it.

    Tables in the order of their names; for each one line, a compact JSON array of its name and its
    rows in the order of rowid, themselves arrays. The seal and Alembic's note are left out.
    `watch` is shown the name and the rows of each table.
    """
    digest = hashlib.sha256()
    tables = driver.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        " AND name NOT IN ('seal', 'alembic_version') ORDER BY name"
    )
    for (name,) in tables.fetchall():
        rows = driver.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        digest.update(f"{json_text([name, rows])}\n".encode())
        if watch is not None:
            watch(name, rows)
    return digest.hexdigest()


def seal_of(driver: sqlite3.Connection) -> str | None:
    """Give the digest that was written when the file was saved."""
    row = driver.execute("SELECT digest FROM seal").fetchone()
    return None if row is None else str(row[0])


def edit_mark(driver: sqlite3.Connection) -> str:
    """Give a short text that differs after every edit, frozen edition, inquiry and reply."""
    (sequence,) = driver.execute("SELECT coalesce(max(sequence), 0) FROM journal").fetchone()
    editions = driver.execute("SELECT id, name, date FROM edition ORDER BY id").fetchall()
    inquiries = driver.execute("SELECT id FROM inquiry ORDER BY id").fetchall()
    replies = driver.execute("SELECT id, result FROM reply ORDER BY id").fetchall()
    kept = (editions, inquiries, replies) if inquiries else editions
    digest = hashlib.sha256(repr(kept).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{sequence}/{digest[:16]}"
