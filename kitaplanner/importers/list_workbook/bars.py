"""The items of one row of a list: texts under years, arrows typed or painted behind them.

Belongs here: from the cells of the year columns to items with months and doubts. Does not belong
here: which columns are years (`guess`), which row belongs to whom (`reader`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kitaplanner.domain.calendar import Span, fiscal_year_of
from kitaplanner.domain.pasted_block import shown
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.domain.reading import NotUnderstood, ReadItem
from kitaplanner.importers.list_workbook.columns import ColumnMapping
from kitaplanner.importers.list_workbook.table import Entry, ListTable
from kitaplanner.importers.list_workbook.words import continues, is_sign
from kitaplanner.importers.official_sheet.words import is_amount, is_ditto, is_nothing, item_text

_DITTO = "「〃」や「同左」を、前の年度からの続きとみなしました。"
_JOINED = "隣り合う同じ文言を、1本の矢印にまとめました。"
_APART = "隣り合う同じ文言を、年度ごとの別の項目としました。"
_PAINTED = "文字のない塗りつぶしを、左の文言の続きとみなしました。"
_SIGN = "印だけで、何をするか書かれていません。"
_AMOUNT = "数だけで、何をするか書かれていません。予算や件数とみなして読みません。"
_ERROR = "計算のエラーです。表計算の側で直してください。"
_DRAWN = "矢印などの図形が重なっているため、期間が違うかもしれません。"
_ONLY_PAINTED = "塗りつぶしだけで、何をするか書かれていません。"
_NO_START = "続きを示す矢印ですが、左に文言がありません。"
_USUAL_SHARE = 0.6
_UNFILLED = frozenset({"", "FFFFFF", "theme"})


@dataclass(slots=True)
class Bars:
    """The items of a row and what of it could not be placed."""

    items: tuple[ReadItem, ...] = ()
    lost: list[NotUnderstood] = field(default_factory=list)


@dataclass(slots=True)
class _Bar:
    """An item that may still grow to the right."""

    entry: Entry
    span: Span
    text: str
    doubts: list[str] = field(default_factory=list)

    def grow(self, span: Span, doubt: str = "") -> None:
        self.span = Span(self.span.start, max(self.span.end, span.end))
        if doubt and doubt not in self.doubts:
            self.doubts.append(doubt)


def has_long_bars(table: ListTable, mapping: ColumnMapping) -> bool:
    """Say whether a list shows anywhere that an item is long: by a merged cell or an arrow.

    Then the same text in the next year is not meant to be the same item.
    """
    columns = mapping.columns_of("schedule")
    below = range(mapping.first_row, table.rows)
    entries = (table.at(row, column) for row in below for column in columns)
    return any(
        entry is not None and (entry.last_column > entry.column or continues(entry.text))
        for entry in entries
    )


def usual_fills(table: ListTable, mapping: ColumnMapping) -> frozenset[str]:
    """Give the colours that so many cells under the years have that they say nothing."""
    columns = mapping.columns_of("schedule")
    below = range(mapping.first_row, table.rows)
    counts: Counter[str] = Counter()
    for row in below:
        entries = [table.at(row, column) for column in columns]
        counts.update(one.cell.fill for one in entries if one is not None)
    most = len(columns) * len(below) * _USUAL_SHARE
    return frozenset(fill for fill, count in counts.items() if count > most)


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How a list shows its items: whether equal texts join, which colours say nothing."""

    join: bool
    usual_fills: frozenset[str]

    @classmethod
    def of(cls, table: ListTable, mapping: ColumnMapping) -> ListStyle:
        """Tell the style from the whole list."""
        return cls(not has_long_bars(table, mapping), usual_fills(table, mapping))


def read_bars(
    table: ListTable, mapping: ColumnMapping, row: int, style: ListStyle, *, drawn: bool = False
) -> Bars:
    """Read the items that begin in a row; `drawn` says that shapes lie over it."""
    reader = _RowReader(table, mapping, row, style, drawn)
    spans = {at: use.span for at, use in enumerate(mapping.columns) if use.span is not None}
    for column, span in spans.items():
        entry = table.at(row, column)
        if entry is None or entry.row != row:
            reader.pause()
            continue
        if entry is reader.last:
            continue
        covered = [spans[at] for at in range(column, entry.last_column + 1) if at in spans]
        whole = Span(span.start, covered[-1].end)
        reader.take(entry, whole, mapping.columns[column].doubt)
    return Bars(tuple(reader.items()), reader.lost)


