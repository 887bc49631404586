"""What stands in the tables: years, months, states of values, codes."""

from __future__ import annotations

from typing import Any

import pytest

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.form import load_form
from kitaplanner.domain.open_data.data_set import open_data
from kitaplanner.domain.open_data.publication import Publication
from kitaplanner.domain.open_data.ward_codes import ward_code
from kitaplanner.domain.plan import Budget, Indicator, Plan, Started
from tests.helpers.plans import initiative_of, months_item, plan_of, years_item

DAY = Publication("2026-04-01")


def tables(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    return {one.name: one.records() for one in open_data(plan, load_form(plan.form), DAY)}


def test_years_are_numbers_and_months_stand_where_the_plan_is_as_exact() -> None:
    yearly = initiative_of((years_item("a", 2025, 2027, "運用"),))
    quarterly = initiative_of((months_item("b", 0, 2, "検討"),), divisions=4, id="q")
    by_id = {one["item_id"]: one for one in tables(plan_of(yearly, quarterly))["schedule_items"]}
    first, second = by_id["a"], by_id["b"]
    assert (first["start_fiscal_year"], first["end_fiscal_year"]) == (2025, 2027)
    assert (first["start_month"], first["end_month"]) == (None, None)
    assert first["period_wareki"] == "令和7（2025）年度から令和9（2027）年度まで"
    assert (second["start_month"], second["end_month"]) == ("2025-04", "2025-06")
    assert second["time_precision"] == "四半期"
    assert second["period_wareki"] == "令和7（2025）年度第1四半期"


def test_an_item_that_is_more_exact_than_its_columns_has_months() -> None:
    (one,) = tables(plan_of(initiative_of((months_item("a", 1, 2, ""),))))["schedule_items"]
    assert (one["start_month"], one["time_precision"]) == ("2025-05", "年度")


def test_what_the_drawing_says_is_said_in_words() -> None:
    item = years_item(
        "a",
        2025,
        2029,
        " 運用\n拡充 ",
        "dashed",
        opens_before=True,
        started=Started(2024, "導入"),
        span_confirmed=False,
        departments=("全庁", "税務課"),
    )
    found = tables(plan_of(initiative_of((), (item,))))
    (one,) = found["schedule_items"]
    assert (one["kind"], one["row_number"], one["text"]) == ("破線枠", 2, "運用\n拡充")
    assert (one["continues_from_before"], one["continues_afterwards"]) == ("はい", "いいえ")
    assert (one["started_fiscal_year"], one["started_word"]) == (2024, "導入")
    assert one["span_confirmed"] == "いいえ"
    names = [row["department_name"] for row in found["schedule_item_departments"]]
    assert names == ["全庁", "税務課"]


def test_absent_and_zero_and_a_dash_and_words_are_four_things() -> None:
    indicator = Indicator(
        "k", "件数", "件", 2023, 0, targets=((2025, None), (2026, "検討"), (2027, 1.5), (2028, " "))
    )
    rows = tables(plan_of(initiative_of(indicators=(indicator,))))["indicator_values"]
    seen = [(one["kind"], one["fiscal_year"], one["state"], one["value"]) for one in rows]
    assert seen == [
        ("現況", 2023, "数値", 0),
        ("目標", 2025, "なし", None),
        ("目標", 2026, "文言", None),
        ("目標", 2027, "数値", 1.5),
        ("目標", 2028, "空欄", None),
    ]
    assert [one["value_text"] for one in rows] == [None, None, "検討", None, None]


def test_amounts_stand_in_their_unit_and_in_yen() -> None:
    budgets = (Budget("b", 2025, "planned", 12, "千円"), Budget("c", 2026, "settled", None))
    rows = tables(plan_of(initiative_of(budgets=budgets)))["budgets"]
    assert [(one["amount"], one["unit"], one["amount_yen"], one["state"]) for one in rows] == [
        (12, "千円", 12_000, "数値"),
        (None, "千円", None, "なし"),
    ]


def test_a_plan_without_anything_has_all_tables() -> None:
    full = tables(plan_of(initiative_of((years_item("a", 2025, 2025, "運用"),))))
    bare = tables(Plan("計画", Period(2025, 2029)))
    assert list(bare) == list(full)
    assert bare["schedule_items"] == []


@pytest.mark.parametrize(
    ("ward", "code"),
    [("東京都北区", "13117"), ("千代田区", "13101"), ("江戸川区", "13123"), ("札幌市北区", None)],
)
def test_codes_of_wards(ward: str, code: str | None) -> None:
    assert ward_code(ward) == code


def test_circled_digits_of_numbers_are_written_in_brackets() -> None:
    rows = tables(plan_of(initiative_of()))["outline"]
    assert [(one["node_code"], one["number"]) for one in rows] == [
        ("P1", "基本方針1."),
        ("P1-1", "(1)"),
        ("P1-1-1", "1."),
    ]
    assert [one["parent_id"] for one in rows] == [None, "p", "b"]
