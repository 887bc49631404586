"""Words of a list: names of its columns, sums, signs.

Belongs here: what only lists say. Does not belong here: numbers, departments, arrows and notes,
which official sheets spell alike (`official_sheet.words`); where a text stands (`guess`, `reader`).
"""

from __future__ import annotations

import re

from kitaplanner.importers.list_workbook.columns import ColumnRole
from kitaplanner.importers.official_sheet.words import folded, is_typed_arrow

_BRACKETS = "()[]【】〔〕<>《》「」:"
_LONGEST_HEADER = 20
_WORK = "(事業|取組|取り組み|取組み)"
_WORDS: tuple[tuple[ColumnRole, str], ...] = (
    ("number", r"(事業|取組|整理|通し?|管理|計画)?(番号|番|№|no\.?|ナンバー)|通番|項番|#"),
    (
        "name",
        rf"(個別|主な|具体的な?|実施|事務|施策[・/])?{_WORK}([・/]{_WORK})?(名称?|の名称|項目)?",
    ),
    (
        "departments",
        r"(主な?|所)?(担当|所管|主管|実施)(部署|部課|課|部局|部門|組織|所属|課・?係|係)?(名称?)?"
        r"|(主担当|関係|所属)課?(名称?)?",
    ),
    (
        "summary",
        rf"({_WORK}|実施)?の?(概要|説明|目的)(及び目的)?|({_WORK}|実施)?の?内容",
    ),
    ("notes", r"備考|摘要|特記事項|補足|注(記|釈)?"),
    ("marks", r"(事業|取組)?(区分|種別)|新規・?拡充(・?継続)?(等)?(の別)?|新(規)?・?継(続)?(等)?"),
    ("effects", r"(期待される|見込まれる|事業)?(効果|成果)"),
)
_ROLES = tuple((role, re.compile(words, re.IGNORECASE)) for role, words in _WORDS)
# A column of these names initiatives only where nothing says so better.
_WEAK_NAME = re.compile(r"施策(名称?|名・事業名)?|項目(名)?|名称|件名|タイトル", re.IGNORECASE)
_SHAFT = re.compile(r"[―─━ー－—–\-=＝]{3,}")
_SIGN = re.compile(r"[○●◎〇◯◆◇■□★☆△▲✓✔レ]")
_TOTAL = re.compile(r"(小|合|総|累)?計|総合計|平均")


def role_of(header: str) -> ColumnRole | None:
    """Say what a header names, or None."""
    plain = re.sub(r"[(（※].*$", "", folded(header)).strip(_BRACKETS)
    if not plain or len(plain) > _LONGEST_HEADER:
        return None
    return next((role for role, words in _ROLES if words.fullmatch(plain)), None)


def is_weak_name(header: str) -> bool:
    """Say whether a header may name initiatives where no other does."""
    return bool(_WEAK_NAME.fullmatch(folded(header).strip(_BRACKETS)))


def continues(text: str) -> bool:
    """Say whether a text is an arrow that only goes on: →, ―――>, ―――"""
    return is_typed_arrow(text) or bool(_SHAFT.fullmatch(folded(text)))


def is_sign(text: str) -> bool:
    """Say whether a text is one mark without words: ○, ●."""
    return bool(_SIGN.fullmatch(folded(text)))


def is_total(text: str) -> bool:
    """Say whether a text heads a line of sums."""
    return bool(_TOTAL.fullmatch(folded(text)))
