"""The tables of initiatives: their texts, what they show again, the terms they explain.

Belongs here: what of them stands in which column. Does not belong here: schedules
(`schedule_tables`) and quantities (`quantity_tables`).
"""

from __future__ import annotations

from typing import Protocol, TypeVar

from kitaplanner.domain.open_data import codes
from kitaplanner.domain.open_data.list_tables import owned_texts, text_fields
from kitaplanner.domain.open_data.model import DataTable, Field, choice, field, make_table
from kitaplanner.domain.open_data.places import InitiativePlace
from kitaplanner.domain.plan import Plan, Reference, Term


def initiative_table(places: tuple[InitiativePlace, ...]) -> DataTable:
    """Give the initiatives."""
    fields: tuple[Field[InitiativePlace], ...] = (
        *initiative_fields(),
        field("order", "掲載順", "integer", "計画を通しての順番", lambda one: one.order, "番目"),
        field(
            "node_id", "見出しID", "id", "事業が属する見出しの識別子", lambda one: one.node.node.id
        ),
        field(
            "node_name",
            "見出し名",
            "text",
            "事業が属する見出しの名称",
            lambda one: one.node.node.name,
        ),
        field("summary", "事業概要", "text", "事業概要の文", lambda one: one.initiative.summary),
        choice(
            "time_precision",
            "期間の細かさ",
            codes.PRECISIONS,
            "年度別実施計画の列の細かさ",
            lambda one: codes.precision(one.initiative.schedule.divisions),
        ),
        field(
            "schedule_rows",
            "行数",
            "integer",
            "年度別実施計画の行の数",
            lambda one: len(one.initiative.schedule.rows),
            "行",
        ),
        choice(
            "schedule_state",
            "年度別実施計画の状態",
            codes.SCHEDULE_STATES,
            "原資料に年度別実施計画が残っていたか",
            lambda one: codes.schedule_state(one.initiative.schedule.state),
        ),
    )
    return make_table("initiatives", "事業", "計画に掲載する事業。1行が1事業", fields, places)


def initiative_fields() -> tuple[Field[InitiativePlace], ...]:
    """Give the columns that name an initiative."""
    return (
        field(
            "initiative_id",
            "事業ID",
            "id",
            "番号や名称が変わっても変わらない識別子",
            lambda one: one.initiative.id,
        ),
        field(
            "initiative_code",
            "事業コード",
            "id",
            "体系での位置（Aと上位からの順番）",
            lambda one: one.code,
        ),
        field(
            "initiative_number",
            "事業番号",
            "text",
            "紙面の番号。計画の中で重なりうる",
            lambda one: one.number,
        ),
        field("initiative_name", "事業名", "text", "事業の名称", lambda one: one.initiative.name),
    )


class OfInitiative(Protocol):
    """Anything that belongs to an initiative."""

    @property
    def place(self) -> InitiativePlace:
        """Give the initiative with its place."""
        ...


P = TypeVar("P", bound=OfInitiative)


def naming_fields(of: type[P]) -> tuple[Field[P], ...]:
    """Give the columns that name the initiative in a table of things that belong to one."""
    return tuple(_through_place(one) for one in initiative_fields())


def _through_place(field: Field[InitiativePlace]) -> Field[P]:
    return Field(field.column, lambda one: field.value(one.place))


def initiative_text_table(places: tuple[InitiativePlace, ...]) -> DataTable:
    """Give notes, effects and marks of the initiatives, one text a row."""
    fields = text_fields(
        field("initiative_id", "事業ID", "id", "事業の識別子", lambda one: one.owner),
        choice("kind", "種類", codes.INITIATIVE_TEXT_KINDS, "文の種類", lambda one: one.kind),
    )
    texts = (
        text
        for one in (place.initiative for place in places)
        for kind, listed in (("注", one.notes), ("効果", one.effects), ("印", one.marks))
        for text in owned_texts(one.id, kind, listed)
    )
    return make_table(
        "initiative_texts", "事業の文", "事業の注、効果、印。1行が1項目", fields, texts
    )


def reference_table(places: tuple[InitiativePlace, ...]) -> DataTable:
    """Give what initiatives show again from elsewhere."""
    fields: tuple[Field[tuple[str, Reference]], ...] = (
        field("reference_id", "再掲ID", "id", "変わらない識別子", lambda one: one[1].id),
        field("initiative_id", "事業ID", "id", "再掲を載せる事業", lambda one: one[0]),
        field("text", "取組項目", "text", "再掲する取組の名", lambda one: one[1].text),
        field("content", "取組内容", "text", "再掲する内容", lambda one: one[1].content),
        field(
            "target_initiative_id",
            "再掲元の事業ID",
            "id",
            "この計画の中の再掲元",
            lambda one: one[1].target,
        ),
        field(
            "external",
            "計画外の再掲元",
            "text",
            "この計画の外にある再掲元",
            lambda one: one[1].external,
        ),
    )
    pairs = ((place.initiative.id, one) for place in places for one in place.initiative.references)
    return make_table("references", "再掲", "再掲する取組。1行が1件", fields, pairs)


def term_table(plan: Plan, places: tuple[InitiativePlace, ...]) -> DataTable:
    """Give the terms that the plan and its initiatives explain."""
    fields: tuple[Field[tuple[str, Term]], ...] = (
        field("term_id", "用語ID", "id", "変わらない識別子", lambda one: one[1].id),
        field(
            "initiative_id",
            "事業ID",
            "id",
            "用語を注記する事業。計画全体の用語は空",
            lambda one: one[0],
        ),
        field("word", "用語", "text", "用語", lambda one: one[1].word),
        field("reading", "読み", "text", "用語の読み", lambda one: one[1].reading),
        field("definition", "説明", "text", "用語の説明", lambda one: one[1].definition),
    )
    own = ((place.initiative.id, one) for place in places for one in place.initiative.terms)
    return make_table(
        "terms", "用語", "用語とその説明", fields, (*(("", one) for one in plan.terms), *own)
    )
