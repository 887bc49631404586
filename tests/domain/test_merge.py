"""Merging what two people made of one plan: no edit is lost, and neither of them counts more."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.department_names import renamed
from kitaplanner.domain.diff_edits import Drop, Edit, Place, Set, edits_between
from kitaplanner.domain.merge import Merge, merge_plans
from kitaplanner.domain.merge_conflicts import Conflict
from kitaplanner.domain.merge_order import merge_order
from kitaplanner.domain.merge_values import ABSENT, merge_values
from kitaplanner.domain.outline import (
    insert_initiative,
    insert_node,
    map_initiative,
    take_out_initiative,
    take_out_node,
)
from kitaplanner.domain.plan import Department, Initiative, Node, Plan, ScheduleRow
from kitaplanner.domain.plan_json import load_plan, plan_from_json, plan_to_json
from kitaplanner.domain.records import Key, Records, read_field
from kitaplanner.domain.schedule_edit import with_rows
from kitaplanner.paths import resource_path
from tests.helpers.edited_plans import edited
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.strategies import plans

A = years_item("a", 2025, 2025, "導入検討")
B = years_item("b", 2026, 2026, "導入")
C = years_item("c", 2027, 2028, "運用")


@pytest.fixture(scope="module")
def sample() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


def base_plan() -> Plan:
    first = with_rows(initiative_of(), [ScheduleRow("r", (A, B, C)), ScheduleRow("s")])
    return plan_of(first, initiative_of(id="j", name="窓口の予約"))


def changed(**fields: Any) -> Callable[[Plan], Plan]:
    return lambda plan: map_initiative(plan, "i", lambda one: dataclasses.replace(one, **fields))


def rows(*rows: tuple[Any, ...]) -> Callable[[Plan], Plan]:
    made = [ScheduleRow(row_id, items) for row_id, items in zip("rs", rows, strict=True)]
    return lambda plan: map_initiative(plan, "i", lambda one: with_rows(one, made))


def without(plan: Plan) -> Plan:
    return take_out_initiative(plan, "i")


def merged(ours: Callable[[Plan], Plan], theirs: Callable[[Plan], Plan]) -> Merge:
    base = base_plan()
    return merge_plans(base, ours(base), theirs(base))


def the_initiative(merge: Merge) -> Initiative:
    found = merge.plan.initiative("i")
    assert found is not None
    return found


# --- what holds for any edits ------------------------------------------------------------------


def check_sound(plan: Plan) -> None:
    """Ids and names are unique, items don't overlap and lie in the period."""
    assert plan_from_json(plan_to_json(plan)) == plan
    for one in plan.initiatives():
        for item in one.schedule.items():
            assert plan.period.contains(item.span)


def check_nothing_lost(base: Plan, side: Plan, merge: Merge) -> None:
    """Every step of one side is in the merged plan or named by a conflict."""
    old, new, result = Records.of(base), Records.of(side), Records.of(merge.plan)
    for edit in edits_between(old, new):
        assert _stands(edit, old, result) or _is_told(edit, merge, new, result), edit


def _stands(edit: Edit, base: Records, result: Records) -> bool:
    key = edit.key
    if isinstance(edit, Drop):
        return key not in result.values
    if key not in result.values:
        # Only put in another order, and the other side removed it: nothing of it is left to order.
        return isinstance(edit, Place) and base.parents[key] == edit.parent
    if isinstance(edit, Set):
        return _holds(read_field(key.kind, result.values[key], edit.field), edit)
    return result.parents[key] == edit.parent


def _holds(value: object, edit: Set) -> bool:
    """Say whether a merged value holds what one side did to it."""
    if value == edit.after:
        return True
    if type(value) is not tuple:
        return False
    come, gone = set(edit.after) - set(edit.before), set(edit.before) - set(edit.after)
    return come <= set(value) and not gone & set(value)


def _is_told(edit: Edit, merge: Merge, side: Records, result: Records) -> bool:
    field = edit.field if isinstance(edit, Set) else ""
    for one in merge.conflicts:
        if one.kind == "overlap" and edit.key.id in (one.ours.id, one.theirs.id):
            return True
        if one.kind in ("field", "period") and (one.key, one.field) == (edit.key, field):
            return True
        if one.kind == "place" and one.key == edit.key and not field:
            return True
        if one.kind == "removed" and one.key in _above(edit.key, result) | _above(edit.key, side):
            return isinstance(edit, Drop)
        if one.kind == "department":
            return edit.key.kind == "department"
    return False


def _above(key: Key, records: Records) -> set[Key]:
    found = {key}
    while key in records.parents:
        key = records.parents[key]
        found.add(key)
    return found


def swapped(conflicts: tuple[Conflict, ...]) -> list[str]:
    other = {"ours": "theirs", "theirs": "ours", "both": "both"}
    return sorted(
        repr(dataclasses.replace(one, ours=one.theirs, theirs=one.ours, taken=other[one.taken]))  # type: ignore[arg-type]
        for one in conflicts
    )


