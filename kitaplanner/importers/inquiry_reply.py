"""Sheets of an inquiry that came back: read by the marks that they bear.

Belongs here: finding the lines and columns of each sheet again, whatever was renamed, inserted or
moved, and naming what was written where nothing is asked. Does not belong here: what the texts mean
(`domain.reply_reading`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kitaplanner.domain.reading import NotUnderstood
from kitaplanner.domain.reply_sheet import (
    FIXED,
    LineKind,
    ReplyCell,
    ReplyLine,
    ReplyMark,
    ReplySheet,
    Role,
    fixed_line,
    read_corner,
    read_line,
    read_role,
)
from kitaplanner.domain.reply_strays import STRAY
from kitaplanner.importers.own_grid import SheetCells
from kitaplanner.importers.workbook.content import Cell, SheetContent, WorkbookContent

_FIXED_CHANGED = (
    "記入欄ではないところが書き換えられています。読み込みません。"
    "変えるときは、色の付いた欄に書いてください。"
)
_NEW_SHEET = "照会にないシートです。読み込みません。"
_LISTS = "選択肢"


@dataclass(frozen=True, slots=True)
class ReplyWorkbook:
    """What a workbook holds of replies; `not_understood` is what stands outside their sheets."""

    sheets: tuple[ReplySheet, ...]
    not_understood: tuple[NotUnderstood, ...] = ()


def read_reply(content: WorkbookContent) -> ReplyWorkbook | None:
    """Read the sheets of replies; None for a workbook that holds none."""
    sheets: list[ReplySheet] = []
    others: list[NotUnderstood] = []
    for one in content.sheets:
        corner = _corner(one)
        if corner is not None:
            sheets.append(_SheetReader(one, *corner).read())
        elif not _is_lists(one):
            others += _look_through(one)
    return ReplyWorkbook(tuple(sheets), tuple(others)) if sheets else None


def _corner(sheet: SheetContent) -> tuple[Cell, ReplyMark] | None:
    for cell in sheet.cells:
        mark = read_corner(cell.text)
        if mark is not None:
            return cell, mark
    return None


def _is_lists(sheet: SheetContent) -> bool:
    return sheet.hidden or sheet.name == _LISTS


def _look_through(sheet: SheetContent) -> Iterator[NotUnderstood]:
    """Name what was written on the letter, or a sheet that was added."""
    column = _fixed_column(sheet)
    if column is None:
        if any(cell.text.strip() for cell in sheet.cells):
            yield NotUnderstood(sheet.name, "シート", _NEW_SHEET)
        return
    yield from _Rows(sheet, column).changed()


def _fixed_column(sheet: SheetContent) -> int | None:
    return next((cell.column for cell in sheet.cells if cell.text.startswith(FIXED)), None)


def _is_mark(text: str) -> bool:
    return bool(text.startswith(FIXED) or read_line(text) or read_corner(text))


class _Rows:
    """The rows of a sheet with the marks in their hidden column."""

    def __init__(self, sheet: SheetContent, column: int) -> None:
        self.cells = SheetCells(sheet)
        self._filled: dict[int, list[Cell]] = {}
        self.marks: dict[int, str] = {}
        for cell in self.cells.filled():
            # What someone wrote over a mark is a text like any other.
            if cell.column == column and _is_mark(cell.text.strip()):
                self.marks[cell.row] = cell.text.strip()
            else:
                self._filled.setdefault(cell.row, []).append(cell)

    def filled(self, row: int) -> list[Cell]:
        """Give the cells of a row that hold text, but for its mark."""
        return self._filled.get(row, [])

    def rows(self) -> list[int]:
        """Give the rows that hold something."""
        return sorted(self._filled.keys() | self.marks.keys())

    def changed(self, rows: Iterable[int] | None = None) -> Iterator[NotUnderstood]:
        """Yield what was written in rows that nobody fills in, and in rows without a mark."""
        for row in self.rows() if rows is None else rows:
            mark, filled = self.marks.get(row, ""), self.filled(row)
            if mark.startswith(FIXED) and fixed_line(one.text for one in filled) != mark:
                first = filled[0].column if filled else 0
                what = " ".join(one.text.strip() for one in filled)
                yield NotUnderstood(self.cells.where(row, first), what, _FIXED_CHANGED)
            elif not mark:
                for cell in filled:
                    where = self.cells.where(row, cell.column)
                    yield NotUnderstood(where, cell.text.strip(), STRAY)


class _SheetReader:
    """One sheet of a reply."""

    def __init__(self, sheet: SheetContent, corner: Cell, mark: ReplyMark) -> None:
        self._sheet = sheet
        self._corner = corner
        self._mark = mark
        self._rows = _Rows(sheet, corner.column)
        self._columns: dict[Role, int] = {}
        self._not_understood: list[NotUnderstood] = []
        for cell in self._rows.filled(corner.row):
            role = read_role(cell.text.strip())
            if role is not None:
                self._columns.setdefault(role, cell.column)
            else:
                self._name(cell)

    def read(self) -> ReplySheet:
        """Read the lines below the corner and what was written elsewhere."""
        lines: list[ReplyLine] = []
        kind = ""
        plain: list[int] = []
        for row in self._rows.rows():
            if row == self._corner.row:
                continue
            found = read_line(self._rows.marks.get(row, ""))
            if found is not None:
                kind = found[0]
                lines.append(self._line(row, *found))
            elif row > self._corner.row and kind and row not in self._rows.marks:
                lines.append(self._line(row, "inserted", kind))
            else:
                plain.append(row)
        self._not_understood += self._rows.changed(plain)
        return ReplySheet(self._mark, self._sheet.name, tuple(lines), tuple(self._not_understood))

    def _line(self, row: int, kind: LineKind, key: str) -> ReplyLine:
        cells = {role: self._cell(row, column) for role, column in self._columns.items()}
        known = {role for role, cell in cells.items() if cell.text}
        columns = {self._columns[role] for role in known}
        for cell in self._rows.filled(row):
            if cell.column not in columns:
                self._name(cell)
        where = self._rows.cells.where(row, min(self._columns.values(), default=0))
        return ReplyLine(kind, key, cells, where)

    def _cell(self, row: int, column: int) -> ReplyCell:
        """Give a cell; one that is merged into others stands where they begin."""
        cells = self._rows.cells
        first, _ = cells.columns(row, column) or (column, column)
        return ReplyCell(cells.text(row, column), cells.where(row, first))

    def _name(self, cell: Cell) -> None:
        """Name what was written where nothing is asked."""
        where = self._rows.cells.where(cell.row, cell.column)
        self._not_understood.append(NotUnderstood(where, cell.text.strip(), STRAY))
