"""The schedule of an initiative: all finders put together, and what none of them could use.

Belongs here: one body of rows under a header of years. Does not belong here: the initiative's
fields and the sheet as a whole (`reader`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from kitaplanner.domain.reading import NotUnderstood, ReadRow
from kitaplanner.importers.official_sheet.drawn_bars import (
    DrawnBars,
    Leftover,
    ShapesByRow,
    drawn_bars,
)
from kitaplanner.importers.official_sheet.frames import Body, not_planned_rows, plain_row_names
from kitaplanner.importers.official_sheet.grid import Region, SheetGrid
from kitaplanner.importers.official_sheet.marks import Mark
from kitaplanner.importers.official_sheet.rows import read_rows
from kitaplanner.importers.official_sheet.typed_bars import (
    TypedBars,
    doubt_open_ends,
    typed_bars,
)
from kitaplanner.importers.official_sheet.words import is_tick, one_line
from kitaplanner.importers.workbook.content import Shape

_STRAY = "同じ高さに、どの文字のものか分からない矢印や塗りつぶしがあります。"
_NO_TEXT_OF_FILL = "色の付いたセルですが、文字がありません。"
_NO_TEXT_OF_SIGN = "左に続きの元になる項目がありません。"
_FROM_LABEL = "文字のないセルのため、行の左の文字を読みました。"
_SEVERAL = "1つの行に期間がいくつもあり、同じ文字を読みました。"
_TICKS = "「○」などの印が並ぶ期間を、行の左の文字の期間として読みました。"
_BEHIND_GAP = "空いた行の下にあります。凡例などでないか確かめてください。"
_INSIDE_YEAR = "年度の途中で区切られていますが、見出しに四半期などの区分がありません。"


@dataclass(slots=True)
class ReadSchedule:
    """Rows, the marks they are made of, regions that have been understood, and the rest."""

    rows: tuple[ReadRow, ...] = ()
    marks: list[Mark] = field(default_factory=list)
    used: set[Region] = field(default_factory=set)
    lost: list[NotUnderstood] = field(default_factory=list)


def read_schedule(grid: SheetGrid, body: Body, shapes: ShapesByRow) -> ReadSchedule:
    """Read all that stands under the years in the rows of an initiative."""
    found = ReadSchedule()
    found.used.update(grid.within(body.rows, body.axis.columns))
    found.used.update(plain_row_names(grid, body))
    skipped = _skip_results(grid, body, found)
    labels = _labels(grid, body)
    found.used.update(labels.values())
    typed = typed_bars(grid, body, skipped)
    mine = [one for one in shapes.of(body) if not _lies_in(one, skipped, found, grid)]
    drawn = drawn_bars(grid, body, mine, typed.marks)
    marks = [*typed.marks, *drawn.marks]
    strays = _take_names(grid, body, typed, labels, marks, found)
    doubt_open_ends(marks, body.axis.months)
    _doubt_beside(marks, [*strays, *_stray_shapes(drawn)])
    for mark in marks:
        if body.axis.doubt:
            mark.doubt(body.axis.doubt)
    _doubt_behind_gap(grid, body, marks)
    found.lost += [lost_shape(grid, one) for one in drawn.leftover]
    found.marks = marks
    said = {row: (one_line(one.text), grid.address_of(one)) for row, one in labels.items()}
    found.rows = read_rows(marks, body.axis, said)
    return found


def _doubt_behind_gap(grid: SheetGrid, body: Body, marks: list[Mark]) -> None:
    """Doubt what stands below an empty row: it may be a legend and no part of the table."""
    columns = range(body.axis.last + 1)
    taken = {row for mark in marks for row in range(int(mark.top), math.ceil(mark.bottom))}
    for row in body.rows:
        blank = row not in taken and all(
            grid.at(row, column) is None and not grid.fill(row, column) for column in columns
        )
        if blank:
            for mark in marks:
                if mark.top >= row:
                    mark.doubt(_BEHIND_GAP)
            return


def lost_shape(grid: SheetGrid, leftover: Leftover) -> NotUnderstood:
    """Name a shape that no item could be made of."""
    shape = leftover.shape
    where = grid.address(int(max(shape.top, 0)), int(max(shape.left, 0)))
    what = shape.text.strip() or shape.description or shape.name or "図形"
    return NotUnderstood(where, what, leftover.why)


def _skip_results(grid: SheetGrid, body: Body, found: ReadSchedule) -> frozenset[int]:
    """Leave out rows of results and money, naming what stands in them."""
    rows = not_planned_rows(grid, body)
    found.used.update(rows.values())
    for row, name in rows.items():
        why = f"「{one_line(name.text)}」の行です。計画ではないため、取り込みません。"
        for one in grid.starting_in(row):
            if one.column in body.axis.columns:
                found.lost.append(NotUnderstood(grid.address_of(one), one.text, why))
    return frozenset(rows)


def _lies_in(shape: Shape, rows: frozenset[int], found: ReadSchedule, grid: SheetGrid) -> bool:
    if int((shape.top + shape.bottom) / 2) not in rows:
        return False
    found.lost.append(lost_shape(grid, Leftover(shape, "計画ではない行にあります。")))
    return True


def _labels(grid: SheetGrid, body: Body) -> dict[int, Region]:
    """Give the text that names each row, by sheet row."""
    if body.content is None:
        return {}
    return {row: one for row in body.rows if (one := grid.at(row, body.content)) is not None}


def _take_names(
    grid: SheetGrid, body: Body, typed: TypedBars, labels: dict[int, Region], marks: list[Mark],
    found: ReadSchedule,
) -> list[Region]:  # fmt: skip
    """Make items of colours and signs without a text, named by their row; give the others."""
    strays = []
    runs = [*typed.bare_fills, *_runs(typed.bare_arrows)]
    for run in runs:
        label = labels.get(run.row)
        if label is None:
            why = _NO_TEXT_OF_SIGN if run.text else _NO_TEXT_OF_FILL
            found.lost.append(NotUnderstood(grid.address_of(run), run.text or "塗りつぶし", why))
            strays.append(run)
            continue
        start = round(body.axis.month_at(grid, run.column))
        end = round(body.axis.month_at(grid, run.last_column + 1))
        mark = Mark(
            label.text, start, end, run.row, run.last_row + 1, grid.address_of(run), region=label
        )
        if not body.content_is_named:
            mark.doubt(_FROM_LABEL)
        if is_tick(run.text):
            mark.doubt(_TICKS)
        if sum(other.row == run.row for other in runs) > 1:
            mark.doubt(_SEVERAL)
        if not body.axis.parts and (start % 12 or end % 12):
            mark.doubt(_INSIDE_YEAR)
        marks.append(mark)
    return strays


def _runs(signs: Iterable[Region]) -> list[Region]:
    """Join signs of the same kind that stand side by side."""
    joined: list[Region] = []
    for _, row in groupby(signs, key=lambda one: one.row):
        for one in row:
            before = joined[-1] if joined else None
            follows = (
                before is not None
                and before.row == one.row
                and before.last_column + 1 == one.column
                and is_tick(before.text) == is_tick(one.text)
            )
            if before is not None and follows:
                joined[-1] = Region(
                    before.row, before.column, before.last_row, one.last_column, before.text
                )
            else:
                joined.append(one)
    return joined


def _stray_shapes(drawn: DrawnBars) -> list[Shape]:
    return [one.shape for one in drawn.leftover if one.may_be_bar]


def _doubt_beside(marks: list[Mark], strays: Iterable[Region | Shape]) -> None:
    """Doubt the marks beside an arrow or a colour that could not be given to any of them."""
    for one in strays:
        if isinstance(one, Region):
            top, bottom = float(one.row), one.last_row + 1.0
        else:
            top, bottom = one.top, one.bottom
        for mark in marks:
            if top < mark.bottom + 0.3 and mark.top < bottom + 0.3:
                mark.doubt(_STRAY)
