"""The items of one row of a list: texts under years, arrows typed or painted behind them.

Belongs here: from the cells of the year columns to items with months and doubts. Does not belong
here: which columns are years (`guess`), which row belongs to whom (`reader`).
"""

from __future__ import annotations

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
_NO_START = "続きを示す矢印ですが、左に文言がありません。"
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


def read_bars(table: ListTable, mapping: ColumnMapping, row: int, *, join: bool) -> Bars:
    """Read the items that begin in a row; `join` makes one of equal texts side by side."""
    reader = _RowReader(table, row, _first_year(mapping), join)
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

    def __init__(self, table: ListTable, row: int, first_year: int, join: bool) -> None:
        self._table = table
        self._first_year = first_year
        self._join = join
        self._background = _background(table, row)
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
        if before is not None and repeats and self._join:
            before.grow(span, _JOINED)
            return
        sign = _SIGN if is_sign(entry.text) else ""
        doubts = [one for one in (doubt, sign, _APART if repeats else "") if one]
        self._bars.append(_Bar(entry, span, entry.text, doubts))
        self._open = True

    def _take_fill(self, entry: Entry, span: Span, before: _Bar | None) -> None:
        fill = entry.cell.fill
        painted = fill not in _UNFILLED and fill != self._background
        if painted and before is not None and before.entry.cell.fill == fill:
            before.grow(span, _PAINTED)
        else:
            self._open = False

    def _take_continuation(self, entry: Entry, span: Span, before: _Bar | None) -> None:
        if before is None:
            self._lose(entry, _NO_START)
        else:
            before.grow(span, _DITTO if is_ditto(entry.text) else "")

    def _lose(self, entry: Entry, why: str) -> None:
        self._open = False
        where = self._table.address(entry.row, entry.column)
        self.lost.append(NotUnderstood(where, shown(entry.text), why))

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


def _background(table: ListTable, row: int) -> str:
    """Give the colour that a striped list gives the whole row, told from its first cell."""
    entry = table.at(row, 0)
    return "" if entry is None else entry.cell.fill
