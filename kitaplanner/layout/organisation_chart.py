"""An organisation chart: boxes in reading order, each indented below the one it belongs to.

Belongs here: measuring, parting and drawing it. Does not belong here: the tree of the plan's own
outline (`outline_chart`).

The tree runs down the page rather than across it: names of bodies are long, and a chart of any
size parts between pages without a cut through a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kitaplanner.domain.plan import Block, ChartBox
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import TOLERANCE, Split
from kitaplanner.layout.lines import Line, height_of, set_lines
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.scene import Rect, Shortfall, Target
from kitaplanner.layout.spots import spot_of
from kitaplanner.layout.text_parts import glyph_shortfalls, text_part

_STEP = 26.0  # how far a child stands to the right of its parent
_ELBOW = 12.0  # where the rule of the children hangs below a box, from its left edge
_GAP = 7.0
_PADDING = 5.0
_DEEPEST = 5
# Of the width of the text; longer names break.
_WIDEST = 0.62
_WHOLE = 0.5
_SIDE_GAP = 8.0


@dataclass(frozen=True, slots=True)
class _Box:
    """A box with its lines and its note to the right."""

    depth: int
    lines: tuple[Line, ...]
    note: tuple[Line, ...]
    width: float
    # The depths at which a rule passes on to boxes further below.
    passing: tuple[int, ...] = ()

    @property
    def height(self) -> float:
        """Give the height of the box in points."""
        return max(height_of(self.lines) + 2 * _PADDING, height_of(self.note))


@dataclass(frozen=True, slots=True)
class Chart:
    """Boxes one below the other."""

    context: Context
    boxes: tuple[_Box, ...]
    shortfalls: tuple[Shortfall, ...] = ()
    is_continued: bool = False

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return sum(one.height + _GAP for one in self.boxes) - _GAP

    def split(self, room: float, full: float) -> Split | None:
        """Part it between boxes, where it is long."""
        if self.height <= full * _WHOLE:
            return None
        left = room
        for index, one in enumerate(self.boxes):
            left -= one.height + _GAP * (index > 0)
            if left < -TOLERANCE:
                if not index:
                    return None
                return (
                    replace(self, boxes=self.boxes[:index]),
                    replace(self, boxes=self.boxes[index:], shortfalls=(), is_continued=True),
                )
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the rules, then the boxes over them."""
        colours, lengths = self.context.form.colours, self.context.form.lengths
        for index, one in enumerate(self.boxes):
            top = y - _GAP if index or self.is_continued else y
            for depth in one.passing:
                stem = x + depth * _STEP + _ELBOW
                canvas.rule(stem, top, stem, y + one.height, colours["rule"], lengths.frame)
            left = x + one.depth * _STEP
            if one.depth:
                stem, middle = left - _STEP + _ELBOW, y + one.height / 2
                canvas.rule(stem, top, stem, middle, colours["rule"], lengths.frame)
                canvas.rule(stem, middle, left, middle, colours["rule"], lengths.frame)
            rect = Rect(left, y, one.width, one.height)
            fill = colours["header" if one.depth == 0 else "item" if one.depth == 1 else "paper"]
            canvas.box(rect, fill=fill, stroke=colours["frame"], width=lengths.rule)
            canvas.text_lines(one.lines, rect, align="centre")
            beside = rect.right + _SIDE_GAP
            canvas.text_lines(
                one.note, Rect(beside, y, x + self.context.table_width - beside, one.height)
            )
            y += one.height + _GAP
        canvas.report(self.shortfalls)


def chart_pieces(block: Block, context: Context, target: Target) -> Iterator[Piece]:
    """Yield the chart with its caption above; nothing for a chart without boxes."""
    if block.caption:
        style = replace(context.muted(context.form.sizes.caption), bold=True)
        yield Piece(
            text_part(block.caption, context, style, target=spot_of(target, "caption")), keep=True
        )
    if block.boxes:
        texts = "".join(one.text + one.note for one in block.boxes)
        shortfalls = glyph_shortfalls(texts, target, context)
        yield Piece(Chart(context, tuple(_boxes(block.boxes, context)), shortfalls), gap=4.0)
    if block.text:
        yield Piece(text_part(block.text, context, context.note(), target=target), gap=3.0)


def _boxes(boxes: Sequence[ChartBox], context: Context) -> Iterator[_Box]:
    style = replace(context.body("figure"), leading=1.4, breaking="heading")
    small = context.muted(context.form.sizes.item_smallest, "figure")
    widest = context.table_width * _WIDEST
    depths = _depths(boxes)
    for index, one in enumerate(boxes):
        depth = depths[index]
        bold = replace(style, bold=depth == 0)
        lines = set_lines(one.text, widest - 4 * _PADDING, bold, context.metrics)
        width = max((line.width for line in lines), default=0.0) + 4 * _PADDING
        beside = context.table_width - depth * _STEP - width - _SIDE_GAP
        note = set_lines(one.note, max(beside, _STEP), small, context.metrics) if one.note else ()
        passing = tuple(level for level in range(depth) if _goes_on(depths, index, level))
        yield _Box(depth, lines, note, width, passing)


def _depths(boxes: Sequence[ChartBox]) -> list[int]:
    """Give depths without gaps: a box is at most one deeper than the one before it."""
    depths: list[int] = []
    for one in boxes:
        deepest = depths[-1] + 1 if depths else 0
        depths.append(min(max(one.depth, 0), deepest, _DEEPEST))
    return depths


def _goes_on(depths: Sequence[int], index: int, level: int) -> bool:
    """Say whether the rule below a box at a level passes this box to another child further down."""
    for depth in depths[index + 1 :]:
        if depth <= level:
            return False
        if depth == level + 1:
            return True
    return False
