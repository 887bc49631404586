"""Rows of a schedule out of its marks: what stands beside each other, in order of time.

Belongs here: putting marks into rows, and turning them into items with their doubts. Does not
belong here: finding marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kitaplanner.domain.plan import ScheduleItem, Started
from kitaplanner.domain.reading import ReadItem, ReadRow
from kitaplanner.importers.official_sheet.marks import Mark
from kitaplanner.importers.official_sheet.words import is_amount, item_text, started_of
from kitaplanner.importers.official_sheet.years import YearAxis

_OVERLAP = "同じ高さにある項目と期間が重なるため、行を分けて読みました。"
_AMOUNT = "数だけの項目です。"
_SIGNS = "記号だけの項目です。"
# How much of the lower one's height two marks must share to stand in one row.
_SHARED = 0.5


@dataclass(slots=True)
class _Row:
    top: float
    bottom: float
    marks: list[Mark] = field(default_factory=list)

    def takes(self, mark: Mark) -> bool:
        shared = min(self.bottom, mark.bottom) - max(self.top, mark.top)
        lower = min(self.bottom - self.top, mark.bottom - mark.top)
        if lower < 0.05:  # a line has no height
            return self.top - 0.1 <= mark.middle <= self.bottom + 0.1
        return shared >= _SHARED * lower


def read_rows(
    marks: list[Mark], axis: YearAxis, labels: dict[int, tuple[str, str]]
) -> tuple[ReadRow, ...]:
    """Put marks into rows from top to bottom; `labels` are text and address by sheet row."""
    rows: list[_Row] = []
    for mark in sorted(marks, key=lambda one: (one.middle, one.start)):
        if not _join_start_note(mark, rows, axis):
            _place(mark, rows)
    rows.sort(key=lambda row: row.top)
    return tuple(_read_row(row, axis, labels) for row in rows)


def _place(mark: Mark, rows: list[_Row]) -> None:
    for row in rows:
        if not row.takes(mark):
            continue
        crossing = [other for other in row.marks if mark.overlaps(other)]
        if not crossing:
            row.marks.append(mark)
            row.top, row.bottom = min(row.top, mark.top), max(row.bottom, mark.bottom)
            return
        if mark.bottom - mark.top > 0.05:
            for other in (mark, *crossing):
                other.doubt(_OVERLAP)
    rows.append(_Row(mark.top, mark.bottom, [mark]))


def _join_start_note(mark: Mark, rows: list[_Row], axis: YearAxis) -> bool:
    """Give ※令和6年度導入, where it stands by itself, to the item above it."""
    if mark.kind != "note" or started_of(mark.text, axis.first_year) is None:
        return False
    above = [
        other for row in rows for other in row.marks
        if other.overlaps(mark) and 0 <= mark.top - other.bottom <= 0.6 and "\n※" not in other.text
    ]  # fmt: skip
    if len(above) != 1:
        return False
    above[0].text += f"\n{mark.text.strip()}"
    return True


def _read_row(row: _Row, axis: YearAxis, labels: dict[int, tuple[str, str]]) -> ReadRow:
    marks = sorted(row.marks, key=lambda one: one.start)
    sheet_row = int((row.top + row.bottom) / 2)
    label, where = labels.get(sheet_row, ("", ""))
    items = tuple(_read_item(mark, axis) for mark in marks)
    if label and any(re.sub(r"\s", "", label) == re.sub(r"\s", "", one.item.text) for one in items):
        label = ""
    return ReadRow(items, label=label, where=where or (marks[0].where if marks else ""))


def _read_item(mark: Mark, axis: YearAxis) -> ReadItem:
    text, note, started = _text(mark, axis)
    if is_amount(text):
        mark.doubt(_AMOUNT)
    elif not any(char.isalnum() for char in text):
        mark.doubt(_SIGNS)
    item = ScheduleItem(
        id="",
        kind=mark.kind,
        start=axis.start + mark.start,
        end=axis.start + mark.end - 1,
        text=text,
        note=note,
        opens_before=mark.opens_before or started is not None,
        opens_after=mark.opens_after,
        started=started,
        span_confirmed=not mark.doubts,
    )
    return ReadItem(item, mark.where, "".join(mark.doubts))


def _text(mark: Mark, axis: YearAxis) -> tuple[str, str, Started | None]:
    if mark.kind == "note":
        return mark.text.strip(), "", None
    said = item_text(mark.text, axis.first_year)
    return said.text, said.note, said.started
