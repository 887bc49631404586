"""Numbers derived by the form, on outlines that wards really have."""

from __future__ import annotations

import dataclasses
import random

import pytest

from kitaplanner.domain import outline
from kitaplanner.domain.calendar import Period
from kitaplanner.domain.form import Form, InitiativeRule, Level, available_forms, load_form
from kitaplanner.domain.numbering import format_ordinal, number_plan, numbers_alike
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.errors import UserError
from kitaplanner.paths import resource_path
from tests.storage.edits import random_edit


def initiative(name: str, number_from: int | None = None) -> Initiative:
    return Initiative(id=name, name=name, number_from=number_from)


def plan(*outline: Node) -> Plan:
    return Plan(title="計画", period=Period(2025, 2029), outline=outline)


KITA = plan(
    Node(
        "p1",
        "基本方針",
        "区民",
        children=(
            Node(
                "c1",
                "丸数字",
                "窓口",
                children=(
                    Node("s1", "施策", "原則", initiatives=(initiative("a"), initiative("b"))),
                    Node("s2", "施策", "窓口", initiatives=(initiative("c"),)),
                ),
            ),
            Node(
                "c2",
                "丸数字",
                "分野",
                children=(Node("s3", "施策", "区民", initiatives=(initiative("d"),)),),
            ),
        ),
    ),
    Node("base", "基本方針", "基盤", symbol="●", initiatives=(initiative("e"), initiative("f"))),
    Node("p2", "基本方針", "区政"),
)


def test_kita_numbers_restart_and_the_symbol_takes_no_number() -> None:
    numbering = number_plan(KITA, load_form("kita"))
    assert {key: numbering.numbers[key] for key in "abcdef"} == {
        "a": "1-(1)",
        "b": "1-(2)",
        "c": "2-(1)",
        "d": "1-(1)",
        "e": "(1)",
        "f": "(2)",
    }
    assert numbering.numbers["p2"] == "基本方針2."
    assert numbering.long_numbers["d"] == "基本方針1②1-(1)"
    assert numbering.long_numbers["e"] == "●(1)"
    assert numbering.headings["c2"] == "② 分野"
    assert numbering.headings["base"] == "● 基盤"
    assert numbering.heading(Node("new", "施策", "まだない")) == "まだない"


def other_form(levels: tuple[Level, ...], rule: InitiativeRule) -> Form:
    return dataclasses.replace(load_form("kita"), levels=levels, initiative=rule)


def test_circled_initiatives_run_on_across_grouping_nodes() -> None:
    # Chiyoda: 取組 n-① counts within 重点方針; 視点 only groups.
    form = other_form(
        (Level("重点方針", "{n}"), Level("視点", "")),
        InitiativeRule(("{重点方針}-{n:circled}",), counts_within="重点方針"),
    )
    numbering = number_plan(
        plan(
            Node(
                "p",
                "重点方針",
                "",
                children=(
                    Node("v1", "視点", "", initiatives=(initiative("a"), initiative("b"))),
                    Node("v2", "視点", "", initiatives=(initiative("c"),)),
                ),
            ),
            Node("q", "重点方針", "", initiatives=(initiative("d"),)),
        ),
        form,
    )
    assert [numbering.numbers[key] for key in "abcd"] == ["1-①", "1-②", "1-③", "2-①"]


def test_numbering_may_start_inside_a_longer_plan() -> None:
    # Nerima: 計画21 to 23 of a longer plan; №21-3 is the first that is printed.
    form = other_form(
        (Level("柱", "{n}", counts_within="plan"), Level("戦略計画", "{n}", counts_within="plan")),
        InitiativeRule(("{戦略計画}-{n}",), counts_within="戦略計画"),
    )
    numbering = number_plan(
        plan(
            Node(
                "pillar",
                "柱",
                "",
                number_from=6,
                children=(
                    Node(
                        "s21",
                        "戦略計画",
                        "",
                        number_from=21,
                        initiatives=(initiative("a", 3), initiative("b")),
                    ),
                    Node("s22", "戦略計画", "", initiatives=(initiative("c"),)),
                ),
            ),
            Node(
                "next",
                "柱",
                "",
                children=(Node("s23", "戦略計画", "", initiatives=(initiative("d"),)),),
            ),
        ),
        form,
    )
    assert [numbering.numbers[key] for key in "abcd"] == ["21-3", "21-4", "22-1", "23-1"]
    assert numbering.numbers["next"] == "7"


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (3, "", "3"),
        (3, "circled", "③"),
        (50, "circled", "㊿"),
        (51, "circled", "(51)"),
        (12, "full", "１２"),
        (6, "single_full", "６"),
        (12, "single_full", "12"),
    ],
)
def test_ordinals(value: int, style: str, text: str) -> None:
    assert format_ordinal(value, style) == text


