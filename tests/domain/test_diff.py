"""Comparing plans by id: each change once, nothing else, and enough to make the new of the old."""

from __future__ import annotations

import dataclasses
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitaplanner.domain.department_names import renamed
from kitaplanner.domain.diff import Difference, apply_differences, compare_plans
from kitaplanner.domain.diff_edits import Drop, Place, Put, Set, apply_edits
from kitaplanner.domain.outline import (
    insert_initiative,
    map_initiative,
    take_out_initiative,
    take_out_node,
)
from kitaplanner.domain.plan import Initiative, Plan, ScheduleRow
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.domain.records import Key
from kitaplanner.domain.schedule_blocks import join_items, split_item
from kitaplanner.domain.schedule_edit import with_row, with_rows
from kitaplanner.domain.sequences import moved_within
from kitaplanner.errors import RefusedEdit
from kitaplanner.paths import resource_path
from tests.helpers.edited_plans import edited
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.strategies import plans

A = years_item("a", 2025, 2026, "導入検討")
B = years_item("b", 2027, 2027, "導入")
C = years_item("c", 2028, 2029, "運用", opens_after=True)
ROW = ScheduleRow("r", (A, B, C))


@pytest.fixture(scope="module")
def sample() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


def schedule_differences(before: Initiative, after: Initiative) -> tuple[Difference, ...]:
    old, new = plan_of(before), plan_of(after)
    found = compare_plans(old, new)
    assert apply_differences(old, found) == new
    return found


def with_schedule(*rows: ScheduleRow) -> Initiative:
    return with_rows(initiative_of(), rows)


@settings(max_examples=15)  # two plans are much to draw
@given(plans(), plans())
def test_the_comparison_of_unrelated_plans_makes_the_new_of_the_old(old: Plan, new: Plan) -> None:
    assert compare_plans(old, dataclasses.replace(old)) == ()
    assert apply_differences(old, compare_plans(old, new)) == new


@settings(max_examples=15)  # two plans are much to draw
@given(plans(), plans(), st.randoms(use_true_random=False), st.integers(1, 12))
def test_the_comparison_of_an_edited_plan_makes_the_new_of_the_old(
    old: Plan, donor: Plan, random: Random, count: int
) -> None:
    new = edited(old, donor, random, count)
    differences = compare_plans(old, new)
    assert apply_differences(old, differences) == new
    assert apply_differences(new, compare_plans(new, old)) == old


@pytest.mark.parametrize("seed", range(20))
def test_many_edits_of_the_sample(sample: Plan, seed: int) -> None:
    new = edited(sample, sample, Random(seed), 60)
    differences = compare_plans(sample, new)
    assert apply_differences(sample, differences) == new
    steps = [edit for one in differences for edit in one.edits]
    places = Counter((edit.key, getattr(edit, "field", "")) for edit in steps)
    assert max(places.values()) == 1  # no step is in two changes


def test_a_moved_initiative_is_one_move(sample: Plan) -> None:
    node = next(one for one in sample.nodes() if len(one.initiatives) > 2)
    first = node.initiatives[0]
    new = insert_initiative(take_out_initiative(sample, first.id), node.id, None, first)
    (difference,) = compare_plans(sample, new)
    assert (difference.kind, difference.key.id) == ("moved", first.id)
    assert (difference.before.place, difference.after.place) == (0, len(node.initiatives) - 1)


def test_something_inserted_moves_nothing_else(sample: Plan) -> None:
    node = sample.path_to(next(sample.initiatives()).id)[-1]
    extra = initiative_of((A, B), id="new", name="新しい事業")
    new = insert_initiative(sample, node.id, 0, extra)
    (difference,) = compare_plans(sample, new)
    assert difference.kind == "added"
    assert difference.after == extra
    assert len(difference.edits) == 4  # the initiative, its row and two items come together


