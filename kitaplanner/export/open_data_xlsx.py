"""All tables as one workbook for machines: a sheet a table, a header line, typed cells, no looks.

Here: the data file. Not here: the paper workbook (`xlsx`), which is another thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kitaplanner.domain.open_data.model import DataTable, Scalar
from kitaplanner.errors import UserError
from kitaplanner.export.flat_text import to_one_line
from kitaplanner.export.safe_text import (
    MAX_CELL_TEXT,
    escape_notation,
    is_read_as_input,
    utf16_length,
    writable_text,
)
from kitaplanner.export.xlsx_archive import save_workbook


def xlsx_bytes(tables: Sequence[DataTable]) -> bytes:
    """Write the tables; raise UserError for a text that no cell can hold."""
    workbook = Workbook()
    for index, table in enumerate(tables):
        sheet = workbook.create_sheet() if index else workbook.worksheets[0]
        sheet.title = table.name
        _fill(sheet, table)
    workbook.properties.creator = None
    workbook.calculation.fullCalcOnLoad = False
    file = BytesIO()
    save_workbook(workbook, file, {}, _nothing)
    return file.getvalue()


def _nothing() -> None:
    """Sheets are written too fast to tell of each."""


def _fill(sheet: Worksheet, table: DataTable) -> None:
    for column, one in enumerate(table.columns, start=1):
        _write(sheet, 1, column, one.name)
    for row, values in enumerate(table.rows, start=2):
        for column, value in enumerate(values, start=1):
            if value is not None:
                _write(sheet, row, column, value)


def _write(sheet: Worksheet, row: int, column: int, value: Scalar) -> None:
    cell: Any = sheet.cell(row, column)
    if not isinstance(value, str):
        # The 15 digits that Excel keeps; openpyxl would write a sixteenth that is not exact.
        cell.value = float(f"{value:.15g}") if isinstance(value, float) else value
        return
    text, _ = writable_text(to_one_line(value))
    length = utf16_length(text)
    if length > MAX_CELL_TEXT:
        raise UserError(
            f"シート「{sheet.title}」の{get_column_letter(column)}{row}に入る文章が長すぎます"
            f"（{length:,}文字）。Excelの1つのセルに入るのは{MAX_CELL_TEXT:,}文字までです。"
            f"文章を短くしてから、もう一度書き出してください。先頭：{text[:20]}…"
        )
    cell.value = escape_notation(text)
    # Set by hand, for openpyxl would make a formula of =1+1 and an error of #N/A.
    cell.data_type = "s"
    if is_read_as_input(text):
        cell.quotePrefix = True
