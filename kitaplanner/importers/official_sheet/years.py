"""The header of years: which column is which year, and which months its parts are.

Belongs here: finding headers in all spellings and turning places on the sheet into months. Does
not belong here: what stands under the years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from kitaplanner.domain.calendar import (
    MONTHS_PER_YEAR,
    era_of_year,
    first_month,
    parse_fiscal_year,
)
from kitaplanner.importers.official_sheet.grid import Region, SheetGrid
from kitaplanner.importers.official_sheet.words import folded

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_BARE = re.compile(r"(元|\d{1,2})(年度|年)?")
_LINES_BELOW = 3
# What may stand on a line of the header over several years.
_CAPTION = re.compile(
    r"令和|平成|昭和|\W*(.*(計画|スケジュール|年度|予定|工程表?|年次)|([前中後]|第?[1-4一二三四])期(計画|間)?)\W*"
)
_LONGEST_CAPTION = 14
_MONTH = re.compile(r"(\d{1,2})月?")
_MONTHS = re.compile(r"(\d{1,2})月?[~\-・](\d{1,2})月?")
_PART = re.compile(
    r"第?([1-4一二三四])(?:/4|四半期)(?:期)?|([1-4])q|q([1-4])|第([1-4一二三四])期|([1-4])期",
    re.IGNORECASE,
)
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_HALVES = {"上": 0, "前": 0, "下": 6, "後": 6}
_HALF = re.compile(r"([上下前後])半?期")
_COUNTED = re.compile(r"第?([1-4])期")
_THIRD = re.compile(r"([1-3])学期")


@dataclass(frozen=True, slots=True)
class YearColumns:
    """A year and its first and last column."""

    year: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a year: its columns and months, counted from the first April of the axis."""

    first: int
    last: int
    start: int
    months: int


@dataclass(frozen=True, slots=True)
class YearAxis:
    """A header of years with all its lines.

    `parts` are empty where years are not cut by name. `unit` is the number of months of the
    smallest named part. `doubt` says what of the header is uncertain.
    """

    top: int
    bottom: int
    years: tuple[YearColumns, ...]
    parts: tuple[Part, ...] = ()
    unit: int = MONTHS_PER_YEAR
    doubt: str = ""
    header: tuple[Region, ...] = field(default=())

    @property
    def first(self) -> int:
        """Give the first column."""
        return self.years[0].first

    @property
    def last(self) -> int:
        """Give the last column."""
        return self.years[-1].last

    @property
    def columns(self) -> range:
        """Give the columns of all years."""
        return range(self.first, self.last + 1)

    @property
    def first_year(self) -> int:
        """Give the first fiscal year."""
        return self.years[0].year

    @property
    def start(self) -> int:
        """Give the first month."""
        return first_month(self.first_year)

    @property
    def months(self) -> int:
        """Give how many months the axis has."""
        return len(self.years) * MONTHS_PER_YEAR

    def month_at(self, grid: SheetGrid, x: float) -> float:
        """Give the month at a place, counted from the first April; outside it goes on evenly."""
        left, right = grid.distance(self.first), grid.distance(self.last + 1)
        at = grid.distance(x)
        if at <= left:
            width = grid.width(self.years[0].first, self.years[0].last) or 1.0
            return (at - left) / width * MONTHS_PER_YEAR
        if at >= right:
            width = grid.width(self.years[-1].first, self.years[-1].last) or 1.0
            return self.months + (at - right) / width * MONTHS_PER_YEAR
        for first, last, start, months in self._cuts():
            end = grid.distance(last + 1)
            if at <= end:
                begin = grid.distance(first)
                return start + (at - begin) / ((end - begin) or 1.0) * months
        return float(self.months)

    def _cuts(self) -> list[tuple[int, int, int, int]]:
        if self.parts:
            return [(one.first, one.last, one.start, one.months) for one in self.parts]
        return [
            (one.first, one.last, index * MONTHS_PER_YEAR, MONTHS_PER_YEAR)
            for index, one in enumerate(self.years)
        ]


def year_in(text: str, era: str = "") -> int | None:
    """Read a year as a header spells it; `era` is put before a bare number."""
    plain = folded(text)
    for candidate in _readings(plain):
        try:
            return parse_fiscal_year(candidate)
        except ValueError:
            continue
    if era and (match := _BARE.fullmatch(plain)):
        try:
            return parse_fiscal_year(f"{era}{match[1]}年度")
        except ValueError:
            return None
    return None