def test_an_unknown_form_is_named_with_those_that_exist() -> None:
    assert "kita" in available_forms()
    with pytest.raises(UserError, match=r"様式「osaka」はありません。使える様式：.*kita"):
        load_form("osaka")


def test_an_unknown_level_prints_its_name_alone() -> None:
    numbering = number_plan(plan(Node("x", "章", "序")), load_form("kita"))
    assert numbering.numbers["x"] == ""
    assert numbering.headings["x"] == "序"


def edited(which: str, **values: object) -> Plan:
    """The plan of Kita with one initiative changed."""
    one = KITA.initiative(which)
    assert one is not None
    return KITA.with_initiatives({which: dataclasses.replace(one, **values)})  # type: ignore[arg-type]


def test_a_text_that_bears_no_number_leaves_the_numbers_alone() -> None:
    new = edited("b", summary="書き換えた概要")
    assert numbers_alike(KITA, new)
    assert number_plan(new, load_form("kita")) == number_plan(KITA, load_form("kita"))


@pytest.mark.parametrize("values", [{"name": "別の名"}, {"number_from": 7}, {"id": "z"}])
def test_what_bears_a_number_makes_numbers_differ(values: dict[str, object]) -> None:
    assert not numbers_alike(KITA, edited("b", **values))


def test_other_nodes_or_another_form_make_numbers_differ() -> None:
    assert not numbers_alike(KITA, dataclasses.replace(KITA, outline=KITA.outline[:-1]))
    assert not numbers_alike(KITA, dataclasses.replace(KITA, form="bunkyo"))
    first, *others = KITA.outline
    for values in ({"symbol": "序"}, {"name": "別"}, {"level": "丸数字"}, {"number_from": 3}):
        node = dataclasses.replace(first, **values)  # type: ignore[arg-type]
        assert not numbers_alike(KITA, dataclasses.replace(KITA, outline=(node, *others)))
    child = dataclasses.replace(first, children=first.children[::-1])
    assert not numbers_alike(KITA, dataclasses.replace(KITA, outline=(child, *others)))


FORMS = (
    *map(load_form, available_forms()),
    # Initiatives and headings that are counted through the whole plan, or through a level above.
    other_form(
        (Level("基本方針", "{n}"), Level("施策", "{n}", counts_within="plan")),
        InitiativeRule(("{施策}-{n}", "{n}"), counts_within="plan"),
    ),
    other_form(
        (Level("基本方針", "{n}"), Level("施策", "{n}", counts_within="基本方針")),
        InitiativeRule(("{基本方針}-{n:circled}", "({n})"), counts_within="基本方針"),
    ),
)


def renumbered(plan: Plan, dice: random.Random) -> Plan:
    """Give the plan after an edit that may touch numbers."""
    nodes = tuple(plan.nodes())
    which = dice.randrange(3)
    if which == 0 and nodes:
        node = dice.choice(nodes)
        changes = dice.choice(
            [
                {"symbol": dice.choice(["", "●"])},
                {"number_from": dice.choice([None, 1, 5])},
                {"level": dice.choice(["基本方針", "施策", "章"])},
                {"name": "改名"},
                {"children": node.children[::-1]},
                {"initiatives": node.initiatives[::-1]},
            ]
        )
        return outline.map_node(plan, node.id, lambda one: dataclasses.replace(one, **changes))
    if which == 1 and len(nodes) > 2:
        moved, *others = dice.sample(nodes, 3)
        lighter = outline.take_out_node(plan, moved.id)
        home = next((one.id for one in others if one.id not in moved.ids), None)
        return outline.insert_node(lighter, home, dice.randrange(3), moved)
    return random_edit(plan, dice)


@pytest.mark.parametrize("form", FORMS)
def test_numbers_derived_from_known_ones_are_those_derived_anew(form: Form) -> None:
    dice = random.Random(11)
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    numbering = number_plan(plan, form)
    for _ in range(150):
        former = dataclasses.replace(numbering)
        plan, before = renumbered(plan, dice), plan
        numbering, known = number_plan(plan, form, numbering), numbering
        assert numbering == number_plan(plan, form)
        patched = {**known.headings, **numbering.headings_since(known)}
        assert {one: patched[one] for one in numbering.headings} == numbering.headings
        assert known == former == number_plan(before, form)


def test_headings_since_another_numbering_are_all_where_it_is_not_the_one_before() -> None:
    form = load_form("kita")
    first = number_plan(KITA, form)
    second = number_plan(KITA, form, first)
    assert not second.headings_since(first)  # the branches are the same objects
    assert first.headings_since(None) == first.headings
    assert number_plan(KITA, form).headings_since(second) == first.headings
    assert number_plan(KITA, form, second).headings_since(first) == first.headings


def test_known_numbers_of_another_form_are_of_no_use() -> None:
    kita, other = load_form("kita"), FORMS[-1]
    assert number_plan(KITA, other, number_plan(KITA, kita)) == number_plan(KITA, other)
