"""Spans said aloud: in years, in the divisions of the schedule, in months; in each era style."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.calendar import Span, month_of, year_span
from kitaplanner.domain.plan import DIVISIONS
from kitaplanner.domain.span_words import say_month, say_span


def months(first: tuple[int, int], last: tuple[int, int]) -> Span:
    return Span(month_of(*first), month_of(*last))


@pytest.mark.parametrize(
    ("span", "divisions", "words"),
    [
        (year_span(2025), 1, "令和7年度"),
        (year_span(2025, 2029), 1, "令和7年度から令和11年度まで"),
        (year_span(2019, 2020), 4, "令和元年度から令和2年度まで"),
        (months((2026, 4), (2026, 6)), 4, "令和8年度第1四半期"),
        (months((2026, 7), (2027, 3)), 4, "令和8年度第2四半期から第4四半期まで"),
        (months((2026, 10), (2027, 6)), 4, "令和8年度第3四半期から令和9年度第1四半期まで"),
        (months((2026, 4), (2026, 9)), 2, "令和8年度上期"),
        (months((2026, 8), (2027, 3)), 3, "令和8年度第2期から第3期まで"),
        (months((2026, 4), (2026, 6)), 12, "令和8年4月から令和8年6月まで"),
        (months((2026, 5), (2026, 5)), 4, "令和8年5月"),
        (months((2026, 5), (2026, 10)), 2, "令和8年5月から令和8年10月まで"),
        (months((2019, 4), (2019, 5)), 12, "平成31年4月から令和元年5月まで"),
    ],
)
def test_a_span_is_said_as_coarsely_as_it_is_exact(span: Span, divisions: int, words: str) -> None:
    assert say_span(span, divisions) == words


def test_era_styles() -> None:
    span = months((2026, 7), (2027, 3))
    assert say_span(span, 4, "western") == "2026年度第2四半期から第4四半期まで"
    assert say_span(span, 4, "both") == "令和8（2026）年度第2四半期から第4四半期まで"
    assert say_month(month_of(2026, 1), "both") == "令和8（2026）年1月"
    assert say_month(month_of(2026, 1), "western") == "2026年1月"


@given(st.integers(24000, 25000), st.integers(0, 80), st.sampled_from(DIVISIONS))
def test_different_spans_are_said_differently(start: int, length: int, divisions: int) -> None:
    span = Span(start, start + length)
    others = (Span(start, start + length + 1), Span(start - 1, start + length))
    assert say_span(span, divisions) not in [say_span(other, divisions) for other in others]
