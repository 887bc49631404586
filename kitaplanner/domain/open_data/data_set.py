"""The whole data set of a plan: its tables and what describes them, in the order of the files.

Belongs here: which tables there are, and the table about the set. All tables are there even when a
plan has nothing for them, so that the data of every plan and year have one format (L3-07).
"""

from __future__ import annotations

from typing import NamedTuple

from kitaplanner.domain.form import Form
from kitaplanner.domain.open_data.definition import character_table, code_table, definition_table
from kitaplanner.domain.open_data.initiative_tables import (
    initiative_table,
    initiative_text_table,
    reference_table,
    term_table,
)
from kitaplanner.domain.open_data.list_tables import (
    initiative_department_table,
    item_department_table,
)
from kitaplanner.domain.open_data.model import DataTable, Field, field, make_table
from kitaplanner.domain.open_data.places import initiative_places, item_places, node_places
from kitaplanner.domain.open_data.plan_tables import (
    department_table,
    outline_table,
    outline_text_table,
    plan_table,
)
from kitaplanner.domain.open_data.publication import CsvEncoding, Publication
from kitaplanner.domain.open_data.quantity_tables import (
    budget_table,
    indicator_table,
    indicator_value_table,
    progress_table,
)
from kitaplanner.domain.open_data.schedule_tables import item_table
from kitaplanner.domain.plan import Plan

# Grows by one when tables or columns change, with a line in the history below (L3-07, L3-08).
FORMAT_VERSION = 1
_FORMAT_HISTORY = "第1版：最初の形式"
_ENCODINGS: dict[CsvEncoding, tuple[str, str]] = {
    "utf-8-sig": ("UTF-8", "あり"),
    "cp932": ("Shift_JIS（CP932）", "なし"),
}


def open_data(plan: Plan, form: Form, publication: Publication) -> tuple[DataTable, ...]:
    """Give all tables: those of the plan first, then what describes them."""
    nodes = tuple(node_places(plan, form))
    places = tuple(initiative_places(plan, form))
    items = tuple(item_places(places))
    tables = (
        plan_table(plan),
        outline_table(nodes),
        outline_text_table(nodes),
        department_table(plan),
        initiative_table(places),
        initiative_text_table(places),
        initiative_department_table(plan, places),
        item_table(items),
        item_department_table(plan, items),
        indicator_table(places),
        indicator_value_table(places),
        budget_table(places),
        progress_table(places),
        reference_table(places),
        term_table(plan, places),
    )
    about = _about_table(plan, publication)
    characters = character_table(tables)
    described = (*tables, characters, about)
    codes = code_table(described)
    definition = definition_table((*described, codes), plan.stage, publication.updated)
    return (*described, codes, definition)


class _Fact(NamedTuple):
    key: str
    title: str
    text: str


def _about_table(plan: Plan, publication: Publication) -> DataTable:
    fields: tuple[Field[_Fact], ...] = (
        field("key", "キー", "id", "項目の物理名", lambda one: one.key),
        field("item", "項目", "text", "項目の名称", lambda one: one.title),
        field("content", "内容", "text", "内容", lambda one: one.text),
    )
    return make_table(
        "about",
        "データについて",
        "データの出どころ、形式、利用条件",
        fields,
        _facts(plan, publication),
    )


def _facts(plan: Plan, publication: Publication) -> tuple[_Fact, ...]:
    encoding, mark = _ENCODINGS[publication.encoding]
    whole = f"{plan.title}（{plan.stage}）" if plan.stage else plan.title
    return (
        _Fact("title", "データの名称", f"{whole} 年度別実施計画データ"),
        _Fact("source", "データソース", whole),
        _Fact("publisher", "作成者", plan.ward),
        _Fact("edition", "版", plan.stage),
        _Fact("updated", "更新日", publication.updated),
        _Fact("update_frequency", "更新頻度", "計画の版を定めたとき"),
        _Fact("licence", "利用条件", publication.licence),
        _Fact("attribution", "出典の記載例", f"出典：{plan.ward}「{whole}」"),
        _Fact("format_version", "形式の版", str(FORMAT_VERSION)),
        _Fact("format_history", "形式の更新履歴", _FORMAT_HISTORY),
        _Fact(
            "rules",
            "従うルール",
            "行政データにおける機械可読性に関するルール（2026-03-31、各府省庁DX推進連絡会議・"
            "デジタル社会推進会議幹事会決定）",
        ),
        _Fact("encoding", "CSVの文字コード", encoding),
        _Fact("byte_order_mark", "CSVのBOM", mark),
        _Fact("line_end", "CSVの行末", "CR+LF"),
        _Fact(
            "quotes",
            "CSVの引用符",
            "文字列はすべて引用符（U+0022）で囲む。文中の引用符は2つ重ねる（RFC 4180）。",
        ),
        _Fact(
            "line_breaks",
            "文中の改行",
            "CSVとExcelでは、バックスラッシュ（U+005C）と小文字のnの2文字で表す。"
            "文中のバックスラッシュは2つ重ねる。JSONでは改行のまま。",
        ),
        _Fact(
            "leading_signs",
            "CSVで先頭に付く印",
            "等号、正負の符号、アットマーク（それぞれ全角も）、アポストロフィで始まる文字列には、"
            "表計算ソフトが数式とみなさないよう、先頭にアポストロフィ（U+0027）を1つ付ける。"
            "読むときは先頭の1つを除けば元に戻る。ExcelとJSONには付けない。",
        ),
        _Fact(
            "absent",
            "値がないとき",
            "空欄（JSONではnull）は計画に記載がないことを表す。0は数値の0。"
            "「―」と示された値と文言で示された値は、値の状態の列で区別する。",
        ),
        _Fact("spaces", "空白", "文字列の前後の空白は除いた。"),
        _Fact("time", "時間", "年度は4月から翌年3月まで。年度は西暦の整数、月はYYYY-MM。"),
        _Fact("identifiers", "識別子", "末尾がidの項目は、番号や名称が変わっても変わらない。"),
    )
