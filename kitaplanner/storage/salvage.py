"""What can still be read of a damaged document, as a plan for a new one.

The last resort after the kept versions. Rows are read one stretch after another around the damage,
and enter the new plan only through our own tables and rules. History and editions are left behind.
Everything that was dropped or mended is said.
"""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from kitaplanner.domain.calendar import Period, fiscal_year_of
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Department, Initiative, Plan, ScheduleItem, ScheduleRow
from kitaplanner.domain.plan_json import MAX_PERIOD_YEARS
from kitaplanner.domain.text import MAX_TEXT_LENGTH, forbidden_character
from kitaplanner.errors import DocumentUnreadable
from kitaplanner.storage.files import copy_file
from kitaplanner.storage.flatten import PLAN_ID, plan_row
from kitaplanner.storage.inspection import guarded
from kitaplanner.storage.intake import real_path
from kitaplanner.storage.problems import told_in_words
from kitaplanner.storage.repositories import CELL_READERS, SENSELESS, read_plan
from kitaplanner.storage.rows import TABLES
from kitaplanner.storage.schema import FINGERPRINTS, creation_statements, schema_fingerprint

Cells: TypeAlias = dict[str, Any]
_LAST_ROWID = 2**40
_MAX_FAILURES = 2000
# What columns hold that a later schema added.
_ADDED_COLUMNS: dict[str, Cells] = {"plan": {"comparison": "{}"}}
# What takes the place of a cell that makes no sense; elsewhere an empty list.
_INSTEAD: Cells = {"baseline": None, "comparison": "{}", "base64": ""}
# Where an initiative goes whose own branch is lost.
_SHELTER = "復元した事業"
_WORDS = {
    "plan": "計画の題名と設定",
    "department": "担当課",
    "section": "章",
    "node": "見出し",
    "initiative": "事業",
    "schedule_row": "年度別実施計画の行",
    "schedule_item": "年度別実施計画の矢印",
    "indicator": "指標",
    "budget": "事業費",
    "progress": "進捗",
    "reference": "再掲",
    "term": "用語",
    "picture": "画像",
    "handout": "委員会資料",
    "wording": "用語統一",
    "accepted": "確認済みの点検結果",
}


