"""Charts, pictures, 用語集 and the index of departments: parts of the booklet beside the sheets."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kitaplanner.domain.form import load_form
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import Block, ChartBox, Department, Plan, Section, Term
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.scene import Box, Image, Page, Scene, Target
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, plan_of
from tests.strategies import PIXEL

FORM = load_form("kita")
METRICS = FixedMetrics()
CHART = (
    ChartBox("本部", 0, "本部長：区長"),
    ChartBox("幹事会", 1),
    ChartBox("部会", 2),
    ChartBox("事務局", 1),
)


def scene_of(plan: Plan) -> Scene:
    return booklet_scene(plan, FORM, METRICS)


def with_block(block: Block, **fields: object) -> Page:
    section = Section("s", "推進体制", blocks=(block,))
    return scene_of(plan_of(sections=(section,), **fields)).pages[-1]


def left_of(page: Page, text: str) -> float:
    return next(one.x for one in page.texts() if one.text == text)


def boxes_around(page: Page, text: str) -> list[Box]:
    line = next(one for one in page.texts() if one.text == text)
    return [
        one
        for one in page.primitives
        if isinstance(one, Box) and one.stroke and one.rect.contains(line.x, line.baseline)
    ]


def test_a_child_stands_right_of_and_below_its_parent_in_a_box_of_its_own() -> None:
    page = with_block(Block("chart", boxes=CHART, caption="図　推進体制"))
    texts = [one.text for one in page.texts()]
    assert texts.index("図　推進体制") < texts.index("本部") < texts.index("本部長：区長")
    places = {
        name: boxes_around(page, name)[-1].rect for name in ("本部", "幹事会", "部会", "事務局")
    }
    assert places["本部"].x < places["幹事会"].x == places["事務局"].x < places["部会"].x
    tops = [rect.y for rect in places.values()]
    assert tops == sorted(tops)
    assert len({*tops}) == 4


def test_a_chart_longer_than_a_page_goes_on_without_losing_a_box() -> None:
    boxes = tuple(ChartBox(f"第{n}部会", min(n, 1)) for n in range(90))
    plan = plan_of(sections=(Section("s", "推進体制", blocks=(Block("chart", boxes=boxes),)),))
    scene = scene_of(plan)
    found = [one.text for page in scene.pages for one in page.texts() if "部会" in one.text]
    assert found == [one.text for one in boxes]
    for page in scene.pages:
        assert all(
            one.baseline < page.height - FORM.page.margin_bottom
            for one in page.texts()
            if "部会" in one.text
        )


@pytest.mark.parametrize("depths", [(3, 0), (0, 5, 9), (-1, 2)])
def test_depths_with_gaps_are_drawn_without(depths: tuple[int, ...]) -> None:
    boxes = tuple(ChartBox(f"箱{n}", depth) for n, depth in enumerate(depths))
    page = with_block(Block("chart", boxes=boxes))
    lefts = [boxes_around(page, one.text)[-1].rect.x for one in boxes]
    steps = [later - former for former, later in pairwise(lefts)]
    assert lefts[0] == FORM.page.margin_side
    assert all(step < 26.1 for step in steps)


def test_a_picture_keeps_its_shape_and_stays_within_the_text() -> None:
    picture = Picture("p", "図", "image/png", 4000, 1000, PIXEL)
    page = with_block(Block("figure", picture="p", caption="図1"), pictures=(picture,))
    (image,) = (one for one in page.primitives if isinstance(one, Image))
    assert image.rect.width == pytest.approx(FORM.page.width - 2 * FORM.page.margin_side)
    assert image.rect.width / image.rect.height == pytest.approx(4.0)
    assert image.description == "図1"


def test_a_tall_picture_fits_on_its_page_and_a_small_one_is_not_blown_up_over_it() -> None:
    tall = Picture("p", "図", "image/png", 100, 4000, PIXEL)
    page = with_block(Block("figure", picture="p"), pictures=(tall,))
    (image,) = (one for one in page.primitives if isinstance(one, Image))
    assert image.rect.bottom < FORM.page.height - FORM.page.margin_bottom
    small = Picture("p", "図", "image/png", 300, 300, PIXEL)
    page = with_block(Block("figure", picture="p"), pictures=(small,))
    (image,) = (one for one in page.primitives if isinstance(one, Image))
    assert image.rect.width < (FORM.page.width - 2 * FORM.page.margin_side) / 2


def test_a_figure_whose_picture_is_gone_says_what_it_was() -> None:
    page = with_block(Block("figure", text="図は失われました", picture="gone"))
    assert "図は失われました" in [one.text for one in page.texts()]
    assert not [one for one in page.primitives if isinstance(one, Image)]


def test_terms_come_once_in_the_order_of_their_readings() -> None:
    initiative = initiative_of(terms=(Term("a", "標準化", "そろえること。", "ひょうじゅんか"),))
    plan = plan_of(
        initiative,
        sections=(Section("s", "用語集", derived="glossary"),),
        terms=(
            Term("b", "標準化", "そろえること。", "ひょうじゅんか"),
            Term("c", "庁内", "役所の中。", "ちょうない"),
        ),
    )
    texts = [one.text for one in scene_of(plan).pages[-1].texts()]
    words = [text for text in texts if text in ("標準化", "庁内")]
    assert words == ["庁内", "標準化"]
    assert "ちょうない" in texts


def test_the_index_lists_each_department_with_the_pages_of_its_sheets() -> None:
    first = initiative_of(id="a", name="電子申請", departments=("乙課", "甲課"))
    second = initiative_of(id="b", name="窓口改革", departments=("甲課",))
    plan = plan_of(
        first,
        second,
        departments=(Department("1", "甲課"), Department("2", "乙課"), Department("3", "丙課")),
        sections=(
            Section("s2", "具体的な取組み", derived="sheets"),
            Section("s", "索引", numbered=False, derived="department_index"),
        ),
    )
    scene = scene_of(plan)
    page = scene.pages[-1]
    texts = [one.text for one in page.texts()]
    start = texts.index("甲課")
    labels = {
        mark.target.id: sheet.label
        for sheet in scene.pages
        for mark in sheet.bookmarks
        if mark.target.kind == "initiative"
    }
    number = "基本方針1①1-"
    assert texts[start : start + 11] == [
        "甲課",
        f"{number}(1)",
        "電子申請",
        labels["a"],
        f"{number}(2)",
        "窓口改革",
        labels["b"],
        "乙課",
        f"{number}(1)",
        "電子申請",
        labels["a"],
    ]
    assert "丙課" not in texts
    assert {link.target for link in page.links} == {
        Target("initiative", "a"),
        Target("initiative", "b"),
    }
