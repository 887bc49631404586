"""The text of a schedule item, set within its shape or, where that is too narrow, beside it.

Belongs here: what is printed of an item, its size, and what fell short. Does not belong here: the
shape (`arrows`) and the rows (`schedule`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kitaplanner.domain.plan import PlanSettings, ScheduleItem
from kitaplanner.layout.arrows import Axis, ItemShape, shape_item
from kitaplanner.layout.context import Context, missing_glyphs
from kitaplanner.layout.lines import Line, LineStyle, height_of, set_lines
from kitaplanner.layout.marked_lines import Stretch, set_marked_lines
from kitaplanner.layout.scene import Align, Shortfall, Target
from kitaplanner.layout.years import started_note

_SIZE_STEP = 0.5
# More lines than this in an item make its text shrink, if that saves a line.
_MANY_LINES = 3
_TALL_STACK = 5
# A rectangle narrower than this many characters is no place for a text: it goes beside the item.
_NARROW = 2.5
# Beside an item there must be room for this many characters, or nothing is won.
_ROOM_BESIDE = 4.0
NOTE_SIGN = "※"
_BULLETS = ("・", "●", "○", "■", "□", "▶", "-")


# In 見え消し: an item as it was, one that is new or has changed its place or shape.
ItemChange: TypeAlias = Literal["", "gone", "added"]
Paragraphs: TypeAlias = Sequence[Sequence[Stretch]]


@dataclass(frozen=True, slots=True)
class SetItem:
    """An item with its lines; `text_left` and `text_width` say where they stand.

    Of one that `is_torn` these are the lines of one page. `spoken` is told instead of its text.
    """

    item: ScheduleItem
    shape: ItemShape
    lines: tuple[Line, ...]
    size: float
    text_left: float
    text_width: float
    align: Align
    shortfalls: tuple[Shortfall, ...] = ()
    is_torn: bool = False
    change: ItemChange = ""
    spoken: str = ""

    @property
    def is_beside(self) -> bool:
        """Say whether the text stands beside the shape, which is too narrow for it."""
        return self.text_left >= self.shape.right or self.text_left < self.shape.left

    @property
    def text_height(self) -> float:
        """Give the height of its lines."""
        return height_of(self.lines)


def item_text(item: ScheduleItem, settings: PlanSettings) -> str:
    """Give all that is printed of an item, with ※ before its notes."""
    return "\n".join(item_paragraphs(item, settings))


def item_paragraphs(item: ScheduleItem, settings: PlanSettings) -> Iterator[str]:
    """Yield the printed paragraphs: text, departments it doesn't name itself, ※ lines."""
    if item.text:
        yield from item.text.split("\n")
    unnamed = [name for name in item.departments if name not in item.text]
    if unnamed:
        yield f"（{'・'.join(item.departments)}）"
    if item.started is not None:
        yield NOTE_SIGN + started_note(item.started, settings)
    if item.note:
        first, *others = item.note.split("\n")
        yield NOTE_SIGN + first.removeprefix(NOTE_SIGN)
        yield from (one if one.startswith(NOTE_SIGN) else NOTE_SIGN + one for one in others if one)


def set_item(
    item: ScheduleItem,
    axis: Axis,
    free: tuple[float, float],
    context: Context,
    marked: Paragraphs | None = None,
) -> SetItem | None:
    """Set an item's text; None when the item lies outside the period.

    `free` is the room from the end of the item before to the start of the one after; `marked` are
    paragraphs with emphasis, which take the place of its own.
    """
    lengths, sizes = context.form.lengths, context.form.sizes
    shape = shape_item(item, axis, lengths)
    if shape is None:
        return None
    left, width = shape.text_left, shape.text_width
    align: Align = "left" if item.kind == "note" else "centre"
    if width < _NARROW * sizes.item and (marked or item.text or item.note or item.started):
        beside = _beside(shape, free, sizes.item, lengths.item_padding)
        if beside is not None:
            left, width, align = beside
    lines, size = _fit(item, width, align, context, marked)
    return SetItem(
        item, shape, lines, size, left, width, align, _shortfalls(item, size, axis, context)
    )


def _beside(
    shape: ItemShape, free: tuple[float, float], size: float, padding: float
) -> tuple[float, float, Align] | None:
    """Find room for the text to the right of a narrow item, else to its left."""
    after = free[1] - shape.right - 2 * padding
    before = shape.left - free[0] - 2 * padding
    if after >= _ROOM_BESIDE * size:
        return shape.right + padding, after, "left"
    if before >= _ROOM_BESIDE * size:
        return free[0] + padding, before, "right"
    return None


def _fit(
    item: ScheduleItem, width: float, align: Align, context: Context, marked: Paragraphs | None
) -> tuple[tuple[Line, ...], float]:
    sizes = context.form.sizes
    size = sizes.item
    if width < sizes.item_smallest:
        # Not one character fits: it is drawn as small as it must be, and reported.
        return item_lines(item, width, width, align, context, marked), width
    best = item_lines(item, size, width, align, context, marked)
    best_size = size
    while len(best) > _MANY_LINES and size - _SIZE_STEP >= sizes.item_smallest:
        size -= _SIZE_STEP
        lines = item_lines(item, size, width, align, context, marked)
        # In a tall stack of short lines a smaller size holds words together, even if it saves none.
        if len(lines) < len(best) or len(best) == len(lines) >= _TALL_STACK:
            best, best_size = lines, size
    return best, best_size


def item_lines(
    item: ScheduleItem,
    size: float,
    width: float,
    align: Align,
    context: Context,
    marked: Paragraphs | None = None,
) -> tuple[Line, ...]:
    """Set all that is printed of an item in a size, within a width in points."""
    sizes, metrics = context.form.sizes, context.metrics
    left = align == "left"
    style = LineStyle(
        size,
        sizes.item_leading,
        context.colour("ink"),
        role="item",
        breaking="body" if left and item.kind == "note" else "item",
    )
    # A note is a step smaller, but not below what can be read.
    small = max(size - sizes.note_step, min(size, sizes.item_smallest))
    note = replace(style, size=small, colour=context.colour("muted"), role="note")
    lines: list[Line] = []
    if marked is None:
        marked = [[(one, None)] for one in item_paragraphs(item, context.plan.settings)]
    for stretches in marked:
        paragraph = "".join(text for text, _ in stretches)
        is_note = paragraph.startswith(NOTE_SIGN) and item.kind != "note"
        hang = 1 if left and paragraph.startswith((*_BULLETS, NOTE_SIGN)) else 0
        chosen = note if is_note else style
        if any(emphasis for _, emphasis in stretches):
            lines += set_marked_lines(stretches, width, chosen, metrics, hang)
        else:
            lines += set_lines(paragraph[hang:], width, chosen, metrics, paragraph[:hang])
    return tuple(lines)


def _shortfalls(
    item: ScheduleItem, size: float, axis: Axis, context: Context
) -> tuple[Shortfall, ...]:
    target = Target("item", item.id, "text")
    found: list[Shortfall] = []
    if size < context.form.sizes.item_smallest:
        found.append(Shortfall(target, "too_small", f"{size:.1f}pt"))
    if item.start < axis.first_month or item.end >= axis.end:
        found.append(outside_period(item))
    missing = missing_glyphs(item_text(item, context.plan.settings), context.metrics)
    if missing:
        found.append(Shortfall(target, "missing_glyph", "".join(missing)))
    return tuple(found)


def outside_period(item: ScheduleItem) -> Shortfall:
    """Report an item that lies outside the period in part or whole."""
    return Shortfall(Target("item", item.id, "span"), "outside_period", item.text.split("\n")[0])
