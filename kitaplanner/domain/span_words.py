"""A span said as people read it aloud: 令和7年度から令和11年度まで, 令和8年度第1四半期.

Belongs here: the words of a span in the divisions of its schedule and the era style of the plan.
Does not belong here: the short form with ～ for labels and lists (`calendar.describe_span`).
"""

from __future__ import annotations

from kitaplanner.domain.calendar import (
    MONTHS_PER_YEAR,
    Span,
    calendar_month,
    first_month,
    fiscal_year_of,
    format_fiscal_year,
    wareki_calendar_year,
    year_span,
)
from kitaplanner.domain.plan import EraStyle

# What a part of a year is called, by the number of parts; months have names of their own.
_PARTS = {2: ("上期", "下期"), 3: ("第1期", "第2期", "第3期")}
_PARTS[4] = ("第1四半期", "第2四半期", "第3四半期", "第4四半期")


def say_span(span: Span, divisions: int = 1, style: EraStyle = "wareki") -> str:
    """Say a span in years, else in the divisions of its schedule, else in months."""
    first, last = fiscal_year_of(span.start), fiscal_year_of(span.end)
    if span == year_span(first, last):
        return _from_to(format_fiscal_year(first, style), format_fiscal_year(last, style))
    if divisions in _PARTS and _is_aligned(span, MONTHS_PER_YEAR // divisions):
        start, end = _part(span.start, divisions), _part(span.end, divisions)
        opening = format_fiscal_year(first, style)
        if first == last:
            return opening + _from_to(start, end)
        return _from_to(opening + start, format_fiscal_year(last, style) + end)
    return _from_to(say_month(span.start, style), say_month(span.end, style))


def say_month(month: int, style: EraStyle = "wareki") -> str:
    """Say a month: 令和8年4月, 2026年4月, 令和8（2026）年4月."""
    year, number = calendar_month(month)
    if style == "western":
        return f"{year}年{number}月"
    western = f"（{year}）" if style == "both" else ""
    return f"{wareki_calendar_year(year, number)}{western}年{number}月"


def _from_to(start: str, end: str) -> str:
    return start if start == end else f"{start}から{end}まで"


def _is_aligned(span: Span, months: int) -> bool:
    start = span.start - first_month(fiscal_year_of(span.start))
    return start % months == 0 and span.length % months == 0


def _part(month: int, divisions: int) -> str:
    offset = month - first_month(fiscal_year_of(month))
    return _PARTS[divisions][offset * divisions // MONTHS_PER_YEAR]
