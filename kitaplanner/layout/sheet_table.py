"""Sheet and list as neutral tables of rows, columns and spans, for the paper workbook.

Belongs here: cutting the columns, and heights from our own line breaking, because merged cells of
a workbook never find their height themselves. Does not belong here: the shapes of the tables
(`table`) and writing them (`export.xlsx`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kitaplanner.domain.calendar import MONTHS_PER_YEAR
from kitaplanner.domain.form import Form, SheetCell
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Node, Plan, ScheduleItem, ScheduleRow
from kitaplanner.layout.arrows import Axis, axis_of
from kitaplanner.layout.context import Context, Metrics
from kitaplanner.layout.fields import DEPARTMENT_SEPARATOR, marked_name, name_style, number_mark
from kitaplanner.layout.initiative_list import column_widths
from kitaplanner.layout.items import item_lines, item_text
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.scene import Target
from kitaplanner.layout.table import CellStyle, SheetTable, TableCell
from kitaplanner.layout.year_header import division_texts
from kitaplanner.layout.years import year_heading

# A field's edge this near to a year's edge is moved there: narrow columns are a nuisance.
_SNAP = 9.0
_CELL_MARGIN = 3.0
_ROWS_WHEN_EMPTY = 2
_SAME_EDGE = 0.01


def sheet_table(
    plan: Plan, initiative: Initiative, form: Form, numbering: Numbering, metrics: Metrics
) -> SheetTable:
    """Make the table of one initiative, its columns cut at every edge of an item."""
    context = Context(plan, form, numbering, metrics)
    return _SheetTableMaker(initiative, context).make()


class _SheetTableMaker:
    """Gathers the cells of one initiative's table from top to bottom."""

    def __init__(self, initiative: Initiative, context: Context) -> None:
        self._initiative = initiative
        self._context = context
        rows = initiative.schedule.rows
        lengths = context.form.lengths
        has_labels = any(row.label or row.group for row in rows)
        self._label_width = lengths.label_width if has_labels else 0.0
        self._axis = axis_of(context.plan.period, context.table_width - self._label_width)
        self._edges = self._column_edges()
        self._cells: list[TableCell] = []
        self._heights: list[float] = []
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
        )

    def _column_edges(self) -> tuple[float, ...]:
        years = [self._label_width + edge for edge in _grid_edges(self._initiative, self._axis)]
        edges = [0.0, self._context.table_width, *years]
        for part in self._context.form.sheet:
            for row in part.rows:
                edges += [
                    edge
                    for edge in self._field_edges(row)
                    if min(abs(edge - other) for other in edges) > _SNAP
                ]
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

    def _add(
        self,
        left: float,
        right: float,
        text: str,
        style: CellStyle,
        lines: int = 1,
        item: ScheduleItem | None = None,
        target: Target | None = None,
    ) -> None:
        first, last = self._column_at(left), self._column_at(right)
        row = len(self._heights)
        span = max(1, last - first)
        self._cells.append(TableCell(row, first, 1, span, text, style, lines, item, target))

    def _add_fields(self, row: tuple[SheetCell, ...]) -> None:
        context = self._context
        lengths = context.form.lengths
        edges = self._field_edges(row)
        tallest = lengths.row_height
        for index, cell in enumerate(row):
            left, middle, right = edges[2 * index : 2 * index + 3]
            self._add(left, middle, cell.label, "label")
            text, style, cell_style = self._field(cell.field)
            inside = right - middle - 2 * _CELL_MARGIN - style.size
            lines = len(set_lines(text, inside, style, context.metrics))
            target = Target("initiative", self._initiative.id, cell.field)
            self._add(middle, right, text, cell_style, lines, target=target)
            tallest = max(tallest, lines * style.height + 2 * _CELL_MARGIN)
        self._heights.append(tallest)

    def _field(self, field: str) -> tuple[str, LineStyle, CellStyle]:
        initiative, context = self._initiative, self._context
        if field == "name":
            style = replace(name_style(context), breaking="body")
            return number_mark(initiative, context) + marked_name(initiative), style, "name"
        if field == "departments":
            text = DEPARTMENT_SEPARATOR.join(initiative.departments)
            return text, context.body("cell"), "departments"
        notes = ("※" + note.removeprefix("※") for note in initiative.notes)
        text = "\n".join((initiative.summary, *notes)) if initiative.notes else initiative.summary
        return text, context.body("cell"), "summary"

    def _add_caption(self, text: str) -> None:
        self._add(0.0, self._context.table_width, text, "caption")
        self._heights.append(self._context.form.sizes.caption * 2.2)

    def _add_schedule(self) -> None:
        schedule = self._initiative.schedule
        start = len(self._heights)
        self._add_header()
        first = len(self._heights)
        self._header_rows = (start, first)
        for row in schedule.rows:
            self._add_row(row)
        if not schedule.rows:
            self._heights += [self._context.form.lengths.row_height] * _ROWS_WHEN_EMPTY
        self._schedule_rows = (first, len(self._heights))

    def _add_header(self) -> None:
        context, axis = self._context, self._axis
        left = self._label_width
        settings = context.plan.settings
        step = axis.width / (axis.months // MONTHS_PER_YEAR)
        if left:
            self._add(0.0, left, "", "header")
        for index, year in enumerate(context.plan.period.years):
            x = left + index * step
            self._add(x, x + step, year_heading(year, settings), "header")
        self._heights.append(context.form.lengths.header_height)
        divisions = division_texts(self._initiative.schedule.divisions, settings)
        if not divisions:
            return
        if left:
            self._add(0.0, left, "", "subheader")
        part = step / len(divisions)
        for index in range(axis.months // MONTHS_PER_YEAR * len(divisions)):
            x = left + index * part
            self._add(x, x + part, divisions[index % len(divisions)], "subheader")
        self._heights.append(context.form.lengths.header_height)

    def _add_row(self, row: ScheduleRow) -> None:
        """Add a row; items that overlap (no sound plan has any) take rows of their own."""
        lengths = self._context.form.lengths
        for index, lane in enumerate(_lanes(row, self._axis)):
            label = "\n".join(part for part in (row.group, row.label) if part)
            if self._label_width:
                self._add(0.0, self._label_width, "" if index else label, "label")
            needed = [self._add_item(item) for item in lane]
            self._heights.append(max(lengths.row_height, *needed, 0.0))

    def _add_item(self, item: ScheduleItem) -> float:
        """Add the cell of an item and give the height that its text needs."""
        context, axis = self._context, self._axis
        start, end = axis.clip(item) or (axis.first_month, axis.first_month)
        left = self._label_width + axis.x_of(start)
        right = self._label_width + axis.x_of(end + 1)
        sizes, lengths = context.form.sizes, context.form.lengths
        room = right - left - 2 * (lengths.item_inset + lengths.item_padding)
        room = max(room - (lengths.arrow_head if item.kind == "arrow" else 0.0), sizes.item)
        lines = item_lines(item, sizes.item, room, "centre", context)
        target = Target("item", item.id, "text")
        text = item_text(item, context.plan.settings)
        self._add(left, right, text, "item", len(lines), item, target)
        height = sum(line.height for line in lines)
        return height + 2 * lengths.item_padding + lengths.row_gap


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


def initiative_list_table(
    plan: Plan, form: Form, numbering: Numbering, metrics: Metrics
) -> SheetTable:
    """Make the list of initiatives: headings of the outline, then number, name, departments."""
    context = Context(plan, form, numbering, metrics)
    columns = [column for column in form.booklet.list_columns if column.field != "page"]
    widths = column_widths(columns, context.table_width)
    title = context.label("initiative_list")
    cells = [TableCell(0, 0, 1, len(columns), title, "title")]
    cells += [
        TableCell(1, index, 1, 1, column.label, "header") for index, column in enumerate(columns)
    ]
    heights = [form.sizes.heading[1] * 2.0, form.lengths.header_height]
    style = context.body("cell")
    for root in plan.outline:
        for row in _list_rows(root, 0, context):
            tallest = 0
            for cell in row:
                right = cell.column + cell.column_span
                width = sum(widths[cell.column : right]) - 2 * _CELL_MARGIN
                lines = len(set_lines(cell.text, width, style, metrics))
                tallest = max(tallest, lines)
                cells.append(replace(cell, row=len(heights), lines=lines))
            heights.append(tallest * style.height + 2 * _CELL_MARGIN)
    rows = len(heights)
    return SheetTable("", title, widths, tuple(heights), tuple(cells), (1, 2), (rows, rows), (0, 0))


def _list_rows(node: Node, depth: int, context: Context) -> Iterator[list[TableCell]]:
    """Yield the rows below a node and its own; the cells don't know their row yet."""
    fields = [c.field for c in context.form.booklet.list_columns if c.field != "page"]
    heading = context.numbering.heading(node)
    target = Target("node", node.id)
    yield [TableCell(0, 0, 1, len(fields), heading, "heading", target=target, level=depth)]
    for initiative in node.initiatives:
        yield [
            _list_cell(initiative, field, column, context) for column, field in enumerate(fields)
        ]
    for child in node.children:
        yield from _list_rows(child, depth + 1, context)


def _list_cell(initiative: Initiative, field: str, column: int, context: Context) -> TableCell:
    texts: dict[str, tuple[str, CellStyle]] = {
        "number": (context.numbering.number(initiative), "departments"),
        "name": (initiative.name, "summary"),
        "departments": (DEPARTMENT_SEPARATOR.join(initiative.departments), "departments"),
    }
    text, style = texts[field]
    return TableCell(0, column, 1, 1, text, style, target=Target("initiative", initiative.id))
