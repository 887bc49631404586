"""Fiscal years, months and eras."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.calendar import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    Period,
    Span,
    calendar_month,
    describe_span,
    division_starts,
    first_month,
    fiscal_year_of,
    format_fiscal_year,
    format_month,
    last_month,
    month_of,
    parse_fiscal_year,
    parse_month,
    quarter_of,
    wareki_year,
    year_span,
)

years = st.integers(EARLIEST_YEAR, LATEST_YEAR)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和7年度", 2025),
        ("令和７年度", 2025),
        ("R7", 2025),
        ("R7年度", 2025),
        ("R07", 2025),
        ("r7", 2025),
        ("Ｒ７", 2025),
        ("令和7(2025)年度", 2025),
        ("令和7（2025）年度", 2025),
        ("令和7 (2025)", 2025),
        ("令和7年度(2025年度)", None),
        ("令和元年度", 2019),
        ("令和元", 2019),
        ("令和1", 2019),
        ("平成31年度", 2019),
        ("H31", 2019),
        ("平成22年度", 2010),
        ("昭和64", 1989),
        ("2025", 2025),
        ("2025年度", 2025),
        ("２０２５年度", 2025),
        (" 令和 7 年度 ", 2025),
    ],
)
def test_every_spelling_is_read(text: str, year: int | None) -> None:
    if year is None:
        with pytest.raises(ValueError, match="令和7年度"):
            parse_fiscal_year(text)
    else:
        assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    "text",
    ["", "7", "令和0年度", "令和7(2024)年度", "明治7年", "1868", "20255", "R", "年度", "R7.4"],
)
def test_what_is_no_fiscal_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_fiscal_year(text)


@given(years)
def test_each_style_reads_back(year: int) -> None:
    for style in ("wareki", "western", "both", "short"):
        assert parse_fiscal_year(format_fiscal_year(year, style)) == year


@pytest.mark.parametrize(
    ("year", "words"),
    [(2019, "令和元"), (2018, "平成30"), (2025, "令和7"), (1989, "平成元"), (1988, "昭和63")],
)
def test_era_years(year: int, words: str) -> None:
    assert wareki_year(year) == words


@given(years, st.integers(1, 12))
def test_a_month_knows_its_calendar_and_fiscal_year(year: int, number: int) -> None:
    month = month_of(year, number)
    assert calendar_month(month) == (year, number)
    assert parse_month(format_month(month)) == month
    assert fiscal_year_of(month) == (year if number >= 4 else year - 1)


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "2025-4", "25-04", "2025/04"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_month(text)


def test_a_fiscal_year_runs_from_april_to_march() -> None:
    assert format_month(first_month(2025)) == "2025-04"
    assert format_month(last_month(2025)) == "2026-03"
    assert year_span(2025).length == 12
    assert year_span(2025, 2029).length == 60
    assert quarter_of(parse_month("2025-06")) == 1
    assert quarter_of(parse_month("2026-01")) == 4


@pytest.mark.parametrize("divisions", [1, 2, 3, 4, 12])
def test_divisions_cut_a_year_evenly(divisions: int) -> None:
    starts = [*division_starts(2025, divisions), first_month(2026)]
    widths = {right - left for left, right in pairwise(starts)}
    assert len(starts) == divisions + 1
    assert widths == {12 // divisions}


def test_spans_are_said_in_words() -> None:
    assert describe_span(year_span(2026)) == "令和8年度"
    assert describe_span(year_span(2026, 2027)) == "令和8年度～令和9年度"
    assert describe_span(Span(parse_month("2026-04"), parse_month("2026-09"))) == (
        "令和8年4月～令和8年9月"
    )
    assert describe_span(Span(parse_month("2026-02"), parse_month("2026-02"))) == "令和8年2月"


def test_a_period_contains_its_own_months_only() -> None:
    period = Period(2025, 2029)
    assert list(period.years) == [2025, 2026, 2027, 2028, 2029]
    assert period.contains(period.span)
    assert not period.contains(year_span(2029, 2030))
    assert not period.contains(year_span(2024))
