"""Placing items: neighbours are pushed or the edit is refused by name, never a silent overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.calendar import Period, Span, first_month, year_span
from kitaplanner.domain.plan import ScheduleItem, ScheduleRow
from kitaplanner.domain.schedule_edit import free_span, place_item
from kitaplanner.errors import RefusedEdit
from tests.strategies import schedule_items

PERIOD = Period(2025, 2029)
LIMITS = PERIOD.span


def item(name: str, first: int, last: int | None = None) -> ScheduleItem:
    span = year_span(first, last)
    return ScheduleItem(name, "arrow", span.start, span.end, name)


def years(row: ScheduleRow) -> dict[str, tuple[int, int]]:
    start = first_month(0)
    return {
        one.id: ((one.start - start) // 12, (one.end + 1 - start) // 12 - 1) for one in row.items
    }


CHAIN = ScheduleRow("r", (item("a", 2025), item("b", 2026), item("c", 2027, 2029)))


def test_stretching_pushes_the_chain_and_shortens_the_last() -> None:
    placement = place_item(CHAIN, item("a", 2025, 2026), LIMITS)
    assert years(placement.row) == {"a": (2025, 2026), "b": (2027, 2027), "c": (2028, 2029)}
    assert [one.id for one in placement.pushed] == ["b", "c"]


def test_stretching_backwards_pushes_the_other_way() -> None:
    row = ScheduleRow("r", (item("a", 2026), item("b", 2027)))
    placement = place_item(row, item("b", 2026, 2027), LIMITS)
    assert years(placement.row) == {"a": (2025, 2025), "b": (2026, 2027)}


def test_a_neighbour_that_would_vanish_refuses_the_edit_by_name() -> None:
    full = ScheduleRow("r", (item("a", 2025, 2028), item("b", 2029)))
    with pytest.raises(RefusedEdit, match="「b」を送る場所がありません"):
        place_item(full, item("a", 2025, 2029), LIMITS)


def test_an_item_may_not_leave_the_period() -> None:
    with pytest.raises(RefusedEdit, match="計画期間（令和7年度～令和11年度）の外"):
        place_item(CHAIN, item("new", 2029, 2030), LIMITS)


def test_turning_start_and_end_round_is_refused() -> None:
    backwards = ScheduleItem("x", "arrow", LIMITS.start + 3, LIMITS.start)
    with pytest.raises(RefusedEdit, match="開始が終了より後"):
        place_item(CHAIN, backwards, LIMITS)


def test_free_space_is_cut_at_the_next_item() -> None:
    row = ScheduleRow("r", (item("a", 2027),))
    assert free_span(row, year_span(2025, 2028)) == year_span(2025, 2026)
    assert free_span(row, year_span(2027)) is None
    assert free_span(row, year_span(2028)) == year_span(2028)


@given(schedule_items(PERIOD), st.integers(0, 59), st.integers(0, 59))
def test_placing_anything_anywhere_keeps_the_row_sound(
    items: tuple[ScheduleItem, ...], start: int, end: int
) -> None:
    row = ScheduleRow("r", items)
    new = ScheduleItem("new", "arrow", LIMITS.start + start, LIMITS.start + end)
    try:
        placement = place_item(row, new, LIMITS)
    except RefusedEdit:
        return
    placed = placement.row.items
    assert new in placed
    assert {one.id for one in placed} == {one.id for one in items} | {"new"}
    assert all(left.end < right.start for left, right in pairwise(placed))
    assert all(PERIOD.contains(one.span) for one in placed)
    untouched = [one for one in items if one not in placement.pushed and one in placed]
    assert len(untouched) + len(placement.pushed) == len(items)


@given(schedule_items(PERIOD))
def test_placing_an_item_where_it_is_changes_nothing(items: tuple[ScheduleItem, ...]) -> None:
    row = ScheduleRow("r", items)
    for one in items:
        assert place_item(row, one, LIMITS) == (row, ())


def test_free_span_of_a_span_within_one_month() -> None:
    start = LIMITS.start
    assert free_span(ScheduleRow("r"), Span(start, start)) == Span(start, start)
