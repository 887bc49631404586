"""掲載事業一覧: all initiatives under the headings of the outline, as a table.

Belongs here: that table on paper. Does not belong here: the same list for Excel (`sheet_table`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from kitaplanner.domain.form import ListColumn
from kitaplanner.domain.outline import branches_with
from kitaplanner.domain.plan import Initiative, Node
from kitaplanner.layout.context import Context
from kitaplanner.layout.fields import department_lines, marked_name
from kitaplanner.layout.lines import Line, LineStyle, set_lines
from kitaplanner.layout.outline_rows import heading_row, resumed_row
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.scene import Target
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls

_LEADING = 1.4


def initiative_list_pieces(
    context: Context, *, with_pages: bool, only: Collection[str] | None = None
) -> list[Piece]:
    """Give the list; the column of pages only makes sense beside the sheets.

    With `only` (ids), headings without any of these initiatives are left out.
    """
    columns = [
        column
        for column in context.form.booklet.list_columns
        if with_pages or column.field != "page"
    ]
    widths = column_widths(columns, context.table_width)
    style = LineStyle(
        context.form.sizes.item, _LEADING, context.colour("ink"), role="cell", breaking="item"
    )
    rows = tuple(
        row
        for root in (
            context.plan.outline if only is None else branches_with(context.plan.outline, only)
        )
        for row in _node_rows((root,), columns, widths, style, context)
    )
    names = [one.name for one in context.plan.nodes()]
    names += [one.name + "".join(one.departments) for one in context.plan.initiatives()]
    table = Table(
        context,
        widths,
        rows,
        _header(columns, widths, style, context),
        page_style=style,
        shortfalls=glyph_shortfalls("".join(names), None, context),
    )
    return [Piece(table, gap=8.0)]


def column_widths(columns: list[ListColumn], width: float) -> tuple[float, ...]:
    """Give the widths of the columns; those without one share what is left."""
    fixed = sum(column.width for column in columns)
    free = sum(not column.width for column in columns)
    return tuple(column.width or (width - fixed) / free for column in columns)


def _header(
    columns: list[ListColumn], widths: tuple[float, ...], style: LineStyle, context: Context
) -> Row:
    bold = replace(style, bold=True, role="header_cell", breaking="heading")
    cells = (
        Cell(set_lines(column.label, inside_width(width), bold, context.metrics), align="centre")
        for column, width in zip(columns, widths, strict=True)
    )
    return Row(tuple(cells), fill=context.colour("header"))


def _node_rows(
    path: tuple[Node, ...],
    columns: list[ListColumn],
    widths: tuple[float, ...],
    style: LineStyle,
    context: Context,
) -> Iterator[Row]:
    """Yield the row of a node, the last of a path from the root, and the rows below it."""
    node = path[-1]
    yield heading_row(path, widths, style, context)
    above = resumed_row(path, widths, style, context)
    for initiative in node.initiatives:
        yield replace(_initiative_row(initiative, columns, widths, style, context), resumed=above)
    for child in node.children:
        yield from _node_rows((*path, child), columns, widths, style, context)


def _initiative_row(
    initiative: Initiative,
    columns: list[ListColumn],
    widths: tuple[float, ...],
    style: LineStyle,
    context: Context,
) -> Row:
    target = Target("initiative", initiative.id)
    cells: list[Cell] = []
    for column, width in zip(columns, widths, strict=True):
        room = inside_width(width)
        if column.field == "page":
            cells.append(Cell((), align="right", page_of=target))
        elif column.field == "departments":
            small = replace(style, size=context.form.sizes.item_smallest)
            cells.append(Cell(department_lines(initiative.departments, room, small, context)))
        else:
            text = (
                context.numbering.number(initiative)
                if column.field == "number"
                else marked_name(initiative)
            )
            cells.append(Cell(_plain(text, room, style, context)))
    return Row(tuple(cells), target=target)


def _plain(text: str, room: float, style: LineStyle, context: Context) -> tuple[Line, ...]:
    return set_lines(text, room, style, context.metrics)
