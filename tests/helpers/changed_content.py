"""What people do to a workbook, done to its content: typing, moving shapes, inserting rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kitaplanner.importers.workbook.content import (
    Cell,
    DefinedName,
    Merge,
    Shape,
    SheetContent,
    WorkbookContent,
)


def change_sheet(
    content: WorkbookContent, at: int, change: Callable[[SheetContent], SheetContent]
) -> WorkbookContent:
    """Change one sheet of a workbook."""
    sheets = list(content.sheets)
    sheets[at] = change(sheets[at])
    return replace(content, sheets=tuple(sheets))


def type_into(sheet: SheetContent, row: int, column: int, text: str) -> SheetContent:
    """Type a text into a cell; an empty one clears it."""
    rest = [one for one in sheet.cells if (one.row, one.column) != (row, column)]
    typed = [Cell(row, column, text)] if text else []
    return replace(sheet, cells=tuple(sorted((*rest, *typed), key=lambda c: (c.row, c.column))))


def change_shape(
    sheet: SheetContent, name: str, change: Callable[[Shape], Shape | None]
) -> SheetContent:
    """Change the shape of a name, or remove it."""
    changed = (change(one) if one.name == name else one for one in sheet.shapes)
    return replace(sheet, shapes=tuple(one for one in changed if one is not None))


def add_shape(sheet: SheetContent, shape: Shape) -> SheetContent:
    """Draw one more shape."""
    return replace(sheet, shapes=(*sheet.shapes, shape))


def merge_again(sheet: SheetContent, row: int, first: int, last: int) -> SheetContent:
    """Merge cells of a row anew; what was merged there before is parted."""
    rest = [
        one
        for one in sheet.merges
        if not (one.first_row <= row <= one.last_row)
        or one.last_column < first
        or one.first_column > last
    ]
    return replace(sheet, merges=(*rest, Merge(row, first, row, last)))


def insert_row(content: WorkbookContent, at: int, row: int) -> WorkbookContent:
    """Insert a worksheet row before `row`; cells, shapes and names move as programs move them."""
    sheet = content.sheets[at]

    def down(place: int) -> int:
        return place + 1 if place >= row else place

    def sink(place: float) -> float:
        return place + 1 if place >= row else place

    moved = replace(
        sheet,
        cells=tuple(replace(one, row=down(one.row)) for one in sheet.cells),
        merges=tuple(
            replace(one, first_row=down(one.first_row), last_row=down(one.last_row))
            for one in sheet.merges
        ),
        shapes=tuple(
            replace(one, top=sink(one.top), bottom=sink(one.bottom)) for one in sheet.shapes
        ),
        row_heights=(*sheet.row_heights[:row], 15.0, *sheet.row_heights[row:]),
    )
    names = tuple(
        replace(one, refers_to=_rows_moved(one.refers_to, down))
        if one.refers_to.startswith("'" + sheet.name.replace("'", "''") + "'!")
        else one
        for one in content.names
    )
    return replace(change_sheet(content, at, lambda _: moved), names=names)


def insert_column(content: WorkbookContent, at: int, column: int) -> WorkbookContent:
    """Insert a worksheet column before `column`, as programs do."""
    sheet = content.sheets[at]

    def aside(place: float) -> float:
        return place + 1 if place >= column else place

    def whole(place: int) -> int:
        return int(aside(place))

    moved = replace(
        sheet,
        cells=tuple(replace(one, column=whole(one.column)) for one in sheet.cells),
        merges=tuple(
            replace(one, first_column=whole(one.first_column), last_column=whole(one.last_column))
            for one in sheet.merges
        ),
        shapes=tuple(
            replace(one, left=aside(one.left), right=aside(one.right)) for one in sheet.shapes
        ),
        column_widths=(*sheet.column_widths[:column], 30.0, *sheet.column_widths[column:]),
    )
    names = tuple(
        replace(one, refers_to=_columns_moved(one.refers_to, whole))
        if one.refers_to.startswith("'" + sheet.name.replace("'", "''") + "'!")
        else one
        for one in content.names
    )
    return replace(change_sheet(content, at, lambda _: moved), names=names)


def _columns_moved(reference: str, aside: Callable[[int], int]) -> str:
    name, _, cells = reference.rpartition("!")

    def moved(match: re.Match[str]) -> str:
        return f"${chr(ord('A') + aside(ord(match[1]) - ord('A')))}$"

    return f"{name}!" + re.sub(r"\$([A-Z])\$", moved, cells)


def _rows_moved(reference: str, down: Callable[[int], int]) -> str:
    name, _, cells = reference.rpartition("!")
    return f"{name}!" + re.sub(r"\$(\d+)", lambda match: f"${down(int(match[1]) - 1) + 1}", cells)


def rename_sheet(content: WorkbookContent, at: int, name: str) -> WorkbookContent:
    """Give a sheet another name; references follow."""
    old = "'" + content.sheets[at].name.replace("'", "''") + "'!"
    names = tuple(
        DefinedName(one.name, one.refers_to.replace(old, f"'{name}'!")) for one in content.names
    )
    renamed = change_sheet(content, at, lambda sheet: replace(sheet, name=name))
    return replace(renamed, names=names)
