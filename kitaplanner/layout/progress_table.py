"""進捗状況 for a workbook: 総括表 by policy and by department, and what each initiative reported.

Belongs here: the columns of both worksheets. Does not belong here: the same year on paper
(`progress_report`), counting (`domain.progress_status`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

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
from kitaplanner.layout.fields import DEPARTMENT_SEPARATOR
from kitaplanner.layout.lines import LineStyle, height_of, set_lines
from kitaplanner.layout.policies import heading_parts
from kitaplanner.layout.progress_report import progress_title, tally_by_policy
from kitaplanner.layout.scene import Target
from kitaplanner.layout.table import CellStyle, SheetTable, TableCell

_HEADS = ("番号", "事業名", "担当課", "状況", "実績", "理由", "今後の予定")
# Points; the last three share what is left of a sheet of paper that lies on its side.
_WIDTHS = (46.0, 128.0, 104.0, 64.0)
_TOLD = (0.42, 0.29, 0.29)
_COUNT_WIDTH = 62.0
_MOST_FOR_COUNTS = 0.65
_SIZE = 9.5
_LEADING = 1.35
_CELL_MARGIN = 2.5
# A program that measures a little wider than we do may need one more line.
_NARROWER = 0.97
# An indent in a workbook: three digits of the Normal font.
_INDENT = 15.75


def progress_tables(
    context: Context, year: int, only: Collection[str] | None = None
) -> tuple[SheetTable, SheetTable]:
    """Give 総括表 and the table of initiatives for a fiscal year, both on paper that lies."""
    chosen = [one for one in context.plan.initiatives() if only is None or one.id in only]
    return _totals(chosen, year, context), _initiatives(chosen, year, context)


@dataclass(slots=True)
class _Filling:
    """A table that grows row by row."""

    context: Context
    widths: tuple[float, ...]
    cells: list[TableCell] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    def line(self, text: str, look: CellStyle, height: float) -> None:
        """Add a text over the whole width."""
        self.cells.append(TableCell(len(self.heights), 0, 1, len(self.widths), text, look))
        self.heights.append(height)

    def heads(self, texts: Sequence[str]) -> None:
        """Add a row of heads."""
        row = len(self.heights)
        self.cells += [TableCell(row, at, 1, 1, one, "header") for at, one in enumerate(texts)]
        self.heights.append(self.context.form.lengths.header_height)

    def row(self, cells: Sequence[TableCell]) -> None:
        """Add a row as high as the highest of its cells, which don't know their row yet."""
        tallest = 0.0
        for cell in cells:
            right = cell.column + cell.column_span
            indent = 0.0 if cell.style == "figure" else _INDENT
            width = sum(self.widths[cell.column : right]) - indent - 2 * _CELL_MARGIN
            lines = set_lines(cell.text, width * _NARROWER, self._style, self.context.metrics)
            self.cells.append(replace(cell, row=len(self.heights), lines=lines, flows=True))
            tallest = max(tallest, height_of(lines))
        self.heights.append(max(tallest, self._style.height) + 2 * _CELL_MARGIN)

    @property
    def _style(self) -> LineStyle:
        return replace(self.context.body("cell"), size=_SIZE, leading=_LEADING, breaking="item")

    def table(self, title: str, header: int) -> SheetTable:
        """Give the finished table; `header` is the row that is repeated on each page."""
        rows = len(self.heights)
        return SheetTable(
            "",
            title,
            self.widths,
            tuple(self.heights),
            tuple(self.cells),
            (header, header + 1),
            (rows, rows),
            (0, 0),
            lies=True,
        )


def _width(context: Context) -> float:
    page = context.form.page
    return max(page.width, page.height) - 2 * page.margin_side


def _totals(initiatives: Sequence[Initiative], year: int, context: Context) -> SheetTable:
    policies = tally_by_policy(initiatives, year, context)
    departments = tally(by_department(context.plan, initiatives), initiatives, year)
    count = len(policies.statuses) + 1
    width = _width(context)
    each = min(_COUNT_WIDTH, width * _MOST_FOR_COUNTS / count)
    filling = _Filling(context, (width - each * count, *[each] * count))
    filling.line(progress_title(year, context), "title", context.form.sizes.heading[1] * 2.0)
    header = len(filling.heights)
    filling.heads(("区分", *policies.statuses, "計"))
    _add_counts(filling, "方針別", policies)
    # An initiative of several departments counts for each: a total would not be the sum.
    _add_counts(filling, "課別（複数の課の事業は、それぞれの課で数える）", departments, total=False)
    return filling.table("総括表", header)


def _add_counts(filling: _Filling, heading: str, counted: Tally, *, total: bool = True) -> None:
    whole = len(filling.widths)
    filling.row([TableCell(0, 0, 1, whole, heading, "heading", level=1)])
    for label, counts in counted.lines:
        if label == TOTAL and not total:
            continue
        cells = [TableCell(0, 0, 1, 1, label, "summary")]
        for column, number in enumerate((*counts, sum(counts)), start=1):
            cells.append(TableCell(0, column, 1, 1, str(number), "figure", number=number))
        filling.row(cells)


def _initiatives(initiatives: Sequence[Initiative], year: int, context: Context) -> SheetTable:
    rest = _width(context) - sum(_WIDTHS)
    filling = _Filling(context, (*_WIDTHS, *[rest * share for share in _TOLD]))
    filling.line(progress_title(year, context), "title", context.form.sizes.heading[1] * 2.0)
    header = len(filling.heights)
    filling.heads(_HEADS)
    wanted = {one.id for one in initiatives}
    for root in context.plan.outline:
        for row in _node_rows(root, 0, wanted, year, context):
            filling.row(row)
    return filling.table("進捗状況", header)


def _node_rows(
    node: Node, depth: int, wanted: Set[str], year: int, context: Context
) -> Iterator[list[TableCell]]:
    if wanted.isdisjoint(node.ids):
        return
    heading = "".join(heading_parts(node, context))
    yield [TableCell(0, 0, 1, len(_HEADS), heading, "heading", level=depth)]
    for one in node.initiatives:
        if one.id in wanted:
            yield list(_initiative_cells(one, year, context))
    for child in node.children:
        yield from _node_rows(child, depth + 1, wanted, year, context)


def _initiative_cells(one: Initiative, year: int, context: Context) -> Iterator[TableCell]:
    told = progress_of(one, year)
    texts: tuple[tuple[str, CellStyle], ...] = (
        (context.numbering.number(one), "departments"),
        (one.name, "summary"),
        (DEPARTMENT_SEPARATOR.join(one.departments), "departments"),
        (status_of(one, year), "figure"),
        ("\n".join(each.result for each in told if each.result), "summary"),
        ("\n".join(each.reason for each in told if each.reason), "summary"),
        ("\n".join(each.next_step for each in told if each.next_step), "summary"),
    )
    target = Target("initiative", one.id)
    for column, (text, look) in enumerate(texts):
        yield TableCell(0, column, 1, 1, text, look, target=target)
