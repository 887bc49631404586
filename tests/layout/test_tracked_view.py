"""見え消し on paper: either edition is read out of it, each mark lies on its words."""

from __future__ import annotations

import dataclasses
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.diff import compare_plans
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Block, Initiative, Plan, Section
from kitaplanner.domain.tracked_text import Run, track_text
from kitaplanner.layout.context import make_context
from kitaplanner.layout.fields import marked_name
from kitaplanner.layout.items import item_text
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.marked_lines import set_marked_lines, spoken_changes
from kitaplanner.layout.scene import Arrow, Rect, Scene, Text
from kitaplanner.layout.tracked_text import Marking
from kitaplanner.layout.tracked_view import TrackedStyle, tracked_scene, tracked_strip
from kitaplanner.operations.documents import sample_plan
from tests.helpers.edited_plans import edited
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, months_item, plan_of, years_item
from tests.helpers.struck_words import read_side, words_with_marks
from tests.layout.test_scene_properties import lies_in, regions_of, squeeze
from tests.strategies import plans, texts

FORM = load_form("kita")
METRICS = FixedMetrics()
SLACK = 0.05
edits = st.tuples(plans(), plans(), st.randoms(use_true_random=False), st.integers(0, 12))


def scene_of(old: Plan, new: Plan, **style: object) -> Scene:
    sides = Sides(old, new, number_plan(old, FORM), number_plan(new, FORM))
    chosen = TrackedStyle("素案", "案", "2026-11-27", **style)  # type: ignore[arg-type]
    return tracked_scene(sides, compare_plans(old, new), METRICS, chosen)


@pytest.fixture(scope="module")
def sample() -> Plan:
    return sample_plan("kita")


def both(drawn: tuple[Plan, Plan, Random, int]) -> tuple[Plan, Plan]:
    old, donor, random, count = drawn
    return old, edited(old, donor, random, count)


def printed(initiative: Initiative, plan: Plan, numbers: dict[str, str]) -> dict[str, str]:
    """Give what a sheet prints, by field."""
    notes = ["※" + note.removeprefix("※") for note in initiative.notes]
    return {
        "name": numbers.get(initiative.id, "") + marked_name(initiative),
        "departments": "、".join(initiative.departments),
        "summary": "".join((initiative.summary, *notes)),
    }


# --- what is read out of it ------------------------------------------------------------------


@settings(max_examples=12)  # two plans are much to draw
@given(edits, st.sampled_from(("strike", "double_strike")))
def test_either_edition_is_read_out_of_the_page(
    drawn: tuple[Plan, Plan, Random, int], strike: str
) -> None:
    assert_readable(*both(drawn), strike)


@pytest.mark.parametrize("seed", range(4))
def test_either_edition_of_an_edited_sample_is_read(sample: Plan, seed: int) -> None:
    assert_readable(sample, edited(sample, sample, Random(seed), 60), "strike")


def assert_readable(old: Plan, new: Plan, strike: str) -> None:
    scene = scene_of(old, new, is_whole=True, strike=strike)
    for plan, is_new in ((old, False), (new, True)):
        said = read_side(scene, is_new=is_new)
        numbers = dict(number_plan(plan, FORM).numbers)
        for initiative in plan.initiatives():
            for field, text in printed(initiative, plan, numbers).items():
                found = squeeze(said.get((initiative.id, field), ""))
                assert found == squeeze(text), (field, is_new)
            for item in initiative.schedule.items():
                text = squeeze(item_text(item, new.settings))
                assert squeeze(said.get((item.id, "text"), "")) == text, is_new


@settings(max_examples=12)
@given(edits)
def test_texts_stay_in_their_frames(drawn: tuple[Plan, Plan, Random, int]) -> None:
    old, new = both(drawn)
    margin = FORM.page.margin_side
    for page in scene_of(old, new).pages:
        outer = 2 * margin - FORM.page.binding if new.settings.duplex else margin
        body = Rect(outer, 0, page.width - 2 * outer, page.height)
        bottom = page.height - FORM.page.margin_bottom
        assert all(grid.rect.bottom <= bottom + SLACK for grid in page.grids)
        for text in page.texts():
            assert lies_in(text, body)
            if text.target is None or text.target.field == "remark":
                continue
            if text.target.kind == "item":
                assert any(lies_in(text, one.inner) for one in regions_of(page, text))
            elif text.target.kind == "initiative":
                assert any(lies_in(text, one.rect) for one in regions_of(page, text))


@given(texts(60), texts(60), st.floats(30, 300))
def test_lines_break_as_in_any_text(old: str, new: str, width: float) -> None:
    style = LineStyle(10.0, 1.5, "#000000", breaking="body")
    runs = track_text(old, new)
    marking = Marking(make_context(plan_of(), FORM, METRICS))
    lines = set_marked_lines(marking.stretches(runs), width, style, METRICS)
    plain = set_lines("".join(run.text for run in runs), width, style, METRICS)
    assert [line.text for line in lines] == [line.text for line in plain]


