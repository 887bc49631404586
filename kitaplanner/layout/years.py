"""How years are written on paper, in the digit and era style of the plan.

Belongs here: headings of year columns and of their divisions, 「令和6年度導入」, dates. Does not
belong here: the calendar itself (`domain.calendar`).
"""

from __future__ import annotations

import re
from datetime import date

from kitaplanner.domain.calendar import (
    era_of_year,
    format_fiscal_year,
    wareki_calendar_year,
    wareki_year,
)
from kitaplanner.domain.plan import ChronicleEntry, DigitStyle, PlanSettings, Started

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = re.compile(r"[0-9]+")
_MONTHS = tuple(f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))
DIVISION_LABELS = {
    2: ("上期", "下期"),
    3: ("1期", "2期", "3期"),
    4: ("1Q", "2Q", "3Q", "4Q"),
    12: _MONTHS,
}


def write_digits(text: str, style: DigitStyle) -> str:
    """Write the half-width digits of a derived text in the plan's style."""
    if style == "half":
        return text
    return _DIGITS.sub(lambda match: _write_number(match[0], style), text)


def _write_number(digits: str, style: DigitStyle) -> str:
    if style == "single_full" and len(digits) > 1:
        return digits
    return digits.translate(_FULL_WIDTH)


def year_heading(year: int, settings: PlanSettings) -> str:
    """Give the heading of a year column: 令和7年度."""
    return write_digits(format_fiscal_year(year, settings.era_style), settings.digit_style)


def short_year_heading(year: int, settings: PlanSettings) -> str:
    """Give the heading of a column that is too narrow for the full one: R7, or 2025."""
    short = str(year) if settings.era_style == "western" else format_fiscal_year(year, "short")
    return write_digits(short, settings.digit_style)


def started_note(started: Started, settings: PlanSettings) -> str:
    """Say when something began before the plan: 令和6年度導入."""
    return year_heading(started.year, settings) + started.word


def chronicle_date(entry: ChronicleEntry, settings: PlanSettings) -> str:
    """Write the date of a chronicle: 平成28(2016)年12月."""
    month = "" if entry.month is None else f"{entry.month}月"
    if settings.era_style == "western":
        return write_digits(f"{entry.year}年{month}", settings.digit_style)
    text = f"{wareki_calendar_year(entry.year, entry.month)}({entry.year})年{month}"
    return write_digits(text, settings.digit_style)


def timeline_heading(year: int, settings: PlanSettings) -> str:
    """Give the heading of a column of the 計画期間 table: era year over (western year)."""
    if settings.era_style == "western":
        return write_digits(str(year), settings.digit_style)
    return write_digits(f"{wareki_year(year)}\n({year})", settings.digit_style)


def full_date(iso: str, settings: PlanSettings) -> str:
    """Write an ISO date as 令和7年3月31日 or 2025年3月31日; empty stays empty."""
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    if settings.era_style == "western":
        text = f"{day.year}年{day.month}月{day.day}日"
    else:
        text = f"{wareki_calendar_year(day.year, day.month)}年{day.month}月{day.day}日"
    return write_digits(text, settings.digit_style)


def era_span(first: int, last: int, settings: PlanSettings) -> str:
    """Write the plan's period: 令和7年度～令和11年度 (the era once where it is the same)."""
    if settings.era_style == "western":
        return write_digits(f"{first}年度～{last}年度", settings.digit_style)
    era, _ = era_of_year(first)
    end = wareki_year(last)
    if era_of_year(last)[0] == era:
        end = end.removeprefix(era.name)
    return write_digits(f"{wareki_year(first)}～{end}年度", settings.digit_style)
