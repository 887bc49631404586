"""The workbook of an inquiry for one department: 照会文, a sheet an initiative, the hidden lists.

Here: from neutral pages to worksheets with locks, lists and hidden marks. Not here: what is asked
(`layout.inquiry_sheet`), the official table (`xlsx_sheet`) and the looks (`inquiry_styles`).

The structure is locked without a password: whoever must, may open it, and the reader finds the
cells all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.reply_sheet import FIXED, ReplyMark, corner_text, fixed_line
from kitaplanner.export.drawingml import drawing_xml
from kitaplanner.export.inquiry_styles import InquiryStyles
from kitaplanner.export.safe_text import escape_notation, writable_text
from kitaplanner.export.sheet_names import unique_sheet_names
from kitaplanner.export.xlsx_archive import save_workbook
from kitaplanner.export.xlsx_drawing import SheetDrawing
from kitaplanner.export.xlsx_grid import SheetGrid
from kitaplanner.export.xlsx_page import set_running_lines, set_up_page
from kitaplanner.export.xlsx_sheet import write_sheet
from kitaplanner.export.xlsx_styles import FONT_NAME, StyleBook
from kitaplanner.layout.inquiry_page import FormCell, FormPage, FormRow
from kitaplanner.layout.table import SheetTable

LISTS_SHEET = "選択肢"
COVER_LINK = "cover"
_LANGUAGE = "ja-JP"


def inquiry_workbook(
    letter: FormPage,
    pages: Sequence[FormPage],
    numbers: Mapping[str, str],
    mark: ReplyMark,
    *,
    plan: Plan,
    form: Form,
    running: str,
) -> bytes:
    """Write the workbook of one department.

    `numbers` are the short numbers of initiatives for the tabs; `mark` is that of the workbook, the
    initiative is filled in; `running` stands at the head of every printed page.
    """
    workbook = Workbook()
    names = unique_sheet_names(
        [letter.title, *(f"{numbers[one.initiative]} {one.title}" for one in pages)]
    )
    writer = _Writer(workbook, form, dict(zip([COVER_LINK, *map(_of, pages)], names, strict=True)))
    for name, page in zip(names, (letter, *pages), strict=True):
        sheet = writer.add(name, page, mark)
        set_running_lines(sheet, form, running, mark.department)
    writer.add_lists()
    about = workbook.properties
    about.title = writable_text(f"照会　{plan.title}　{mark.department}")[0]
    about.creator = about.lastModifiedBy = writable_text(plan.ward)[0]
    about.language = _LANGUAGE
    workbook.calculation.fullCalcOnLoad = False
    file = BytesIO()
    save_workbook(workbook, file, writer.drawings, _nothing)
    return file.getvalue()


def _of(page: FormPage) -> str:
    return page.initiative


def _nothing() -> None:
    """A workbook of one department is written too fast to tell of each sheet."""


class _Writer:
    """Adds pages to a workbook; `links` names the sheets by initiative."""

    def __init__(self, workbook: Workbook, form: Form, links: Mapping[str, str]) -> None:
        self._workbook = workbook
        self._form = form
        self._links = links
        first = workbook.worksheets[0]
        self._table_styles = StyleBook(first, form)
        self._styles = InquiryStyles(first, form)
        self._lists: dict[tuple[str, ...], str] = {}
        self._is_first = True
        self.drawings: dict[str, str] = {}

    def add(self, name: str, page: FormPage, mark: ReplyMark) -> Any:
        """Add the sheet of a page."""
        sheet: Any = (
            self._workbook.worksheets[0] if self._is_first else self._workbook.create_sheet()
        )
        self._is_first = False
        sheet.title = name
        grid = SheetGrid(page.table or _empty_table(page.widths))
        write_sheet(sheet, grid, self._table_styles, {})
        shapes = tuple(SheetDrawing(grid, self._form).shapes()) if page.table else ()
        self.drawings[name] = drawing_xml(shapes, FONT_NAME) if shapes else ""
        marks = _marks_of_table(grid)
        first = grid.last_row + 1
        validations: dict[tuple[tuple[str, ...], str], DataValidation] = {}
        for number, row in enumerate(page.rows, start=first):
            self._write_row(sheet, number, row, validations)
            marks[number] = _line_of(row)
            if row.is_hidden:
                one = ReplyMark(
                    mark.document, mark.inquiry, mark.department, page.initiative, mark.year
                )
                marks[number] = corner_text(one)
        _write_marks(sheet, len(page.widths) + 1, marks)
        last = first + len(page.rows) - 1
        self._finish(sheet, page, grid, last)
        return sheet

    def _finish(self, sheet: Any, page: FormPage, grid: SheetGrid, last: int) -> None:
        set_up_page(sheet, grid, self._form, last)
        protection = sheet.protection
        protection.sheet = True
        # False allows: people may make rows higher and columns wider for what they write.
        protection.formatRows = protection.formatColumns = False
        protection.objects = protection.scenarios = True
        if page.table is not None:
            self._break_pages(sheet, page, grid)

    def _break_pages(self, sheet: Any, page: FormPage, grid: SheetGrid) -> None:
        """Begin printed pages where that is allowed, as late as what stands between fits."""
        geometry = self._form.page
        room = geometry.height - geometry.margin_top - geometry.margin_bottom
        used, start, height = sum(grid.row_heights), 0, 0.0
        for number, row in enumerate(page.rows, start=grid.last_row + 1):
            if row.breaks_before:
                used, start, height = used + height, number, 0.0
            height += 0.0 if row.is_hidden else row.height
            if start and used and used + height > room:
                sheet.row_breaks.append(Break(id=start - 1))
                used, start = 0.0, 0

    def _write_row(
        self,
        sheet: Any,
        number: int,
        row: FormRow,
        validations: dict[tuple[tuple[str, ...], str], DataValidation],
    ) -> None:
        sheet.row_dimensions[number].height = row.height
        sheet.row_dimensions[number].hidden = row.is_hidden
        for one in row.cells:
            self._write_cell(sheet, number, one)
            if one.choices or one.prompt:
                key = (one.choices, one.prompt)
                if key not in validations:
                    validations[key] = self._validation(one)
                    sheet.add_data_validation(validations[key])
                validations[key].add(f"{get_column_letter(one.first + 1)}{number}")

    def _write_cell(self, sheet: Any, row: int, one: FormCell) -> None:
        first, last = one.first + 1, one.last
        for column in range(first, last + 1):
            edges = (column == first, column == last, True, True)
            sheet.cell(row, column)._style = self._styles.array(one.look, edges)
        if last > first:
            sheet.merged_cells.add(CellRange(min_row=row, max_row=row, min_col=first, max_col=last))
        if not one.text:
            return
        cell = sheet.cell(row, first)
        cell.value = escape_notation(writable_text(one.text)[0])
        # Set by hand, for openpyxl would make a formula of =1+1 and an error of #N/A.
        cell.data_type = "s"
        if one.link in self._links:
            location = f"{quote_sheetname(self._links[one.link])}!A1"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)

    def _validation(self, one: FormCell) -> DataValidation:
        made = DataValidation(
            type="list" if one.choices else None,
            formula1=self._list(one.choices) if one.choices else None,
            allow_blank=True,
            showErrorMessage=bool(one.choices),
            # A warning, not a refusal: a month or a word of the office's own may be meant.
            errorStyle="warning" if one.choices else None,
            errorTitle="一覧にない言葉です" if one.choices else None,
            error="このまま記入してもよければ「はい」を押してください。" if one.choices else None,
            showInputMessage=bool(one.prompt),
            prompt=one.prompt or None,
        )
        made.showDropDown = False
        return made

    def _list(self, choices: tuple[str, ...]) -> str:
        """Give the range that holds the choices on the hidden sheet."""
        if choices not in self._lists:
            column = get_column_letter(len(self._lists) + 1)
            self._lists[choices] = f"{LISTS_SHEET}!${column}$1:${column}${len(choices)}"
        return self._lists[choices]

    def add_lists(self) -> None:
        """Add the hidden sheet with what the lists offer."""
        sheet: Any = self._workbook.create_sheet(LISTS_SHEET)
        sheet.sheet_state = "hidden"
        for column, choices in enumerate(self._lists, start=1):
            for row, text in enumerate(choices, start=1):
                cell = sheet.cell(row, column)
                cell.value, cell.data_type = text, "s"


def _line_of(row: FormRow) -> str:
    if row.line in ("", FIXED):
        return fixed_line(writable_text(one.text)[0] for one in row.cells)
    return row.line


def _marks_of_table(grid: SheetGrid) -> dict[int, str]:
    """Give the marks of the worksheet rows of the official table."""
    texts: dict[int, list[tuple[int, str]]] = {row: [] for row in range(1, grid.last_row + 1)}
    for cell in grid.table.cells:
        area = grid.area_of(cell)
        texts[area.top].append((area.left, writable_text(cell.shown)[0]))
    return {row: fixed_line(text for _, text in sorted(cells)) for row, cells in texts.items()}


def _write_marks(sheet: Any, column: int, marks: Mapping[int, str]) -> None:
    for row, text in marks.items():
        cell = sheet.cell(row, column)
        cell.value, cell.data_type = text, "s"
    sheet.column_dimensions[get_column_letter(column)].hidden = True


def _empty_table(widths: tuple[float, ...]) -> SheetTable:
    return SheetTable("", "", widths, (), (), (0, 0), (0, 0), (0, 0))
