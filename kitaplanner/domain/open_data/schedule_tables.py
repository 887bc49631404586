"""The table of schedules in long form: one row an item, the table that the plan is about.

Belongs here: its columns. Months stand only where the plan is more exact than years.
"""

from __future__ import annotations

from kitaplanner.domain.calendar import fiscal_year_of, format_month, year_span
from kitaplanner.domain.open_data import codes
from kitaplanner.domain.open_data.initiative_tables import naming_fields
from kitaplanner.domain.open_data.model import (
    YES_NO,
    DataTable,
    Field,
    choice,
    field,
    make_table,
    yes_no,
)
from kitaplanner.domain.open_data.places import ItemPlace
from kitaplanner.domain.span_words import say_span


def item_table(items: tuple[ItemPlace, ...]) -> DataTable:
    """Give the items of all schedules: the table that the plan is about."""
    fields: tuple[Field[ItemPlace], ...] = (
        field("item_id", "項目ID", "id", "変わらない識別子", lambda one: one.item.id),
        *naming_fields(ItemPlace),
        field(
            "row_number",
            "行番号",
            "integer",
            "年度別実施計画の何行目か",
            lambda one: one.row_number,
            "行目",
        ),
        field("row_group", "行の群", "text", "行をまとめる名", lambda one: one.row.group),
        field("row_label", "行の名", "text", "行の名", lambda one: one.row.label),
        field(
            "item_number",
            "項目番号",
            "integer",
            "行の中で何番目か",
            lambda one: one.item_number,
            "番目",
        ),
        choice(
            "kind",
            "種類",
            codes.ITEM_KINDS,
            "項目の種類",
            lambda one: codes.item_kind(one.item.kind),
        ),
        *_time_fields(),
        field(
            "text", "文言", "text", "項目の文言（改行は印に置き換えた）", lambda one: one.item.text
        ),
        field("note", "注", "text", "項目の注（※）", lambda one: one.item.note),
    )
    return make_table(
        "schedule_items",
        "年度別実施計画",
        "年度別実施計画の項目（矢印や枠）。1行が1項目",
        fields,
        items,
    )


def _time_fields() -> tuple[Field[ItemPlace], ...]:
    return (
        field(
            "start_fiscal_year",
            "開始年度",
            "year",
            "始まる年度",
            lambda one: fiscal_year_of(one.item.start),
            "年度（西暦）",
        ),
        field(
            "end_fiscal_year",
            "終了年度",
            "year",
            "終わる年度",
            lambda one: fiscal_year_of(one.item.end),
            "年度（西暦）",
        ),
        field(
            "start_month",
            "開始年月",
            "month",
            "始まる月（YYYY-MM）。年度より細かく定めていない項目は空",
            lambda one: format_month(one.item.start) if _has_months(one) else None,
        ),
        field(
            "end_month",
            "終了年月",
            "month",
            "終わる月（YYYY-MM）。年度より細かく定めていない項目は空",
            lambda one: format_month(one.item.end) if _has_months(one) else None,
        ),
        choice(
            "time_precision",
            "期間の細かさ",
            codes.PRECISIONS,
            "年度別実施計画の列の細かさ",
            lambda one: codes.precision(one.place.initiative.schedule.divisions),
        ),
        field(
            "period_wareki",
            "期間の和暦",
            "text",
            "期間を和暦（西暦）で表した文言",
            lambda one: say_span(
                one.item.span, one.place.initiative.schedule.divisions, style="both"
            ),
        ),
        choice(
            "continues_from_before",
            "期首前からか",
            YES_NO,
            "計画期間より前から続いているか",
            lambda one: yes_no(one.item.opens_before),
        ),
        choice(
            "continues_afterwards",
            "期末以降もか",
            YES_NO,
            "計画期間より後も続くか",
            lambda one: yes_no(one.item.opens_after),
        ),
        field(
            "started_fiscal_year",
            "始期の年度",
            "year",
            "計画期間より前に始まった年度",
            lambda one: None if one.item.started is None else one.item.started.year,
            "年度（西暦）",
        ),
        field(
            "started_word",
            "始期の語",
            "text",
            "始期に行ったこと（導入、改修など）",
            lambda one: None if one.item.started is None else one.item.started.word,
        ),
        choice(
            "span_confirmed",
            "期間は確認済みか",
            YES_NO,
            "原資料で期間を確かめられたか",
            lambda one: yes_no(one.item.span_confirmed),
        ),
    )


def _has_months(one: ItemPlace) -> bool:
    """Say whether the plan is more exact than whole years here."""
    span = one.item.span
    whole = year_span(fiscal_year_of(span.start), fiscal_year_of(span.end))
    return one.place.initiative.schedule.divisions > 1 or span != whole
