"""Rows of tables that follow the outline: its headings, and what stands above a new page.

Belongs here: the row of a node. Does not belong here: rows of initiatives, which differ by table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kitaplanner.domain.plan import Node
from kitaplanner.layout.context import Context
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.policies import heading_parts
from kitaplanner.layout.scene import Target
from kitaplanner.layout.tables import RESUMED, Cell, Row, inside_width


def heading_row(
    path: tuple[Node, ...], widths: Sequence[float], style: LineStyle, context: Context
) -> Row:
    """Give the row of a node, the last of a path from the root, over all columns."""
    node = path[-1]
    mark, name = heading_parts(node, context)
    bold = replace(style, bold=True, breaking="heading")
    lines = set_lines(name, inside_width(sum(widths)), bold, context.metrics, mark)
    return Row(
        (Cell(lines, span=len(widths)),),
        fill=(context.colour("item"), context.colour("label"), "")[min(len(path) - 1, 2)],
        leads=bool(node.initiatives or node.children),
        target=Target("node", node.id),
        resumed=resumed_row(path[:-1], widths, style, context),
    )


def resumed_row(
    path: tuple[Node, ...], widths: Sequence[float], style: LineStyle, context: Context
) -> Row | None:
    """Give the row that says on a new page under which headings a table goes on."""
    if not path:
        return None
    names = "　".join(context.numbering.heading(node) for node in path)
    small = replace(style, size=context.form.sizes.item_smallest, breaking="body")
    lines = set_lines(names + RESUMED, inside_width(sum(widths)), small, context.metrics)
    return Row((Cell(lines, span=len(widths)),), context.colour("label"), leads=True)
