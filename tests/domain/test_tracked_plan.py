"""見え消し of a plan: everything of both sides once, in an order fit for either."""

from __future__ import annotations

import dataclasses
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kitaplanner.domain.plan import Block, Plan, Schedule, ScheduleItem, ScheduleRow
from kitaplanner.domain.tracked_plan import (
    Pair,
    is_sheet_changed,
    track_blocks,
    track_outline,
    track_schedule,
    track_sections,
)
from tests.helpers.edited_plans import edited
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.strategies import plans

edits = st.tuples(plans(), plans(), st.randoms(use_true_random=False), st.integers(0, 12))


def both(drawn: tuple[Plan, Plan, Random, int]) -> tuple[Plan, Plan]:
    old, donor, random, count = drawn
    return old, edited(old, donor, random, count)


def side(rows: tuple[ScheduleRow, ...]) -> list[tuple[str, tuple[ScheduleItem, ...]]]:
    return [(row.id, tuple(sorted(row.items, key=lambda item: item.start))) for row in rows]


@settings(max_examples=15)  # two plans are much to draw
@given(edits)
def test_each_schedule_is_read_out_of_both(drawn: tuple[Plan, Plan, Random, int]) -> None:
    old, new = both(drawn)
    for was in old.initiatives():
        now = new.initiative(was.id)
        tracked = track_schedule(was.schedule, now.schedule if now else None)
        olds = [
            (one.row.old.id, tuple(item.old for item in one.items if item.old))
            for one in tracked
            if one.row.old
        ]
        news = [
            (one.row.new.id, tuple(item.new for item in one.items if item.new))
            for one in tracked
            if one.row.new
        ]
        assert olds == side(was.schedule.rows)
        assert news == side(now.schedule.rows if now else ())


@settings(max_examples=15)  # two plans are much to draw
@given(edits)
def test_each_thing_of_both_plans_stands_once(drawn: tuple[Plan, Plan, Random, int]) -> None:
    old, new = both(drawn)
    nodes = [one for root in track_outline(old, new) for one in root.walk()]
    found = [pair.shown.id for one in nodes for pair in one.initiatives]
    expected = {one.id for plan in (old, new) for one in plan.initiatives()}
    assert sorted(found) == sorted(expected)
    # What there is stands in its own order.
    now = [pair.new.id for one in nodes for pair in one.initiatives if pair.new]
    assert now == [one.id for one in new.initiatives()]
    sections = track_sections(old, new)
    assert [one.new for one in sections if one.new] == list(new.sections)
    assert {one.old for one in sections if one.old} == set(old.sections)


@settings(max_examples=15)
@given(plans())
def test_a_plan_beside_itself_has_no_change(plan: Plan) -> None:
    for root in track_outline(plan, plan):
        for node in root.walk():
            assert not any(is_sheet_changed(pair) for pair in node.initiatives)


def test_what_is_gone_stands_behind_what_it_stood_behind() -> None:
    first, second, third = (initiative_of(id=one, name=one) for one in ("1", "2", "3"))
    (root,) = track_outline(plan_of(first, second, third), plan_of(first, third))
    (group,) = [one for one in root.walk() if one.initiatives]
    assert [pair.shown.id for pair in group.initiatives] == ["1", "2", "3"]
    assert [pair.change for pair in group.initiatives] == ["same", "gone", "same"]


def test_a_lengthened_arrow_stands_twice_and_a_reworded_one_once() -> None:
    was = ScheduleRow(
        "r", (years_item("a", 2025, 2025, "検討"), years_item("b", 2027, 2027, "導入"))
    )
    now = ScheduleRow(
        "r", (years_item("a", 2025, 2026, "検討"), years_item("b", 2027, 2027, "試行"))
    )
    (row,) = track_schedule(Schedule((was,)), Schedule((now,)))
    assert row.items == (
        Pair(was.items[0], None),
        Pair(None, now.items[0]),
        Pair(was.items[1], now.items[1]),
    )


def test_a_row_that_changed_its_place_stands_at_both() -> None:
    rows = tuple(ScheduleRow(one, (years_item(one, 2025, 2025, one),)) for one in "abc")
    tracked = track_schedule(Schedule(rows), Schedule((rows[1], rows[2], rows[0])))
    assert [(one.row.shown.id, one.row.change) for one in tracked] == [
        ("a", "gone"), ("b", "same"), ("c", "same"), ("a", "added"),
    ]  # fmt: skip


def test_months_that_were_only_confirmed_are_no_change() -> None:
    item = years_item("a", 2025, 2025, "検討", span_confirmed=False)
    confirmed = dataclasses.replace(item, span_confirmed=True)
    old, new = (initiative_of((one,)) for one in (item, confirmed))
    assert not is_sheet_changed(Pair(old, new))
    assert is_sheet_changed(Pair(old, dataclasses.replace(new, summary="ほか")))
    assert is_sheet_changed(Pair(None, new))


def test_a_block_of_another_kind_is_gone_and_added() -> None:
    was, now = Block("paragraph", "目的"), Block("bullet", "目的")
    assert track_blocks((was,), (now,)) == (Pair(was, None), Pair(None, now))
