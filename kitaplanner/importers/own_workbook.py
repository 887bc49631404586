"""Workbooks of our own that come back: read by the ids they were sent with.

Belongs here: finding each initiative's sheet and its fields again, whatever was renamed, inserted
or reordered, and saying what else was written into the workbook. Does not belong here: the items of
the schedule (`own_items`), texts (`sent_text`), workbooks that bear no ids of ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kitaplanner.domain.plan import Initiative
from kitaplanner.domain.reading import NotUnderstood, ReadField, Reading, ReadInitiative
from kitaplanner.domain.workbook_ids import FIELD_RANGES, LIST_RANGE, RangeKind, range_name
from kitaplanner.domain.workbook_record import (
    MARK,
    SentInitiative,
    SentWorkbook,
    read_record,
)
from kitaplanner.importers.own_grid import OwnGrid, Range, SheetCells, named_ranges
from kitaplanner.importers.own_items import ItemsReader
from kitaplanner.importers.sent_text import Part, is_same_text, read_paragraphs, unbroken
from kitaplanner.importers.workbook.content import Cell, SheetContent, WorkbookContent
from kitaplanner.layout.fields import DEPARTMENT_SEPARATOR, NUMBER_GAP, marked_name
from kitaplanner.layout.items import NOTE_SIGN

_MARK = re.compile("【([^】]{1,10})】")
_SEPARATORS = re.compile("[、，,\n]")
_USUAL_MARKS = frozenset({"新規", "拡充", "継続", "★", "重点", "再掲"})
_NOT_OURS = "書き出した様式にない書き込みです。読み込みの対象ではありません。"
_NEW_SHEET = "書き出したときにはないシートです。読み込みの対象ではありません。"
_LIST = "一覧のシートでの変更は読み込みません。個票のシートで直してください。"
_SECOND = "同じ事業のシートの複製です。元のシートだけを読みました。"
_NO_YEARS = "年度の見出しが変わっていて、列の年度を確かめられません。"


def sent_workbook(content: WorkbookContent) -> SentWorkbook | None:
    """Give what a workbook was sent with, or None for one that is not ours.

    Raises UserError for one whose record is damaged or of a newer version.
    """
    sheet = _record_sheet(content)
    return None if sheet is None else read_record(_rows_of(sheet))


def read_own_workbook(content: WorkbookContent) -> Reading | None:
    """Read a workbook of ours by its ids; None for one that bears none.

    Raises UserError for one whose record is damaged or of a newer version.
    """
    sent = sent_workbook(content)
    return None if sent is None else _OwnWorkbook(content, sent).reading()


def _record_sheet(content: WorkbookContent) -> SheetContent | None:
    """Find the sheet of the record by what it says, for people may show and rename it."""
    for sheet in content.sheets:
        if sheet.cells and (sheet.cells[0].row, sheet.cells[0].text) == (0, MARK):
            return sheet
    return None


def _rows_of(sheet: SheetContent) -> list[list[str]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append((cell.column, cell.text))
    return [[text for _, text in sorted(rows[row])] for row in sorted(rows)]


class _OwnWorkbook:
    """One workbook that came back."""

    def __init__(self, content: WorkbookContent, sent: SentWorkbook) -> None:
        self._content = content
        self._sent = sent
        self._ranges = named_ranges(content.names)
        self._sheets = {sheet.name: SheetCells(sheet) for sheet in content.sheets}
        self._read: set[str] = set()
        self._not_understood: list[NotUnderstood] = []
        self._remarks = list(content.remarks)

    def reading(self) -> Reading:
        """Read all sheets."""
        initiatives = [
            read for one in self._sent.initiatives if (read := self._initiative(one)) is not None
        ]
        self._look_through_list()
        for sheet in self._content.sheets:
            is_ours = sheet.name in self._read or sheet is _record_sheet(self._content)
            if not is_ours and not sheet.hidden and any(cell.text for cell in sheet.cells):
                self._not_understood.append(NotUnderstood(sheet.name, "シート", _NEW_SHEET))
        return Reading(
            self._content.source,
            tuple(initiatives),
            tuple(self._not_understood),
            tuple(self._remarks),
        )

    def _initiative(self, sent: SentInitiative) -> ReadInitiative | None:
        grids = [
            place
            for place in self._ranges.get(range_name("grid", sent.initiative.id), ())
            if place.sheet in self._sheets
        ]
        if not grids:
            self._remarks.append(f"「{sent.initiative.name}」のシートがブックにありません。")
            return None
        for other in grids[1:]:
            if other.sheet != grids[0].sheet:
                self._read.add(other.sheet)
                self._not_understood.append(NotUnderstood(other.sheet, "シート", _SECOND))
        self._read.add(grids[0].sheet)
        cells = self._sheets[grids[0].sheet]
        grid = OwnGrid(sent, cells, self._ranges, grids[0])
        rows = None
        if grid.is_known:
            reader = ItemsReader(sent, grid, self._sent.period, self._sent.settings)
            rows = reader.rows()
            self._not_understood += reader.not_understood
        else:
            where = cells.where(grids[0].top, grids[0].left)
            self._not_understood.append(NotUnderstood(where, "年度別実施計画", _NO_YEARS))
        self._look_through(sent, cells, grid)
        return ReadInitiative(
            cells.sheet.name,
            sent.initiative.id,
            sent.number,
            tuple(self._fields(sent, cells)),
            rows,
            sent.initiative.schedule.divisions,
        )

    # --- fields --------------------------------------------------------------------------------

    def _fields(self, sent: SentInitiative, cells: SheetCells) -> Iterator[ReadField]:
        readers = {
            "name": _read_name,
            "departments": _read_departments,
            "summary": _read_summary,
        }
        for kind in FIELD_RANGES:
            place = self._field_range(sent, kind, cells)
            if place is None:
                if sent.fields.get(kind):
                    where = cells.sheet.name
                    what = {"name": "事業名", "departments": "担当課", "summary": "事業概要"}[kind]
                    why = "欄が削除されていて、読めません。"
                    self._not_understood.append(NotUnderstood(where, what, why))
                continue
            text = cells.text(place.top, place.left)
            yield from readers[kind](sent, text, cells.where(place.top, place.left))

    def _field_range(
        self, sent: SentInitiative, kind: RangeKind, cells: SheetCells
    ) -> Range | None:
        ranges = self._ranges.get(range_name(kind, sent.initiative.id), ())
        return next((one for one in ranges if one.sheet == cells.sheet.name), None)

    # --- what else was written -----------------------------------------------------------------

    def _look_through(self, sent: SentInitiative, cells: SheetCells, grid: OwnGrid) -> None:
        """Tell of texts that stand on a sheet and are neither a field nor sent with it."""
        ours = set(sent.texts)
        ranges = [self._field_range(sent, kind, cells) for kind in FIELD_RANGES]
        for cell in cells.filled():
            if cell.text in ours or grid.holds(cell) or _is_label(cell, grid):
                continue
            if not any(_is_within(cell, one) for one in ranges if one is not None):
                where = cells.where(cell.row, cell.column)
                self._not_understood.append(NotUnderstood(where, cell.text.strip(), _NOT_OURS))

    def _look_through_list(self) -> None:
        for place in self._ranges.get(LIST_RANGE, ())[:1]:
            cells = self._sheets.get(place.sheet)
            if cells is None:
                continue
            self._read.add(place.sheet)
            sent = Counter(self._sent.listed)
            for cell in cells.filled():
                if sent[cell.text] > 0:
                    sent[cell.text] -= 1
                else:
                    where = cells.where(cell.row, cell.column)
                    self._not_understood.append(NotUnderstood(where, cell.text.strip(), _LIST))


def _is_within(cell: Cell, place: Range) -> bool:
    return place.top <= cell.row <= place.bottom and place.left <= cell.column <= place.right


def _is_label(cell: Cell, grid: OwnGrid) -> bool:
    return any(
        row.top <= cell.row <= row.bottom and row.left <= cell.column < grid.first
        for row in grid.rows
    )


def _read_name(sent: SentInitiative, text: str, where: str) -> Iterator[ReadField]:
    one = sent.initiative
    prefix = sent.number + NUMBER_GAP if sent.number else ""
    shown = sent.fields.get("name", "")
    name, marks, doubt = one.name, one.marks, ""
    if not is_same_text(text, shown):
        whole = unbroken(text, shown, prefix + marked_name(one))
        name, marks, doubt = _name_and_marks(whole, sent)
    yield ReadField("name", name, where, doubt)
    yield ReadField("marks", marks, where, doubt)


def _name_and_marks(text: str, sent: SentInitiative) -> tuple[str, tuple[str, ...], str]:
    one = sent.initiative
    if sent.number and text.startswith(sent.number):
        text = text.removeprefix(sent.number).lstrip(" \u3000")
    text = "".join(text.split("\n")).strip()
    marks: list[str] = []
    written = "".join(f"【{mark}】" for mark in one.marks)
    if written and text.startswith(written):
        text, marks = text.removeprefix(written), [*one.marks]
    while (match := _MARK.match(text)) and not one.name.startswith(match[0]):
        marks.append(match[1])
        text = text[match.end() :]
    unknown = [mark for mark in marks if mark not in _USUAL_MARKS | set(one.marks)]
    doubt = f"【{'】【'.join(unknown)}】を区分の印として読みました。" if unknown else ""
    return text, tuple(marks), doubt


def _read_departments(sent: SentInitiative, text: str, where: str) -> Iterator[ReadField]:
    one = sent.initiative
    shown = sent.fields.get("departments", "")
    value = one.departments
    if not is_same_text(text, shown):
        whole = unbroken(text, shown, DEPARTMENT_SEPARATOR.join(one.departments))
        value = tuple(_split_departments(whole, one))
    yield ReadField("departments", value, where)


def _split_departments(text: str, one: Initiative) -> Iterator[str]:
    """Part departments at 、; a name that was sent and holds one itself stays whole."""
    known = sorted(one.departments, key=len, reverse=True)
    while text:
        whole = next((name for name in known if name and text.startswith(name)), "")
        after = text[len(whole) : len(whole) + 1]
        if whole and (not after or _SEPARATORS.match(after)):
            yield whole
            text = text[len(whole) + 1 :]
            continue
        name, text = [*_SEPARATORS.split(text, maxsplit=1), ""][:2]
        if name.strip():
            yield name.strip()


def _read_summary(sent: SentInitiative, text: str, where: str) -> Iterator[ReadField]:
    one = sent.initiative
    shown = sent.fields.get("summary", "")
    summary, notes, doubt = one.summary, one.notes, ""
    if not is_same_text(text, shown):
        parts = [Part("text", line) for line in one.summary.split("\n")]
        for note in one.notes:
            first, *others = (NOTE_SIGN + note.removeprefix(NOTE_SIGN)).split("\n")
            parts += [Part("note", first), *(Part("more", line) for line in others)]
        whole = unbroken(text, shown, "\n".join(part.text for part in parts))
        summary, notes, doubt = read_paragraphs(whole, parts)
    yield ReadField("summary", summary, where, doubt)
    yield ReadField("notes", notes, where, doubt)
