"""校正候補 and 表記ゆれ: each kind of slip is found and mended, usual texts are quiet."""

from __future__ import annotations

import dataclasses

import pytest

from kitaplanner.domain.checks import check_plan
from kitaplanner.domain.checks.proofreading import slips
from kitaplanner.domain.checks.rules import RULES
from kitaplanner.domain.checks.spellings import spelling_groups
from kitaplanner.domain.checks.typography import unmatched_bracket
from kitaplanner.domain.form import load_form
from kitaplanner.domain.house_rules import WordingRule
from kitaplanner.domain.plan import Department, Plan, PlanSettings
from tests.helpers.plans import initiative_of, plan_of, years_item

FORM = load_form("kita")
# Rows of the helper share an id, and it names no departments.
WORDING_RULES = frozenset(RULES) - {"id", "department", "level"}


def plan_with(*texts: str, **fields: object) -> Plan:
    initiatives = [
        initiative_of(
            (years_item(f"x{at}", 2025, 2025, "運用"),), id=f"i{at}", name=f"事業{at}", summary=text
        )
        for at, text in enumerate(texts)
    ]
    return plan_of(*initiatives, **fields)


def found(plan: Plan) -> list[tuple[str, str]]:
    return [
        (one.rule, one.correction.after if one.correction else "")
        for one in check_plan(plan, FORM)
        if one.rule in WORDING_RULES
    ]


@pytest.mark.parametrize(
    ("text", "rule", "after"),
    [
        ("AI やクラウド", "space", "AIやクラウド"),
        ("支援事 業補助金", "space", "支援事業補助金"),
        ("生成A Iの活用", "space", "生成AIの活用"),
        ("区のの施設", "doubled", "区の施設"),
        ("窓口をを改める", "doubled", "窓口を改める"),
        ("検討検討する", "doubled", "検討する"),
        ("図ります。。", "punctuation", "図ります。"),
        ("（案", "bracket", ""),
        ("二一ズの把握", "sign", ""),
        ("CIS0を置く", "sign", ""),
        ("<p>区民</p>", "markup", "区民"),
        ("実行性のある計画", "slip", "実効性のある計画"),
        ("庁内規定の整備", "slip", "庁内規程の整備"),
        ("職員毎に行う", "slip", "職員ごとに行う"),
        ("令和7（2026）年度", "year_pair", "令和7（2025）年度"),
        ("2027年度から", "era", ""),
    ],
)
def test_slips_are_found_once(text: str, rule: str, after: str) -> None:
    assert found(plan_with(text)) == [(rule, after)]


@pytest.mark.parametrize(
    "text",
    [
        "オンラインでできる", "各課とともに行う", "ことと共に", "毎年、毎回、毎月",
        "一人一人に合った",
        "令和5年9月 デジタル庁設置", "・ 区役所", "1) 窓口\n2) 電話", "（1）窓口(北区)",
        "サービス一覧",
        "令和7（2025）年度", "統一的な基準", "A3 2枚", "データ二重化",
    ],
)  # fmt: skip
def test_usual_texts_are_quiet(text: str) -> None:
    assert found(plan_with(text)) == []


def test_long_numbers_follow_the_others() -> None:
    assert found(plan_with("1,700件", "2500人と令和7年")) == [("grouping", "2,500人と令和7年")]
    assert found(plan_with("1700件", "2500人")) == []


def test_western_years_may_stand_where_the_plan_writes_them() -> None:
    plan = plan_with("2027年度から", settings=PlanSettings(era_style="western"))
    assert found(plan) == []
    plan = plan_with("令和7年度から", settings=PlanSettings(era_style="western"))
    assert found(plan) == [("era", "")]


def test_the_majority_of_the_plan_is_suggested() -> None:
    plan = plan_with("さらなる増進", "さらなる向上", "更なる改善")
    assert found(plan) == [("spelling", "さらなる改善")]
    turned = plan_with("更なる増進", "更なる向上", "さらなる改善")
    assert found(turned) == [("spelling", "更なる改善")]


def test_between_equals_the_spelling_of_offices_is_suggested() -> None:
    assert found(plan_with("および", "及び")) == [("spelling", "及び")]


def test_words_of_the_wording_table_are_left_to_it() -> None:
    rule = WordingRule("w", "更なる", ("さらなる",))
    plan = plan_with("さらなる増進", "さらなる向上", "更なる改善", wordings=(rule,))
    assert found(plan) == [("wording", "更なる増進"), ("wording", "更なる向上")]


def test_proper_names_keep_their_spelling() -> None:
    departments = (Department("d", "子ども家庭支援センター"),)
    plan = plan_with(
        "子ども家庭支援センターとこども家庭センター、こどもの相談",
        "「保険および年金システム」の更新及び改善",
        "行政手続法",
        departments=departments,
    )
    assert found(plan) == []


def test_the_name_of_an_initiative_is_checked_where_it_stands_itself() -> None:
    plan = plan_with("「保険および年金の支援」と介護及び医療及び福祉")
    named = initiative_of(
        (years_item("z", 2025, 2025, "運用"),), id="n", name="保険および年金の支援"
    )
    node = plan.outline[0]
    plan = dataclasses.replace(
        plan, outline=(dataclasses.replace(node, initiatives=(*node.initiatives, named)),)
    )
    assert found(plan) == [("spelling", "保険及び年金の支援")]


def test_two_words_that_are_taken_for_each_other() -> None:
    plan = plan_with("校務用端末", "校務用端末", "教務用端末")
    (finding,) = [one for one in check_plan(plan, FORM) if one.rule == "pair"]
    assert finding.initiative == "i2"


@pytest.mark.parametrize(
    ("text", "place"),
    [("（案)", None), ("(1）", None), ("「案", 0), ("案）", 1), ("【「案】」", 3), ("2)案", None)],
)
def test_brackets_close_in_either_width(text: str, place: int | None) -> None:
    assert unmatched_bracket(text) == place


def test_the_shipped_lists_are_sound() -> None:
    for group in spelling_groups():
        assert len(set(group.spellings)) == len(group.spellings) >= 2, group
    for slip in slips()[0]:
        assert slip.write or slip.why, slip
        if slip.write:
            assert slip.find.fullmatch(slip.write.replace("\\1", "")) is None


def test_every_rule_has_a_name() -> None:
    plan = plan_with("（案", "区のの", "さらなる", "更なる")
    assert {one.rule for one in check_plan(plan, FORM)} <= set(RULES)
