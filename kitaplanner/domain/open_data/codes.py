"""The code tables of open data: every word that stands for a choice, and what it means.

Belongs here: words and meanings, and the way to them from the plan's values. They are part of the
published format: a word once used keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from kitaplanner.domain.open_data.model import CodeTable
from kitaplanner.domain.plan import BudgetKind, ItemKind, ScheduleState

K = TypeVar("K")


def _table(name: str, title: str, words: Mapping[K, tuple[str, str]]) -> CodeTable:
    return CodeTable(name, title, tuple(words.values()))


_ITEM_KINDS: dict[ItemKind, tuple[str, str]] = {
    "arrow": ("矢印", "その期間に行うこと（紙面では矢印）"),
    "box": ("枠", "その期間に行うこと（紙面では枠）"),
    "dashed": ("破線枠", "補足や条件（紙面では破線の枠）"),
    "note": ("注記", "枠のない文言"),
    "value": ("数値", "その期間の数量や状況を表す文言"),
}
ITEM_KINDS = _table("item_kind", "項目の種類", _ITEM_KINDS)

_STATES: dict[ScheduleState, tuple[str, str]] = {
    "complete": ("完全", "年度別実施計画のすべてがある"),
    "partial": ("一部欠落", "原資料で年度別実施計画の一部が失われている"),
    "lost": ("欠落", "原資料で年度別実施計画のすべてが失われている"),
}
SCHEDULE_STATES = _table("schedule_state", "年度別実施計画の状態", _STATES)

_DIVISIONS: dict[int, tuple[str, str]] = {
    1: ("年度", "1年度を分けない"),
    2: ("半期", "1年度を2つに分ける（4月から、10月から）"),
    3: ("4か月", "1年度を3つに分ける（4月から、8月から、12月から）"),
    4: ("四半期", "1年度を4つに分ける（4月から、7月から、10月から、1月から）"),
    12: ("月", "1年度を12か月に分ける"),
}
PRECISIONS = _table("time_precision", "期間の細かさ", _DIVISIONS)

_BUDGET_KINDS: dict[BudgetKind, tuple[str, str]] = {
    "planned": ("予算", "予算額"),
    "settled": ("決算", "決算額"),
    "expected": ("見込", "見込額"),
}
BUDGET_KINDS = _table("budget_kind", "事業費の種類", _BUDGET_KINDS)

NUMBER, WORDS, NONE, BLANK = "数値", "文言", "なし", "空欄"
VALUE_STATES = CodeTable(
    "value_state",
    "値の状態",
    (
        (NUMBER, "数値である（0は0という数値）"),
        (WORDS, "数値でなく文言で示している"),
        (NONE, "計画に「―」と示している（値がない）"),
        (BLANK, "欄はあるが何も書かれていない"),
    ),
)
INDICATOR_KINDS = CodeTable(
    "indicator_value_kind",
    "指標の値の種類",
    (
        ("現況", "計画を作ったときの値"),
        ("目標", "その年度の目標"),
        ("実績", "その年度の実績"),
    ),
)
NODE_TEXT_KINDS = CodeTable(
    "node_text_kind",
    "見出しの文の種類",
    (
        ("箇条書き", "見出しの下の箇条書きの1項目"),
        ("目指す姿", "目指す姿の1項目"),
    ),
)
INITIATIVE_TEXT_KINDS = CodeTable(
    "initiative_text_kind",
    "事業の文の種類",
    (
        ("注", "事業概要の注（※）"),
        ("効果", "事業の効果の1項目"),
        ("印", "新規・拡充・★などの印"),
    ),
)


def item_kind(kind: ItemKind) -> str:
    """Give the word for a kind of item."""
    return _ITEM_KINDS[kind][0]


def schedule_state(state: ScheduleState) -> str:
    """Give the word for the state of a schedule."""
    return _STATES[state][0]


def precision(divisions: int) -> str:
    """Give the word for the divisions of a year."""
    return _DIVISIONS[divisions][0]


def budget_kind(kind: BudgetKind) -> str:
    """Give the word for a kind of budget."""
    return _BUDGET_KINDS[kind][0]
