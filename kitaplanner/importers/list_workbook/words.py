"""Words of a list: names of columns, several departments in a cell, signs that stand for arrows.

Belongs here: what a text by itself means. Does not belong here: where it stands (`guess`,
`reader`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from kitaplanner.domain.calendar import parse_fiscal_year
from kitaplanner.domain.matching import fold_width_and_case
from kitaplanner.domain.plan import Started
from kitaplanner.importers.list_workbook.columns import ColumnRole, folded

_BRACKETS = "()[]【】〔〕<>《》「」:"
_LONGEST_HEADER = 20
_WORK = "(事業|取組|取り組み|取組み)"
_WORDS: tuple[tuple[ColumnRole, str], ...] = (
    ("number", r"(事業|取組|整理|通し?|管理|計画)?(番号|番|№|no\.?|ナンバー)|通番|項番|#"),
    ("name", rf"(個別|主な|具体的な?|実施|事務)?{_WORK}(名称?|の名称|項目)?"),
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
_SEPARATORS = re.compile(r"[、，,\n／/;；]|\s{2,}")
_NUMBER = re.compile(
    r"(?P<number>(?:(?:事業|取組)?(?:№|No\.?))?\s*"
    r"(?:\d{1,3}(?:[-－ー‐]\d{1,3})*(?:[-－ー‐]?(?:[(（]\d{1,3}[)）]|[①-⑳]))?|[(（]\d{1,3}[)）]|[①-⑳]))"
    r"(?:[\s.．:：]+|(?<=[)）①-⑳]))(?P<name>\D.*)",
    re.IGNORECASE,
)
_TIPS, _SHAFTS = "→⇒➡⇨➔►▶▷＞>", "―─━ー－–‐\\-=＝~～〜…・"
_ARROW = re.compile(rf"[{_SHAFTS}\s]*[{_TIPS}][{_TIPS}{_SHAFTS}\s]*|[{_SHAFTS}]{{3,}}")
_DITTO = re.compile(r"[〃々″]|同左|同上")
_NOTHING = re.compile(r"[―─ー－–‐\-／/×]|なし|無し?|未定なし")
_SIGN = re.compile(r"[○●◎〇◯◆◇■□★☆△▲✓✔レ]")
_AMOUNT = re.compile(
    r"[¥\\]?[△▲+\-]?[\d,]+(\.\d+)?(千円|百万円|億円|万円|円|件|人|名|回|台|%|校|園|所|か所|箇所|世帯|通|枚|時間)?"
)
_NUMBER_ALONE = re.compile(
    r"(事業|取組|計画)?(№|no\.?)?[\d①-⑳()\-ー‐.]*[\d①-⑳)]([\-ー‐.]\d+)*", re.IGNORECASE
)
_REMARK = re.compile(r"※|[＊*](?!\S*\*)|[(（]?注[)）:：0-9０-９]")
_TOTAL = re.compile(r"(小|合|総|累)?計|総合計|平均")
_STARTED = re.compile(
    r"※(?P<year>(?:令和|平成|昭和|[RHS])(?:元|\d{1,2})|\d{4})年度?(?P<word>[^\s\d※、。()]{2,6})",
    re.IGNORECASE,
)


class ItemText(NamedTuple):
    """The text of an item, its notes behind ※, and when it started before the plan."""

    text: str
    note: str
    started: Started | None


def role_of(header: str) -> ColumnRole | None:
    """Say what a header names, or None."""
    plain = re.sub(r"[(（※].*$", "", folded(header)).strip(_BRACKETS)
    if not plain or len(plain) > _LONGEST_HEADER:
        return None
    return next((role for role, words in _ROLES if words.fullmatch(plain)), None)


def is_weak_name(header: str) -> bool:
    """Say whether a header may name initiatives where no other does."""
    return bool(_WEAK_NAME.fullmatch(folded(header).strip(_BRACKETS)))


def departments_of(text: str) -> tuple[str, ...]:
    """Part the names of departments; ・ belongs to names and parts nothing."""
    parts = (re.sub(r"\s+", "", part) for part in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def number_and_name(text: str) -> tuple[str, str]:
    """Part the number in front of a name from it; the number is empty where there is none."""
    joined = one_line(text)
    match = _NUMBER.fullmatch(joined)
    return (match["number"].strip(), match["name"].strip()) if match else ("", joined)


def one_line(text: str) -> str:
    """Join lines that a narrow column has broken; between Latin words a space stays."""
    joined = ""
    for line in text.split("\n"):
        part = line.strip()
        latin = bool(joined and part) and joined[-1].isascii() and part[0].isascii()
        joined += (" " if latin else "") + part
    return joined


def continues(text: str) -> bool:
    """Say whether a text is an arrow that only goes on: →, ―――>"""
    return bool(_ARROW.fullmatch(text.strip()))


def is_ditto(text: str) -> bool:
    """Say whether a text says "the same as before": 〃, 同左."""
    return bool(_DITTO.fullmatch(folded(text)))


def is_nothing(text: str) -> bool:
    """Say whether a text is a sign for "none"."""
    return bool(_NOTHING.fullmatch(folded(text)))


def is_sign(text: str) -> bool:
    """Say whether a text is one mark without words: ○, ●."""
    return bool(_SIGN.fullmatch(folded(text)))


def is_amount(text: str) -> bool:
    """Say whether a text is an amount or a count, which no schedule is made of."""
    return bool(_AMOUNT.fullmatch(folded(text)))


def is_number(text: str) -> bool:
    """Say whether a text is the number of an initiative: 3, 1-(2), №21-3, ④."""
    return bool(_NUMBER_ALONE.fullmatch(re.sub(r"\s", "", fold_width_and_case(text))))


def is_remark(text: str) -> bool:
    """Say whether a text is a note to the list: ※, （注）."""
    return bool(_REMARK.match(text.lstrip()))


def is_total(text: str) -> bool:
    """Say whether a text heads a line of sums."""
    return bool(_TOTAL.fullmatch(folded(text)))


def item_text(text: str, first_year: int) -> ItemText:
    """Read the text of an item, with the lines behind ※ at its end parted from it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    started: Started | None = None
    notes: list[str] = []
    while len(lines) > 1 and lines[-1].startswith("※"):
        line = lines.pop()
        begun = _started(line, first_year)
        if begun is not None and started is None:
            started = begun
        else:
            notes.insert(0, line.removeprefix("※").strip())
    return ItemText("\n".join(lines), "\n".join(notes), started)


def _started(line: str, first_year: int) -> Started | None:
    match = _STARTED.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", line)))
    if match is None:
        return None
    try:
        year = parse_fiscal_year(match["year"])
    except ValueError:
        return None
    return Started(year, match["word"]) if year < first_year else None
