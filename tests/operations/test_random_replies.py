"""Whatever a department types into its workbook, wherever: found once, or named with its place."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from kitaplanner.domain.import_matching import same_words
from kitaplanner.domain.import_plan import ImportPlan, accept, safe_ids
from kitaplanner.domain.reply_sheet import read_corner
from kitaplanner.domain.reply_words import is_unchanged_word
from kitaplanner.importers.inquiry_reply import read_reply
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.operations import inquiries, replies
from kitaplanner.operations.documents import sample_plan
from kitaplanner.storage.document import Document
from tests.helpers.reply_books import progress_line, sheets_of
from tests.strategies import texts

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
DEPARTMENT = "広報課"
PROGRESS = -1
TYPED = st.one_of(
    texts(12),
    st.sampled_from(
        ["令和9年度", "R9", "令和10年3月", "来年ごろ", "削除する", "変更なし", "2行目", "完了"]
    ),
)


class Sent(NamedTuple):
    """A document that asked, and the workbook that went out."""

    document: Document
    data: bytes
    initiatives: tuple[str, ...]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    folder = tmp_path_factory.mktemp("replies")
    document = Document.create(folder / "work.db", sample_plan("kita"), "担当")
    order = dataclasses.replace(
        inquiries.usual_order(document.snapshot, NOW.date()), departments=(DEPARTMENT,)
    )
    inquiries.send_inquiry(document, folder / "照会", order, NOW)
    (path,) = (folder / "照会").iterdir()
    asked = tuple(sheets_of(load_workbook(path)))
    yield Sent(document, path.read_bytes(), asked)
    document.close()


def received(sent: Sent, book: Any) -> ImportPlan | None:
    """Save a workbook and read it in this process; None where it is no reply any more."""
    stream = BytesIO()
    book.save(stream)
    content = read_content(stream.getvalue(), "回答.xlsx")
    workbook = read_reply(content)
    if workbook is None:
        return None
    reply = replies.ReadReply(
        "回答.xlsx", "", workbook.sheets[0].mark, workbook.sheets, content, workbook.not_understood
    )
    gathered = replies.Gathered((reply,))
    made = replies.plan_replies(replies.sent_of(sent.document, gathered), gathered)
    return made.plans[0]


def told_rows(found: ImportPlan) -> Counter[tuple[str, int]]:
    """Count what was found or named by sheet and row; a row of 0 is the whole sheet."""
    places = [one.where for one in (*found.changes, *found.not_understood)]
    return Counter(_row(one) for one in places)


def _row(where: str) -> tuple[str, int]:
    sheet, _, cell = where.rpartition("!")
    number = re.search(r"\d+", cell) if sheet else None
    return (sheet, int(number[0])) if number else (where, 0)


def open_cells(sheet: Any) -> list[Cell]:
    """Give the cells that a department may fill in."""
    return [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and not cell.protection.locked
    ]


def line_of_rows(sheet: Any) -> dict[int, int]:
    """Give the line of each row; those of the progress are one line, for they are one report."""
    marks = {cell.row: str(cell.value) for cell in sheet[mark_column(sheet)] if cell.value}
    start = progress_line("")
    return {row: PROGRESS if mark.startswith(start) else row for row, mark in marks.items()}


def mark_column(sheet: Any) -> str:
    (corner,) = (
        cell for row in sheet.iter_rows() for cell in row if read_corner(str(cell.value or ""))
    )
    return str(corner.column_letter)


def says_nothing(old: object, text: str) -> bool:
    return is_unchanged_word(text) or same_words(text, str(old or ""))


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32).map(Random), st.lists(TYPED, min_size=1, max_size=6))
def test_what_is_typed_into_the_open_cells_is_found_or_named(
    sent: Sent, random: Random, typed: list[str]
) -> None:
    book = load_workbook(BytesIO(sent.data))
    sheet = sheets_of(book)[random.choice(sent.initiatives)]
    lines = line_of_rows(sheet)
    rows: dict[int, list[Cell]] = {}
    for cell in open_cells(sheet):
        rows.setdefault(cell.row, []).append(cell)
    chosen = random.sample(sorted(rows), min(len(rows), len(typed)))
    wanted = set()
    for row, text in zip(chosen, typed, strict=False):
        cell = random.choice(rows[row])
        is_report = lines[row] == PROGRESS
        if text.strip() and (is_report or not says_nothing(cell.value, text)):
            wanted.add(lines[row])
        cell.value = text
        cell.data_type = "s"
    found = received(sent, book)
    assert found is not None
    told = {lines.get(row, row) for place, row in told_rows(found) if place == sheet.title}
    # What is to be removed is told by its sheet alone.
    removed = sum(1 for one in found.changes if one.difference.action == "removed")
    assert len(wanted - told) <= removed
    assert told - wanted <= ({0} if removed else set())
    kinds = Counter((one.difference.kind, one.difference.key, one.field) for one in found.changes)
    assert max(kinds.values(), default=0) <= 1
    accept(sent.document.snapshot, found, safe_ids(found))


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32).map(Random), TYPED)
def test_what_is_typed_anywhere_is_found_or_named(sent: Sent, random: Random, text: str) -> None:
    """Also into cells that are locked, hidden, or outside of the table."""
    book = load_workbook(BytesIO(sent.data))
    sheet = random.choice([one for one in book.worksheets if one.sheet_state == "visible"])
    row, column = random.randint(1, sheet.max_row + 3), random.randint(1, sheet.max_column + 3)
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell) or says_nothing(cell.value, text) or not text.strip():
        return
    cell.value = text
    cell.data_type = "s"
    found = received(sent, book)
    assert found is not None
    told = told_rows(found)
    assert told[sheet.title, row] or told[sheet.title, 0], (cell.coordinate, text)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32).map(Random), st.integers(1, 3))
def test_taking_rows_out_or_in_changes_nothing_by_itself(
    sent: Sent, random: Random, count: int
) -> None:
    book = load_workbook(BytesIO(sent.data))
    sheet = sheets_of(book)[random.choice(sent.initiatives)]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    row = random.randint(2, sheet.max_row)
    (sheet.insert_rows if random.random() < 0.5 else sheet.delete_rows)(row, count)
    found = received(sent, book)
    assert found is None or not found.changes
