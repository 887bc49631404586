"""新旧対照表 on paper: what differs is emphasised where it stands, on the right side, once."""

from __future__ import annotations

import dataclasses

import pytest

from kitaplanner.domain.form import load_form
from kitaplanner.domain.handout import Handout, HandoutPart
from kitaplanner.domain.plan import ComparisonStyle, Plan, PlanSettings
from kitaplanner.layout.handouts import handout_scene
from kitaplanner.layout.lines import LineStyle
from kitaplanner.layout.marked_lines import set_marked_lines
from kitaplanner.layout.scene import Arrow, Box, Line, Page, Text
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, plan_of, years_item

FORM = load_form("kita")
METRICS = FixedMetrics()
PLAIN = ComparisonStyle()
STYLE = LineStyle(10.0, 1.5, "#000000")


def old_plan(**settings: object) -> Plan:
    return plan_of(
        initiative_of((years_item("x", 2025, 2025, "検討"),), summary="手続の電子化を進める。"),
        initiative_of(id="gone", name="廃止する事業"),
        stage="素案",
        settings=PlanSettings(**settings),  # type: ignore[arg-type]
    )


def new_plan(style: ComparisonStyle = PLAIN) -> Plan:
    return plan_of(
        initiative_of((years_item("x", 2025, 2026, "検討"),), summary="手続きの電子化を進める。"),
        stage="案",
        settings=PlanSettings(comparison=style),
    )


def pages(style: ComparisonStyle = PLAIN) -> list[Page]:
    handout = Handout("h", "資料", parts=(HandoutPart("1", "comparison", old="素案"),))
    scene = handout_scene(new_plan(style), FORM, METRICS, handout, {"素案": old_plan()})
    return list(scene.pages)


def found(style: ComparisonStyle = PLAIN) -> list[Text]:
    return [one for page in pages(style) for one in page.texts()]


def at(texts: list[Text], text: str) -> Text:
    return next(one for one in texts if one.text == text)


def test_the_new_side_stands_left_and_bears_its_stage() -> None:
    texts = found()
    assert at(texts, "改正案（案）").x < at(texts, "現行（素案）").x


def test_the_order_and_the_head_words_are_settings() -> None:
    texts = found(ComparisonStyle(new_on_left=False, new_head="修正後", old_head="修正前"))
    assert at(texts, "修正前（素案）").x < at(texts, "修正後（案）").x


def test_remarks_can_be_left_out() -> None:
    with_remarks = [one.text for one in found()]
    without = [one.text for one in found(ComparisonStyle(remarks=False))]
    assert "備考" in with_remarks
    assert "備考" not in without


def test_a_removed_initiative_is_said_on_the_new_side() -> None:
    texts = found()
    gone = at(texts, "（削る）")
    name = next(one for one in texts if one.text == "廃止する事業" and one.x > gone.x)
    assert abs(name.baseline - gone.baseline) < 60


def test_what_differs_is_underlined_and_nothing_else() -> None:
    page = pages()[0]
    new = at(list(page.texts()), "手続きの電子化を進める。")
    rules = [
        one
        for one in page.primitives
        if isinstance(one, Line)
        and one.y1 == one.y2
        and 0 < one.y1 - new.baseline < 3
        and new.x - 0.01 <= one.x1 <= new.x + new.width
    ]
    (rule,) = rules
    covered = "手続きの電子化を進める。"[
        round((rule.x1 - new.x) / new.size) : round((rule.x2 - new.x) / new.size)
    ]
    assert "き" in covered
    assert "電子化" not in covered


def test_a_marker_lies_behind_the_text() -> None:
    page = pages(ComparisonStyle(emphasis="marker"))[0]
    shapes = list(page.primitives)
    text = next(
        index
        for index, one in enumerate(shapes)
        if isinstance(one, Text) and one.text == "手続きの電子化を進める。"
    )
    band = shapes[text - 1]
    assert isinstance(band, Box)
    assert band.fill == "#FFF2A8"


def test_a_changed_schedule_is_drawn_on_both_sides() -> None:
    widths = [
        one.rect.width for page in pages() for one in page.primitives if isinstance(one, Arrow)
    ]
    assert len(widths) == 2
    assert max(widths) > min(widths) * 1.5


def test_schedules_with_narrow_columns_stand_below_each_other() -> None:
    """Quarters of five years in half a table run into each other."""

    def with_quarters(plan: Plan) -> Plan:
        one = next(plan.initiatives())
        schedule = dataclasses.replace(one.schedule, divisions=4)
        return plan.with_initiatives({one.id: dataclasses.replace(one, schedule=schedule)})

    def arrows(old: Plan, new: Plan) -> list[Arrow]:
        handout = Handout("h", "資料", parts=(HandoutPart("1", "comparison", old="素案"),))
        scene = handout_scene(new, FORM, METRICS, handout, {"素案": old})
        return [one for page in scene.pages for one in page.primitives if isinstance(one, Arrow)]

    new, old = arrows(old_plan(), new_plan())
    assert new.rect.x < old.rect.x
    new, old = arrows(with_quarters(old_plan()), with_quarters(new_plan()))
    assert new.rect.x == old.rect.x
    assert new.rect.bottom < old.rect.y


def test_years_in_narrow_columns_never_part_a_number() -> None:
    texts = [one.text for one in found()]
    assert not [one for one in texts if one.endswith("令和1") or one in ("0年度", "1年度")]


@pytest.mark.parametrize("width", [1000.0, 55.0, 31.0])
def test_marks_cover_their_characters_on_every_line(width: float) -> None:
    stretches = (("電子申請の", None), ("推進\nと", "underline"), ("拡大を図る", None))
    lines = set_marked_lines(stretches, width, STYLE, METRICS)
    marked = ""
    for line in lines:
        for mark in line.marks:
            marked += line.text[round(mark.start / 10) : round(mark.end / 10)]
    assert marked == "推進と"


def test_a_text_that_only_one_side_has_is_told_as_new_or_gone() -> None:
    empty = dataclasses.replace(next(old_plan().initiatives()), summary="")
    handout = Handout("h", "資料", parts=(HandoutPart("1", "comparison", old="素案"),))
    older = old_plan().with_initiatives({empty.id: empty})
    scene = handout_scene(new_plan(), FORM, METRICS, handout, {"素案": older})
    texts = [one.text for page in scene.pages for one in page.texts()]
    assert "（新設）" in texts
