"""The sheet: fields over schedule, exact for the screen and clean over several pages."""

from __future__ import annotations

import pytest

from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative, Plan, Started
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.prints import sheets_scene
from kitaplanner.layout.scene import Box, Page, Target
from kitaplanner.layout.sheets import sheet_scene
from tests.golden_files import GoldenFiles
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, months_item, plan_of, years_item
from tests.helpers.scene_json import scene_lines

FORM = load_form("kita")
METRICS = FixedMetrics()


def page_of(initiative: Initiative, plan: Plan | None = None) -> Page:
    plan = plan or plan_of(initiative)
    numbering = number_plan(plan, FORM)
    (page,) = sheet_scene(plan, initiative, FORM, numbering, METRICS).pages
    return page


def texts_of(page: Page, initiative: str, field: str) -> list[str]:
    target = Target("initiative", initiative, field)
    return [text.text for text in page.texts() if text.target == target]


def test_the_typical_sheet(golden: GoldenFiles) -> None:
    initiative = initiative_of(
        (
            years_item("a", 2025, 2025, "優先度の高い500手続の電子申請化"),
            years_item("b", 2026, 2029, "電子申請100%を維持", opens_after=True),
        ),
        (years_item("c", 2025, 2029, "書かない窓口の運用", started=Started(2024)),),
        (),
        summary="区役所へ出向かずに申請できる手続きを広げます。\n対象を段階的に増やします。",
        notes=("法令で電子化できない手続きは除きます。",),
    )
    plan = plan_of(initiative)
    scene = sheet_scene(plan, initiative, FORM, number_plan(plan, FORM), METRICS)
    golden.check("layout/sheet_typical.jsonl", scene_lines(scene))


def test_the_divided_sheet(golden: GoldenFiles) -> None:
    initiative = initiative_of(
        (
            months_item("a", 0, 2, "契約手続き"),
            months_item("b", 9, 23, "構築", kind="box"),
            months_item("c", 24, 35, "試行", kind="dashed", note="一部の課"),
        ),
        (years_item("d", 2025, 2029, "・研修\n・監査\nなど", kind="note"),),
        divisions=4,
        summary="",
        departments=(),
    )
    plan = plan_of(initiative)
    scene = sheet_scene(plan, initiative, FORM, number_plan(plan, FORM), METRICS)
    golden.check("layout/sheet_divided.jsonl", scene_lines(scene))


def test_both_tables_are_170_mm_wide_and_aligned() -> None:
    page = page_of(initiative_of((years_item("a", 2025, 2029, "導入"),)))
    frames = [one for one in page.primitives if isinstance(one, Box) and one.stroke_width == 1.0]
    assert [(frame.rect.x, frame.rect.width) for frame in frames] == [
        (pytest.approx(mm(20)), pytest.approx(mm(170)))
    ] * 2


def test_every_field_can_be_hit_where_it_stands() -> None:
    page = page_of(initiative_of((years_item("a", 2025, 2029, "導入"),), summary="概要"))
    for target in (
        Target("initiative", "i", "name"),
        Target("initiative", "i", "departments"),
        Target("initiative", "i", "summary"),
        Target("item", "a", "text"),
    ):
        region = next(one for one in page.regions if one.target == target)
        inner = region.inner
        hit = page.region_at(inner.x + inner.width / 2, inner.y + inner.height / 2)
        assert hit is not None
        assert hit.target == target


def test_an_empty_sheet_can_be_filled_in() -> None:
    page = page_of(initiative_of(name="", departments=(), summary=""))
    heights = {one.target.field: one.rect.height for one in page.regions}
    assert set(heights) == {"name", "departments", "summary"}
    assert min(heights.values()) >= FORM.lengths.row_height


def test_the_name_hangs_behind_its_number() -> None:
    page = page_of(initiative_of(name="とても長い名前" * 5))
    lines = [text for text in page.texts() if text.target == Target("initiative", "i", "name")]
    assert lines[0].text.startswith("1-(1)　とても")
    mark = METRICS.text_width("1-(1)　", FORM.sizes.name)
    assert lines[1].x - lines[0].x == pytest.approx(mark)
    region = next(one for one in page.regions if one.target.field == "name")
    assert region.inner.x == pytest.approx(lines[1].x)


def test_marks_stand_before_the_name_in_words() -> None:
    page = page_of(initiative_of(marks=("新規",)))
    assert texts_of(page, "i", "name") == ["1-(1)　【新規】電子申請の推進"]


def test_departments_are_joined_and_not_broken() -> None:
    names = ("情報システム担当課", "経営改革・公共施設再配置担当課", "全庁")
    page = page_of(initiative_of(departments=names))
    assert texts_of(page, "i", "departments") == [
        "情報システム担当課、",
        "経営改革・公共施設再配置担当課、",
        "全庁",
    ] or "".join(texts_of(page, "i", "departments")) == "、".join(names)


def test_notes_stand_below_the_summary_a_point_smaller() -> None:
    page = page_of(initiative_of(summary="概要", notes=("※注の一", "注の二")))
    assert texts_of(page, "i", "summary") == ["概要", "※注の一", "※注の二"]
    sizes = [text.size for text in page.texts() if text.target and text.target.field == "summary"]
    assert sizes == [10.5, 9.5, 9.5]


def test_a_missing_glyph_is_reported() -> None:
    initiative = initiative_of(summary="〓")
    plan = plan_of(initiative)
    scene = sheet_scene(plan, initiative, FORM, number_plan(plan, FORM), METRICS)
    (shortfall,) = scene.shortfalls
    assert (shortfall.reason, shortfall.target.field) == ("missing_glyph", "summary")


def test_a_long_sheet_continues_with_its_name_and_the_years() -> None:
    rows = [(years_item(f"i{n}", 2025, 2029, "一\n二\n三"),) for n in range(20)]
    initiative = initiative_of(*rows, name="長い名前" * 20, summary="概要")
    first, second = sheets_scene(plan_of(initiative), FORM, METRICS).pages
    assert "（年度別実施計画）" in [text.text for text in first.texts()]
    texts = [text.text for text in second.texts()]
    assert "（続き）" in texts
    assert "令和7年度" in texts
    assert any(text.startswith("1-(1)") and text.endswith("…") for text in texts)
    rows_shown = [band.row for page in (first, second) for band in page.grids[0].bands]
    assert rows_shown == [f"r{n}" for n in range(20)]


def test_a_bar_of_2000_characters_gives_a_clean_sequence_of_pages() -> None:
    text = "行政手続きの電子申請化を進めます。" * 118
    initiative = initiative_of((years_item("a", 2025, 2025, text),), name="名" * 300)
    plan = plan_of(initiative)
    for metrics in (METRICS, bundled_metrics()):
        scene = sheets_scene(plan, FORM, metrics)
        shown = [
            text.text
            for page in scene.pages
            for text in page.texts()
            if text.target == Target("item", "a", "text")
        ]
        assert "".join(shown) == text
        assert 3 <= len(scene.pages) <= 8
        assert scene.shortfalls == ()
