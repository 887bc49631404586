"""Fiscal years, months and Japanese eras.

Belongs here: conversions between western years, 和暦 and months. Does not belong here: how a
particular ward writes them on its pages (that is the form's choice of style).

A *fiscal year* is the western year of its April (令和7年度 = 2025). A *month* is an integer count
`year * 12 + month - 1` of calendar months (2025-04 = 24303), so spans need no knowledge of the
plan's period and subtraction gives a number of months.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

MONTHS_PER_YEAR = 12
FIRST_MONTH_OF_FISCAL_YEAR = 4


class Era(NamedTuple):
    """An era: its name, its letter and the western year before its first year."""

    name: str
    letter: str
    offset: int


# 令和 n = 2018 + n, 平成 n = 1988 + n, 昭和 n = 1925 + n (元号法; glossary).
ERAS = (Era("令和", "R", 2018), Era("平成", "H", 1988), Era("昭和", "S", 1925))
# FY2019 as a whole is written 令和元年度 in papers made since 2019-05-01.
_FIRST_YEARS = {"令和": 2019, "平成": 1989, "昭和": 1926}
LATEST_YEAR = 2200
EARLIEST_YEAR = 1926


class Span(NamedTuple):
    """A span of months, both ends included."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Give the number of months."""
        return self.end - self.start + 1


class Period(NamedTuple):
    """First and last fiscal year of a plan, both included."""

    first: int
    last: int

    @property
    def years(self) -> range:
        """Give the fiscal years in order."""
        return range(self.first, self.last + 1)

    @property
    def span(self) -> Span:
        """Give the months from the first April to the last March."""
        return Span(first_month(self.first), last_month(self.last))

    def contains(self, span: Span) -> bool:
        """Say whether all months of the span lie in the period."""
        return self.span.start <= span.start and span.end <= self.span.end


def month_of(year: int, month: int) -> int:
    """Give the month number of a calendar year and month (1 to 12)."""
    return year * MONTHS_PER_YEAR + month - 1


def calendar_month(month: int) -> tuple[int, int]:
    """Give the calendar year and month (1 to 12) of a month number."""
    return month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1


def first_month(fiscal_year: int) -> int:
    """Give April of the fiscal year."""
    return month_of(fiscal_year, FIRST_MONTH_OF_FISCAL_YEAR)


def last_month(fiscal_year: int) -> int:
    """Give March that ends the fiscal year."""
    return first_month(fiscal_year) + MONTHS_PER_YEAR - 1


def fiscal_year_of(month: int) -> int:
    """Give the fiscal year that a month belongs to."""
    return (month - (FIRST_MONTH_OF_FISCAL_YEAR - 1)) // MONTHS_PER_YEAR


def year_span(first: int, last: int | None = None) -> Span:
    """Give the months of one fiscal year, or of all from first to last."""
    return Span(first_month(first), last_month(first if last is None else last))


def quarter_of(month: int) -> int:
    """Give the quarter (1 = April to June) of a month."""
    return (month - first_month(fiscal_year_of(month))) // 3 + 1


def division_starts(fiscal_year: int, divisions: int) -> Iterator[int]:
    """Yield the first month of each division when a year is cut in 1, 2, 3, 4 or 12 parts."""
    step = MONTHS_PER_YEAR // divisions
    start = first_month(fiscal_year)
    return iter(range(start, start + MONTHS_PER_YEAR, step))


def format_month(month: int) -> str:
    """Write a month as ISO 8601 `2025-04`."""
    year, number = calendar_month(month)
    return f"{year:04d}-{number:02d}"


def parse_month(text: str) -> int:
    """Read `2025-04`; raise ValueError for anything else."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", text)
    if match is None or not 1 <= int(match[2]) <= MONTHS_PER_YEAR:
        raise ValueError(text)
    return month_of(int(match[1]), int(match[2]))


def era_of_year(year: int) -> tuple[Era, int]:
    """Give era and year within it for a fiscal year; raise ValueError before 昭和元年."""
    for era in ERAS:
        if year >= _FIRST_YEARS[era.name]:
            return era, year - era.offset
    raise ValueError(year)


def wareki_year(year: int) -> str:
    """Write a fiscal year in 和暦 without 年度: 令和7, 令和元, 平成30."""
    era, number = era_of_year(year)
    return f"{era.name}{'元' if number == 1 else number}"


def wareki_calendar_year(year: int, month: int | None = None) -> str:
    """Write a calendar year in 和暦; 令和 began in May 2019, so April is 平成31."""
    if year == _FIRST_YEARS["令和"] and month is not None and month < 5:
        return f"平成{year - ERAS[1].offset}"
    return wareki_year(year)


def format_fiscal_year(year: int, style: str = "wareki") -> str:
    """Write a fiscal year.

    Styles: `wareki` 令和7年度, `western` 2025年度, `both` 令和7（2025）年度, `short` R7.
    """
    if style == "western":
        return f"{year}年度"
    if style == "short":
        era, number = era_of_year(year)
        return f"{era.letter}{number}"
    if style == "both":
        return f"{wareki_year(year)}（{year}）年度"
    return f"{wareki_year(year)}年度"


def describe_span(span: Span) -> str:
    """Say a span in words: 令和8年度～令和9年度, or with months where it is not whole years."""
    first, last = fiscal_year_of(span.start), fiscal_year_of(span.end)
    if span == year_span(first, last):
        if first == last:
            return format_fiscal_year(first)
        return f"{format_fiscal_year(first)}～{format_fiscal_year(last)}"
    if span.start == span.end:
        return _describe_month(span.start)
    return f"{_describe_month(span.start)}～{_describe_month(span.end)}"


def _describe_month(month: int) -> str:
    year, number = calendar_month(month)
    return f"{wareki_calendar_year(year, number)}年{number}月"


_WAREKI = re.compile(
    r"(?P<era>令和|平成|昭和|R|H|S)\s*(?P<number>元|\d{1,3})"
    r"\s*(?:[(](?P<western>\d{4})[)])?\s*(?:年度|年)?\s*(?:[(](?P<western2>\d{4})[)])?"
    r"\s*(?:年度|年)?",
    re.IGNORECASE,
)
_WESTERN = re.compile(r"(?P<western>\d{4})\s*(?:年度|年)?")


def parse_fiscal_year(text: str) -> int:
    """Read a fiscal year in any spelling that wards use.

    令和7年度, 令和７年度, R7, R07, R7年度, 令和7(2025)年度, 令和元, 平成31年度 (= 令和元年度),
    2025, 2025年度. Raise ValueError for anything else, and where era and western year disagree.
    """
    folded = unicodedata.normalize("NFKC", text).strip().replace("\n", "")
    if match := _WESTERN.fullmatch(folded):
        return _checked_year(int(match["western"]), text)
    match = _WAREKI.fullmatch(folded)
    if match is None:
        raise ValueError(text)
    era = next(era for era in ERAS if match["era"].upper() in (era.name, era.letter))
    number = 1 if match["number"] == "元" else int(match["number"])
    if number < 1:
        raise ValueError(text)
    year = era.offset + number
    western = match["western"] or match["western2"]
    if western is not None and int(western) != year:
        raise ValueError(text)
    return _checked_year(year, text)


def _checked_year(year: int, text: str) -> int:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(text)
    return year
