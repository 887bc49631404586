"""Drawn spans snap to units; what lies near the choice between two is doubted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.importers.official_sheet.marks import snapped

UNITS = st.sampled_from([1, 3, 4, 6, 12])


@given(UNITS, st.data())
def test_an_arrow_drawn_a_little_inside_its_span_is_read_without_a_doubt(
    unit: int, data: st.DataObject
) -> None:
    count = 60 // unit
    first = data.draw(st.integers(0, count - 1))
    last = data.draw(st.integers(first + 1, count))
    inset = st.floats(0, 0.2)
    left, right = (first + data.draw(inset)) * unit, (last - data.draw(inset)) * unit

    span = snapped(left, right, unit, 60)

    assert (span.start, span.end, span.doubts) == (first * unit, last * unit, ())
    assert (span.opens_before, span.opens_after) == (False, False)


@given(UNITS, st.floats(-30, 90), st.floats(0.1, 60))
def test_a_span_is_never_empty_and_stays_within_the_axis(
    unit: int, left: float, length: float
) -> None:
    span = snapped(left, left + length, unit, 60)

    assert 0 <= span.start < span.end <= 60
    assert span.start % unit == span.end % unit == 0


@given(st.integers(0, 4), st.floats(0.25, 0.85))
def test_a_beginning_inside_a_year_is_doubted(year: int, inside: float) -> None:
    span = snapped((year + inside) * 12, 60.0, 12, 60)

    assert span.doubts


def test_a_little_beyond_the_last_year_is_doubted_and_far_beyond_is_open() -> None:
    assert snapped(0, 60.3, 12, 60).doubts == ()
    assert snapped(0, 60.9, 12, 60).doubts
    assert snapped(0, 63, 12, 60).opens_after
    assert snapped(0, 63, 12, 60).doubts == ()
