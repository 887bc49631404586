"""The 年度別実施計画 block: year header, grid, rows and their items.

Belongs here: measuring the rows, parting them between pages and drawing them. Does not belong
here: the shape of an item (`arrows`), its text (`items`) and the header's wording (`years`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kitaplanner.domain.calendar import division_starts, first_month
from kitaplanner.domain.plan import Initiative, ScheduleItem, ScheduleRow
from kitaplanner.layout.arrows import Axis, axis_of
from kitaplanner.layout.canvas import INSERTION, Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import TOLERANCE, Split
from kitaplanner.layout.item_words import item_words
from kitaplanner.layout.items import ItemChange, Paragraphs, SetItem, outside_period, set_item
from kitaplanner.layout.lines import Line, LineStyle, cut_cells, height_of, set_lines
from kitaplanner.layout.scene import (
    Arrow,
    Box,
    Grid,
    Rect,
    Region,
    RowBand,
    Shortfall,
    Target,
)
from kitaplanner.layout.table_record import TableRecord
from kitaplanner.layout.year_header import YearHeader, year_header

_YEAR_DASH = (1.2, 1.8)
_ITEM_DASH = (3.0, 2.0)
OUTLINE = 0.75
# In 見え消し: what is gone, and what was added, which a copy without colours shows by its weight.
GONE_DASH = (1.6, 1.6)
ADDED_OUTLINE = 1.6
# A schedule without rows keeps room for this many, so that the table still stands.
_ROWS_WHEN_EMPTY = 2


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row with its items set; `height` is that of its band, gaps included."""

    row: str
    items: tuple[SetItem, ...]
    label: tuple[Line, ...]
    height: float


