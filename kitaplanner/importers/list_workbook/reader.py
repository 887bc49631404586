"""A list → what it says: initiatives with their fields and schedule rows.

Belongs here: going through the rows below the header by a mapping of the columns. Does not belong
here: the mapping (`columns`, `guess`), the items of one row (`bars`).

A row with a name or number begins an initiative; rows below without either, or with the same once
more, are further rows of its schedule.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from kitaplanner.domain.calendar import FIRST_MONTH_OF_FISCAL_YEAR, MONTHS_PER_YEAR, Span
from kitaplanner.domain.pasted_block import shown
from kitaplanner.domain.plan import DIVISIONS
from kitaplanner.domain.reading import (
    FieldName,
    NotUnderstood,
    ReadField,
    Reading,
    ReadInitiative,
    ReadRow,
)
from kitaplanner.importers.list_workbook.bars import ListStyle, read_bars
from kitaplanner.importers.list_workbook.columns import ColumnMapping
from kitaplanner.importers.list_workbook.guess import guess_mapping
from kitaplanner.importers.list_workbook.table import Entry, ListTable
from kitaplanner.importers.list_workbook.words import is_total
from kitaplanner.importers.official_sheet.words import (
    departments_of,
    folded,
    is_note,
    is_nothing,
    is_number,
    means_not_planned,
    number_and_name,
    one_line,
)
from kitaplanner.importers.workbook.content import SheetContent, WorkbookContent

_FIELDS: tuple[FieldName, ...] = ("departments", "summary", "notes", "marks", "effects")
_LISTS = frozenset({"departments", "notes", "marks", "effects"})
_NO_HEADER = (
    "一覧の見出し（事業名、担当課、年度など）が見つかりません。列の割り当てを選んでください。"
)
_HEADING = "事業名や番号のない行にあり、見出しとみなして読みません。"
_REMARK = "一覧への注記とみなして読みません。"
_ERROR = "計算のエラーです。表計算の側で直してください。"
_BLANK = "空欄です。消す意味か、書いていないだけか分かりません。"
_NO_BARS = "年度の欄がすべて空欄です。"
_NO_ITEMS = "年度の欄に文言が1つもないため、年度別の計画は読みません。"
_AMOUNTS_ONLY = (
    "年度の欄が数や塗りつぶしだけで文言がないため、計画の一覧ではないとみなして読みません。"
)
_SHAPE = "図形です。一覧はセルの文字だけから読みます。"
_DRAWN = "年度の上に図形の矢印などがあります。様式の表として読むほうが確かです。"
_SUMS = "合計の行とみなして読みません。"
_NO_COLUMN = "見出しのない列にあります。"
_NOT_CALCULATED = "計算結果が保存されていません。Excelで開いて保存し直すと読めます。"
_RESULTS = "実績や金額の行です。計画ではないため、取り込みません。"
_SAME_NAME = "続く行の事業名が同じため、1つの事業の複数の行とみなしました。"
_ONLY_NUMBER = "事業名がなく、番号だけで事業を特定します。"


def read_lists(
    content: WorkbookContent, mappings: Mapping[str, ColumnMapping] | None = None
) -> Reading:
    """Read every visible sheet of a workbook as a list.

    `mappings` gives the columns by the sheet's name; where it has none, they are guessed.
    """
    initiatives: list[ReadInitiative] = []
    lost: list[NotUnderstood] = []
    remarks = list(content.remarks)
    for sheet in content.sheets:
        if sheet.hidden:
            remarks.append(f"シート「{sheet.name}」は非表示のため、読みません。")
            continue
        mapping = (mappings or {}).get(sheet.name) or guess_mapping(sheet)
        if mapping is None or mapping.problems:
            why = _NO_HEADER if mapping is None else "".join(mapping.problems)
            remarks.append(f"シート「{sheet.name}」は読みません。{why}")
            continue
        reader = _ListReader(sheet, mapping)
        initiatives += reader.initiatives()
        lost += reader.lost
        remarks += reader.remarks
    if not initiatives:
        remarks.insert(0, "事業を1件も読み取れませんでした。")
    return Reading(content.source, tuple(initiatives), tuple(lost), tuple(remarks))


class _ListReader:
    """Goes through one list from top to bottom."""

    def __init__(self, sheet: SheetContent, mapping: ColumnMapping) -> None:
        self._table = ListTable(sheet)
        self._mapping = mapping
        self._years = mapping.columns_of("schedule")
        self._style = ListStyle.of(self._table, mapping)
        self._drawn = self._table.drawn_over(self._years, mapping.first_row)
        self._found: list[_Gathered] = []
        self.lost: list[NotUnderstood] = []
        self.remarks: list[str] = []
        if self._table.hidden_rows:
            self.remarks.append(
                f"シート「{sheet.name}」の非表示の行や列にある{self._table.hidden_rows}行分の"
                "内容は読みません。"
            )

    def initiatives(self) -> list[ReadInitiative]:
        """Give the initiatives in their order."""
        for row in range(self._mapping.first_row, self._table.rows):
            self._read_row(row)
        self._name_shapes()
        shows_schedule = any(one.items for gathered in self._found for one in gathered.rows)
        if self._years and self._found and not shows_schedule:
            if not self._drawn and any(one.has_lost for one in self._found):
                self.remarks.append(f"シート「{self._table.sheet.name}」：{_AMOUNTS_ONLY}")
                return []
            self.remarks.append(f"シート「{self._table.sheet.name}」：{_NO_ITEMS}")
        shown = self._shown()
        return [dataclasses.replace(one.result(shows_schedule), shown=shown) for one in self._found]

    def _shown(self) -> Span | None:
        """Give the months from the first to the last column of years."""
        spans = [one.span for one in self._mapping.columns if one.span is not None]
        if not spans:
            return None
        return Span(min(one.start for one in spans), max(one.end for one in spans))

    def _name_shapes(self) -> None:
        """Name what is drawn over the years: a list is read by its cells alone."""
        shapes = {id(one): one for ones in self._drawn.values() for one in ones}
        for one in shapes.values():
            where = self._table.address(int(one.top), int(one.left))
            what = shown(one.text) if one.text else "文字のない図形"
            self.lost.append(NotUnderstood(where, what, _SHAPE))
        if shapes:
            self.remarks.append(f"シート「{self._table.sheet.name}」：{_DRAWN}")

    def _read_row(self, row: int) -> None:
        texts = self._table.texts(row)
        self._note_cells_without_value(row)
        if not texts or self._repeats_header(row):
            return
        name, number, where = self._heading_of(row)
        why = self._why_no_initiative(row, name, number)
        if why:
            self._lose_all(texts, row, why)
        elif not name and not number:
            self._read_further_row(row, texts)
        else:
            self._read_into(row, self._initiative(name, number, where))

    def _heading_of(self, row: int) -> tuple[str, str, str]:
        """Give name, number and the address of a row's initiative; a merged name counts on."""
        name_at = self._mapping.column_of("name")
        number_at = self._mapping.column_of("number")
        entry = self._table.at(row, name_at)
        if entry is None or not entry.text:
            entry = self._table.at(row, number_at)
        number = one_line(self._table.value(row, number_at))
        name = one_line(self._table.value(row, name_at))
        if name and not number:
            number, name = number_and_name(name)
        where = "" if entry is None else self._table.address(entry.row, entry.column)
        return name, number, where

    def _why_no_initiative(self, row: int, name: str, number: str) -> str:
        """Say why a row with something like a name begins none; empty where it may."""
        if is_total(name or number):
            return _SUMS
        if is_note(name or number):
            return _REMARK
        entry = self._table.at(row, self._mapping.column_of("name"))
        if name and entry is not None and self._years and entry.last_column >= self._years[0]:
            return _HEADING
        alone = len(self._table.texts(row)) == 1
        return _HEADING if number and not name and (alone or not is_number(number)) else ""

    def _initiative(self, name: str, number: str, where: str) -> _Gathered:
        """Give the initiative that a row belongs to: the one above it or a new one."""
        if self._found and self._found[-1].is_same(name, number, where):
            return self._found[-1]
        self._found.append(_Gathered(where, number, name))
        return self._found[-1]

    def _read_further_row(self, row: int, texts: list[Entry]) -> None:
        """Take a row without a name: a further row of the schedule, or a heading."""
        under_years = [one for one in texts if one.row == row and one.column in self._years]
        if under_years and self._found:
            self._read_into(row, self._found[-1])
        else:
            self._lose_all(texts, row, _HEADING)

    def _repeats_header(self, row: int) -> bool:
        """Say whether the header is printed once more, as at the top of a page."""
        pairs = [
            (folded(self._table.text(row, at)), folded(use.header))
            for at, use in enumerate(self._mapping.columns)
        ]
        filled = [(text, header) for text, header in pairs if text]
        return len(filled) > 1 and all(header and text in header for text, header in filled)

    def _read_into(self, row: int, gathered: _Gathered) -> None:
        """Read the schedule and the fields of a row."""
        if self._tells_results(row):
            self._lose_all(self._table.texts(row), row, _RESULTS)
            return
        drawn = row in self._drawn
        bars = read_bars(self._table, self._mapping, row, self._style, drawn=drawn)
        self.lost += bars.lost
        gathered.has_lost = gathered.has_lost or bool(bars.lost) or drawn
        gathered.rows.append(ReadRow(items=bars.items, where=self._table.address(row, 0)))
        for role in _FIELDS:
            for column in self._mapping.columns_of(role):
                self._read_field(row, column, role, gathered)
        for column, use in enumerate(self._mapping.columns):
            entry = self._table.at(row, column)
            if entry is None or not entry.text or use.header or use.role != "ignored":
                continue
            if entry.row == row and entry.column == column:
                self._lose(entry, _NO_COLUMN)

    def _tells_results(self, row: int) -> bool:
        """Say whether a name beside the years says that the row holds results: 実績, 決算額."""
        return any(
            one.row == row and one.column < min(self._years) and means_not_planned(one.text)
            for one in (self._table.texts(row) if self._years else ())
        )

    def _read_field(self, row: int, column: int, role: FieldName, gathered: _Gathered) -> None:
        entry = self._table.at(row, column)
        where = self._table.address(row, column)
        if entry is None or not entry.text:
            gathered.show_blank(role, where)
        elif entry.cell.kind == "error":
            self._lose(entry, _ERROR)
        else:
            first = self._table.address(entry.row, entry.column)
            gathered.show(role, "" if is_nothing(entry.text) else entry.text, first)

    def _note_cells_without_value(self, row: int) -> None:
        for entry in self._table.entries(row):
            if entry.cell.kind == "not_calculated" and entry.row == row:
                self._lose(entry, _NOT_CALCULATED)

    def _lose_all(self, texts: list[Entry], row: int, why: str) -> None:
        for entry in texts:
            if entry.row == row:
                self._lose(entry, why)

    def _lose(self, entry: Entry, why: str) -> None:
        what = shown(entry.text) if entry.text else "計算式"
        self.lost.append(NotUnderstood(self._table.address(entry.row, entry.column), what, why))


