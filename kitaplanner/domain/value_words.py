"""Values of fields and what was done to them, in the office's words.

Belongs here: how a value, a list or a text that changed is said, whatever thing it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from kitaplanner.domain.calendar import (
    Period,
    Span,
    describe_span,
    format_fiscal_year,
    wareki_calendar_year,
    year_span,
)
from kitaplanner.domain.handout import PaperSection
from kitaplanner.domain.history_fields import FIELDS, KIND_WORDS
from kitaplanner.domain.plan import Started, Value
from kitaplanner.domain.records import Kind
from kitaplanner.domain.text_diff import Piece, text_pieces

_TABLES: dict[Kind, str] = {"row": "schedule_row", "item": "schedule_item"}
_OTHER_WORDS: dict[tuple[Kind, str], str] = {
    ("plan", "title"): "計画の名称",
    ("plan", "period"): "計画期間",
    ("plan", "ward"): "区の名称",
    ("plan", "form"): "様式",
    ("plan", "stage"): "版",
    ("plan", "stage_date"): "版の日付",
    ("plan", "digit_style"): "数字の書き方",
    ("plan", "era_style"): "年度の書き方",
    ("plan", "sheets_share_page"): "個票の詰め込み",
    ("plan", "duplex"): "両面印刷",
    ("plan", "mark_meanings"): "印の意味",
    ("plan", "comparison"): "新旧対照表の書き方",
    ("department", "name"): "名称",
    ("department", "collective"): "総称の区分",
    ("department", "division"): "部",
    ("department", "valid_from"): "有効期間の開始",
    ("department", "valid_to"): "有効期間の終了",
    ("department", "aliases"): "別名",
    ("section", "heading"): "見出し",
    ("section", "level"): "階層",
    ("section", "numbered"): "番号の有無",
    ("section", "derived"): "自動で入る内容",
    ("section", "blocks"): "本文",
    ("picture", "name"): "名称",
    ("picture", "data"): "画像",
    ("handout", "name"): "名称",
    ("handout", "meeting"): "会議名",
    ("handout", "date"): "日付",
    ("handout", "place"): "場所",
    ("handout", "division"): "部課",
    ("handout", "watermark"): "透かし",
    ("handout", "two_up"): "2面付け",
    ("handout", "duplex"): "両面印刷",
    ("handout_part", "title"): "件名",
    ("handout_part", "document_number"): "資料番号",
    ("handout_part", "lines"): "次第",
    ("handout_part", "sections"): "本文",
    ("handout_part", "comments"): "意見と区の考え方",
    ("handout_part", "initiatives"): "対象の事業",
    ("handout_part", "department"): "対象の課",
    ("wording", "preferred"): "統一する表記",
    ("wording", "variants"): "ほかの表記",
    ("wording", "part_of_speech"): "品詞",
    ("wording", "exceptions"): "例外",
    ("wording", "note"): "備考",
    ("accepted", "reason"): "理由",
}
_STATE_WORDS = {"complete": "すべてある", "partial": "一部が失われている", "lost": "失われている"}
_STYLE_WORDS = {
    "half": "半角", "full": "全角", "single_full": "1桁だけ全角",
    "wareki": "和暦", "western": "西暦", "both": "和暦（西暦）",
    "planned": "予算", "settled": "決算", "expected": "見込",
}  # fmt: skip
_DIVISIONS = {1: "年単位", 2: "半期単位", 3: "4か月単位", 4: "四半期単位", 12: "月単位"}
# Fields whose number stands for something else.
_NUMBER_WORDS: dict[str, Callable[[int], str]] = {
    "year": format_fiscal_year,
    "baseline_year": format_fiscal_year,
    "valid_from": lambda month: describe_span(Span(month, month)),
    "valid_to": lambda month: describe_span(Span(month, month)),
    "divisions": lambda divisions: _DIVISIONS[divisions],
}
_DATE_FIELDS = frozenset({"stage_date", "date"})
# Fields that have one value of several: it is said without 「」.
_CHOICE_FIELDS = frozenset({"kind", "schedule_state", "digit_style", "era_style"})
# Short texts that are set rather than added.
_SET_FIELDS = frozenset(
    {"division", "unit", "reading", "symbol", "place", "meeting", "document_number", "level"}
)
# Texts up to this length are said whole; of longer ones only what changed in them.
_WHOLE_TEXT = 40
# Of a longer text that came or went only the beginning is said.
_SAID_OF_TEXT = 60
_MOST_PLACES = 4


def field_word(kind: Kind, field: str) -> str:
    """Give what the office calls a field; the field's own name where it has no word yet."""
    for one in FIELDS.get(_TABLES.get(kind, kind), ()):
        if one.name == field:
            return one.word
    return _OTHER_WORDS.get((kind, field), field)


