"""Slips of the hand and remains of a conversion: spaces, doubled words, brackets, look-alike signs.

Belongs here: what can be told from the signs of one text. All findings are questions (校正候補).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from kitaplanner.domain.checks.finding import Finding
from kitaplanner.domain.checks.on_texts import around, found_in, prose, rewriting
from kitaplanner.domain.form import Form
from kitaplanner.domain.passages import Passage
from kitaplanner.domain.plan import Plan

# A date or a bullet is parted from what follows it: 9月 デジタル庁設置, ・ 区役所.
_JAPANESE = "[ぁ-ゟァ-ヺー一-鿿々]"
_LETTER = "[A-Za-z]"
_SPACE = re.compile(
    f"(?<={_JAPANESE})(?<![0-9０-９][年月日]) (?={_JAPANESE})|(?<={_LETTER}) (?={_JAPANESE})"
    f"|(?<={_JAPANESE})(?<![0-9０-９][年月日]) (?={_LETTER})"
)
_SPACED_LETTERS = re.compile("(?<![A-Za-z])[A-Z](?: [A-Z])+(?![A-Za-z])")
_DOUBLED = re.compile(
    r"をを|(?<=[一-鿿々ァ-ヴー])(?:のの|がが|にに|はは|でで(?!き)|とと(?!も)|もも)"
    r"|(?!一)([一-鿿]{2,4})\1(?![一-鿿々])|([ァ-ヴー]{3,})\2|(して|する|した|こと|ため|ます|です|から|について)\3"
)
_PUNCTUATION = re.compile("。。|、、|、。|。、|，，|．．")
# A kanji, digit or sign that looks like katakana: 二一ズ, シス〒ム, CIS0.
_LOOKALIKE = re.compile(
    "(?<=[ァ-ヴー])[二力口夕卜工八一](?=[ァ-ヴー])|(?<![一-鿿])[二力口夕卜工八一]{2,}(?=[ァ-ヴー])"
    "|(?<=[一-鿿])ー(?=[一-鿿])|(?<![A-Za-z0-9])[A-Z]{2,4}0(?![A-Za-z0-9.,])"
)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:nbsp|amp|lt|gt|quot);|-{5,}|={5,}")
_PAIRS = {
    "（": "）",
    "(": ")",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "［": "］",
    "[": "]",
    "〈": "〉",
    "《": "》",
}
# Full and half width close each other: sources mix them, and no reader is misled.
_SAME = str.maketrans("（）［］", "()[]")
_CLOSING = {value.translate(_SAME): key.translate(_SAME) for key, value in _PAIRS.items()}
_NUMBERED = re.compile(r"^[ \u3000]*[0-9０-９①-⑳ア-ンa-zA-Z]{1,3}[)）]", re.MULTILINE)
_Place: TypeAlias = tuple[int, int, str]


def check_typography(plan: Plan, form: Form) -> Iterator[Finding]:
    """Look at every text for each kind of slip."""
    for initiative, passage in prose(plan):
        for rule, find in _KINDS:
            places = find(passage.text)
            if places:
                yield _finding(rule, initiative, passage, places)
        bracket = unmatched_bracket(passage.text)
        if bracket is not None:
            place = around(passage.text, bracket, bracket + 1)
            words = f"の「{place}」で、かっこが対になっていません。"
            yield found_in("bracket", initiative, passage, words, passage.text[bracket])


def _finding(rule: str, initiative: str, passage: Passage, places: list[_Place]) -> Finding:
    start, end, _words = places[0]
    shown = around(passage.text, start, end)
    more = f"など{len(places)}か所" if len(places) > 1 else ""
    evidence = "、".join(passage.text[max(0, left - 1) : right + 1] for left, right, _ in places)
    words = f"の「{shown}」{more}：{_WORDS[rule]}"
    correction = rewriting(passage, places) if rule != "sign" else None
    return found_in(rule, initiative, passage, words, evidence, correction)


def _spaces(text: str) -> list[_Place]:
    if " " not in text:
        return []
    places = [(one.start(), one.end(), "") for one in _SPACE.finditer(text)]
    letters = [(*one.span(), one[0].replace(" ", "")) for one in _SPACED_LETTERS.finditer(text)]
    return places + letters


def _doubled(text: str) -> list[_Place]:
    return [(*one.span(), one[0][: len(one[0]) // 2]) for one in _DOUBLED.finditer(text)]


def _punctuation(text: str) -> list[_Place]:
    return [
        (*one.span(), "。" if "。" in one[0] else one[0][0]) for one in _PUNCTUATION.finditer(text)
    ]


def _lookalikes(text: str) -> list[_Place]:
    return [(*one.span(), one[0]) for one in _LOOKALIKE.finditer(text)]


def _markup(text: str) -> list[_Place]:
    return [(*one.span(), "") for one in _MARKUP.finditer(text)]


_KINDS: tuple[tuple[str, Callable[[str], list[_Place]]], ...] = (
    ("space", _spaces),
    ("doubled", _doubled),
    ("punctuation", _punctuation),
    ("sign", _lookalikes),
    ("markup", _markup),
)
_WORDS = {
    "space": "和文の中に半角の空白があります。",
    "doubled": "同じ言葉が重なっています。",
    "punctuation": "句読点が重なっています。",
    "sign": "形の似た別の文字でないか確かめてください。",
    "markup": "変換のときの記号が残っています。",
}


def unmatched_bracket(text: str) -> int | None:
    """Give the place of the first bracket without its fellow; `1)` that numbers a line has none."""
    numbered = {one.end() - 1 for one in _NUMBERED.finditer(text)}
    waiting: list[int] = []
    for index, char in enumerate(text.translate(_SAME)):
        if char in _CLOSING.values():
            waiting.append(index)
        elif char in _CLOSING and index not in numbered:
            opening = text[waiting[-1]].translate(_SAME) if waiting else ""
            if opening != _CLOSING[char]:
                return index
            waiting.pop()
    return waiting[0] if waiting else None


def check_commas(plan: Plan, form: Form) -> Iterator[Finding]:
    """Commas are 、 or ， throughout, and long numbers have their commas or not."""
    texts = tuple(prose(plan))
    yield from _either(texts, "punctuation", re.compile("、"), re.compile("，"), ("、", "，"))
    grouped, plain = (re.compile(r"\d{1,3}(?:,\d{3})+"), _UNGROUPED)
    with_comma = sum(len(grouped.findall(one.text)) for _, one in texts)
    if not with_comma:
        return
    for initiative, passage in texts:
        for match in plain.finditer(passage.text):
            write = f"{int(match[0]):,}"
            words = f"の「{match[0]}」は、ほかの数と同じ桁区切りでは「{write}」です。"
            correction = rewriting(passage, [(match.start(), match.end(), write)])
            yield found_in("grouping", initiative, passage, words, match[0], correction)


_UNGROUPED = re.compile(
    r"(?<![\d,.])[1-9]\d{3,}(?=人|件|円|千円|万円|か所|箇所|台|回|世帯|通|部|枚|名)"
)


def _either(
    texts: tuple[tuple[str, Passage], ...],
    rule: str,
    one: re.Pattern[str],
    two: re.Pattern[str],
    signs: tuple[str, str],
) -> Iterator[Finding]:
    counts = [sum(len(kind.findall(p.text)) for _, p in texts) for kind in (one, two)]
    if not all(counts):
        return
    rare, usual = (0, 1) if counts[0] < counts[1] else (1, 0)
    pattern = (one, two)[rare]
    for initiative, passage in texts:
        places = [(*match.span(), signs[usual]) for match in pattern.finditer(passage.text)]
        if places:
            words = f"に「{signs[rare]}」があります。"
            words += f"この計画では「{signs[usual]}」が多く使われています。"
            correction = rewriting(passage, places)
            yield found_in(rule, initiative, passage, words, signs[rare] * len(places), correction)
