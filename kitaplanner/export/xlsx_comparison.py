"""新旧対照表, 変更一覧 and 正誤表 as a workbook: one table, changed words underlined in the cells.

Here: filling and setting up the worksheet. Not here: what stands in the table
(`domain.comparison_tables`). A cell can't hold a marked ground behind a part of its text, so that
changed words are underlined here whatever the plan's setting is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from kitaplanner.domain.comparison_entries import Stretches
from kitaplanner.domain.comparison_tables import NO_CHANGES, ChangeTable, plain
from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import UserError
from kitaplanner.export.atomic_file import atomic_output
from kitaplanner.export.safe_text import (
    MAX_CELL_TEXT,
    escape_notation,
    is_read_as_input,
    utf16_length,
    writable_text,
)
from kitaplanner.export.xlsx_archive import save_workbook
from kitaplanner.export.xlsx_grid import Sides
from kitaplanner.export.xlsx_page import set_running_lines
from kitaplanner.export.xlsx_styles import DIGIT_PIXELS, StyleBook
from kitaplanner.layout.lines import LineStyle, height_of, set_lines
from kitaplanner.layout.metrics import TextMetrics

_RULED: Sides = ("rule", "rule", "rule", "rule")
_BARE: Sides = ("", "", "", "")
# The table is as wide as the text of an A4 sheet that lies on its side.
_WIDTH = 730.0
# An indent of one at the left, and what programs leave free at the right.
_PAD_ACROSS, _PAD_DOWN = 16.0, 7.0
# Excel sets lines of this font (as high as its size) about a quarter apart, LibreOffice less.
_LEADING = 1.25
_PIXELS_PER_POINT = 96 / 72
# Excel specifications: a row is at most this many points high.
_HIGHEST_ROW = 409.0
_A4 = 9
_FIRST = 3  # the row of the heads, below the title and a free row
_POINTS_PER_INCH = 72
_MARGIN_ACROSS, _MARGIN_DOWN = 0.5, 0.8  # inches
# The rows of a page, less what programs may round up.
_PAGE = (210 / 25.4 - 2 * _MARGIN_DOWN) * _POINTS_PER_INCH * 0.96
_USUAL_ROW = 15.0


def write_change_table(
    table: ChangeTable, path: Path, *, plan: Plan, form: Form, metrics: TextMetrics
) -> None:
    """Write a table as a workbook, whole or not at all.

    Raise UserError for a text that no cell can hold, EnvironmentProblem when the file can't be
    written.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = table.title
    _Filler(sheet, table, StyleBook(sheet, form), form, metrics).fill()
    _set_up_page(sheet)
    set_running_lines(
        sheet, form, f"{plan.title}（{plan.stage}）" if plan.stage else plan.title, ""
    )
    workbook.properties.title = writable_text(f"{plan.title} {table.title}")[0]
    workbook.properties.creator = writable_text(plan.ward)[0]
    workbook.calculation.fullCalcOnLoad = False
    with atomic_output(path) as file:
        save_workbook(workbook, file, {}, _nothing)


def _nothing() -> None:
    """There is one sheet: nobody waits for word of it."""