def test_a_heading_comes_and_goes_beside_its_initiatives(sample: Plan) -> None:
    node = next(one for one in sample.nodes() if len(one.initiatives) > 2)
    without = take_out_node(sample, node.id)
    kinds = [one.kind for one in compare_plans(sample, without)]
    assert kinds == ["node_removed", *["removed"] * len(node.initiatives)]
    kinds = [one.kind for one in compare_plans(without, sample)]
    assert kinds == ["node_added", *["added"] * len(node.initiatives)]


def test_a_renamed_department_is_one_change_and_further_edits_stay(sample: Plan) -> None:
    old = sample.departments[0]
    named = dataclasses.replace(
        renamed(sample, {old.name: "デジタル推進課"}),
        departments=(dataclasses.replace(old, name="デジタル推進課"), *sample.departments[1:]),
    )
    (difference,) = compare_plans(sample, named)
    assert difference.kind == "department_renamed"
    assert len(difference.edits) > 1
    holder = next(one for one in named.initiatives() if "デジタル推進課" in one.departments)
    more = map_initiative(
        named,
        holder.id,
        lambda one: dataclasses.replace(one, departments=(*one.departments, "新設課")),
    )
    found = compare_plans(sample, more)
    assert [one.kind for one in found] == ["department_renamed", "field"]
    assert found[1].before == holder.departments
    assert apply_differences(sample, found) == more


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([(A, B)], ["item_removed"]),
        ([(A, dataclasses.replace(B, end=B.end - 3), C)], ["item_shortened"]),
        ([(dataclasses.replace(A, start=A.start + 3, end=A.end - 3), B, C)], ["item_shortened"]),
        ([(dataclasses.replace(A, end=A.end - 6), B, C)], ["item_shortened"]),
        ([(A, B, dataclasses.replace(C, text="本運用"))], ["item_text"]),
        ([(A, B, dataclasses.replace(C, kind="box"))], ["item_kind"]),
        ([(A, B, dataclasses.replace(C, opens_after=False))], ["item_opens_after"]),
        ([(B, C)], ["item_removed"]),
        ([(A, C)], ["item_removed"]),
    ],
)
def test_changes_of_one_item(rows: list[tuple[object, ...]], kinds: list[str]) -> None:
    new = with_row(with_schedule(ROW), dataclasses.replace(ROW, items=rows[0]))  # type: ignore[arg-type]
    assert [one.kind for one in schedule_differences(with_schedule(ROW), new)] == kinds


def test_an_item_moved_to_another_row_and_time_is_one_change() -> None:
    moved = dataclasses.replace(B, start=B.start - 12, end=B.end - 12)
    old = with_schedule(ROW, ScheduleRow("s"))
    new = with_schedule(dataclasses.replace(ROW, items=(A, C)), ScheduleRow("s", (moved,)))
    (difference,) = schedule_differences(old, new)
    assert difference.kind == "item_moved"
    assert (difference.before.row, difference.after.row) == ("r", "s")
    assert difference.after.span == moved.span


def test_months_that_are_set_are_confirmed_by_that() -> None:
    doubted = dataclasses.replace(C, span_confirmed=False)
    old = with_schedule(ScheduleRow("r", (A, doubted)))
    shorter = dataclasses.replace(C, end=C.end - 12)
    (difference,) = schedule_differences(old, with_schedule(ScheduleRow("r", (A, shorter))))
    assert difference.kind == "item_shortened"
    (difference,) = schedule_differences(old, with_schedule(ScheduleRow("r", (A, C))))
    assert difference.kind == "item_span_confirmed"


def test_a_row_comes_and_goes_with_its_items() -> None:
    other = ScheduleRow("s", (years_item("x", 2025, 2025, "周知"), years_item("y", 2026, 2026, "")))
    (added,) = schedule_differences(with_schedule(ROW), with_schedule(other, ROW))
    assert (added.kind, added.after) == ("row_added", other)
    (removed,) = schedule_differences(with_schedule(other, ROW), with_schedule(ROW))
    assert (removed.kind, removed.before) == ("row_removed", other)


def test_a_row_that_goes_while_its_item_moves_leaves_the_item() -> None:
    old = with_schedule(ScheduleRow("s", (A,)), ScheduleRow("r", (C,)))
    new = with_schedule(ScheduleRow("r", (A, C)))
    kinds = [one.kind for one in schedule_differences(old, new)]
    assert sorted(kinds) == ["item_moved", "row_removed"]


