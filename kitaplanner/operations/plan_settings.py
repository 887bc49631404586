"""Operations on the plan as a whole: title, stage, period, form and the way it is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.calendar import Period, format_fiscal_year
from kitaplanner.domain.change import Change
from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_value, quoted
from kitaplanner.storage.document import Document

PlanField: TypeAlias = Literal["title", "ward", "stage", "stage_date", "form"]
SettingsField: TypeAlias = Literal[
    "digit_style", "era_style", "sheets_share_page", "duplex", "mark_meanings", "comparison"
]
MAX_PERIOD_YEARS = 30
_PLAN_WORDS = {
    "title": "計画の名称",
    "ward": "自治体名",
    "stage": "版",
    "stage_date": "版の日付",
    "form": "様式",
}
_SETTINGS_WORDS = {
    "digit_style": "数字の書き方",
    "era_style": "年の書き方",
    "sheets_share_page": "個票の割付け",
    "duplex": "両面印刷のとじしろ",
    "mark_meanings": "印の意味",
    "comparison": "新旧対照表の書き方",
}


def change_plan(document: Document, field: PlanField, value: str) -> Change | None:
    """Set one field of the plan itself."""
    plan = _with_field(document.snapshot, field, value)
    return document.commit(f"{_PLAN_WORDS[field]}を{quoted(getattr(plan, field))}に変更", plan)


def change_period(document: Document, period: Period) -> Change | None:
    """Set first and last fiscal year; items outside stay and are reported by the checks."""
    plan = _with_period(document.snapshot, period)
    words = f"{format_fiscal_year(period.first)}～{format_fiscal_year(period.last)}"
    return document.commit(f"計画期間を{words}に変更", plan)


def change_settings(document: Document, field: SettingsField, value: Any) -> Change | None:
    """Set one of the plan's settings."""
    settings = dataclasses.replace(document.snapshot.settings, **{field: value})
    plan = dataclasses.replace(document.snapshot, settings=settings)
    return document.commit(f"{_SETTINGS_WORDS[field]}を変更", plan)


def revise_plan(
    document: Document,
    fields: Mapping[PlanField, str],
    period: Period,
    settings: Mapping[SettingsField, Any],
) -> Change | None:
    """Set several fields, the period and several settings in one change."""
    plan = before = document.snapshot
    for field, value in fields.items():
        plan = _with_field(plan, field, value)
    if period != plan.period:
        plan = _with_period(plan, period)
    values: dict[str, Any] = {str(field): value for field, value in settings.items()}
    plan = dataclasses.replace(plan, settings=dataclasses.replace(plan.settings, **values))
    changed = [words for field, words in _PLAN_WORDS.items() if _differs(before, plan, field)]
    if plan.period != before.period:
        changed.append("計画期間")
    changed += [
        words
        for field, words in _SETTINGS_WORDS.items()
        if _differs(before.settings, plan.settings, field)
    ]
    return document.commit(f"{'、'.join(changed)}を変更", plan)


def _with_field(plan: Plan, field: PlanField, value: str) -> Plan:
    accepted = accepted_value(value, _PLAN_WORDS[field])
    if field == "title" and not accepted.strip():
        raise RefusedEdit("計画の名称が空です。名称を入力してください。")
    if field == "form":
        load_form(accepted)
    values: dict[str, Any] = {field: accepted}
    return dataclasses.replace(plan, **values)


def _with_period(plan: Plan, period: Period) -> Plan:
    if not period.first <= period.last or len(period.years) > MAX_PERIOD_YEARS:
        raise RefusedEdit(f"計画期間は、1年から{MAX_PERIOD_YEARS}年までにしてください。")
    return dataclasses.replace(plan, period=period)


def _differs(before: object, after: object, field: str) -> bool:
    return bool(getattr(before, field) != getattr(after, field))
