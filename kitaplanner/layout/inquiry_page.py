"""A page of an inquiry as neutral rows of cells, some of them open: what its worksheet is fed from.

Belongs here: the values, and the heights of rows from our own line breaking, because merged cells
of a workbook never find their height themselves. Does not belong here: what stands in the cells
(`inquiry_sheet`, `inquiry_letter`) and how they look (`export`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.layout.context import Context
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.table import SheetTable

FormLook: TypeAlias = Literal[
    "title", "letter", "letter_right", "letter_bold", "section", "guide", "head", "label", "now",
    "now_centre", "input", "input_centre", "link", "plain",
]  # fmt: skip
SIZES: dict[FormLook, float] = {
    "title": 14.0,
    "letter": 10.5,
    "letter_right": 10.5,
    "letter_bold": 10.5,
    "section": 11.0,
    "guide": 9.0,
    "head": 9.0,
    "label": 9.0,
    "now": 9.0,
    "now_centre": 9.0,
    "input": 10.0,
    "input_centre": 9.0,
    "link": 9.5,
    "plain": 9.5,
}
BOLD: frozenset[FormLook] = frozenset({"title", "letter_bold", "section", "head", "label"})
OPEN: frozenset[FormLook] = frozenset({"input", "input_centre"})
_LEADING = 1.3
# What a program keeps free at either side of a cell's text, and above and below ours.
_MARGIN = 4.0
_PADDING = 3.0
# A program measures a little wider than we do.
_WIDER = 1.03


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell over columns (from, to; excluded); `choices` are what its list offers.

    `link` is the id of the initiative whose sheet it leads to, or "cover".
    """

    first: int
    last: int
    text: str
    look: FormLook
    choices: tuple[str, ...] = ()
    prompt: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row with its height in points and the name of its line in the hidden column.

    `breaks_before` lets a printed page begin here; a hidden row is for programs alone.
    """

    height: float
    cells: tuple[FormCell, ...] = ()
    line: str = ""
    breaks_before: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class FormPage:
    """One worksheet: an official table, if any, and the rows below it in the same columns."""

    title: str
    widths: tuple[float, ...]
    rows: tuple[FormRow, ...]
    table: SheetTable | None = None
    initiative: str = ""


def form_row(
    cells: Iterable[FormCell],
    widths: Sequence[float],
    context: Context,
    *,
    line: str = "",
    least: float = 0.0,
    breaks_before: bool = False,
) -> FormRow:
    """Make a row as high as the highest of its texts, and at least `least` points."""
    cells = tuple(cells)
    heights = [_height(cell, sum(widths[cell.first : cell.last]), context) for cell in cells]
    return FormRow(max([least, *heights]), cells, line, breaks_before)


def _height(cell: FormCell, width: float, context: Context) -> float:
    size = SIZES[cell.look]
    style = LineStyle(size, _LEADING, context.colour("ink"), cell.look in BOLD, breaking="item")
    room = max((width - 2 * _MARGIN) / _WIDER, size)
    lines = set_lines(cell.text, room, style, context.metrics)
    return len(lines) * style.height + 2 * _PADDING
