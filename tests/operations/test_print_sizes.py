"""Text below 9 points wherever it is printed: each print finds its own, and is quiet otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.checks import Finding
from kitaplanner.domain.form import Form, load_form
from kitaplanner.domain.handout import Handout, HandoutPart, PaperSection
from kitaplanner.domain.plan import Block, Plan, Progress, Section, TimelineRow
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.errors import Cancelled
from kitaplanner.operations import print_sizes
from kitaplanner.operations.checking import PlanChecker, check_whole
from kitaplanner.operations.finding_places import places_of
from kitaplanner.paths import resource_path
from tests.helpers.plans import initiative_of, plan_of, years_item

FORM = load_form("kita")
ITEM = years_item("x", 2025, 2025, "運用")


def small(plan: Plan, form: Form = FORM) -> list[Finding]:
    return [one for one in PlanChecker(form).findings(plan) if one.rule == "small_text"]


def with_sizes(**sizes: float) -> Form:
    return dataclasses.replace(FORM, sizes=dataclasses.replace(FORM.sizes, **sizes))


def test_nothing_of_the_sample_is_printed_below_nine_points() -> None:
    sample = load_plan(resource_path("samples", "kita.json").read_bytes())
    assert [one for one in check_whole(sample) if one.rule == "small_text"] == []


def test_years_that_are_too_narrow_are_found_on_the_sheet() -> None:
    span = Period(2025, 2054)
    plan = plan_of(initiative_of((ITEM,)), period=span)
    found = [one for one in small(plan) if one.initiative]
    assert len(found) == 1
    assert "計画期間を短く" in found[0].sentence


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ({"body": 8.0}, "本文"),
        ({"caption": 8.5}, "図表の題"),
        ({"running": 7.0}, "柱とページ番号"),
        ({"header": 8.0}, "年度の見出し"),
    ],
)
def test_small_sizes_of_a_form_are_found_in_the_form_and_in_the_prints(
    sizes: dict[str, float], words: str
) -> None:
    plan = plan_of(initiative_of((ITEM,)))
    found = small(plan, with_sizes(**sizes))
    assert [one for one in found if f"の{words}の文字" in one.sentence]
    assert any("冊子の" in one.sentence or "個票の" in one.sentence for one in found)


def test_text_of_a_section_leads_to_the_section() -> None:
    timeline = Block("timeline", first=2025, last=2030, rows=(TimelineRow("計画", "期間", 2025),))
    section = Section("t", "計画期間", blocks=(Block("paragraph", "本文です。"), timeline))
    plan = plan_of(initiative_of((ITEM,)), sections=(section,))
    found = small(plan, with_sizes(body=8.0))
    place = places_of(plan)
    assert "計画期間" in {place(one) for one in found}
    assert small(plan) == []


def handout(**fields: object) -> Handout:
    parts = (HandoutPart("p", "paper", "報告", sections=(PaperSection("趣旨", "本文"),)),)
    return dataclasses.replace(Handout("h", "委員会", parts=parts), **fields)  # type: ignore[arg-type]  # fields of the handout


def test_a_handout_of_two_pages_a_sheet_is_told_once_as_a_question() -> None:
    plan = plan_of(initiative_of((ITEM,)), handouts=(handout(two_up=True),))
    (found,) = small(plan)
    assert found.severity == "notice"
    assert "7.4ポイント" in found.sentence
    assert places_of(plan)(found) == "委員会資料"
    assert small(dataclasses.replace(plan, handouts=(handout(),))) == []


def test_papers_and_progress_are_looked_at_too() -> None:
    one = initiative_of((ITEM,), progress=(Progress("g", 2025, "実施", "公開しました。"),))
    plan = plan_of(one, handouts=(handout(),))
    said = [one.sentence for one in small(plan, with_sizes(body=8.0, item=8.0))]
    assert any(one.startswith("委員会資料「委員会」") for one in said)
    assert any(one.startswith("令和7年度の進捗状況") for one in said)


def test_laying_out_the_booklet_is_given_up_at_once() -> None:
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        # Behind the last sheet, while the booklet is laid out around it.
        if done == total - 1 and told.count(done) == 2:
            raise Cancelled("中止しました。")

    with pytest.raises(Cancelled):
        PlanChecker(FORM).findings(plan_of(initiative_of((ITEM,))), stop)


def test_prints_are_laid_out_again_only_when_what_they_show_has_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []

    def counted(name: str) -> Callable[..., object]:
        real = getattr(print_sizes, name)

        def lay_out(*args: object) -> object:
            made.append(name)
            return real(*args)

        return lay_out

    for name in ("booklet_scene", "outline_scene"):
        monkeypatch.setattr(print_sizes, name, counted(name))
    checker = PlanChecker(FORM)
    one = initiative_of((ITEM,))
    checker.findings(plan_of(one))
    assert made == ["booklet_scene", "outline_scene"]
    checker.findings(plan_of(dataclasses.replace(one, schedule=initiative_of(()).schedule)))
    assert made == ["booklet_scene", "outline_scene"]
    checker.findings(plan_of(dataclasses.replace(one, name="窓口の改善")))
    assert made == ["booklet_scene", "outline_scene"] * 2
