"""Everything that can be wrong with a file, said in Japanese sentences.

Opening stops at the first problem; this goes on, for `kitaplanner verify` and for the screen that
is shown when a document can't be opened.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import plan_from_json, plan_to_json
from kitaplanner.errors import DocumentUnreadable, NewerDocument, PlanFormatError
from kitaplanner.storage.digest import plan_digest, rows_digest, seal_of
from kitaplanner.storage.files import copy_file
from kitaplanner.storage.inspection import guarded, plan_of, read_header, structural_problems
from kitaplanner.storage.intake import real_path
from kitaplanner.storage.journal import Position
from kitaplanner.storage.problems import told_in_words
from kitaplanner.storage.repositories import read_tables
from kitaplanner.storage.rows import TABLES
from kitaplanner.storage.schema import SCHEMA_VERSION

Cells: TypeAlias = dict[str, Any]


def verify(path: Path) -> tuple[str, ...]:
    """Look through a file and give what is wrong with it; nothing for a sound document.

    Raise EnvironmentProblem only where the file can't be read at all.
    """
    found: list[str] = []
    try:
        with (
            told_in_words("文書を調べられませんでした"),
            tempfile.TemporaryDirectory() as folder,
        ):
            original = real_path(path)
            version = read_header(original).version
            copy = Path(folder) / "doc.db"
            copy_file(original, copy)
            with guarded(copy) as driver:
                found.extend(_problems(driver, version))
    except (DocumentUnreadable, NewerDocument) as error:
        found.append(str(error))
    return tuple(found)


def _problems(driver: sqlite3.Connection, version: int) -> Iterator[str]:
    structural = tuple(structural_problems(driver, version))
    yield from structural
    if structural:
        return
    if rows_digest(driver) != seal_of(driver):
        yield "保存した後に別の道具で書き換えられたか、内容の一部が変わっています。"
    if version == SCHEMA_VERSION:
        plan, problems = plan_of(read_tables(driver))
        yield from problems
        yield from plan_problems(plan)
        yield from journal_problems(driver)


def plan_problems(plan: Plan) -> Iterator[str]:
    """Yield where the plan breaks the rules that its JSON must follow."""
    try:
        again = plan_from_json(plan_to_json(plan))
    except PlanFormatError as error:
        yield f"計画の内容に決まりに合わないところがあります（{error.path}：{error.reason}）。"
        return
    if plan_digest(again) != plan_digest(plan):
        yield "文字の表し方が統一されていない文章があります。"


def journal_problems(driver: sqlite3.Connection) -> Iterator[str]:
    """Take all edits back in memory and yield where journal and plan contradict each other."""
    position = Position()
    for entry in driver.execute(
        "SELECT sequence, kind, ref, label FROM journal ORDER BY sequence"
    ).fetchall():
        try:
            position.advance(*entry)
        except ValueError:
            yield f"編集の記録の {entry[0]} 番が、前の記録と合いません。"
            return
    rows = _rows(driver)
    for sequence, label in reversed(position.done):
        images = driver.execute(
            "SELECT table_name, row_id, before, after FROM journal_image WHERE sequence = ?",
            (sequence,),
        )
        try:
            sound = all(_taken_back(rows, *image) for image in images)
        except (ValueError, AttributeError):
            sound = False
        if not sound:
            yield f"編集の記録の {sequence} 番（{label}）が、計画の内容と合いません。"
            return


def _rows(driver: sqlite3.Connection) -> dict[tuple[str, str], Cells]:
    rows = {}
    for table in TABLES:
        cursor = driver.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        for row in cursor:
            cells = dict(zip(names, row, strict=True))
            rows[table, cells["id"]] = cells
    return rows


def _taken_back(
    rows: dict[tuple[str, str], Cells], table: str, id_: str, before: str | None, after: str | None
) -> bool:
    """Bring one row to its state before an edit; say whether it was in the state after it."""
    old: Cells | None = None if before is None else json.loads(before)
    new: Cells | None = None if after is None else json.loads(after)
    present = rows.get((table, id_))
    if new is None:
        rows[table, id_] = old or {}
        return present is None
    if present is None or any(present.get(name) != cell for name, cell in new.items()):
        return False
    if old is None:
        del rows[table, id_]
    else:
        rows[table, id_] = {**present, **old}
    return True
