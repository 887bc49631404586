"""The geometry of items: exact, because everything else is laid around them."""

from __future__ import annotations

import pytest

from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.plan import ScheduleItem, Started
from kitaplanner.layout.arrows import axis_of, point_depth, shape_item
from tests.helpers.plans import PERIOD, months_item, years_item

LENGTHS = load_form("kita").lengths
AXIS = axis_of(PERIOD, mm(170))


def shape(item: ScheduleItem):  # type: ignore[no-untyped-def]
    made = shape_item(item, AXIS, LENGTHS)
    assert made is not None
    return made


def test_an_arrow_fills_its_years_but_for_a_millimetre_on_each_side() -> None:
    made = shape(years_item("a", 2026, 2027, "導入"))
    assert made.left == pytest.approx(mm(34 + 1))
    assert made.right == pytest.approx(mm(3 * 34 - 1))


def test_the_point_is_four_millimetres_deep_and_shallower_in_low_rows() -> None:
    made = shape(years_item("a", 2025, 2029, "導入"))
    assert made.head == pytest.approx(mm(4))
    assert made.head_at(100.0) == pytest.approx(mm(4))
    assert made.head_at(10.0) == 5.0


def test_short_arrows_have_shallow_points_that_are_still_seen() -> None:
    assert point_depth(mm(32), LENGTHS) == pytest.approx(mm(3.2))
    assert point_depth(40.0, LENGTHS) == 5.0
    assert point_depth(12.0, LENGTHS) == 3.0


def test_text_stands_between_notch_and_point() -> None:
    plain = shape(years_item("a", 2025, 2029, "導入"))
    notched = shape(years_item("a", 2025, 2029, "導入", opens_before=True))
    assert plain.tail == 0.0
    assert notched.tail == notched.head
    assert plain.text_left == pytest.approx(mm(1 + 1))
    assert notched.text_left == pytest.approx(mm(1 + 4 + 1))
    assert plain.text_right == pytest.approx(mm(170 - 1 - 4 - 1))


def test_what_started_before_the_plan_has_a_notch() -> None:
    assert shape(years_item("a", 2025, 2029, "運用", started=Started(2024))).tail > 0


def test_an_open_end_touches_the_frame() -> None:
    closed = shape(years_item("a", 2028, 2029, "運用"))
    opened = shape(years_item("a", 2028, 2029, "運用", opens_after=True))
    elsewhere = shape(years_item("a", 2027, 2028, "運用", opens_after=True))
    assert closed.right == pytest.approx(mm(169))
    assert opened.right == pytest.approx(mm(170) - LENGTHS.frame / 2)
    assert elsewhere.right == pytest.approx(mm(4 * 34 - 1))


def test_boxes_have_neither_point_nor_notch() -> None:
    made = shape(years_item("a", 2025, 2026, "枠", kind="box", opens_before=True))
    assert (made.head, made.tail) == (0.0, 0.0)


def test_an_item_is_clipped_to_the_period() -> None:
    made = shape(years_item("a", 2023, 2031, "運用"))
    assert made.left == pytest.approx(mm(1))
    assert made.tail > 0
    assert made.right == pytest.approx(mm(170) - LENGTHS.frame / 2)


def test_an_item_outside_the_period_has_no_shape() -> None:
    assert shape_item(years_item("a", 2031, 2032, "運用"), AXIS, LENGTHS) is None


def test_a_month_is_wide_enough_for_itself() -> None:
    made = shape(months_item("a", 0, 0, "月"))
    assert 0 < made.text_width < made.right - made.left < mm(170 / 60)
