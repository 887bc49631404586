"""The sheet as a table of rows, columns and spans: what Excel is fed from.

Belongs here: the neutral table. The scene is one step later (`sheets`), the workbook is written by
`export.xlsx`. Widths and heights are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.layout.items import SetItem
from kitaplanner.layout.lines import Line
from kitaplanner.layout.scene import Target

CellStyle: TypeAlias = Literal[
    "title",
    "heading",
    "label",
    "name",
    "departments",
    "summary",
    "caption",
    "header",
    "subheader",
    "row_label",
    "item",
    "figure",
    "empty",
]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with its span; `text` may hold line breaks, `lines` is how it stands in its width.

    Without `lines` the text is short and stands as it is. `drawn` is set for schedule items: the
    shape over the cell, its x counted from the first of the grid's columns. `level` is the depth of
    a heading in the outline, 0 for the top. `number` is set where a program shall reckon with it.
    With `flows` its lines only tell the height: they are broken by the program that shows them.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    style: CellStyle
    lines: tuple[Line, ...] = ()
    drawn: SetItem | None = None
    target: Target | None = None
    level: int = 0
    number: int | None = None
    flows: bool = False

    @property
    def shown(self) -> str:
        """Give the text with the line breaks that it stands with."""
        if not self.lines or self.flows:
            return self.text
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One initiative as a table.

    `schedule_rows` are the table rows (from, to; excluded) that hold the schedule below its header;
    `header_rows` those with the year header; `grid_columns` the columns (from, to) of the years,
    cut so that every edge of an item falls on an edge of a column. `gap` is the free height above
    and below a shape, taken together. `row_ids` pairs each row of the schedule with its table rows
    (from, to; excluded); `grid_months` are the months at the edges of the grid's columns, with
    fractions where a field's edge cuts a month. With `lies` the paper lies on its side.
    """

    initiative: str
    title: str
    column_widths: tuple[float, ...]
    row_heights: tuple[float, ...]
    cells: tuple[TableCell, ...]
    header_rows: tuple[int, int]
    schedule_rows: tuple[int, int]
    grid_columns: tuple[int, int]
    gap: float = 0.0
    row_ids: tuple[tuple[str, int, int], ...] = ()
    grid_months: tuple[float, ...] = ()
    lies: bool = False
