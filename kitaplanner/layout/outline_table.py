"""体系図 for a workbook: the tree of names as boxes over the rows and columns of a worksheet.

Belongs here: which rows a box covers and how high they are. Does not belong here: the chart on
paper (`outline_chart`), which shows the same names.

Each box reaches over the rows of all that is below it, so that a straight line leads from it to
each of them. A leaf has two rows, between which the line to it runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from kitaplanner.domain.plan import Node
from kitaplanner.layout.context import Context
from kitaplanner.layout.linebreak import Style
from kitaplanner.layout.lines import Line, height_of
from kitaplanner.layout.outline_chart import chart_columns, chart_depth, chart_lines
from kitaplanner.layout.policies import heading_parts

TITLE = "体系図"
_GAP = 6.0
_ROOT_GAP = 14.0
_MARGIN = 5.0
# An indent in a workbook: three digits of the Normal font.
_INDENT = 15.75
# A program that measures a little wider than we do must not break a line anew.
_NARROWER = 0.97
_BULLET = "・"


@dataclass(frozen=True, slots=True)
class OutlineBox:
    """A box over rows and columns (from, to; excluded); the bullets of a node stand in none."""

    text: str
    depth: int
    rows: tuple[int, int]
    columns: tuple[int, int]
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class OutlineTable:
    """Boxes, and the lines between them: each runs above a row (the first) through a column.

    Widths and heights are points; the columns of odd number lie between those of the boxes.
    """

    title: str
    column_widths: tuple[float, ...]
    row_heights: tuple[float, ...]
    boxes: tuple[OutlineBox, ...]
    links: tuple[tuple[int, int], ...]


def outline_table(context: Context) -> OutlineTable:
    """Lay the outline out over the rows and columns of a worksheet."""
    outline = context.plan.outline
    depth = max((chart_depth(root) for root in outline), default=1)
    filling = _Filling(context, _widths(max(depth, 2), context))
    for index, root in enumerate(outline):
        if index:
            filling.heights.append(_ROOT_GAP)
        filling.add(root, 0)
    return OutlineTable(
        TITLE,
        filling.widths,
        tuple(filling.heights),
        tuple(filling.boxes),
        tuple(filling.links),
    )


def _widths(depth: int, context: Context) -> tuple[float, ...]:
    """Give the widths of the columns of boxes, with those of the gaps between them."""
    columns = chart_columns(depth, context.table_width)
    widths = [columns[0][1]]
    for before, (left, width) in pairwise(columns):
        widths += [left - sum(before), width]
    return tuple(widths)


@dataclass(slots=True)
class _Filling:
    context: Context
    widths: tuple[float, ...]
    heights: list[float] = field(default_factory=list)
    boxes: list[OutlineBox] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)

    def add(self, node: Node, depth: int) -> int:
        """Add a node and all below it; give the row above which the line to it runs."""
        first, column = len(self.heights), 2 * depth
        mark, name = heading_parts(node, self.context)
        lines = self._lines(name, mark, (column, column + 1), depth)
        place = len(self.boxes)
        ends = [self._child(child, depth, index) for index, child in enumerate(node.children)]
        if not ends and node.bullets and column + 1 < len(self.widths):
            self._bullets(node, depth)
        elif not ends:
            self._leaf(0.0)
        self._make_room(first, _height(lines))
        rows = (first, len(self.heights))
        self.boxes.insert(place, OutlineBox(_text(lines), depth, rows, (column, column + 1)))
        self.links += [(end, column + 1) for end in ends]
        return (first + len(self.heights)) // 2

    def _child(self, child: Node, depth: int, index: int) -> int:
        if index:
            self.heights.append(_GAP)
        return self.add(child, depth + 1)

    def _leaf(self, height: float) -> None:
        self.heights += [height / 2, height / 2]

    def _make_room(self, first: int, need: float) -> None:
        """Let the rows from one on take a height at least."""
        missing = need - sum(self.heights[first:])
        count = len(self.heights) - first
        if missing > 0:
            for row in range(first, len(self.heights)):
                self.heights[row] += missing / count

    def _bullets(self, node: Node, depth: int) -> None:
        columns = (2 * depth + 2, len(self.widths))
        lines = tuple(
            line
            for one in node.bullets
            for line in self._lines(one.removeprefix(_BULLET), _BULLET, columns, depth + 1)
        )
        first = len(self.heights)
        self._leaf(_height(lines))
        rows = (first, len(self.heights))
        self.boxes.append(OutlineBox(_text(lines), depth + 1, rows, columns, is_plain=True))

    def _lines(
        self, text: str, mark: str, columns: tuple[int, int], depth: int
    ) -> tuple[Line, ...]:
        breaking: Style = "body" if mark == _BULLET else "heading"
        style = replace(self.context.body("list_item"), breaking=breaking, bold=depth < 2)
        room = (sum(self.widths[slice(*columns)]) - _INDENT) * _NARROWER
        return chart_lines(text, mark, style, room, self.context)


def _text(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines)


def _height(lines: tuple[Line, ...]) -> float:
    return height_of(lines) + 2 * _MARGIN
