"""Items that stand in cells: merged spans, repeated texts, fills, typed arrows, notes.

Belongs here: reading the rows of a schedule from cells alone. Does not belong here: drawn shapes
(`drawn_bars`), and which marks share a row (`rows`).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from itertools import pairwise

from kitaplanner.importers.official_sheet.frames import Body
from kitaplanner.importers.official_sheet.grid import Region, SheetGrid
from kitaplanner.importers.official_sheet.marks import Mark
from kitaplanner.importers.official_sheet.paper import Paper
from kitaplanner.importers.official_sheet.words import (
    folded,
    is_ditto,
    is_note,
    is_nothing,
    is_tick,
    is_typed_arrow,
    is_typed_shaft,
    without_typed_tip,
)

_REPEATED = "同じ文字が続けて入力されているため、1つの項目として読みました。"
_SAME_COLOUR = "同じ色が続くため、次の項目との境目が塗りつぶしでは分かりません。"
_COLOUR_BEFORE = "文字より左の塗りつぶしも、この項目のものとして読みました。"
_DITTO = "「〃」「～」などを、左の項目の続きとして読みました。"
_OPEN = "右のセルが空欄で、どこまで続くか書かれていません。"
_TIP_ALONE = "文字の後ろの「→」がどこまでを指すか書かれていません。"
_ALL_FILLED = "表の全体が同じ色のため、塗りつぶしが期間を表すかどうか分かりません。"
_BAND = "行の全体が同じ色のため、塗りつぶしを期間とは見ませんでした。"
_PAST_YEARS = "結合が年度の列の外まで続いています。"


@dataclass(slots=True)
class TypedBars:
    """Marks in cells, fills without a text, and regions that say nothing by themselves."""

    marks: list[Mark] = field(default_factory=list)
    bare_fills: list[Region] = field(default_factory=list)
    bare_arrows: list[Region] = field(default_factory=list)
    nothing: list[Region] = field(default_factory=list)


def typed_bars(grid: SheetGrid, body: Body, without: Container[int] = ()) -> TypedBars:
    """Read all marks that stand in the cells of a schedule, but for some rows."""
    found = TypedBars()
    paper = Paper(grid, body)
    for row in body.rows:
        if row in without or not grid.holds(row):
            continue
        regions = [one for one in grid.starting_in(row) if one.column in body.axis.columns]
        line = _Line(grid, body, row, paper, found)
        line.read(regions)
        found.marks += line.marks
    return found


def doubt_open_ends(marks: list[Mark], months: int) -> None:
    """Doubt single cells before blank ones where the table shows no other sign of length."""
    if any(not mark.plain for mark in marks):
        return
    for mark in marks:
        if mark.end < months and not _followed(mark, marks):
            mark.doubt(_OPEN)


def _followed(mark: Mark, marks: list[Mark]) -> bool:
    return any(
        other.start == mark.end and other.top < mark.bottom and mark.top < other.bottom
        for other in marks
    )


class _Line:
    """One sheet row of a schedule."""

    def __init__(
        self, grid: SheetGrid, body: Body, row: int, paper: Paper, found: TypedBars
    ) -> None:
        self._grid = grid
        self._axis = body.axis
        self._named = body.content is not None
        self._row = row
        self._paper = paper
        self._found = found
        self.marks: list[Mark] = []
        self._last: dict[int, int] = {}  # last column of each mark, by its place

    def read(self, regions: list[Region]) -> None:
        """Read the row from left to right, then the colours behind it."""
        for index, one in enumerate(regions):
            shaft = is_typed_shaft(one.text) and self._is_part_of_arrow(regions, index)
            if is_typed_arrow(one.text) or shaft:
                self._extend(one)
            elif self._named and is_tick(one.text):
                self._found.bare_arrows.append(one)
            elif is_ditto(one.text):
                self._extend(one, _DITTO)
            elif is_nothing(one.text):
                self._found.nothing.append(one)
            else:
                self._add(one)
        self._join_repeated()
        self._read_fills()
        self._doubt_tips()
        if self._paper.is_band(self._row):
            self._doubt_on_band()

    def _is_part_of_arrow(self, regions: list[Region], index: int) -> bool:
        """Say whether a shaft leads over further shafts to a tip, or is long by itself."""
        for before, one in pairwise(regions[index:]):
            if one.column != before.last_column + 1:
                break
            if is_typed_arrow(one.text):
                return True
            if not is_typed_shaft(one.text):
                break
        return len(folded(regions[index].text)) > 2

    def _months(self, first: int, last: int) -> tuple[int, int]:
        start = self._axis.month_at(self._grid, first)
        end = self._axis.month_at(self._grid, last + 1)
        return max(0, round(start)), min(self._axis.months, max(round(end), round(start) + 1))

    def _add(self, one: Region) -> None:
        text, tip = without_typed_tip(one.text)
        last = min(one.last_column, self._axis.last)
        start, end = self._months(one.column, last)
        mark = Mark(
            text, start, end, one.row, one.last_row + 1, self._grid.address_of(one),
            "note" if is_note(one.text) else "arrow", region=one,
            plain=one.column == last and not tip,
        )  # fmt: skip
        if one.last_column > self._axis.last:
            mark.doubt(_PAST_YEARS)
        if tip:
            mark.doubt(_TIP_ALONE)
        self._doubt_within_year(mark)
        self._last[len(self.marks)] = last
        self.marks.append(mark)

    def _doubt_within_year(self, mark: Mark) -> None:
        """Doubt an end inside a year whose columns bear no names."""
        if not self._axis.parts and (mark.start % 12 or mark.end % 12):
            mark.doubt("年度の途中で区切られていますが、見出しに四半期などの区分がありません。")

    def _extend(self, one: Region, doubt: str = "") -> None:
        place = len(self.marks) - 1
        if place < 0 or self._last[place] + 1 < one.column:
            self._found.bare_arrows.append(one)
            return
        self._stretch(place, self.marks[place].start, min(one.last_column, self._axis.last))
        mark = self.marks[place]
        mark.doubts = [said for said in mark.doubts if said != _TIP_ALONE]
        if doubt:
            mark.doubt(doubt)

    def _stretch(self, place: int, start: int, last: int) -> None:
        mark = self.marks[place]
        first = mark.region.column if mark.region else self._axis.first
        mark.start, mark.end = start, self._months(first, last)[1]
        mark.plain = False
        mark.where = self._grid.address(
            self._row, first, max(self._row, int(mark.bottom) - 1), last
        )
        self._last[place] = last

    def _join_repeated(self) -> None:
        joined: list[Mark] = []
        last: dict[int, int] = {}
        for place, mark in enumerate(self.marks):
            before = joined[-1] if joined else None
            if before and before.text == mark.text and before.end == mark.start:
                joined[-1].end = mark.end
                joined[-1].plain = False
                joined[-1].doubt(_REPEATED)
                last[len(joined) - 1] = self._last[place]
                first = before.region.column if before.region else 0
                before.where = self._grid.address(self._row, first, self._row, self._last[place])
            else:
                last[len(joined)] = self._last[place]
                joined.append(mark)
        self.marks, self._last = joined, last

    def _read_fills(self) -> None:
        """Let marks reach as far as the colour behind them does."""
        columns = self._axis.columns
        column = columns.start
        while column < columns.stop:
            fill = self._paper.fill(self._row, column)
            end = column
            while end + 1 < columns.stop and self._paper.fill(self._row, end + 1) == fill:
                end += 1
            if fill:
                self._read_run(column, end, fill)
            column = end + 1

    def _read_run(self, first: int, last: int, fill: str) -> None:
        inside = [
            place for place, mark in enumerate(self.marks)
            if mark.region is not None and first <= mark.region.column <= last
        ]  # fmt: skip
        if not inside:
            if all(self._grid.at(self._row, column) is None for column in range(first, last + 1)):
                self._found.bare_fills.append(Region(self._row, first, self._row, last, ""))
            return
        ends = [*(self._column_of(place) - 1 for place in inside[1:]), last]
        for index, (place, end) in enumerate(zip(inside, ends, strict=True)):
            mark = self.marks[place]
            begin = first if index == 0 else self._column_of(place)
            if mark.region is not None and begin < mark.region.column:
                mark.doubt(_COLOUR_BEFORE)
            if end > self._last[place]:
                if len(inside) > 1:
                    mark.doubt(_SAME_COLOUR)
                if fill == self._paper.everything:
                    mark.doubt(_ALL_FILLED)
            if (begin, end) != (self._column_of(place), self._last[place]):
                self._stretch(place, self._months(begin, begin)[0], max(end, self._last[place]))
                self._doubt_within_year(mark)

    def _column_of(self, place: int) -> int:
        region = self.marks[place].region
        return region.column if region is not None else self._axis.first

    def _doubt_on_band(self) -> None:
        """The colour of a whole row may yet have been meant as the span of its only text."""
        for mark in self.marks:
            if mark.plain and len(self.marks) == 1:
                mark.doubt(_BAND)

    def _doubt_tips(self) -> None:
        """A tip behind a text that the next text follows at once points at nothing more."""
        for mark, after in pairwise(self.marks):
            if after.start == mark.end:
                mark.doubts = [said for said in mark.doubts if said != _TIP_ALONE]
        if self.marks and self.marks[-1].end >= self._axis.months:
            mark = self.marks[-1]
            mark.doubts = [said for said in mark.doubts if said != _TIP_ALONE]
