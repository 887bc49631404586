"""One worksheet, read in one pass: cells, merges, sizes; the limits are checked on the way.

Belongs here: the sheet's own part. Does not belong here: its drawing (`drawing`), the looks that
cells refer to (`styles`), how a number is shown (`number_text`).
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kitaplanner.importers.workbook import markup
from kitaplanner.importers.workbook.content import Cell, CellKind, Merge, address
from kitaplanner.importers.workbook.grid import MAX_COLUMN, MAX_ROW, ColumnRange, GridSizes
from kitaplanner.importers.workbook.markup import decimal, flag, number
from kitaplanner.importers.workbook.number_text import shown_number
from kitaplanner.importers.workbook.refusals import OverLimit, Refusal, damaged
from kitaplanner.importers.workbook.strings import RichText
from kitaplanner.importers.workbook.styles import Look, StyleSheet
from kitaplanner.importers.workbook.text import Cleaner, unescaped

MAX_ROWS = 20_000
MAX_COLUMNS = 1_000
MAX_CELLS = 500_000
MAX_MERGES = 5_000
MAX_MERGED_CELLS = 200_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_NOT_A_NUMBER = "数値の誤り"


@dataclass(frozen=True, slots=True)
class Context:
    """What a sheet's cells refer to outside the sheet."""

    strings: list[str]
    styles: StyleSheet
    cleaner: Cleaner
    from_1904: bool = False


