"""The tables of the plan itself: plan, departments, outline.

Belongs here: what of them stands in which column. Does not belong here: initiatives
(`initiative_tables`) and how the tables are described (`definition`).
"""

from __future__ import annotations

from kitaplanner.domain.calendar import format_month
from kitaplanner.domain.open_data import codes
from kitaplanner.domain.open_data.list_tables import owned_texts, text_fields
from kitaplanner.domain.open_data.model import (
    YES_NO,
    DataTable,
    Field,
    choice,
    field,
    make_table,
    yes_no,
)
from kitaplanner.domain.open_data.places import NodePlace
from kitaplanner.domain.open_data.ward_codes import ward_code
from kitaplanner.domain.plan import Department, Plan
from kitaplanner.domain.span_words import say_span


def plan_table(plan: Plan) -> DataTable:
    """Give the plan as a table of one row."""
    fields: tuple[Field[Plan], ...] = (
        field("title", "計画名", "text", "計画の名称", lambda one: one.title),
        field("edition", "版", "text", "素案、案、決定などの版", lambda one: one.stage),
        field(
            "edition_date", "版の日付", "date", "版の日付（YYYY-MM-DD）", lambda one: one.stage_date
        ),
        field("ward", "区名", "text", "計画を定める区の正式な名称", lambda one: one.ward),
        field(
            "ward_code",
            "地域コード",
            "id",
            "統計に用いる標準地域コード（5桁）",
            lambda one: ward_code(one.ward),
        ),
        field(
            "first_fiscal_year",
            "期首年度",
            "year",
            "計画期間の最初の年度",
            lambda one: one.period.first,
            "年度（西暦）",
        ),
        field(
            "last_fiscal_year",
            "期末年度",
            "year",
            "計画期間の最後の年度",
            lambda one: one.period.last,
            "年度（西暦）",
        ),
        field(
            "period_wareki",
            "計画期間の和暦",
            "text",
            "計画期間を和暦（西暦）で表した文言",
            lambda one: say_span(one.period.span, style="both"),
        ),
    )
    return make_table("plan", "計画", "計画の名称、版、期間", fields, (plan,))


def department_table(plan: Plan) -> DataTable:
    """Give the master list of departments."""
    fields: tuple[Field[Department], ...] = (
        field("department_id", "担当課ID", "id", "変わらない識別子", lambda one: one.id),
        field("name", "課名", "text", "課などの名称", lambda one: one.name),
        field("division", "部名", "text", "属する部の名称", lambda one: one.division),
        choice(
            "is_collective",
            "総称か",
            YES_NO,
            "全庁、関係課など、課の総称であるか",
            lambda one: yes_no(one.collective),
        ),
        field(
            "valid_from",
            "有効開始年月",
            "month",
            "この名称になった月（YYYY-MM）",
            lambda one: _month(one.valid_from),
        ),
        field(
            "valid_to",
            "有効終了年月",
            "month",
            "この名称の最後の月（YYYY-MM）",
            lambda one: _month(one.valid_to),
        ),
    )
    return make_table("departments", "担当課", "計画の担当課一覧", fields, plan.departments)


def _month(month: int | None) -> str | None:
    return None if month is None else format_month(month)


def outline_table(places: tuple[NodePlace, ...]) -> DataTable:
    """Give the nodes of the outline, each with the node above it."""
    fields: tuple[Field[NodePlace], ...] = (
        field("node_id", "見出しID", "id", "変わらない識別子", lambda one: one.node.id),
        field(
            "parent_id",
            "上位の見出しID",
            "id",
            "1つ上の見出しの識別子。最上位は空",
            lambda one: one.above,
        ),
        field(
            "node_code",
            "見出しコード",
            "id",
            "体系での位置（Pと上位からの順番）",
            lambda one: one.code,
        ),
        field("depth", "深さ", "integer", "最上位を1とする深さ", lambda one: one.depth, "段"),
        field(
            "level",
            "階層名",
            "text",
            "基本方針、施策など、様式での階層の名",
            lambda one: one.node.level,
        ),
        field(
            "number",
            "番号",
            "text",
            "紙面の番号（丸数字は括弧書きに改めた）",
            lambda one: one.number,
        ),
        field("name", "見出し名", "text", "見出しの名称", lambda one: one.node.name),
        field("lead", "説明", "text", "見出しの説明文", lambda one: one.node.lead),
        field(
            "outcome_goal", "成果目標", "text", "成果目標の文", lambda one: one.node.outcome_goal
        ),
    )
    return make_table("outline", "体系", "計画の体系。1行が1つの見出し", fields, places)


def outline_text_table(places: tuple[NodePlace, ...]) -> DataTable:
    """Give bullets and visions of the nodes, one text a row."""
    fields = text_fields(
        field("node_id", "見出しID", "id", "見出しの識別子", lambda one: one.owner),
        choice("kind", "種類", codes.NODE_TEXT_KINDS, "文の種類", lambda one: one.kind),
    )
    texts = (
        text
        for node in (place.node for place in places)
        for kind, listed in (("箇条書き", node.bullets), ("目指す姿", node.vision))
        for text in owned_texts(node.id, kind, listed)
    )
    return make_table(
        "outline_texts", "体系の文", "見出しの箇条書きと目指す姿。1行が1項目", fields, texts
    )
