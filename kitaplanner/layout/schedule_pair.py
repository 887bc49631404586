"""Two schedules of one initiative, new and old, drawn in the frame of 新旧対照表.

Side by side where they are readable so; one below the other where the columns of half a table
would make them much higher.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import Part, Split
from kitaplanner.layout.lines import Line, height_of, set_lines
from kitaplanner.layout.scene import Rect
from kitaplanner.layout.schedule import ScheduleBlock, schedule_block

_PAD = 4.0
# Side by side is what people look for: it gives way only where it takes so much more room.
_MUCH_HIGHER = 1.1
# Heads of columns (1Q, 2Q) run into each other in columns narrower than this, in points.
_NARROWEST = 14.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A side to be drawn: its head words, and the initiative in its plan; None where it is not."""

    head: str
    initiative: Initiative | None
    plan: Plan


def schedule_pair(
    sides: Sequence[Shown], label_width: float, context: Context, highest: float
) -> Part | None:
    """Draw the schedules of both sides, the left or upper first; None where they are too high."""
    width = context.table_width
    beside = _Beside(context, *_made(sides, width / 2 - 2 * _PAD, width / 2 - 2 * _PAD, context))
    if not any(beside.blocks):
        return None
    room = width - label_width - 2 * _PAD
    below = _Below(context, *_made(sides, label_width - 2 * _PAD, room, context), label_width)
    is_narrow = min(_columns(one, width / 2) for one in sides) < _NARROWEST
    pair = below if is_narrow or beside.height > below.height * _MUCH_HIGHER else beside
    return pair if pair.height <= highest else None


_Heads = tuple[tuple[Line, ...], ...]
_Blocks = tuple[ScheduleBlock | None, ...]


def _columns(side: Shown, width: float) -> float:
    """Give the width of a column of the schedule in a table of a width."""
    divisions = 1 if side.initiative is None else side.initiative.schedule.divisions
    return width / (len(side.plan.period.years) * divisions)


def _made(
    sides: Sequence[Shown], head_width: float, width: float, context: Context
) -> tuple[_Heads, _Blocks]:
    muted = context.muted(context.form.sizes.item_smallest)
    heads = tuple(set_lines(one.head, head_width, muted, context.metrics) for one in sides)
    blocks = tuple(
        None
        if one.initiative is None
        else schedule_block(one.initiative, replace(context, plan=one.plan), width)
        for one in sides
    )
    return heads, blocks


@dataclass(frozen=True, slots=True)
class _Beside:
    """Side by side, each under its head words."""

    context: Context
    heads: _Heads
    blocks: _Blocks

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        blocks = max((one.height for one in self.blocks if one), default=0.0)
        return max(map(height_of, self.heads)) + blocks + 3 * _PAD

    def split(self, room: float, full: float) -> Split | None:
        """Never part a pair."""
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the frame, and both schedules under their head words."""
        colours, lengths = self.context.form.colours, self.context.form.lengths
        frame = Rect(x, y, self.context.table_width, self.height)
        half = frame.width / 2
        canvas.box(frame, stroke=colours["frame"], width=lengths.frame)
        canvas.rule(x + half, y, x + half, frame.bottom, colours["rule"], lengths.rule)
        top, head_height = y + _PAD, max(map(height_of, self.heads))
        for index, (head, block) in enumerate(zip(self.heads, self.blocks, strict=True)):
            left = x + index * half + _PAD
            canvas.text_lines(head, Rect(left, top, half - 2 * _PAD, head_height), align="centre")
            if block is not None:
                block.draw(canvas, left, top + head_height + _PAD)


@dataclass(frozen=True, slots=True)
class _Below:
    """One below the other, each beside its head words, as wide as the table."""

    context: Context
    heads: _Heads
    blocks: _Blocks
    label_width: float

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return sum(self._heights())

    def _heights(self) -> list[float]:
        return [
            max(height_of(head), block.height if block else 0.0) + 2 * _PAD
            for head, block in zip(self.heads, self.blocks, strict=True)
        ]

    def split(self, room: float, full: float) -> Split | None:
        """Never part a pair."""
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the frame, and each schedule beside its head words."""
        colours, lengths = self.context.form.colours, self.context.form.lengths
        frame = Rect(x, y, self.context.table_width, self.height)
        border = x + self.label_width
        canvas.box(frame, stroke=colours["frame"], width=lengths.frame)
        canvas.rule(border, y, border, frame.bottom, colours["rule"], lengths.rule)
        for index, (head, block, height) in enumerate(
            zip(self.heads, self.blocks, self._heights(), strict=True)
        ):
            if index:
                canvas.rule(x, y, frame.right, y, colours["rule"], lengths.rule)
            inside = Rect(x + _PAD, y, self.label_width - 2 * _PAD, height)
            canvas.text_lines(head, inside, align="centre")
            if block is not None:
                block.draw(canvas, border + _PAD, y + _PAD)
            y += height
