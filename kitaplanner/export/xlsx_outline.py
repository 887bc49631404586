"""体系図 as a workbook: boxes of merged cells, and lines between them that are borders of cells.

Here: filling and setting up the worksheet. Not here: where the boxes stand
(`layout.outline_table`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.export.atomic_file import atomic_output
from kitaplanner.export.safe_text import escape_notation, is_read_as_input, writable_text
from kitaplanner.export.xlsx import describe_workbook, running_title
from kitaplanner.export.xlsx_archive import save_workbook
from kitaplanner.export.xlsx_grid import GridLine, Sides
from kitaplanner.export.xlsx_page import set_running_lines, set_up_paper
from kitaplanner.export.xlsx_sheet import write_text
from kitaplanner.export.xlsx_styles import DIGIT_PIXELS, StyleBook
from kitaplanner.layout.outline_table import OutlineBox, OutlineTable

_PIXELS_PER_POINT = 96 / 72
# The rows of the chart come below the title and a free row.
_FIRST = 3
_TITLE_HEIGHT, _FREE_HEIGHT = 28.0, 8.0
_LOOKS = ("heading0", "heading1", "summary")


def write_outline_chart(
    table: OutlineTable, path: Path, *, plan: Plan, form: Form, attached: bytes = b""
) -> None:
    """Write 体系図 as a workbook, whole or not at all.

    Raise UserError for a text that no cell can hold, EnvironmentProblem when the file can't be
    written.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = table.title
    sheet.sheet_view.showGridLines = False
    styles = StyleBook(sheet, form)
    _set_sizes(sheet, table)
    _write_text(sheet, (1, 1), table.title, "title", styles)
    lines = _Lines(table)
    for row, column in lines.cells():
        _give_style(sheet, row, column, styles.array("empty", lines.sides(row, column)))
    for box in table.boxes:
        _write_box(sheet, box, lines, styles)
    set_up_paper(sheet, form)
    last = f"{get_column_letter(len(table.column_widths))}{len(table.row_heights) + _FIRST - 1}"
    sheet.print_area = f"A1:{last}"
    set_running_lines(sheet, form, running_title(plan), table.title)
    describe_workbook(workbook, plan)
    with atomic_output(path) as file:
        save_workbook(workbook, file, {}, _nothing, attached)


def _nothing() -> None:
    """There is one sheet: nobody waits for word of it."""


def _set_sizes(sheet: Worksheet, table: OutlineTable) -> None:
    for column, width in enumerate(table.column_widths, start=1):
        units = int(width * _PIXELS_PER_POINT) / DIGIT_PIXELS
        sheet.column_dimensions[get_column_letter(column)].width = units
    for row, height in enumerate((_TITLE_HEIGHT, _FREE_HEIGHT, *table.row_heights), start=1):
        sheet.row_dimensions[row].height = height


class _Lines:
    """The lines around boxes and between them, as borders of the cells at both sides."""

    def __init__(self, table: OutlineTable) -> None:
        self._above: set[tuple[int, int]] = set()
        self._before: set[tuple[int, int]] = set()
        for box in table.boxes:
            if not box.is_plain:
                self._draw_box(box)
        self._above |= {(row + _FIRST, column + 1) for row, column in table.links}

    def sides(self, row: int, column: int) -> Sides:
        """Give the lines left, right, above and below a cell."""
        return (
            self._line((row, column) in self._before),
            self._line((row, column + 1) in self._before),
            self._line((row, column) in self._above),
            self._line((row + 1, column) in self._above),
        )

    def cells(self) -> Iterator[tuple[int, int]]:
        """Yield the cells that a line touches."""
        found = set(self._above) | {(row - 1, column) for row, column in self._above}
        found |= set(self._before) | {(row, column - 1) for row, column in self._before}
        yield from ((row, column) for row, column in sorted(found) if column)

    def _draw_box(self, box: OutlineBox) -> None:
        (top, bottom), (left, right) = box.rows, box.columns
        for row in range(top, bottom):
            self._before |= {(row + _FIRST, left + 1), (row + _FIRST, right + 1)}
        for column in range(left, right):
            self._above |= {(top + _FIRST, column + 1), (bottom + _FIRST, column + 1)}

    @staticmethod
    def _line(is_drawn: bool) -> GridLine:
        return "rule" if is_drawn else ""


def _write_box(sheet: Worksheet, box: OutlineBox, lines: _Lines, styles: StyleBook) -> None:
    (top, bottom), (left, right) = box.rows, box.columns
    first = (top + _FIRST, left + 1)
    last = (bottom + _FIRST - 1, right)
    look = "summary" if box.is_plain else _LOOKS[min(box.depth, len(_LOOKS) - 1)]
    for row in range(first[0], last[0] + 1):
        for column in range(first[1], last[1] + 1):
            _give_style(sheet, row, column, styles.array(look, lines.sides(row, column)))
    _write_text(sheet, first, box.text, look, styles, lines.sides(*first))
    sheet.merge_cells(
        start_row=first[0], end_row=last[0], start_column=first[1], end_column=last[1]
    )


def _give_style(sheet: Worksheet, row: int, column: int, style: StyleArray) -> None:
    cell: Any = sheet.cell(row, column)
    cell._style = style


def _write_text(
    sheet: Worksheet,
    place: tuple[int, int],
    text: str,
    look: str,
    styles: StyleBook,
    sides: Sides = ("", "", "", ""),
) -> None:
    shown = writable_text(text)[0]
    cell: Any = sheet.cell(*place)
    cell._style = styles.array(look, sides, quoted=is_read_as_input(shown))
    write_text(cell, shown, escape_notation(shown))
