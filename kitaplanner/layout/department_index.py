"""索引: the initiatives of each department, with the pages of their sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.layout.context import Context
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.scene import Target
from kitaplanner.layout.tables import RESUMED, Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls

_LEADING = 1.4
_NUMBER_WIDTH = 90.0
_PAGE_WIDTH = 36.0
_HEADS = ("番号", "事業名", "頁")


def department_index_pieces(context: Context) -> list[Piece]:
    """Give the index in the order of the master list; departments without initiatives are left out.

    Numbers are the long ones: here no heading says to which branch 1-(1) belongs.
    """
    widths = (
        _NUMBER_WIDTH,
        context.table_width - _NUMBER_WIDTH - _PAGE_WIDTH,
        _PAGE_WIDTH,
    )
    style = LineStyle(
        context.form.sizes.item, _LEADING, context.colour("ink"), role="cell", breaking="item"
    )
    rows = tuple(_rows(context, widths, style))
    if not rows:
        return []
    head = replace(style, bold=True, role="header_cell", breaking="heading")
    header = Row(
        tuple(
            Cell(set_lines(text, inside_width(width), head, context.metrics), align="centre")
            for text, width in zip(_HEADS, widths, strict=True)
        ),
        fill=context.colour("header"),
    )
    table = Table(
        context,
        widths,
        rows,
        header,
        page_style=style,
        shortfalls=glyph_shortfalls(
            "".join(one.name for one in context.plan.departments), None, context
        ),
    )
    return [Piece(table, gap=8.0)]


def initiatives_by_department(plan: Plan) -> Iterator[tuple[str, list[Initiative]]]:
    """Yield the departments that have initiatives, those of the master list first."""
    found: dict[str, list[Initiative]] = {}
    for one in plan.initiatives():
        for name in one.departments:
            found.setdefault(name, []).append(one)
    known = [one.name for one in plan.departments]
    for name in (*known, *(name for name in found if name not in set(known))):
        if name in found:
            yield name, found[name]


def _rows(context: Context, widths: tuple[float, ...], style: LineStyle) -> Iterator[Row]:
    bold = replace(style, bold=True, breaking="heading")
    room = inside_width(sum(widths))
    for name, initiatives in initiatives_by_department(context.plan):
        heading, resumed = (
            Row(
                (Cell(set_lines(text, room, bold, context.metrics), span=len(widths)),),
                fill=context.colour("label"),
                leads=True,
            )
            for text in (name, name + RESUMED)
        )
        yield heading
        for one in initiatives:
            target = Target("initiative", one.id)
            texts = (context.numbering.long_number(one), one.name)
            cells = [
                Cell(set_lines(text, inside_width(width), style, context.metrics))
                for text, width in zip(texts, widths, strict=False)
            ]
            cells.append(Cell((), align="right", page_of=target))
            yield Row(tuple(cells), target=target, resumed=resumed)
