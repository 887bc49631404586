"""The sheet as a table of rows, columns and spans: what Excel is fed from.

Belongs here: the neutral table. The scene is one step later (`sheets`), the workbook is written by
`export.xlsx`. Widths and heights are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.domain.plan import ScheduleItem
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
    "item",
    "empty",
]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with its span; `text` may hold line breaks; `item` is set for schedule items.

    `lines` counts the lines that the text takes in its width, so that a merged row gets its height.
    `level` is the depth of a heading in the outline, 0 for the top.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    style: CellStyle
    lines: int = 1
    item: ScheduleItem | None = None
    target: Target | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One initiative as a table.

    `schedule_rows` are the table rows (from, to; excluded) that hold the schedule below its header;
    `header_rows` those with the year header; `grid_columns` the columns (from, to) of the years,
    cut so that every edge of an item falls on an edge of a column.
    """

    initiative: str
    title: str
    column_widths: tuple[float, ...]
    row_heights: tuple[float, ...]
    cells: tuple[TableCell, ...]
    header_rows: tuple[int, int]
    schedule_rows: tuple[int, int]
    grid_columns: tuple[int, int]
