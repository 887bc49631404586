"""Beginnings and ends as departments type them: a year of the office is not a calendar year."""

from __future__ import annotations

import pytest

from kitaplanner.domain.calendar import Period, Span, month_of, year_span
from kitaplanner.domain.reply_words import read_moment, span_choices

PERIOD = Period(2025, 2029)


def read(text: str, divisions: int = 1) -> Span | None:
    return read_moment(text, span_choices(PERIOD, divisions))


def month(year: int, number: int) -> Span:
    return Span(month_of(year, number), month_of(year, number))


@pytest.mark.parametrize(
    "text", ["令和8年1月", "令和８年１月", "R8年1月", "2026年1月", "R8.1", "2026/1/15"]
)
def test_a_month_of_a_year_is_one_of_the_calendar(text: str) -> None:
    """令和8年1月 lies in 令和7年度 (docs and papers date like this: 本運用（令和8年4月～）)."""
    assert read(text) == month(2026, 1)
    assert year_span(2025).start <= month(2026, 1).start <= year_span(2025).end


@pytest.mark.parametrize("text", ["令和8年度1月", "令和8年度の1月", "R8年度1月", "2026年度1月"])
def test_a_month_of_a_fiscal_year_lies_in_it(text: str) -> None:
    assert read(text) == month(2027, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和8年度4月", month(2026, 4)),
        ("令和8年度3月", month(2027, 3)),
        ("令和8年4月", month(2026, 4)),
        ("令和8年3月", month(2026, 3)),
        ("平成31年4月", month(2019, 4)),
        ("令和元年5月", month(2019, 5)),
        ("平成31年度1月", month(2020, 1)),
    ],
)
def test_the_border_of_the_fiscal_year_and_of_the_era(text: str, expected: Span) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    ["令和元年1月", "令和8年13月", "令和8年0月", "来年1月", "1月", "令和8年度第1四半期", "年度末"],
)
def test_what_names_no_month_is_not_understood(text: str) -> None:
    assert read(text) is None


def test_a_fiscal_year_is_its_twelve_months() -> None:
    assert read("令和8年度") == year_span(2026)


@pytest.mark.parametrize("divisions", [1, 2, 3, 4, 12])
def test_every_word_of_the_lists_is_read_as_its_months(divisions: int) -> None:
    for word, span in span_choices(PERIOD, divisions).items():
        assert read(word, divisions) == span


def test_the_months_of_a_list_run_from_april_to_march() -> None:
    words = list(span_choices(PERIOD, 12))
    assert (words[0], words[9], words[-1]) == ("令和7年4月", "令和8年1月", "令和12年3月")
