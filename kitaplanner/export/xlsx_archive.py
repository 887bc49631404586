"""Writing a workbook's parts into its zip file, in memory and sheet by sheet.

Here: the part of openpyxl's writer that is done otherwise: no temporary files with text of the plan
beside the target, and word of each sheet. Not here: what the sheets hold (`xlsx`).
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def save_workbook(workbook: Workbook, file: BinaryIO, on_sheet: Callable[[], None]) -> None:
    """Write a workbook to an open file; `on_sheet` is called after each sheet."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _Writer(workbook, archive, on_sheet).write_data()


class _Writer(ExcelWriter):
    _archive: ZipFile

    def __init__(self, workbook: Workbook, archive: ZipFile, on_sheet: Callable[[], None]) -> None:
        super().__init__(workbook, archive)
        self._on_sheet = on_sheet

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet through memory; the base class goes through a temporary file."""
        ws._drawing = SpreadsheetDrawing()
        part = BytesIO()
        writer: Any = WorksheetWriter(ws, out=part)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], part.getvalue())
        self.manifest.append(ws)
        self._on_sheet()
