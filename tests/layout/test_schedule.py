"""The schedule block: bands, boundaries, empty rows, parting between pages."""

from __future__ import annotations

import pytest

from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.plan import Initiative, PlanSettings, Schedule, ScheduleRow
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import make_context
from kitaplanner.layout.scene import Arrow, Box, Line, Page
from kitaplanner.layout.schedule import ScheduleBlock, schedule_block
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, months_item, plan_of, years_item

METRICS = FixedMetrics()
FORM = load_form("kita")
CONTEXT = make_context(plan_of(), FORM, METRICS)
WIDTH = mm(170)


def block_of(initiative: Initiative) -> ScheduleBlock:
    return schedule_block(initiative, CONTEXT, WIDTH)


def draw(initiative: Initiative) -> Page:
    canvas = Canvas(METRICS)
    block_of(initiative).draw(canvas, 0.0, 0.0)
    return canvas.page(600, 800)


def test_year_columns_are_equal_and_named() -> None:
    page = draw(initiative_of())
    headings = [text for text in page.texts() if text.role == "header_cell"]
    assert [text.text for text in headings] == [f"令和{n}年度" for n in (7, 8, 9, 10, 11)]
    centres = [text.x + text.width / 2 for text in headings]
    assert centres == pytest.approx([mm(34) * (index + 0.5) for index in range(5)])


def test_a_single_line_row_has_the_height_of_the_form() -> None:
    (grid,) = draw(initiative_of((years_item("a", 2025, 2025, "導入"),))).grids
    (band,) = grid.bands
    assert band.height == FORM.lengths.row_height
    assert band.y == pytest.approx(mm(7) + FORM.lengths.row_gap / 2)


def test_a_row_grows_with_its_highest_item() -> None:
    tall = years_item("a", 2025, 2025, "一\n二\n三\n四")
    page = draw(initiative_of((tall, years_item("b", 2026, 2026, "五"))))
    arrows = [one for one in page.primitives if isinstance(one, Arrow)]
    assert len({arrow.rect.height for arrow in arrows}) == 1
    assert arrows[0].rect.height == pytest.approx(4 * 13.5 + 2 * mm(1))


def test_an_empty_row_stays_and_is_ruled_off() -> None:
    page = draw(initiative_of((years_item("a", 2025, 2029, "導入"),), ()))
    (grid,) = page.grids
    assert [band.row for band in grid.bands] == ["r0", "r1"]
    assert grid.bands[1].height == FORM.lengths.row_height
    rules = [one for one in page.primitives if isinstance(one, Line) and one.y1 == one.y2]
    assert grid.bands[1].y in [rule.y1 for rule in rules]


def test_a_schedule_without_rows_still_stands() -> None:
    page = draw(initiative_of())
    (grid,) = page.grids
    assert grid.bands == ()
    assert grid.rect.height > 2 * FORM.lengths.row_height


def test_boundaries_are_dotted_and_drawn_before_the_arrows() -> None:
    shapes = draw(initiative_of((years_item("a", 2025, 2029, "導入"),))).primitives
    dotted = [i for i, one in enumerate(shapes) if isinstance(one, Line) and one.dash]
    arrow = next(i for i, one in enumerate(shapes) if isinstance(one, Arrow))
    assert len(dotted) == 4
    assert max(dotted) < arrow


def test_the_frame_is_drawn_last() -> None:
    last = draw(initiative_of((years_item("a", 2025, 2029, "導入"),))).primitives[-1]
    assert isinstance(last, Box)
    assert (last.stroke_width, last.rect.width) == (1.0, pytest.approx(WIDTH))


@pytest.mark.parametrize(("divisions", "first"), [(2, "上期"), (3, "1期"), (4, "1Q"), (12, "4")])
def test_divided_years_have_a_second_line(divisions: int, first: str) -> None:
    page = draw(initiative_of(divisions=divisions))
    headings = [text.text for text in page.texts() if text.role == "header_cell"]
    assert len(headings) == 5 + 5 * divisions
    assert headings[5] == first
    assert page.grids[0].divisions == divisions


