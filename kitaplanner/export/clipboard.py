"""What is put on the clipboard: text and HTML for spreadsheets, JSON for the program itself.

Belongs here: the three formats of copied items, rows and initiatives. Does not belong here: the
clipboard itself (`gui`) and reading (`importers.clipboard`).

A column of the copied table is a column of the schedule; where an item begins or ends inside one,
the table takes finer columns and shows the years above them, so that no length is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from kitaplanner.domain.calendar import (
    MONTHS_PER_YEAR,
    Span,
    first_month,
    fiscal_year_of,
    format_fiscal_year,
    last_month,
)
from kitaplanner.domain.clipboard_payload import PAYLOAD_VERSION, ClipboardPayload, guarded_text
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import DIVISIONS, Initiative, Node, Plan, ScheduleItem
from kitaplanner.domain.plan_json import plan_to_json
from kitaplanner.layout.items import item_text

# Text, whatever it looks like: no formula, no date (4/1), no number (007). Excel follows the style,
# LibreOffice the attribute (language of the system, Japanese, format "@").
_CELL_STYLE = "border:1px solid #000000;white-space:normal;mso-number-format:'\\@'"
_CELL_FORMAT = f'valign="top" sdnum="0;1041;@" style="{_CELL_STYLE}"'
_HEAD_CELLS = ("事業名", "担当課")
# Pixels: a spreadsheet that has only merged cells in a column would give it no width of its own.
_HEAD_WIDTH = 160
_YEAR_WIDTH = 144


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the copied table; `columns` and `rows` beyond one are merged."""

    column: int
    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class _Grid:
    """The months that the columns stand for, and how many columns stand before them."""

    months: Span
    unit: int
    before: int

    @property
    def columns(self) -> int:
        return self.before + self.months.length // self.unit

    def column(self, month: int) -> int:
        return self.before + (month - self.months.start) // self.unit

    def width(self, cell: _Cell) -> int:
        """Give the width of a cell in pixels."""
        if cell.column < self.before:
            return _HEAD_WIDTH
        return cell.columns * max(16, _YEAR_WIDTH * self.unit // MONTHS_PER_YEAR)


def clipboard_json(payload: ClipboardPayload, plan: Plan) -> bytes:
    """Write the payload for `domain.clipboard_payload.MIME_TYPE`, losing nothing."""
    node = Node(new_id(), "", "", initiatives=payload.initiatives)
    body = plan_to_json(Plan(plan.title, plan.period, outline=(node,)))
    content = {"version": PAYLOAD_VERSION, "kind": payload.kind, "plan": body}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def clipboard_text(payload: ClipboardPayload, plan: Plan, *, header: bool = False) -> str:
    """Write tab separated text; a merged cell is its text with empty cells behind and below."""
    grid, rows = _table(payload, plan, header)
    return "".join("\t".join(_text_cells(row, grid.columns)) + "\r\n" for row in rows)


def _text_cells(row: list[_Cell], columns: int) -> list[str]:
    cells = [""] * columns
    for cell in row:
        cells[cell.column] = _text_cell(cell.text)
    return cells


def rows_text(rows: Sequence[Sequence[str]]) -> str:
    """Write rows of texts as tab separated text."""
    return "".join("\t".join(map(_text_cell, row)) + "\r\n" for row in rows)


def _text_cell(text: str) -> str:
    text = guarded_text(text)
    if "\n" in text or text.startswith('"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def clipboard_html(payload: ClipboardPayload, plan: Plan, *, header: bool = False) -> str:
    """Write an HTML table in which Excel and LibreOffice merge the columns of an item."""
    grid, rows = _table(payload, plan, header)
    covered: dict[int, int] = {}
    body = "".join(
        f"<tr>{''.join(_html_cells(index, row, covered, grid))}</tr>\n"
        for index, row in enumerate(rows)
    )
    return (
        '<html><head><meta charset="utf-8">'
        "<style>br{mso-data-placement:same-cell}</style></head>\n"
        f'<body><!--StartFragment--><table border="1">\n{body}</table><!--EndFragment--></body>'
        "</html>\n"
    )


def _html_cells(
    index: int, row: list[_Cell], covered: dict[int, int], grid: _Grid
) -> Iterator[str]:
    """Yield the cells of a row, with empty ones between but none under a cell from above.

    `covered` says for each column which row is the first that no cell from above reaches.
    """
    cells = {cell.column: cell for cell in row}
    column = 0
    while column < grid.columns:
        cell = cells.get(column, _Cell(column, ""))
        if covered.get(column, 0) <= index:
            yield _html_cell(cell, grid.width(cell))
            covered[column] = index + cell.rows
        column += cell.columns


def _html_cell(cell: _Cell, width: int) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    text = escape(cell.text).replace("  ", "&nbsp; ").replace("\n", "<br>")
    return f'<td{spans} width="{width}" {_CELL_FORMAT}>{text}</td>'


def _table(payload: ClipboardPayload, plan: Plan, header: bool) -> tuple[_Grid, list[list[_Cell]]]:
    grid, exact = _grid(payload, plan)
    rows: list[list[_Cell]] = []
    if header or not exact:
        rows.append(_header(grid))
    for initiative in payload.initiatives:
        rows += _rows_of(initiative, grid, plan)
    return grid, rows


def _grid(payload: ClipboardPayload, plan: Plan) -> tuple[_Grid, bool]:
    """Give the columns, and whether they are those of the schedule."""
    divisions = max(one.schedule.divisions for one in payload.initiatives)
    items = [item for one in payload.initiatives for item in one.schedule.items()]
    fitting = (one for one in DIVISIONS if one >= divisions and _fits(items, one))
    fine = next(fitting, DIVISIONS[-1])
    same = all(one.schedule.divisions == fine for one in payload.initiatives)
    before = len(_HEAD_CELLS) if payload.kind == "initiatives" else 0
    return _Grid(_months(payload, plan, items, fine), MONTHS_PER_YEAR // fine, before), same


def _fits(items: list[ScheduleItem], divisions: int) -> bool:
    unit = MONTHS_PER_YEAR // divisions
    april = first_month(0)
    return all(
        (item.start - april) % unit == 0 and (item.end + 1 - april) % unit == 0 for item in items
    )


def _months(
    payload: ClipboardPayload, plan: Plan, items: list[ScheduleItem], divisions: int
) -> Span:
    """Give the months of the table: those of the items alone, or the whole period."""
    start = min((item.start for item in items), default=plan.period.span.start)
    end = max((item.end for item in items), default=plan.period.span.end)
    if payload.kind == "items" and divisions == payload.initiatives[0].schedule.divisions:
        return Span(start, end)
    first, last = fiscal_year_of(start), fiscal_year_of(end)
    if payload.kind != "items":
        first, last = min(first, plan.period.first), max(last, plan.period.last)
    return Span(first_month(first), last_month(last))


def _header(grid: _Grid) -> list[_Cell]:
    cells = [_Cell(index, text) for index, text in enumerate(_HEAD_CELLS[: grid.before])]
    month = grid.months.start
    while month <= grid.months.end:
        end = min(last_month(fiscal_year_of(month)), grid.months.end)
        columns = (end - month + 1) // grid.unit
        year = format_fiscal_year(fiscal_year_of(month))
        cells.append(_Cell(grid.column(month), year, columns))
        month = end + 1
    return cells


def _rows_of(initiative: Initiative, grid: _Grid, plan: Plan) -> list[list[_Cell]]:
    rows = [
        [
            _Cell(
                grid.column(item.start),
                item_text(item, plan.settings),
                item.span.length // grid.unit,
            )
            for item in row.items
        ]
        for row in initiative.schedule.rows
    ]
    if grid.before:
        rows = rows or [[]]
        head = (initiative.name, "、".join(initiative.departments))
        rows[0] = [
            *(_Cell(column, text, rows=len(rows)) for column, text in enumerate(head)),
            *rows[0],
        ]
    return rows
