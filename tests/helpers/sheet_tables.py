"""Sheets' tables made by hand: small, of known geometry, without the layout."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kitaplanner.domain.calendar import Period, year_span
from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, ItemKind, Node, Plan, ScheduleItem
from kitaplanner.layout.arrows import axis_of, shape_item
from kitaplanner.layout.items import SetItem
from kitaplanner.layout.lines import Line, LineStyle
from kitaplanner.layout.scene import Align, Target
from kitaplanner.layout.table import SheetTable, TableCell

YEARS = (2025, 2026, 2027, 2028, 2029)
_HEADINGS = ("令和7年度", "令和8年度", "令和9年度", "令和10年度", "令和11年度")
# Label, then the year edges of 170 mm, cut where 担当課 stands.
_EDGES = (0.0, 22.0, 34.0, 68.0, 102.0, 124.0, 136.0, 170.0)
_YEAR_EDGES = (0, 2, 3, 4, 6, 7)


def item(
    text: str,
    first: int,
    last: int | None = None,
    kind: ItemKind = "arrow",
    item_id: str = "",
) -> ScheduleItem:
    """Make an item over whole fiscal years."""
    span = year_span(first, last)
    return ScheduleItem(item_id or f"{text}-{first}", kind, span.start, span.end, text)


def plan_of(*initiatives: Initiative, title: str = "DX推進計画") -> Plan:
    """Make a plan with one 施策 that holds the initiatives."""
    measure = Node("s", "施策", "手続き", initiatives=initiatives)
    theme = Node("c", "丸数字", "窓口の実現", children=(measure,))
    policy = Node("p", "基本方針", "区民", children=(theme,))
    return Plan(title, Period(2025, 2029), ward="東京都北区", stage="素案", outline=(policy,))


_AXIS = axis_of(Period(YEARS[0], YEARS[-1]), mm(170))


def sheet_table(
    initiative: Initiative,
    rows: Sequence[Sequence[ScheduleItem]] = (),
    *,
    title: str = "",
    row_height: float = 30.0,
    summary_height: float = 60.0,
) -> SheetTable:
    """Make the table of an initiative with schedule rows of whole years."""
    notes = tuple(f"※{note}" for note in initiative.notes)
    summary = "\n".join((initiative.summary, *notes))
    lines = (_line(initiative.summary, 10.5), *(_line(note, 9.5) for note in notes))
    heading = title or initiative.name
    departments = "、".join(initiative.departments)
    cells = [
        TableCell(0, 0, 1, 1, "事業名", "label"),
        TableCell(0, 1, 1, 3, heading, "name"),
        TableCell(0, 4, 1, 1, "担当課", "label"),
        TableCell(0, 5, 1, 2, departments, "departments"),
        TableCell(1, 0, 1, 1, "事業概要", "label"),
        TableCell(1, 1, 1, 6, summary, "summary", lines),
        TableCell(2, 0, 1, 7, "（年度別実施計画）", "caption"),
    ]
    for index, text in enumerate(_HEADINGS):
        left, right = _YEAR_EDGES[index : index + 2]
        cells.append(TableCell(3, left, 1, right - left, text, "header"))
    for row, items in enumerate(rows, start=4):
        cells += [_item_cell(row, one) for one in items]
    count = max(len(rows), 1)
    return SheetTable(
        initiative=initiative.id,
        title=heading,
        column_widths=tuple(mm(b - a) for a, b in pairwise(_EDGES)),
        row_heights=(28.0, summary_height, 22.0, 20.0, *[row_height] * count),
        cells=tuple(cells),
        header_rows=(3, 4),
        schedule_rows=(4, 4 + count),
        grid_columns=(0, 7),
        gap=4.0,
        row_ids=tuple((f"{initiative.id}-r{n}", 4 + n, 5 + n) for n in range(len(rows))),
        grid_months=tuple(_AXIS.month_at(mm(edge)) for edge in _EDGES),
    )


def _line(text: str, size: float) -> Line:
    return Line(text, LineStyle(size, 1.6, "#1F2933"), 0.0, size * 1.6)


def _item_cell(row: int, one: ScheduleItem) -> TableCell:
    first = (one.start - year_span(YEARS[0]).start) // 12
    last = (one.end - year_span(YEARS[0]).start) // 12 + 1
    left, right = _YEAR_EDGES[first], _YEAR_EDGES[last]
    shape = shape_item(one, _AXIS, load_form("kita").lengths)
    assert shape is not None
    lines = tuple(_line(text, 10.0) for text in one.text.split("\n"))
    drawn = SetItem(one, shape, lines, 10.0, shape.text_left, shape.text_width, _align(one))
    return TableCell(row, left, 1, right - left, one.text, "item", lines, drawn)


def _align(one: ScheduleItem) -> Align:
    return "left" if one.kind == "note" else "centre"


def list_table(plan: Plan, numbering: Numbering, title: str = "掲載事業一覧") -> SheetTable:
    """Make the list of a plan's initiatives: number, name, departments."""
    cells = [TableCell(0, 0, 1, 3, title, "title")]
    cells += [
        TableCell(1, column, 1, 1, text, "header")
        for column, text in enumerate(("番号", "事業名", "担当課"))
    ]
    heading = plan.outline[0].name
    cells.append(TableCell(2, 0, 1, 3, heading, "heading"))
    for row, one in enumerate(plan.initiatives(), start=3):
        target = Target("initiative", one.id)
        cells += [
            TableCell(row, 0, 1, 1, numbering.long_number(one), "departments", target=target),
            TableCell(row, 1, 1, 1, one.name, "summary", target=target),
            TableCell(row, 2, 1, 1, "、".join(one.departments), "departments"),
        ]
    rows = len({cell.row for cell in cells})
    return SheetTable(
        initiative="",
        title=title,
        column_widths=(mm(40), mm(85), mm(45)),
        row_heights=(24.0, *[22.0] * (rows - 1)),
        cells=tuple(cells),
        header_rows=(1, 2),
        schedule_rows=(rows, rows),
        grid_columns=(0, 0),
    )
