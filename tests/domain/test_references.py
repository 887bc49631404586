"""再掲 says what its original says, in the number that it has now; words of its own come first."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.outline import take_out_initiative
from kitaplanner.domain.plan import Plan, Reference
from kitaplanner.domain.references import shown_references
from tests.helpers.plans import initiative_of, plan_of

FORM = load_form("kita")


def plan(*references: Reference) -> Plan:
    return plan_of(
        initiative_of(id="a", name="元の事業", summary="元の概要です。"),
        initiative_of(id="b", name="別の事業"),
        initiative_of(id="c", name="載せる事業", references=references),
    )


def shown(of: Plan) -> list[tuple[str, str, str, bool]]:
    holder = of.initiative("c")
    assert holder is not None
    numbering = number_plan(of, FORM)
    return [
        (one.name, one.content, one.place, one.original is not None)
        for one in shown_references(of, holder, numbering)
    ]


def test_without_words_of_its_own_it_is_the_original() -> None:
    of = plan(Reference("x", "", target="a"))
    assert shown(of) == [("元の事業", "元の概要です。", "基本方針1①1-(1)", True)]
    original = of.initiative("a")
    assert original is not None
    renamed = of.with_initiatives({"a": dataclasses.replace(original, name="改めた事業")})
    assert shown(renamed)[0][0] == "改めた事業"


def test_words_of_its_own_come_first() -> None:
    of = plan(Reference("x", "取組項目", "取組内容", target="a"))
    assert shown(of) == [("取組項目", "取組内容", "基本方針1①1-(1)", True)]


def test_its_number_follows_that_of_the_original() -> None:
    of = plan(Reference("x", "", target="b"))
    assert shown(of)[0][2] == "基本方針1①1-(2)"
    without_first = take_out_initiative(of, "a")
    assert shown(without_first)[0][2] == "基本方針1①1-(1)"


def test_one_outside_the_plan_and_one_to_nothing_say_so() -> None:
    of = plan(
        Reference("x", "外の事業", external="計画20／事業№20-5"), Reference("y", "", target="z")
    )
    assert shown(of) == [
        ("外の事業", "", "計画20／事業№20-5", False),
        ("", "", "行き先なし", False),
    ]
