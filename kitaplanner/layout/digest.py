"""概要版: the plan on as few pages as hold it, all of it taken from what the booklet holds.

Belongs here: which parts of the plan a digest shows, in which order: the period, what the plan aims
at, the policies with their visions, the tree with the number of initiatives.
"""

from __future__ import annotations

from dataclasses import replace

from kitaplanner.domain.plan import Block, Node
from kitaplanner.layout.context import Context
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.outline_chart import outline_chart_pieces
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.policies import heading_parts
from kitaplanner.layout.scene import Target
from kitaplanner.layout.sections import block_pieces
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import heading, text_part
from kitaplanner.layout.years import era_span, write_digits

_HEADING_GAP = 12.0
_GAP = 6.0
_LEADING = 1.3
# Of the width of the table, for the names of the policies.
_NAME_SHARE = 0.55


def digest_pieces(context: Context) -> list[Piece]:
    """Give the pieces of the digest; what the plan does not hold is left out."""
    plan = context.plan
    span = era_span(plan.period.first, plan.period.last, plan.settings)
    count = sum(1 for _ in plan.initiatives())
    total = write_digits(f"{count}事業", plan.settings.digit_style)
    pieces = [_heading("計画期間", "period", context, gap=_HEADING_GAP)]
    pieces.append(Piece(text_part(span, context, context.body()), gap=_GAP))
    pieces += _blocks("timeline", context)
    quotes = _blocks("quote", context)
    if quotes:
        pieces.append(_heading("将来像", "quote", context, gap=_HEADING_GAP))
        pieces += quotes
    if plan.outline:
        vision = context.label("vision")
        pieces.append(_heading(f"基本方針と{vision}", "policies", context, gap=_HEADING_GAP))
        pieces.append(Piece(_policies(vision, context), gap=_GAP))
        pieces.append(_heading(f"施策の体系（{total}）", "outline", context, gap=_HEADING_GAP))
        chart = outline_chart_pieces(context)
        # The tree is read as a whole: it goes on to the next page rather than being parted.
        pieces += [
            replace(one, gap=one.gap if index else _GAP, keep=index < len(chart) - 1)
            for index, one in enumerate(chart)
        ]
    return pieces


def _policies(vision: str, context: Context) -> Table:
    """Set each policy and the nodes below it beside what they aim at."""
    widths = (context.table_width * _NAME_SHARE, context.table_width * (1 - _NAME_SHARE))
    style = LineStyle(
        context.form.sizes.item, _LEADING, context.colour("ink"), role="cell", breaking="item"
    )
    rows = [
        row
        for root in context.plan.outline
        for row in (
            _policy_row(root, widths, style, context, is_root=True),
            *(_policy_row(one, widths, style, context) for one in root.children),
        )
    ]
    head = replace(style, bold=True, role="header_cell", breaking="heading")
    words = (context.form.levels[0].name, vision)
    header = Row(
        tuple(
            Cell(set_lines(text, inside_width(width), head, context.metrics), align="centre")
            for text, width in zip(words, widths, strict=True)
        ),
        fill=context.colour("header"),
    )
    return Table(context, widths, tuple(rows), header)


def _policy_row(
    node: Node,
    widths: tuple[float, float],
    style: LineStyle,
    context: Context,
    is_root: bool = False,
) -> Row:
    mark, name = heading_parts(node, context)
    bold = replace(style, bold=is_root, breaking="heading")
    aims = node.vision or ((node.outcome_goal,) if node.outcome_goal else ())
    aimed = tuple(
        line
        for aim in aims
        for line in set_lines(aim, inside_width(widths[1]), style, context.metrics)
    )
    target = Target("node", node.id)
    fill = context.colour("label") if is_root else ""
    if not aimed:
        lines = set_lines(name, inside_width(sum(widths)), bold, context.metrics, mark)
        return Row((Cell(lines, span=2),), fill=fill, leads=bool(node.children), target=target)
    lines = set_lines(name, inside_width(widths[0]), bold, context.metrics, mark)
    return Row((Cell(lines), Cell(aimed)), fill=fill, leads=bool(node.children), target=target)


def _heading(title: str, field: str, context: Context, gap: float) -> Piece:
    target = Target("plan", "", f"digest.{field}")
    return Piece(heading(title, context, level=1, target=target), gap=gap, keep=True)


def _blocks(kind: str, context: Context) -> list[Piece]:
    found: list[tuple[Target, Block]] = [
        (Target("section", section.id, f"blocks.{index}"), block)
        for section in context.plan.sections
        for index, block in enumerate(section.blocks)
        if block.kind == kind
    ]
    return [
        replace(piece, gap=_GAP)
        for target, block in found
        for piece in block_pieces(block, context, target)
    ]
