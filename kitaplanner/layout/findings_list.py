"""点検結果一覧: what the checks found, on paper and as a table for a workbook.

Belongs here: the columns and their looks. The words of a row are made where findings are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.lines import LineStyle, height_of, set_lines
from kitaplanner.layout.paging import PLAIN_FRAME, PageFrame, Piece
from kitaplanner.layout.prints import print_pieces, titled
from kitaplanner.layout.scene import Align, Scene
from kitaplanner.layout.table import CellStyle, SheetTable, TableCell
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import text_part

TITLE = "点検結果一覧"
HEADS = ("No.", "重さ", "箇所", "内容", "理由", "直し方")
_CENTRED: tuple[Align, ...] = ("centre", "centre", "centre", "centre", "centre", "centre")
_ALIGNS: tuple[Align, ...] = ("right", "centre", "left", "left", "left", "left")
# Widths in points; the reason takes the rest.
_PARTS = (26.0, 40.0, 98.0, 82.0, 0.0, 84.0)
_LEADING = 1.4
_GAP = 10.0
_CELL_MARGIN = 2.0
_INDENT = 15.75  # of a workbook: three digits of the Normal font


def findings_scene(
    rows: Sequence[Sequence[str]],
    plan: Plan,
    form: Form,
    metrics: Metrics,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Lay out the list; each row has the words of all columns but the number."""
    context = make_context(plan, form, metrics)
    pieces = titled(TITLE, "findings", context)
    pieces.append(Piece(text_part(_about(rows), context, context.body()), gap=_GAP / 2, keep=True))
    pieces.append(Piece(_table(rows, context), gap=_GAP))
    return print_pieces(pieces, context, frame)


def _about(rows: Sequence[Sequence[str]]) -> str:
    weights = dict.fromkeys(row[0] for row in rows)
    told = "、".join(f"{one}{sum(row[0] == one for row in rows)}件" for one in weights)
    return f"指摘：{len(rows)}件（{told}）" if rows else "指摘はありません。"


def _widths(width: float) -> tuple[float, ...]:
    rest = width - sum(_PARTS)
    return tuple(part or rest for part in _PARTS)


def _numbered(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [(str(number), *row) for number, row in enumerate(rows, start=1)]


def _table(rows: Sequence[Sequence[str]], context: Context) -> Table:
    widths = _widths(context.table_width)
    size = context.form.sizes.item_smallest
    style = LineStyle(size, _LEADING, context.colour("ink"), role="cell", breaking="body")
    bold = replace(style, bold=True, role="header_cell", breaking="heading")

    def row_of(texts: Sequence[str], aligns: Sequence[Align], look: LineStyle) -> tuple[Cell, ...]:
        return tuple(
            Cell(set_lines(text, inside_width(width), look, context.metrics), align=align)
            for text, width, align in zip(texts, widths, aligns, strict=True)
        )

    header = Row(row_of(HEADS, _CENTRED, bold), fill=context.colour("header"))
    lines = tuple(Row(row_of(texts, _ALIGNS, style)) for texts in _numbered(rows))
    return Table(context, widths, lines, header)


def findings_table(
    rows: Sequence[Sequence[str]], plan: Plan, form: Form, metrics: Metrics
) -> SheetTable:
    """Make the table for a workbook."""
    context = make_context(plan, form, metrics)
    widths = _widths(context.table_width)
    style = replace(context.body("cell"), size=form.sizes.item_smallest, breaking="item")
    cells = [
        TableCell(0, 0, 1, len(HEADS), TITLE, "title"),
        TableCell(1, 0, 1, len(HEADS), _about(rows), "caption"),
        *(TableCell(2, at, 1, 1, text, "header") for at, text in enumerate(HEADS)),
    ]
    heights = [
        form.sizes.heading[1] * 2.0,
        style.height + _CELL_MARGIN,
        form.lengths.header_height,
    ]
    header = len(heights) - 1
    for texts in _numbered(rows):
        tallest = 0.0
        for at, text in enumerate(texts):
            look: CellStyle = "summary" if _ALIGNS[at] == "left" else "figure"
            indent = _INDENT if look == "summary" else 0.0
            inside = max(widths[at] - indent - 2 * _CELL_MARGIN, style.size)
            lines = set_lines(text, inside, style, metrics)
            cells.append(TableCell(len(heights), at, 1, 1, text, look, lines))
            tallest = max(tallest, height_of(lines))
        heights.append(tallest + 2 * _CELL_MARGIN)
    end = len(heights)
    return SheetTable(
        "", TITLE, widths, tuple(heights), tuple(cells), (header, header + 1), (end, end), (0, 0)
    )