@dataclass(frozen=True, slots=True)
class ScheduleBlock:
    """The schedule of an initiative, or what of it stands on one page."""

    context: Context
    initiative: str
    header: YearHeader
    axis: Axis
    label_width: float
    divisions: int
    rows: tuple[SetRow, ...]
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        gap = self.context.form.lengths.row_gap
        return self.header.height + self._body_height + gap

    @property
    def _body_height(self) -> float:
        if not self.rows:
            return _ROWS_WHEN_EMPTY * self.context.form.lengths.row_height
        return sum(row.height for row in self.rows)

    def split(self, room: float, full: float) -> Split | None:
        """Part it between rows, or inside a row that is higher than a page."""
        gap = self.context.form.lengths.row_gap
        left = room - self.header.height - gap
        whole = full - self.header.height - gap
        for index, row in enumerate(self.rows):
            if row.height <= left + TOLERANCE:
                left -= row.height
                continue
            torn = _tear(row, left, self.context) if row.height > whole else None
            if torn is not None:
                first, rest = torn
                return self._halves((*self.rows[:index], first), (rest, *self.rows[index + 1 :]))
            return self._halves(self.rows[:index], self.rows[index:]) if index else None
        return None

    def _halves(self, first: tuple[SetRow, ...], rest: tuple[SetRow, ...]) -> Split:
        return replace(self, rows=first), replace(self, rows=rest, shortfalls=())

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw header, dotted boundaries, items and last the frame."""
        lengths = self.context.form.lengths
        grid_x = x + self.label_width
        body_y = y + self.header.height
        frame = Rect(x, y, self.label_width + self.axis.width, self.height)
        record = canvas.table(header_rows=2 if self.header.divisions else 1)
        self._draw_header(canvas, x, y, record)
        self._draw_boundaries(canvas, grid_x, body_y, frame.bottom)
        bands = self._draw_rows(canvas, x, body_y + lengths.row_gap / 2, record)
        canvas.grid(
            Grid(
                self.initiative,
                Rect(grid_x, body_y, self.axis.width, frame.bottom - body_y),
                self.axis.first_month,
                self.axis.months,
                self.divisions,
                bands,
            )
        )
        canvas.box(frame, stroke=self.context.colour("frame"), width=lengths.frame)
        canvas.report(self.shortfalls)

    def _draw_header(self, canvas: Canvas, x: float, y: float, record: TableRecord) -> None:
        context, lengths = self.context, self.context.form.lengths
        if self.label_width:
            canvas.box(
                Rect(x, y, self.label_width, self.header.height), fill=context.colour("header")
            )
            x += self.label_width
            rule = context.colour("frame")
            canvas.rule(x, y, x, y + self.height, rule, lengths.rule)
        self.header.draw(canvas, x, y, record, before=1 if self.label_width else 0)

    def _draw_boundaries(self, canvas: Canvas, x: float, top: float, bottom: float) -> None:
        rule = self.context.form.lengths.rule
        colour = self.context.colour("year_rule")
        for month in _boundaries(self.axis, self.divisions):
            at = x + self.axis.x_of(month)
            is_year = (month - self.axis.first_month) % 12 == 0
            canvas.rule(at, top, at, bottom, colour, rule if is_year else rule / 2, _YEAR_DASH)

    def _draw_rows(
        self, canvas: Canvas, x: float, y: float, record: TableRecord
    ) -> tuple[RowBand, ...]:
        bands: list[RowBand] = []
        for index, row in enumerate(self.rows):
            if index and not (row.items and self.rows[index - 1].items):
                self._draw_row_rule(canvas, x, y)
            bands.append(RowBand(row.row, y, row.height))
            record.row()
            self._draw_row(canvas, row, x, y, record)
            y += row.height
        return tuple(bands)

    def _draw_row_rule(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw a faint rule beside an empty row, so that it is seen to be one."""
        colour, rule = self.context.colour("year_rule"), self.context.form.lengths.rule
        right = x + self.label_width + self.axis.width
        canvas.rule(x, y, right, y, colour, rule, _YEAR_DASH)

    def _draw_row(
        self, canvas: Canvas, row: SetRow, x: float, y: float, record: TableRecord
    ) -> None:
        lengths, sizes = self.context.form.lengths, self.context.form.sizes
        grid_x = x + self.label_width
        target = Target("row", row.row)
        band = Rect(x, y, self.label_width + self.axis.width, row.height)
        canvas.region(Region(target, band, band, sizes.item, sizes.item_leading))
        if self.label_width:
            record.cell(scope="row" if row.label else "")
        if row.label:
            label = Rect(
                x + lengths.item_padding, y, self.label_width - 2 * lengths.item_padding, row.height
            )
            canvas.text_lines(row.label, label, target=Target("row", row.row, "label"))
        top, height = y + lengths.row_gap / 2, row.height - lengths.row_gap
        column = 0
        for first, end, items in self._by_columns(row):
            record.empty_cells(first - column)
            record.cell(end - first)
            for one in items:
                self._draw_item(canvas, one, one.shape.rect(grid_x, top, height), grid_x)
            column = end
        record.empty_cells(self._columns - column)
        record.end()

    @property
    def _columns(self) -> int:
        """Give the number of columns of the year header."""
        return len(self.header.divisions) or len(self.header.years)

    def _by_columns(self, row: SetRow) -> Iterator[tuple[int, int, list[SetItem]]]:
        """Yield the items with the columns they touch; those that share a column together."""
        months = self.axis.months // self._columns
        first = end = 0
        items: list[SetItem] = []
        for one in row.items:
            start, last = self.axis.clip(one.item) or (self.axis.first_month,) * 2
            left, right = ((month - self.axis.first_month) // months for month in (start, last))
            if items and left >= end:
                yield first, end, items
                items = []
            first, end = (first, max(end, right + 1)) if items else (left, right + 1)
            items.append(one)
        if items:
            yield first, end, items

    def _draw_item(self, canvas: Canvas, one: SetItem, rect: Rect, grid_x: float) -> None:
        target = Target("item", one.item.id, "text")
        before = canvas.count
        self._draw_shape(canvas, one, rect)
        inner = Rect(grid_x + one.text_left, rect.y, one.text_width, rect.height)
        canvas.text_lines(one.lines, inner, align=one.align, target=target)
        told = [line.text for line in one.lines] if one.is_torn else None
        settings = self.context.plan.settings
        words = one.spoken or item_words(one.item, self.divisions, settings, told)
        canvas.speak(before, words)
        leading = self.context.form.sizes.item_leading
        canvas.region(Region(target, rect, inner, one.size, leading, align=one.align))
        canvas.report(one.shortfalls)

    def _draw_shape(self, canvas: Canvas, one: SetItem, rect: Rect) -> None:
        fill, stroke = self.context.colour("item"), self.context.colour("item_outline")
        width = OUTLINE
        dash: tuple[float, ...] = ()
        target = Target("item", one.item.id)
        kind = one.item.kind
        if kind == "dashed":
            fill, dash = "", _ITEM_DASH
        if one.change == "gone":
            fill, stroke, dash = "", self.context.colour("muted"), GONE_DASH
        elif one.change == "added":
            stroke, width = INSERTION, ADDED_OUTLINE
        if kind == "arrow":
            head, tail = one.shape.head_at(rect.height), one.shape.tail_at(rect.height)
            canvas.add(Arrow(rect, head, tail, fill, stroke, width, dash, target))
        elif kind in ("box", "dashed"):
            canvas.add(Box(rect, fill, stroke, width, dash, target))
        if one.change == "gone" and not one.lines:
            middle = rect.y + rect.height / 2
            canvas.rule(rect.x, middle, rect.right, middle, stroke, OUTLINE)


def schedule_block(initiative: Initiative, context: Context, width: float) -> ScheduleBlock:
    """Measure the schedule of an initiative for a table of a width in points."""
    schedule = initiative.schedule
    has_labels = any(row.label or row.group for row in schedule.rows)
    label_width = context.form.lengths.label_width if has_labels else 0.0
    axis = axis_of(context.plan.period, width - label_width)
    outside = (item for item in schedule.items() if axis.clip(item) is None)
    return ScheduleBlock(
        context,
        initiative.id,
        year_header(context, axis, schedule.divisions),
        axis,
        label_width,
        schedule.divisions,
        tuple(set_row(row, axis, label_width, context) for row in schedule.rows),
        tuple(outside_period(item) for item in outside),
    )


def set_row(row: ScheduleRow, axis: Axis, label_width: float, context: Context) -> SetRow:
    """Set the items and the label of a row; its height is what they need."""
    entries = [ItemEntry(item) for item in row.items]
    return row_of(row.id, entries, axis, _label(row, label_width, context), context)


class ItemEntry(NamedTuple):
    """An item to be set, with what 見え消し says about it: see SetItem and `set_item`."""

    item: ScheduleItem
    marked: Paragraphs | None = None
    change: ItemChange = ""
    spoken: str = ""


def row_of(
    row_id: str,
    entries: Iterable[ItemEntry],
    axis: Axis,
    label: tuple[Line, ...],
    context: Context,
) -> SetRow:
    """Make a row of items and the lines of its label."""
    lengths = context.form.lengths
    items = tuple(_set_items(entries, axis, context))
    tallest = max((one.text_height for one in items), default=0.0)
    needed = max(tallest, height_of(label)) + 2 * lengths.item_padding + lengths.row_gap
    return SetRow(row_id, items, label, max(lengths.row_height, needed))


def _set_items(entries: Iterable[ItemEntry], axis: Axis, context: Context) -> Iterator[SetItem]:
    """Set the items from left to right; each may use the free room beside it once."""
    ordered = sorted(entries, key=lambda entry: (entry.item.start, entry.item.end))
    taken = 0.0
    for index, entry in enumerate(ordered):
        following = ordered[index + 1 :]
        limit = min((axis.x_of(other.item.start) for other in following), default=axis.width)
        one = set_item(entry.item, axis, (taken, limit), context, entry.marked)
        if one is not None:
            taken = max(taken, one.shape.right, one.text_left + one.text_width)
            if entry.change or entry.spoken:
                one = replace(one, change=entry.change, spoken=entry.spoken)
            yield one


def _label(row: ScheduleRow, width: float, context: Context) -> tuple[Line, ...]:
    text = "\n".join(part for part in (row.group, row.label) if part)
    if not width or not text:
        return ()
    sizes = context.form.sizes
    style = LineStyle(
        sizes.item, sizes.item_leading, context.colour("ink"), role="cell", breaking="item"
    )
    inside = width - 2 * context.form.lengths.item_padding
    return set_lines(text, inside, style, context.metrics)


def _tear(row: SetRow, room: float, context: Context) -> tuple[SetRow, SetRow] | None:
    """Part a row that is higher than a page: each item goes on with its next line."""
    lengths = context.form.lengths
    around = 2 * lengths.item_padding + lengths.row_gap
    halves = cut_cells([row.label, *(one.lines for one in row.items)], room - around)
    if halves is None:
        return None
    (label, *kept), (label_rest, *left) = halves
    first = tuple(
        replace(one, lines=lines, is_torn=len(lines) < len(one.lines) or one.is_torn)
        for one, lines in zip(row.items, kept, strict=True)
    )
    rest = tuple(
        replace(one, lines=lines, shortfalls=(), is_torn=True)
        for one, lines in zip(row.items, left, strict=True)
        if lines
    )
    height = max(lengths.row_height, max(map(height_of, [label_rest, *left])) + around)
    return (
        replace(row, items=first, label=label, height=room),
        replace(row, items=rest, label=label_rest, height=height),
    )


def _boundaries(axis: Axis, divisions: int) -> Iterator[int]:
    """Yield the months at which a year or one of its divisions begins, but for the first."""
    first_year = axis.first_month // 12
    for year in range(first_year, first_year + axis.months // 12):
        for month in division_starts(year, divisions):
            if month != first_month(first_year):
                yield month
