"""The looks of worksheet cells, from the colours and sizes of a form.

Here: fonts, fills, borders, alignment; one shared style array for each look, because openpyxl
spends most of its time hashing style objects cell by cell. Not here: which cell has which look
(`xlsx`), where lines run (`xlsx_grid`).
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from openpyxl.cell.cell import Cell
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.colors import Color
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet

from kitaplanner.domain.form import Form
from kitaplanner.export.xlsx_grid import GridLine, Sides
from kitaplanner.layout.table import TableCell

FONT_NAME = "BIZ UDゴシック"
# The Normal font is the unit of column widths. At 10.5 pt an em is 14 pixels of 1/96 inch and a
# half-width digit exactly 7, so that no program rounds it differently.
NORMAL_SIZE = 10.5
DIGIT_PIXELS = 7
# ST_FontCharset and ST_FontFamily: what Excel writes for a fixed-pitch Japanese face.
_SHIFT_JIS = 128
_MODERN = 3
# Line style of Excel and colour of the form for each line.
_LINES: dict[GridLine, tuple[Literal["dotted", "thin", "medium"], str]] = {
    "division": ("dotted", "year_rule"),
    "year": ("dotted", "rule"),
    "rule": ("thin", "frame"),
    "frame": ("medium", "frame"),
}
_CENTRED = frozenset({"label", "header", "subheader", "item", "narrow", "figure"})
_INDENTED = frozenset({"name", "departments", "summary", "link"})
_BOLD = frozenset({"title", "label", "name", "header"})
_UNWRAPPED = frozenset({"title", "caption", "subheader", "narrow"})
_SHRUNK = frozenset({"subheader", "narrow"})
_HEADING_FILLS = ("item", "label", "")

# A style of the table's cells, `narrow` for an item too narrow for its text, `link` for a cell that
# leads to another sheet, `heading0` … for headings of the outline by depth.
Look: TypeAlias = str


def look_of(cell: TableCell) -> Look:
    """Give the look of a table cell."""
    if cell.drawn is not None:
        return "narrow" if cell.drawn.is_beside else "item"
    if cell.style == "heading":
        return f"heading{min(cell.level, len(_HEADING_FILLS) - 1)}"
    return cell.style


class StyleBook:
    """The styles of one workbook; making it sets the workbook's Normal font."""

    def __init__(self, sheet: Worksheet, form: Form) -> None:
        self._form = form
        self._sheet = sheet
        self._arrays: dict[tuple[Look, Sides, float, bool], StyleArray] = {}
        self._borders: dict[Sides, Border] = {}
        self._set_normal_font()

    def array(
        self, look: Look, sides: Sides, size: float = 0.0, quoted: bool = False
    ) -> StyleArray:
        """Give the style of a look between four lines.

        A `size` in points stands for the look's own; `quoted` keeps it text when edited.
        """
        key = (look, sides, size, quoted)
        found = self._arrays.get(key)
        if found is None:
            found = self._arrays[key] = self._make_array(look, sides, size, quoted)
        return found

    def size_of(self, look: Look) -> float:
        """Give the size in points that the text of a look has, if it is not told otherwise."""
        sizes = self._form.sizes
        return {
            "title": sizes.heading[1],
            "label": sizes.label,
            "name": sizes.name,
            "caption": sizes.caption,
            "header": sizes.header,
            "subheader": sizes.item_smallest,
            "row_label": sizes.item,
            "item": sizes.item,
            "narrow": sizes.item,
        }.get(look, sizes.body)

    def run_font(self, size: float, colour: str, bold: bool) -> InlineFont:
        """Give the type of a part of a cell's text; the colour is written `#RRGGBB`."""
        return InlineFont(
            rFont=FONT_NAME,
            charset=_SHIFT_JIS,
            family=_MODERN,
            sz=size,
            b=bold or None,
            color=Color(argb(colour)),
        )

    def _set_normal_font(self) -> None:
        workbook: Any = self._sheet.parent
        normal = self._font(NORMAL_SIZE)
        # Programs take the unit of column widths from the style Normal or from the first font.
        workbook._fonts = IndexedList([normal])
        workbook._named_styles["Normal"].font = normal

    def _make_array(self, look: Look, sides: Sides, size: float, quoted: bool) -> StyleArray:
        # A cell on its own, never part of the sheet, lets openpyxl number the parts of the style.
        cell: Any = Cell(self._sheet, 1, 1)
        cell.font = self._look_font(look, size or self.size_of(look))
        fill = self._look_fill(look)
        if fill:
            cell.fill = PatternFill("solid", fgColor=argb(fill))
        cell.border = self._border(sides)
        cell.alignment = _alignment(look)
        cell.quotePrefix = quoted
        style: StyleArray = cell._style
        return style

    def _look_font(self, look: Look, size: float) -> Font:
        if look == "link":
            return self._font(size, colour="accent", underline=True)
        return self._font(size, bold=look in _BOLD or look.startswith("heading"))

    def _look_fill(self, look: Look) -> str:
        colours = self._form.colours
        headings = {
            f"heading{depth}": colours[fill] if fill else ""
            for depth, fill in enumerate(_HEADING_FILLS)
        }
        return {
            **headings,
            "label": colours["label"],
            "header": colours["header"],
            "subheader": colours["label"],
        }.get(look, "")

    def _font(
        self, size: float, *, bold: bool = False, colour: str = "ink", underline: bool = False
    ) -> Font:
        return Font(
            name=FONT_NAME,
            size=size,
            bold=bold,
            color=argb(self._form.colours[colour]),
            underline="single" if underline else None,
            charset=_SHIFT_JIS,
            family=_MODERN,
        )

    def _border(self, sides: Sides) -> Border:
        if sides not in self._borders:
            left, right, top, bottom = (self._side(line) for line in sides)
            self._borders[sides] = Border(left=left, right=right, top=top, bottom=bottom)
        return self._borders[sides]

    def _side(self, line: GridLine) -> Side:
        if not line:
            return Side()
        style, colour = _LINES[line]
        return Side(style=style, color=argb(self._form.colours[colour]))


def _alignment(look: Look) -> Alignment:
    return Alignment(
        horizontal="center" if look in _CENTRED else "left",
        vertical="center",
        wrap_text=look not in _UNWRAPPED,
        shrink_to_fit=look in _SHRUNK,
        indent=1 if look in _INDENTED or look.startswith("heading") else 0,
    )


def argb(colour: str) -> str:
    """Write `#RRGGBB` as Excel does, opaque."""
    return "FF" + colour.removeprefix("#").upper()
