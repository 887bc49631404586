"""Several corrections at once: joined in one text, counted, and passed over where they can't be."""

from __future__ import annotations

from kitaplanner.domain.checks import Correction, Finding, check_plan
from kitaplanner.domain.checks.finding import Rewrite
from kitaplanner.domain.checks.mending import HAS_CHANGED, NO_SUGGESTION, OVERLAPS, mend
from kitaplanner.domain.form import load_form
from kitaplanner.domain.passages import Address
from kitaplanner.domain.plan import Plan
from tests.helpers.plans import initiative_of, plan_of, years_item

FORM = load_form("kita")
TEXT = "ＡI やのの活用と５件の５件"


def plan_with(text: str) -> Plan:
    return plan_of(initiative_of((years_item("x", 2025, 2025, "運用"),), summary=text))


def finding(*changes: Rewrite, before: str = TEXT) -> Finding:
    address = Address("initiative", "i", "summary")
    return Finding(
        "slip",
        "notice",
        "。",
        "i",
        address=address,
        correction=Correction(address, before, changes),
    )


def test_corrections_of_one_text_are_joined() -> None:
    plan = plan_with("AI やのの活用と５件の６件")
    found = [one for one in check_plan(plan, FORM) if one.correction]
    assert {one.rule for one in found} >= {"space", "digit"}
    mending = mend(plan, found)
    assert mending.texts == {Address("initiative", "i", "summary"): "AIやのの活用と5件の6件"}
    assert mending.places == 3
    assert mending.skipped == ()


def test_of_two_that_overlap_the_first_counts_and_the_same_twice_is_one() -> None:
    first, same, other = (
        finding(Rewrite(0, 4, "あ")),
        finding(Rewrite(0, 4, "あ"), Rewrite(7, 7, "い")),
        finding(Rewrite(3, 5, "う")),
    )
    mending = mend(plan_with(TEXT), (first, same, other))
    assert mending.done == (first, same)
    assert [one.reason for one in mending.skipped] == [OVERLAPS]
    assert mending.places == 2
    assert mending.texts[Address("initiative", "i", "summary")] == "あのの活い用と５件の５件"


def test_what_has_no_suggestion_or_changed_since_is_passed_over() -> None:
    plain = Finding("name", "error", "事業名が空です。")
    stale = finding(Rewrite(0, 1, "Ａ"), before="ほかの文章")
    mending = mend(plan_with(TEXT), (plain, stale))
    assert mending.texts == {}
    assert [one.reason for one in mending.skipped] == [NO_SUGGESTION, HAS_CHANGED]
