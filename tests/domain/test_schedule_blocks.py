"""Edits of several items at once: all or nothing, nobody covered, ids kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.calendar import Span, first_month, year_span
from kitaplanner.domain.plan import Initiative, Progress, ScheduleItem, ScheduleRow, Started
from kitaplanner.domain.schedule_blocks import (
    BlockEdit,
    fill_from_left,
    join_items,
    move_items,
    place_group,
    repeat_item,
    split_item,
    unit_at,
)
from kitaplanner.errors import RefusedEdit
from tests.helpers.plans import PERIOD, initiative_of, months_item, years_item
from tests.strategies import schedules

YEAR = 12


def texts(initiative: Initiative, row: int = 0) -> list[tuple[str, int, int]]:
    """Give text, first month and last month of the items of a row, counted from the period."""
    first = PERIOD.span.start
    items = initiative.schedule.rows[row].items
    return [(item.text, item.start - first, item.end - first) for item in items]


def staircase() -> Initiative:
    return initiative_of(
        (years_item("a", 2025, 2025, "検討"), years_item("b", 2026, 2026, "準備")),
        (years_item("c", 2026, 2026, "構築"),),
        (),
    )


def test_items_move_together_and_do_not_push_each_other() -> None:
    edit = move_items(staircase(), ["a", "b", "c"], YEAR, 0, PERIOD)
    assert texts(edit.initiative) == [("検討", 12, 23), ("準備", 24, 35)]
    assert texts(edit.initiative, 1) == [("構築", 24, 35)]
    assert edit.pushed == ()
    assert {item.id for item in edit.placed} == {"a", "b", "c"}


def test_a_move_by_one_unit_moves_by_one() -> None:
    initiative = initiative_of((months_item("a", 0, 2, "検討"), months_item("b", 3, 5, "準備")))
    once = move_items(initiative, ["a", "b"], 3, 0, PERIOD).initiative
    assert texts(once) == [("検討", 3, 5), ("準備", 6, 8)]
    back = move_items(once, ["b", "a"], -3, 0, PERIOD).initiative
    assert back == initiative


def test_items_move_down_and_others_give_way_by_name() -> None:
    edit = move_items(staircase(), ["b"], 0, 1, PERIOD)
    assert texts(edit.initiative, 1) == [("準備", 12, 23), ("構築", 24, 35)]
    assert [item.text for item in edit.pushed] == ["構築"]
    assert texts(edit.initiative) == [("検討", 0, 11)]


@pytest.mark.parametrize(
    ("ids", "months", "rows", "words"),
    [
        (["a", "c"], 0, -1, "「検討」を移す行が上にありません"),
        (["a", "c"], 0, 2, "「構築」を移す行が下にありません"),
        (["a", "b"], -YEAR, 0, "「検討」が計画期間"),
        (["a", "c"], 4 * YEAR, 0, "「構築」が計画期間"),
        (["a", "gone"], 0, 1, "もう計画の中にありません"),
    ],
)
def test_one_item_that_cannot_go_keeps_all_where_they_are(
    ids: list[str], months: int, rows: int, words: str
) -> None:
    with pytest.raises(RefusedEdit, match=words):
        move_items(staircase(), ids, months, rows, PERIOD)


def test_a_neighbour_without_room_is_named() -> None:
    initiative = initiative_of(
        (years_item("a", 2025, 2027, "検討"), years_item("b", 2028, 2029, "運用")),
        (years_item("c", 2025, 2028, "構築"), years_item("d", 2029, 2029, "改修")),
    )
    with pytest.raises(RefusedEdit, match="隣の「構築」を送る場所がありません"):
        move_items(initiative, ["a", "b"], 0, 1, PERIOD)


def test_a_row_may_be_left_though_the_period_was_shortened() -> None:
    initiative = initiative_of((years_item("a", 2025, 2031, "検討"),), ())
    edit = move_items(initiative, ["a"], 0, 1, PERIOD)
    assert edit.initiative.schedule.rows[1].items == initiative.schedule.rows[0].items


def test_a_neighbour_between_two_placed_items_stays_between_them() -> None:
    row = ScheduleRow("r", (months_item("x", 0, 11, "検討"), months_item("y", 12, 23, "準備")))
    group = [months_item("a", 0, 5, "甲"), months_item("b", 15, 20, "乙")]
    placement = place_group(row, group, PERIOD.span)
    starts = [(item.id, item.start - PERIOD.span.start) for item in placement.row.items]
    # 検討 is shortened to the room between the two, 準備 goes behind them as it is
    assert starts == [("a", 0), ("x", 6), ("b", 15), ("y", 21)]
    assert [item.span.length for item in placement.row.items] == [6, 9, 6, 12]
    assert {item.id for item in placement.pushed} == {"x", "y"}


def test_placed_items_that_overlap_are_refused() -> None:
    group = [months_item("a", 0, 5, "甲"), months_item("b", 5, 7, "乙")]
    with pytest.raises(RefusedEdit, match="「甲」と「乙」の期間が重なります"):
        place_group(ScheduleRow("r"), group, PERIOD.span)


def test_splitting_gives_two_items_with_the_text() -> None:
    item = years_item(
        "a",
        2025,
        2027,
        "運用",
        opens_before=True,
        opens_after=True,
        started=Started(2024),
        note="以降、適宜改定",
        span_confirmed=False,
    )
    edit = split_item(initiative_of((item,)), "a", first_month(2026))
    first, second = edit.initiative.schedule.rows[0].items
    assert (first.id, first.span, second.span) == ("a", year_span(2025), year_span(2026, 2027))
    assert second.id != "a"
    assert first.text == second.text == "運用"
    assert (first.opens_before, first.opens_after) == (True, False)
    assert (second.opens_before, second.opens_after) == (False, True)
    assert (first.started, second.started) == (Started(2024), None)
    # where it was cut is certain, where it ends is as unsure as before
    assert (first.span_confirmed, second.span_confirmed) == (True, False)


@pytest.mark.parametrize("month", [first_month(2025), first_month(2028), first_month(2024)])
def test_splitting_at_an_edge_is_refused(month: int) -> None:
    with pytest.raises(RefusedEdit, match="「運用」の途中の月"):
        split_item(initiative_of((years_item("a", 2025, 2027, "運用"),)), "a", month)


def test_joining_covers_the_gap_and_says_equal_texts_once() -> None:
    initiative = dataclasses.replace(
        initiative_of(
            (
                years_item("a", 2025, 2025, "検討"),
                years_item("b", 2027, 2027, "検討", departments=("税務課",)),
                years_item("c", 2028, 2028, "運用", opens_after=True),
                years_item("d", 2029, 2029, "改修"),
            )
        ),
        progress=(Progress("p", 2027, item="b"), Progress("q", 2029, item="d")),
    )
    edit = join_items(initiative, ["c", "a", "b"])
    joined, rest = edit.initiative.schedule.rows[0].items
    assert (joined.id, joined.text, joined.span) == ("a", "検討\n運用", year_span(2025, 2028))
    assert joined.opens_after
    assert joined.departments == ("税務課",)
    assert rest.id == "d"
    assert [one.item for one in edit.initiative.progress] == ["a", "d"]


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (["a"], "二つ以上"),
        (["a", "a"], "二つ以上"),
        (["a", "c"], "同じ行"),
        (["a", "e"], "間に「準備」がある"),
    ],
)
def test_only_neighbours_of_a_row_are_joined(ids: list[str], words: str) -> None:
    start = staircase()
    row = start.schedule.rows[0]
    wide = dataclasses.replace(row, items=(*row.items, years_item("e", 2029, 2029, "改修")))
    initiative = initiative_of(wide.items, start.schedule.rows[1].items)
    with pytest.raises(RefusedEdit, match=words):
        join_items(initiative, ids)


def test_split_and_join_give_the_start_back() -> None:
    initiative = initiative_of((years_item("a", 2025, 2027, "運用", opens_after=True),))
    split = split_item(initiative, "a", first_month(2026) + 3)
    assert join_items(split.initiative, [one.id for one in split.placed]).initiative == initiative


def test_repeating_fills_each_free_year_with_a_box_of_its_own() -> None:
    initiative = initiative_of(
        (
            years_item("a", 2025, 2025, "年2～3回", "box", started=Started(2024)),
            years_item("b", 2027, 2027, "見直し"),
        )
    )
    edit = repeat_item(initiative, "a", PERIOD)
    assert texts(edit.initiative) == [
        ("年2～3回", 0, 11),
        ("年2～3回", 12, 23),
        ("見直し", 24, 35),
        ("年2～3回", 36, 47),
        ("年2～3回", 48, 59),
    ]
    assert {item.kind for item in edit.placed} == {"box"}
    assert [item.started for item in edit.placed] == [None] * 3
    assert len({item.id for item in edit.initiative.schedule.items()}) == 5


def test_repeating_keeps_the_months_of_the_year_and_the_length() -> None:
    edit = repeat_item(initiative_of((months_item("a", 10, 11, "募集"),)), "a", PERIOD)
    assert [start for _, start, _ in texts(edit.initiative)] == [10, 22, 34, 46, 58]
    two = repeat_item(initiative_of((years_item("a", 2025, 2026, "調査"),)), "a", PERIOD)
    assert [start for _, start, _ in texts(two.initiative)] == [0, 24]


def test_repeating_without_a_free_year_is_refused() -> None:
    initiative = initiative_of((years_item("a", 2029, 2029, "募集"),))
    with pytest.raises(RefusedEdit, match="「募集」の後に"):
        repeat_item(initiative, "a", PERIOD)


def test_filling_copies_the_item_to_the_left_into_the_column() -> None:
    item = years_item("a", 2025, 2026, "運用", opens_before=True, started=Started(2024))
    edit = fill_from_left(initiative_of((item,)), "r0", first_month(2028) + 5, PERIOD)
    copy = edit.initiative.schedule.rows[0].items[1]
    assert (copy.text, copy.span, copy.started) == ("運用", year_span(2028), None)
    assert copy.id != "a"


def test_filling_takes_what_is_free_of_the_column() -> None:
    row = (months_item("a", 0, 13, "検討"), months_item("b", 20, 30, "運用"))
    edit = fill_from_left(initiative_of(row), "r0", first_month(2026) + 4, PERIOD)
    assert texts(edit.initiative)[1] == ("検討", 14, 19)


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (first_month(2026), "そこには「構築」があります"),
        (first_month(2025), "左に写す矢印がありません"),
        (first_month(2030), "計画期間"),
    ],
)
def test_filling_is_refused_where_it_means_nothing(month: int, words: str) -> None:
    with pytest.raises(RefusedEdit, match=words):
        fill_from_left(staircase(), "r1", month, PERIOD)


@pytest.mark.parametrize(("divisions", "length"), [(1, 12), (2, 6), (4, 3), (12, 1)])
def test_a_column_is_a_division_of_the_year(divisions: int, length: int) -> None:
    initiative = initiative_of(divisions=divisions)
    assert unit_at(initiative, first_month(2025) + length) == (
        year_span(2026)
        if divisions == 1
        else Span(first_month(2025) + length, first_month(2025) + 2 * length - 1)
    )


def sound(initiative: Initiative) -> bool:
    """Say whether all items are in order, apart from each other and have ids of their own."""
    ids = [item.id for item in initiative.schedule.items()]
    return len(ids) == len(set(ids)) and all(
        left.end < right.start
        for row in initiative.schedule.rows
        for left, right in pairwise(row.items)
    )


def edits(initiative: Initiative, draw: Callable[..., int]) -> list[Callable[[], BlockEdit]]:
    ids = [item.id for item in initiative.schedule.items()]
    chosen = [one for one in ids if draw(st.booleans())]
    one = ids[draw(st.integers(0, len(ids) - 1))]
    row = initiative.schedule.rows[draw(st.integers(0, len(initiative.schedule.rows) - 1))]
    month = PERIOD.span.start + draw(st.integers(-3, 62))
    shift = draw(st.integers(-13, 13))
    return [
        lambda: move_items(initiative, chosen, shift, draw(st.integers(-1, 1)), PERIOD),
        lambda: split_item(initiative, one, month),
        lambda: join_items(initiative, chosen),
        lambda: repeat_item(initiative, one, PERIOD),
        lambda: fill_from_left(initiative, row.id, month, PERIOD),
    ]


@given(schedule=schedules(PERIOD), data=st.data())
def test_any_edits_keep_the_invariants(schedule: object, data: st.DataObject) -> None:
    initiative = dataclasses.replace(initiative_of(), schedule=schedule)
    for _ in range(6):
        if not any(initiative.schedule.items()):
            return
        before: dict[str, ScheduleItem] = {one.id: one for one in initiative.schedule.items()}
        choices = edits(initiative, data.draw)
        try:
            edit = choices[data.draw(st.integers(0, len(choices) - 1))]()
        except RefusedEdit:
            continue
        initiative = edit.initiative
        assert sound(initiative)
        assert all(PERIOD.contains(item.span) for item in initiative.schedule.items())
        after = {one.id: one for one in initiative.schedule.items()}
        told = {one.id for one in (*edit.placed, *edit.pushed, *edit.replaced)}
        assert {one for one in before if after.get(one) != before[one]} <= told
        assert set(after) - set(before) <= {one.id for one in edit.placed}
