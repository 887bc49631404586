"""Changed words are found on the finished sheet, on the lines where they stand."""

from __future__ import annotations

import dataclasses

import pytest

from kitaplanner.domain.diff import compare_plans
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.layout.change_places import changed_words_on, places_of
from kitaplanner.layout.scene import Page, Rect
from kitaplanner.layout.sheets import sheet_scene
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, plan_of, years_item

FORM = load_form("kita")
METRICS = FixedMetrics()
ITEM = years_item("a", 2025, 2026, "導入検討")
SUMMARY = "区役所へ出向かずに申請を済ませられる手続を増やします。" * 4
NOTES = ("一部を除きます。", "詳細は別に定めます。")
OLD = initiative_of((ITEM,), summary=SUMMARY + "対象を広げます。", notes=NOTES)


def page_of(plan: Plan) -> Page:
    (initiative,) = plan.initiatives()
    return sheet_scene(plan, initiative, FORM, number_plan(plan, FORM), METRICS).pages[0]


def written(page: Page, area: Rect) -> str:
    """Give what stands in an area."""
    for line in page.texts():
        if line.baseline - line.size <= area.y <= line.baseline and line.x <= area.x + 0.01:
            ends = [METRICS.text_width(line.text[:end], line.size) for end in range(200)]
            inside = (area.x - line.x - 0.01, area.right - line.x + 0.01)
            if inside[1] <= line.width + 0.1:
                return "".join(
                    char
                    for at, char in enumerate(line.text)
                    if inside[0] <= ends[at] and ends[at + 1] <= inside[1]
                )
    return ""


def marked(**fields: object) -> tuple[str, str]:
    """Give the marked words of both sides after a change of some fields."""
    plans = plan_of(OLD), plan_of(dataclasses.replace(OLD, **fields))  # type: ignore[arg-type]
    (difference,) = compare_plans(*plans)
    old, new = (
        "".join(
            written(page, area)
            for area in changed_words_on(page, difference, METRICS, is_new=is_new)
        )
        for is_new, page in enumerate(map(page_of, plans))
    )
    return old, new


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("summary", SUMMARY + "対象を定めます。", ("広げます", "定めます")),
        ("name", "電子申請の拡充", ("推進", "拡充")),
        ("departments", ("DX推進担当課", "関係課"), ("全庁", "関係課")),
        ("notes", ("一部を除きます。", "詳細は追って定めます。"), ("別に", "追って")),
    ],
)
def test_the_words_that_differ_are_found(field: str, value: object, words: tuple[str, str]) -> None:
    assert marked(**{field: value}) == words


def test_of_two_equal_paragraphs_the_one_that_changed_is_marked() -> None:
    old = dataclasses.replace(OLD, notes=("別に定めます。", "別に定めます。"))
    new = dataclasses.replace(OLD, notes=("別に定めます。", "廃止します。"))
    plans = plan_of(old), plan_of(new)
    (difference,) = compare_plans(*plans)
    page = page_of(plans[0])
    (area,) = changed_words_on(page, difference, METRICS, is_new=False)
    lines = [one.baseline for one in page.texts() if "別に定めます" in one.text]
    assert lines[1] - area.height < area.y < lines[1]


def test_words_that_go_over_the_end_of_a_line_are_found_on_both_lines() -> None:
    long = "窓口の混雑を減らし待ち時間を短くするとともに、" * 5
    old, new = marked(summary=SUMMARY + long + "対象を広げます。")
    assert old == ""
    assert new == long


def test_the_text_of_an_arrow() -> None:
    item = dataclasses.replace(ITEM, text="導入準備")
    (row,) = OLD.schedule.rows
    schedule = dataclasses.replace(OLD.schedule, rows=(dataclasses.replace(row, items=(item,)),))
    assert marked(schedule=schedule)[1].endswith("準備")


def test_a_lengthened_arrow_is_outlined_and_has_no_changed_words() -> None:
    longer = plan_of(initiative_of((years_item("a", 2025, 2027, "導入検討"),), id="i"))
    shorter = plan_of(initiative_of((ITEM,), id="i"))
    (difference,) = compare_plans(shorter, longer)
    before, after = (page_of(one) for one in (shorter, longer))
    (old,), (new,) = (list(places_of(one, difference)) for one in (before, after))
    assert new.width > old.width * 1.4
    assert changed_words_on(after, difference, METRICS, is_new=True) == ()
