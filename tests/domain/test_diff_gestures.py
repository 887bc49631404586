"""Gestures that touch many things: one change where it is one, never more, and never less."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitaplanner.domain.calendar import last_month, month_of
from kitaplanner.domain.comparison_entries import comparison_groups
from kitaplanner.domain.comparison_tables import change_list, errata
from kitaplanner.domain.department_names import renamed
from kitaplanner.domain.diff import apply_differences, compare_plans
from kitaplanner.domain.diff_json import comparison_to_json
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import words
from kitaplanner.domain.ending import ended
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.outline import map_initiative
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import Block, Plan, ScheduleRow
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.domain.reorganisation import Reorganisation, reorganised
from kitaplanner.paths import resource_path
from tests.helpers.edited_plans import edited
from tests.helpers.plan_gestures import with_gestures
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.strategies import plans

APRIL = month_of(2026, 4)


@pytest.fixture(scope="module")
def sample() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


def sides_of(old: Plan, new: Plan) -> Sides:
    return Sides(old, new, *(number_plan(one, load_form(one.form)) for one in (old, new)))


def sentences(old: Plan, new: Plan) -> list[str]:
    sides = sides_of(old, new)
    return [words(one, sides) for one in compare_plans(old, new)]


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(1, 20), st.integers(0, 12))
def test_gestures_on_the_sample_make_the_new_of_the_old(
    sample: Plan, random: Random, gestures: int, edits: int
) -> None:
    new = edited(with_gestures(sample, random, gestures), sample, random, edits)
    for before, after in ((sample, new), (new, sample)):
        differences = compare_plans(before, after)
        assert apply_differences(before, differences) == after


@settings(max_examples=15)  # two plans are much to draw
@given(plans(), plans(), st.randoms(use_true_random=False))
def test_every_change_has_words_and_a_place_in_the_papers(
    old: Plan, donor: Plan, random: Random
) -> None:
    new = with_gestures(edited(old, donor, random, 8), random, 3)
    sides, differences = sides_of(old, new), compare_plans(old, new)
    made = comparison_to_json(differences, sides)
    json.dumps(made)
    said = [words(one, sides) for one in differences]
    assert all(one and "\n" not in one for one in said)
    groups = comparison_groups(differences, sides)
    lines = [one for one in change_list(groups, "").rows if not one.leads]
    assert len(lines) == len(errata(groups, {}).rows) <= len(differences)
    for one in (entry for group in groups for entry in group.entries):
        assert one.label
        assert one.remark in said


def test_a_name_and_a_reorganisation_in_one_list_follow_one_another(sample: Plan) -> None:
    """The change of a name is found first, though it may be read last."""
    new = _reorganised(sample, "rename", ("情報システム担当課",), ("情報基盤課",))
    names = {"広報課": "広報広聴課"}
    departments = tuple(
        dataclasses.replace(one, name=names.get(one.name, one.name)) for one in new.departments
    )
    new = dataclasses.replace(renamed(new, names), departments=departments)
    found = compare_plans(sample, new)
    assert [one.action for one in found] == ["reorganised", "renamed"]
    assert apply_differences(sample, found) == new


def test_pictures_keep_their_order_whatever_chapters_show_them(sample: Plan) -> None:
    new = sample
    for index in (2, 1, 3, 0):
        section, picture = new.sections[index], Picture(f"p{index}", "図", "image/png", 1, 1, b"")
        shown = dataclasses.replace(section, blocks=(Block("figure", picture=picture.id),))
        chapters = (*new.sections[:index], shown, *new.sections[index + 1 :])
        new = dataclasses.replace(new, sections=chapters, pictures=(*new.pictures, picture))
    found = compare_plans(sample, new)
    assert [one.key.kind for one in found] == ["section"] * 4
    assert apply_differences(sample, found) == new


@pytest.mark.parametrize("seed", range(10))
def test_no_step_is_in_two_changes(sample: Plan, seed: int) -> None:
    new = with_gestures(sample, Random(seed), 20)
    steps = [edit for one in compare_plans(sample, new) for edit in one.edits]
    # What a reorganisation and a later edit did to one list of departments are two steps.
    places = Counter(
        (edit.key, getattr(edit, "field", ""), getattr(edit, "before", None)) for edit in steps
    )
    assert max(places.values()) == 1


# --- 組織改正 -------------------------------------------------------------------------------------


def _reorganised(plan: Plan, kind: str, old: tuple[str, ...], new: tuple[str, ...]) -> Plan:
    return reorganised(plan, Reorganisation(kind, old, new, APRIL))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("rename", ("広報課",), ("広報広聴課",), "「広報課」を「広報広聴課」に改称"),
        ("merge", ("企画課", "総務課"), ("企画課",), "「総務課」「企画課」を「企画課」に統合"),
        ("split", ("環境課",), ("環境課", "資源課"), "「環境課」を「環境課」「資源課」に分割"),
    ],
)
def test_a_reorganisation_is_one_change(
    sample: Plan, kind: str, old: tuple[str, ...], new: tuple[str, ...], said: str
) -> None:
    after = _reorganised(sample, kind, old, new)
    assert sentences(sample, after) == [f"組織改正（令和8年4月）により{said}"]


def test_two_reorganisations_are_two_changes(sample: Plan) -> None:
    first = _reorganised(sample, "rename", ("広報課",), ("広報広聴課",))
    second = _reorganised(first, "rename", ("環境課",), ("環境政策課",))
    assert len(sentences(sample, second)) == 2


def test_what_else_was_changed_in_the_same_list_is_said_besides(sample: Plan) -> None:
    after = _reorganised(sample, "rename", ("広報課",), ("広報広聴課",))
    holder = next(one for one in after.initiatives() if "広報広聴課" in one.departments)
    more = map_initiative(
        after,
        holder.id,
        lambda one: dataclasses.replace(one, departments=(*one.departments, "企画課")),
    )
    assert sentences(sample, more)[1:] == ["担当課に「企画課」を追加"]
    assert apply_differences(sample, compare_plans(sample, more)) == more


def test_a_department_that_only_ends_is_no_reorganisation(sample: Plan) -> None:
    first, *rest = sample.departments
    new = dataclasses.replace(first, valid_to=APRIL - 1)
    after = dataclasses.replace(sample, departments=(new, *rest))
    assert sentences(sample, after) == ["担当課「DX推進担当課」の有効期間の終了を令和8年3月に設定"]


# --- 事業の終了 -----------------------------------------------------------------------------------

LONG = years_item("long", 2025, 2029, "運用")
LATE = years_item("late", 2028, 2029, "拡充")
EARLY = years_item("early", 2025, 2025, "検討")


def _plan(*items: object) -> Plan:
    return plan_of(initiative_of(*((item,) for item in items), id="i"))  # type: ignore[arg-type]


def _ended(plan: Plan, year: int) -> Plan:
    return map_initiative(plan, "i", lambda one: ended(one, last_month(year)))


def test_an_ended_initiative_is_one_change_with_what_was_cut_and_taken_out() -> None:
    old = _plan(LONG, LATE, EARLY)
    (difference,) = compare_plans(old, _ended(old, 2026))
    assert difference.action == "ended"
    assert {edit.key.id for edit in difference.edits} == {"i", "long", "late"}
    assert sentences(old, _ended(old, 2026)) == ["事業を令和8年度で終了"]


def test_without_a_cut_nothing_tells_the_year_and_the_mark_is_said() -> None:
    old = _plan(EARLY)
    assert sentences(old, _ended(old, 2026)) == ["印に「終了」を追加"]


def test_an_item_that_goes_on_shows_that_nothing_ended() -> None:
    old = _plan(LONG, LATE)
    cut = dataclasses.replace(LONG, end=last_month(2026))
    new = map_initiative(
        old,
        "i",
        lambda one: dataclasses.replace(
            one,
            marks=("終了",),
            schedule=dataclasses.replace(
                one.schedule,
                rows=(ScheduleRow(one.schedule.rows[0].id, (cut,)), *one.schedule.rows[1:]),
            ),
        ),
    )
    assert [one.action for one in compare_plans(old, new)] == ["field", "shortened"]
