"""The checks of a whole plan: what the paper lacks, remembering sheets, giving up, and places."""

from __future__ import annotations

import dataclasses

import pytest

from kitaplanner.domain.form import load_form
from kitaplanner.domain.house_rules import AcceptedFinding, WordingRule
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import Cancelled
from kitaplanner.operations import checking, print_sizes
from kitaplanner.operations.checking import PlanChecker, check_whole
from kitaplanner.operations.finding_places import places_of
from tests.helpers.plans import initiative_of, plan_of, years_item


def rules(plan: Plan) -> list[str]:
    return [one.rule for one in check_whole(plan)]


def test_characters_that_no_bundled_font_has() -> None:
    plan = plan_of(
        initiative_of((years_item("x", 2025, 2025, "運用"),), summary="絵文字\U0001faa9")
    )
    (found,) = [one for one in check_whole(plan) if one.rule == "glyph"]
    assert found.evidence == "\U0001faa9"
    assert found.address is not None
    assert found.address.field == "summary"


def test_text_below_nine_points() -> None:
    first = years_item("x", 2025, 2025, "長い文言の矢印")
    months = tuple(
        dataclasses.replace(first, id=f"x{at}", start=first.start + at, end=first.start + at)
        for at in range(60)
    )
    initiative = initiative_of(months)
    schedule = dataclasses.replace(initiative.schedule, divisions=12)
    narrow = plan_of(dataclasses.replace(initiative, schedule=schedule))
    found = [one for one in check_whole(narrow) if one.rule == "small_text"]
    assert {one.item for one in found} == {one.id for one in months} | {""}
    assert all("9ポイントより小さく" in one.sentence for one in found)
    (headings,) = [one for one in found if not one.item]
    assert "年度の区切りを減らす" in headings.sentence
    assert "small_text" not in rules(plan_of(initiative_of((first,))))


def test_the_gravest_come_first() -> None:
    nameless = initiative_of((), id="n", name="")
    severities = [one.severity for one in check_whole(plan_of(initiative_of(()), nameless))]
    assert severities == sorted(severities, key=["error", "warning", "notice"].index)
    assert severities[0] == "error"


def test_sheets_that_stayed_are_not_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = print_sizes.sheet_scene
    monkeypatch.setattr(
        print_sizes,
        "sheet_scene",
        lambda plan, initiative, *rest: made.append(initiative.id) or real(plan, initiative, *rest),
    )
    one, two = initiative_of((), id="one"), initiative_of((), id="two")
    plan = plan_of(one, two)
    checker = PlanChecker(load_form(plan.form))
    checker.findings(plan)
    checker.findings(plan.with_initiatives({"two": dataclasses.replace(two, summary="変更")}))
    assert made == ["one", "two", "two"]


def test_checking_can_be_given_up() -> None:
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Cancelled("取り消しました。")

    with pytest.raises(Cancelled):
        check_whole(plan_of(initiative_of(())), stop)


def test_what_was_accepted_stays_quiet() -> None:
    plan = plan_of(initiative_of((years_item("x", 2025, 2025, "運用"),), summary="DX 推進"))
    (found,) = [one for one in check_whole(plan) if one.rule == "space"]
    accepted = AcceptedFinding("a", found.rule, found.target, found.evidence)
    assert "space" not in rules(dataclasses.replace(plan, accepted=(accepted,)))


def test_places_are_said_as_in_the_contents() -> None:
    plan = plan_of(initiative_of((), name="窓口の改善"))
    (found,) = [one for one in check_whole(plan) if one.rule == "empty_schedule"]
    assert places_of(plan)(found).endswith("窓口の改善")


def test_rules_for_nouns_are_followed_with_the_analyser() -> None:
    if checking.analyser() is None:
        pytest.skip("the morphological analyser is not installed")
    rule = WordingRule("w", "取組み", ("取り組み",), "noun")
    text = "主な取り組みを進め、改革に取り組みます。"
    item = years_item("x", 2025, 2025, "運用")
    plan = plan_of(initiative_of((item,), summary=text), wordings=(rule,))
    (found,) = [one for one in check_whole(plan) if one.rule == "wording"]
    assert found.correction is not None
    assert found.correction.after == "主な取組みを進め、改革に取り組みます。"


def test_a_verb_keeps_its_ending() -> None:
    if checking.analyser() is None:
        pytest.skip("the morphological analyser is not installed")
    rule = WordingRule("w", "取り組む", ("取組む",), "verb")
    item = years_item("x", 2025, 2025, "運用")
    plan = plan_of(initiative_of((item,), summary="改革に取組みます。"), wordings=(rule,))
    corrections = [one.correction for one in check_whole(plan) if one.rule == "wording"]
    assert [one.after for one in corrections if one] == ["改革に取り組みます。"]


def test_without_a_dictionary_the_checks_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    sudachi = pytest.importorskip("kitaplanner.language.sudachi")

    def missing(**_: str) -> None:
        raise ModuleNotFoundError("sudachidict_small")

    monkeypatch.setattr(sudachi, "Dictionary", missing)
    for cached in (sudachi._tokenizer, checking.analyser):
        cached.cache_clear()
    try:
        assert checking.analyser() is None
        assert "empty_schedule" in rules(plan_of(initiative_of(())))
    finally:
        checking.analyser.cache_clear()


def test_a_check_of_a_large_plan_is_given_up_in_its_midst() -> None:
    many = plan_of(*(initiative_of((), id=f"i{at}", name="") for at in range(50)))
    calls: list[int] = []

    def progress(done: int, total: int) -> None:
        calls.append(done)
        if calls.count(done) == 10:
            raise Cancelled("取り消しました。")

    with pytest.raises(Cancelled):
        check_whole(many, progress)
    assert calls[-10:] == [calls[-1]] * 10  # within one check
    assert check_whole(many, lambda done, total: None) == check_whole(many)