def test_a_split_is_one_change() -> None:
    old = with_schedule(ROW)
    new = split_item(old, "c", C.start + 12).initiative
    (difference,) = schedule_differences(old, new)
    assert difference.kind == "item_split"
    assert [one.text for one in difference.after] == ["運用", "運用"]


def test_a_split_with_other_words_is_a_shorter_item_and_a_new_one() -> None:
    old = with_schedule(ROW)
    made = split_item(old, "c", C.start + 12)
    row = made.initiative.schedule.rows[0]
    words = (*row.items[:-1], dataclasses.replace(row.items[-1], text="拡充"))
    new = with_row(made.initiative, dataclasses.replace(row, items=words))
    kinds = sorted(one.kind for one in schedule_differences(old, new))
    assert kinds == ["item_added", "item_opens_after", "item_shortened"]


def test_a_join_is_one_change() -> None:
    old = with_schedule(ROW)
    new = join_items(old, ["a", "b"]).initiative
    (difference,) = schedule_differences(old, new)
    assert difference.kind == "item_joined"
    assert [one.id for one in difference.before] == ["a", "b"]
    assert difference.after[0].text == "導入検討\n導入"


def test_a_change_of_something_that_is_gone_is_refused(sample: Plan) -> None:
    (first, *_) = sample.initiatives()
    new = map_initiative(sample, first.id, lambda one: dataclasses.replace(one, summary="新"))
    without = take_out_initiative(sample, first.id)
    with pytest.raises(RefusedEdit, match="もう計画の中にありません"):
        apply_differences(without, compare_plans(sample, new))


def test_a_removal_that_would_take_along_what_was_only_moved_is_refused(sample: Plan) -> None:
    (first, *_) = sample.initiatives()
    node = sample.path_to(first.id)[-1]
    other = next(one for one in sample.nodes() if one.level == node.level and one.id != node.id)
    moved = take_out_initiative(sample, first.id)
    moved = insert_initiative(moved, other.id, None, first)
    emptied = take_out_node(moved, node.id)
    found = compare_plans(sample, emptied)
    assert apply_differences(sample, found) == emptied
    with pytest.raises(RefusedEdit, match="一緒に選んで"):
        apply_differences(sample, [one for one in found if one.kind != "moved"])


def test_what_is_there_already_may_be_added_again(sample: Plan) -> None:
    node = sample.path_to(next(sample.initiatives()).id)[-1]
    new = insert_initiative(sample, node.id, 1, initiative_of(id="new"))
    found = compare_plans(sample, new)
    assert isinstance(found[0].edits[0], Put)
    assert apply_differences(new, found) == new


@given(st.permutations(range(9)), st.permutations(range(9)))
def test_as_few_members_move_as_possible(old: list[int], new: list[int]) -> None:
    moved = moved_within(old, new)
    assert [one for one in old if one not in moved] == [one for one in new if one not in moved]
    rise = [old.index(one) for one in new]
    best = 0
    for mask in range(1 << 9):
        chosen = [rise[index] for index in range(9) if mask >> index & 1]
        if chosen == sorted(chosen):
            best = max(best, len(chosen))
    assert len(moved) == 9 - best


def test_what_is_taken_out_can_not_be_placed_too() -> None:
    plan = plan_of(initiative_of(), initiative_of(id="j"))
    key, holder = Key("initiative", "j"), Key("node", "g")
    for steps in ((Drop(key), Place(key, holder, None)), (Place(key, holder, None), Drop(key))):
        with pytest.raises(RefusedEdit):
            apply_edits(plan, steps)


def test_what_no_step_touches_is_the_same_object() -> None:
    plan = plan_of(initiative_of(), initiative_of(id="j"))
    made = apply_edits(plan, [Set(Key("initiative", "j"), "summary", "", "新")])
    assert made.initiative("i") is plan.initiative("i")
    changed = made.initiative("j")
    assert changed is not None
    assert changed.summary == "新"
