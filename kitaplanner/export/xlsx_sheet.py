"""One table on one worksheet: sizes, lines, texts, links.

Here: filling a sheet from a neutral table. Not here: looks (`xlsx_styles`), lines (`xlsx_grid`),
print set-up (`xlsx_page`), the workbook around it (`xlsx`).

Every text is written as text: Excel never reads a formula, number or date in it. Numbers are what
the table says are numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from kitaplanner.errors import UserError
from kitaplanner.export.safe_text import (
    MAX_CELL_TEXT,
    escape_notation,
    is_read_as_input,
    utf16_length,
    writable_text,
)
from kitaplanner.export.xlsx_grid import Area, SheetGrid
from kitaplanner.export.xlsx_styles import DIGIT_PIXELS, Look, StyleBook, look_of
from kitaplanner.layout.items import SetItem
from kitaplanner.layout.lines import Line
from kitaplanner.layout.table import SheetTable, TableCell

# Excel keeps sizes of type in half points.
_HALVES = 2
_SMALLEST = 1.0
# Nothing is told by a dash, as on paper; the cell still holds 0.
_COUNT_FORMAT = '0;-0;"－"'


@dataclass(frozen=True, slots=True)
class RemovedCharacters:
    """Characters of a text that a workbook can't hold and that were left out."""

    sheet: str
    cell: str
    characters: str


def write_sheet(
    sheet: Worksheet, grid: SheetGrid, styles: StyleBook, links: Mapping[str, str]
) -> tuple[RemovedCharacters, ...]:
    """Fill a sheet with a table; give what could not be written.

    `links` names the other sheets by initiative; a row that targets one leads there from its first
    cell. Raises UserError for a text longer than a cell can hold.
    """
    _set_sizes(sheet, grid)
    sheet.sheet_view.showGridLines = False
    for row, column in grid.ruled_cells():
        _styled(sheet, row, column, styles, "empty", grid)
    removed = []
    leading = dict(_leading_cells(grid.table, links))
    for cell in grid.table.cells:
        if cell.style == "empty" and not cell.text:
            continue  # merged, it would swallow the year lines within it
        area = grid.area_of(cell)
        link = leading.get(cell, "")
        look = "link" if link else look_of(cell)
        lost = writable_text(cell.shown)[1]
        if lost:
            removed.append(RemovedCharacters(sheet.title, _address(area), lost))
        _write_area(sheet, area, grid, styles, _CellText(cell, look, styles, grid))
        if link:
            place = _cell(sheet, area)
            place.hyperlink = Hyperlink(ref=place.coordinate, location=_reference(link))
    return tuple(removed)


