"""The fields of the journal's rows: what the office calls them, how their cells read and are said.

Belongs here: one line for every column that a person can change. Which of them a change touched is
in `history`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from kitaplanner.domain.calendar import Span, describe_span, format_fiscal_year
from kitaplanner.domain.plan import Started

Cells: TypeAlias = tuple[Any, ...]

KIND_WORDS: dict[str, str] = {
    "arrow": "矢印",
    "box": "枠",
    "dashed": "破線枠",
    "note": "注記",
    "value": "数値",
}
_STATE_WORDS = {"complete": "すべてある", "partial": "一部が失われている", "lost": "失われている"}
_BUDGET_WORDS = {"planned": "予算", "settled": "決算", "expected": "見込"}


class Field(NamedTuple):
    """One field: its name in `domain.plan`, its columns, its word; cells to value, and to words."""

    name: str
    columns: tuple[str, ...]
    word: str
    read: Callable[[Cells], Any]
    say: Callable[[Cells], str]


def _text(name: str, word: str, column: str = "") -> Field:
    return Field(name, (column or name,), word, _first, _said_plainly)


def _texts(name: str, word: str) -> Field:
    return Field(name, (name,), word, lambda cells: tuple(json.loads(cells[0])), _said_list)


def _flag(name: str, word: str) -> Field:
    return Field(name, (name,), word, lambda cells: bool(cells[0]), _said_flag)


def _choice(name: str, word: str, words: Mapping[str, str]) -> Field:
    return Field(name, (name,), word, _first, lambda cells: words.get(cells[0], str(cells[0])))


def _years(name: str, word: str) -> Field:
    return Field(
        name, (name,), word, lambda cells: tuple(map(tuple, json.loads(cells[0]))), _said_years
    )


def _first(cells: Cells) -> Any:
    return cells[0]


def _scalar(cells: Cells) -> Any:
    return None if cells[0] is None else json.loads(cells[0])


def _started(cells: Cells) -> Started | None:
    return None if cells[0] is None else Started(cells[0], cells[1])


def _span(cells: Cells) -> Span:
    return Span(cells[0], cells[1])


def _said_plainly(cells: Cells) -> str:
    return "" if cells[0] is None else str(cells[0])


def _said_list(cells: Cells) -> str:
    return "、".join(json.loads(cells[0]))


def _said_flag(cells: Cells) -> str:
    return "はい" if cells[0] else "いいえ"


def _said_year(cells: Cells) -> str:
    return "" if cells[0] is None else format_fiscal_year(cells[0])


def _said_years(cells: Cells) -> str:
    return "、".join(
        f"{format_fiscal_year(year)} {'―' if value is None else value}"
        for year, value in json.loads(cells[0])
    )


def _said_scalar(cells: Cells) -> str:
    return "" if cells[0] is None else str(json.loads(cells[0]))


def _said_started(cells: Cells) -> str:
    return "" if cells[0] is None else f"{format_fiscal_year(cells[0])}{cells[1]}"


def _said_month(cells: Cells) -> str:
    return describe_span(Span(cells[0], cells[0]))


def _said_span(cells: Cells) -> str:
    return describe_span(_span(cells))


FIELDS: dict[str, tuple[Field, ...]] = {
    "node": (
        _text("name", "名称"),
        _text("symbol", "記号"),
        _text("lead", "説明文"),
        _texts("bullets", "箇条書き"),
        _texts("vision", "目指す姿"),
        _text("outcome_goal", "成果目標"),
        _texts("marks", "印"),
        _text("level", "階層"),
        _text("number_from", "開始番号"),
    ),
    "initiative": (
        _text("name", "事業名"),
        _texts("departments", "担当課"),
        _text("summary", "事業概要"),
        _texts("notes", "注記"),
        _texts("marks", "印"),
        _texts("effects", "効果"),
        _text("divisions", "年度の区切り"),
        _choice("schedule_state", "原資料の状態", _STATE_WORDS),
        _text("number_from", "開始番号"),
    ),
    "schedule_row": (
        _text("label", "見出し"),
        _text("group", "区分", "group_name"),
        _texts("departments", "担当課"),
    ),
    "schedule_item": (
        _choice("kind", "種類", KIND_WORDS),
        # A pair in one image is one field; each alone is what the other leaves.
        Field("span", ("start_month", "end_month"), "期間", _span, _said_span),
        Field("start", ("start_month",), "開始", _first, _said_month),
        Field("end", ("end_month",), "終了", _first, _said_month),
        _text("text", "文言"),
        _text("note", "注記"),
        _flag("opens_before", "期首前から"),
        _flag("opens_after", "期末以降も"),
        Field("started", ("started_year", "started_word"), "始期", _started, _said_started),
        Field("started_year", ("started_year",), "始期の年度", _first, _said_year),
        _text("started_word", "始期の言葉"),
        _texts("departments", "担当課"),
        _flag("span_confirmed", "期間の確認済み"),
    ),
    "indicator": (
        _text("name", "名称"),
        _text("unit", "単位"),
        Field("baseline_year", ("baseline_year",), "基準年度", _first, _said_year),
        Field("baseline", ("baseline",), "基準値", _scalar, _said_scalar),
        _years("targets", "目標"),
        _years("actuals", "実績"),
        _text("note", "注記"),
    ),
    "budget": (
        Field("year", ("year",), "年度", _first, _said_year),
        _choice("kind", "種類", _BUDGET_WORDS),
        _text("amount", "金額"),
        _text("unit", "単位"),
        _text("label", "見出し"),
        _text("note", "注記"),
    ),
    "progress": (
        Field("year", ("year",), "年度", _first, _said_year),
        _text("status", "状況"),
        _text("result", "実績"),
        _text("reason", "理由"),
        _text("next_step", "今後"),
        _text("department", "担当課"),
        _text("date", "日付"),
        _text("item", "対象の矢印"),
    ),
    "reference": (
        _text("text", "文言"),
        _text("content", "内容"),
        _text("target", "再掲先"),
        _text("external", "計画外の再掲先"),
    ),
    "term": (
        _text("word", "用語"),
        _text("definition", "説明"),
        _text("reading", "読み"),
    ),
}


def fields_in(table: str, columns: Mapping[str, Any]) -> tuple[Field, ...]:
    """Give the fields that these columns hold, each column in one field only."""
    taken: set[str] = set()
    found = []
    for field in FIELDS.get(table, ()):
        if taken.isdisjoint(field.columns) and all(name in columns for name in field.columns):
            taken.update(field.columns)
            found.append(field)
    return tuple(found)
