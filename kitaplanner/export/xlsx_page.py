"""How a worksheet is printed: paper, margins, running lines, repeated rows.

Here: the print set-up of one sheet. Not here: its cells (`xlsx`).
"""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kitaplanner.domain.form import Form, PageGeometry, mm
from kitaplanner.export.safe_text import clip_utf16, writable_text
from kitaplanner.export.xlsx_grid import SheetGrid
from kitaplanner.export.xlsx_styles import FONT_NAME

_POINTS_PER_INCH = 72
# ST_PaperSize of papers whose sides are this long in millimetres.
_PAPER_CODES = {(297, 420): 8, (210, 297): 9, (257, 364): 12, (182, 257): 13}
_A4 = 9
# Excel specifications: a header holds 255 characters with its codes; half of it for each side.
_MAX_RUNNING_TEXT = 90


def set_up_page(sheet: Worksheet, grid: SheetGrid, form: Form, last_row: int | None = None) -> None:
    """Set paper, margins and print area; long sheets repeat the header rows of the table.

    `last_row` is the last that is printed, where more than the table stands on the sheet; what
    stands below the table is no part of it, so that no rows are repeated.
    """
    set_up_paper(sheet, form, lies=grid.table.lies)
    last_column = get_column_letter(grid.last_column)
    sheet.print_area = f"A1:{last_column}{last_row or grid.last_row}"
    header = grid.table.header_rows
    if header[0] < header[1] and last_row is None:
        first, last = grid.rows_of(header)
        sheet.print_title_rows = f"{first}:{last}"


def set_up_paper(sheet: Worksheet, form: Form, *, lies: bool = False) -> None:
    """Set paper and margins, one page wide; with `lies` the paper lies on its side."""
    page = form.page
    setup = sheet.page_setup
    setup.paperSize = _paper_code(page)
    is_upright = page.width <= page.height and not lies
    setup.orientation = "portrait" if is_upright else "landscape"
    # One page wide, as many high as it takes.
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup.fitToWidth = 1
    setup.fitToHeight = 0
    margins = sheet.page_margins
    margins.left = margins.right = page.margin_side / _POINTS_PER_INCH
    margins.top = page.margin_top / _POINTS_PER_INCH
    margins.bottom = page.margin_bottom / _POINTS_PER_INCH
    margins.header = page.margin_top / 2 / _POINTS_PER_INCH
    margins.footer = page.margin_bottom / 2 / _POINTS_PER_INCH
    sheet.print_options.horizontalCentered = True


def set_running_lines(sheet: Worksheet, form: Form, title: str, place: str) -> None:
    """Set the header (title of the plan at the left, place in it at the right) and page number."""
    running: Any = sheet.HeaderFooter
    running.oddHeader.left.text = _running_text(title, form)
    running.oddHeader.right.text = _running_text(place, form)
    running.oddFooter.center.text = _codes(form) + "- &P -"


def _running_text(text: str, form: Form) -> str | None:
    line = " ".join(writable_text(text)[0].split())
    # Each ampersand is written twice; a header that is too long makes Excel repair the file.
    shown = clip_utf16(line, _MAX_RUNNING_TEXT - line.count("&"))
    return _codes(form) + shown.replace("&", "&&") if shown else None


def _codes(form: Form) -> str:
    """Give size, colour and font; the font stands last, for a digit after a size would join it."""
    colour = form.colours["muted"].removeprefix("#").upper()
    return f'&{round(form.sizes.running)}&K{colour}&"{FONT_NAME},標準"'


def _paper_code(page: PageGeometry) -> int:
    for (short, long), code in _PAPER_CODES.items():
        sides = sorted((page.width, page.height))
        if abs(sides[0] - mm(short)) < 1 and abs(sides[1] - mm(long)) < 1:
            return code
    return _A4