def test_months_keep_narrow_digits() -> None:
    plan = plan_of(settings=PlanSettings(digit_style="full"))
    context = make_context(plan, FORM, METRICS)
    canvas = Canvas(METRICS)
    schedule_block(initiative_of(divisions=12), context, WIDTH).draw(canvas, 0.0, 0.0)
    texts = [text.text for text in canvas.page(600, 800).texts()]
    assert texts[:6] == [
        "令和７年度",
        "令和８年度",
        "令和９年度",
        "令和１０年度",
        "令和１１年度",
        "4",
    ]


def test_kinds_have_their_shapes() -> None:
    page = draw(
        initiative_of(
            (years_item("a", 2025, 2025, "枠", kind="box"),),
            (years_item("b", 2025, 2025, "破線", kind="dashed"),),
            (years_item("c", 2025, 2025, "注記", kind="note"),),
            (years_item("d", 2025, 2025, "12", kind="value"),),
        )
    )
    boxes = [one for one in page.primitives if isinstance(one, Box) and one.target]
    assert [(box.fill, box.dash) for box in boxes] == [
        (FORM.colours["item"], ()),
        ("", (3.0, 2.0)),
    ]
    note, value = [text for text in page.texts() if text.text in ("注記", "12")]
    assert note.x == pytest.approx(mm(2))
    assert value.x + value.width / 2 == pytest.approx(mm(17))


def test_an_unconfirmed_span_looks_like_any_other() -> None:
    sure = years_item("a", 2025, 2026, "導入")
    unsure = years_item("a", 2025, 2026, "導入", span_confirmed=False)
    assert draw(initiative_of((sure,))).primitives == draw(initiative_of((unsure,))).primitives


def test_labels_of_rows_take_a_column() -> None:
    row = ScheduleRow("r", (years_item("a", 2025, 2025, "導入"),), label="税務")
    page = draw(initiative_of(schedule=Schedule((row,))))
    (grid,) = page.grids
    assert (grid.rect.x, grid.rect.width) == (pytest.approx(mm(22)), pytest.approx(mm(148)))
    assert "税務" in [text.text for text in page.texts()]


def test_an_item_outside_the_period_is_reported_not_drawn() -> None:
    canvas = Canvas(METRICS)
    block_of(initiative_of((years_item("a", 2031, 2031, "後年度"),))).draw(canvas, 0.0, 0.0)
    (shortfall,) = canvas.shortfalls
    assert (shortfall.reason, shortfall.detail) == ("outside_period", "後年度")
    assert "後年度" not in [text.text for text in canvas.page(600, 800).texts()]


def test_overlapping_items_do_no_harm() -> None:
    page = draw(initiative_of((months_item("a", 0, 20, "前"), months_item("b", 10, 30, "後"))))
    assert {"前", "後"} <= {text.text for text in page.texts()}


def test_it_is_parted_between_rows() -> None:
    rows = [(years_item(f"i{n}", 2025, 2029, f"行{n}"),) for n in range(10)]
    block = block_of(initiative_of(*rows))
    room = block.header.height + 4.5 * FORM.lengths.row_height
    halves = block.split(room, 700.0)
    assert halves is not None
    first, rest = halves
    assert isinstance(first, ScheduleBlock)
    assert isinstance(rest, ScheduleBlock)
    assert [row.row for row in first.rows] == ["r0", "r1", "r2", "r3"]
    assert [row.row for row in rest.rows] == [f"r{n}" for n in range(4, 10)]
    assert first.height <= room


def test_a_row_higher_than_a_page_goes_on_with_its_next_line() -> None:
    text = "\n".join(f"{n}行目" for n in range(60))
    block = block_of(initiative_of((years_item("a", 2025, 2029, text),)))
    halves = block.split(300.0, 400.0)
    assert halves is not None
    first, rest = halves
    assert isinstance(first, ScheduleBlock)
    assert isinstance(rest, ScheduleBlock)
    lines = [line.text for half in (first, rest) for line in half.rows[0].items[0].lines]
    assert lines == text.split("\n")
    assert first.height <= 300.0


def test_too_little_room_parts_nothing() -> None:
    block = block_of(initiative_of((years_item("a", 2025, 2029, "導入"),)))
    assert block.split(20.0, 700.0) is None