def value_words(field: str, value: Any) -> str:
    """Say a value; empty text where there is none."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, Span):
        return describe_span(value)
    if isinstance(value, Period):
        return describe_span(year_span(*value))
    if isinstance(value, Started):
        return f"{format_fiscal_year(value.year)}{value.word}"
    if field in _NUMBER_WORDS:
        return _NUMBER_WORDS[field](value)
    if isinstance(value, tuple):
        return "、".join(_member_words(one) for one in value)
    if not isinstance(value, str | int | float):
        return ""
    if field in _DATE_FIELDS:
        return _date_words(str(value))
    return _choice_words(field, value) if isinstance(value, str) else number_words(value)


def number_words(value: Value, unit: str = "") -> str:
    """Say a number with its unit, 1,200千円; words stay words, nothing is ―."""
    if value is None:
        return "―"
    return value if isinstance(value, str) else f"{value:,}{unit}"


def _date_words(iso: str) -> str:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{wareki_calendar_year(day.year, day.month)}年{day.month}月{day.day}日"


def _member_words(one: Any) -> str:
    if isinstance(one, tuple) and len(one) == 2:
        name = format_fiscal_year(one[0]) if isinstance(one[0], int) else one[0]
        return f"{name} {number_words(one[1])}"
    return one if isinstance(one, str) else ""


def _choice_words(field: str, value: str) -> str:
    if field == "kind":
        return KIND_WORDS.get(value) or _STYLE_WORDS.get(value, value)
    if field == "schedule_state":
        return _STATE_WORDS.get(value, value)
    if field in ("digit_style", "era_style"):
        return _STYLE_WORDS.get(value, value)
    return value


def change_words(word: str, field: str, before: Any, after: Any, unit: str = "") -> str:
    """Say what was done to a field: 事業概要の「申請」を「申込み」に変更; numbers have a unit."""
    if field == "mark_meanings":
        return "、".join(_meaning_words(dict(before), dict(after))) or f"{word}の順序を変更"
    if _is_texts(before) and _is_texts(after):
        return _list_words(word, before, after)
    if _is_written(before) and _is_written(after):
        old, new = ("\n".join(one.text for one in side) for side in (before, after))
        return text_words(word, old, new) if old != new else f"{word}を変更"
    if _is_years(before) and _is_years(after):
        return _years_words(word, dict(before), dict(after), unit)
    old, new = (_value_words(field, one, unit) for one in (before, after))
    is_text = isinstance(before, str) and isinstance(after, str)
    if is_text and field not in _CHOICE_FIELDS | _DATE_FIELDS:
        if field in _SET_FIELDS and not old:
            return f"{word}を{quoted(new)}に設定"
        return text_words(word, old, new)
    if not old:
        return f"{word}を{new}に設定" if new else f"{word}を変更"
    if old == new:
        return f"{word}を変更"
    return f"{word}を{old}から{new}に変更" if new else f"{word}（{old}）を削除"


def _value_words(field: str, value: Any, unit: str) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return number_words(value, unit) if unit and is_number else value_words(field, value)


def _meaning_words(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """Say what was done to the meanings of marks, mark by mark."""
    for mark in {**before, **after}:
        old, new = before.get(mark, ""), after.get(mark, "")
        if old != new:
            yield (
                text_words(f"印{quoted(mark)}の意味", old, new)
                if old and new
                else f"印{quoted(mark)}の意味を{f'{quoted(new)}に設定' if new else '削除'}"
            )


def text_words(word: str, old: str, new: str) -> str:
    """Say what was done to a text; of a long one the places that changed."""
    if not old or not new:
        said = quoted(_beginning(new or old))
        return f"{word}に{said}を追加" if new else f"{word}{said}を削除"
    if max(len(old), len(new)) <= _WHOLE_TEXT and "\n" not in old + new:
        return f"{word}を{quoted(old)}から{quoted(new)}に変更"
    pieces = text_pieces(old, new)
    places = [
        (piece, _place_words(index, len(pieces)))
        for index, piece in enumerate(pieces)
        if not piece.is_same
    ]
    said = "、".join(_piece_words(piece, place) for piece, place in places[:_MOST_PLACES])
    if len(places) > _MOST_PLACES:
        said += f"、ほか{len(places) - _MOST_PLACES}か所を変更"
    return f"{word}の{said}"


def _beginning(text: str) -> str:
    return text if len(text) <= _SAID_OF_TEXT else f"{text[:_WHOLE_TEXT]}…"


def _place_words(index: int, count: int) -> str:
    return "冒頭" if index == 0 else "末尾" if index == count - 1 else "途中"


def _piece_words(piece: Piece, place: str) -> str:
    if not piece.old.strip() and not piece.new.strip():
        return "改行や空白を変更"
    if not piece.old.strip():
        return f"{place}に{quoted(piece.new)}を追加"
    if not piece.new.strip():
        return f"{quoted(piece.old)}を削除"
    return f"{quoted(piece.old)}を{quoted(piece.new)}に変更"


def _is_texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


def _is_written(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, PaperSection) for one in value)


def _list_words(word: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    if len(gone) == len(come) == 1:
        return text_words(word, gone[0], come[0])
    old, new = ("".join(quoted(one) for one in side) for side in (gone, come))
    if gone and come:
        return f"{word}の{old}を{new}に変更"
    if come:
        return f"{word}に{new}を追加"
    if gone:
        return f"{word}から{old}を削除"
    lists = [quoted("、".join(side)) for side in (before, after)]
    if len(lists[0]) > _WHOLE_TEXT:
        return f"{word}の順序を変更"
    return f"{word}の順序を{lists[0]}から{lists[1]}に変更"


def _is_years(value: Any) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], int) for one in value
    )


def _years_words(word: str, before: dict[int, Any], after: dict[int, Any], unit: str) -> str:
    said = []
    for year in sorted(before.keys() | after.keys()):
        if before.get(year, ...) == after.get(year, ...):
            continue
        what = f"{format_fiscal_year(year)}の{word}"
        old, new = (number_words(side.get(year), unit) for side in (before, after))
        if year not in before:
            said.append(f"{what}{new}を追加")
        elif year not in after:
            said.append(f"{what}{old}を削除")
        else:
            said.append(f"{what}を{old}から{new}に変更")
    return "、".join(said)


def quoted(text: str) -> str:
    """Give a text in 「」 on one line."""
    return f"「{text.strip().replace(chr(10), ' ')}」"
