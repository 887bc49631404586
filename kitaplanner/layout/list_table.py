"""The list of initiatives as a neutral table, for the paper workbook.

Belongs here: its rows and their heights from our own line breaking. Does not belong here: the list
on paper (`initiative_list`) and the sheets (`sheet_table`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kitaplanner.domain.form import Form
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.outline import branches_with
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.layout.context import Context, Metrics
from kitaplanner.layout.fields import DEPARTMENT_SEPARATOR
from kitaplanner.layout.initiative_list import column_widths
from kitaplanner.layout.lines import set_lines
from kitaplanner.layout.scene import Target
from kitaplanner.layout.table import CellStyle, SheetTable, TableCell

# What a program keeps free at either side of a cell, and an indent: three digits of Normal font.
_CELL_MARGIN = 2.0
_INDENT = 15.75


def initiative_list_table(
    plan: Plan,
    form: Form,
    numbering: Numbering,
    metrics: Metrics,
    only: Collection[str] | None = None,
    preface: Sequence[str] = (),
) -> SheetTable:
    """Make the list of initiatives: headings of the outline, then number, name, departments.

    With `only` (ids) those alone; `preface` holds another title and lines that stand below it.
    """
    context = Context(plan, form, numbering, metrics)
    columns = [column for column in form.booklet.list_columns if column.field != "page"]
    widths = column_widths(columns, context.table_width)
    title = context.label("initiative_list")
    heading, *told = preface or (title,)
    cells = [TableCell(0, 0, 1, len(columns), heading, "title")]
    heights = [form.sizes.heading[1] * 2.0]
    style = context.body("cell")
    for text in told:
        cells.append(TableCell(len(heights), 0, 1, len(columns), text, "caption"))
        heights.append(style.height + _CELL_MARGIN)
    if preface:
        heights.append(style.height / 2)
    header = len(heights)
    cells += [
        TableCell(header, index, 1, 1, column.label, "header")
        for index, column in enumerate(columns)
    ]
    heights.append(form.lengths.header_height)
    for root in plan.outline if only is None else branches_with(plan.outline, only):
        for row in _list_rows(root, 0, context):
            tallest = 0
            for cell in row:
                right = cell.column + cell.column_span
                width = sum(widths[cell.column : right]) - _INDENT - 2 * _CELL_MARGIN
                lines = set_lines(cell.text, width, style, metrics)
                tallest = max(tallest, len(lines))
                cells.append(replace(cell, row=len(heights), lines=lines))
            heights.append(tallest * style.height + 2 * _CELL_MARGIN)
    rows = len(heights)
    repeated = (header, header + 1)
    return SheetTable(
        "", title, widths, tuple(heights), tuple(cells), repeated, (rows, rows), (0, 0)
    )


def _list_rows(node: Node, depth: int, context: Context) -> Iterator[list[TableCell]]:
    """Yield the rows below a node and its own; the cells don't know their row yet."""
    fields = [c.field for c in context.form.booklet.list_columns if c.field != "page"]
    heading = context.numbering.heading(node)
    target = Target("node", node.id)
    yield [TableCell(0, 0, 1, len(fields), heading, "heading", target=target, level=depth)]
    for initiative in node.initiatives:
        yield [
            _list_cell(initiative, field, column, context) for column, field in enumerate(fields)
        ]
    for child in node.children:
        yield from _list_rows(child, depth + 1, context)


def _list_cell(initiative: Initiative, field: str, column: int, context: Context) -> TableCell:
    texts: dict[str, tuple[str, CellStyle]] = {
        "number": (context.numbering.number(initiative), "departments"),
        "name": (initiative.name, "summary"),
        "departments": (DEPARTMENT_SEPARATOR.join(initiative.departments), "departments"),
    }
    text, style = texts[field]
    return TableCell(0, column, 1, 1, text, style, target=Target("initiative", initiative.id))