# --- how changes look ------------------------------------------------------------------------


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Block("paragraph", text) for text in texts)


def old_plan() -> Plan:
    return plan_of(
        initiative_of(
            (years_item("a", 2025, 2025, "検討"), years_item("b", 2027, 2027, "運用")),
            summary="手続の電子化を進める。",
        ),
        initiative_of(id="same", name="変わらない事業"),
        initiative_of(id="gone", name="やめる事業", summary="終える。"),
        stage="素案",
        sections=(
            Section(
                "s1", "目的", blocks=(Block("paragraph", "前の文。"), Block("paragraph", "同じ。"))
            ),
            Section("s2", "具体的な取組み", derived="sheets"),
        ),
    )


def new_plan() -> Plan:
    return plan_of(
        initiative_of(
            (years_item("a", 2025, 2026, "検討"), years_item("b", 2027, 2027, "試行")),
            summary="手続の電算化を進める。",
            effects=("待ち時間の短縮",),
        ),
        initiative_of(id="same", name="変わらない事業"),
        stage="案",
        sections=(
            Section(
                "s1", "目的", blocks=(Block("paragraph", "後の文。"), Block("paragraph", "同じ。"))
            ),
            Section("s2", "具体的な取組み", derived="sheets"),
        ),
    )


def words(scene: Scene) -> list[str]:
    return [text.text for page in scene.pages for text in page.texts()]


def marked(scene: Scene, change: str) -> list[str]:
    return [
        text.text for page in scene.pages for text, mark in words_with_marks(page) if mark == change
    ]


def arrows(scene: Scene) -> list[Arrow]:
    return [
        one
        for page in scene.pages
        for one in page.primitives
        if isinstance(one, Arrow) and one.target is not None
    ]


def test_each_changed_word_stands_once_with_its_mark() -> None:
    scene = scene_of(old_plan(), new_plan())
    gone, added = marked(scene, "gone"), marked(scene, "added")
    for word in ("電子化", "運用", "前", "終える。"):
        assert gone.count(word) == 1, word
    assert [one for one in added if "電算化" in one] == ["電算化"]
    assert "試行" in added
    assert "後" in added
    assert gone.count("検討") == added.count("検討") == 1


def test_an_arrow_as_it_was_is_hollow_and_one_that_is_bears_a_heavier_line() -> None:
    was, now, kept = sorted(
        (one for one in arrows(scene_of(old_plan(), new_plan()))), key=lambda one: one.rect.y
    )[:3]
    assert (was.fill, bool(was.dash)) == ("", True)
    assert now.fill
    assert not now.dash
    assert now.rect.width > was.rect.width * 1.5
    assert now.stroke_width > 2 * kept.stroke_width
    assert was.rect.bottom <= now.rect.y


def test_a_short_arrow_that_moved_a_little_stays_readable() -> None:
    old, new = (
        plan_of(initiative_of((months_item("a", first, first + 1, "試験"),))) for first in (3, 5)
    )
    scene = scene_of(old, new)
    assert not scene.shortfalls
    was, now = (
        next(text for page in scene.pages for text, mark in words_with_marks(page)
             if mark == change and text.text == "試験")
        for change in ("gone", "added")
    )  # fmt: skip
    assert was.size == now.size
    assert was.baseline < now.baseline


def test_only_what_changed_is_shown_unless_all_is_asked_for() -> None:
    assert not any("変わらない事業" in one for one in words(scene_of(old_plan(), new_plan())))
    whole = words(scene_of(old_plan(), new_plan(), is_whole=True))
    assert any("変わらない事業" in one for one in whole)


def test_it_is_narrowed_to_things_by_their_ids() -> None:
    old, new = old_plan(), new_plan()
    sides = Sides(old, new, number_plan(old, FORM), number_plan(new, FORM))
    differences = compare_plans(old, new)
    said = {
        one: "".join(words(tracked_scene(sides, differences, METRICS, only={one})))
        for one in ("i", "gone", "s1", "p")
    }
    assert "電算化" in said["i"]
    assert "やめる事業" not in said["i"]
    assert "後の文" not in said["i"].replace("前", "")
    assert "やめる事業" in said["gone"]
    assert "（略）" in said["s1"]
    assert "電算化" not in said["s1"]
    assert "変更はありません。" in said["p"]


