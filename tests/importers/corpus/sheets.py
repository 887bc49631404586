"""The two ways in which staff lay a plan out: a card for each initiative, or one long list.

Belongs here: titles, labels, headers of years, and where the schedule's rows stand. Does not
belong here: how items are drawn into those rows (`hands`).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from contents import MONTHS, Initiative
from pen import Pen
from spellings import LABELS, PARTS, YEARS

HEADER_COLOUR = 0xD9E1F2
_ROW = 1100


@dataclass(frozen=True)
class Axis:
    """The years of a table: how they are spelled, and into which columns each is cut.

    `columns` of a year are cells without a name where `parts` is empty (a sheet ruled in squares).
    """

    first: int = 2025
    length: int = 5
    spelling: str = "official"
    parts: str = ""
    columns: int = 1
    lines: str = ""  # what stands on the line above the years: "", caption, era, phases
    year_width: int = 3600

    @property
    def per_year(self) -> int:
        return len(PARTS[self.parts]) if self.parts else self.columns

    @property
    def width(self) -> int:
        return self.length * self.per_year


@dataclass
class Grid:
    """Where the rows of one schedule stand; `bands` are first and last sheet row of each."""

    pen: Pen
    axis: Axis
    column: int
    bands: list[tuple[int, int]]
    free: int = 0  # that many rows lie stacked inside one sheet row
    label_column: int | None = None
    rows: tuple = field(default=())

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """Give the first and last column of a span of months."""
        unit = MONTHS // self.axis.per_year
        last = self.column + self.axis.width - 1
        return (
            max(self.column, self.column + start // unit),
            min(last, self.column + end // unit),
        )

    def box(self, index: int, start: float, end: float) -> tuple[int, int, int, int]:
        """Give the box of a span of months, `end` being the month behind it."""
        first, last = self.bands[0 if self.free else index]
        last_column = self.column + self.axis.width - 1
        left, top, right, bottom = self.pen.place(first, self.column, last, last_column)
        scale = (right - left) / (self.axis.length * MONTHS)
        if self.free:
            height = (bottom - top) // self.free
            top, bottom = top + index * height, top + (index + 1) * height
        return left + int(start * scale), top, left + int(end * scale), bottom


def header(pen: Pen, row: int, column: int, axis: Axis, caption: str) -> int:
    """Write the header of years from a row and column on; give the row below it."""
    last = column + axis.width - 1
    top = row
    if axis.lines == "caption":
        pen.write(row, column, caption, middle=True)
        pen.merge(row, column, row, last)
        row += 1
    elif axis.lines == "era":
        pen.write(row, column, "令和", middle=True)
        pen.merge(row, column, row, last)
        row += 1
    elif axis.lines == "phases":
        half = column + (axis.length + 1) // 2 * axis.per_year
        pen.write(row, column, "前期", middle=True)
        pen.merge(row, column, row, half - 1)
        pen.write(row, half, "後期", middle=True)
        pen.merge(row, half, row, last)
        row += 1
    for place in range(axis.length):
        at = column + place * axis.per_year
        text = YEARS[axis.spelling](axis.first + place, place)
        if axis.lines == "era":
            text = f"{axis.first + place - 2018}年度"
        pen.write(row, at, text, bold=True, middle=True)
        pen.merge(row, at, row, at + axis.per_year - 1)
    if axis.lines == "below":
        row += 1
        for place in range(axis.length):
            at = column + place * axis.per_year
            pen.write(row, at, f"({axis.first + place}年度)", middle=True)
            pen.merge(row, at, row, at + axis.per_year - 1)
    if axis.parts:
        row += 1
        for place in range(axis.length):
            for index, part in enumerate(PARTS[axis.parts]):
                pen.write(row, column + place * axis.per_year + index, part, middle=True)
    pen.fill(top, column, row, last, HEADER_COLOUR)
    pen.frame(top, column, row, last)
    return row + 1


def set_widths(pen: Pen, column: int, axis: Axis) -> None:
    """Give the columns of the years their widths."""
    for index in range(axis.width):
        pen.width(column + index, axis.year_width // axis.per_year)


def card(
    pen: Pen, top: int, one: Initiative, axis: Axis, labels: dict[str, str], *,
    label_column: bool = False, free: bool = False, stacked: bool = False, colon: bool = False,
) -> tuple[Grid, int]:  # fmt: skip
    """Write a card of an initiative; give the place of its schedule and the row below."""
    column = 1 if label_column else 0
    last = column + axis.width - 1
    if label_column:
        pen.width(0, 2600)
    set_widths(pen, column, axis)
    write = _fields_with_colons if colon else _fields
    row = write(pen, top, one, labels, last, stacked)
    caption = labels["schedule"]
    if not label_column and axis.lines != "caption":
        pen.write(row, 0, caption)
        row += 1
    above = row
    row = header(pen, row, column, axis, caption)
    if label_column:
        pen.write(above, 0, "区分" if free else "", middle=True)
    count = len(one.rows)
    bands = [(row, row)] if free else [(row + index, row + index) for index in range(count)]
    for first, _ in bands:
        pen.height(first, _ROW * count if free else _ROW)
    end = bands[-1][1]
    if label_column:
        pen.write(row, 0, "計画", middle=True)
        pen.merge(row, 0, end, 0)
    pen.frame(row, column, end, last)
    return Grid(pen, axis, column, bands, count if free else 0, rows=one.rows), end + 1


def _fields_with_colons(
    pen: Pen, row: int, one: Initiative, labels: dict[str, str], last: int, stacked: bool
) -> int:
    """Write each field and its label into one cell."""
    name = f"{one.number}　{one.name}" if one.number else one.name
    for label, text in (("name", name), ("departments", "、".join(one.departments)),
                        ("summary", one.summary)):  # fmt: skip
        pen.write(row, 0, f"{labels[label]}：{text}")
        pen.merge(row, 0, row, last)
        row += 1
    return row


def _fields(
    pen: Pen, row: int, one: Initiative, labels: dict[str, str], last: int, stacked: bool
) -> int:
    """Write name, departments and summary; give the row below."""
    width = last + 1
    name = f"{one.number}　{one.name}" if one.number else one.name
    departments = "、".join(one.departments)
    summary = one.summary + "".join(f"\n※{note}" for note in one.notes)
    a = max(1, round(width * 0.17))
    c = max(a + 1, round(width * 0.6))
    d = c + a
    lines: list[list[tuple[int, int, str]]]
    if stacked or d > last:
        lines = [
            [(0, a - 1, labels["name"]), (a, last, name)],
            [(0, a - 1, labels["departments"]), (a, last, departments)],
        ]
    else:
        lines = [[(0, a - 1, labels["name"]), (a, c - 1, name),
                  (c, d - 1, labels["departments"]), (d, last, departments)]]  # fmt: skip
    lines.append([(0, a - 1, labels["summary"]), (a, last, summary)])
    first = row
    for line in lines:
        for start, end, text in line:
            pen.write(row, start, text)
            pen.merge(row, start, row, end)
            if text in labels.values():
                pen.fill(row, start, row, end, 0xEEEEEE)
        pen.height(row, 1500 if line[0][2] == labels["summary"] else 900)
        row += 1
    pen.frame(first, 0, row - 1, last)
    return row


@dataclass(frozen=True)
class ListLook:
    """Which columns a list has, and how its initiatives part."""

    columns: tuple[str, ...] = ("number", "name", "departments")
    merged: bool = True
    free: bool = False
    remarks: bool = False
    content: bool = False
    categories: bool = False
    number_in_name: bool = False
    gap_rows: bool = False
    odd: frozenset[str] = frozenset()  # policy, present, actual, total, again, two_rows


def table(
    pen: Pen, top: int, many: list[Initiative], axis: Axis, labels: dict[str, str],
    look: ListLook, rng: random.Random,
) -> tuple[list[Grid], int]:  # fmt: skip
    """Write a list of initiatives; give the places of their schedules and the row below."""
    names = _columns_of(look)
    column = len(names)
    for index, name in enumerate(names):
        pen.width(index, _WIDTHS.get(name, 2600))
    set_widths(pen, column, axis)
    last = column + axis.width - 1
    row = _head(pen, top, axis, labels, look)
    grids = []
    for index, one in enumerate(many):
        if "again" in look.odd and index == 2:
            row = _head(pen, row + 1, axis, labels, look)
        if "policy" in look.odd:
            pen.write(row, 0, f"施策{index + 1}　{_POLICIES[index % len(_POLICIES)]}")
        if look.categories and index % 2 == 0:
            pen.write(row, 0, f"基本方針{index // 2 + 1}　{rng.choice(_POLICIES)}", bold=True)
            pen.merge(row, 0, row, last)
            row += 1
        grid = _entry(pen, row, one, axis, names, look)
        grids.append(grid)
        if "banded" in look.odd and index % 2:
            pen.fill(row, 0, grid.bands[-1][1], last, 0xF2F2F2)
        if "highlight" in look.odd:
            pen.fill(row, column, grid.bands[-1][1], column + axis.per_year - 1, 0xFFFF99)
        row = grid.bands[-1][1] + (2 if "actual" in look.odd and not look.free else 1)
        if look.gap_rows:
            pen.height(row, 250)
            row += 1
    pen.frame(top, 0, row - 1, last + (1 if look.remarks else 0))
    return grids, row


_WIDTHS = {"number": 1500, "name": 5200, "departments": 3600, "summary": 6500, "content": 4000}
_ODD_LABELS = {"policy": "施策", "present": "現況（令和6年度末）", "actual": "区分"}


def _columns_of(look: ListLook) -> list[str]:
    """Give the columns at the left of the years."""
    names = [*look.columns, *(["content"] if look.content else [])]
    if "policy" in look.odd:
        names.insert(0, "policy")
    return names + [one for one in ("present", "actual") if one in look.odd]


def _head(pen: Pen, top: int, axis: Axis, labels: dict[str, str], look: ListLook) -> int:
    names = _columns_of(look)
    row = header(pen, top, len(names), axis, labels["schedule"])
    for index, name in enumerate(names):
        pen.write(top, index, labels.get(name) or _ODD_LABELS[name], bold=True, middle=True)
        pen.merge(top, index, row - 1, index)
    last = len(names) + axis.width - 1
    behind = labels["remarks"] if look.remarks else "計" if "total" in look.odd else ""
    if behind:
        pen.write(top, last + 1, behind, middle=True)
        pen.merge(top, last + 1, row - 1, last + 1)
    pen.fill(top, 0, row - 1, last, HEADER_COLOUR)
    if "highlight" in look.odd:
        pen.fill(top, len(names), row - 1, len(names) + axis.per_year - 1, 0xFFFF99)
    return row


_POLICIES = ("便利な窓口をつくる", "仕事の進め方を改める", "デジタルの基盤を整える")


def _entry(
    pen: Pen, row: int, one: Initiative, axis: Axis, names: list[str], look: ListLook
) -> Grid:
    count = len(one.rows)
    step = 2 if {"actual", "two_rows"} & look.odd and not look.free else 1
    tall = step - 1 if "actual" not in look.odd else 0
    bands = [(row + step * at, row + step * at + tall) for at in range(count)]
    if look.free:
        bands = [(row, row)]
    end = row + step * count - 1 if not look.free else row
    for at in range(row, end + 1):
        pen.height(at, _ROW * count if look.free else _ROW // (tall + 1))
    number = "" if look.number_in_name else one.number
    values = {
        "number": number,
        "name": f"{one.number} {one.name}" if look.number_in_name and one.number else one.name,
        "departments": "、".join(one.departments),
        "summary": one.summary,
        "present": "紙の申請のみ",
    }
    for index, name in enumerate(names):
        if name in ("content", "actual", "policy"):
            continue
        if values[name]:
            pen.write(row, index, values[name])
        if look.merged:
            pen.merge(row, index, end, index)
    column = len(names)
    if "actual" in look.odd:
        _write_actual(pen, bands, column)
    if "total" in look.odd:
        pen.write(row, column + axis.width, "導入・拡大")
    content = names.index("content") if look.content else None
    return Grid(pen, axis, column, bands, count if look.free else 0, content, one.rows)


def _write_actual(pen: Pen, bands: list[tuple[int, int]], column: int) -> None:
    """Write plan and actual into the column before the years, and what was done below."""
    for first, last in bands:
        pen.write(first, column - 1, "計画")
        pen.write(last + 1, column - 1, "実績")
        pen.write(last + 1, column, "予定どおり完了")


def labels_of(rng: random.Random) -> dict[str, str]:
    """Choose the words of the labels."""
    return rng.choice(LABELS)
