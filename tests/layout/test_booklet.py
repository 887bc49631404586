"""The booklet: its order, its page numbers, what leads where."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest

from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import (
    Block,
    ChronicleEntry,
    Node,
    Plan,
    PlanSettings,
    Section,
    TimelineRow,
)
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.errors import Cancelled
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.prints import list_scene, sheets_scene
from kitaplanner.layout.scene import Arrow, Page, Scene, Target
from kitaplanner.paths import resource_path
from tests.golden_files import GoldenFiles
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, plan_of, years_item

FORM = load_form("kita")
METRICS = FixedMetrics()


@pytest.fixture(scope="module")
def sample() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


@pytest.fixture(scope="module")
def sample_scene(sample: Plan) -> Scene:
    return booklet_scene(sample, FORM, bundled_metrics())


def texts_of(page: Page) -> list[str]:
    return [text.text for text in page.texts()]


def page_of(scene: Scene, target: Target) -> Page:
    return next(page for page in scene.pages for mark in page.bookmarks if mark.target == target)


def with_sections(*sections: Section) -> Scene:
    return booklet_scene(plan_of(sections=sections), FORM, METRICS)


def test_the_texts_of_the_sample(sample_scene: Scene, golden: GoldenFiles) -> None:
    lines: list[str] = []
    # The chapters, the first block with one sheet, and what follows the last sheet.
    for page in (*sample_scene.pages[:9], *sample_scene.pages[-4:]):
        lines.append(f"== {page.label}")
        lines += [f"{text.role:12} {text.size:4.1f} {text.text}" for text in page.texts()]
    golden.check("layout/kita_booklet.txt", "\n".join(lines))


def test_every_initiative_of_the_sample_has_its_sheet(sample: Plan, sample_scene: Scene) -> None:
    shown = [grid.initiative for page in sample_scene.pages for grid in page.grids]
    assert shown == [one.id for one in sample.initiatives()]
    assert sample_scene.shortfalls == ()


def test_bookmarks_form_a_tree(sample: Plan, sample_scene: Scene) -> None:
    marks = [mark for page in sample_scene.pages for mark in page.bookmarks]
    levels = [mark.level for mark in marks]
    assert levels[0] == 0
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert len({mark.target for mark in marks}) == len(marks)
    expected = len(sample.sections) + len(list(sample.nodes())) + len(list(sample.initiatives()))
    assert len(marks) == expected


def test_the_contents_name_the_right_pages(sample: Plan, sample_scene: Scene) -> None:
    contents = sample_scene.pages[1]
    for section in sample.sections:
        target = Target("section", section.id)
        lines = [text for text in contents.texts() if text.target == target]
        if not lines or len(lines) < 2:
            continue
        assert lines[-1].text == page_of(sample_scene, target).label
        assert target in [link.target for link in contents.links]


def test_only_numbered_sections_stand_in_the_contents(sample_scene: Scene) -> None:
    texts = texts_of(sample_scene.pages[1])
    assert texts[0] == "目次"
    assert "1　目的" in texts
    assert "（1）国の動向" in texts
    assert not any("掲載事業一覧" in text for text in texts)


def test_chapters_that_only_hold_parts_have_no_page_in_the_contents(sample_scene: Scene) -> None:
    contents = sample_scene.pages[1]
    chapter = next(text for text in contents.texts() if text.text == "4　背景")
    beside = [text for text in contents.texts() if abs(text.baseline - chapter.baseline) < 1]
    assert [text.text for text in beside] == ["4　背景"]


def test_lists_before_the_sheets_name_their_pages(sample: Plan, sample_scene: Scene) -> None:
    for initiative in sample.initiatives():
        target = Target("initiative", initiative.id)
        label = page_of(sample_scene, target).label
        opening = next(
            page for page in sample_scene.pages[2:] if target in [one.target for one in page.links]
        )
        assert label in [text.text for text in opening.texts() if text.target == target]


def test_the_cover_says_what_it_is() -> None:
    plan = dataclasses.replace(plan_of(), stage_date="2025-03-31")
    cover = booklet_scene(plan, FORM, METRICS).pages[0]
    texts = texts_of(cover)
    assert {"DX推進計画2025", "（素案）", "令和7～11年度", "令和7年3月31日"} <= set(texts)
    assert texts.count("東京都北区") == 2
    assert cover.label == ""
    assert len([one for one in cover.primitives if isinstance(one, Arrow)]) == 5


def test_a_double_sided_booklet_begins_its_numbers_on_a_right_hand_page() -> None:
    for numbered in (True, False):
        sections = tuple(Section(f"s{n}", f"章{n}", numbered=numbered) for n in range(5))
        plan = plan_of(sections=sections, settings=PlanSettings(duplex=True))
        # Cover and contents, or the cover and an empty back.
        scene = booklet_scene(plan, FORM, METRICS)
        assert [page.label for page in scene.pages] == ["", "", "1"]


def test_a_title_too_long_for_the_cover_is_reported() -> None:
    scene = booklet_scene(plan_of(title="長い題名" * 200), FORM, METRICS)
    assert [one.reason for one in scene.shortfalls] == ["too_small"]


def test_blocks_print_as_what_they_are() -> None:
    scene = with_sections(
        Section(
            "s",
            "背景",
            blocks=(
                Block("paragraph", "本文\n次の段落"),
                Block("bullet", "項目"),
                Block("note", "注"),
                Block("quote", "引用", source="方針"),
                Block("chronicle", entries=(ChronicleEntry(2016, "施行", 12, "適宜改定"),)),
                Block("figure", "図はここに", caption="推進体制図"),
                Block("footnote", "政策経営部の副区長", mark="1"),
            ),
        )
    )
    texts = texts_of(scene.pages[2])
    expected = [
        "本文",
        "次の段落",
        "・項目",
        "※注",
        "引用",
        "（方針）",
        "平成28(2016)年12月",
        "施行",
    ]
    expected += ["※適宜改定", "図はここに", "推進体制図", "※1　政策経営部の副区長"]
    assert [text for text in texts if text in expected] == expected


def test_the_timeline_has_bars_open_at_either_end_and_one_without_a_start() -> None:
    rows = (
        TimelineRow("構想", "おおむね令和22年ごろ", opens_after=True),
        TimelineRow("基本計画", "10か年", 2024, 2033, True, True),
        TimelineRow("本計画", "5か年", 2025, 2029),
    )
    block = Block("timeline", first=2025, last=2030, rows=rows)
    page = with_sections(Section("s", "計画期間", blocks=(block,))).pages[2]
    unknown, wide, own = [one for one in page.primitives if isinstance(one, Arrow)]
    assert unknown.dash
    assert unknown.tail == 0
    assert wide.tail > 0
    assert wide.rect.right == pytest.approx(unknown.rect.right)
    assert own.tail == 0
    assert own.rect.right < wide.rect.right - 50
    assert "令和7" in texts_of(page)


def test_policies_show_bullets_and_vision() -> None:
    child = Node("c", "丸数字", "窓口の実現", bullets=("仕組みづくり",), vision=("利便性向上",))
    root = Node("r", "基本方針", "区民サービス", children=(child,))
    plan = plan_of(outline=(root,), sections=(Section("s", "方針", derived="policies"),))
    texts = texts_of(booklet_scene(plan, FORM, METRICS).pages[2])
    expected = [
        "基本方針1. 区民サービス",
        "① 窓口の実現",
        "・仕組みづくり",
        "目指す姿",
        "利便性向上",
    ]
    assert [text for text in texts if text in expected] == expected


def test_the_outline_shows_all_names_and_the_bullets_of_a_lone_root() -> None:
    plan = plan_of(sections=(Section("s", "施策", derived="outline"),))
    lone = Node("x", "基本方針", "基盤整備", symbol="●", bullets=("人材の活用",))
    plan = dataclasses.replace(plan, outline=(*plan.outline, lone))
    texts = "".join(texts_of(booklet_scene(plan, FORM, METRICS).pages[2]))
    for name in ("区民サービス", "窓口の実現", "手続きのオンライン化", "基盤整備", "・人材の活用"):
        assert name in texts


def test_sheets_share_a_page_when_the_plan_says_so() -> None:
    initiatives = [
        initiative_of((years_item(f"a{n}", 2025, 2029, "導入"),), id=f"i{n}") for n in range(3)
    ]
    plan = plan_of(*initiatives)
    assert len(sheets_scene(plan, FORM, METRICS).pages) == 3
    shared = dataclasses.replace(plan, settings=PlanSettings(sheets_share_page=True))
    pages = sheets_scene(shared, FORM, METRICS).pages
    assert [len(page.grids) for page in pages] == [3]


def test_chosen_sheets_have_their_headings_bookmarks_and_running_head() -> None:
    initiatives = [initiative_of(id=f"i{n}", name=f"事業{n}") for n in range(3)]
    scene = sheets_scene(plan_of(*initiatives), FORM, METRICS, only=["i1"])
    (page,) = scene.pages
    assert [mark.title for mark in page.bookmarks] == [
        "基本方針1. 区民サービス",
        "① 窓口の実現",
        "1. 手続きのオンライン化",
        "1-(2) 事業1",
    ]
    assert [mark.level for mark in page.bookmarks] == [0, 1, 2, 3]
    assert "基本方針1 ① 窓口の実現" in texts_of(page)


def test_the_list_alone_has_no_page_column() -> None:
    scene = list_scene(plan_of(initiative_of()), FORM, METRICS)
    texts = texts_of(scene.pages[0])
    assert {"番号", "事業名", "担当課", "1-(1)", "電子申請の推進"} <= set(texts)
    assert "頁" not in texts
    assert scene.pages[0].links == ()


def test_group_rows_of_the_list_stay_with_what_follows() -> None:
    initiatives = [initiative_of(id=f"i{n}", name="事業" * 30) for n in range(40)]
    groups = tuple(
        Node(f"g{n}", "施策", f"施策{n}", initiatives=tuple(initiatives[2 * n : 2 * n + 2]))
        for n in range(20)
    )
    scene = list_scene(plan_of(outline=groups), FORM, METRICS)
    assert len(scene.pages) > 1
    for page in scene.pages:
        cells = [text for text in page.texts() if text.target is not None]
        assert cells[-1].target is not None
        assert cells[-1].target.kind == "initiative"


def test_a_list_says_on_a_new_page_under_which_headings_it_goes_on() -> None:
    initiatives = tuple(initiative_of(id=f"i{n}", name=f"事業{n}") for n in range(60))
    child = Node("c", "丸数字", "窓口の実現", initiatives=initiatives)
    root = Node("r", "基本方針", "区民サービス", children=(child,))
    first, *others = list_scene(plan_of(outline=(root,)), FORM, METRICS).pages
    words = "基本方針1. 区民サービス　① 窓口の実現（続き）"
    assert words not in texts_of(first)
    assert others
    for page in others:
        texts = texts_of(page)
        assert texts.count(words) == 1
        assert texts.index(words) == texts.index("担当課") + 1


def test_what_fills_a_page_by_itself_has_no_heading_resumed_above_it() -> None:
    initiatives = tuple(initiative_of(id=f"i{n}", name="事業" * 700) for n in range(3))
    root = Node("r", "基本方針", "区民サービス", initiatives=initiatives)
    pages = list_scene(plan_of(outline=(root,)), FORM, METRICS).pages
    printed = "".join(text for page in pages for text in texts_of(page))
    assert printed.count("事業") >= 2100
    assert len(pages) < 12


def test_progress_is_told_and_may_cancel() -> None:
    initiatives = [initiative_of(id=f"i{n}") for n in range(3)]
    plan = plan_of(*initiatives)
    told: list[tuple[int, int]] = []
    booklet_scene(plan, FORM, METRICS, lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        sheets_scene(plan, FORM, METRICS, progress=cancel)


def test_an_empty_plan_still_prints() -> None:
    plan = plan_of(outline=(), sections=())
    assert [page.label for page in booklet_scene(plan, FORM, METRICS).pages] == [""]
    assert sheets_scene(plan, FORM, METRICS).pages == ()
