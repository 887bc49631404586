"""Official sheets that someone typed or drew → what they say.

Belongs here: going through the sheets, the fields of each initiative, and naming all that was not
understood. Does not belong here: finding headers (`years`), layouts (`frames`), items
(`typed_bars`, `drawn_bars`) and rows (`rows`).
"""

from __future__ import annotations

import math

from kitaplanner.domain.plan import DIVISIONS
from kitaplanner.domain.reading import (
    FieldName,
    NotUnderstood,
    ReadField,
    Reading,
    ReadInitiative,
    ReadRow,
)
from kitaplanner.importers.official_sheet.drawn_bars import (
    DrawnBars,
    Leftover,
    drawn_bars,
    shapes_of,
)
from kitaplanner.importers.official_sheet.frames import Body, Frame, Frames, find_frames
from kitaplanner.importers.official_sheet.grid import Region, SheetGrid
from kitaplanner.importers.official_sheet.marks import Mark
from kitaplanner.importers.official_sheet.rows import read_rows
from kitaplanner.importers.official_sheet.typed_bars import (
    TypedBars,
    doubt_open_ends,
    typed_bars,
)
from kitaplanner.importers.official_sheet.words import (
    departments_of,
    is_amount,
    number_and_name,
    one_line,
)
from kitaplanner.importers.official_sheet.years import YearAxis, find_axes
from kitaplanner.importers.workbook.content import Shape, SheetContent, WorkbookContent

_NO_YEARS = "年度の見出し（令和7年度、R7、2025など）が2つ以上並ぶ行がありません。"
_NO_NAMES = "事業名や取組名の欄がありません。"
_NUMBERS = "年度の欄が数だけです。予算や実績の表で、計画ではありません。"
_EMPTY = "何も書かれていません。"
_HIDDEN_CELL = "非表示の行か列にあるため、読みません。"
_STRAY = "同じ高さに、どの文字のものか分からない矢印や塗りつぶしがあります。"
_OUTSIDE = "事業の欄と年度の表の外にあります。"
_SHAPE_OUTSIDE = "年度の表の外にある図形です。"


def read_official_sheets(content: WorkbookContent) -> Reading:
    """Read all initiatives of a workbook in the official format."""
    initiatives: list[ReadInitiative] = []
    lost: list[NotUnderstood] = []
    remarks = list(content.remarks)
    for sheet in content.sheets:
        if sheet.hidden:
            remarks.append(f"シート「{sheet.name}」は非表示のため、読みません。")
            continue
        read = _Sheet(sheet)
        initiatives += read.initiatives
        lost += read.lost
        if read.why_none:
            remarks.append(f"シート「{sheet.name}」には計画がありません：{read.why_none}")
    if not initiatives:
        remarks.insert(0, "このブックからは事業を1件も読み取れませんでした。")
    return Reading(content.source, tuple(initiatives), tuple(lost), tuple(remarks))


class _Sheet:
    """One sheet: its initiatives, what was not understood, and why there are none."""

    def __init__(self, content: SheetContent) -> None:
        self._grid = SheetGrid(content)
        self._shapes = [one for one in content.shapes if not one.hidden]
        self.lost: list[NotUnderstood] = []
        self.initiatives: list[ReadInitiative] = []
        axes = find_axes(self._grid)
        self._frames = find_frames(self._grid, axes)
        self._read_frames()
        self.why_none = "" if self.initiatives else self._why_none(axes)
        if self.initiatives:
            self._name_the_rest()

    def _why_none(self, axes: list[YearAxis]) -> str:
        if not self._grid.regions and not self._shapes:
            return _EMPTY
        if not axes:
            return _NO_YEARS
        return _NUMBERS if self._frames.found else _NO_NAMES

    def _read_frames(self) -> None:
        read = [_FrameReader(self._grid, frame, self._frames, self._shapes)
                for frame in self._frames.found]  # fmt: skip
        planned = [one for one in read if one.has_schedule]
        amounts = [one for one in planned if one.holds_amounts]
        if not planned or (len(amounts) == len(planned) and any(one.marks for one in amounts)):
            return
        self.initiatives = [one.initiative() for one in read if one.name]
        for one in read:
            self.lost += one.lost

    def _name_the_rest(self) -> None:
        grid = self._grid
        for region in grid.regions:
            if region not in self._frames.used or region in self._frames.reasons:
                why = self._frames.reasons.get(region, _OUTSIDE)
                self.lost.append(NotUnderstood(grid.address_of(region), region.text, why))
        for cell in grid.hidden_texts:
            where = grid.address(cell.row, cell.column)
            self.lost.append(NotUnderstood(where, cell.text, _HIDDEN_CELL))
        bodies = [body for frame in self._frames.found for body in frame.bodies]
        for shape in self._shapes:
            if not any(shapes_of(grid, body, [shape]) for body in bodies):
                self.lost.append(_lost_shape(grid, Leftover(shape, _SHAPE_OUTSIDE)))


