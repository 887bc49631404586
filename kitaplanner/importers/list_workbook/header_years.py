"""Years and parts of years in the header of a list, in every spelling that wards use.

Belongs here: what a text of a header says about time. Does not belong here: which column it heads
(`guess`).
"""

from __future__ import annotations

import re

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, era_of_year, parse_fiscal_year
from kitaplanner.importers.official_sheet.words import folded

_BRACKETS = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
# What may stand beside the year without changing it.
_AROUND = re.compile(
    r"(の?(実施|年次|取組|事業|活動)?(計画|予定|内容|目標|取組|スケジュール|実施|案))+$|^(計画|予定)"
)
_BARE = re.compile(r"(元|\d{1,2})(?:年度|年)?")
_ERA = re.compile(r"(令和|平成|昭和)(年度)?")
_SECOND_ERA = re.compile(r"[/・=]")
_QUARTER = re.compile(
    r"(?:第?([1-4一二三四])(?:/4|四半期)(?:期)?|([1-4])q|q([1-4])|第([1-4])期)", re.I
)
_MONTHS = re.compile(r"(\d{1,2})月?(?:[~\-・～〜](\d{1,2})月?)?")
_HALVES = {
    "上期": 0,
    "上半期": 0,
    "前期": 0,
    "前半": 0,
    "下期": 6,
    "下半期": 6,
    "後期": 6,
    "後半": 6,
}
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4}
_OTHER_MATTERS = re.compile(r"実績|予算|決算|事業費|経費|金額|千円|評価|指標|目標値|進捗|達成|財源")


def year_in(text: str, before: int | None = None, era: str = "") -> int | None:
    """Read the fiscal year that heads a column, or None.

    A bare number (8, 8年度) counts only with the year of the column at its left before it, or with
    an era that stands over the whole header.
    """
    plain = folded(text)
    found = {year for one in _readings(plain) if (year := _parsed(one)) is not None}
    if len(found) == 1:
        return found.pop()
    match = _BARE.fullmatch(_AROUND.sub("", plain))
    if found or match is None:
        return None  # R8(2025) says two different years
    number = 1 if match[1] == "元" else int(match[1])
    if before is not None:
        following = before + 1
        old_style = following - era_of_year(before)[0].offset
        return following if number in (era_of_year(following)[1], old_style) else None
    return _parsed(f"{era}{number}年度") if era else None


def era_in(text: str) -> str:
    """Give the era that a text names without a year: 令和 over 7年度, 8年度 …"""
    match = _ERA.fullmatch(folded(text))
    return match[1] if match else ""


def is_other_matter(text: str) -> bool:
    """Say whether a header names what is no plan of work: 実績, 予算, 評価 …"""
    return bool(_OTHER_MATTERS.search(folded(text)))


def part_of_year(text: str) -> tuple[int, int] | None:
    """Read a part of a year: its first month counted from April, and how many it has."""
    plain = folded(text)
    if plain in _HALVES:
        return _HALVES[plain], 6
    if match := _QUARTER.fullmatch(plain):
        found = next(one for one in match.groups() if one)
        return ((_KANJI.get(found) or int(found)) - 1) * 3, 3
    if match := _MONTHS.fullmatch(plain):
        if "月" not in plain:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if not (1 <= first <= MONTHS_PER_YEAR and 1 <= last <= MONTHS_PER_YEAR):
            return None
        start, end = (first - 4) % MONTHS_PER_YEAR, (last - 4) % MONTHS_PER_YEAR
        return (start, end - start + 1) if end >= start else None
    return None


def _readings(plain: str) -> list[str]:
    """Give the text, its parts in and outside brackets, and both sides of 平成31/令和元."""
    outside = _BRACKETS.sub("", plain)
    parts = [plain, outside, *_BRACKETS.findall(plain)]
    for one in (plain, outside):
        parts += _SECOND_ERA.split(one) if _SECOND_ERA.search(one) else []
    return [_AROUND.sub("", one) for one in parts if one]


def _parsed(text: str) -> int | None:
    for candidate in (text, text + "年度"):
        try:
            return parse_fiscal_year(candidate)
        except ValueError:
            continue
    return None