class _Filler:
    def __init__(
        self,
        sheet: Worksheet,
        table: ChangeTable,
        styles: StyleBook,
        form: Form,
        metrics: TextMetrics,
    ) -> None:
        self._sheet = sheet
        self._table = table
        self._styles = styles
        self._metrics = metrics
        self._ink = form.colours["ink"]
        self._widths = [share * _WIDTH for share in table.shares]

    def fill(self) -> None:
        """Write title, heads, rows and the note."""
        table = self._table
        for column, width in enumerate(self._widths, start=1):
            letter = get_column_letter(column)
            units = width * _PIXELS_PER_POINT / DIGIT_PIXELS
            self._sheet.column_dimensions[letter].width = units
        self._line(1, table.title, "title")
        for column, head in enumerate(table.heads, start=1):
            self._write(_FIRST, column, plain(head), "header")
        row = _FIRST
        for one in table.rows:
            row += 1
            if one.leads:
                self._line(row, "".join(part.text for part in one.cells[0]), "heading1", _RULED)
                continue
            for column, cell in enumerate(one.cells, start=1):
                self._write(row, column, cell, "summary")
            self._set_height(row, one.cells)
        if not table.rows:
            self._line(row + 1, NO_CHANGES, "summary")
        elif table.note:
            self._line(row + 2, f"※{table.note}", "summary")
        self._part_pages(row)
        self._sheet.freeze_panes = f"A{_FIRST + 1}"
        self._sheet.print_title_rows = f"{_FIRST}:{_FIRST}"

    def _part_pages(self, last: int) -> None:
        """Begin pages so that no title stays behind at the end of one."""
        heights = {
            row: self._sheet.row_dimensions[row].height or _USUAL_ROW for row in range(1, last + 1)
        }
        leads = {_FIRST + 1 + index for index, one in enumerate(self._table.rows) if one.leads}
        used = sum(heights[row] for row in range(1, _FIRST + 1))
        for row in range(_FIRST + 1, last + 1):
            needed = heights[row] + (heights.get(row + 1, 0.0) if row in leads else 0.0)
            if used + needed > _PAGE and row - 1 not in leads:
                self._sheet.row_breaks.append(Break(id=row - 1))
                used = heights[_FIRST]  # the heads are repeated
            used += heights[row]

    def _line(self, row: int, text: str, look: str, sides: Sides = _BARE) -> None:
        """Write a text over the whole width."""
        last = len(self._widths)
        for column in range(1, last + 1):
            self._write(row, column, plain(text if column == 1 else ""), look, sides)
        self._sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        self._sheet.row_dimensions[row].height = self._height(text, sum(self._widths), look)

    def _write(
        self, row: int, column: int, stretches: Stretches, look: str, sides: Sides = _RULED
    ) -> None:
        parts = [(writable_text(one.text)[0], one.is_changed) for one in stretches if one.text]
        text = "".join(part for part, _ in parts)
        if utf16_length(text) > MAX_CELL_TEXT:
            raise UserError(
                f"「{text[:20]}…」は長すぎて、Excelの1つのセルに入りません"
                f"（{MAX_CELL_TEXT:,}文字まで）。PDFで出力してください。"
            )
        cell: Any = self._sheet.cell(row, column)
        is_input = is_read_as_input(text)
        cell._style = self._styles.array(look, sides, quoted=is_input)
        if look == "summary" and sides == _RULED:
            cell.alignment = Alignment(
                horizontal="left", vertical="center", wrap_text=True, indent=1
            )
        if not text:
            return
        cell.value = self._rich(parts, look) if any(mark for _, mark in parts) else _plain(text)
        if isinstance(cell.value, str):
            # Set by hand, for openpyxl would make a formula of =1+1 and an error of #N/A.
            cell.data_type = "s"
        if is_input:
            cell.quotePrefix = True

    def _rich(self, parts: list[tuple[str, bool]], look: str) -> CellRichText:
        size = self._styles.size_of(look)
        blocks = []
        for text, is_changed in parts:
            font: Any = self._styles.run_font(size, self._ink, False)
            if is_changed:
                font.u = "single"
            blocks.append(TextBlock(font, escape_notation(text)))
        return CellRichText(*blocks)

    def _set_height(self, row: int, cells: tuple[Stretches, ...]) -> None:
        heights = (
            self._height("".join(part.text for part in cell), width, "summary")
            for cell, width in zip(cells, self._widths, strict=True)
        )
        self._sheet.row_dimensions[row].height = max(heights)

    def _height(self, text: str, width: float, look: str) -> float:
        # Programs break Japanese lines at any character; "body" keeps a character's room free.
        style = LineStyle(self._styles.size_of(look), _LEADING, self._ink, breaking="body")
        lines = set_lines(text, width - _PAD_ACROSS, style, self._metrics)
        return min(height_of(lines) + _PAD_DOWN, _HIGHEST_ROW)


def _plain(text: str) -> str:
    return escape_notation(text)


def _set_up_page(sheet: Worksheet) -> None:
    """Lie the paper on its side; the table is as wide as it is.

    It is not fitted to the page, for then Excel would pay no heed to where pages begin.
    """
    setup = sheet.page_setup
    setup.paperSize = _A4
    setup.orientation = "landscape"
    margins = sheet.page_margins
    margins.left = margins.right = _MARGIN_ACROSS
    margins.top = margins.bottom = _MARGIN_DOWN
    sheet.print_options.horizontalCentered = True
