"""The 計画期間 table: plans as bars over years, open at either end.

Belongs here: that table. Does not belong here: the schedule of an initiative (`schedule`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kitaplanner.domain.plan import Block, TimelineRow
from kitaplanner.layout.arrows import point_depth
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import TOLERANCE, Part, Split
from kitaplanner.layout.item_words import timeline_words
from kitaplanner.layout.lines import Line, LineStyle, cut_cells, height_of, set_lines
from kitaplanner.layout.scene import Arrow, Rect, Shortfall, Target
from kitaplanner.layout.spots import spot_of, spot_region
from kitaplanner.layout.table_record import TableRecord
from kitaplanner.layout.text_parts import glyph_shortfalls
from kitaplanner.layout.year_header import fit_texts
from kitaplanner.layout.years import timeline_heading

_NAME_SHARE = 0.24
_ROW_PADDING = 7.0
_BAR_MARGIN = 4.0
_OUTLINE = 0.75
_UNKNOWN_DASH = (3.0, 2.0)
_YEAR_DASH = (1.2, 1.8)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A row: the name's lines, the text's, and from where to where the bar goes in columns."""

    row: TimelineRow
    name: tuple[Line, ...]
    text: tuple[Line, ...]
    start: int
    end: int
    text_start: int
    text_end: int
    name_spot: Target
    text_spot: Target

    @property
    def height(self) -> float:
        return max(height_of(self.name), height_of(self.text)) + 2 * _ROW_PADDING + _BAR_MARGIN


@dataclass(frozen=True, slots=True)
class _Timeline:
    context: Context
    headings: tuple[tuple[Line, ...], ...]
    rows: tuple[_Bar, ...]
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def height(self) -> float:
        return self._header_height + sum(row.height for row in self.rows)

    @property
    def _header_height(self) -> float:
        return max(map(height_of, self.headings)) + _ROW_PADDING

    def split(self, room: float, full: float) -> Split | None:
        left = room - self._header_height
        for index, row in enumerate(self.rows):
            if row.height <= left + TOLERANCE:
                left -= row.height
                continue
            torn = _tear(row, left) if row.height > full - self._header_height else None
            if torn is not None:
                before, after = (*self.rows[:index], torn[0]), (torn[1], *self.rows[index + 1 :])
                return replace(self, rows=before), replace(self, rows=after, shortfalls=())
            if not index:
                return None
            rest = replace(self, rows=self.rows[index:], shortfalls=())
            return replace(self, rows=self.rows[:index]), rest
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        context = self.context
        colours, lengths = context.form.colours, context.form.lengths
        width = context.table_width
        name_width = width * _NAME_SHARE
        frame = Rect(x, y, width, self.height)
        canvas.box(Rect(x, y, width, self._header_height), fill=colours["header"])
        record = canvas.table(header_rows=1)
        self._draw_columns(canvas, frame, name_width, record)
        y += self._header_height
        for row in self.rows:
            canvas.box(Rect(x, y, name_width, row.height), fill=colours["label"])
            canvas.rule(x, y, x + width, y, colours["rule"], lengths.rule)
            inside = Rect(x + 4.0, y, name_width - 8.0, row.height)
            record.row()
            record.cell(scope="row" if row.name else "")
            canvas.text_lines(row.name, inside, align="centre")
            style = row.name[0].style
            canvas.region(spot_region(row.name_spot, inside, inside, style, "centre"))
            area = Rect(x + name_width, y, width - name_width, row.height)
            self._draw_bar_in_cells(canvas, row, area, record)
            y += row.height
        at = x + name_width
        canvas.rule(at, frame.y, at, frame.bottom, colours["frame"], lengths.rule)
        canvas.box(frame, stroke=colours["frame"], width=lengths.frame)
        canvas.report(self.shortfalls)

    def _draw_columns(
        self, canvas: Canvas, frame: Rect, name_width: float, record: TableRecord
    ) -> None:
        colours, lengths = self.context.form.colours, self.context.form.lengths
        step = (frame.width - name_width) / len(self.headings)
        bottom = frame.y + self._header_height
        record.row()
        record.cell()
        for index, lines in enumerate(self.headings):
            left = frame.x + name_width + index * step
            record.cell(scope="column")
            canvas.text_lines(lines, Rect(left, frame.y, step, bottom - frame.y), align="centre")
            if index:
                canvas.rule(left, frame.y, left, bottom, colours["frame"], lengths.rule)
                year_rule = colours["year_rule"]
                canvas.rule(left, bottom, left, frame.bottom, year_rule, lengths.rule, _YEAR_DASH)

    def _draw_bar_in_cells(
        self, canvas: Canvas, row: _Bar, area: Rect, record: TableRecord
    ) -> None:
        """Draw a bar into one cell over the years that it covers."""
        columns = len(self.headings)
        start, end = (row.start, row.end) if row.start < row.end else (0, columns)
        record.empty_cells(start)
        record.cell(end - start)
        before = canvas.count
        self._draw_bar(canvas, row, area)
        canvas.speak(before, timeline_words(row.row, self.context.plan.settings))
        record.empty_cells(columns - end)
        record.end()

    def _draw_bar(self, canvas: Canvas, row: _Bar, area: Rect) -> None:
        lengths = self.context.form.lengths
        step = area.width / len(self.headings)
        if row.start < row.end:
            opens_after = row.row.opens_after and row.end == len(self.headings)
            left = area.x + row.start * step + lengths.item_inset
            inset = lengths.frame / 2 if opens_after else lengths.item_inset
            rect = Rect(
                left,
                area.y + _BAR_MARGIN,
                area.x + row.end * step - inset - left,
                row.height - 2 * _BAR_MARGIN,
            )
            head = min(point_depth(rect.width, lengths), rect.height / 2)
            is_known = row.row.start is not None or row.row.opens_before
            tail = head if row.row.opens_before and row.start == 0 else 0.0
            fill = self.context.colour("item") if is_known else ""
            dash = () if is_known else _UNKNOWN_DASH
            stroke = self.context.colour("item_outline")
            canvas.add(Arrow(rect, head, tail, fill, stroke, _OUTLINE, dash))
        left = area.x + row.text_start * step
        text = Rect(left, area.y, (row.text_end - row.text_start) * step, row.height)
        canvas.text_lines(row.text, text, align="centre")
        style = replace(row.name[0].style, bold=False)
        canvas.region(spot_region(row.text_spot, text, text, style, "centre"))