def _readings(plain: str) -> list[str]:
    """Give the text as it is, without its brackets, and what stands in them."""
    found = [plain]
    without = _IN_BRACKETS.sub("", plain)
    inside = _IN_BRACKETS.findall(plain)
    if inside and without:
        # Where both say a year they must agree: R8(2025) is a slip that nobody may guess about.
        years = {year for part in (without, *inside) if (year := _plain_year(part)) is not None}
        if len(years) == 1:
            found += [without, *inside]
    return found


def _plain_year(text: str) -> int | None:
    try:
        return parse_fiscal_year(text)
    except ValueError:
        return None


def find_axes(grid: SheetGrid) -> list[YearAxis]:
    """Find all headers of years, from top to bottom and left to right."""
    runs = [(row, run) for row in grid.text_rows for run in _runs(grid, row)]
    longest = max((len(run) for _, run in runs), default=0)
    axes: list[YearAxis] = []
    for row, run in runs:
        within = any(axis.top < row <= axis.bottom for axis in axes)
        if 2 * len(run) >= longest and not within:
            axes.append(_axis(grid, row, run))
    return axes


def _runs(grid: SheetGrid, row: int) -> list[list[tuple[Region, int]]]:
    """Give the runs of at least two consecutive years in a row."""
    runs: list[list[tuple[Region, int]]] = []
    run: list[tuple[Region, int]] = []
    era = _era_above(grid, row)
    for region in grid.starting_in(row):
        year = _next_year(region.text, run[-1][1] if run else None, era)
        if year is not None and run and year == run[-1][1] + 1:
            run.append((region, year))
        else:
            run = [] if year is None else [(region, year)]
            runs.append(run)
    return [one for one in runs if len(one) > 1 and _is_header(one)]


def _era_above(grid: SheetGrid, row: int) -> str:
    """Give the era that a line above says for all years: 令和 over 7年度, 8年度 …"""
    for region in grid.starting_in(row - 1) if row else []:
        if match := re.fullmatch(r"(令和|平成|昭和)(年度)?", folded(region.text)):
            return match[1]
    return ""


def _is_header(run: list[tuple[Region, int]]) -> bool:
    """Keep texts that are only years; a row of items is none."""
    return all(region.last_row - region.row <= 2 for region, _ in run)


def _next_year(text: str, before: int | None, era: str) -> int | None:
    """Read a year where the one at its left is known; a bare number goes on counting from it.

    After 平成30年度 both 31 and 元 are the next year: the era changes in between.
    """
    year = year_in(text, "" if before is not None else era)
    match = _BARE.fullmatch(folded(text))
    if year is not None or before is None or match is None:
        return year
    number = 1 if match[1] == "元" else int(match[1])
    spelled = {era_of_year(before + 1)[1], before + 1 - era_of_year(before)[0].offset}
    return before + 1 if number in spelled else None


def _axis(grid: SheetGrid, row: int, run: list[tuple[Region, int]]) -> YearAxis:
    years = _year_columns(grid, row, run)
    bottom = max(region.last_row for region, _ in run)
    columns = range(years[0].first, years[-1].last + 1)
    header = [region for region, _ in run]
    parts: tuple[Part, ...] = ()
    doubt = ""
    for line in range(bottom + 1, bottom + 1 + _LINES_BELOW):
        texts = list(grid.within(range(line, line + 1), columns))
        if _says_years_again(texts, years) or (not parts and _is_caption(texts, columns)):
            bottom = line
            header += texts
            continue
        found = None if parts else _parts(texts, years)
        if found is None:
            break
        parts, doubt = found
        bottom = line
        header += texts
    top = row
    above = list(grid.within(range(max(0, row - 1), row), columns)) if row else []
    if above and all(one.last_row < row for one in above) and _heads(above):
        top = row - 1
        header += above
    unit = min((part.months for part in parts), default=MONTHS_PER_YEAR)
    return YearAxis(top, bottom, years, parts, unit, doubt, tuple(header))


def _heads(above: list[Region]) -> bool:
    """Say whether texts above the years are a line of the header: an era, a caption, phases."""
    texts = [folded(one.text) for one in above]
    return all(len(text) <= _LONGEST_CAPTION and _CAPTION.fullmatch(text) for text in texts)


