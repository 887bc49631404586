"""Handouts: 資料番号 on each page, every kind of part, two pages on a sheet."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest

from kitaplanner.domain.form import load_form
from kitaplanner.domain.handout import (
    Handout,
    HandoutPart,
    HandoutPartKind,
    PaperSection,
    PublicComment,
)
from kitaplanner.domain.plan import Plan, Progress
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.errors import UserError
from kitaplanner.layout.handouts import (
    KnownParts,
    first_pages,
    handout_scene,
    join_parts,
    number_parts,
    parts_scenes,
)
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Box, Line, Page, Rect, Scene, Text
from kitaplanner.paths import resource_path
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, plan_of, years_item

FORM = load_form("kita")
METRICS = FixedMetrics()


def plan() -> Plan:
    first = initiative_of((years_item("i1", 2025, 2026, "検討"),), id="a", name="電子申請")
    second = initiative_of(id="b", name="窓口改革", departments=("広報課",))
    reported = dataclasses.replace(
        first, progress=(Progress("p", 2025, "順調", "500手続を電子化した。"),)
    )
    return plan_of(reported, second)


def handout(*parts: HandoutPart, **fields: object) -> Handout:
    values = {"meeting": "企画総務委員会", "date": "2026-11-27", "division": "政策経営部"}
    return Handout("h", "第3回", parts=parts, **{**values, **fields})  # type: ignore[arg-type]


def scene_of(one: Handout, **editions: Plan) -> Scene:
    return handout_scene(plan(), FORM, METRICS, one, editions)


def texts(page: Page) -> list[str]:
    return [one.text for one in page.texts()]


def test_papers_are_numbered_in_order_and_an_agenda_has_no_number() -> None:
    parts = (
        HandoutPart("1", "agenda"),
        HandoutPart("2", "paper"),
        HandoutPart("3", "digest", document_number="資料2"),
        HandoutPart("4", "sheets"),
        HandoutPart("5", "outline_chart", document_number="参考資料1"),
        HandoutPart("6", "initiative_list"),
    )
    numbers = [one.number for one in number_parts(handout(*parts))]
    assert numbers == ["", "資料1", "資料2", "資料3", "参考資料1", "資料4"]


@pytest.mark.parametrize("kind", get_args(HandoutPartKind))
def test_every_kind_of_part_prints_with_its_number_on_each_page(kind: HandoutPartKind) -> None:
    part = HandoutPart("1", kind, "件名", lines=("開会",), old="素案")
    scene = scene_of(handout(part), 素案=plan())
    assert scene.pages
    if kind == "agenda":
        assert "資料1" not in texts(scene.pages[0])
    else:
        assert all("資料1" in texts(page) for page in scene.pages)
    assert all(page.label.startswith(("資料1-", "件名-")) for page in scene.pages if page.label)


def test_a_paper_says_who_reports_when_and_about_what() -> None:
    part = HandoutPart(
        "1",
        "paper",
        "計画案について",
        sections=(PaperSection("趣旨", "報告する。"), PaperSection("経緯", "・素案を公表\n※27人")),
    )
    found = texts(scene_of(handout(part)).pages[0])
    order = [
        "資料1",
        "企画総務委員会資料",
        "令和8年11月27日",
        "政策経営部",
        "計画案について",
        "1　趣旨",
        "2　経緯",
        "・素案を公表",
        "※27人",
    ]
    places = [found.index(one) for one in order]
    assert places == sorted(places)
    assert any("以下のとおり報告する。" in one for one in found)


def test_an_agenda_lists_the_papers_with_their_numbers() -> None:
    parts = (HandoutPart("1", "agenda", lines=("開会", "報告")), HandoutPart("2", "digest"))
    found = texts(scene_of(handout(*parts)).pages[0])
    assert found[-2:] == ["配付資料", "資料1　概要版"]
    assert "日時　令和8年11月27日" in found


def test_the_digest_of_the_sample_stands_on_two_pages() -> None:
    sample = load_plan(resource_path("samples", "kita.json").read_bytes())
    one = handout(HandoutPart("1", "digest"))
    first, second = handout_scene(sample, FORM, bundled_metrics(), one, {}).pages
    assert "質の高い行政サービスの提供" in texts(first)
    assert "施策の体系（49事業）" in texts(second)


@pytest.mark.parametrize(
    ("fields", "starts"),
    [({}, (0, 1, 2)), ({"duplex": True}, (0, 2, 4)), ({"duplex": True, "two_up": True}, (0, 0, 1))],
)
def test_printed_double_sided_each_part_begins_on_a_front(
    fields: dict[str, bool], starts: tuple[int, ...]
) -> None:
    one = handout(*(HandoutPart(f"{n}", "paper", f"件名{n}") for n in range(3)), **fields)
    scenes = parts_scenes(plan(), FORM, METRICS, one, {})
    assert tuple(first_pages(one, scenes).values()) == starts
    pages = join_parts(one, scenes).pages
    for number, start in enumerate(starts):
        assert f"件名{number}" in texts(pages[start])
    assert texts(pages[-1]), "no empty back behind the last part"


def test_a_table_of_opinions_can_be_written_in_by_hand() -> None:
    page = scene_of(handout(HandoutPart("1", "comments"))).pages[0]
    assert "区の考え方" in texts(page)
    frame = max((one.rect for one in page.primitives if isinstance(one, Box)), key=_area)
    last = max(one.y1 for one in page.primitives if isinstance(one, Line) and one.y1 == one.y2)
    assert frame.bottom - last > 40


def _area(rect: Rect) -> float:
    return rect.width * rect.height


@pytest.mark.parametrize(("title", "count"), [("令和7年度　進捗状況一覧", 1), ("進捗", 1)])
def test_the_year_of_the_progress_is_named_once(title: str, count: int) -> None:
    found = texts(scene_of(handout(HandoutPart("1", "progress", title, year=2025))).pages[0])
    assert sum("令和7年度" in one for one in found) == count


def test_opinions_stand_beside_the_answers() -> None:
    comments = (PublicComment("支援を充実してほしい。", 12, "進めます。"),)
    page = scene_of(handout(HandoutPart("1", "comments", comments=comments))).pages[0]
    lines = {one.text: one for one in page.texts()}
    opinion, count, answer = (lines[one] for one in ("支援を充実してほしい。", "12", "進めます。"))
    assert opinion.x < count.x < answer.x
    assert abs(opinion.baseline - answer.baseline) < 0.01


def test_progress_counts_by_status_and_names_what_is_not_reported() -> None:
    found = texts(scene_of(handout(HandoutPart("1", "progress", year=2025))).pages[0])
    head = found.index("区分")
    assert found[head : head + 4] == ["区分", "順調", "未報告", "計"]
    total = found.index("合計")
    assert found[total : total + 4] == ["合計", "1", "1", "2"]
    assert "500手続を電子化した。" in found


def test_a_part_shows_the_initiatives_of_a_department_alone() -> None:
    part = HandoutPart("1", "initiative_list", department="広報課")
    found = texts(scene_of(handout(part)).pages[0])
    assert "窓口改革" in found
    assert "電子申請" not in found


def test_an_edition_that_is_gone_is_named() -> None:
    part = HandoutPart("1", "comparison", old="素案")
    with pytest.raises(UserError, match="素案"):
        scene_of(handout(part))


def test_a_comparison_without_changes_says_so() -> None:
    part = HandoutPart("1", "comparison", old="素案")
    assert "変更はありません。" in texts(scene_of(handout(part), 素案=plan()).pages[0])


@pytest.mark.parametrize("kind", ["digest", "booklet"])
def test_a_watermark_lies_behind_everything(kind: HandoutPartKind) -> None:
    for page in scene_of(handout(HandoutPart("1", kind), watermark="取扱注意")).pages:
        first = page.primitives[0]
        assert isinstance(first, Text)
        assert first.text == "取扱注意"
        assert first.x >= 0
        assert first.x + first.width <= page.width


def test_two_pages_stand_on_one_sheet_without_overlap() -> None:
    parts = (HandoutPart("1", "digest"), HandoutPart("2", "outline_chart"))
    single = scene_of(handout(*parts))
    double = scene_of(handout(*parts, two_up=True))
    assert len(double.pages) == -(-len(single.pages) // 2)
    sheet = double.pages[0]
    assert (sheet.width, sheet.height) == (single.pages[0].height, single.pages[0].width)
    left = texts(single.pages[0])
    for index, line in enumerate(sheet.texts()):
        right_half = index >= len(left)
        assert (line.x >= sheet.width / 2) == right_half
        assert line.x + line.width <= sheet.width / (1 if right_half else 2)
    assert [one for page in double.pages for one in texts(page)] == [
        one for page in single.pages for one in texts(page)
    ]


KINDS: tuple[HandoutPartKind, ...] = get_args(HandoutPartKind)


def all_kinds() -> Handout:
    return handout(*(HandoutPart(kind, kind, year=2025) for kind in KINDS))


@pytest.mark.parametrize(
    ("fields", "new"),
    [
        ({}, set()),
        ({"two_up": True}, set()),
        (
            {"meeting": "別の委員会"},
            set(KINDS) - {"sheets", "initiative_list", "outline_chart", "booklet"},
        ),
        ({"watermark": "案"}, set(KINDS)),
    ],
)
def test_only_parts_whose_basis_changed_are_laid_out_anew(
    fields: dict[str, object], new: set[str]
) -> None:
    known: KnownParts = {}
    now_plan = plan()
    first = parts_scenes(now_plan, FORM, METRICS, all_kinds(), {}, known)
    changed = dataclasses.replace(all_kinds(), **fields)  # type: ignore[arg-type]
    again = parts_scenes(now_plan, FORM, METRICS, changed, {}, known)
    assert {
        kind for kind, old, now in zip(KINDS, first, again, strict=True) if old is not now
    } == new
    assert join_parts(changed, again) == handout_scene(now_plan, FORM, METRICS, changed, {})


def test_an_edit_of_the_plan_reaches_every_part_that_shows_it() -> None:
    known: KnownParts = {}
    parts_scenes(plan(), FORM, METRICS, all_kinds(), {}, known)
    renamed = dataclasses.replace(plan(), title="別の計画")
    again = parts_scenes(renamed, FORM, METRICS, all_kinds(), {}, known)
    whole = handout_scene(renamed, FORM, METRICS, all_kinds(), {})
    assert join_parts(all_kinds(), again) == whole


@pytest.mark.parametrize("two_up", [False, True])
def test_each_part_begins_on_the_page_that_is_told(two_up: bool) -> None:
    one = dataclasses.replace(all_kinds(), two_up=two_up)
    scenes = parts_scenes(plan(), FORM, METRICS, one, {})
    pages = join_parts(one, scenes).pages
    starts = first_pages(one, scenes)
    assert list(starts) == list(KINDS)
    for placed in number_parts(one):
        if placed.number:
            assert placed.number in texts(pages[starts[placed.part.id]])
