"""再掲 on a sheet: the initiatives that are shown again there, with what they say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Initiative
from kitaplanner.domain.references import ShownReference, shown_references
from kitaplanner.layout.context import Context
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.scene import Target
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls

_LEADING = 1.45
# Of the width: what it is called, and where it stands; what it says takes the rest.
_NAME_SHARE, _PLACE_SHARE = 0.28, 0.2
_LABELS = {
    "references": "（再掲事業）",
    "reference_name": "事業名",
    "reference_content": "事業概要",
    "reference_place": "掲載箇所",
}


def reference_label(form: Form, name: str) -> str:
    """Give a label of the form, or the usual one."""
    return form.labels.get(name, _LABELS[name])


def reference_heads(form: Form) -> tuple[str, str, str]:
    """Give the headings of the three columns."""
    return (
        reference_label(form, "reference_name"),
        reference_label(form, "reference_content"),
        reference_label(form, "reference_place"),
    )


def reference_texts(one: ShownReference) -> tuple[str, str, str]:
    """Give the texts of the three columns."""
    return one.name, one.content, one.place


def reference_edges(width: float) -> tuple[float, float, float, float]:
    """Give the edges of the columns from the left."""
    return 0.0, width * _NAME_SHARE, width * (1 - _PLACE_SHARE), width


def reference_table(initiative: Initiative, context: Context, width: float) -> Table:
    """Measure the table of an initiative's references; each row leads to its original."""
    sizes = context.form.sizes
    style = LineStyle(sizes.item, _LEADING, context.colour("ink"), role="cell", breaking="body")
    name_style = replace(style, breaking="item")
    bold = replace(name_style, bold=True, role="header_cell", breaking="heading")
    edges = reference_edges(width)
    widths = tuple(right - left for left, right in pairwise(edges))

    def cells(texts: Sequence[str], styles: Sequence[LineStyle]) -> tuple[Cell, ...]:
        return tuple(
            Cell(set_lines(text, inside_width(room), look, context.metrics))
            for text, room, look in zip(texts, widths, styles, strict=True)
        )

    shown = tuple(shown_references(context.plan, initiative, context.numbering))
    rows = tuple(
        Row(
            cells(reference_texts(one), (name_style, style, name_style)),
            target=None if one.original is None else Target("initiative", one.original.id),
        )
        for one in shown
    )
    heads = reference_heads(context.form)
    header = Row(
        tuple(replace(one, align="centre") for one in cells(heads, (bold,) * len(heads))),
        fill=context.colour("header"),
    )
    written = "".join("".join(reference_texts(one)) for one in shown)
    target = Target("initiative", initiative.id)
    return Table(
        context, widths, rows, header, shortfalls=glyph_shortfalls(written, target, context)
    )
