"""The sheet as a neutral table of rows, columns and spans, for the paper workbook.

Belongs here: cutting the columns, and heights from our own line breaking, because merged cells of
a workbook never find their height themselves. Does not belong here: the shapes of the tables
(`table`), the list of initiatives (`list_table`) and writing them (`export.xlsx`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kitaplanner.domain.calendar import MONTHS_PER_YEAR
from kitaplanner.domain.form import Form, SheetCell
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Plan, ScheduleItem, ScheduleRow
from kitaplanner.domain.references import shown_references
from kitaplanner.layout.arrows import Axis, axis_of
from kitaplanner.layout.context import Context, Metrics
from kitaplanner.layout.fields import (
    DEPARTMENT_SEPARATOR,
    field_lines,
    marked_name,
    number_mark,
)
from kitaplanner.layout.items import NOTE_SIGN, SetItem, item_text
from kitaplanner.layout.lines import Line, height_of, set_lines
from kitaplanner.layout.references import (
    reference_edges,
    reference_heads,
    reference_label,
    reference_texts,
)
from kitaplanner.layout.scene import Target
from kitaplanner.layout.schedule import set_row
from kitaplanner.layout.table import CellStyle, SheetTable, TableCell
from kitaplanner.layout.year_header import year_header

# A field's edge this near to a year's edge is moved there: narrow columns are a nuisance.
_SNAP = 9.0
# What a program keeps free at either side of a cell, and an indent: three digits of Normal font.
_CELL_MARGIN = 2.0
_INDENT = 15.75
_ROWS_WHEN_EMPTY = 2
_CAPTION_LEADING = 1.4
_SAME_EDGE = 0.01


def sheet_table(
    plan: Plan,
    initiative: Initiative,
    form: Form,
    numbering: Numbering,
    metrics: Metrics,
    more_edges: Sequence[float] = (),
) -> SheetTable:
    """Make the table of one initiative, its columns cut at every edge of an item.

    `more_edges` are cut besides, in points from the left, for what stands below the table.
    """
    context = Context(plan, form, numbering, metrics)
    return _SheetTableMaker(initiative, context, more_edges).make()


class _SheetTableMaker:
    """Gathers the cells of one initiative's table from top to bottom."""

    def __init__(
        self, initiative: Initiative, context: Context, more_edges: Sequence[float]
    ) -> None:
        self._initiative = initiative
        self._context = context
        rows = initiative.schedule.rows
        lengths = context.form.lengths
        has_labels = any(row.label or row.group for row in rows)
        self._label_width = lengths.label_width if has_labels else 0.0
        self._axis = axis_of(context.plan.period, context.table_width - self._label_width)
        self._edges = self._column_edges(more_edges)
        self._cells: list[TableCell] = []
        self._heights: list[float] = []
        self._row_ids: list[tuple[str, int, int]] = []
        self._header_rows = self._schedule_rows = (0, 0)

    def make(self) -> SheetTable:
        """Make the table."""
        for part in self._context.form.sheet:
            if part.kind == "fields":
                for row in part.rows:
                    self._add_fields(row)
            elif part.kind == "caption":
                self._add_caption(part.text)
            else:
                self._add_schedule()
        if self._initiative.references:
            self._add_references()
        first = self._column_at(self._label_width)
        return SheetTable(
            self._initiative.id,
            self._context.numbering.heading(self._initiative),
            tuple(right - left for left, right in pairwise(self._edges)),
            tuple(self._heights),
            tuple(self._cells),
            self._header_rows,
            self._schedule_rows,
            (first, len(self._edges) - 1),
            self._context.form.lengths.row_gap,
            tuple(self._row_ids),
            tuple(self._axis.month_at(edge - self._label_width) for edge in self._edges[first:]),
        )

    def _column_edges(self, more_edges: Sequence[float]) -> tuple[float, ...]:
        years = [self._label_width + edge for edge in _grid_edges(self._initiative, self._axis)]
        edges = [0.0, self._context.table_width, *years]
        rows = [self._field_edges(row) for part in self._context.form.sheet for row in part.rows]
        for wanted in (*rows, more_edges):
            edges += [edge for edge in wanted if min(abs(edge - other) for other in edges) > _SNAP]
        return tuple(_distinct(edges))

    def _field_edges(self, row: tuple[SheetCell, ...]) -> list[float]:
        """Give the edges of labels and contents in a row of fields, from the left."""
        lengths = self._context.form.lengths
        labels = [cell.label_width or lengths.label_width for cell in row]
        free = sum(not cell.width for cell in row) or 1
        rest = self._context.table_width - sum(labels) - sum(cell.width for cell in row)
        edges = [0.0]
        for label, cell in zip(labels, row, strict=True):
            edges.append(edges[-1] + label)
            edges.append(edges[-1] + (cell.width or rest / free))
        return edges

    def _column_at(self, x: float) -> int:
        """Give the column whose left edge is nearest to x."""
        return min(range(len(self._edges)), key=lambda index: abs(self._edges[index] - x))

    def _nearest(self, x: float) -> float:
        return self._edges[self._column_at(x)]

    def _add(
        self,
        left: float,
        right: float,
        text: str,
        style: CellStyle,
        lines: tuple[Line, ...] = (),
        drawn: SetItem | None = None,
        target: Target | None = None,
    ) -> None:
        first, last = self._column_at(left), self._column_at(right)
        row = len(self._heights)
        span = max(1, last - first)
        self._cells.append(TableCell(row, first, 1, span, text, style, lines, drawn, target))

    def _add_fields(self, row: tuple[SheetCell, ...]) -> None:
        context = self._context
        lengths = context.form.lengths
        edges = self._field_edges(row)
        tallest = lengths.row_height
        for index, cell in enumerate(row):
            left, middle, right = edges[2 * index : 2 * index + 3]
            self._add(left, middle, cell.label, "label")
            text, cell_style = self._field(cell.field)
            inside = self._nearest(right) - self._nearest(middle) - _INDENT - 2 * _CELL_MARGIN
            if cell.field == "summary":
                inside -= lengths.cell_padding  # where on paper a 、 may hang; in a cell none may
            lines = field_lines(self._initiative, cell.field, context, inside)
            target = Target("initiative", self._initiative.id, cell.field)
            self._add(middle, right, text, cell_style, lines, target=target)
            tallest = max(tallest, height_of(lines) + 2 * lengths.cell_padding * 0.8)
        self._heights.append(tallest)

    def _field(self, field: str) -> tuple[str, CellStyle]:
        initiative, context = self._initiative, self._context
        if field == "name":
            return number_mark(initiative, context) + marked_name(initiative), "name"
        if field == "departments":
            return DEPARTMENT_SEPARATOR.join(initiative.departments), "departments"
        notes = (NOTE_SIGN + note.removeprefix(NOTE_SIGN) for note in initiative.notes)
        return "\n".join((initiative.summary, *notes)), "summary"

    def _add_caption(self, text: str) -> None:
        self._add(0.0, self._context.table_width, text, "caption")
        form = self._context.form
        self._heights.append(form.lengths.part_gap + form.sizes.caption * _CAPTION_LEADING)

    def _add_schedule(self) -> None:
        schedule = self._initiative.schedule
        lengths = self._context.form.lengths
        start = len(self._heights)
        self._add_header()
        first = len(self._heights)
        self._header_rows = (start, first)
        for row in schedule.rows:
            self._add_row(row)
        if not schedule.rows:
            self._heights += [lengths.row_height] * _ROWS_WHEN_EMPTY
        self._heights[first] += lengths.row_gap / 2
        self._heights[-1] += lengths.row_gap / 2
        self._schedule_rows = (first, len(self._heights))

    def _add_references(self) -> None:
        """Add 再掲 below all the rest: what the originals say now."""
        context = self._context
        self._add_caption(reference_label(context.form, "references"))
        edges = [self._nearest(edge) for edge in reference_edges(context.table_width)]
        sides = tuple(pairwise(edges))
        for (left, right), text in zip(sides, reference_heads(context.form), strict=True):
            self._add(left, right, text, "header")
        self._heights.append(context.form.lengths.header_height)
        style = context.body("cell")
        for shown in shown_references(context.plan, self._initiative, context.numbering):
            tallest = context.form.lengths.row_height
            for (left, right), text in zip(sides, reference_texts(shown), strict=True):
                inside = right - left - _INDENT - 2 * _CELL_MARGIN
                lines = set_lines(text, inside, style, context.metrics)
                self._add(left, right, text, "summary", lines)
                tallest = max(tallest, height_of(lines) + 2 * _CELL_MARGIN)
            self._heights.append(tallest)

    def _add_header(self) -> None:
        context, axis = self._context, self._axis
        header = year_header(context, axis, self._initiative.schedule.divisions)
        self._add_headings(header.years, "header", header.year_height)
        if header.divisions:
            self._add_headings(header.divisions, "subheader", header.division_height)

    def _add_headings(
        self, headings: tuple[tuple[Line, ...], ...], style: CellStyle, height: float
    ) -> None:
        left = self._label_width
        if left:
            self._add(0.0, left, "", style)
        step = self._axis.width / len(headings)
        for index, lines in enumerate(headings):
            x = left + index * step
            text = "\n".join(line.text for line in lines)
            self._add(x, x + step, text, style, lines)
        self._heights.append(height)

    def _add_row(self, row: ScheduleRow) -> None:
        """Add a row; items that overlap (no sound plan has any) take rows of their own."""
        width = self._label_width
        start = len(self._heights)
        for index, lane in enumerate(_lanes(row, self._axis)):
            one = set_row(replace(row, items=tuple(lane)), self._axis, width, self._context)
            if width:
                label = "\n".join(part for part in (row.group, row.label) if part)
                target = Target("row", row.id, "label")
                if index:
                    self._add(0.0, width, "", "row_label", target=target)
                else:
                    self._add(0.0, width, label, "row_label", one.label, target=target)
            for item in one.items:
                self._add_item(item)
            self._heights.append(one.height)
        self._row_ids.append((row.id, start, len(self._heights)))

    def _add_item(self, one: SetItem) -> None:
        axis, item = self._axis, one.item
        start, end = axis.clip(item) or (axis.first_month, axis.first_month)
        left = self._label_width + axis.x_of(start)
        right = self._label_width + axis.x_of(end + 1)
        target = Target("item", item.id, "text")
        text = item_text(item, self._context.plan.settings)
        self._add(left, right, text, "item", one.lines, one, target)


def _grid_edges(initiative: Initiative, axis: Axis) -> Iterator[float]:
    """Yield the edges of years, of their divisions and of all items."""
    step = MONTHS_PER_YEAR // initiative.schedule.divisions
    for month in range(0, axis.months + 1, step):
        yield axis.x_of(axis.first_month + month)
    for item in initiative.schedule.items():
        months = axis.clip(item)
        if months is not None:
            yield axis.x_of(months[0])
            yield axis.x_of(months[1] + 1)


def _distinct(edges: Sequence[float]) -> Iterator[float]:
    last: float | None = None
    for edge in sorted(edges):
        if last is None or edge - last > _SAME_EDGE:
            yield edge
            last = edge


def _lanes(row: ScheduleRow, axis: Axis) -> list[list[ScheduleItem]]:
    lanes: list[list[ScheduleItem]] = [[]]
    for item in sorted(row.items, key=lambda one: (one.start, one.end)):
        if axis.clip(item) is None:
            continue
        free = (lane for lane in lanes if not lane or lane[-1].end < item.start)
        lane = next(free, None)
        if lane is None:
            lanes.append([item])
        else:
            lane.append(item)
    return lanes