def _first_year(mapping: ColumnMapping) -> int:
    starts = [one.span.start for one in mapping.columns if one.span is not None]
    return fiscal_year_of(min(starts, default=0))


class _RowReader:
    """Takes the cells of a row from left to right."""

    def __init__(
        self, table: ListTable, mapping: ColumnMapping, row: int, style: ListStyle, drawn: bool
    ) -> None:
        background = _background(table, mapping, row)
        self._table = table
        self._first_year = _first_year(mapping)
        self._style = style
        self._drawn = drawn
        self._plain_fills = {*_UNFILLED, *background}
        self._bars: list[_Bar] = []
        self._open = False
        self.last: Entry | None = None
        self.lost: list[NotUnderstood] = []

    def pause(self) -> None:
        """Hear that a column is blank: nothing goes on over it."""
        self._open = False
        self.last = None

    def take(self, entry: Entry, span: Span, doubt: str) -> None:
        """Take the next cell."""
        self.last = entry
        text = entry.text
        before = self._bars[-1] if self._bars and self._open else None
        if not text:
            self._take_fill(entry, span, before)
        elif is_nothing(text):
            self._open = False
        elif continues(text) or is_ditto(text):
            self._take_continuation(entry, span, before)
        elif entry.cell.kind == "error":
            self._lose(entry, _ERROR)
        elif is_amount(text):
            self._lose(entry, _AMOUNT)
        else:
            self._take_text(entry, span, before, doubt)

    def items(self) -> list[ReadItem]:
        """Give the items in the order of time."""
        return [self._item(bar) for bar in self._bars]

    def _take_text(self, entry: Entry, span: Span, before: _Bar | None, doubt: str) -> None:
        repeats = before is not None and before.text == entry.text
        if before is not None and repeats and self._style.join:
            before.grow(span, _JOINED)
            return
        sign = _SIGN if is_sign(entry.text) else ""
        drawn = _DRAWN if self._drawn else ""
        doubts = [one for one in (doubt, sign, _APART if repeats else "", drawn) if one]
        self._bars.append(_Bar(entry, span, entry.text, doubts))
        self._open = True

    def _take_fill(self, entry: Entry, span: Span, before: _Bar | None) -> None:
        fill = entry.cell.fill
        if fill not in self._plain_fills and before is not None and before.entry.cell.fill == fill:
            before.grow(span, _PAINTED)
            return
        speaks = fill not in self._plain_fills and fill not in self._style.usual_fills
        if speaks and entry.cell.kind != "not_calculated":
            self._lose(entry, _ONLY_PAINTED)
        self._open = False

    def _take_continuation(self, entry: Entry, span: Span, before: _Bar | None) -> None:
        if before is None:
            self._lose(entry, _NO_START)
        else:
            before.grow(span, _DITTO if is_ditto(entry.text) else "")

    def _lose(self, entry: Entry, why: str) -> None:
        self._open = False
        where = self._table.address(entry.row, entry.column)
        what = shown(entry.text) if entry.text else "塗りつぶし"
        self.lost.append(NotUnderstood(where, what, why))

    def _item(self, bar: _Bar) -> ReadItem:
        text = item_text(bar.text, self._first_year)
        item = ScheduleItem(
            id="",
            kind="arrow",
            start=bar.span.start,
            end=bar.span.end,
            text=text.text,
            note=text.note,
            started=text.started,
        )
        where = self._table.address(bar.entry.row, bar.entry.column)
        return ReadItem(item, where, "".join(bar.doubts))


def _background(table: ListTable, mapping: ColumnMapping, row: int) -> set[str]:
    """Give the colours that a row also has beside the years: stripes, cells to be filled in."""
    beside = (at for at, use in enumerate(mapping.columns) if use.role != "schedule")
    entries = (table.at(row, at) for at in beside)
    return {one.cell.fill for one in entries if one is not None}