def check_symmetric(base: Plan, ours: Plan, theirs: Plan) -> None:
    merge = merge_plans(base, ours, theirs)
    mirrored = merge_plans(base, theirs, ours, prefer="theirs")
    assert mirrored.plan == merge.plan
    assert swapped(mirrored.conflicts) == sorted(map(repr, merge.conflicts))
    other = merge_plans(base, theirs, ours)
    assert {(one.kind, one.field) for one in other.conflicts} == {
        (one.kind, one.field) for one in merge.conflicts
    }
    if not merge.conflicts:
        assert other.plan == merge.plan


def check_all(base: Plan, ours: Plan, theirs: Plan) -> None:
    merge = merge_plans(base, ours, theirs)
    check_sound(merge.plan)
    check_nothing_lost(base, ours, merge)
    check_nothing_lost(base, theirs, merge)
    check_symmetric(base, ours, theirs)
    assert merge_plans(base, merge.plan, theirs).plan == merge.plan  # safe to run twice


@pytest.mark.parametrize("seed", range(40))
def test_no_edit_of_the_sample_is_lost(sample: Plan, seed: int) -> None:
    random = Random(seed)
    count = random.choice((3, 10, 40, 100))
    ours, theirs = (edited(sample, sample, random, count) for _ in range(2))
    check_all(sample, ours, theirs)


@settings(max_examples=15)  # two plans are much to draw
@given(plans(), plans(), st.randoms(use_true_random=False), st.integers(1, 8))
def test_no_edit_of_any_plan_is_lost(base: Plan, donor: Plan, random: Random, count: int) -> None:
    ours, theirs = (edited(base, donor, random, count) for _ in range(2))
    check_all(base, ours, theirs)


@settings(max_examples=15)  # two plans are much to draw
@given(plans(), plans(), st.randoms(use_true_random=False))
def test_one_sided_and_equal_edits_are_no_conflict(base: Plan, donor: Plan, random: Random) -> None:
    side = edited(base, donor, random, 8)
    for merge in (
        merge_plans(base, side, base),
        merge_plans(base, base, side),
        merge_plans(base, side, side),
    ):
        assert merge.plan == side
        assert merge.conflicts == ()


# --- single cases ------------------------------------------------------------------------------


def test_different_fields_and_different_items_go_together() -> None:
    longer = dataclasses.replace(C, end=C.end + 12)
    merge = merged(changed(summary="新しい概要"), rows((A, B, longer), ()))
    assert merge.conflicts == ()
    one = the_initiative(merge)
    assert one.summary == "新しい概要"
    assert one.schedule.rows[0].items[2] == longer


def test_the_same_field_is_a_conflict_that_keeps_both() -> None:
    merge = merged(changed(summary="甲"), changed(summary="乙"))
    (conflict,) = merge.conflicts
    assert (conflict.kind, conflict.initiative, conflict.field) == ("field", "i", "summary")
    assert (conflict.base, conflict.ours, conflict.theirs) == ("", "甲", "乙")
    assert conflict.taken == "ours"
    assert the_initiative(merge).summary == "甲"


def test_what_one_removed_and_the_other_edited_stays_whole() -> None:
    merge = merged(without, rows((A, B, dataclasses.replace(C, text="本運用")), ()))
    (conflict,) = merge.conflicts
    assert (conflict.kind, conflict.key, conflict.taken) == (
        "removed",
        Key("initiative", "i"),
        "theirs",
    )
    assert [one.text for one in the_initiative(merge).schedule.items()] == [
        "導入検討",
        "導入",
        "本運用",
    ]


def test_what_one_removed_and_the_other_left_alone_goes() -> None:
    merge = merged(without, changed())
    assert merge.plan.initiative("i") is None
    assert merge.conflicts == ()


def test_an_initiative_added_to_a_removed_heading_keeps_the_heading() -> None:
    base = base_plan()
    theirs = insert_initiative(base, "g", 0, initiative_of(id="new", name="電子契約"))
    merge = merge_plans(base, take_out_node(base, "g"), theirs)
    assert [one.id for one in merge.plan.initiatives()] == ["new"]
    assert [(one.kind, one.key.id) for one in merge.conflicts] == [("removed", "g")]


def test_items_that_would_overlap_stand_in_two_rows() -> None:
    longer = dataclasses.replace(B, end=B.end + 6)
    earlier = dataclasses.replace(C, start=C.start - 0, end=C.end)
    ours = rows((A, longer, dataclasses.replace(C, start=C.start + 6)), ())
    theirs = rows((A, B, dataclasses.replace(earlier, end=C.end + 12)), ())
    merge = merged(ours, theirs)
    assert [one.kind for one in merge.conflicts] == ["field"]  # both changed the span of C
    theirs = rows((A, C), (B,))
    new = years_item("n", 2026, 2026, "周知")
    merge = merged(rows((A, B, C), (new,)), theirs)
    (conflict,) = merge.conflicts
    assert (conflict.kind, conflict.taken) == ("overlap", "both")
    assert {conflict.ours.id, conflict.theirs.id} == {"b", "n"}
    shown = [[item.id for item in row.items] for row in the_initiative(merge).schedule.rows]
    assert shown == [["a", "c"], ["n"], ["b"]]


