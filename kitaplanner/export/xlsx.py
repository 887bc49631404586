"""The paper workbook: a plan's sheets as they are printed, one worksheet an initiative.

Here: the workbook put together from neutral tables; the list of initiatives comes first and leads
to the sheets. Not here: the tables (`layout.sheet_table`), a sheet's cells (`xlsx_sheet`), and the
data file for machines, which is another thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kitaplanner.domain.form import Form
from kitaplanner.domain.numbering import Numbering, number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.export.atomic_file import atomic_output
from kitaplanner.export.drawingml import drawing_xml
from kitaplanner.export.safe_text import writable_text
from kitaplanner.export.sheet_names import short_number, unique_sheet_names
from kitaplanner.export.xlsx_archive import save_workbook
from kitaplanner.export.xlsx_drawing import SheetDrawing
from kitaplanner.export.xlsx_grid import SheetGrid
from kitaplanner.export.xlsx_page import set_running_lines, set_up_page
from kitaplanner.export.xlsx_record import add_record
from kitaplanner.export.xlsx_sheet import RemovedCharacters, write_sheet
from kitaplanner.export.xlsx_styles import FONT_NAME, StyleBook
from kitaplanner.layout.table import SheetTable

Progress: TypeAlias = Callable[[int, int], None]

_LANGUAGE = "ja-JP"


def write_workbook(
    tables: Sequence[SheetTable],
    list_table: SheetTable,
    path: Path,
    *,
    plan: Plan,
    form: Form,
    attached: bytes = b"",
    progress: Progress | None = None,
) -> tuple[RemovedCharacters, ...]:
    """Write a plan's sheets to a workbook, whole or not at all; give what was left out.

    `attached` is the JSON of the plan, where it shall travel with the workbook.
    `progress` hears (steps done, steps in all), two steps a sheet, and may raise Cancelled. Raises
    UserError for a text that no cell can hold and EnvironmentProblem when the file can't be
    written.
    """
    numbering = number_plan(plan, form)
    steps = _Steps(2 * (len(tables) + 1), progress)
    names = sheet_names(tables, list_table, plan, numbering)
    workbook = Workbook()
    grids = {
        name: SheetGrid(table) for name, table in zip(names, (list_table, *tables), strict=True)
    }
    removed = _add_sheets(workbook, grids, form, steps)
    for sheet, table in zip(workbook.worksheets, (list_table, *tables), strict=True):
        set_running_lines(sheet, form, running_title(plan), _place(plan, numbering, table))
    _freeze_header(workbook.worksheets[0], list_table)
    add_record(workbook, grids, plan, numbering)
    describe_workbook(workbook, plan)
    drawings = {name: _drawing_of(grid, form) for name, grid in grids.items()}
    with atomic_output(path) as file:
        save_workbook(workbook, file, drawings, steps.advance, attached)
    return removed


def write_tables(
    tables: Sequence[SheetTable],
    path: Path,
    *,
    plan: Plan,
    form: Form,
    attached: bytes = b"",
    progress: Progress | None = None,
) -> tuple[RemovedCharacters, ...]:
    """Write tables that are no sheets of initiatives, a worksheet each by its title.

    Nothing in such a workbook makes it known again; the rest is as with `write_workbook`.
    """
    steps = _Steps(2 * len(tables), progress)
    workbook = Workbook()
    names = unique_sheet_names([table.title for table in tables])
    grids = {name: SheetGrid(table) for name, table in zip(names, tables, strict=True)}
    removed = _add_sheets(workbook, grids, form, steps)
    for sheet, table in zip(workbook.worksheets, tables, strict=True):
        set_running_lines(sheet, form, running_title(plan), table.title)
        _freeze_header(sheet, table)
    describe_workbook(workbook, plan)
    with atomic_output(path) as file:
        save_workbook(workbook, file, {}, steps.advance, attached)
    return removed


def sheet_names(
    tables: Sequence[SheetTable], list_table: SheetTable, plan: Plan, numbering: Numbering
) -> tuple[str, ...]:
    """Name the worksheets: the list, then each initiative by its short number and name."""
    initiatives = {one.id: one for one in plan.initiatives()}
    wanted = [list_table.title]
    for table in tables:
        one = initiatives[table.initiative]
        wanted.append(f"{short_number(numbering.long_number(one))} {one.name}")
    return unique_sheet_names(wanted)


def _add_sheets(
    workbook: Workbook, grids: Mapping[str, SheetGrid], form: Form, steps: _Steps
) -> tuple[RemovedCharacters, ...]:
    """Add a sheet for each table by its name; the first takes the workbook's first sheet."""
    links = {grid.table.initiative: name for name, grid in grids.items() if grid.table.initiative}
    sheet = workbook.worksheets[0]
    styles = StyleBook(sheet, form)
    removed: list[RemovedCharacters] = []
    for index, (name, grid) in enumerate(grids.items()):
        if index:
            sheet = workbook.create_sheet()
        sheet.title = name
        removed += write_sheet(sheet, grid, styles, links)
        set_up_page(sheet, grid, form)
        steps.advance()
    return tuple(removed)


def _drawing_of(grid: SheetGrid, form: Form) -> str:
    shapes = tuple(SheetDrawing(grid, form).shapes())
    return drawing_xml(shapes, FONT_NAME) if shapes else ""


def running_title(plan: Plan) -> str:
    """Give what stands at the head of each page: the title and the stage."""
    return f"{plan.title}（{plan.stage}）" if plan.stage else plan.title


def _place(plan: Plan, numbering: Numbering, table: SheetTable) -> str:
    """Say where in the plan a sheet belongs: the node above the one that holds its initiative."""
    path = plan.path_to(table.initiative)
    if not path:
        return ""
    node = path[max(len(path) - 2, 0)]
    return f"{numbering.long_number(node)} {node.name}"


def _freeze_header(sheet: Worksheet, table: SheetTable) -> None:
    if table.header_rows[0] < table.header_rows[1]:
        sheet.freeze_panes = f"A{SheetGrid(table).rows_of(table.header_rows)[1] + 1}"


def describe_workbook(workbook: Workbook, plan: Plan) -> None:
    """Say in the properties of a workbook whose it is."""
    about = workbook.properties
    about.title = writable_text(plan.title)[0]
    about.creator = about.lastModifiedBy = writable_text(plan.ward)[0]
    about.contentStatus = writable_text(plan.stage)[0]
    about.language = _LANGUAGE
    # There is no formula; calculating on load only makes Excel ask to save on closing.
    workbook.calculation.fullCalcOnLoad = False


class _Steps:
    """Counts steps and tells the caller, who may raise Cancelled."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done = 0
        self._total = total
        self._progress = progress

    def advance(self) -> None:
        """Tell that one more step is done."""
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)
