"""変更一覧 and 正誤表 on paper: plain tables of what changed.

Belongs here: how a `ChangeTable` looks in pages. 新旧対照表, which also draws schedules, has a
module of its own (`comparison_table`).
"""

from __future__ import annotations

from dataclasses import replace

from kitaplanner.domain.comparison_tables import NO_CHANGES, ChangeRow, ChangeTable
from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.marked_lines import set_marked_lines
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.prints import print_pieces, titled
from kitaplanner.layout.scene import Scene, Target
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls, text_part

_LEADING = 1.45
_GAP = 8.0


def change_table_scene(table: ChangeTable, plan: Plan, form: Form, metrics: Metrics) -> Scene:
    """Lay out a table of changes in the form of a plan."""
    context = make_context(plan, form, metrics)
    pieces = [*titled(table.title, "changes", context), *_pieces(table, context)]
    return print_pieces(pieces, context)


def _pieces(table: ChangeTable, context: Context) -> list[Piece]:
    if not table.rows:
        return [Piece(text_part(NO_CHANGES, context, context.body()), gap=_GAP)]
    widths = tuple(share * context.table_width for share in table.shares)
    style = LineStyle(
        context.form.sizes.item, _LEADING, context.colour("ink"), role="cell", breaking="body"
    )
    texts = "".join(part.text for row in table.rows for cell in row.cells for part in cell)
    drawn = Table(
        context,
        widths,
        tuple(_row(row, widths, style, context) for row in table.rows),
        _header(table, widths, style, context),
        shortfalls=glyph_shortfalls(texts, None, context),
    )
    pieces = [Piece(drawn, gap=_GAP)]
    if table.note:
        note = text_part(table.note, context, context.note(), mark="※")
        pieces.append(Piece(note, gap=_GAP))
    return pieces


def _header(
    table: ChangeTable, widths: tuple[float, ...], style: LineStyle, context: Context
) -> Row:
    bold = replace(style, bold=True, role="header_cell", breaking="heading")
    cells = (
        Cell(set_lines(text, inside_width(width), bold, context.metrics), align="centre")
        for text, width in zip(table.heads, widths, strict=True)
    )
    return Row(tuple(cells), fill=context.colour("header"))


def _row(row: ChangeRow, widths: tuple[float, ...], style: LineStyle, context: Context) -> Row:
    target = Target("initiative", row.initiative) if row.initiative else None
    emphasis = context.plan.settings.comparison.emphasis
    if row.leads:
        bold = replace(style, bold=True, breaking="heading")
        text = "".join(part.text for part in row.cells[0])
        lines = set_lines(text, inside_width(sum(widths)), bold, context.metrics)
        cells = (Cell(lines, span=len(widths)),)
        return Row(cells, fill=context.colour("label"), leads=True, target=target)
    marked = tuple(
        Cell(
            set_marked_lines(
                [(part.text, emphasis if part.is_changed else None) for part in cell],
                inside_width(width),
                style,
                context.metrics,
            )
        )
        for cell, width in zip(row.cells, widths, strict=True)
    )
    return Row(marked)
