"""Plain tables of text: the list of initiatives, chronologies.

Belongs here: measuring, parting and drawing rows of cells. Does not belong here: the fields of a
sheet (`fields`) and schedules (`schedule`), which are no plain tables.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import TOLERANCE, Split
from kitaplanner.layout.lines import Line, LineStyle, cut_cells, height_of, one_line
from kitaplanner.layout.scene import Align, Rect, Scope, Shortfall, Target
from kitaplanner.layout.spots import spot_region
from kitaplanner.layout.table_record import TableRecord

_VERTICAL_PADDING = 4.0
_SIDE_PADDING = 5.0
# A table that takes less than this share of a page is not parted.
_WHOLE = 0.4
# What a heading gets behind it where a table goes on below it on a new page.
RESUMED = "（続き）"


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines in a number of columns; `page_of` prints the page number of a target instead.

    `spot` is what is written in the cell, where it can be written on the page.
    """

    lines: tuple[Line, ...]
    span: int = 1
    align: Align = "left"
    page_of: Target | None = None
    spot: Target | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side; a row that `leads` stays with the next; `target` is linked and hit.

    `resumed` is printed above it where it begins a page: under which heading the table goes on.
    """

    cells: tuple[Cell, ...]
    fill: str = ""
    leads: bool = False
    target: Target | None = None
    resumed: Row | None = None

    @property
    def height(self) -> float:
        """Give the height in points."""
        return max(height_of(cell.lines) for cell in self.cells) + 2 * _VERTICAL_PADDING


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under an optional header that is repeated on each page."""

    context: Context
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    header: Row | None = None
    is_framed: bool = True
    page_style: LineStyle | None = None
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return self._header_height + sum(row.height for row in self.rows)

    @property
    def _header_height(self) -> float:
        return self.header.height if self.header else 0.0

    def split(self, room: float, full: float) -> Split | None:
        """Part it between rows, never behind one that leads, or inside one higher than a page."""
        if self.height <= full * _WHOLE:
            return None
        left = room - self._header_height
        for index, row in enumerate(self.rows):
            if row.height <= left + TOLERANCE:
                left -= row.height
                continue
            torn = _tear(row, left) if row.height > full - self._header_height else None
            if torn is not None:
                rows = self.rows
                return self._halves((*rows[:index], torn[0]), (torn[1], *rows[index + 1 :]))
            end = index
            while end and self.rows[end - 1].leads:
                end -= 1
            # A page full of leading rows alone is parted all the same.
            end = end or (index if room >= full - TOLERANCE else 0)
            rest = _resume(self.rows[end:], full - self._header_height)
            return self._halves(self.rows[:end], rest) if end else None
        return None

    def _halves(self, first: tuple[Row, ...], rest: tuple[Row, ...]) -> Split:
        return replace(self, rows=first), replace(self, rows=rest, shortfalls=())

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw fills, texts and rules."""
        lengths, colours = self.context.form.lengths, self.context.form.colours
        frame = Rect(x, y, sum(self.columns), self.height)
        rows = ((self.header,) if self.header else ()) + self.rows
        record = canvas.table(header_rows=1 if self.header else 0)
        for index, row in enumerate(rows):
            record.row()
            if row.fill:
                canvas.box(Rect(x, y, frame.width, row.height), fill=row.fill)
            if index or not self.is_framed:
                canvas.rule(x, y, frame.right, y, colours["rule"], lengths.rule)
            self._draw_row(canvas, row, x, y, record)
            y += row.height
        if self.is_framed:
            canvas.box(frame, stroke=colours["frame"], width=lengths.frame)
        else:
            canvas.rule(x, y, frame.right, y, colours["rule"], lengths.rule)
        canvas.report(self.shortfalls)

    def _draw_row(self, canvas: Canvas, row: Row, x: float, y: float, record: TableRecord) -> None:
        colours, rule = self.context.form.colours, self.context.form.lengths.rule
        if row.target is not None and row.target in canvas.labels:
            canvas.link(Rect(x, y, sum(self.columns), row.height), row.target)
        column = 0
        for cell in row.cells:
            width = sum(self.columns[column : column + cell.span])
            if column and self.is_framed:
                canvas.rule(x, y, x, y + row.height, colours["rule"], rule)
            inside = Rect(x + _SIDE_PADDING, y, width - 2 * _SIDE_PADDING, row.height)
            lines = self._page_lines(cell, canvas) or cell.lines
            record.cell(cell.span, scope=self._scope(row, column) if lines else "")
            canvas.text_lines(lines, inside, align=cell.align, target=row.target)
            record.end()
            if cell.spot is not None:
                rect, style = Rect(x, y, width, row.height), cell.lines[0].style
                canvas.region(spot_region(cell.spot, rect, inside, style, cell.align))
            x += width
            column += cell.span

    def _scope(self, row: Row, column: int) -> Scope:
        """Say what a cell heads: in a table without a header, the first of a row is its heading."""
        if row is self.header:
            return "column"
        return "row" if self.header is None and not column and len(row.cells) > 1 else ""

    def _page_lines(self, cell: Cell, canvas: Canvas) -> tuple[Line, ...]:
        if cell.page_of is None or self.page_style is None:
            return ()
        label = canvas.labels.get(cell.page_of, "")
        return one_line(label, self.columns[-1], self.page_style, canvas.metrics) if label else ()


def inside_width(width: float) -> float:
    """Give the width for text in a cell of a width in points."""
    return width - 2 * _SIDE_PADDING


def _resume(rows: tuple[Row, ...], room: float) -> tuple[Row, ...]:
    """Put above the first row of a page what it stands under, if both fit there."""
    first = rows[0]
    if first.resumed is None or first.resumed.height + first.height > room:
        return rows
    return (replace(first.resumed, leads=True), *rows)


def _tear(row: Row, room: float) -> tuple[Row, Row] | None:
    halves = cut_cells([cell.lines for cell in row.cells], room - 2 * _VERTICAL_PADDING)
    if halves is None:
        return None
    first, rest = (
        tuple(replace(cell, lines=lines) for cell, lines in zip(row.cells, half, strict=True))
        for half in halves
    )
    return replace(row, cells=first), replace(row, cells=rest)
