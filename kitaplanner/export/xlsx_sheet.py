"""One table on one worksheet: sizes, lines, texts, links.

Here: filling a sheet from a neutral table. Not here: looks (`xlsx_styles`), lines (`xlsx_grid`),
print set-up (`xlsx_page`), the workbook around it (`xlsx`).

Every text is written as text: Excel never reads a formula, number or date in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
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
from kitaplanner.export.xlsx_grid import Area, SheetGrid, Sides
from kitaplanner.export.xlsx_styles import DIGIT_PIXELS, Look, StyleBook, look_of
from kitaplanner.layout.table import SheetTable, TableCell

_PIXELS_PER_POINT = 96 / 72
_NOTE_SIGN = "※"
# Looks whose ※ lines are set smaller, as on the printed sheet.
_NOTED = frozenset({"summary", "item", "filled"})
_NO_LINES: Sides = ("", "", "", "")


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
        text, lost = writable_text(cell.text)
        if lost:
            removed.append(RemovedCharacters(sheet.title, _address(area), lost))
        _write_area(sheet, area, grid, styles, look, text)
        if link:
            place = _cell(sheet, area)
            place.hyperlink = Hyperlink(ref=place.coordinate, location=_reference(link))
    return tuple(removed)


def _set_sizes(sheet: Worksheet, grid: SheetGrid) -> None:
    for row, height in enumerate(grid.row_heights, start=1):
        # Excel keeps heights in pixels of three quarters of a point.
        sheet.row_dimensions[row].height = math.ceil(height / 0.75 - 1e-6) * 0.75
    for column, pixels in enumerate(_column_pixels(grid.table.column_widths), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = pixels / DIGIT_PIXELS


def _column_pixels(widths: tuple[float, ...]) -> Iterator[int]:
    """Yield whole pixels; the edges are rounded, so that errors do not add up."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    # Never wider than the print area: a pixel too much would shrink the whole page.
    rounded = [math.floor(edge * _PIXELS_PER_POINT) for edge in edges]
    return (max(1, right - left) for left, right in pairwise(rounded))


def _write_area(
    sheet: Worksheet, area: Area, grid: SheetGrid, styles: StyleBook, look: Look, text: str
) -> None:
    for row, column in area.cells():
        _styled(sheet, row, column, styles, look, grid)
    if not area.is_single:
        sheet.merged_cells.add(
            CellRange(min_row=area.top, min_col=area.left, max_row=area.bottom, max_col=area.right)
        )
    if text:
        first = _cell(sheet, area)
        if is_read_as_input(text):
            sides = grid.sides(area.top, area.left)
            _give_style(first, styles.array(look, sides, quoted=True))
        _write_text(first, text, look, styles)


def _styled(
    sheet: Worksheet, row: int, column: int, styles: StyleBook, look: Look, grid: SheetGrid
) -> None:
    _give_style(sheet.cell(row, column), styles.array(look, grid.sides(row, column)))


def _give_style(cell: Any, style: StyleArray) -> None:
    """Share a finished style with a cell; by its properties, each would be hashed anew."""
    cell._style = style


def _write_text(cell: Cell, text: str, look: Look, styles: StyleBook) -> None:
    length = utf16_length(text)
    if length > MAX_CELL_TEXT:
        raise UserError(
            f"シート「{cell.parent.title}」の{cell.coordinate}に入る文章が長すぎます"
            f"（{length:,}文字）。Excelの1つのセルに入るのは{MAX_CELL_TEXT:,}文字までです。"
            f"文章を短くしてから、もう一度書き出してください。先頭：{text[:20]}…"
        )
    if look in _NOTED and _has_notes_below(text):
        cell.value = _with_small_notes(text, look, styles)
    else:
        cell.value = escape_notation(text)
    # Set by hand, for openpyxl would make a formula of =1+1 and an error of #N/A.
    cell.data_type = "s"


def _has_notes_below(text: str) -> bool:
    return "\n" + _NOTE_SIGN in text


def _with_small_notes(text: str, look: Look, styles: StyleBook) -> CellRichText:
    """Give a text whose lines from the first ※ on are smaller, where body text stands above it."""
    start = text.index("\n" + _NOTE_SIGN)
    return CellRichText(
        escape_notation(text[:start]),
        TextBlock(styles.note_font(look), escape_notation(text[start:])),
    )


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
