"""再掲 on paper: below the schedule, with what the original says, linked to it in the booklet."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative, Plan, Reference, Schedule
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Page, Target, Text
from kitaplanner.layout.sheets import sheet_scene
from kitaplanner.operations.exports import export_text, export_xlsx
from kitaplanner.operations.imports import plan_imports, read_source
from tests.helpers.plans import initiative_of, plan_of, years_item

FORM = load_form("kita")
ORIGINAL = initiative_of(
    (years_item("x", 2025, 2025, "運用"),), id="a", name="元の事業", summary="概要"
)
HOLDER = initiative_of(
    (years_item("y", 2025, 2029, "実施"),),
    id="c",
    name="載せる事業",
    references=(Reference("r", "", target="a"), Reference("s", "外の事業", external="計画20")),
)


def plan(holder: Initiative = HOLDER) -> Plan:
    return plan_of(ORIGINAL, holder)


def sheet(holder: Initiative = HOLDER) -> Page:
    of = plan(holder)
    numbering = number_plan(of, FORM)
    return sheet_scene(of, holder, FORM, numbering, bundled_metrics()).pages[0]


def texts(page: Page) -> list[Text]:
    return [one for one in page.primitives if isinstance(one, Text)]


def test_the_sheet_shows_the_originals_below_its_schedule() -> None:
    page = sheet()
    lines = {one.text: one.baseline for one in texts(page)}
    grid = page.grids[0]
    for words in ("（再掲事業）", "元の事業", "概要", "基本方針1①1-(1)", "外の事業", "計画20"):
        assert lines[words] > grid.rect.bottom, words
    assert page.tables[-1].cells


def test_what_is_shown_again_is_no_field_of_the_sheet() -> None:
    again = {one.target for one in sheet().regions}
    assert Target("initiative", "a") not in again
    assert {one.id for one in again if one.kind == "initiative"} == {"c"}


def test_a_sheet_without_references_is_as_before() -> None:
    plain = initiative_of((years_item("y", 2025, 2029, "実施"),), id="c", name="載せる事業")
    assert "（再掲事業）" not in [one.text for one in texts(sheet(plain))]


def test_in_the_booklet_it_leads_to_the_page_of_the_original() -> None:
    pages = booklet_scene(plan(), FORM, bundled_metrics()).pages
    page = next(one for one in pages if "（再掲事業）" in [text.text for text in texts(one)])
    table = next(one.baseline for one in texts(page) if one.text == "（再掲事業）")
    targets = [one.target for one in page.links if one.rect.y > table]
    assert targets == [Target("initiative", "a")]


def test_the_text_edition_says_it_in_a_sentence(tmp_path: Path) -> None:
    export_text(plan(), tmp_path / "plan.txt", "sheets", only=("c",))
    written = (tmp_path / "plan.txt").read_text(encoding="utf-8-sig")
    assert "再掲：元の事業：概要（基本方針1①1-(1)）" in written
    assert "再掲：外の事業（計画20）" in written


def test_a_workbook_with_it_comes_back_without_a_change(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    row = dataclasses.replace(HOLDER.schedule.rows[0], id="own")
    of = plan(dataclasses.replace(HOLDER, schedule=Schedule((row,))))
    export_xlsx(of, path)
    (found,) = plan_imports(of, [read_source(path)])
    assert found.changes == ()
    assert found.not_understood == ()
