"""The policies: each 基本方針 with the nodes below it, their bullets and 目指す姿.

Belongs here: that chapter. Does not belong here: the tree of names (`outline_chart`) and the
chapter of sheets (`sheet_chapter`).
"""

from __future__ import annotations

from dataclasses import replace

from kitaplanner.domain.plan import Node
from kitaplanner.layout.context import Context
from kitaplanner.layout.fields import FieldCell, FieldRow, FieldTable, label_lines, row_height
from kitaplanner.layout.lines import Line, LineStyle, set_lines
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.scene import Target
from kitaplanner.layout.text_parts import glyph_shortfalls, heading, text_part

_ROOT_GAP = 22.0
_NODE_GAP = 16.0
_TEXT_GAP = 6.0
_BULLET = "・"


def policy_pieces(context: Context) -> list[Piece]:
    """Give the pieces of the chapter: two levels of the outline."""
    pieces: list[Piece] = []
    for root in context.plan.outline:
        pieces += _node_pieces(root, context, 0)
        for child in root.children:
            pieces += _node_pieces(child, context, 1)
    return pieces


def _node_pieces(node: Node, context: Context, depth: int) -> list[Piece]:
    mark, name = heading_parts(node, context)
    title = heading(
        name,
        context,
        level=depth,
        target=Target("node", node.id, "name"),
        mark=mark,
        is_underlined=depth == 0,
    )
    pieces = [Piece(title, gap=(_ROOT_GAP, _NODE_GAP)[depth])]
    pieces += node_texts(node, context)
    vision = vision_table(node, context)
    if vision is not None:
        pieces.append(Piece(vision, gap=_TEXT_GAP + 3.0))
    # A node stays together; a root without texts of its own stays with its first child.
    last = len(pieces) - 1 if len(pieces) > 1 or not node.children else len(pieces)
    return [replace(piece, keep=index < last) for index, piece in enumerate(pieces)]


def heading_parts(node: Node, context: Context) -> tuple[str, str]:
    """Give the heading of a node as its number with a space, and its name."""
    whole = context.numbering.heading(node)
    if node.name and whole.endswith(node.name):
        return whole.removesuffix(node.name), node.name
    return "", whole


def node_texts(node: Node, context: Context) -> list[Piece]:
    """Give lead and bullets of a node."""
    pieces = [
        Piece(
            text_part(paragraph, context, context.body(), target=Target("node", node.id, "lead")),
            gap=_TEXT_GAP,
        )
        for paragraph in node.lead.split("\n")
        if paragraph
    ]
    pieces += [
        Piece(
            text_part(
                bullet.removeprefix(_BULLET),
                context,
                context.body("list_item"),
                mark=_BULLET,
                target=Target("node", node.id, "bullets"),
            ),
            gap=_TEXT_GAP if index == 0 else 2.0,
        )
        for index, bullet in enumerate(node.bullets)
    ]
    return pieces


def vision_table(node: Node, context: Context) -> FieldTable | None:
    """Make the box of 目指す姿 and 成果目標, or None for a node that has neither."""
    size = context.form.sizes.heading[2]
    style = LineStyle(size, 1.5, context.colour("ink"), True, "cell", "heading")
    rows = []
    if node.vision:
        rows.append(_vision_row(node, "vision", "\n".join(node.vision), style, context))
    if node.outcome_goal:
        style = replace(context.body("cell"), breaking="heading")
        rows.append(_vision_row(node, "outcome_goal", node.outcome_goal, style, context))
    if not rows:
        return None
    text = "".join((*node.vision, node.outcome_goal))
    target = Target("node", node.id, "vision")
    return FieldTable(context, tuple(rows), glyph_shortfalls(text, target, context))


def _vision_row(node: Node, field: str, text: str, style: LineStyle, context: Context) -> FieldRow:
    lengths = context.form.lengths
    width = context.table_width - lengths.label_width
    inside = width - 4 * lengths.cell_padding
    lines: tuple[Line, ...] = set_lines(text, inside, style, context.metrics)
    label = label_lines(context.label(field), context, lengths.label_width)
    target = Target("node", node.id, field)
    cell = FieldCell(label, lengths.label_width, width, lines, style, target, align="centre")
    height = row_height((cell,), context) + lengths.cell_padding
    return FieldRow((cell,), height)
