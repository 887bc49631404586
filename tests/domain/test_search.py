"""Hits over a whole plan: which texts are looked through, in which order, with which context."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from kitaplanner.domain.calendar import Period, year_span
from kitaplanner.domain.passages import Address, Owner, passages_by_owner, with_texts
from kitaplanner.domain.plan import (
    Block,
    Department,
    Initiative,
    Node,
    Plan,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Section,
)
from kitaplanner.domain.search import SearchOptions, find, iter_hits
from tests.strategies import plans

SPAN = year_span(2025)
ITEM = ScheduleItem(
    "item", "arrow", SPAN.start, SPAN.end, "広報の改善", "広報は毎月", departments=("広報課",)
)
INITIATIVE = Initiative(
    "one",
    "広報の充実",
    departments=("シティ広報課", "広報課"),
    summary="まず調べます。\n次に広報を改めます。",
    notes=("広報誌を除く",),
    effects=("広報が届く",),
    schedule=Schedule((ScheduleRow("row", (ITEM,), label="広報の部"),)),
)
PLAN = Plan(
    "試験計画",
    Period(2025, 2029),
    departments=(Department("d1", "広報課"), Department("d2", "シティ広報課")),
    outline=(Node("node", "施策", "広報", vision=("広報が届くまち",), initiatives=(INITIATIVE,)),),
    sections=(Section("s", "広報について", blocks=(Block("paragraph", "区の広報"),)),),
)


def places(word: str, options: SearchOptions | None = None) -> list[str]:
    return [f"{hit.address.id}.{hit.address.field}" for hit in find(PLAN, word, options)]


def only(*groups: str) -> SearchOptions:
    return SearchOptions(groups=frozenset(groups))  # type: ignore[arg-type]


def test_every_text_is_looked_through_in_printed_order() -> None:
    assert places("広報") == [
        "d1.name",
        "d2.name",
        "s.heading",
        "s:0.text",
        "node.name",
        "node.vision",
        "one.name",
        "one.departments",
        "one.departments",
        "one.summary",
        "one.notes",
        "one.effects",
        "row.label",
        "item.text",
        "item.note",
        "item.departments",
    ]


def test_fields_can_be_chosen() -> None:
    assert places("広報", only("name")) == ["one.name"]
    assert places("広報", only("items")) == ["row.label", "item.text"]
    assert places("広報", only("notes")) == ["one.notes", "item.note"]
    assert places("広報", only("headings", "summary")) == [
        "node.name",
        "node.vision",
        "one.summary",
    ]


def test_a_whole_department_is_not_found_inside_a_longer_name() -> None:
    whole = SearchOptions(whole_department=True)
    assert places("広報課", whole) == ["d1.name", "one.departments", "item.departments"]
    plan = with_texts(PLAN, {Address("initiative", "one", "name"): "シティ広報課と広報課"})
    found = find(plan, "広報課", SearchOptions(groups=frozenset({"name"}), whole_department=True))
    assert [hit.start for hit in found] == [7]


def test_a_hit_knows_its_owner_and_its_line() -> None:
    (hit,) = find(PLAN, "広報", only("summary"))
    assert hit.owner == Owner("initiative", "one")
    assert hit.context() == ("次に", "広報", "を改めます。")


def test_long_lines_are_shortened_around_the_hit() -> None:
    text = "あ" * 30 + "語" + "い" * 30
    plan = with_texts(PLAN, {Address("initiative", "one", "summary"): text})
    (hit,) = find(plan, "語", only("summary"))
    assert hit.context() == ("…" + "あ" * 8, "語", "い" * 16 + "…")


def test_an_empty_word_and_an_absent_one_are_nowhere() -> None:
    assert find(PLAN, "") == find(PLAN, "どこにもない") == ()


def test_a_text_of_a_list_that_becomes_empty_goes() -> None:
    plan = with_texts(PLAN, {Address("initiative", "one", "notes", 0): ""})
    assert plan.initiative("one").notes == ()


@given(plans())
def test_writing_the_same_texts_shares_the_plan(plan: Plan) -> None:
    texts = {one.address: one.text for _, passages in passages_by_owner(plan) for one in passages}
    same = with_texts(plan, texts)
    assert same == plan
    assert all(new is old for new, old in zip(same.outline, plan.outline, strict=True))


@given(plans())
def test_hits_never_overlap_whatever_the_plan(plan: Plan) -> None:
    for word in ("電子", "の", "a"):
        hits = find(plan, word)
        assert tuple(hit for found in iter_hits(plan, word) for hit in found) == hits
        for one, other in pairwise(hits):
            assert one.address != other.address or one.end <= other.start
