"""A merge as lists to choose from: all of the first is the merge, each of the second is theirs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.form import load_form
from kitaplanner.domain.import_plan import ImportPlan, accept
from kitaplanner.domain.merge import merge_plans
from kitaplanner.domain.merge_review import (
    MergeReview,
    additions_that_fit,
    review_merge,
    review_without_ancestor,
    shared_initiatives,
)
from kitaplanner.domain.merge_words import contested_words
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.outline import insert_initiative, map_initiative, take_out_initiative
from kitaplanner.domain.plan import Initiative, Plan, ScheduleRow
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.domain.records import Records
from kitaplanner.domain.schedule_edit import with_rows
from kitaplanner.paths import resource_path
from tests.helpers.edited_plans import edited
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.strategies import plans

A = years_item("a", 2025, 2025, "導入検討")
B = years_item("b", 2026, 2026, "導入")


@pytest.fixture(scope="module")
def sample() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


def base_plan() -> Plan:
    first = with_rows(initiative_of(), [ScheduleRow("r", (A,)), ScheduleRow("s")])
    return plan_of(first, initiative_of(id="j", name="窓口の予約"))


def changed(plan: Plan, **fields: Any) -> Plan:
    return map_initiative(plan, "i", lambda one: dataclasses.replace(one, **fields))


def all_ids(found: ImportPlan) -> frozenset[str]:
    return frozenset(one.id for one in found.changes)


def the_initiative(plan: Plan) -> Initiative:
    found = plan.initiative("i")
    assert found is not None
    return found


# --- what holds for any edits ------------------------------------------------------------------


def check_choices(base: Plan, ours: Plan, theirs: Plan) -> None:
    """Keeping ours is the merge itself, taking theirs is the merge in which theirs counts."""
    found = review_merge(base, ours, theirs, "相手")
    merge = merge_plans(base, ours, theirs)
    kept = accept(ours, found.incoming, all_ids(found.incoming))
    assert kept == merge.plan
    other = merge_plans(base, ours, theirs, prefer="theirs", stays="ours")
    assert accept(kept, found.contested, all_ids(found.contested)) == other.plan
    gone = accept(kept, found.removed, all_ids(found.removed))
    for one in found.removed.changes:
        assert one.difference.key not in Records.of(gone).values
    numbers = [number_plan(one, load_form(one.form)) for one in (kept, other.plan)]
    for one in found.contested.changes:
        assert contested_words(one.difference, Sides(kept, other.plan, *numbers))
    assert len(all_ids(found.contested)) == len(found.contested.changes)
    assert len(all_ids(found.incoming)) == len(found.incoming.changes)


@pytest.mark.parametrize("seed", range(20))
def test_choices_of_the_sample(sample: Plan, seed: int) -> None:
    random = Random(seed)
    count = random.choice((3, 10, 40, 100, 300))
    check_choices(sample, *(edited(sample, sample, random, count) for _ in range(2)))


@settings(max_examples=15)  # two plans are much to draw
@given(plans(), plans(), st.randoms(use_true_random=False), st.integers(1, 8))
def test_choices_of_any_plan(base: Plan, donor: Plan, random: Random, count: int) -> None:
    check_choices(base, *(edited(base, donor, random, count) for _ in range(2)))


# --- single cases ------------------------------------------------------------------------------


def review(ours: Callable[[Plan], Plan], theirs: Callable[[Plan], Plan]) -> MergeReview:
    base = base_plan()
    return review_merge(base, ours(base), theirs(base), "相手")


def test_what_only_they_changed_comes_in_and_nothing_is_contested() -> None:
    found = review(
        lambda plan: changed(plan, summary="こちらの概要"),
        lambda plan: changed(plan, notes=("相手の注",)),
    )
    assert [(one.field, one.state) for one in found.incoming.changes] == [("notes", "safe")]
    assert found.contested.changes == ()


def test_what_both_changed_shows_ours_theirs_and_what_was_before() -> None:
    base = changed(base_plan(), summary="もと")
    found = review_merge(
        base, changed(base, summary="こちら"), changed(base, summary="相手"), "相手"
    )
    assert found.incoming.changes == ()
    (change,) = found.contested.changes
    assert (change.sent, change.before, change.after) == ("もと", "こちら", "相手")
    assert change.state == "conflict"
    assert the_initiative(found.contested.current).summary == "こちら"


def test_what_we_removed_and_they_edited_is_kept_and_says_so() -> None:
    found = review(
        lambda plan: take_out_initiative(plan, "i"), lambda plan: changed(plan, summary="相手")
    )
    (change,) = found.incoming.changes
    assert (change.difference.action, change.state) == ("added", "conflict")
    assert "残します" in change.reason
    assert found.contested.changes == found.removed.changes == ()


def test_what_they_removed_and_we_edited_may_be_removed() -> None:
    found = review(
        lambda plan: changed(plan, summary="こちら"), lambda plan: take_out_initiative(plan, "i")
    )
    assert found.incoming.changes == ()
    assert found.contested.changes == ()
    (change,) = found.removed.changes
    assert (change.difference.action, change.state) == ("removed", "conflict")
    made = accept(found.removed.current, found.removed, [change.id])
    assert [one.id for one in made.initiatives()] == ["j"]


def test_arrows_of_both_in_one_place_are_pointed_out() -> None:
    def with_item(name: str) -> Callable[[Plan], Plan]:
        item = dataclasses.replace(B, id=name, text=name)
        rows = [ScheduleRow("r", (A, item)), ScheduleRow("s")]
        return lambda plan: map_initiative(plan, "i", lambda one: with_rows(one, rows))

    found = review(with_item("x"), with_item("y"))
    assert {one.state for one in found.incoming.changes} == {"conflict"}
    assert "すぐ下の行" in found.incoming.changes[0].reason
    made = accept(found.incoming.current, found.incoming, all_ids(found.incoming))
    assert [one.id for one in the_initiative(made).schedule.items()] == ["a", "x", "y"]


def test_an_initiative_of_theirs_is_new() -> None:
    found = review(
        lambda plan: plan,
        lambda plan: insert_initiative(plan, "g", 0, initiative_of(id="new", name="電子契約")),
    )
    assert [one.state for one in found.incoming.changes] == ["new"]


# --- without a common ancestor -----------------------------------------------------------------


def test_without_an_ancestor_only_what_they_alone_have_is_certain() -> None:
    base = base_plan()
    ours = take_out_initiative(changed(base, summary="こちら"), "j")
    theirs = insert_initiative(
        changed(base, summary="相手"), "g", 0, initiative_of(id="new", name="電子契約")
    )
    ours = insert_initiative(ours, "g", 0, initiative_of(id="mine", name="こちらの取組"))
    found = review_without_ancestor(ours, theirs, "相手")
    said = {(one.difference.action, one.difference.key.id): one.state for one in found.changes}
    assert said == {
        ("added", "new"): "new",
        ("added", "j"): "new",
        ("field", "i"): "unsure",
        ("removed", "mine"): "unsure",
    }
    made = accept(ours, found, additions_that_fit(found))
    assert {one.id for one in made.initiatives()} == {"i", "j", "new", "mine"}
    assert the_initiative(made).summary == "こちら"


def test_an_arrow_that_has_no_room_waits_for_people() -> None:
    def with_items(*items: Any) -> Plan:
        rows = [ScheduleRow("r", items), ScheduleRow("s")]
        return map_initiative(base_plan(), "i", lambda one: with_rows(one, rows))

    other = dataclasses.replace(B, id="c")
    found = review_without_ancestor(with_items(A, B), with_items(A, other), "相手")
    assert {one.state for one in found.changes} == {"new", "unsure"}
    assert additions_that_fit(found) == frozenset()


def test_plans_are_known_by_the_ids_of_their_initiatives() -> None:
    assert shared_initiatives(base_plan(), changed(base_plan(), summary="別")) == 2
    assert shared_initiatives(base_plan(), plan_of(initiative_of(id="other"))) == 0