def test_a_shortened_period_is_lengthened_for_what_the_other_put_there() -> None:
    def shorter(plan: Plan) -> Plan:
        return dataclasses.replace(plan, period=Period(2025, 2028))

    merge = merged(shorter, rows((A, B, C, years_item("n", 2029, 2029, "拡充")), ()))
    (conflict,) = merge.conflicts
    assert (conflict.kind, conflict.taken) == ("period", "both")
    assert merge.plan.period == Period(2025, 2029)


def test_headings_moved_into_each_other_do_not_vanish() -> None:
    base = insert_node(base_plan(), None, 1, Node("q", "基本方針", "二つ目"))
    p, q = base.outline
    ours = insert_node(take_out_node(base, "p"), "q", None, p)
    theirs = insert_node(take_out_node(base, "q"), "p", None, q)
    merge = merge_plans(base, ours, theirs)
    assert {one.id for one in merge.plan.nodes()} == {one.id for one in base.nodes()}
    assert len(list(merge.plan.initiatives())) == 2
    assert {one.kind for one in merge.conflicts} == {"place"}


def test_a_departments_new_name_reaches_what_the_other_wrote() -> None:
    base = dataclasses.replace(base_plan(), departments=(Department("d", "DX推進担当課"),))
    ours = dataclasses.replace(
        renamed(base, {"DX推進担当課": "DX推進課"}), departments=(Department("d", "DX推進課"),)
    )
    theirs = map_initiative(
        base, "i", lambda one: dataclasses.replace(one, departments=("DX推進担当課", "広報課"))
    )
    merge = merge_plans(base, ours, theirs)
    assert the_initiative(merge).departments == ("DX推進課", "広報課")
    assert merge.conflicts == ()


def test_a_department_that_both_entered_is_one() -> None:
    base = base_plan()
    ours, theirs = (
        dataclasses.replace(base, departments=(Department(one, "新設課"),)) for one in "xy"
    )
    merge = merge_plans(base, ours, theirs)
    assert [one.name for one in merge.plan.departments] == ["新設課"]
    assert merge.conflicts == ()
    theirs = dataclasses.replace(base, departments=(Department("y", "新設課", division="部"),))
    merge = merge_plans(base, ours, theirs)
    assert [one.kind for one in merge.conflicts] == ["department"]


def test_what_both_changed_is_shared_with_ours() -> None:
    base = base_plan()
    ours = changed(summary="新")(base)
    merge = merge_plans(base, ours, dataclasses.replace(base, title="別の名称"))
    assert the_initiative(merge) is ours.initiative("i")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (("A",), ("A", "B"), ("A", "C"), ("A", "B", "C")),
        (("A",), ("A", "C"), ("A", "B"), ("A", "B", "C")),
        (("A", "B"), ("B",), ("A", "B", "C"), ("B", "C")),
        (("A", "B", "C"), ("C", "A", "B"), ("A", "B", "D", "C"), ("C", "A", "B", "D")),
        (((2025, 1), (2026, 2)), ((2025, 9), (2026, 2)), ((2025, 1),), ((2025, 9),)),
        (((2025, 1),), ((2025, 1), (2027, 3)), ((2024, 0), (2025, 1)), None),
    ],
)
def test_lists_and_values_by_year_merge(base: Any, ours: Any, theirs: Any, expected: Any) -> None:
    if expected is None:
        expected = ((2024, 0), (2025, 1), (2027, 3))
    assert merge_values(base, ours, theirs) == (expected, True)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("A", "B", "C"),
        (("A",), ("B",), ("C",)),
        (("A",), (), ("B",)),
        (("A", "A"), ("A",), ("A", "A", "B")),
        (((2025, 1),), ((2025, 2),), ((2025, 3),)),
        (ABSENT, "B", "C"),
    ],
)
def test_what_can_not_be_merged_gives_the_preferred(base: Any, ours: Any, theirs: Any) -> None:
    assert merge_values(base, ours, theirs) == (ours, False)
    assert merge_values(base, ours, theirs, "theirs") == (theirs, False)


def orders() -> Iterator[tuple[str, str, str, str]]:
    yield "abc", "abc", "abc", "abc"
    yield "abc", "xabc", "abcy", "xabcy"
    yield "abc", "axbc", "aybc", "axybc"
    yield "abcd", "bacd", "abdc", "badc"
    yield "abc", "cab", "abc", "cab"


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), list(orders()))
def test_orders_merge(base: str, ours: str, theirs: str, expected: str) -> None:
    members = set(ours) | set(theirs)
    for one, other in ((ours, theirs), (theirs, ours)):
        made = merge_order(base, one, other, members)
        assert ("".join(made.order), made.contested) == (expected, frozenset())


def test_a_member_that_both_moved_elsewhere_is_contested() -> None:
    made = merge_order("abcde", "bcade", "bcdea", set("abcde"))
    assert ("".join(made.order), made.contested) == ("bcade", {"a"})
    made = merge_order("abcde", "bcade", "bcdea", set("abcde"), "theirs")
    assert ("".join(made.order), made.contested) == ("bcdea", {"a"})
