"""The words that a reply is filled in with: states of progress, beginnings and ends, rows.

Belongs here: what the lists of an inquiry offer, and reading what was chosen or typed instead.
Does not belong here: what a whole reply means (`reply_reading`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kitaplanner.domain.calendar import (
    MONTHS_PER_YEAR,
    Period,
    Span,
    calendar_month,
    division_starts,
    first_month,
    format_fiscal_year,
    month_of,
    parse_fiscal_year,
    wareki_calendar_year,
    year_span,
)
from kitaplanner.domain.plan import Plan

# A plan that was reported on before goes on with its own words.
STATUS_WORDS = ("未着手", "予定どおり", "遅れている", "完了", "見直し", "中止")
DROP_WORD = "削除する"
ADDED_WORD = "（追加）"
# What stands before the lines of a sheet, which nobody fills in.
FIELD_WORDS = {"name": "事業名", "summary": "事業概要", "departments": "担当課"}
PROGRESS_WORDS = {
    "status": "状況",
    "result": "実績",
    "reason": "理由",
    "next_step": "今後の予定",
}
NEW_ROW = "新しい行"
_DROPS = frozenset({DROP_WORD, "削除", "○", "〇", "◯", "レ", "✓", "✔", "●", "×"})
_UNCHANGED = frozenset(
    {
        "変更なし", "変更無し", "変更ナシ", "修正なし", "修正無し", "なし", "無し", "特になし",
        "同左", "同上", "そのまま", "-", "ー", "―", "〃",
    }
)  # fmt: skip
_DIVISIONS = {
    2: ("上期", "下期"),
    3: ("1期", "2期", "3期"),
    4: ("第1四半期", "第2四半期", "第3四半期", "第4四半期"),
}
_MONTH = re.compile(r"(?P<year>.+?)(?P<of>年度?)?の?(?P<month>\d{1,2})月")
_NUMBERS = re.compile(r"(?P<year>[A-Z]?\d{1,4})[./-](?P<month>\d{1,2})(?:[./-]\d{1,2})?")
_FIRST_OF_REIWA = month_of(2019, 5)
_ROW = re.compile(r"(\d+)行目?")


def status_words(plan: Plan) -> tuple[str, ...]:
    """Give the words for the state of progress: those of the plan, else the usual ones."""
    used = (entry.status for one in plan.initiatives() for entry in one.progress if entry.status)
    own = tuple(dict.fromkeys(used))
    return (*own, *(word for word in STATUS_WORDS if word not in own))


def row_word(number: int) -> str:
    """Name a row of the schedule, counted from 1."""
    return f"{number}行目"


def item_label(number: int, label: str) -> str:
    """Name the row of an item, counted from 1, with its label where it has one."""
    return f"{row_word(number)}\n{label}" if label else row_word(number)


def read_row_word(text: str) -> int | None:
    """Read the number of a row; None for a new one."""
    match = _ROW.fullmatch(_folded(text))
    return int(match[1]) if match else None


def is_unchanged_word(text: str) -> bool:
    """Say whether a text only says that nothing changes."""
    bare = "".join(_folded(text).split()).rstrip("。")
    return not bare or bare in _UNCHANGED or text.strip() in _UNCHANGED


def is_drop_word(text: str) -> bool:
    """Say whether a text asks to remove the line."""
    return text.strip() in _DROPS or _folded(text) in _DROPS


def span_choices(period: Period, divisions: int) -> dict[str, Span]:
    """Give what the lists of beginnings and ends offer, with the months that each word covers."""
    return dict(_choices(period, divisions))


def _choices(period: Period, divisions: int) -> Iterator[tuple[str, Span]]:
    for year in period.years:
        if divisions == 1:
            yield format_fiscal_year(year), year_span(year)
            continue
        step = MONTHS_PER_YEAR // divisions
        for index, start in enumerate(division_starts(year, divisions)):
            if divisions == MONTHS_PER_YEAR:
                yield _month_words(start), Span(start, start)
            else:
                word = f"{format_fiscal_year(year)} {_DIVISIONS[divisions][index]}"
                yield word, Span(start, start + step - 1)


def _month_words(month: int) -> str:
    year, number = calendar_month(month)
    return f"{wareki_calendar_year(year, number)}年{number}月"


def read_moment(text: str, choices: dict[str, Span]) -> Span | None:
    """Read a beginning or an end: a word of the list, a fiscal year or month in any spelling."""
    folded = "".join(_folded(text).split())
    for word, span in choices.items():
        if folded == "".join(_folded(word).split()):
            return span
    try:
        return year_span(parse_fiscal_year(text))
    except ValueError:
        return _read_month(folded)


def _read_month(folded: str) -> Span | None:
    match = _MONTH.fullmatch(folded) or _NUMBERS.fullmatch(folded)
    if match is None or not 1 <= int(match["month"]) <= MONTHS_PER_YEAR:
        return None
    try:
        year = parse_fiscal_year(match["year"])
    except ValueError:
        return None
    month = month_of(year, int(match["month"]))
    if match.groupdict().get("of") == "年度":
        # 令和8年度1月 is the January of that fiscal year; 令和8年1月 is January of 2026.
        month += MONTHS_PER_YEAR if month < first_month(year) else 0
    elif _is_before_its_era(match["year"], month):
        return None
    return Span(month, month)


def _is_before_its_era(year: str, month: int) -> bool:
    """Say whether 令和 is written for a month in which there was none yet."""
    return year.upper().startswith(("令和", "R")) and month < _FIRST_OF_REIWA


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
