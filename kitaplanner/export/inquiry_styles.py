"""The looks of an inquiry's cells: what may be filled in is told by tint and outline, also in grey.

Here: fonts, fills, borders and locks of form cells. Not here: the official table (`xlsx_styles`).
"""

from __future__ import annotations

from typing import Any, TypeAlias

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from kitaplanner.domain.form import Form
from kitaplanner.export.xlsx_styles import FONT_NAME, argb
from kitaplanner.layout.inquiry_page import BOLD, OPEN, SIZES, FormLook

# Light enough for a copier to drop, so that pencil and type stay readable on it.
_OPEN_FILL = "#FFF8DC"
_TEXT_FORMAT = "@"
_SHIFT_JIS = 128
_MODERN = 3
_CENTRED = frozenset({"title", "head", "label", "now_centre", "input_centre", "link"})
_RULED = frozenset({"head", "label", "now", "now_centre", "link"})
_FILLS: dict[FormLook, str] = {"head": "header", "label": "label"}
# Whether a cell stands at the left, right, top, bottom edge of its merged range.
Edges: TypeAlias = tuple[bool, bool, bool, bool]


class InquiryStyles:
    """The styles of form cells in one workbook."""

    def __init__(self, sheet: Worksheet, form: Form) -> None:
        self._sheet = sheet
        self._form = form
        self._arrays: dict[tuple[FormLook, Edges], StyleArray] = {}

    def array(self, look: FormLook, edges: Edges) -> StyleArray:
        """Give the style of a cell of a look at some edges of its range."""
        key = (look, edges)
        if key not in self._arrays:
            self._arrays[key] = self._make(look, edges)
        return self._arrays[key]

    def _make(self, look: FormLook, edges: Edges) -> StyleArray:
        cell: Any = Cell(self._sheet, 1, 1)
        colour = {"guide": "muted", "link": "accent", "section": "accent"}.get(look, "ink")
        cell.font = Font(
            name=FONT_NAME,
            size=SIZES[look],
            bold=look in BOLD,
            color=argb(self._form.colours[colour]),
            underline="single" if look == "link" else None,
            charset=_SHIFT_JIS,
            family=_MODERN,
        )
        fill = _OPEN_FILL if look in OPEN else self._form.colours.get(_FILLS.get(look, ""), "")
        if fill:
            cell.fill = PatternFill("solid", fgColor=argb(fill))
        cell.border = self._border(look, edges)
        cell.alignment = Alignment(
            horizontal=_horizontal(look), vertical=_vertical(look), wrap_text=True
        )
        cell.number_format = _TEXT_FORMAT
        cell.protection = Protection(locked=look not in OPEN)
        cell.quotePrefix = False
        style: StyleArray = cell._style
        return style

    def _border(self, look: FormLook, edges: Edges) -> Border:
        if look in OPEN:
            side = Side(style="thin", color=argb(self._form.colours["accent"]))
        elif look in _RULED:
            side = Side(style="thin", color=argb(self._form.colours["rule"]))
        else:
            thick = Side(style="medium", color=argb(self._form.colours["accent"]))
            return Border(bottom=thick) if look in ("section", "guide") else Border()
        left, right, top, bottom = (side if one else Side() for one in edges)
        return Border(left=left, right=right, top=top, bottom=bottom)


def _horizontal(look: FormLook) -> str:
    if look in ("letter_right", "guide"):
        return "right"
    return "center" if look in _CENTRED else "left"


def _vertical(look: FormLook) -> str:
    if look in ("letter", "letter_bold"):
        return "top"
    return "bottom" if look in ("section", "guide") else "center"