def timeline_table(block: Block, context: Context, target: Target) -> Part:
    """Measure the table of a timeline block."""
    settings = context.plan.settings
    period = context.plan.period
    first = period.first if block.first is None else block.first
    last = max(first, period.last if block.last is None else block.last)
    style = LineStyle(
        context.form.sizes.item, 1.3, context.colour("ink"), True, "header_cell", "heading"
    )
    area = context.table_width * (1 - _NAME_SHARE)
    step = area / (last - first + 1)
    texts = tuple(timeline_heading(year, settings) for year in range(first, last + 1))
    headings = fit_texts(texts, style, step - 3.0, context.metrics)
    rows = tuple(
        _bar(row, spot_of(target, f"rows.{index}"), first, last, step, context)
        for index, row in enumerate(block.rows)
    )
    written = "".join(row.name + row.text for row in block.rows)
    return _Timeline(context, headings, rows, glyph_shortfalls(written, target, context))


def _bar(
    row: TimelineRow, spot: Target, first: int, last: int, step: float, context: Context
) -> _Bar:
    count = last - first + 1
    start = 0 if row.start is None else min(max(row.start - first, 0), count)
    end = count if row.end is None else min(max(row.end - first + 1, 0), count)
    metrics, sizes = context.metrics, context.form.sizes
    lengths = context.form.lengths
    style = LineStyle(sizes.item, 1.35, context.colour("ink"), role="cell", breaking="item")
    name_width = context.table_width * _NAME_SHARE - 8.0
    name = set_lines(row.name, name_width, replace(style, bold=True), metrics)
    text_start, text_end = start, max(end, start)
    around = 2 * (lengths.item_inset + lengths.arrow_head)
    if (text_end - text_start) * step - around < 8 * sizes.item:
        text_start, text_end = 0, count
    text = set_lines(row.text, (text_end - text_start) * step - around, style, metrics)
    spots = spot_of(spot, "name"), spot_of(spot, "text")
    return _Bar(row, name, text if row.text else (), start, end, text_start, text_end, *spots)


def _tear(row: _Bar, room: float) -> tuple[_Bar, _Bar] | None:
    halves = cut_cells([row.name, row.text], room - 2 * _ROW_PADDING - _BAR_MARGIN)
    if halves is None:
        return None
    (name, text), (name_rest, text_rest) = halves
    return replace(row, name=name, text=text), replace(row, name=name_rest, text=text_rest)
