"""Filling in the workbooks of an inquiry as a department would, by the marks in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from kitaplanner.domain.reply_sheet import (
    Role,
    field_line,
    item_line,
    progress_line,
    read_corner,
    read_role,
    spare_line,
)

__all__ = [
    "field_line",
    "fill",
    "fill_as_excel",
    "item_line",
    "place_of",
    "progress_line",
    "spare_line",
]


def sheets_of(book: Any) -> dict[str, Any]:
    """Give the sheets of a workbook by their initiative."""
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                mark = read_corner(str(cell.value or ""))
                if mark is not None:
                    found[mark.initiative] = sheet
    return found


def place_of(sheet: Any, line: str, role: Role) -> Any:
    """Give the cell of a line and column."""
    corner = next(
        cell for row in sheet.iter_rows() for cell in row if read_corner(str(cell.value or ""))
    )
    columns = {read_role(str(cell.value)): cell.column for cell in sheet[corner.row] if cell.value}
    row = next(
        cell.row
        for (cell,) in sheet.iter_rows(min_col=corner.column, max_col=corner.column)
        if cell.value == line
    )
    return sheet.cell(row, columns[role])


def fill(path: Path, texts: Mapping[tuple[str, str, Role], str], to: Path | None = None) -> Path:
    """Write texts by initiative, line and column into a workbook; openpyxl drops its shapes."""
    book = load_workbook(path)
    sheets = sheets_of(book)
    for (initiative, line, role), text in texts.items():
        place_of(sheets[initiative], line, role).value = text
    target = to or path
    book.save(target)
    return target


def fill_as_excel(path: Path, texts: Mapping[tuple[str, str, Role], str]) -> None:
    """Write texts into the file itself, so that shapes, lists and locks stay as they were sent."""
    book = load_workbook(path)
    sheets = sheets_of(book)
    wanted: dict[str, dict[str, str]] = {}
    for (initiative, line, role), text in texts.items():
        sheet = sheets[initiative]
        part = f"xl/worksheets/sheet{book.worksheets.index(sheet) + 1}.xml"
        place = place_of(sheet, line, role).coordinate
        wanted.setdefault(part, {})[place] = text
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for part, cells in wanted.items():
        xml = parts[part].decode()
        for place, text in cells.items():
            inline = f"<is><t xml:space='preserve'>{escape(text)}</t></is>"
            xml, count = re.subn(
                rf'<c r="{place}"( s="\d+")?[^>/]*/>',
                rf'<c r="{place}"\1 t="inlineStr">{inline}</c>',
                xml,
            )
            assert count == 1, (place, count)
        parts[part] = xml.encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
