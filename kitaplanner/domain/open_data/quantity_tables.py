"""The tables of quantities: indicators with their values, budgets, progress.

Belongs here: telling a number, words, a printed ― and nothing at all apart (L1-09): numbers stand
in a column of their own (L2-01), a state says what stands there, and a year that the plan does not
mention has no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kitaplanner.domain.open_data import codes
from kitaplanner.domain.open_data.initiative_tables import naming_fields
from kitaplanner.domain.open_data.model import DataTable, Field, choice, field, make_table
from kitaplanner.domain.open_data.places import InitiativePlace
from kitaplanner.domain.plan import Budget, Indicator, Progress, Value

_YEN = {"円": 1, "千円": 1_000, "百万円": 1_000_000}
_YEAR_UNIT = "年度（西暦）"


class _IndicatorOf(NamedTuple):
    place: InitiativePlace
    indicator: Indicator


class _ValueOf(NamedTuple):
    place: InitiativePlace
    indicator: Indicator
    kind: str
    year: int | None
    value: Value


class _BudgetOf(NamedTuple):
    place: InitiativePlace
    budget: Budget


class _ProgressOf(NamedTuple):
    place: InitiativePlace
    progress: Progress


def indicator_table(places: tuple[InitiativePlace, ...]) -> DataTable:
    """Give the indicators without their values."""
    fields: tuple[Field[_IndicatorOf], ...] = (
        field("indicator_id", "指標ID", "id", "変わらない識別子", lambda one: one.indicator.id),
        *naming_fields(_IndicatorOf),
        field("name", "指標名", "text", "指標の名称", lambda one: one.indicator.name),
        field("unit", "単位", "text", "値の単位", lambda one: one.indicator.unit),
        field("note", "注", "text", "指標の注", lambda one: one.indicator.note),
    )
    things = (_IndicatorOf(place, one) for place in places for one in place.initiative.indicators)
    return make_table("indicators", "指標", "事業の指標。1行が1つの指標", fields, things)


def indicator_value_table(places: tuple[InitiativePlace, ...]) -> DataTable:
    """Give the values of indicators: one row a year and kind."""
    fields: tuple[Field[_ValueOf], ...] = (
        field("indicator_id", "指標ID", "id", "指標の識別子", lambda one: one.indicator.id),
        *naming_fields(_ValueOf),
        field("indicator_name", "指標名", "text", "指標の名称", lambda one: one.indicator.name),
        choice("kind", "種類", codes.INDICATOR_KINDS, "値の種類", lambda one: one.kind),
        field("fiscal_year", "年度", "year", "値の年度", lambda one: one.year, _YEAR_UNIT),
        choice("state", "値の状態", codes.VALUE_STATES, "値の状態", lambda one: _state(one.value)),
        field(
            "value",
            "値",
            "number",
            "数値。単位は単位の列",
            lambda one: _number(one.value),
            "単位の列",
        ),
        field(
            "value_text", "値の文言", "text", "数値でない値の文言", lambda one: _words(one.value)
        ),
        field("unit", "単位", "text", "値の単位", lambda one: one.indicator.unit),
    )
    return make_table(
        "indicator_values",
        "指標の値",
        "指標の現況、目標、実績。1行が1年度の1つの値",
        fields,
        _values(places),
    )


def _values(places: tuple[InitiativePlace, ...]) -> Iterator[_ValueOf]:
    for place in places:
        for one in place.initiative.indicators:
            if one.baseline is not None or one.baseline_year is not None:
                yield _ValueOf(place, one, "現況", one.baseline_year, one.baseline)
            for kind, listed in (("目標", one.targets), ("実績", one.actuals)):
                for year, value in listed:
                    yield _ValueOf(place, one, kind, year, value)


def _state(value: Value) -> str:
    if value is None:
        return codes.NONE
    if isinstance(value, str):
        return codes.WORDS if value.strip() else codes.BLANK
    return codes.NUMBER


def _number(value: Value) -> int | float | None:
    return None if isinstance(value, str) else value


def _words(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def budget_table(places: tuple[InitiativePlace, ...]) -> DataTable:
    """Give the budgets: one row a year and kind."""
    fields: tuple[Field[_BudgetOf], ...] = (
        field("budget_id", "事業費ID", "id", "変わらない識別子", lambda one: one.budget.id),
        *naming_fields(_BudgetOf),
        field("fiscal_year", "年度", "year", "年度", lambda one: one.budget.year, _YEAR_UNIT),
        choice(
            "kind",
            "種類",
            codes.BUDGET_KINDS,
            "予算、決算、見込の別",
            lambda one: codes.budget_kind(one.budget.kind),
        ),
        choice(
            "state",
            "値の状態",
            codes.VALUE_STATES,
            "金額の状態",
            lambda one: _state(one.budget.amount),
        ),
        field("amount", "金額", "integer", "金額", lambda one: one.budget.amount, "単位の列"),
        field("unit", "単位", "text", "金額の単位", lambda one: one.budget.unit),
        field(
            "amount_yen",
            "金額（円）",
            "integer",
            "円に直した金額",
            lambda one: _yen(one.budget),
            "円",
        ),
        field("label", "費目", "text", "費目などの名", lambda one: one.budget.label),
        field("note", "注", "text", "事業費の注", lambda one: one.budget.note),
    )
    things = (_BudgetOf(place, one) for place in places for one in place.initiative.budgets)
    return make_table("budgets", "事業費", "事業費。1行が1年度の1つの額", fields, things)


def _yen(budget: Budget) -> int | None:
    return None if budget.amount is None else budget.amount * _YEN[budget.unit]


def progress_table(places: tuple[InitiativePlace, ...]) -> DataTable:
    """Give the progress: one row a year and report."""
    fields: tuple[Field[_ProgressOf], ...] = (
        field("progress_id", "進捗ID", "id", "変わらない識別子", lambda one: one.progress.id),
        *naming_fields(_ProgressOf),
        field(
            "item_id", "項目ID", "id", "項目の進捗のとき、その識別子", lambda one: one.progress.item
        ),
        field("fiscal_year", "年度", "year", "年度", lambda one: one.progress.year, _YEAR_UNIT),
        field("status", "状況", "text", "計画で定めた状況の語", lambda one: one.progress.status),
        field("result", "実績", "text", "実績の文", lambda one: one.progress.result),
        field("reason", "理由", "text", "理由の文", lambda one: one.progress.reason),
        field("next_step", "今後", "text", "今後の取組", lambda one: one.progress.next_step),
        field("department_name", "回答した課", "text", "課名", lambda one: one.progress.department),
        field("date", "回答日", "date", "回答した日（YYYY-MM-DD）", lambda one: one.progress.date),
    )
    things = (_ProgressOf(place, one) for place in places for one in place.initiative.progress)
    return make_table("progress", "進捗", "事業や項目の進捗。1行が1年度の1報告", fields, things)