def _set_sizes(sheet: Worksheet, grid: SheetGrid) -> None:
    for row, height in enumerate(grid.row_heights, start=1):
        sheet.row_dimensions[row].height = height
    for column, pixels in enumerate(grid.column_pixels, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = pixels / DIGIT_PIXELS


class _CellText:
    """The text of a table cell as a workbook holds it, with the sizes of its lines."""

    def __init__(self, cell: TableCell, look: Look, styles: StyleBook, grid: SheetGrid) -> None:
        self.look = look
        self.text = writable_text(cell.shown)[0]
        self._styles = styles
        self._scale = 1.0 if cell.drawn is None else _scale_below(cell.drawn, grid.x_of(cell))
        self._lines = cell.lines
        self.number = cell.number
        self.size = self._size(cell.lines[0]) if cell.lines else styles.size_of(look)

    def value(self) -> str | CellRichText:
        """Give the value: a text, or one of several parts where its lines differ."""
        first, *others = (
            [list(lines) for _, lines in groupby(self._lines, lambda line: line.style)]
            if self._lines
            else [[]]
        )
        if not others:
            return escape_notation(self.text)
        parts = [escape_notation(_joined(first))]
        return CellRichText(*parts, *(self._part(lines) for lines in others))

    def _part(self, lines: list[Line]) -> TextBlock:
        style = lines[0].style
        font = self._styles.run_font(self._size(lines[0]), style.colour, style.bold)
        return TextBlock(font, escape_notation("\n" + _joined(lines)))

    def _size(self, line: Line) -> float:
        return max(_SMALLEST, int(line.style.size * self._scale * _HALVES) / _HALVES)


def _joined(lines: Sequence[Line]) -> str:
    return writable_text("\n".join(line.text for line in lines))[0]


def _scale_below(drawn: SetItem, x: tuple[float, float]) -> float:
    """Say how much smaller a cell's centred text must be to lie below its shape wholly.

    `x` are the edges of the cell. Neither the corners beside the point nor the notch cover it.
    """
    shape, middle = drawn.shape, (x[0] + x[1]) / 2
    widest = max((line.width for line in drawn.lines), default=0.0)
    room = 2 * min(shape.right - shape.head - middle, middle - shape.left - shape.tail)
    return min(1.0, max(room, 0.0) / widest) if widest else 1.0


def _write_area(
    sheet: Worksheet, area: Area, grid: SheetGrid, styles: StyleBook, text: _CellText
) -> None:
    for row, column in area.cells():
        _styled(sheet, row, column, styles, text.look, grid, text.size)
    if not area.is_single:
        sheet.merged_cells.add(
            CellRange(min_row=area.top, min_col=area.left, max_row=area.bottom, max_col=area.right)
        )
    if text.text:
        first = _cell(sheet, area)
        if text.number is not None:
            first.value, first.number_format = text.number, _COUNT_FORMAT
            return
        if is_read_as_input(text.text):
            sides = grid.sides(area.top, area.left)
            _give_style(first, styles.array(text.look, sides, text.size, quoted=True))
        write_text(first, text.text, text.value())


def _styled(
    sheet: Worksheet,
    row: int,
    column: int,
    styles: StyleBook,
    look: Look,
    grid: SheetGrid,
    size: float = 0.0,
) -> None:
    _give_style(sheet.cell(row, column), styles.array(look, grid.sides(row, column), size))


def _give_style(cell: Any, style: StyleArray) -> None:
    """Share a finished style with a cell; by its properties, each would be hashed anew."""
    cell._style = style


def write_text(cell: Any, text: str, value: str | CellRichText) -> None:
    """Write a text to a cell; `value` is how the workbook holds it.

    Raises UserError for a text longer than a cell can hold.
    """
    length = utf16_length(text)
    if length > MAX_CELL_TEXT:
        raise UserError(
            f"シート「{cell.parent.title}」の{cell.coordinate}に入る文章が長すぎます"
            f"（{length:,}文字）。Excelの1つのセルに入るのは{MAX_CELL_TEXT:,}文字までです。"
            f"文章を短くしてから、もう一度書き出してください。先頭：{text[:20]}…"
        )
    cell.value = value
    # Set by hand, for openpyxl would make a formula of =1+1 and an error of #N/A.
    cell.data_type = "s"


def _cell(sheet: Worksheet, area: Area) -> Cell:
    return cast(Cell, sheet.cell(area.top, area.left))


def _leading_cells(table: SheetTable, links: Mapping[str, str]) -> Iterator[tuple[TableCell, str]]:
    """Yield the first cell with text of each row that targets another sheet's initiative.

    One short cell, the number: LibreOffice cuts off a link that is longer than a line.
    """
    done = set()
    for cell in sorted(table.cells, key=lambda one: (one.row, one.column)):
        target = cell.target
        if target is None or target.kind != "initiative" or target.id == table.initiative:
            continue
        if cell.text and cell.row not in done and target.id in links:
            done.add(cell.row)
            yield cell, links[target.id]


def _reference(name: str) -> str:
    quoted = name.replace("'", "''")
    return f"'{quoted}'!A1"


def _address(area: Area) -> str:
    return f"{get_column_letter(area.left)}{area.top}"
