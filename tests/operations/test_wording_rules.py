"""用語統一: the table is changed in steps to undo, spellings are counted, departures are told."""

from __future__ import annotations

import dataclasses

import pytest

from kitaplanner.domain.house_rules import WordingRule
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations import checking
from kitaplanner.operations.wording_rules import (
    WordingUse,
    remove_wording,
    set_wording,
    wording_uses,
)
from kitaplanner.storage.document import Document
from tests.helpers.plans import initiative_of, plan_of, years_item

RULE = WordingRule("", "サーバー", ("サーバ",))


def plan_with(*texts: str, **fields: object) -> Plan:
    item = years_item("x", 2025, 2025, "運用")
    made = [
        dataclasses.replace(initiative_of((item,)), id=f"i{at}", summary=text)
        for at, text in enumerate(texts)
    ]
    return plan_of(*made, **fields)


def use_of(plan: Plan, word: str) -> WordingUse:
    (found,) = [
        one for one in wording_uses(plan) if word in (one.rule.preferred, *one.rule.variants)
    ]
    return found


def test_a_rule_is_added_changed_and_removed_each_in_one_step(document: Document) -> None:
    before = document.snapshot
    change = set_wording(document, RULE)
    assert change is not None
    assert change.label == "用語統一：「サーバー」に統一"
    (rule,) = document.snapshot.wordings
    assert rule.id
    set_wording(document, dataclasses.replace(rule, preferred="", variants=("サーバー", "サーバ")))
    (open_rule,) = document.snapshot.wordings
    assert (open_rule.id, open_rule.preferred) == (rule.id, "")
    remove_wording(document, rule.id)
    assert document.snapshot.wordings == ()
    for _ in range(3):
        document.undo()
    assert document.snapshot == before


def test_a_single_spelling_and_a_word_of_another_rule_are_refused(document: Document) -> None:
    with pytest.raises(RefusedEdit, match="2つ以上"):
        set_wording(document, WordingRule("", "サーバー", (" ", "サーバー")))
    set_wording(document, RULE)
    with pytest.raises(RefusedEdit, match="サーバー・サーバ"):
        set_wording(document, WordingRule("", "サーヴァ", ("サーバ",), "noun"))
    assert len(document.snapshot.wordings) == 1
    set_wording(document, WordingRule("", "受け入れ", ("受入れ",), "noun"))
    set_wording(document, WordingRule("", "受け入れ", ("受入れ",), "verb"))
    assert len(document.snapshot.wordings) == 3


def test_spellings_are_counted_and_the_settled_one_is_suggested() -> None:
    rule = dataclasses.replace(RULE, id="w", exceptions=("サーバ室",))
    plan = plan_with(
        "サーバとメールサーバ、サーバー", "サーバ室、サーバントの「サーバ」", wordings=(rule,)
    )
    use = use_of(plan, "サーバ")
    assert use.counts == (("サーバー", 1), ("サーバ", 3))
    assert use.written == "サーバー"
    corrections = [one.correction.after for one in use.findings if one.correction]
    assert corrections == [
        "サーバーとメールサーバー、サーバー",
        "サーバ室、サーバントの「サーバー」",
    ]


def test_without_a_settled_spelling_the_majority_of_the_plan_counts() -> None:
    rule = WordingRule("w", "", ("サーバー", "サーバ"))
    plan = plan_with("サーバ", "サーバ", "サーバー", wordings=(rule,))
    use = use_of(plan, "サーバ")
    assert use.written == "サーバ"
    (found,) = use.findings
    assert "多く書かれています（サーバ 2・サーバー 1）" in found.sentence
    assert found.correction is not None
    assert found.correction.after == "サーバ"


def test_a_longer_spelling_is_found_where_the_settled_one_is_its_beginning() -> None:
    rule = WordingRule("w", "取組", ("取組み",))
    heading, found = use_of(plan_with("取組みと取組", wordings=(rule,)), "取組み").findings
    assert heading.evidence == "取組み"
    assert found.correction is not None
    assert found.correction.after == "取組と取組"


def test_shipped_words_are_counted_until_the_table_has_them() -> None:
    texts = ("さらなる増進", "さらなる向上", "更なる改善")
    use = use_of(plan_with(*texts), "更なる")
    assert use.rule.id == ""
    assert use.written == "さらなる"
    assert sorted(use.counts) == [("さらなる", 2), ("更なる", 1)]
    assert use.is_mixed
    settled = dataclasses.replace(use.rule, id="w", preferred="更なる")
    (again,) = [one for one in wording_uses(plan_with(*texts, wordings=(settled,))) if one.is_mixed]
    assert again.rule.id == "w"
    assert len(again.findings) == 2


def test_a_table_for_nouns_leaves_verbs_to_the_shipped_list() -> None:
    if checking.analyser() is None:
        pytest.skip("the morphological analyser is not installed")
    rule = WordingRule("w", "取組み", ("取り組み", "取組"), "noun")
    plan = plan_with("改革に取り組む。", "改革に取組む。", "主な取り組み", wordings=(rule,))
    uses = {one.rule.part_of_speech: one for one in wording_uses(plan) if one.findings}
    assert uses["noun"].rule.id == "w"
    assert dict(uses["noun"].counts) == {"取組み": 1, "取り組み": 1, "取組": 0}
    assert uses["verb"].is_mixed
