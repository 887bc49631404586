"""The shapes of a sheet's items: which shape each kind has, and where it lies over the cells.

Here: from the items that the layout has set to neutral shapes. Not here: their XML (`drawingml`),
the cells below them (`xlsx_sheet`).

A shape is bound to the cells at both of its ends, so that it moves and stretches with them; the
lines of its text are those of the printed sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import ItemKind
from kitaplanner.domain.schedule_words import describe_item
from kitaplanner.domain.workbook_ids import item_shape_name, text_shape_name
from kitaplanner.export.drawingml import (
    EMU_PER_PIXEL,
    EMU_PER_POINT,
    Place,
    Preset,
    ShapeText,
    SheetShape,
    TextAlign,
)
from kitaplanner.export.xlsx_grid import SheetGrid
from kitaplanner.layout.items import SetItem
from kitaplanner.layout.scene import Align
from kitaplanner.layout.table import TableCell

_OUTLINE = 0.75
_ALIGNS: dict[Align, TextAlign] = {"left": "l", "centre": "ctr", "right": "r"}
_FILLED: frozenset[ItemKind] = frozenset({"arrow", "box"})
_OUTLINED: frozenset[ItemKind] = frozenset({"arrow", "box", "dashed"})
# Programs that leave a fifth of a character between Latin and Japanese letters make lines longer.
_BETWEEN_SCRIPTS = 0.2
# A program that measures a little wider than we do must not break a line anew.
_WIDER = 0.02
_LATIN_BORDER = re.compile("(?<=[0-9A-Za-z%])(?=[^\x00-\u024f])|(?<=[^\x00-\u024f])(?=[0-9A-Za-z])")


class SheetDrawing:
    """The shapes over one worksheet."""

    def __init__(self, grid: SheetGrid, form: Form) -> None:
        self._grid = grid
        self._form = form
        self._origin = sum(grid.table.column_widths[: grid.table.grid_columns[0]])
        self._edges = tuple(accumulate(grid.table.column_widths, initial=0.0))
        self._columns = tuple(pixels * EMU_PER_PIXEL for pixels in grid.column_pixels)
        self._rows = tuple(round(height * EMU_PER_POINT) for height in grid.row_heights)

    def shapes(self) -> Iterator[SheetShape]:
        """Yield the shapes in reading order, a text that stands beside an item after its shape."""
        for cell in self._grid.table.cells:
            if cell.drawn is not None:
                yield self._item(cell, cell.drawn)
                if cell.drawn.is_beside and cell.drawn.lines:
                    yield self._text_beside(cell, cell.drawn)

    def _item(self, cell: TableCell, drawn: SetItem) -> SheetShape:
        item, shape, colours = drawn.item, drawn.shape, self._form.colours
        start, end, box = self._between(cell, shape.left, shape.right)
        height = box[3] / EMU_PER_POINT
        head = shape.head_at(height)
        preset = _preset(drawn)
        left = drawn.text_left - shape.left
        right = shape.right - drawn.text_left - drawn.text_width
        if preset == "chevron":
            # The text of a chevron is set between notch and point, as ours is,
            left, right = left - shape.tail, right - shape.head
        elif preset == "homePlate":
            # that of a home plate in a rectangle that reaches to the middle of the point.
            right -= shape.head / 2
        lines = () if drawn.is_beside else _lines(drawn)
        left, right = max(left, 0.0), max(right, 0.0)
        # What is free at both sides of a centred text, or behind one that begins at the left.
        slack = (min(left, right),) * 2 if drawn.align == "centre" else (0.0, right)
        return SheetShape(
            name=item_shape_name(item.id),
            description=describe_item(item),
            start=start,
            end=end,
            box=box,
            preset=preset,
            point=head,
            fill=colours["item"] if item.kind in _FILLED else colours["paper"],
            outline=colours["item_outline"] if item.kind in _OUTLINED else "",
            outline_width=_OUTLINE,
            dashed=item.kind == "dashed",
            is_text_box=item.kind in {"note", "value"},
            lines=lines,
            align=_ALIGNS[drawn.align],
            insets=(left - slack[0], 0.0, right - slack[1], _below(lines)),
            wraps=_longest(drawn) <= drawn.text_width + sum(slack),
        )

    def _text_beside(self, cell: TableCell, drawn: SetItem) -> SheetShape:
        right = drawn.text_left + drawn.text_width
        start, end, box = self._between(cell, drawn.text_left, right)
        lines = _lines(drawn)
        return SheetShape(
            name=text_shape_name(drawn.item.id),
            description=drawn.item.text,
            start=start,
            end=end,
            box=box,
            is_text_box=True,
            lines=lines,
            align=_ALIGNS[drawn.align],
            insets=(0.0, 0.0, 0.0, _below(lines)),
            wraps=_longest(drawn) <= drawn.text_width,
        )

    def _between(
        self, cell: TableCell, left: float, right: float
    ) -> tuple[Place, Place, tuple[int, int, int, int]]:
        """Place a shape between two x of the grid, in the height of its cell less the gap."""
        first, last = self._grid.area_of(cell).top - 1, self._grid.area_of(cell).bottom - 1
        top, bottom = self._gaps(cell)
        start = (*self._column_at(left), first, top)
        end = (*self._column_at(right), last, self._rows[last] - bottom)
        x, y = sum(self._columns[: start[0]]) + start[1], sum(self._rows[:first]) + top
        width = sum(self._columns[: end[0]]) + end[1] - x
        height = sum(self._rows[:last]) + end[3] - y
        return Place(*start), Place(*end), (x, y, width, height)

    def _gaps(self, cell: TableCell) -> tuple[int, int]:
        """Give what stays free above and below a shape; the outer rows have half as much more."""
        half = self._grid.table.gap / 2
        first, last = self._grid.table.schedule_rows
        above = half * 2 if cell.row == first else half
        below = half * 2 if cell.row == last - 1 else half
        return round(above * EMU_PER_POINT), round(below * EMU_PER_POINT)

    def _column_at(self, x: float) -> tuple[int, int]:
        """Give the column that an x of the grid lies in, and how far within it in EMU.

        An x on an edge belongs to the column before it: a shape's end stays with its own cells.
        """
        x = min(max(x + self._origin, 0.0), self._edges[-1])
        column = max(index for index, edge in enumerate(self._edges[:-1]) if edge <= x)
        share = (x - self._edges[column]) / (self._edges[column + 1] - self._edges[column])
        return column, round(min(share, 1.0) * self._columns[column])


def _preset(drawn: SetItem) -> Preset:
    if not drawn.shape.head:
        return "rect"
    return "chevron" if drawn.shape.tail else "homePlate"


def _longest(drawn: SetItem) -> float:
    """Give the width in points that the longest line takes in a program that sets it wider."""
    return max(
        (
            line.width * (1 + _WIDER)
            + len(_LATIN_BORDER.findall(line.text)) * line.style.size * _BETWEEN_SCRIPTS
            for line in drawn.lines
        ),
        default=0.0,
    )


def _below(lines: Sequence[ShapeText]) -> float:
    """Give the free height below lines that balances what fixed spacing leaves above the first."""
    return lines[0].size * (lines[0].leading - 1) if len(lines) > 1 else 0.0


def _lines(drawn: SetItem) -> tuple[ShapeText, ...]:
    return tuple(
        ShapeText(
            line.text,
            line.style.size,
            line.style.leading,
            line.style.colour,
            line.style.bold,
            line.indent,
        )
        for line in drawn.lines
    )
