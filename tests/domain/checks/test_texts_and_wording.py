"""Checks of texts, schedules and wording: each case is found once, with the right correction."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from kitaplanner.domain.calendar import year_span
from kitaplanner.domain.checks import Finding, check_plan
from kitaplanner.domain.form import load_form
from kitaplanner.domain.house_rules import AcceptedFinding, WordingRule
from kitaplanner.domain.passages import with_texts
from kitaplanner.domain.plan import DigitStyle, Plan, PlanSettings
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.strategies import plans

FORM = load_form("kita")
NEW_RULES = ("character", "script", "ligature", "digit", "year", "wording", "long_name")


def findings(plan: Plan, *rules: str) -> list[Finding]:
    return [one for one in check_plan(plan, FORM) if one.rule in (rules or NEW_RULES)]


def plan_with(text: str, **fields: object) -> Plan:
    item = years_item("x", 2025, 2025, "運用")
    return plan_of(initiative_of((item,), summary=text), **fields)


def corrected(plan: Plan, finding: Finding) -> str:
    assert finding.correction is not None
    new = with_texts(plan, {finding.correction.address: finding.correction.after})
    assert findings(new, finding.rule) == []
    return finding.correction.after


@pytest.mark.parametrize(
    ("text", "rule", "evidence", "after"),
    [
        ("高齢者デジタルデバйд解消事業", "script", "йд", ""),
        ("𠮷野家の髙さん🙂", "character", "𠮷髙🙂", ""),
        ("㍻元年の㈱北区", "ligature", "㍻㈱", "平成元年の（株）北区"),
        ("ｼｽﾃﾑの更改", "ligature", "ｼｽﾃﾑ", "システムの更改"),
        ("５００手続と2か所", "digit", "５００", "500手続と2か所"),
    ],
)
def test_signs_are_found_once(text: str, rule: str, evidence: str, after: str) -> None:
    plan = plan_with(text)
    (found,) = findings(plan)
    assert (found.rule, found.evidence, found.initiative) == (rule, evidence, "i")
    assert (corrected(plan, found) if found.correction else "") == after


@pytest.mark.parametrize(
    "text",
    ["①Ⅰ～●※⇒№21", "㎡㊿㎏", "α版と β", "10か所", "全角ＡＢＣ", "℃"],
)
def test_usual_signs_are_no_findings(text: str) -> None:
    assert findings(plan_with(text)) == []


@pytest.mark.parametrize(
    ("style", "text", "after"),
    [
        ("full", "第1期と25件", "第１期と２５件"),
        ("single_full", "第1期と２５件", "第１期と25件"),
    ],
)
def test_digits_follow_the_style_of_the_plan(style: DigitStyle, text: str, after: str) -> None:
    plan = plan_with(text, settings=PlanSettings(digit_style=style))
    found = [one for one in findings(plan, "digit") if one.correction and one.initiative]
    assert [one.correction.after for one in found if one.correction] == [after]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本運用(令和8年4月～)", "令和8年4月"),
        ("令和9年度から運用", "令和9年度"),
        ("令和７年10月～", ""),
        ("令和6年度(令和7年度当初事務)に電子化", ""),
        ("令和8年3月まで", ""),
        ("令和99年99月～", ""),
    ],
)
def test_what_begins_outside_its_span_is_found(text: str, words: str) -> None:
    plan = plan_of(initiative_of((years_item("x", 2025, 2025, text),)))
    assert [one.evidence for one in findings(plan, "year")] == ([words] if words else [])


def test_an_empty_schedule_an_empty_item_and_a_long_name() -> None:
    span = year_span(2025)
    blank = dataclasses.replace(years_item("x", 2025, 2025, " "), start=span.start)
    empty = initiative_of((), id="e", name="あ" * 41)
    rules = {
        (one.rule, one.target)
        for one in check_plan(plan_of(initiative_of((blank,)), empty), FORM)
        if one.rule in ("empty_schedule", "empty_item", "long_name")
    }
    assert rules == {("empty_schedule", "e"), ("empty_item", "x"), ("long_name", "e")}


RULE = WordingRule("w", "取組み", ("取り組み", "取組"), exceptions=("取組方針",))


def test_variants_are_found_but_not_in_exceptions_nor_in_the_settled_word() -> None:
    plan = plan_with("取組みと取り組み、取組方針、取組。", wordings=(RULE,))
    (found,) = findings(plan, "wording")
    assert found.evidence == "取り組み、取組"
    assert corrected(plan, found) == "取組みと取組み、取組方針、取組み。"


def test_rules_for_nouns_or_verbs_wait_for_an_analyser() -> None:
    rule = dataclasses.replace(RULE, part_of_speech="noun")
    assert findings(plan_with("取り組み", wordings=(rule,)), "wording") == []


def test_what_was_accepted_stays_quiet_until_its_words_change() -> None:
    plan = plan_with("㈱北区")
    (found,) = findings(plan)
    accepted = (AcceptedFinding("a", found.rule, found.target, found.evidence),)
    assert findings(dataclasses.replace(plan, accepted=accepted)) == []
    assert len(findings(plan_with("㈱北区と㈲南区", accepted=accepted))) == 1


@given(plans())
def test_each_correction_mends_its_finding_in_any_plan(plan: Plan) -> None:
    for found in findings(plan, "digit", "ligature", "wording"):
        correction = found.correction
        if correction is None:
            assert found.address is not None
            assert found.address.kind == "department"
            continue
        assert correction.after != correction.before
        new = with_texts(plan, {correction.address: correction.after})
        again = [one for one in findings(new, found.rule) if one.address == found.address]
        assert [one for one in again if one.correction == correction] == []
