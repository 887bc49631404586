"""Gestures of the mouse on a schedule: from press to release, with a ghost of the outcome.

Belongs here: what a drag means, as pure functions of the sheet. Does not belong here: events of Qt
(`sheet_view`), drawing the ghost (`ghost`) and doing it (`sheet_edits`).

A gesture is told each position with `drag` and gives what is meant with `intent`; None means
that nothing would change, or that it would be refused (the ghost says so).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Span, describe_span
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.domain.schedule_edit import given_way, place_item
from kitaplanner.errors import RefusedEdit
from kitaplanner.gui.views.sheet_hits import Hit
from kitaplanner.gui.views.sheet_intents import Intent, Move, MoveRow, Resize, WriteNew
from kitaplanner.gui.views.sheet_map import SheetMap
from kitaplanner.layout.scene import Rect

MONTHS_PER_QUARTER = 3
# From this scale on, in percent, a year is wide enough to aim at its quarters.
QUARTERS_FROM_ZOOM = 200
MONTHS_FROM_ZOOM = 300
_STEP_WORDS = {1: "月単位", MONTHS_PER_QUARTER: "四半期単位"}


def finest_step(zoom: int) -> int:
    """Give the months that a person can aim at with the mouse at a scale in percent."""
    if zoom >= MONTHS_FROM_ZOOM:
        return 1
    return MONTHS_PER_QUARTER if zoom >= QUARTERS_FROM_ZOOM else MONTHS_PER_YEAR


class Point(NamedTuple):
    """A position on the page in points, with the keys that are held."""

    x: float
    y: float
    fine: bool = False
    copy: bool = False
    zoom: int = 100

    def step(self, sheet: SheetMap) -> int:
        """Give the months that a drag snaps to: those of a division, a quarter or a month where the
        paper is shown large, a month with Alt."""
        return 1 if self.fine else min(finest_step(self.zoom), sheet.step)

    def snapping(self, sheet: SheetMap) -> str:
        """Say to what a drag snaps where it is finer than the divisions of the sheet."""
        step = self.step(sheet)
        return "" if step == sheet.step else f"（{_STEP_WORDS[step]}）"


class GhostBar(NamedTuple):
    """An item as it would lie; `pushed` ones are neighbours that give way."""

    row: str
    span: Span
    pushed: bool = False


@dataclass(frozen=True, slots=True)
class Ghost:
    """What a gesture would do: bars, a border between rows, a box; and the same in words."""

    words: str
    bars: tuple[GhostBar, ...] = ()
    refused: bool = False
    border: int | None = None
    # The corners of a selecting box, and the items that it takes.
    box: Rect | None = None
    taken: tuple[str, ...] = ()


class Gesture(Protocol):
    """A drag in progress."""

    ghost: Ghost | None

    def drag(self, point: Point) -> None:
        """Follow the mouse."""
        ...

    def intent(self) -> Intent | None:
        """Say what letting go here means."""
        ...


def begin_gesture(sheet: SheetMap, hit: Hit, point: Point) -> Gesture | None:
    """Give the gesture that dragging from a hit begins, or None."""
    if hit.part == "row":
        return RowGesture(sheet, hit.row)
    if hit.part == "cell":
        return DrawGesture(sheet, hit.row, hit.month)
    item = sheet.item(hit.id) if hit.part in ("item", "item_start", "item_end") else None
    if item is None:
        return None
    if hit.part == "item":
        return MoveGesture(sheet, item, hit.row, point.x)
    return EdgeGesture(sheet, item, hit.row, at_start=hit.part == "item_start")


@dataclass
class DrawGesture:
    """Draw a new item over empty months, never over an item."""

    sheet: SheetMap
    row: str
    month: int
    ghost: Ghost | None = None
    span: Span | None = None

    def drag(self, point: Point) -> None:
        """Stretch from the first division to the one under the mouse."""
        sheet, row = self.sheet, self.sheet.row(self.row)
        free = None if row is None else sheet.free_stretch(row, self.month)
        if free is None or sheet.grid is None:
            return
        step = point.step(sheet)
        one = sheet.division_of(self.month, step)
        other = sheet.division_of(sheet.grid.month_at(point.x), step)
        self.span = Span(
            max(free.start, min(one.start, other.start)), min(free.end, max(one.end, other.end))
        )
        words = describe_span(self.span) + point.snapping(sheet)
        self.ghost = Ghost(words, (GhostBar(self.row, self.span),))

    def intent(self) -> Intent | None:
        """Write a new item over the span."""
        return None if self.span is None else WriteNew(self.row, self.span)


@dataclass
class EdgeGesture:
    """Draw an edge of an item to a border of divisions (or months)."""

    sheet: SheetMap
    item: ScheduleItem
    row: str
    at_start: bool
    ghost: Ghost | None = None
    span: Span = field(init=False)

    def __post_init__(self) -> None:
        self.span = self.item.span

    def drag(self, point: Point) -> None:
        """Follow with the edge; the item keeps at least one step."""
        step = point.step(self.sheet)
        border = self.sheet.border_near(point.x, step)
        start, end = self.item.span
        if self.at_start:
            self.span = Span(min(border, max(end - step + 1, start)), end)
        else:
            self.span = Span(start, max(border - 1, min(start + step - 1, end)))
        changed = dataclasses.replace(self.item, start=self.span.start, end=self.span.end)
        self.ghost = preview(self.sheet, self.row, changed, point.snapping(self.sheet))

    def intent(self) -> Intent | None:
        """Give the item the new span."""
        if self.span == self.item.span or self.ghost is None or self.ghost.refused:
            return None
        return Resize(self.item.id, self.span)


@dataclass
class MoveGesture:
    """Carry an item along its row or to another, or a copy of it."""

    sheet: SheetMap
    item: ScheduleItem
    old_row: str
    from_x: float
    ghost: Ghost | None = None
    row: str = ""
    start: int = 0
    copy: bool = False

    def drag(self, point: Point) -> None:
        """Follow by whole steps and to the row under the mouse."""
        grid, band = self.sheet.grid, self.sheet.nearest_band(point.y)
        if grid is None or band is None:
            return
        step = point.step(self.sheet)
        months = round((point.x - self.from_x) / (grid.month_width * step)) * step
        self.row, self.copy = band.row, point.copy
        self.start = self._inside_period(self.item.start + months)
        moved = dataclasses.replace(
            self.item,
            id="" if self.copy else self.item.id,
            start=self.start,
            end=self.start + self.item.span.length - 1,
        )
        self.ghost = preview(self.sheet, self.row, moved, point.snapping(self.sheet))

    def _inside_period(self, start: int) -> int:
        """An item at the edge of the period stays there instead of being refused."""
        first, last = self.sheet.months
        return max(min(start, last - self.item.span.length + 1), min(first, self.item.start))

    def intent(self) -> Intent | None:
        """Move or copy the item."""
        if self.ghost is None or self.ghost.refused:
            return None
        if (self.row, self.start) == (self.old_row, self.item.start):
            return None
        return Move(self.item.id, self.row, self.start, self.copy)


@dataclass
class RowGesture:
    """Carry a row to another border."""

    sheet: SheetMap
    row: str
    ghost: Ghost | None = None
    border: int | None = None

    def drag(self, point: Point) -> None:
        """Find the border nearest to the mouse."""
        if self.sheet.grid is None:
            return
        bands = self.sheet.grid.bands
        self.border = sum(point.y > band.y + band.height / 2 for band in bands)
        self.ghost = Ghost(self._words(), border=self.border)

    def _words(self) -> str:
        index = self._index()
        if index == self.sheet.row_index(self.row):
            return "元の位置"
        return f"{index + 1}行目へ移す"

    def _index(self) -> int:
        old = self.sheet.row_index(self.row)
        border = old if self.border is None else self.border
        return border - (border > old)

    def intent(self) -> Intent | None:
        """Move the row."""
        index = self._index()
        return None if index == self.sheet.row_index(self.row) else MoveRow(self.row, index)


def preview(sheet: SheetMap, row_id: str, item: ScheduleItem, snapping: str = "") -> Ghost:
    """Show an item where it would land, with the neighbours it pushes or the reason against it."""
    words = describe_span(item.span) + snapping
    row = sheet.row(row_id)
    bar = GhostBar(row_id, item.span)
    if row is None:
        return Ghost("", (bar,), refused=True)
    try:
        placement = place_item(row, item, _limits(sheet, item.id))
    except RefusedEdit as refusal:
        return Ghost(f"{words}\n{refusal}", (bar,), refused=True)
    words += "".join(f"\n{line}" for line in given_way(row.items, placement.pushed).words(names_of))
    pushed = (GhostBar(row_id, one.span, pushed=True) for one in placement.pushed)
    return Ghost(words, (bar, *pushed))


def _limits(sheet: SheetMap, item_id: str) -> Span:
    """The plan's period; an item that already lies outside it may stay there."""
    old = sheet.item(item_id)
    if old is None:
        return sheet.months
    return Span(min(sheet.months.start, old.start), max(sheet.months.end, old.end))


def names_of(items: Iterable[ScheduleItem]) -> str:
    """Name items by the beginnings of their texts."""
    return "".join(f"「{short(one.text)}」" for one in items)


def short(text: str, length: int = 14) -> str:
    """Give the beginning of a text on one line."""
    line = text.replace("\n", " ")
    return line if len(line) <= length else f"{line[: length - 1]}…"
