"""What a merge could not decide, in sentences and as JSON."""

from __future__ import annotations

import dataclasses
import json
from random import Random

import pytest

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.diff import compare_plans
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.form import load_form
from kitaplanner.domain.merge import Merge, merge_plans
from kitaplanner.domain.merge_words import (
    Parties,
    conflict_words,
    contested_words,
    merge_to_json,
)
from kitaplanner.domain.numbering import Numbering, number_plan
from kitaplanner.domain.outline import insert_initiative, map_initiative, take_out_initiative
from kitaplanner.domain.plan import Department, Initiative, Plan, ScheduleItem, ScheduleRow
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.domain.schedule_edit import with_rows
from kitaplanner.paths import resource_path
from tests.helpers.edited_plans import edited
from tests.helpers.plans import initiative_of, plan_of, years_item

A = years_item("a", 2025, 2025, "導入検討")
B = years_item("b", 2026, 2026, "導入")


def base() -> Plan:
    first = with_rows(initiative_of(), [ScheduleRow("r", (A, B)), ScheduleRow("s")])
    return plan_of(first, *(initiative_of(id=one, name=f"事業{one}") for one in "jkl"))


def rows(plan: Plan, *rows: tuple[ScheduleItem, ...]) -> Plan:
    made = [ScheduleRow(row_id, items) for row_id, items in zip("rs", rows, strict=True)]
    return map_initiative(plan, "i", lambda one: with_rows(one, made))


def summary(plan: Plan, text: str) -> Plan:
    return map_initiative(plan, "i", lambda one: dataclasses.replace(one, summary=text))


def moved(plan: Plan, place: int) -> Plan:
    one = plan.initiative("j")
    assert isinstance(one, Initiative)
    return insert_initiative(take_out_initiative(plan, "j"), "g", place, one)


def numbers(plan: Plan) -> Numbering:
    return number_plan(plan, load_form(plan.form))


def said(merge: Merge, parties: Parties | None = None) -> list[str]:
    sides = Sides(merge.ours, merge.theirs, numbers(merge.ours), numbers(merge.theirs))
    return [conflict_words(one, sides, parties or Parties()) for one in merge.conflicts]


def longer(item: ScheduleItem, months: int) -> ScheduleItem:
    return dataclasses.replace(item, end=item.end + months)


@pytest.mark.parametrize(
    ("ours", "theirs", "sentence"),
    [
        (
            summary(base(), "甲"),
            summary(base(), ""),
            None,
        ),
        (
            summary(base(), "甲"),
            summary(base(), "乙"),
            "事業概要を、こちらは「甲」、相手は「乙」にしています。こちらの変更を採りました。",
        ),
        (
            rows(base(), (A, longer(B, 12)), ()),
            rows(base(), (A, longer(B, 24)), ()),
            "「導入」の期間を、こちらは「令和8年度～令和9年度」、相手は「令和8年度～令和10年度」に"
            "しています。こちらの変更を採りました。",
        ),
        (
            take_out_initiative(base(), "i"),
            summary(base(), "乙"),
            "事業「電子申請の推進」を、こちらは削除し、相手は変更しています。"
            "変更したものを残しました。",
        ),
        (
            rows(base(), (A, B), (years_item("n", 2026, 2026, "周知"),)),
            rows(base(), (A,), (B,)),
            "「周知」（令和8年度）と「導入」（令和8年度）の期間が重なるため、"
            "「導入」をすぐ下の行に分けました。",
        ),
        (
            moved(base(), 0),
            moved(base(), 3),
            "事業「事業j」の順序を、こちらと相手が別々に変えています。こちらの変更を採りました。",
        ),
        (
            dataclasses.replace(base(), period=Period(2025, 2028)),
            rows(base(), (A, B), (years_item("n", 2029, 2029, "拡充"),)),
            "短くした計画期間の外に、もう一方が矢印を置いたため、計画期間を延ばしました。",
        ),
        (
            dataclasses.replace(base(), departments=(Department("x", "新設課"),)),
            dataclasses.replace(base(), departments=(Department("y", "新設課", division="部"),)),
            "担当課「新設課」を、こちらと相手が違う内容で登録しています。こちらの変更を採りました。",
        ),
        (
            dataclasses.replace(base(), title="甲計画"),
            dataclasses.replace(base(), title="乙計画"),
            "計画の名称を、こちらは「甲計画」、相手は「乙計画」にしています。"
            "こちらの変更を採りました。",
        ),
    ],
)
def test_each_conflict_is_said_once(ours: Plan, theirs: Plan, sentence: str | None) -> None:
    merge = merge_plans(base(), ours, theirs)
    assert said(merge) == ([] if sentence is None else [sentence])


def test_the_sides_have_names() -> None:
    merge = merge_plans(base(), summary(base(), "甲"), summary(base(), "乙"), prefer="theirs")
    assert said(merge, Parties("計画", "回答")) == [
        "事業概要を、計画は「甲」、回答は「乙」にしています。回答の変更を採りました。"
    ]


@pytest.mark.parametrize("seed", range(15))
def test_whatever_clashes_can_be_said_and_written(seed: int) -> None:
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    random = Random(seed)
    merge = merge_plans(plan, *(edited(plan, plan, random, 120) for _ in range(2)))
    assert merge.conflicts
    assert all(one.endswith("。") for one in said(merge))
    made = merge_to_json(merge, (numbers(plan), numbers(merge.ours), numbers(merge.theirs)))
    assert json.loads(json.dumps(made)) == made
    assert len(made["conflicts"]) == len(merge.conflicts)
    assert made["ours"]
    assert all(one["words"] for one in made["ours"] + made["theirs"])


def test_what_is_chosen_names_both_values_where_they_are_short() -> None:
    found = []
    for mine, other in (("甲", "乙"), ("甲" * 30, "乙"), ("", "乙")):
        ours, theirs = summary(base(), mine), summary(base(), other)
        (difference,) = compare_plans(ours, theirs)
        sides = Sides(ours, theirs, numbers(ours), numbers(theirs))
        found.append(contested_words(difference, sides))
    assert found == [
        "事業概要を、こちらは「甲」、相手は「乙」に変更",
        "事業概要を、こちらと相手が別々に変更",
        "事業概要を、こちらは空、相手は「乙」に変更",
    ]
    ours, theirs = base(), moved(base(), 3)
    (difference,) = compare_plans(ours, theirs)
    sides = Sides(ours, theirs, numbers(ours), numbers(theirs))
    assert contested_words(difference, sides).startswith("相手の変更：事業「事業j」の順序を変更")
