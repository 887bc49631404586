"""The table of fields on top of a sheet: 事業名, 担当課, 事業概要 with their tinted labels.

Belongs here: what stands in each field, measuring, parting and drawing the table. Does not belong
here: which fields a form shows and under which label (the form's file says it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kitaplanner.domain.form import SheetCell
from kitaplanner.domain.plan import Initiative
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context, missing_glyphs
from kitaplanner.layout.flow import TOLERANCE, Split
from kitaplanner.layout.lines import (
    Line,
    LineStyle,
    cut_cells,
    hang_of,
    height_of,
    one_line,
    set_lines,
)
from kitaplanner.layout.metrics import TextMetrics
from kitaplanner.layout.scene import Align, Rect, Region, Shortfall, Target
from kitaplanner.layout.table_record import TableRecord

DEPARTMENT_SEPARATOR = "、"
NUMBER_GAP = "　"
_LABEL_LEADING = 1.3
_NAME_LEADING = 1.45
_SIZE_STEP = 0.5


@dataclass(frozen=True, slots=True)
class FieldCell:
    """A label and the lines of its content; widths are those of the cells in points."""

    label: tuple[Line, ...]
    label_width: float
    width: float
    lines: tuple[Line, ...]
    style: LineStyle
    target: Target | None
    hang: float = 0.0
    align: Align = "left"

    @property
    def needed(self) -> float:
        """Give the height that label or content needs, without padding."""
        return max(height_of(self.label), height_of(self.lines))


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row of the table with its height in points."""

    cells: tuple[FieldCell, ...]
    height: float


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of an initiative, or what of them stands on one page."""

    context: Context
    rows: tuple[FieldRow, ...]
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return sum(row.height for row in self.rows)

    def split(self, room: float, full: float) -> Split | None:
        """Part it between rows, or inside a row that is higher than a page."""
        left = room
        for index, row in enumerate(self.rows):
            if row.height <= left + TOLERANCE:
                left -= row.height
                continue
            torn = _tear(row, left, self.context) if row.height > full else None
            if torn is not None:
                return self._halves(
                    (*self.rows[:index], torn[0]), (torn[1], *self.rows[index + 1 :])
                )
            return self._halves(self.rows[:index], self.rows[index:]) if index else None
        return None

    def _halves(self, first: tuple[FieldRow, ...], rest: tuple[FieldRow, ...]) -> Split:
        return replace(self, rows=first), replace(self, rows=rest, shortfalls=())

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw tints, rules, texts and last the frame."""
        lengths, colours = self.context.form.lengths, self.context.form.colours
        width = max(sum(c.label_width + c.width for c in row.cells) for row in self.rows)
        frame = Rect(x, y, width, self.height)
        record = canvas.table()
        columns = 2 * max(len(row.cells) for row in self.rows)
        for index, row in enumerate(self.rows):
            record.row()
            self._draw_tints(canvas, row, x, y)
            if index:
                canvas.rule(x, y, x + width, y, colours["frame"], lengths.rule)
            self._draw_row(canvas, row, x, y, record, columns)
            y += row.height
        canvas.box(frame, stroke=colours["frame"], width=lengths.frame)
        canvas.report(self.shortfalls)

    def _draw_tints(self, canvas: Canvas, row: FieldRow, x: float, y: float) -> None:
        for cell in row.cells:
            fill = self.context.colour("label")
            canvas.box(Rect(x, y, cell.label_width, row.height), fill=fill)
            x += cell.label_width + cell.width

    def _draw_row(
        self, canvas: Canvas, row: FieldRow, x: float, y: float, record: TableRecord, columns: int
    ) -> None:
        colour, rule = self.context.colour("frame"), self.context.form.lengths.rule
        for index, cell in enumerate(row.cells):
            if index:
                canvas.rule(x, y, x, y + row.height, colour, rule)
            label = Rect(x, y, cell.label_width, row.height)
            record.cell(scope="row" if cell.label else "")
            canvas.text_lines(cell.label, label, align="centre")
            x += cell.label_width
            canvas.rule(x, y, x, y + row.height, colour, rule)
            is_last = index == len(row.cells) - 1
            record.cell(columns - 2 * index - 1 if is_last else 1)
            self._draw_content(canvas, cell, Rect(x, y, cell.width, row.height))
            record.end()
            x += cell.width

    def _draw_content(self, canvas: Canvas, cell: FieldCell, rect: Rect) -> None:
        padding = self.context.form.lengths.cell_padding
        inside = Rect(rect.x + padding, rect.y, rect.width - 2 * padding, rect.height)
        canvas.text_lines(cell.lines, inside, align=cell.align, target=cell.target)
        if cell.target is None:
            return
        room = max(rect.height - 2 * padding, cell.style.height)
        inner = Rect(
            inside.x + cell.hang,
            rect.y + (rect.height - room) / 2,
            inside.width - cell.hang,
            room,
        )
        style = cell.style
        canvas.region(
            Region(cell.target, rect, inner, style.size, style.leading, style.bold, cell.align)
        )


