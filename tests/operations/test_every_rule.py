"""Every rule of 点検 with a plan in which it finds something, and one close by in which not."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from kitaplanner.domain.calendar import Period, month_of, year_span
from kitaplanner.domain.checks.rules import RULES
from kitaplanner.domain.house_rules import WordingRule
from kitaplanner.domain.plan import (
    Department,
    Indicator,
    Initiative,
    Node,
    Plan,
    PlanSettings,
    Reference,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Started,
)
from kitaplanner.operations import checking
from kitaplanner.operations.checking import check_whole

_DEPARTMENTS = (Department("d1", "DX推進担当課"), Department("d2", "広報課"))


def item(first: int = 2025, last: int = 2025, text: str = "運用", **fields: Any) -> ScheduleItem:
    span = year_span(first, last)
    made = ScheduleItem(f"t{first}", "arrow", span.start, span.end, text)
    return dataclasses.replace(made, **fields)


def plan(*texts: str, **fields: Any) -> Plan:
    """Make a plan of initiatives with these summaries; the fields are of the plan."""
    made = [one(f"i{at}", summary=text) for at, text in enumerate(texts)]
    return plan_of(*made, **fields)


def one(id_: str = "i", *items: ScheduleItem, **fields: Any) -> Initiative:
    row = ScheduleRow(f"r-{id_}", items or (item(id=f"t-{id_}"),))
    values: dict[str, Any] = {"name": f"事業{id_}", "departments": ("DX推進担当課",)}
    return Initiative(**{"id": id_, "schedule": Schedule((row,)), **values, **fields})


def plan_of(*initiatives: Initiative, **fields: Any) -> Plan:
    node = Node("n", "施策", "窓口", initiatives=initiatives)
    values: dict[str, Any] = {
        "title": "計画",
        "period": Period(2025, 2029),
        "departments": _DEPARTMENTS,
        "outline": (node,),
    }
    return Plan(**{**values, **fields})


def with_item(**fields: Any) -> Plan:
    return plan_of(one("i", item(**fields)))


def indicator(total: int) -> Plan:
    targets = ((2025, 500), (2026, 200))
    made = Indicator("x", f"件数（累計{total:,}件）", baseline=500, targets=targets)
    return plan_of(one(indicators=(made,)))


def referring(**fields: str) -> Plan:
    return plan_of(one("a"), one("b", references=(Reference("x", "再掲", **fields),)))


def lasting(until: int) -> tuple[Department, ...]:
    return (dataclasses.replace(_DEPARTMENTS[0], valid_to=month_of(until, 3)), _DEPARTMENTS[1])


def noted(department: str, departments: tuple[str, ...]) -> Plan:
    named = item(departments=(department,))
    return plan_of(one("i", named, departments=departments))


def months(count: int) -> Plan:
    first = item()
    narrow = tuple(
        dataclasses.replace(first, id=f"x{at}", start=first.start + at, end=first.start + at)
        for at in range(count)
    )
    made = one("i", *narrow)
    schedule = dataclasses.replace(made.schedule, divisions=12 if count > 1 else 1)
    return plan_of(dataclasses.replace(made, schedule=schedule))


def settled(text: str) -> Plan:
    return plan(text, wordings=(WordingRule("w", "サーバー", ("サーバ",)),))


_STYLE = PlanSettings(era_style="western")
# rule: (a plan with the fault, the same without it)
CASES: dict[str, tuple[Plan, Plan]] = {
    "id": (plan_of(one("i"), one("i", name="別")), plan_of(one("i"), one("j"))),
    "name": (plan_of(one(name="　")), plan_of(one())),
    "level": (
        plan_of(outline=(Node("n", "章", "窓口"),)),
        plan_of(outline=(Node("n", "施策", "窓口"),)),
    ),
    "department": (plan_of(one(departments=("未知課",))), plan_of(one(departments=("広報課",)))),
    "span": (with_item(start=month_of(2025, 9), end=month_of(2025, 8)), with_item()),
    "outside_period": (with_item(first=2029, last=2030), with_item(first=2028, last=2029)),
    "overlap": (
        plan_of(one("i", item(2025, 2026), item(2026, 2027))),
        plan_of(one("i", item(2025, 2025), item(2026, 2027))),
    ),
    "item_department": (
        noted("広報課", ("DX推進担当課",)),
        noted("広報課", ("DX推進担当課", "広報課")),
    ),
    "started": (with_item(started=Started(2025)), with_item(started=Started(2024))),
    "reference": (referring(target="none"), referring(target="a")),
    "total": (indicator(1_300), indicator(1_200)),
    "unconfirmed": (with_item(span_confirmed=False), with_item()),
    "lost_schedule": (
        plan_of(one(schedule=Schedule((), state="lost"))),
        plan_of(one()),
    ),
    "empty_schedule": (plan_of(one(schedule=Schedule())), plan_of(one())),
    "empty_item": (with_item(text=" "), with_item()),
    "year": (with_item(text="令和8年4月～本運用"), with_item(text="令和7年10月～本運用")),
    "long_name": (plan_of(one(name="あ" * 41)), plan_of(one(name="あ" * 40))),
    "same_name": (
        plan_of(one("a", name="窓口 改善"), one("b", name="窓口改善")),
        plan_of(one("a", name="窓口"), one("b", name="窓口改善")),
    ),
    "character": (plan("𠮷野"), plan("吉野①Ⅰ㎡")),
    "script": (plan("デバйд解消"), plan("α版の利用")),
    "ligature": (plan("㈱北区"), plan("（株）北区")),
    "digit": (plan("５件"), plan("5件")),
    "grouping": (plan("1,700件", "2500人"), plan("1,700件", "2,500人")),
    "glyph": (plan("絵文字\U0001faa9"), plan("絵文字")),
    "small_text": (months(60), months(1)),
    "wording": (settled("サーバの更改"), settled("サーバーの更改")),
    "spelling": (plan("更なる", "さらなる", "さらなる"), plan("さらなる", "さらなる")),
    "slip": (plan("実行性のある計画"), plan("実効性のある計画")),
    "pair": (plan("校務用端末", "教務用端末"), plan("校務用端末", "校務用端末")),
    "lookalike": (
        plan("デジタルデバイト", "デジタルデバイド"),
        plan("デジタルデバイド", "デジタルデバイド"),
    ),
    "action": (plan("環境活動取材して発信"), plan("環境活動を取材して発信")),
    "space": (plan("AI やクラウド"), plan("AIやクラウド")),
    "doubled": (plan("区のの施設"), plan("区の施設")),
    "bracket": (plan("（案"), plan("（案）")),
    "punctuation": (plan("図ります。。"), plan("図ります。")),
    "sign": (plan("二一ズの把握"), plan("ニーズの把握")),
    "markup": (plan("<p>区民"), plan("区民 < 職員")),
    "era": (plan("2027年度から"), plan("2027年度から", settings=_STYLE)),
    "year_pair": (plan("令和7（2026）年度"), plan("令和7（2025）年度")),
}
_NEED_WORDS = frozenset({"lookalike", "action"})


def rules(checked: Plan) -> set[str]:
    return {found.rule for found in check_whole(checked)}


def test_no_rule_is_left_out() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_finds_its_fault_and_nothing_beside_it(rule: str) -> None:
    if rule in _NEED_WORDS and checking.analyser() is None:
        pytest.skip("the morphological analyser is not installed")
    faulty, sound = CASES[rule]
    assert rule in rules(faulty)
    assert rule not in rules(sound)


@pytest.mark.parametrize("rule", CASES)
def test_each_finding_says_what_where_and_why(rule: str) -> None:
    for found in check_whole(CASES[rule][0]):
        assert found.sentence.endswith("。")
        if found.rule == rule and rule not in ("id", "name", "level"):
            assert found.initiative or found.address or found.evidence, found


def test_a_department_that_ends_before_an_arrow_names_it() -> None:
    named = noted("DX推進担当課", ("DX推進担当課",))
    assert "item_department" in rules(dataclasses.replace(named, departments=lasting(2025)))
    assert "item_department" not in rules(dataclasses.replace(named, departments=lasting(2026)))


def test_departments_of_a_row_are_those_of_the_initiative() -> None:
    row = ScheduleRow("r", (item(),), departments=("広報課",))
    faulty = plan_of(one(schedule=Schedule((row,))))
    (found,) = [each for each in check_whole(faulty) if each.rule == "item_department"]
    assert (found.evidence, found.address and found.address.id) == ("広報課", "r")
    both = ("DX推進担当課", "広報課")
    assert "item_department" not in rules(plan_of(one(schedule=Schedule((row,)), departments=both)))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("令和7年度まで試行", True),
        ("令和8年度まで試行", False),
        ("令和10年3月まで試行", False),
        ("令和10年度まで試行", False),
    ],
)
def test_what_lasts_until_a_year_does_not_begin_after_it(text: str, is_found: bool) -> None:
    assert ("year" in rules(with_item(first=2026, last=2027, text=text))) == is_found
