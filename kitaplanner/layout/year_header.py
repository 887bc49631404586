"""The header of year columns, with a second line where years are divided.

Belongs here: measuring and drawing that header, for the schedule and for tables like it. Does not
belong here: how a year is written (`years`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kitaplanner.domain.calendar import MONTHS_PER_YEAR
from kitaplanner.domain.plan import PlanSettings
from kitaplanner.layout.arrows import Axis
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.lines import Line, LineStyle, height_of, set_lines
from kitaplanner.layout.metrics import TextMetrics
from kitaplanner.layout.scene import Rect
from kitaplanner.layout.table_record import TableRecord
from kitaplanner.layout.years import (
    DIVISION_LABELS,
    short_year_heading,
    write_digits,
    year_heading,
)

_PADDING = 2.0
_SMALLEST = 5.0
_DIVISION_STEP = 1.5  # points below the headings of the years
_LEADING = 1.3


@dataclass(frozen=True, slots=True)
class YearHeader:
    """A measured header: lines by year, and by division below them."""

    context: Context
    axis: Axis
    years: tuple[tuple[Line, ...], ...]
    divisions: tuple[tuple[Line, ...], ...]
    year_height: float
    division_height: float

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return self.year_height + self.division_height

    def draw(
        self, canvas: Canvas, x: float, y: float, record: TableRecord, before: int = 0
    ) -> None:
        """Draw the tint, the headings, the boundaries and the rule below.

        Its cells go into the record of its table, behind a corner of `before` columns.
        """
        record.row()
        if before:
            record.cell(before, rows=2 if self.divisions else 1)
        colours, lengths = self.context.form.colours, self.context.form.lengths
        width = self.axis.width
        canvas.box(Rect(x, y, width, self.year_height), fill=colours["header"])
        self._draw_cells(canvas, self.years, Rect(x, y, width, self.year_height), record)
        if self.divisions:
            record.row()
            below = Rect(x, y + self.year_height, width, self.division_height)
            canvas.box(below, fill=colours["label"])
            self._draw_cells(canvas, self.divisions, below, record)
            canvas.rule(x, below.y, x + width, below.y, colours["rule"], lengths.rule)
        step = width / len(self.years)
        for index in range(1, len(self.years)):
            at = x + index * step
            canvas.rule(at, y, at, y + self.height, colours["frame"], lengths.rule)
        bottom = y + self.height
        canvas.rule(x, bottom, x + width, bottom, colours["frame"], lengths.rule)

    def _draw_cells(
        self,
        canvas: Canvas,
        cells: tuple[tuple[Line, ...], ...],
        rect: Rect,
        record: TableRecord,
    ) -> None:
        step = rect.width / len(cells)
        columns = max(len(self.divisions), len(self.years)) // len(cells)
        colours, rule = self.context.form.colours, self.context.form.lengths.rule
        for index, lines in enumerate(cells):
            cell = Rect(rect.x + index * step, rect.y, step, rect.height)
            if index and len(cells) > len(self.years):
                canvas.rule(cell.x, cell.y, cell.x, cell.bottom, colours["rule"], rule / 2)
            record.cell(columns, scope="column")
            canvas.text_lines(lines, cell, align="centre")
            record.end()


def year_header(context: Context, axis: Axis, divisions: int) -> YearHeader:
    """Measure the header of a schedule whose years are cut in a number of columns."""
    settings = context.plan.settings
    count = axis.months // MONTHS_PER_YEAR
    first = axis.first_month // MONTHS_PER_YEAR
    lengths = context.form.lengths
    style = LineStyle(
        context.form.sizes.header,
        _LEADING,
        context.colour("ink"),
        bold=True,
        role="header_cell",
        breaking="heading",
    )
    room = axis.width / count - 2 * _PADDING
    years = year_lines(tuple(range(first, first + count)), settings, style, room, context.metrics)
    small = LineStyle(
        max(style.size - _DIVISION_STEP, min(style.size, context.form.sizes.item_smallest)),
        _LEADING,
        style.colour,
        role="header_cell",
    )
    below = _division_lines(divisions, settings, small, axis.width / count, context.metrics) * count
    return YearHeader(
        context,
        axis,
        years,
        below,
        max(lengths.header_height, max(map(height_of, years)) + 2 * _PADDING),
        max(map(height_of, below)) + _PADDING if below else 0.0,
    )


@lru_cache(maxsize=256)
def year_lines(
    years: tuple[int, ...],
    settings: PlanSettings,
    style: LineStyle,
    room: float,
    metrics: TextMetrics,
) -> tuple[tuple[Line, ...], ...]:
    """Set the headings of the years; all in the short form where one does not fit in two lines.

    A number is never parted: 令和1／0年度 would be read as another year.
    """
    full = tuple(set_lines(year_heading(year, settings), room, style, metrics) for year in years)
    if all(_fits(lines, room) for lines in full):
        return full
    short = tuple(short_year_heading(year, settings) for year in years)
    return fit_texts(short, style, room, metrics)


def _fits(lines: tuple[Line, ...], room: float) -> bool:
    if len(lines) > 2 or any(line.width > room for line in lines):
        return False
    return not any(
        left.text[-1:].isdigit() and right.text[:1].isdigit() for left, right in pairwise(lines)
    )


def division_texts(divisions: int, settings: PlanSettings) -> tuple[str, ...]:
    """Give the headings of the parts of a year: 1Q to 4Q, 上期 and 下期, months; or none."""
    labels = DIVISION_LABELS.get(divisions, ())
    # Twelve columns are too narrow for digits of full width.
    style = "half" if divisions == MONTHS_PER_YEAR else settings.digit_style
    return tuple(write_digits(label, style) for label in labels)


def _division_lines(
    divisions: int, settings: PlanSettings, small: LineStyle, width: float, metrics: TextMetrics
) -> tuple[tuple[Line, ...], ...]:
    texts = division_texts(divisions, settings)
    if not texts:
        return ()
    room = width / divisions - 1.0
    if divisions == MONTHS_PER_YEAR and room < metrics.text_width("12月", small.size):
        texts = tuple(text.removesuffix("月") for text in texts)
    return fit_texts(texts, small, room, metrics)


def fit_texts(
    texts: tuple[str, ...], style: LineStyle, room: float, metrics: TextMetrics
) -> tuple[tuple[Line, ...], ...]:
    """Set texts without breaking them, in the largest size at which all of them fit."""
    lines = [line for text in texts for line in text.split("\n")]
    widest = max(metrics.text_width(line, style.size, style.bold) for line in lines)
    size = max(_SMALLEST, min(style.size, style.size * room / widest)) if widest else style.size
    fitted = LineStyle(size, style.leading, style.colour, style.bold, style.role, "heading")
    return tuple(
        tuple(
            Line(line, fitted, metrics.text_width(line, size, style.bold), fitted.height)
            for line in text.split("\n")
        )
        for text in texts
    )
