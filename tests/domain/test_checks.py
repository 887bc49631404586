"""The invariants as findings: each finds its own fault, and the sample has none unexpected."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given

from kitaplanner.domain.calendar import month_of, year_span
from kitaplanner.domain.checks import check_plan
from kitaplanner.domain.checks.rules import WAITING
from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import (
    Department,
    Indicator,
    Initiative,
    Plan,
    Reference,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Started,
)
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.paths import resource_path
from tests.strategies import plans

FORM = load_form("kita")


@pytest.fixture(scope="module")
def sample() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


def test_the_sample_has_only_what_its_source_left_open(sample: Plan) -> None:
    found = check_plan(sample, FORM)
    assert {one.severity for one in found} == {"notice"}
    waiting = Counter(one.rule for one in found if one.rule in WAITING)
    assert waiting == {"unconfirmed": 122, "lost_schedule": 9}
    # The rest are questions about its wording, which keeps to that of the source.
    assert {one.rule for one in found} - WAITING == {"slip", "pair", "spelling"}


def first(plan: Plan) -> Initiative:
    return next(plan.initiatives())


def with_first(plan: Plan, change: Callable[[Initiative], Initiative]) -> Plan:
    initiative = first(plan)
    return plan.with_initiatives({initiative.id: change(initiative)})


def with_items(*items: ScheduleItem) -> Callable[[Initiative], Initiative]:
    schedule = Schedule((ScheduleRow("r", items),))
    return lambda one: dataclasses.replace(one, schedule=schedule)


def arrow(first_year: int, last_year: int, **fields: object) -> ScheduleItem:
    span = year_span(first_year, last_year)
    item = ScheduleItem(f"t{first_year}", "arrow", span.start, span.end, "導入")
    return dataclasses.replace(item, **fields)  # type: ignore[arg-type]  # fields of the item


@pytest.mark.parametrize(
    ("rule", "change", "words"),
    [
        ("name", lambda one: dataclasses.replace(one, name=" "), "事業名が空"),
        ("department", lambda one: dataclasses.replace(one, departments=("未知課",)), "未知課"),
        ("department", lambda one: dataclasses.replace(one, departments=()), "担当課が空"),
        ("outside_period", with_items(arrow(2029, 2030)), "計画期間の外"),
        ("span", with_items(arrow(2026, 2025)), "開始が終了より後"),
        ("overlap", with_items(arrow(2025, 2026), arrow(2026, 2027)), "重なって"),
        ("started", with_items(arrow(2025, 2026, started=Started(2025))), "令和7年度導入"),
        ("item_department", with_items(arrow(2025, 2026, departments=("保育課",))), "保育課"),
        (
            "reference",
            lambda one: dataclasses.replace(one, references=(Reference("x", "事業", target="no"),)),
            "行き先がありません",
        ),
        (
            "total",
            lambda one: dataclasses.replace(
                one,
                indicators=(
                    Indicator(
                        "x",
                        "オンライン化（累計1,700手続き）",
                        baseline=500,
                        targets=((2024, 500), (2025, 500), (2026, 100)),
                    ),
                ),
            ),
            "累計1,700",
        ),
    ],
)
def test_each_fault_is_found(
    sample: Plan, rule: str, change: Callable[[Initiative], Initiative], words: str
) -> None:
    broken = with_first(sample, change)
    found = [one for one in check_plan(broken, FORM) if one.rule == rule]
    assert [one.initiative for one in found] == [first(sample).id]
    assert words in found[0].sentence


def test_a_right_total_and_an_external_reference_are_no_findings(sample: Plan) -> None:
    indicator = Indicator(
        "x", "累計1,700件数", baseline=500, targets=((2024, 500), (2025, 500), (2026, 200))
    )
    reference = Reference("y", "事業", external="計画20／事業№20－5")
    plan = with_first(
        sample,
        lambda one: dataclasses.replace(one, indicators=(indicator,), references=(reference,)),
    )
    assert check_plan(plan, FORM) == check_plan(sample, FORM)


def test_an_expired_department_is_found(sample: Plan) -> None:
    name = first(sample).departments[0]
    departments = tuple(
        Department(one.id, one.name, valid_to=month_of(2024, 3)) if one.name == name else one
        for one in sample.departments
    )
    found = [
        one
        for one in check_plan(dataclasses.replace(sample, departments=departments), FORM)
        if one.rule == "department"
    ]
    assert len(found) == sum(name in one.departments for one in sample.initiatives())
    assert all("有効ではありません" in one.sentence for one in found)


def test_the_same_id_twice_and_an_unknown_level_are_found(sample: Plan) -> None:
    node = dataclasses.replace(sample.outline[0], level="章")
    broken = dataclasses.replace(sample, outline=(node, sample.outline[0]))
    rules = Counter(one.rule for one in check_plan(broken, FORM))
    assert rules["level"] == 1
    assert rules["id"] > 31


@given(plans())
def test_checks_take_any_plan(plan: Plan) -> None:
    for finding in check_plan(plan, FORM):
        assert finding.sentence.endswith("。")
