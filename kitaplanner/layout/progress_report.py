"""進捗状況: how many initiatives stand how in a fiscal year, and each with its results.

Belongs here: the 総括表 and the 一覧 of one year. Does not belong here: entering progress.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kitaplanner.domain.plan import Initiative, Node
from kitaplanner.domain.progress_status import (
    TOTAL,
    Tally,
    by_department,
    progress_of,
    status_of,
    tally,
)
from kitaplanner.layout.context import Context
from kitaplanner.layout.fields import department_lines
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.outline_rows import heading_row, resumed_row
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.policies import heading_parts
from kitaplanner.layout.scene import Align, Target
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls, text_part
from kitaplanner.layout.years import year_heading

_LEADING = 1.4
_HEADS = ("番号", "事業名・担当課", "状況", "実績・理由・今後の予定")
_NUMBER_WIDTH = 46.0
_NAME_WIDTH = 150.0
_STATUS_WIDTH = 56.0
_COUNT_WIDTH = 52.0
_GAP = 12.0
_NOTE_GAP = 3.0
_COUNTED_FOR_EACH = "複数の課が担当する事業は、それぞれの課で数えています。"


def progress_pieces(
    context: Context, year: int, only: Collection[str] | None = None, above: str = ""
) -> list[Piece]:
    """Give heading of the year, 総括表 by status, and the table of initiatives.

    Where the heading `above` names the year already, there is none here.
    """
    chosen = [one for one in context.plan.initiatives() if only is None or one.id in only]
    shown_year = year_heading(year, context.plan.settings)
    title = progress_title(year, context)
    style = replace(context.heading(1))
    heading = text_part(title, context, style, target=Target("plan", "", "progress"))
    pieces = [] if shown_year in above else [Piece(heading, gap=_GAP, keep=True)]
    pieces.append(Piece(_totals(chosen, year, context), gap=_GAP))
    pieces.append(Piece(_table(year, only, context), gap=_GAP))
    return pieces


def progress_title(year: int, context: Context) -> str:
    """Give the heading of the report on a fiscal year."""
    return f"{year_heading(year, context.plan.settings)}　進捗状況"


def department_pieces(context: Context, year: int) -> list[Piece]:
    """Give the counts of each department by status, under a heading of their own."""
    chosen = list(context.plan.initiatives())
    counted = tally(by_department(context.plan, chosen), chosen, year)
    # An initiative of several departments counts for each: the sum would be no total.
    lines = counted.lines[:-1]
    if not lines:
        return []
    target = Target("plan", "", "progress.departments")
    heading = text_part("課別の状況", context, context.heading(1), target=target)
    told = text_part(_COUNTED_FOR_EACH, context, context.note(), mark="※")
    return [
        Piece(heading, gap=2 * _GAP, keep=True),
        Piece(told, gap=_NOTE_GAP, keep=True),
        Piece(_counts(replace(counted, lines=lines), context), gap=_GAP),
    ]


def tally_by_policy(initiatives: Sequence[Initiative], year: int, context: Context) -> Tally:
    """Count the initiatives of each root of the outline by status."""
    wanted = {one.id for one in initiatives}
    groups = [
        (
            "".join(heading_parts(root, context)),
            [one for one in root.all_initiatives if one.id in wanted],
        )
        for root in context.plan.outline
    ]
    return tally(groups, initiatives, year)


def _totals(initiatives: Sequence[Initiative], year: int, context: Context) -> Table:
    """Count the initiatives of each policy by status; the total stands out."""
    return _counts(tally_by_policy(initiatives, year, context), context)


def _counts(counted: Tally, context: Context) -> Table:
    """Make the table of counts; the columns are the statuses that occur."""
    names = counted.statuses
    heads = ("区分", *names, "計")
    count_width = min(_COUNT_WIDTH, context.table_width * 0.6 / (len(names) + 1))
    first = context.table_width - count_width * (len(names) + 1)
    widths = (first, *[count_width] * (len(names) + 1))
    style = _cell_style(context)
    bold = replace(style, bold=True)
    rows = tuple(
        _count_row(label, counts, widths, bold if label == TOTAL else style, context)
        for label, counts in counted.lines
    )
    return Table(context, widths, rows, _header(heads, widths, context))


def _count_row(
    label: str,
    counts: Sequence[int],
    widths: Sequence[float],
    style: LineStyle,
    context: Context,
) -> Row:
    lines = set_lines(label, inside_width(widths[0]), style, context.metrics)
    cells = [Cell(lines)]
    for count, width in zip((*counts, sum(counts)), widths[1:], strict=True):
        text = str(count) if count else "－"
        cells.append(
            Cell(set_lines(text, inside_width(width), style, context.metrics), align="right")
        )
    return Row(tuple(cells))


def _table(year: int, only: Collection[str] | None, context: Context) -> Table:
    rest = context.table_width - _NUMBER_WIDTH - _NAME_WIDTH - _STATUS_WIDTH
    widths = (_NUMBER_WIDTH, _NAME_WIDTH, _STATUS_WIDTH, rest)
    rows = tuple(
        row
        for root in context.plan.outline
        for row in _node_rows((root,), year, only, widths, context)
    )
    texts = "".join(
        one.result + one.reason + one.next_step
        for each in context.plan.initiatives()
        for one in progress_of(each, year)
    )
    return Table(
        context,
        widths,
        rows,
        _header(_HEADS, widths, context),
        shortfalls=glyph_shortfalls(texts, None, context),
    )


def _node_rows(
    path: tuple[Node, ...],
    year: int,
    only: Collection[str] | None,
    widths: tuple[float, ...],
    context: Context,
) -> Iterator[Row]:
    """Yield the row of a node, the last of a path from the root, and the rows below it."""
    node, style = path[-1], _cell_style(context)
    if not any(only is None or one.id in only for one in node.all_initiatives):
        return
    yield heading_row(path, widths, style, context)
    above = resumed_row(path, widths, style, context)
    for one in node.initiatives:
        if only is None or one.id in only:
            yield replace(_initiative_row(one, year, widths, context), resumed=above)
    for child in node.children:
        yield from _node_rows((*path, child), year, only, widths, context)


def _initiative_row(
    initiative: Initiative, year: int, widths: tuple[float, ...], context: Context
) -> Row:
    style = _cell_style(context)
    small = replace(style, size=context.form.sizes.item_smallest, colour=context.colour("muted"))
    metrics, rooms = context.metrics, [inside_width(width) for width in widths]
    name = set_lines(initiative.name, rooms[1], replace(style, breaking="item"), metrics)
    name += department_lines(initiative.departments, rooms[1], small, context)
    told = tuple(
        line
        for one in progress_of(initiative, year)
        for head, text in (("", one.result), ("理由：", one.reason), ("今後：", one.next_step))
        if text
        for line in set_lines(head + text, rooms[3], style, metrics)
    )
    number = set_lines(context.numbering.number(initiative), rooms[0], style, metrics)
    status = set_lines(status_of(initiative, year), rooms[2], style, metrics)
    target = Target("initiative", initiative.id)
    return Row((Cell(number), Cell(name), Cell(status, align="centre"), Cell(told)), target=target)


def _header(heads: Sequence[str], widths: Sequence[float], context: Context) -> Row:
    style = replace(_cell_style(context), bold=True, role="header_cell", breaking="heading")
    aligned: Align = "centre"
    return Row(
        tuple(
            Cell(set_lines(text, inside_width(width), style, context.metrics), align=aligned)
            for text, width in zip(heads, widths, strict=True)
        ),
        fill=context.colour("header"),
    )


def _cell_style(context: Context) -> LineStyle:
    return LineStyle(
        context.form.sizes.item, _LEADING, context.colour("ink"), role="cell", breaking="body"
    )
