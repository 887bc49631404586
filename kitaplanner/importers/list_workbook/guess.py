"""Guessing what the columns of a list hold, from its header.

Belongs here: finding the header below titles, over one or several lines, and a use for each column.
Does not belong here: what a header's words mean (`words`, `header_years`). A guess is shown to the
person before anything is read by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Span, first_month, year_span
from kitaplanner.importers.list_workbook.columns import ColumnMapping, ColumnRole, ColumnUse
from kitaplanner.importers.list_workbook.header_years import (
    era_in,
    is_other_matter,
    part_of_year,
    year_in,
)
from kitaplanner.importers.list_workbook.table import Entry, ListTable
from kitaplanner.importers.list_workbook.words import is_weak_name, role_of
from kitaplanner.importers.workbook.content import SheetContent

# Titles, dates, notes how to fill in: headers of real lists begin within this many rows.
_HEADER_WITHIN = 40
_MOST_HEADER_LINES = 4
_ENOUGH = 2
_SHOWN_HEADER = 40
# Roles that only one column can have; further ones stay unread until somebody says otherwise.
_SINGLE: frozenset[ColumnRole] = frozenset({"number", "name"})
_TWO_OF_A_KIND = "同じ見出しの列がほかにもあります。"
_WEAK = "事業名の見出しが見つからないため、この列を事業名とみなしました。"
_UNEVEN = "1年度の列の数が12か月を割り切れません。月の境は目安です。"


def guess_mapping(sheet: SheetContent) -> ColumnMapping | None:
    """Guess the columns of a list; None where no header is found."""
    table = ListTable(sheet)
    rows = _header_rows(table)
    if rows is None:
        return None
    heads = [_Head(table, column, rows) for column in range(table.columns)]
    _read_years(table, heads, rows)
    spans = _spans(heads)
    uses = _uses(heads, spans)
    return ColumnMapping(rows, tuple(uses))


def blank_mapping(sheet: SheetContent) -> ColumnMapping:
    """Give a mapping in which nothing is read yet, for a list whose header is not understood."""
    table = ListTable(sheet)
    first = next((row for row in range(table.rows) if len(table.texts(row)) > 1), 0)
    heads = [table.text(first, column) for column in range(table.columns)]
    return ColumnMapping((first, first), tuple(ColumnUse(header=_shown(one)) for one in heads))


@dataclass(slots=True)
class _Head:
    """What stands above a column, from top to bottom, and what it says about time."""

    table: ListTable
    column: int
    rows: tuple[int, int]
    texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    year: int | None = None
    year_line: int = -1
    is_other: bool = False

    def __post_init__(self) -> None:
        before: Entry | None = None
        for row in range(self.rows[0], self.rows[1] + 1):
            entry = self.table.at(row, self.column)
            if entry is not None and entry is not before and entry.text:
                self.texts.append(entry.text)
                self.lines.append(entry.row)
            before = entry
        self.is_other = any(is_other_matter(text) for text in self.texts)

    @property
    def part(self) -> tuple[int, int] | None:
        """Give the part of the year that is named below the year; 前期 above years is a phase."""
        parts = [
            part
            for text, line in zip(self.texts, self.lines, strict=True)
            if line > self.year_line and (part := part_of_year(text)) is not None
        ]
        return parts[-1] if parts else None

    @property
    def role(self) -> ColumnRole | None:
        """Give what the lowest line that is understood names."""
        roles = (role for text in reversed(self.texts) if (role := role_of(text)) is not None)
        return next(roles, None)


def _header_rows(table: ListTable) -> tuple[int, int] | None:
    """Find the row with the most names of columns and years, and the lines that belong to it."""
    best, best_score = None, 0
    for row in range(min(table.rows, _HEADER_WITHIN)):
        score = _score(table, row)
        if score > best_score:
            best, best_score = row, score
    if best is None or best_score < _ENOUGH:
        return None
    top, bottom = best, best
    while top > 0 and bottom - top < _MOST_HEADER_LINES and _is_header_line(table, top - 1):
        top -= 1
    bottom = _merged_bottom(table, top, bottom)
    while bottom + 1 < table.rows and bottom - top < _MOST_HEADER_LINES:
        if not _is_header_line(table, bottom + 1):
            break
        bottom += 1
    return top, bottom


def _score(table: ListTable, row: int) -> int:
    roles = {role for one in table.texts(row) if (role := role_of(one.text)) is not None}
    years = min(len(list(_years_of(table, row))), 3)
    return len(roles) + (years if years > 1 or roles else 0)


def _years_of(table: ListTable, row: int) -> Iterator[tuple[Entry, int]]:
    before: int | None = None
    era = _era_above(table, row)
    for entry in table.texts(row):
        year = year_in(entry.text, before, era)
        if year is not None:
            yield entry, year
        before = year


def _era_above(table: ListTable, row: int) -> str:
    for above in range(max(0, row - 2), row):
        for entry in table.texts(above):
            if era := era_in(entry.text):
                return era
    return ""


def _is_header_line(table: ListTable, row: int) -> bool:
    """Say whether all texts of a row could stand in a header: years, parts, names, captions."""
    entries = table.texts(row)
    if len(entries) < 2 and not any(era_in(one.text) for one in entries):
        return bool(entries) and _is_caption_over_columns(entries[0])
    years = {entry.column for entry, _ in _years_of(table, row)}
    return all(
        entry.column in years
        or role_of(entry.text) is not None
        or part_of_year(entry.text) is not None
        or era_in(entry.text)
        or _is_caption(entry.text)
        for entry in entries
    )


def _is_caption_over_columns(entry: Entry) -> bool:
    """A caption lies over a part of the columns; a title begins at the left edge."""
    return entry.column > 0 and entry.last_column > entry.column and _is_caption(entry.text)


def _is_caption(text: str) -> bool:
    words = ("計画", "スケジュール", "予定", "年度", "実績", "予算", "目標", "期", "工程")
    return len(text) <= 15 and (text.endswith(words) or is_other_matter(text))


def _merged_bottom(table: ListTable, top: int, bottom: int) -> int:
    """Give the last row that names of columns are merged down to."""
    lasts = [
        entry.last_row
        for row in range(top, bottom + 1)
        for entry in table.texts(row)
        if role_of(entry.text) is not None and entry.last_row - top < _MOST_HEADER_LINES
    ]
    return max([bottom, *lasts])


def _read_years(table: ListTable, heads: list[_Head], rows: tuple[int, int]) -> None:
    """Give each column its year; a merged year, or one said once, heads the columns behind it."""
    for row in range(rows[0], rows[1] + 1):
        found = list(_years_of(table, row))
        if len(found) < 2 and not (found and _stands_alone(heads, found[0][0])):
            continue
        for (entry, year), last in zip(found, _last_columns(found, heads), strict=True):
            for column in range(entry.column, min(last + 1, len(heads))):
                if heads[column].year is None:
                    heads[column].year, heads[column].year_line = year, entry.row
    for left, right in pairwise(heads):
        continued = right.part is not None or (right.is_other and right.role is None)
        if right.year is None and left.year is not None and continued:
            right.year, right.year_line = left.year, left.year_line


def _last_columns(found: list[tuple[Entry, int]], heads: list[_Head]) -> list[int]:
    """Give the last column of each year: text files say a merged year once, blanks behind it.

    The blanks belong to the year only where all years are equally far apart.
    """
    starts = [entry.column for entry, _ in found]
    steps = {right - left for left, right in pairwise(starts)}
    lasts = [entry.last_column for entry, _ in found]
    if lasts != starts or len(steps) != 1 or steps == {1}:
        return lasts
    step = steps.pop()
    blanks = [range(start + 1, start + step) for start in starts]
    if any(heads[at].role for one in blanks for at in one if at < len(heads)):
        return lasts
    return [start + step - 1 for start in starts]


def _stands_alone(heads: list[_Head], entry: Entry) -> bool:
    """A single year heads a list only where other columns are named: a list for one year."""
    return any(head.role == "name" for head in heads) and entry.column > 0


def _spans(heads: list[_Head]) -> dict[int, tuple[Span, str]]:
    """Give the months of each column that stands under a year, with a doubt."""
    found: dict[int, tuple[Span, str]] = {}
    for year in dict.fromkeys(head.year for head in heads if head.year is not None):
        columns = [one for one in heads if one.year == year and not one.is_other]
        whole = [one for one in columns if one.part is None]
        for head in columns:
            april = first_month(year)
            if head.part is not None:
                start, months = head.part
                found[head.column] = Span(april + start, april + start + months - 1), ""
            elif len(whole) == 1 or len(columns) != len(whole):
                found[head.column] = year_span(year), ""
            else:
                at, count = whole.index(head), len(whole)
                found[head.column] = _share(april, at, count)
    return found


def _share(april: int, at: int, count: int) -> tuple[Span, str]:
    start = at * MONTHS_PER_YEAR // count
    end = max(start, (at + 1) * MONTHS_PER_YEAR // count - 1)
    return Span(april + start, april + end), _UNEVEN if MONTHS_PER_YEAR % count else ""


def _uses(heads: list[_Head], spans: dict[int, tuple[Span, str]]) -> list[ColumnUse]:
    taken: set[ColumnRole] = set()
    uses = []
    for head in heads:
        shown = _shown(" ".join(one.replace("\n", "") for one in head.texts))
        if head.column in spans:
            span, doubt = spans[head.column]
            uses.append(ColumnUse("schedule", span, shown, doubt))
            continue
        role = None if head.year is not None else head.role
        if role is None:
            uses.append(ColumnUse(header=shown))
        elif role in taken and role in _SINGLE:
            uses.append(ColumnUse(header=shown, doubt=_TWO_OF_A_KIND))
        else:
            taken.add(role)
            uses.append(ColumnUse(role, header=shown))
    if "name" not in taken:
        _name_by_weak_header(heads, uses)
    return uses


def _name_by_weak_header(heads: list[_Head], uses: list[ColumnUse]) -> None:
    for head in heads:
        weak = any(is_weak_name(text) for text in head.texts)
        if weak and uses[head.column].role == "ignored":
            uses[head.column] = ColumnUse("name", None, uses[head.column].header, _WEAK)
            return


def _shown(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _SHOWN_HEADER else line[: _SHOWN_HEADER - 1] + "…"