class _FrameReader:
    """One initiative with its fields and rows."""

    def __init__(self, grid: SheetGrid, frame: Frame, frames: Frames, shapes: list[Shape]) -> None:
        self._grid = grid
        self._frame = frame
        self._used = frames.used
        self.lost: list[NotUnderstood] = []
        self.marks: list[Mark] = []
        self._rows: list[ReadRow] = []
        self._bare_fills: list[Region] = []
        name = frame.values.get("name")
        self.name = number_and_name(name.text) if name is not None else None
        for body in frame.bodies:
            self._read_body(body, shapes)

    @property
    def has_schedule(self) -> bool:
        """Say whether years stand over a part of the initiative."""
        return bool(self._frame.bodies)

    @property
    def holds_amounts(self) -> bool:
        """Say whether the schedule holds numbers alone."""
        return bool(self._frame.bodies) and all(is_amount(mark.text) for mark in self.marks)

    def _read_body(self, body: Body, shapes: list[Shape]) -> None:
        grid = self._grid
        typed = typed_bars(grid, body)
        cells = [mark.region for mark in typed.marks if mark.region is not None]
        drawn = drawn_bars(grid, body, shapes_of(grid, body, shapes), typed.marks)
        marks = [*typed.marks, *drawn.marks]
        marks += self._fills_with_labels(body, typed.bare_fills)
        doubt_open_ends(marks, body.axis.months)
        self._doubt_beside_strays(marks, typed, drawn)
        if body.axis.doubt:
            for mark in marks:
                mark.doubt(body.axis.doubt)
        self.lost += [_lost_shape(grid, one) for one in drawn.leftover]
        for one in typed.bare_arrows:
            why = "左に続きの元になる項目がありません。"
            self.lost.append(NotUnderstood(grid.address_of(one), one.text, why))
        rows = range(body.first_row, body.last_row + 1)
        self._used.update(cells, typed.nothing, typed.bare_arrows)
        self._used.update(one for one in grid.within(rows, body.axis.columns)
                          if one not in typed.bare_arrows)  # fmt: skip
        self._used.update(mark.region for mark in marks if mark.region is not None)
        self.marks += marks
        self._rows += read_rows(marks, body.axis, self._labels(body))

    def _doubt_beside_strays(self, marks: list[Mark], typed: TypedBars, drawn: DrawnBars) -> None:
        """Doubt the marks beside an arrow or a colour that could not be given to any of them."""
        strays = [(one.shape.top, one.shape.bottom) for one in drawn.leftover if one.may_be_bar]
        strays += [(one.row, one.last_row + 1) for one in (*typed.bare_arrows, *self._bare_fills)]
        for top, bottom in strays:
            for mark in marks:
                if top < mark.bottom + 0.3 and mark.top < bottom + 0.3:
                    mark.doubt(_STRAY)

    def _labels(self, body: Body) -> dict[int, tuple[str, str]]:
        """Give the text that names each row, by sheet row."""
        if body.content is None:
            return {}
        found = {}
        for row in range(body.first_row, body.last_row + 1):
            label = self._grid.at(row, body.content)
            if label is not None:
                self._used.add(label)
                found[row] = (one_line(label.text), self._grid.address_of(label))
        return found

    def _fills_with_labels(self, body: Body, fills: list[Region]) -> list[Mark]:
        """Make items of coloured cells without a text, named by their row."""
        marks = []
        rows_with_texts = set(self._labels(body))
        for fill in fills:
            where = self._grid.address_of(fill)
            if fill.row not in rows_with_texts or body.content is None:
                why = "色の付いたセルですが、文字がありません。"
                self.lost.append(NotUnderstood(where, "塗りつぶし", why))
                self._bare_fills.append(fill)
                continue
            label = self._grid.at(fill.row, body.content)
            assert label is not None
            start = round(body.axis.month_at(self._grid, fill.column))
            end = round(body.axis.month_at(self._grid, fill.last_column + 1))
            mark = Mark(label.text, start, end, fill.row, fill.row + 1, where, region=label)
            if not body.content_is_named:
                mark.doubt("文字のない塗りつぶしのため、行の左の文字を読みました。")
            if sum(other.row == fill.row for other in fills) > 1:
                mark.doubt("1つの行に色の付いた期間がいくつもあり、同じ文字を読みました。")
            if not body.axis.parts and (mark.start % 12 or mark.end % 12):
                mark.doubt("年度の途中で塗り分けられていますが、見出しに区分がありません。")
            marks.append(mark)
        return marks

    def initiative(self) -> ReadInitiative:
        """Give what the sheet says about the initiative."""
        frame = self._frame
        assert self.name is not None
        number = frame.values.get("number")
        where = self._grid.address(
            frame.first_row, frame.first_column, self._last_row(), frame.last_column
        )
        return ReadInitiative(
            where,
            number=one_line(number.text) if number is not None else self.name.number,
            fields=tuple(self._fields()),
            rows=tuple(self._rows) if frame.bodies else None,
            divisions=self._divisions(),
            doubt=frame.doubt,
        )

    def _last_row(self) -> int:
        """Give the last row that holds something of the initiative."""
        rows = [one.last_row for one in self._frame.values.values()]
        rows += [math.ceil(mark.bottom) - 1 for mark in self.marks]
        rows += [body.axis.bottom for body in self._frame.bodies]
        return max(rows)

    def _fields(self) -> list[ReadField]:
        values = self._frame.values
        found = []
        for label, region in values.items():
            where = self._grid.address_of(region)
            if label == "name":
                name = self.name.name if self.name is not None else ""
                found.append(ReadField("name", name, where))
            elif label == "departments":
                found.append(ReadField("departments", departments_of(region.text), where))
            elif label == "summary":
                found += _summary(region.text, where)
            elif label == "effects":
                lines = tuple(line.strip() for line in region.text.split("\n") if line.strip())
                found.append(ReadField("effects", lines, where))
        return found

    def _divisions(self) -> int:
        """Give the coarsest cut of the year that all items fall on and the header names."""
        months = {
            month % 12 for row in self._rows for one in row.items
            for month in (one.item.start - 3, one.item.end - 2)
        }  # fmt: skip
        named = [12 // body.axis.unit for body in self._frame.bodies if 12 % body.axis.unit == 0]
        wanted = max(named, default=1)
        fits = [one for one in DIVISIONS if all(month % (12 // one) == 0 for month in months)]
        return wanted if wanted in fits else min(fits, default=12)


def _summary(text: str, where: str) -> list[ReadField]:
    """Part the lines behind ※ at the end of a summary from it."""
    lines = text.strip().split("\n")
    notes: list[str] = []
    while len(lines) > 1 and lines[-1].strip().startswith("※"):
        notes.insert(0, lines.pop().strip().removeprefix("※").strip())
    found: list[ReadField] = [ReadField("summary", "\n".join(lines).strip(), where)]
    if notes:
        name: FieldName = "notes"
        found.append(ReadField(name, tuple(notes), where))
    return found


def _lost_shape(grid: SheetGrid, leftover: Leftover) -> NotUnderstood:
    shape = leftover.shape
    where = grid.address(int(max(shape.top, 0)), int(max(shape.left, 0)))
    what = shape.text.strip() or shape.description or shape.name or "図形"
    return NotUnderstood(where, what, leftover.why)
