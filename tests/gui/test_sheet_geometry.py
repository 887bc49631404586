"""Where things are on a sheet: fields as text, stops of the cursor, hits of the mouse, ghosts."""

from __future__ import annotations

import pytest

from kitaplanner.domain.calendar import Span, first_month, year_span
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative, Plan, ScheduleItem, ScheduleRow
from kitaplanner.gui.views.sheet_cursor import Walk
from kitaplanner.gui.views.sheet_fields import field_text, field_values, split_departments
from kitaplanner.gui.views.sheet_gestures import Point, begin_gesture, preview
from kitaplanner.gui.views.sheet_hits import Hit, hit_test
from kitaplanner.gui.views.sheet_intents import Move, MoveRow, Resize, WriteNew
from kitaplanner.gui.views.sheet_map import SheetMap, cell_place, item_place, row_place
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Target
from kitaplanner.layout.sheets import sheet_scene


@pytest.fixture
def sheet(small_plan: Plan) -> SheetMap:
    initiative = small_plan.initiative("first")
    assert initiative is not None
    form = load_form("kita")
    numbering = number_plan(small_plan, form)
    scene = sheet_scene(small_plan, initiative, form, numbering, bundled_metrics())
    return SheetMap(scene.pages[0], initiative)


def middle(sheet: SheetMap, row: int, year: int) -> tuple[float, float]:
    assert sheet.grid is not None
    band = sheet.grid.bands[row]
    return sheet.grid.x_of(first_month(year) + 6), band.y + band.height / 2


@pytest.mark.parametrize(
    "text",
    ["", "本文", "本文\n二段落", "本文\n※注", "※注だけ", "本文\n※注\n続き\n※二つ目"],
)
def test_a_summary_comes_back_as_it_was_written(text: str) -> None:
    values = field_values("summary", text)
    assert field_text(Initiative("x", "名", **values), "summary") == text


def test_departments_are_parted_at_the_comma_only() -> None:
    names = split_departments("経営改革・公共施設再配置推進担当課、 全庁 、、\n全庁")
    assert names == ("経営改革・公共施設再配置推進担当課", "全庁")


def test_empty_months_are_cut_at_years_and_at_items(sheet: SheetMap) -> None:
    item = ScheduleItem("half", "arrow", first_month(2026) + 6, first_month(2027) + 2)
    row = ScheduleRow("row", (item,))
    assert sheet.free_cells(row) == [
        year_span(2025),
        Span(first_month(2026), first_month(2026) + 5),
        Span(first_month(2027) + 3, first_month(2028) - 1),
        year_span(2028),
        year_span(2029),
    ]
    assert sheet.free_cell(row, first_month(2026) + 6) is None
    assert sheet.free_stretch(row, first_month(2025)) == Span(
        first_month(2025), first_month(2026) + 5
    )


def test_borders_are_counted_from_the_first_month(sheet: SheetMap) -> None:
    start = first_month(2026)
    assert sheet.border_after(start, 12) == first_month(2027)
    assert sheet.border_after(start + 1, 12) == first_month(2027)
    assert sheet.border_before(start, 12) == first_month(2025)
    assert sheet.border_before(start + 1, 12) == start
    assert sheet.grid is not None
    assert sheet.border_near(sheet.grid.x_of(start + 5), 12) == start
    assert sheet.border_near(sheet.grid.x_of(start + 7), 12) == first_month(2027)
    assert sheet.border_near(-1000, 12) == first_month(2025)
    assert sheet.border_near(9999, 1) == first_month(2030)


def test_every_stop_is_reached_in_both_directions(sheet: SheetMap) -> None:
    walk = Walk(sheet)
    place = walk.lines[0][0].place
    seen = [place]
    while (following := walk.next(seen[-1])) is not None:
        seen.append(following)
    assert len(seen) == sum(len(line) for line in walk.lines)
    assert walk.previous(place) is None
    back = [seen[-1]]
    while (before := walk.previous(back[-1])) is not None:
        back.append(before)
    assert back == seen[::-1]


def test_the_cursor_settles_where_the_thing_was(sheet: SheetMap) -> None:
    walk = Walk(sheet)
    gone, month = item_place("gone"), first_month(2026)
    assert walk.settle(gone, "row-1", month) == item_place("start")
    assert walk.settle(gone, "row-3", month) == cell_place("row-3", year_span(2026))
    assert walk.settle(gone, "nowhere", month) is None
    assert walk.settle(row_place("row-2"), "row-2", month) == row_place("row-2")


