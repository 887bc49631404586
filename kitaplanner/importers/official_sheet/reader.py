"""Official sheets that someone typed or drew → what they say.

Belongs here: going through the sheets, the fields of each initiative, and naming all that was not
understood. Does not belong here: finding headers (`years`), layouts (`frames`) and the
schedule of one initiative (`schedule`).
"""

from __future__ import annotations

import dataclasses
import math

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.plan import DIVISIONS
from kitaplanner.domain.reading import (
    NotUnderstood,
    ReadField,
    Reading,
    ReadInitiative,
    ReadRow,
)
from kitaplanner.importers.official_sheet.drawn_bars import Leftover, ShapesByRow
from kitaplanner.importers.official_sheet.frames import Frame, Frames, find_frames
from kitaplanner.importers.official_sheet.grid import Region, SheetGrid
from kitaplanner.importers.official_sheet.marks import Mark
from kitaplanner.importers.official_sheet.schedule import lost_shape, read_schedule
from kitaplanner.importers.official_sheet.words import (
    departments_of,
    is_amount,
    number_and_name,
    one_line,
    spaces_part_departments,
    without_notes,
    without_wraps,
)
from kitaplanner.importers.official_sheet.years import YearAxis, find_axes
from kitaplanner.importers.workbook.content import Shape, SheetContent, WorkbookContent

_NO_YEARS = "年度の見出し（令和7年度、R7、2025など）が2つ以上並ぶ行がありません。"
_NO_NAMES = "事業名や取組名の欄がありません。"
_NUMBERS = "年度の欄が数だけです。予算や実績の表で、計画ではありません。"
_EMPTY = "何も書かれていません。"
_HIDDEN_CELL = "非表示の行か列にあるため、読みません。"
_AMOUNTS = "数だけの表です。指標や事業費と見て、取り込みません。"
_WRAPPED = "文の途中の改行を詰めて読みました。"
_SPACED = "空白で区切られた名前を、別々の課として読みました。"
_BARE_NUMBER = "名前の先頭の数字を、番号として読みました。"
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
    initiatives = _doubt_doubles(initiatives)
    return Reading(content.source, tuple(initiatives), tuple(lost), tuple(remarks))


class _Sheet:
    """One sheet: its initiatives, what was not understood, and why there are none."""

    def __init__(self, content: SheetContent) -> None:
        self._grid = SheetGrid(content)
        self.lost: list[NotUnderstood] = []
        self._shapes: list[Shape] = []
        for one in content.shapes:
            if _is_squeezed(one, content):
                self.lost.append(lost_shape(self._grid, Leftover(one, _HIDDEN_CELL)))
            elif not one.hidden:
                self._shapes.append(one)
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
        shapes = ShapesByRow(self._shapes)
        read = [_FrameReader(self._grid, frame, self._frames, shapes)
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
        shapes = ShapesByRow(self._shapes)
        inside = {
            id(shape)
            for frame in self._frames.found for body in frame.bodies for shape in shapes.of(body)
        }  # fmt: skip
        for shape in self._shapes:
            if id(shape) not in inside:
                self.lost.append(lost_shape(grid, Leftover(shape, _SHAPE_OUTSIDE)))


class _FrameReader:
    """One initiative with its fields and rows."""

    def __init__(self, grid: SheetGrid, frame: Frame, frames: Frames, shapes: ShapesByRow) -> None:
        self._grid = grid
        self._frame = frame
        self.lost: list[NotUnderstood] = []
        self.marks: list[Mark] = []
        self._rows: list[ReadRow] = []
        name = frame.values.get("name")
        self.name = number_and_name(name.text) if name is not None else None
        for read in [read_schedule(grid, body, shapes) for body in frame.bodies]:
            frames.used |= read.used
            self.lost += read.lost
            if len(frame.bodies) > 1 and _holds_amounts(read.marks):
                self.lost += [NotUnderstood(one.where, one.text, _AMOUNTS) for one in read.marks]
                continue
            self.marks += read.marks
            self._rows += read.rows

    @property
    def has_schedule(self) -> bool:
        """Say whether years stand over a part of the initiative."""
        return bool(self._frame.bodies)

    @property
    def holds_amounts(self) -> bool:
        """Say whether the schedule holds numbers alone."""
        return bool(self._frame.bodies) and _holds_amounts(self.marks)

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
            shown=self._shown(),
        )

    def _shown(self) -> Span | None:
        """Give the months from the first to the last year that stand over the schedule."""
        axes = [body.axis for body in self._frame.bodies]
        if not axes:
            return None
        return Span(min(one.start for one in axes), max(one.start + one.months for one in axes) - 1)

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
                found.append(self._name_field(region, where))
            elif label == "departments":
                doubt = _SPACED if spaces_part_departments(region.text) else ""
                found.append(ReadField("departments", departments_of(region.text), where, doubt))
            elif label == "summary":
                found += _summary(region.text, where)
            elif label == "effects":
                lines = tuple(line.strip() for line in region.text.split("\n") if line.strip())
                found.append(ReadField("effects", lines, where))
        return found

    def _name_field(self, region: Region, where: str) -> ReadField:
        if self.name is None or "number" in self._frame.values:
            return ReadField("name", one_line(region.text), where)
        doubt = _BARE_NUMBER if self.name.number.isdecimal() else ""
        return ReadField("name", self.name.name, where, doubt)

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


def _is_squeezed(shape: Shape, content: SheetContent) -> bool:
    """Say whether a shape lies in hidden rows or columns alone, where nobody sees it."""

    def squeezed(first: float, last: float, sizes: tuple[float, ...]) -> bool:
        covered = sizes[int(first) : max(math.ceil(last), int(first) + 1)]
        return bool(covered) and sum(covered) == 0

    return squeezed(shape.top, shape.bottom, content.row_heights) or squeezed(
        shape.left, shape.right, content.column_widths
    )


def _holds_amounts(marks: list[Mark]) -> bool:
    return all(is_amount(mark.text) for mark in marks)


def _doubt_doubles(initiatives: list[ReadInitiative]) -> list[ReadInitiative]:
    """Doubt an initiative that the workbook shows a second time."""
    seen: dict[tuple[str, object], str] = {}
    found = []
    for one in initiatives:
        name = one.field("name")
        key = (one.number, name.value if name is not None else "")
        if key in seen:
            doubt = f"同じ事業が{seen[key]}にもあります。"
            one = dataclasses.replace(one, doubt=one.doubt + doubt)
        seen.setdefault(key, one.where)
        found.append(one)
    return found


def _summary(text: str, where: str) -> list[ReadField]:
    """Part the lines behind ※ at the end of a summary from it."""
    body, notes = without_notes(text)
    summary, wrapped = without_wraps(body)
    found: list[ReadField] = [ReadField("summary", summary, where, _WRAPPED if wrapped else "")]
    if notes:
        found.append(ReadField("notes", notes, where))
    return found