class _Report:
    """Counts what happened to rows, in words for the user."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, table: str, what: str, count: int = 1) -> None:
        if count:
            self._counts[table, what] = self._counts.get((table, what), 0) + count

    def sentences(self) -> tuple[str, ...]:
        return tuple(
            f"{_WORDS[table]}：{count}件{what}。" for (table, what), count in self._counts.items()
        )


def salvage(broken: Path) -> tuple[Plan, tuple[str, ...]]:
    """Give the plan that can still be read, and Japanese sentences on what was lost or mended.

    Raise DocumentUnreadable where nothing can be read. The broken file is not touched.
    """
    report = _Report()
    with (
        told_in_words("壊れた文書を読めませんでした"),
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(_empty_tables()) as tables,
    ):
        copy = Path(folder) / "doc.db"
        copy_file(real_path(broken), copy)
        with guarded(copy) as driver:
            if schema_fingerprint(driver) not in FINGERPRINTS.values():
                raise DocumentUnreadable(
                    "文書の構造を読み取れないため、内容を取り出せません。"
                    "控え（バックアップ）から復元してください。"
                )
            for table in TABLES:
                _fill(tables, table, _readable_rows(driver, table, report), report)
        _mend_references(tables, report)
        _ensure_head(tables, report)
        plan = _without_clashes(read_plan(tables), report)
    return plan, report.sentences()


def _empty_tables() -> sqlite3.Connection:
    tables = sqlite3.connect(":memory:", isolation_level=None)
    for statement in creation_statements():
        tables.execute(statement)
    return tables


# --- reading around the damage ---------------------------------------------------------------


def _readable_rows(driver: sqlite3.Connection, table: str, report: _Report) -> Iterator[Cells]:
    there = {name for _, name, *_ in driver.execute(f'PRAGMA table_info("{table}")')}
    if not there:
        return  # an older document has no such table
    names = [column.name for column in TABLES[table].columns if column.name in there]
    shown = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT rowid, {shown} FROM "{table}" NOT INDEXED WHERE rowid >= ? ORDER BY rowid'
    start, step, failures = 0, 1, 0
    while start < _LAST_ROWID and failures < _MAX_FAILURES:
        try:
            for rowid, *cells in driver.execute(query, (start,)):
                yield dict(zip(names, cells, strict=True))
                start, step = rowid + 1, 1
            break
        except (sqlite3.Error, UnicodeDecodeError, OverflowError):
            failures += 1
            start, step = start + step, step * 2
    if failures:
        report.add(table, "前後に読み取れない部分がありました", failures)


def _fill(tables: sqlite3.Connection, table: str, rows: Iterator[Cells], report: _Report) -> None:
    for found in rows:
        cells = {**_ADDED_COLUMNS.get(table, {}), **found}
        mended = _mended(cells)
        if mended != cells:
            report.add(table, "の一部を直しました")
        names = ", ".join(f'"{name}"' for name in mended)
        marks = ", ".join("?" * len(mended))
        try:
            tables.execute(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(mended.values())
            )
        except (sqlite3.Error, OverflowError, UnicodeEncodeError):
            report.add(table, "を捨てました")


def _mended(cells: Cells) -> Cells:
    return {name: _mended_cell(name, cell) for name, cell in cells.items()}


def _mended_cell(name: str, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    reader = CELL_READERS.get(name)
    if reader is None:
        kept = (char for char in cell if forbidden_character(char) is None)
        return "".join(kept)[:MAX_TEXT_LENGTH]
    try:
        reader(cell)
    except SENSELESS:
        return _INSTEAD.get(name, "[]")
    return cell


# --- what points to something that is lost ---------------------------------------------------


def _mend_references(tables: sqlite3.Connection, report: _Report) -> None:
    loose = tables.execute(
        "UPDATE node SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM node)"
    )
    report.add("node", "を最上位に移しました", loose.rowcount)
    _open_circles(tables, report)
    homeless = "node_id NOT IN (SELECT id FROM node)"
    (count,) = tables.execute(f"SELECT count(*) FROM initiative WHERE {homeless}").fetchone()
    if count:
        shelter = _make_shelter(tables)
        tables.execute(f"UPDATE initiative SET node_id = ? WHERE {homeless}", (shelter,))
        report.add("initiative", f"を「{_SHELTER}」に移しました", count)
    for table, parent, column in (
        ("schedule_row", "initiative", "initiative_id"),
        ("schedule_item", "schedule_row", "row_id"),
        ("indicator", "initiative", "initiative_id"),
        ("budget", "initiative", "initiative_id"),
        ("progress", "initiative", "initiative_id"),
        ("reference", "initiative", "initiative_id"),
        ("term", "initiative", "initiative_id"),
    ):
        gone = tables.execute(
            f'DELETE FROM "{table}" WHERE {column} NOT IN (SELECT id FROM "{parent}")'
        )
        report.add(table, "を捨てました", gone.rowcount)


def _open_circles(tables: sqlite3.Connection, report: _Report) -> None:
    parents = dict(tables.execute("SELECT id, parent_id FROM node").fetchall())
    for node_id in parents:
        seen = set()
        above: str | None = node_id
        while above is not None and above not in seen:
            seen.add(above)
            above = parents[above]
        if above is not None:
            parents[above] = None
            tables.execute("UPDATE node SET parent_id = NULL WHERE id = ?", (above,))
            report.add("node", "を最上位に移しました")


def _make_shelter(tables: sqlite3.Connection) -> str:
    """Make a node at the top for homeless initiatives, on the deepest level that is known."""
    row = tables.execute(
        "SELECT level FROM node WHERE id IN (SELECT node_id FROM initiative) LIMIT 1"
    ).fetchone()
    shelter = new_id()
    tables.execute(
        "INSERT INTO node (id, parent_id, position, level, name, symbol, lead, bullets, vision,"
        " outcome_goal, marks) VALUES (?, NULL, 999999, ?, ?, '', '', '[]', '[]', '', '[]')",
        (shelter, "施策" if row is None else row[0], _SHELTER),
    )
    return shelter


def _ensure_head(tables: sqlite3.Connection, report: _Report) -> None:
    if tables.execute("SELECT 1 FROM plan").fetchone() is not None:
        return
    first, last = tables.execute(
        "SELECT min(start_month), max(end_month) FROM schedule_item"
    ).fetchone()
    if first is None:
        raise DocumentUnreadable(
            "読み取れる内容がありませんでした。控え（バックアップ）から復元してください。"
        )
    start = fiscal_year_of(first)
    period = Period(start, min(fiscal_year_of(last), start + MAX_PERIOD_YEARS - 1))
    head = {**plan_row(Plan("復元した計画", period)), "id": PLAN_ID, "document_id": new_id()}
    _fill(tables, "plan", iter([head]), report)
    report.add("plan", "を作り直しました")


# --- what the tables can't refuse ------------------------------------------------------------


def _without_clashes(plan: Plan, report: _Report) -> Plan:
    """Drop items that overlap an earlier one and departments whose name comes twice."""
    by_name: dict[str, Department] = {}
    for one in plan.departments:
        by_name.setdefault(one.name, one)
    departments = tuple(by_name.values())
    report.add("department", "を捨てました", len(plan.departments) - len(departments))
    changed = {
        one.id: mended
        for one in plan.initiatives()
        if (mended := _without_overlaps(one, report)) is not one
    }
    return dataclasses.replace(plan.with_initiatives(changed), departments=departments)


def _without_overlaps(initiative: Initiative, report: _Report) -> Initiative:
    rows = tuple(_row_without_overlaps(row) for row in initiative.schedule.rows)
    dropped = sum(
        len(old.items) - len(new.items)
        for old, new in zip(initiative.schedule.rows, rows, strict=True)
    )
    if rows == initiative.schedule.rows:
        return initiative
    report.add("schedule_item", "を捨てました", dropped)
    schedule = dataclasses.replace(initiative.schedule, rows=rows)
    return dataclasses.replace(initiative, schedule=schedule)


def _row_without_overlaps(row: ScheduleRow) -> ScheduleRow:
    kept: list[ScheduleItem] = []
    for item in sorted(row.items, key=lambda one: one.start):
        if not kept or item.start > kept[-1].end:
            kept.append(item)
    return dataclasses.replace(row, items=tuple(kept))
