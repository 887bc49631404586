"""概要版: the plan on a few pages, all of it taken from what the booklet holds.

Belongs here: which parts of the plan a digest shows, in which order: the period, what the plan aims
at, the policies with their visions, the tree with the number of initiatives.
"""

from __future__ import annotations

from dataclasses import replace

from kitaplanner.domain.plan import Block
from kitaplanner.layout.context import Context
from kitaplanner.layout.outline_chart import outline_chart_pieces
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.policies import policy_pieces
from kitaplanner.layout.scene import Target
from kitaplanner.layout.sections import block_pieces
from kitaplanner.layout.text_parts import heading, text_part
from kitaplanner.layout.years import era_span, write_digits

_HEADING_GAP = 18.0
_GAP = 8.0


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
    policies = policy_pieces(context)
    if policies:
        pieces.append(_heading("基本方針と目指す姿", "policies", context, gap=_HEADING_GAP))
        pieces += [replace(policies[0], gap=_GAP), *policies[1:]]
    chart = outline_chart_pieces(context)
    if chart:
        pieces.append(_heading(f"施策の体系（{total}）", "outline", context, gap=_HEADING_GAP))
        pieces += [replace(chart[0], gap=_GAP), *chart[1:]]
    return pieces


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