class _Gathered:
    """What has been read of one initiative so far."""

    def __init__(self, where: str, number: str, name: str) -> None:
        self._where = where
        self._number = number
        self._name = name
        self._doubts = [] if name else [_ONLY_NUMBER]
        self._texts: dict[FieldName, list[str]] = {}
        self._places: dict[FieldName, str] = {}
        self.rows: list[ReadRow] = []
        self.has_lost = False

    def is_same(self, name: str, number: str, where: str) -> bool:
        """Say whether a further row is of the same initiative; note where that is uncertain."""
        if where == self._where:
            return True  # one merged cell
        if folded(name) != folded(self._name) or folded(number) != folded(self._number):
            return False
        if not number and _SAME_NAME not in self._doubts:
            self._doubts.append(_SAME_NAME)
        return True

    def show(self, role: FieldName, text: str, where: str) -> None:
        """Hear what a cell says about a field; an empty text is a sign for "none"."""
        texts = self._texts.setdefault(role, [])
        if not any(texts):
            self._places[role] = where
        if text not in texts:
            texts.append(text)

    def show_blank(self, role: FieldName, where: str) -> None:
        """Hear that a cell of a field is blank."""
        self._places.setdefault(role, where)

    def result(self, shows_schedule: bool) -> ReadInitiative:
        """Give the initiative; `shows_schedule` says whether its list shows any schedule."""
        fields = [ReadField("name", self._name, self._where)] if self._name else []
        for role, where in self._places.items():
            texts = self._texts.get(role)
            doubt = "" if texts else _BLANK
            fields.append(ReadField(role, _value(role, texts or []), where, doubt))
        rows = tuple(row for row in self.rows if row.items)
        if not shows_schedule or (not rows and self.has_lost):
            return self._read_initiative(fields, None)
        if not rows:
            self._doubts.append(_NO_BARS)
        return self._read_initiative(fields, rows)

    def _read_initiative(
        self, fields: list[ReadField], rows: tuple[ReadRow, ...] | None
    ) -> ReadInitiative:
        spans = [one.item.span for row in rows or () for one in row.items]
        return ReadInitiative(
            where=self._where,
            number=self._number,
            fields=tuple(fields),
            rows=rows,
            divisions=_divisions(spans),
            doubt="".join(self._doubts),
        )


def _value(role: FieldName, texts: list[str]) -> str | tuple[str, ...]:
    if role == "departments":
        return departments_of("\n".join(texts))
    if role in _LISTS:
        lines = (line.removeprefix("※").strip() for text in texts for line in text.split("\n"))
        return tuple(line for line in lines if line)
    return "\n".join(one for one in texts if one)


def _divisions(spans: list[Span]) -> int:
    """Give the fewest parts of a year whose borders all items keep to."""
    edges = {month % MONTHS_PER_YEAR for span in spans for month in (span.start, span.end + 1)}
    offset = FIRST_MONTH_OF_FISCAL_YEAR - 1
    for parts in DIVISIONS:
        step = MONTHS_PER_YEAR // parts
        if all((edge - offset) % step == 0 for edge in edges):
            return parts
    return DIVISIONS[-1]