FieldContent = Callable[[Initiative, Context, float], tuple[tuple[Line, ...], LineStyle, float]]


def _name(
    initiative: Initiative, context: Context, width: float
) -> tuple[tuple[Line, ...], LineStyle, float]:
    style = name_style(context)
    mark = number_mark(initiative, context)
    lines = set_lines(marked_name(initiative), width, style, context.metrics, mark)
    return lines, style, hang_of(mark, style, context.metrics)


def name_style(context: Context) -> LineStyle:
    """Give the style of an initiative's name in its sheet."""
    return LineStyle(
        context.form.sizes.name,
        _NAME_LEADING,
        context.colour("ink"),
        bold=True,
        role="cell",
        breaking="heading",
    )


def number_mark(initiative: Initiative, context: Context) -> str:
    """Give the number with the space that parts it from the name."""
    number = context.numbering.number(initiative)
    return number + NUMBER_GAP if number else ""


def marked_name(initiative: Initiative) -> str:
    """Give the name with its marks in words before it: 【新規】電子申請の推進."""
    return "".join(f"【{mark}】" for mark in initiative.marks) + initiative.name


def _departments(
    initiative: Initiative, context: Context, width: float
) -> tuple[tuple[Line, ...], LineStyle, float]:
    lines = department_lines(initiative.departments, width, departments_style(context), context)
    return lines, lines[0].style, 0.0


def departments_style(context: Context) -> LineStyle:
    """Give the style of an initiative's departments in its sheet."""
    body, ink = context.form.sizes.body, context.colour("ink")
    return LineStyle(body, _NAME_LEADING, ink, role="cell", breaking="item")


def department_lines(
    names: tuple[str, ...], width: float, style: LineStyle, context: Context
) -> tuple[Line, ...]:
    """Set departments parted by 、, somewhat smaller where that saves lines."""
    best = _department_lines(names, width, style, context.metrics)
    while len(best) > 1 and style.size - _SIZE_STEP >= context.form.sizes.item_smallest:
        style = replace(style, size=style.size - _SIZE_STEP)
        lines = _department_lines(names, width, style, context.metrics)
        if len(lines) < len(best):
            best = lines
    return best


def _department_lines(
    names: tuple[str, ...], width: float, style: LineStyle, metrics: TextMetrics
) -> tuple[Line, ...]:
    """Fill lines with whole names; one is broken only when it is wider than the line."""
    lines: list[str] = []
    current = ""
    for index, name in enumerate(names):
        text = name + (DEPARTMENT_SEPARATOR if index < len(names) - 1 else "")
        if current and metrics.text_width(current + text, style.size) > width:
            lines.append(current)
            current = ""
        current += text
    lines.append(current)
    return tuple(one for line in lines for one in set_lines(line, width, style, metrics))


def _summary(
    initiative: Initiative, context: Context, width: float
) -> tuple[tuple[Line, ...], LineStyle, float]:
    room = summary_room(context, width)
    style = context.body("cell")
    lines = list(set_lines(initiative.summary, room, style, context.metrics))
    for note in initiative.notes:
        lines += set_lines(note.removeprefix("※"), room, context.note(), context.metrics, "※")
    return tuple(lines), style, 0.0


def summary_room(context: Context, width: float) -> float:
    """Give the width of a summary's lines in a cell with a width inside its padding."""
    # Body lines keep a character's room for a hanging 、; the cell's padding gives most of it.
    return width + context.form.lengths.cell_padding * 0.9


_CONTENTS: Mapping[str, FieldContent] = {
    "name": _name,
    "departments": _departments,
    "summary": _summary,
}


