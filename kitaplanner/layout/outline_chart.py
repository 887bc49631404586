"""体系図: the tree of names, from the left to the right, down to the 施策.

Belongs here: measuring, parting and drawing the tree. Does not belong here: names with their
initiatives and pages (`initiative_list`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kitaplanner.domain.plan import Node
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import TOLERANCE, Split
from kitaplanner.layout.lines import Line, LineStyle, hang_of, height_of, set_lines
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.policies import heading_parts
from kitaplanner.layout.scene import Align, Rect, Shortfall, Target
from kitaplanner.layout.text_parts import glyph_shortfalls

_ROOT_GAP = 12.0
_CHILD_GAP = 4.0
_COLUMN_GAP = 20.0
_PADDING = 6.0
_LINE_PADDING = 4.0
# A name in a chart has its room; what is longer ends with … and stands whole in the chapters.
_MOST_LINES = 10
# How much wider each column is than the one to its left.
_GROWTH = 1.25
# A number wider than this share of its box stands on a line of its own.
_WIDEST_MARK = 0.35
_BULLET = "・"


@dataclass(frozen=True, slots=True)
class Branch:
    """A box with the branches to its right; without a node, the bullets of the box before it."""

    context: Context
    lines: tuple[Line, ...]
    depth: int
    columns: tuple[tuple[float, float], ...]
    children: tuple[Branch, ...]
    target: Target
    is_plain: bool = False
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def box_height(self) -> float:
        """Give the height of its own box."""
        return height_of(self.lines) + 2 * _LINE_PADDING

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        below = sum(child.height for child in self.children)
        below += _CHILD_GAP * max(len(self.children) - 1, 0)
        return max(self.box_height, below)

    def split(self, room: float, full: float) -> Split | None:
        """Part it between its children; the box is drawn again where they go on."""
        return self.part_in_two(room)

    def part_in_two(self, room: float) -> tuple[Branch, Branch] | None:
        """Give the branches that fit in a height, and the rest; None where none does."""
        if self.box_height > room + TOLERANCE:
            return None
        left = room
        for index, child in enumerate(self.children):
            if child.height <= left + TOLERANCE:
                left -= child.height + _CHILD_GAP
                continue
            inner = child.part_in_two(left) if child.children else None
            if inner is None:
                if not index:
                    return None
                return self._halves(self.children[:index], self.children[index:])
            before, after = (
                (*self.children[:index], inner[0]),
                (inner[1], *self.children[index + 1 :]),
            )
            return self._halves(before, after)
        return None

    def _halves(self, first: tuple[Branch, ...], rest: tuple[Branch, ...]) -> tuple[Branch, Branch]:
        return replace(self, children=first), replace(self, children=rest, shortfalls=())

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the box in the middle of its height, the elbows and the children."""
        colours = self.context.form.colours
        left, width = self.columns[self.depth]
        box = Rect(x + left, y + (self.height - self.box_height) / 2, width, self.box_height)
        if not self.is_plain:
            fill = (colours["header"], colours["label"], "")[min(self.depth, 2)]
            canvas.box(box, fill=fill, stroke=colours["frame"], width=0.75)
        inside = Rect(box.x + _PADDING, box.y, width - 2 * _PADDING, box.height)
        align: Align = "left"
        canvas.text_lines(self.lines, inside, align=align, target=self.target)
        self._draw_children(canvas, x, y, box)
        canvas.report(self.shortfalls)

    def _draw_children(self, canvas: Canvas, x: float, y: float, box: Rect) -> None:
        if not self.children:
            return
        colour = self.context.colour("rule")
        middle = box.y + box.height / 2
        spine = x + self.columns[self.depth + 1][0] - _COLUMN_GAP / 2
        total = sum(child.height for child in self.children)
        total += _CHILD_GAP * (len(self.children) - 1)
        y += (self.height - total) / 2
        levels = [middle]
        for child in self.children:
            at = y + child.height / 2
            levels.append(at)
            if not child.is_plain:
                canvas.rule(spine, at, spine + _COLUMN_GAP / 2, at, colour, 0.75)
            child.draw(canvas, x, y)
            y += child.height + _CHILD_GAP
        if any(not child.is_plain for child in self.children):
            canvas.rule(box.right, middle, spine, middle, colour, 0.75)
            canvas.rule(spine, min(levels), spine, max(levels), colour, 0.75)


def outline_chart_pieces(context: Context) -> list[Piece]:
    """Give one piece for each root of the outline."""
    depth = max((chart_depth(root) for root in context.plan.outline), default=1)
    columns = chart_columns(max(depth, 2), context.table_width)
    return [
        Piece(_branch(root, 0, columns, context), gap=_ROOT_GAP) for root in context.plan.outline
    ]


def chart_depth(node: Node) -> int:
    """Count the columns of names that a branch takes."""
    return 1 + max((chart_depth(child) for child in node.children), default=0)


def chart_columns(count: int, width: float) -> tuple[tuple[float, float], ...]:
    """Give left edge and width of each column; names grow longer from left to right."""
    shares = [_GROWTH**index for index in range(count)]
    room = width - _COLUMN_GAP * (count - 1)
    columns: list[tuple[float, float]] = []
    left = 0.0
    for share in shares:
        own = room * share / sum(shares)
        columns.append((left, own))
        left += own + _COLUMN_GAP
    return tuple(columns)


def _branch(
    node: Node, depth: int, columns: tuple[tuple[float, float], ...], context: Context
) -> Branch:
    sizes = context.form.sizes
    style = LineStyle(
        sizes.body, 1.4, context.colour("ink"), depth < 2, role="list_item", breaking="heading"
    )
    mark, name = heading_parts(node, context)
    target = Target("node", node.id, "name")
    lines = chart_lines(name, mark, style, columns[depth][1], context)
    children = tuple(_branch(child, depth + 1, columns, context) for child in node.children)
    if not children and node.bullets and depth + 1 < len(columns):
        children = (_bullets(node, depth + 1, columns, context),)
    reports = glyph_shortfalls(name, target, context)
    return Branch(context, lines, depth, columns, children, target, shortfalls=reports)


def _bullets(
    node: Node, depth: int, columns: tuple[tuple[float, float], ...], context: Context
) -> Branch:
    """Give the bullets of a node without children, over all columns to its right."""
    style = LineStyle(
        context.form.sizes.body, 1.5, context.colour("ink"), role="list_item", breaking="item"
    )
    left = columns[depth][0]
    width = context.table_width - left
    lines = tuple(
        line
        for bullet in node.bullets
        for line in chart_lines(bullet.removeprefix(_BULLET), _BULLET, style, width, context)
    )
    wide = (*columns[:depth], (left, width))
    target = Target("node", node.id, "bullets")
    return Branch(context, lines, depth, wide, (), target, is_plain=True)


def chart_lines(
    text: str, mark: str, style: LineStyle, width: float, context: Context
) -> tuple[Line, ...]:
    """Set a name in a box of a width in points; a wide number stands on a line of its own."""
    room = width - 2 * _PADDING
    metrics = context.metrics
    if hang_of(mark, style, metrics) > room * _WIDEST_MARK:
        lines = set_lines(mark, room, style, metrics) + set_lines(text, room, style, metrics)
    else:
        lines = set_lines(text, room, style, metrics, mark)
    if len(lines) <= _MOST_LINES:
        return lines
    last = lines[_MOST_LINES - 1]
    return (*lines[: _MOST_LINES - 1], replace(last, text=last.text[:-1] + "…"))