@dataclass(slots=True)
class RawSheet:
    """What the sheet's part says; `drawings` are the ids of references to drawings."""

    cells: list[Cell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    sizes: GridSizes = field(default_factory=GridSizes)
    drawings: list[str] = field(default_factory=list)
    has_conditional_formats: bool = False


def read_sheet(chunks: Iterable[bytes], name: str, context: Context) -> RawSheet:
    """Read a worksheet; raise Refusal where it is too large or broken."""
    reader = _SheetReader(name, context)
    markup.scan(chunks, reader)
    return reader.result()


def column_number(letters: str) -> int:
    """Give the column of its letters, from 0."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value - 1


def read_reference(reference: str) -> tuple[int, int] | None:
    """Give row and column of B7, both from 0; None where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    row, column = int(match[2]) - 1, column_number(match[1])
    return (row, column) if 0 <= row < MAX_ROW and column < MAX_COLUMN else None


class _SheetReader:
    """Hears the elements of a worksheet in their order."""

    def __init__(self, name: str, context: Context) -> None:
        self._name = name
        self._context = context
        self._sheet = RawSheet(sizes=GridSizes(context.styles.digit_pixels))
        self._row = -1
        self._column = -1
        self._rows = 0
        self._cells = 0
        self._merged_cells = 0
        self._row_hidden = False
        self._hidden_columns: dict[int, bool] = {}
        self._type = ""
        self._look = Look()
        self._value: list[str] | None = None
        self._has_formula = False
        self._inside_cell = False
        self._listens = False
        self._rich: RichText | None = None
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "sheetFormatPr": self._defaults,
            "col": self._columns,
            "row": self._begin_row,
            "c": self._begin_cell,
            "mergeCell": self._merge,
            "drawing": self._drawing,
            "conditionalFormatting": self._conditional,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._inside_cell:
            self._start_in_cell(name)
        elif (hear := self._starts.get(name)) is not None:
            hear(attributes)

    def end(self, name: str) -> None:
        if not self._inside_cell:
            return
        if name == "c":
            self._inside_cell = False
            self._end_cell()
        elif name == "v":
            self._listens = False
        elif self._rich is not None:
            self._rich.end(name)

    def data(self, text: str) -> None:
        if self._listens and self._value is not None:
            self._value.append(text)
        elif self._rich is not None and self._inside_cell:
            self._rich.data(text)

    def result(self) -> RawSheet:
        """Give what was read, with texts below merges marked as hidden."""
        covered = {
            (row, column)
            for merge in self._sheet.merges
            for row in range(merge.first_row, merge.last_row + 1)
            for column in range(merge.first_column, merge.last_column + 1)
            if (row, column) != (merge.first_row, merge.first_column)
        }
        if covered:
            self._sheet.cells = [
                dataclasses.replace(cell, hidden=True)
                if cell.text and (cell.row, cell.column) in covered
                else cell
                for cell in self._sheet.cells
            ]
        return self._sheet

    def _start_in_cell(self, name: str) -> None:
        if name == "v":
            self._value = []
            self._listens = True
        elif name == "f":
            self._has_formula = True
        elif name == "is":
            self._rich = RichText()
        elif self._rich is not None:
            self._rich.start(name)

    def _defaults(self, attributes: dict[str, str]) -> None:
        sizes = self._sheet.sizes
        if attributes.get("defaultColWidth"):
            sizes.default_width = sizes.points_of(decimal(attributes["defaultColWidth"]))
        sizes.default_height = max(0.0, decimal(attributes.get("defaultRowHeight"), 15.0))
        sizes.rows_hidden = flag(attributes.get("zeroHeight"))

    def _columns(self, attributes: dict[str, str]) -> None:
        first, last = number(attributes.get("min")) - 1, number(attributes.get("max")) - 1
        if not 0 <= first <= last:
            return
        sizes = self._sheet.sizes
        if sizes.ranges:  # each column once, so that no file makes us count for long
            first = max(first, sizes.ranges[-1].last + 1)
        if first > last or first >= MAX_COLUMN:
            return
        hidden = flag(attributes.get("hidden"))
        width = 0.0 if hidden else sizes.points_of(decimal(attributes.get("width"), 8.43))
        sizes.ranges.append(ColumnRange(first, min(last, MAX_COLUMN - 1), width))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise OverLimit("行", MAX_ROWS, "行", where=self._name)
        given = attributes.get("r")
        row = self._row + 1 if given is None else number(given) - 1
        if not self._row < row < MAX_ROW:
            raise damaged(f"シート「{self._name}」の行の並びが正しくありません（{given}行目）")
        self._row, self._column = row, -1
        height = attributes.get("ht")
        self._row_hidden = flag(attributes.get("hidden")) or (
            height is not None and decimal(height, 15.0) <= 0
        )
        if self._row_hidden:
            self._sheet.sizes.heights[row] = 0.0
        elif height is not None or self._sheet.sizes.rows_hidden:
            usual = self._sheet.sizes.default_height
            self._sheet.sizes.heights[row] = max(0.0, decimal(height, usual))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise OverLimit("セル", MAX_CELLS, "個", where=self._name)
        given = attributes.get("r")
        if given is None:
            column = self._column + 1
        else:
            place = read_reference(given)
            if place is None or place[0] != self._row or place[1] <= self._column:
                raise damaged(
                    f"シート「{self._name}」のセル「{given[:20]}」の場所が正しくありません"
                )
            column = place[1]
        self._column = column
        self._type = attributes.get("t", "n")
        self._look = self._context.styles.look(number(attributes.get("s")))
        self._value, self._rich = None, None
        self._has_formula = self._listens = False
        self._inside_cell = True

    def _end_cell(self) -> None:
        text, kind = self._shown()
        fill = self._look.fill
        if not text and not fill and kind != "not_calculated":
            return
        if self._row >= MAX_ROWS or self._column >= MAX_COLUMNS:
            if text:
                raise Refusal(
                    f"{self._here()}に値があります。読み取れるのは{MAX_ROWS:,}行、"
                    f"{MAX_COLUMNS:,}列までです。必要な部分だけを新しいブックにコピーして、"
                    "保存し直してください。"
                )
            return
        if text:
            text = self._context.cleaner.clean(text, self._here())
        look, row, column = self._look, self._row, self._column
        hidden = self._row_hidden or self._is_hidden_column(column)
        self._sheet.cells.append(
            Cell(row, column, text, kind, fill, look.bold, hidden, look.locked)
        )

    def _here(self) -> str:
        return address(self._name, self._row, self._column)

    def _is_hidden_column(self, column: int) -> bool:
        known = self._hidden_columns.get(column)
        if known is None:
            known = self._hidden_columns[column] = self._sheet.sizes.is_hidden_column(column)
        return known

    def _shown(self) -> tuple[str, CellKind]:
        """Give what the cell shows, and of what kind it is."""
        if self._type == "inlineStr" and self._rich is not None:
            return self._rich.text, "text"
        value = "" if self._value is None else "".join(self._value)
        if self._type == "str":
            return unescaped(value), "text"
        if not value:
            return "", "not_calculated" if self._has_formula else "text"
        if self._type == "s":
            return self._shared(value), "text"
        if self._type == "b":
            return ("TRUE" if flag(value) else "FALSE"), "boolean"
        if self._type == "e":
            return value, "error"
        if self._type == "d":
            return _iso_date(value), "date"
        return self._number(value)

    def _shared(self, value: str) -> str:
        index = number(value, -1)
        if not 0 <= index < len(self._context.strings):
            raise damaged(f"{self._here()}の文字列が見つかりません")
        return self._context.strings[index]

    def _number(self, value: str) -> tuple[str, CellKind]:
        try:
            amount = float(value)
        except ValueError:
            raise damaged(f"{self._here()}の数値が正しくありません") from None
        if not abs(amount) < 1e300:  # endless ones and those that are no numbers
            return _NOT_A_NUMBER, "error"
        text, is_date = shown_number(amount, self._look.code, from_1904=self._context.from_1904)
        return text, "date" if is_date else "number"

    def _merge(self, attributes: dict[str, str]) -> None:
        given = attributes.get("ref", "")
        first, _, last = given.partition(":")
        start, end = read_reference(first), read_reference(last or first)
        if start is None or end is None or start[0] > end[0] or start[1] > end[1]:
            raise damaged(f"シート「{self._name}」の結合セル「{given[:30]}」が正しくありません")
        self._merged_cells += (end[0] - start[0] + 1) * (end[1] - start[1] + 1)
        if self._merged_cells > MAX_MERGED_CELLS:
            raise OverLimit("結合したセル", MAX_MERGED_CELLS, "個", where=self._name)
        if len(self._sheet.merges) >= MAX_MERGES:
            raise OverLimit("セルの結合", MAX_MERGES, "か所", where=self._name)
        self._sheet.merges.append(Merge(start[0], start[1], end[0], end[1]))

    def _drawing(self, attributes: dict[str, str]) -> None:
        self._sheet.drawings.append(attributes.get("id", ""))

    def _conditional(self, attributes: dict[str, str]) -> None:
        self._sheet.has_conditional_formats = True


def _iso_date(value: str) -> str:
    """Show a date in ISO 8601 as a cell without a format would; else as it is written."""
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return value
    day = f"{moment.year}/{moment.month}/{moment.day}"
    return day if moment.time() == datetime.time() else f"{day} {moment.hour}:{moment.minute:02d}"