def field_lines(
    initiative: Initiative, field: str, context: Context, width: float
) -> tuple[Line, ...]:
    """Set the content of a field within a width in points."""
    return _CONTENTS[field](initiative, context, width)[0]


def field_table(
    initiative: Initiative,
    context: Context,
    rows: tuple[tuple[SheetCell, ...], ...],
    width: float,
    contents: Mapping[str, FieldContent] = _CONTENTS,
) -> FieldTable:
    """Measure the fields of an initiative for a table of a width in points.

    `contents` sets what stands in each field, as it is unless told otherwise.
    """
    return FieldTable(
        context,
        tuple(_set_row(initiative, context, row, width, contents) for row in rows),
        _shortfalls(initiative, context),
    )


def _set_row(
    initiative: Initiative,
    context: Context,
    row: tuple[SheetCell, ...],
    width: float,
    contents: Mapping[str, FieldContent],
) -> FieldRow:
    lengths = context.form.lengths
    fixed = sum(cell.width + (cell.label_width or lengths.label_width) for cell in row)
    rest = (width - fixed) / max(sum(not cell.width for cell in row), 1)
    cells = tuple(
        _set_cell(initiative, context, cell, cell.width or rest, contents[cell.field])
        for cell in row
    )
    return FieldRow(cells, row_height(cells, context))


def row_height(cells: tuple[FieldCell, ...], context: Context) -> float:
    """Give the height of a row in points: that of its text with padding, or the form's least."""
    lengths = context.form.lengths
    needed = max(cell.needed for cell in cells) + 2 * lengths.cell_padding * 0.8
    return max(lengths.row_height, needed)


def _set_cell(
    initiative: Initiative, context: Context, cell: SheetCell, width: float, content: FieldContent
) -> FieldCell:
    lengths = context.form.lengths
    lines, style, hang = content(initiative, context, width - 2 * lengths.cell_padding)
    target = Target("initiative", initiative.id, cell.field)
    label_width = cell.label_width or lengths.label_width
    label = label_lines(cell.label, context, label_width)
    return FieldCell(label, label_width, width, lines, style, target, hang)


def label_lines(text: str, context: Context, width: float) -> tuple[Line, ...]:
    """Set the text of a tinted label cell."""
    style = LineStyle(
        context.form.sizes.label,
        _LABEL_LEADING,
        context.colour("ink"),
        bold=True,
        role="label",
        breaking="heading",
    )
    return set_lines(text, width - context.form.lengths.cell_padding, style, context.metrics)


def continued_head(initiative: Initiative, context: Context, width: float) -> FieldTable:
    """Make the head of a sheet's following pages: 事業名（続き）, the name on one line."""
    lengths = context.form.lengths
    label = context.label("name") + "\n" + context.label("continued")
    style = name_style(context)
    content = width - lengths.label_width
    text = number_mark(initiative, context) + marked_name(initiative)
    inside = content - 2 * lengths.cell_padding
    cell = FieldCell(
        label_lines(label, context, lengths.label_width),
        lengths.label_width,
        content,
        one_line(text, inside, style, context.metrics),
        style,
        None,
    )
    return FieldTable(context, (FieldRow((cell,), row_height((cell,), context)),))


def _tear(row: FieldRow, room: float, context: Context) -> tuple[FieldRow, FieldRow] | None:
    """Part a row that is higher than a page: each cell goes on with its next line."""
    around = 2 * context.form.lengths.cell_padding * 0.8
    if any(height_of(cell.label) > room for cell in row.cells):
        return None
    halves = cut_cells([cell.lines for cell in row.cells], room - around)
    if halves is None:
        return None
    first, rest = (
        tuple(replace(cell, lines=lines) for cell, lines in zip(row.cells, half, strict=True))
        for half in halves
    )
    return FieldRow(first, room), FieldRow(rest, row_height(rest, context))


def _shortfalls(initiative: Initiative, context: Context) -> tuple[Shortfall, ...]:
    texts = {
        "name": initiative.name,
        "departments": DEPARTMENT_SEPARATOR.join(initiative.departments),
        "summary": "\n".join((initiative.summary, *initiative.notes)),
    }
    found = ((field, missing_glyphs(text, context.metrics)) for field, text in texts.items())
    return tuple(
        Shortfall(Target("initiative", initiative.id, field), "missing_glyph", "".join(missing))
        for field, missing in found
        if missing
    )
