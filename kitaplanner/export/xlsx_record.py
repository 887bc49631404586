"""What makes a workbook known again when it comes back: its hidden sheet, named ranges, properties.

Here: putting them into the workbook. Not here: the record itself (`domain.workbook_record`), the
names (`domain.workbook_ids`), shapes and their names (`xlsx_drawing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.workbook_ids import (
    FIELD_RANGES,
    IDS_SHEET,
    LIST_RANGE,
    PROPERTY_FORM,
    PROPERTY_FORMAT,
    PROPERTY_STAGE,
    range_name,
)
from kitaplanner.domain.workbook_record import (
    VERSION,
    SentInitiative,
    SentItem,
    record_rows,
    sent_from_plan,
)
from kitaplanner.export.safe_text import writable_text
from kitaplanner.export.xlsx_grid import Area, SheetGrid
from kitaplanner.layout.table import TableCell


def add_record(
    workbook: Workbook, grids: Mapping[str, SheetGrid], plan: Plan, numbering: Numbering
) -> None:
    """Add the hidden sheet, the named ranges and the properties for the sheets of a plan."""
    initiatives = {one.id: one for one in plan.initiatives()}
    sent = []
    listed: list[str] = []
    for name, grid in grids.items():
        initiative = initiatives.get(grid.table.initiative)
        if initiative is None:
            whole = Area(1, 1, grid.last_row, grid.last_column)
            _define(workbook, LIST_RANGE, name, whole)
            listed += [_shown(cell) for cell in grid.table.cells]
            continue
        _name_ranges(workbook, name, grid)
        sent.append(
            SentInitiative(
                initiative,
                numbering.number(initiative),
                grid.table.grid_months,
                _count_rows(grid, grid.table.header_rows),
                dict(_texts(grid, "initiative")),
                dict(_texts(grid, "row")),
                dict(_items(grid)),
                tuple(_shown(cell) for cell in grid.table.cells if cell.target is None),
            )
        )
    if not sent:
        return
    sheet: Any = workbook.create_sheet(IDS_SHEET)
    # Only a program shows such a sheet; LibreOffice makes an ordinary hidden one of it.
    sheet.sheet_state = "veryHidden"
    for number, row in enumerate(record_rows(sent_from_plan(plan, sent, listed)), start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = text, "s"
    book: Any = workbook  # the stubs don't know its custom properties
    for key, value in (
        (PROPERTY_FORMAT, VERSION),
        (PROPERTY_FORM, plan.form),
        (PROPERTY_STAGE, plan.stage),
    ):
        book.custom_doc_props.append(StringProperty(name=key, value=writable_text(value)[0]))


def _name_ranges(workbook: Workbook, sheet: str, grid: SheetGrid) -> None:
    table = grid.table
    rows = grid.rows_of((table.header_rows[0], table.schedule_rows[1]))
    first, last = table.grid_columns
    ranges = {range_name("grid", table.initiative): Area(rows[0], first + 1, rows[1], last)}
    for row_id, start, end in table.row_ids:
        if start < end:
            top, bottom = grid.rows_of((start, end))
            ranges[range_name("row", row_id)] = Area(top, 1, bottom, last)
    for cell in table.cells:
        if cell.target is None or cell.target.kind != "initiative":
            continue
        for kind in FIELD_RANGES:
            if cell.target.field == kind:
                ranges[range_name(kind, table.initiative)] = grid.area_of(cell)
    for name, area in ranges.items():
        _define(workbook, name, sheet, area)


def _define(workbook: Workbook, name: str, sheet: str, area: Area) -> None:
    reference = f"{quote_sheetname(sheet)}!{_absolute(area)}"
    workbook.defined_names[name] = DefinedName(name, attr_text=reference, hidden=True)


def _count_rows(grid: SheetGrid, rows: tuple[int, int]) -> int:
    first, last = grid.rows_of(rows)
    return last - first + 1


def _absolute(area: Area) -> str:
    start = f"${get_column_letter(area.left)}${area.top}"
    end = f"${get_column_letter(area.right)}${area.bottom}"
    return start if area.is_single else f"{start}:{end}"


def _texts(grid: SheetGrid, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the texts as shown: of fields by their name, of row labels by the row's id."""
    for cell in grid.table.cells:
        if cell.target is not None and cell.target.kind == kind and cell.shown:
            yield (cell.target.field if kind == "initiative" else cell.target.id), _shown(cell)


def _items(grid: SheetGrid) -> Iterator[tuple[str, SentItem]]:
    table = grid.table
    tops = {
        row: grid.rows_of((start, end))[0]
        for _, start, end in table.row_ids
        for row in range(start, end)
    }
    width = table.grid_months[-1] - table.grid_months[0] if table.grid_months else 0.0
    points = sum(table.column_widths[slice(*table.grid_columns)])
    for cell in table.cells:
        if cell.drawn is None or not width:
            continue
        shape = cell.drawn.shape
        yield (
            cell.drawn.item.id,
            SentItem(
                grid.area_of(cell).top - tops[cell.row],
                cell.column - table.grid_columns[0],
                cell.column_span,
                table.grid_months[0] + shape.left * width / points,
                table.grid_months[0] + shape.right * width / points,
                _shown(cell),
            ),
        )


def _shown(cell: TableCell) -> str:
    return writable_text(cell.shown)[0]