def _is_caption(texts: list[Region], columns: range) -> bool:
    """Say whether one text over all columns names the schedule once more below the years."""
    return (
        len(texts) == 1
        and texts[0].column == columns.start
        and texts[0].last_column == columns.stop - 1
        and bool(
            re.fullmatch(
                r"[(【]?(年度別)?(実施|取組)?(計画|スケジュール)[)】]?", folded(texts[0].text)
            )
        )
    )


def _year_columns(
    grid: SheetGrid, row: int, run: list[tuple[Region, int]]
) -> tuple[YearColumns, ...]:
    """Give each year its columns: those merged, and the blank ones up to the next year."""
    found = []
    for (region, year), (after, _) in pairwise(run):
        last = region.last_column
        if region.last_column == region.column:
            last = after.column - 1
        found.append(YearColumns(year, region.column, last))
    region, year = run[-1]
    last = region.last_column
    step = {one.last - one.first + 1 for one in found}
    if last == region.column and len(step) == 1:
        wanted = region.column + step.pop() - 1
        while last < wanted and grid.at(row, last + 1) is None:
            last += 1
    found.append(YearColumns(year, region.column, last))
    return tuple(found)


def _says_years_again(texts: list[Region], years: tuple[YearColumns, ...]) -> bool:
    """Say whether a line repeats the years in the other calendar."""
    said = {
        (one.column, year)
        for one in texts
        if (year := year_in(folded(one.text).strip("()"))) is not None
    }
    return len(said) > 1 and said <= {(one.first, one.year) for one in years}


def _parts(
    texts: list[Region], years: tuple[YearColumns, ...]
) -> tuple[tuple[Part, ...], str] | None:
    """Read a line of names of parts of years, or give None where it is none."""
    inside = {
        index: [one for one in texts if year.first <= one.column <= year.last]
        for index, year in enumerate(years)
    }
    cut = {index: ones for index, ones in inside.items() if len(ones) > 1}
    if not cut:
        return None
    parts: list[Part] = []
    doubt = ""
    for index, year in enumerate(years):
        ones = inside[index]
        base = index * MONTHS_PER_YEAR
        if len(ones) < 2:
            parts.append(Part(year.first, year.last, base, MONTHS_PER_YEAR))
            continue
        offsets = _counted([one.text for one in ones]) or [_offset(one.text) for one in ones]
        if any(offset is None for offset in offsets):
            return None
        starts = [offset for offset in offsets if offset is not None]
        if starts != sorted(set(starts)) or starts[0] != 0:
            return None
        ends = [*starts[1:], MONTHS_PER_YEAR]
        lasts = [*(one.column - 1 for one in ones[1:]), year.last]
        for one, last, start, end in zip(ones, lasts, starts, ends, strict=True):
            parts.append(Part(one.column, last, base + start, end - start))
        if len({end - start for start, end in zip(starts, ends, strict=True)}) > 1:
            doubt = "年度の中の区分の月数がそろっていません。"
    return tuple(parts), doubt


def _counted(texts: list[str]) -> list[int | None]:
    """Give the months of parts that are only counted, 1期 2期 3期: as many as divide the year."""
    numbers = [match[1] if (match := _COUNTED.fullmatch(folded(one))) else "" for one in texts]
    count = len(texts)
    if numbers != [str(number + 1) for number in range(count)] or MONTHS_PER_YEAR % count:
        return []
    return [index * (MONTHS_PER_YEAR // count) for index in range(count)]


def _offset(text: str) -> int | None:
    """Give the month, counted from April, at which a named part of a year begins."""
    plain = folded(text).replace("〜", "~").replace("～", "~")
    if plain in _ROMAN:
        return (_ROMAN[plain] - 1) * 3
    if match := _MONTHS.fullmatch(plain) or _MONTH.fullmatch(plain):
        month = int(match[1])
        return (month - 4) % MONTHS_PER_YEAR if 1 <= month <= MONTHS_PER_YEAR else None
    if match := _HALF.fullmatch(plain):
        return _HALVES[match[1]]
    if match := _THIRD.fullmatch(plain):
        return (int(match[1]) - 1) * 4
    if match := _PART.fullmatch(plain):
        found = next(one for one in match.groups() if one)
        return (_KANJI.get(found) or int(found)) * 3 - 3
    return None
