"""用語集: the terms of the plan and of its initiatives, each once, by their readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kitaplanner.domain.plan import Plan, Term
from kitaplanner.layout.context import Context
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls

_LEADING = 1.45
_WORD_SHARE = 0.3
_HEADS = ("用語", "説明")


def glossary_pieces(context: Context) -> list[Piece]:
    """Give the table of terms; nothing where the plan has none."""
    terms = list(sorted_terms(context.plan))
    if not terms:
        return []
    width = context.table_width
    widths = (width * _WORD_SHARE, width * (1 - _WORD_SHARE))
    style = LineStyle(
        context.form.sizes.item, _LEADING, context.colour("ink"), role="cell", breaking="item"
    )
    bold = replace(style, bold=True, breaking="heading")
    small = replace(style, size=context.form.sizes.item_smallest, colour=context.colour("muted"))
    rooms = [inside_width(one) for one in widths]
    metrics = context.metrics
    rows = []
    for term in terms:
        word = set_lines(term.word, rooms[0], bold, metrics)
        if term.reading:
            word += set_lines(term.reading, rooms[0], small, metrics)
        rows.append(Row((Cell(word), Cell(set_lines(term.definition, rooms[1], style, metrics)))))
    head = replace(bold, role="header_cell")
    header = Row(
        tuple(
            Cell(set_lines(text, room, head, metrics), align="centre")
            for text, room in zip(_HEADS, rooms, strict=True)
        ),
        fill=context.colour("header"),
    )
    texts = "".join(one.word + one.reading + one.definition for one in terms)
    shortfalls = glyph_shortfalls(texts, None, context)
    return [Piece(Table(context, widths, tuple(rows), header, shortfalls=shortfalls), gap=8.0)]


def sorted_terms(plan: Plan) -> Iterator[Term]:
    """Yield each term once, sorted by reading (words without one by themselves)."""
    found: dict[tuple[str, str], Term] = {}
    for term in (*plan.terms, *(one for each in plan.initiatives() for one in each.terms)):
        found.setdefault((term.word, term.definition), term)
    yield from sorted(found.values(), key=lambda term: (term.reading or term.word, term.word))