def test_one_thing_alone_is_as_high_as_it_is_and_without_headings() -> None:
    old, new = old_plan(), new_plan()
    sides = Sides(old, new, number_plan(old, FORM), number_plan(new, FORM))
    (page,) = tracked_strip(sides, compare_plans(old, new), METRICS, {"i"}).pages
    texts_of = [text.text for text in page.texts()]
    assert "電算化" in texts_of
    assert "削除した文言" in texts_of
    assert not any("手続きのオンライン化" in one for one in texts_of)
    body = Rect(0, 0, page.width, page.height)
    assert all(lies_in(text, body) for text in page.texts())
    lowest = max(text.baseline for text in page.texts())
    assert page.height - lowest < 60


def test_notes_that_went_and_came_bear_their_sign() -> None:
    old, new = (
        plan_of(initiative_of(summary="進める。", notes=notes))
        for notes in (("除外あり。", "国の補助。"), ("国の補助。", "毎年見直す。"))
    )
    scene = scene_of(old, new)
    assert "※除外あり。" in marked(scene, "gone")
    assert "※毎年見直す。" in marked(scene, "added")
    assert "※国の補助。" in words(scene)
    assert "※国の補助。" not in [*marked(scene, "gone"), *marked(scene, "added")]


def test_what_was_only_renumbered_is_told_once() -> None:
    first, second = (initiative_of(id=one, name=f"事業{one}") for one in ("1", "2"))
    scene = scene_of(plan_of(first, second), plan_of(second))
    assert len([one for one in words(scene) if "番号の変更" in one]) == 1
    assert "事業2" not in marked(scene, "gone")
    whole = scene_of(plan_of(first, second), plan_of(second), is_whole=True)
    assert "1-(2)" in marked(whole, "gone")
    assert "1-(1)" in marked(whole, "added")


def test_what_no_sheet_shows_is_told_below_it() -> None:
    assert any("待ち時間の短縮" in one for one in words(scene_of(old_plan(), new_plan())))


def test_the_head_names_both_editions_and_the_day() -> None:
    said = words(scene_of(old_plan(), new_plan()))
    assert said.index("素案") < said.index("案")
    assert "令和8年11月27日" in said
    assert "削除した文言" in marked(scene_of(old_plan(), new_plan()), "gone")
    assert "追加した文言" in marked(scene_of(old_plan(), new_plan()), "added")


def test_unchanged_blocks_are_left_out() -> None:
    said = words(scene_of(old_plan(), new_plan()))
    assert "（略）" in said
    assert "同じ。" not in said


def test_equal_plans_say_that_nothing_changed() -> None:
    assert "変更はありません。" in words(scene_of(old_plan(), old_plan()))


@pytest.mark.parametrize(("strike", "rules"), [("strike", 1), ("double_strike", 2)])
def test_words_are_struck_once_or_twice(strike: str, rules: int) -> None:
    page = scene_of(old_plan(), new_plan(), strike=strike).pages[0]
    (text,) = [one for one in page.texts() if one.text == "電子化"]
    lines = [
        one
        for one in page.primitives
        if not isinstance(one, Text)
        and getattr(one, "x1", None) == text.x
        and 0 < text.baseline - one.y1 < text.size  # type: ignore[union-attr]
    ]
    assert len(lines) == rules


def test_arrows_before_a_later_period_still_stand_in_their_years() -> None:
    new = dataclasses.replace(
        plan_of(initiative_of((years_item("n", 2031, 2031, "次の取組"),))),
        period=Period(2030, 2034),
    )
    old = plan_of(initiative_of((years_item("o", 2025, 2025, "前の取組"),)))
    scene = scene_of(old, new)
    assert "前の取組" in "".join(marked(scene, "gone"))
    assert "次の取組" in "".join(marked(scene, "added"))


def test_a_sheet_higher_than_a_page_goes_on_with_its_marks() -> None:
    old, new = (
        plan_of(initiative_of(summary=f"{word}手続きを見直します。" * 400)) for word in ("旧", "新")
    )
    scene = scene_of(old, new)
    assert len(scene.pages) > 3
    said = read_side(scene, is_new=True)
    assert said["i", "summary"] == "新手続きを見直します。" * 400


# --- for those who hear it -------------------------------------------------------------------


def test_changed_words_are_told_as_such() -> None:
    style = LineStyle(10.0, 1.5, "#000000")
    runs = (Run("電子申請の"), Run("推進", "gone"), Run("拡大", "added"))
    marking = Marking(make_context(plan_of(), FORM, METRICS))
    assert spoken_changes(marking.lines(runs, 60.0, style)) == (
        "電子申請の（削除：推進）（追加：拡大）"
    )
    assert spoken_changes(marking.lines((Run("そのまま"),), 60.0, style)) == ""


def test_arrows_are_told_as_they_were_and_as_they_are() -> None:
    scene = scene_of(old_plan(), new_plan())
    said = [one.words for page in scene.pages for one in page.spoken]
    assert "変更前：検討、令和7年度" in said
    assert "変更後：検討、令和7年度から令和8年度まで" in said
    assert "変更前：運用、令和9年度。変更後：試行、令和9年度" in said
