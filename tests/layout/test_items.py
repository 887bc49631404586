"""Items' texts: what is printed, how it shrinks, where it goes when there is no room."""

from __future__ import annotations

import pytest

from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.plan import PlanSettings, ScheduleItem, Started
from kitaplanner.layout.arrows import axis_of
from kitaplanner.layout.context import make_context
from kitaplanner.layout.items import SetItem, item_text, set_item
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import PERIOD, months_item, plan_of, years_item

CONTEXT = make_context(plan_of(), load_form("kita"), FixedMetrics())
AXIS = axis_of(PERIOD, mm(170))


def set_one(item: ScheduleItem, free: tuple[float, float] = (0.0, mm(170))) -> SetItem:
    made = set_item(item, AXIS, free, CONTEXT)
    assert made is not None
    return made


def test_started_and_note_print_as_lines_of_their_own() -> None:
    item = years_item("a", 2025, 2029, "運用", note="年2回", started=Started(2024, "改修"))
    assert item_text(item, PlanSettings()) == "運用\n※令和6年度改修\n※年2回"


def test_derived_years_follow_the_styles_of_the_plan() -> None:
    item = years_item("a", 2025, 2029, "運用", started=Started(2024))
    settings = PlanSettings(digit_style="single_full", era_style="both")
    assert item_text(item, settings) == "運用\n※令和６（2024）年度導入"


def test_departments_are_printed_unless_the_text_names_them() -> None:
    named = years_item("a", 2025, 2025, "活用(税務課)", departments=("税務課",))
    unnamed = years_item("a", 2025, 2025, "活用", departments=("税務課", "会計課"))
    assert item_text(named, PlanSettings()) == "活用(税務課)"
    assert item_text(unnamed, PlanSettings()) == "活用\n（税務課・会計課）"


def test_notes_are_a_point_smaller() -> None:
    made = set_one(years_item("a", 2025, 2029, "運用", started=Started(2024)))
    assert [line.style.size for line in made.lines] == [10.0, 9.0]
    assert made.lines[1].text == "※令和6年度導入"


def test_text_that_fits_in_three_lines_keeps_its_size() -> None:
    assert set_one(years_item("a", 2025, 2025, "一二三四五六" * 3)).size == 10.0


def test_many_lines_shrink_where_that_saves_one() -> None:
    # 34 mm less insets, paddings and point leave 7 characters at 10 points and 8 at 9.
    made = set_one(years_item("a", 2025, 2025, "一二三四五六七八" * 3))
    assert (made.size, len(made.lines)) == (9.0, 3)
    assert made.shortfalls == ()


def test_text_never_shrinks_below_the_forms_smallest() -> None:
    made = set_one(years_item("a", 2025, 2025, "一二三四五六七八" * 20))
    assert made.size == 9.0


def test_text_of_a_short_item_goes_beside_it() -> None:
    made = set_one(months_item("a", 0, 2, "契約手続き"))
    assert made.align == "left"
    assert made.text_left > made.shape.right
    assert [line.text for line in made.lines] == ["契約手続き"]


def test_text_goes_to_the_left_when_the_right_is_taken() -> None:
    item = months_item("a", 24, 26, "契約手続き")
    made = set_one(item, (0.0, AXIS.x_of(item.end + 1)))
    assert made.align == "right"
    assert made.text_left + made.text_width < made.shape.left


def test_without_room_beside_it_text_shrinks_and_is_reported() -> None:
    item = months_item("a", 24, 24, "契約")
    made = set_one(item, (AXIS.x_of(item.start), AXIS.x_of(item.end + 1)))
    assert [line.text for line in made.lines] == ["契", "約"]
    assert all(line.width <= made.text_width + 1e-6 for line in made.lines)
    (shortfall,) = made.shortfalls
    assert (shortfall.reason, shortfall.target.id) == ("too_small", "a")


def test_bullets_of_a_note_keep_their_lines_and_hang() -> None:
    made = set_one(years_item("a", 2025, 2025, "・一つ目\n・" + "二" * 20, kind="note"))
    assert made.align == "left"
    assert made.lines[0].text == "・一つ目"
    assert made.lines[1].text.startswith("・二")
    assert made.lines[2].indent == pytest.approx(made.size)


def test_a_missing_glyph_and_a_span_outside_are_reported() -> None:
    made = set_one(years_item("a", 2025, 2030, "〓"))
    assert [one.reason for one in made.shortfalls] == ["outside_period", "missing_glyph"]