def test_the_parts_of_the_schedule_are_hit(sheet: SheetMap) -> None:
    region = sheet.region(Target("item", "start"))
    assert region is not None
    y = region.rect.y + region.rect.height / 2
    hits = [
        hit_test(sheet, x, y, 0.75).part
        for x in (
            region.rect.x + 1,
            region.rect.x + region.rect.width / 2,
            region.rect.right - 1,
        )
    ]
    assert hits == ["item_start", "item", "item_end"]
    x, y = middle(sheet, 2, 2027)
    assert hit_test(sheet, x, y, 0.75) == Hit("cell", "row-3", "row-3", first_month(2027) + 6)


def test_beside_the_frame_are_handles_and_places_for_rows(sheet: SheetMap) -> None:
    grid = sheet.grid
    assert grid is not None
    x = grid.rect.x - 12
    band = grid.bands[1]
    assert hit_test(sheet, x, band.y + band.height / 2, 0.75) == Hit("row", "row-2", "row-2")
    assert hit_test(sheet, x, band.y, 0.75) == Hit("insert_row", index=1)
    last = grid.bands[-1]
    assert hit_test(sheet, x, last.y + last.height + 4, 0.75) == Hit("insert_row", index=3)
    assert hit_test(sheet, 5, 5, 0.75).part == "nothing"


def test_a_field_is_hit_by_its_name(sheet: SheetMap) -> None:
    region = sheet.region(Target("initiative", "first", "departments"))
    assert region is not None
    assert hit_test(sheet, region.rect.x + 5, region.rect.y + 5, 0.75) == Hit(
        "field", "departments"
    )


@pytest.mark.parametrize(
    ("part", "target", "row", "to", "intent"),
    [
        ("cell", "row-3", 2, 2027, WriteNew("row-3", year_span(2026, 2027))),
        ("item_end", "start", 0, 2027, Resize("start", year_span(2026, 2027))),
        ("item", "start", 2, 2028, Move("start", "row-3", first_month(2028))),
        ("row", "row-1", 2, 2025, MoveRow("row-1", 1)),
    ],
)
def test_what_drags_mean(
    sheet: SheetMap, part: str, target: str, row: int, to: int, intent: object
) -> None:
    from_row = 2 if part == "cell" else 0
    x, y = middle(sheet, from_row, 2026)
    row_id = sheet.rows[from_row].id
    gesture = begin_gesture(sheet, Hit(part, target, row_id, first_month(2026)), Point(x, y))
    assert gesture is not None
    end_x, end_y = middle(sheet, row, to)
    gesture.drag(Point(end_x + 1, end_y - 1))
    assert gesture.intent() == intent


def test_the_ghost_shows_the_neighbours_that_give_way(sheet: SheetMap) -> None:
    item = ScheduleItem("new", "arrow", *year_span(2025), "新")
    ghost = preview(sheet, "row-1", item)
    assert not ghost.refused
    assert [(bar.span, bar.pushed) for bar in ghost.bars] == [
        (year_span(2025), False),
        (year_span(2026), True),
        (year_span(2027), True),
    ]
    assert ghost.words == "令和7年度\n「導入検討」「導入」を送る"


def test_the_ghost_says_why_a_drop_is_refused(sheet: SheetMap) -> None:
    ghost = preview(sheet, "row-1", ScheduleItem("new", "arrow", *year_span(2025, 2029), "新"))
    assert ghost.refused
    assert "送る場所がありません" in ghost.words


def test_an_edge_brought_back_or_refused_means_nothing(sheet: SheetMap) -> None:
    hit = Hit("item_end", "study", "row-1", first_month(2025))
    gesture = begin_gesture(sheet, hit, Point(*middle(sheet, 0, 2025)))
    assert gesture is not None
    gesture.drag(Point(middle(sheet, 0, 2025)[0] + 20, 0))
    assert gesture.intent() is None
    gesture.drag(Point(middle(sheet, 0, 2029)[0] + 100, 0))
    assert gesture.ghost is not None
    assert gesture.ghost.refused
    assert gesture.intent() is None
