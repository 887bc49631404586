"""Signs in texts: characters that not every machine has, foreign letters, digits of another width.

Belongs here: what can be told from the characters alone. Words are the business of `wording`,
glyphs that the bundled fonts lack that of the layout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from kitaplanner.domain.checks.finding import Check, Finding, Severity
from kitaplanner.domain.checks.on_texts import found_in, passages, rewriting
from kitaplanner.domain.form import Form
from kitaplanner.domain.passages import Passage
from kitaplanner.domain.plan import DigitStyle, Plan
from kitaplanner.domain.text import describe_character

_JAPANESE = "[ぁ-ヿ一-鿿々ー]"
# Cyrillic letters, which scanning and conversion put among Japanese ones; α版 is a word.
_FOREIGN = "[Ѐ-ӿ]+"
_BETWEEN_JAPANESE = re.compile(f"(?<={_JAPANESE}){_FOREIGN}|{_FOREIGN}(?={_JAPANESE})")
_LIGATURES = re.compile("[㈠-㉃㊀-㊰㋀-㋿㌀-㍰㍻-㍿℡]+")
_HALF_KATAKANA = re.compile("[｡-ﾟ]+")
_SUSPECT = re.compile("[Ѐ-ӿ㈠-㍿℡｡-ﾟ]")
_FULL_DIGITS = re.compile("[０-９]+")
_NUMBER = re.compile("[0-9０-９]+")
_TO_FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def check_texts(plan: Plan, form: Form) -> Iterator[Finding]:
    """Look at every text once; most need no second look."""
    style = plan.settings.digit_style
    numbers = _FULL_DIGITS if style == "half" else _NUMBER
    for initiative, passage in passages(plan):
        missing = _outside_jis(passage.text)
        if missing:
            yield _missing(initiative, passage, missing)
        if _SUSPECT.search(passage.text):
            yield from _foreign_letters(initiative, passage)
            for pattern in (_LIGATURES, _HALF_KATAKANA):
                yield from _rewritten(
                    "ligature", initiative, passage, pattern, _in_full, "機種依存文字の"
                )
        # A department's name is written as its master list has it.
        if passage.group != "departments" and numbers.search(passage.text):
            rewrite = partial(_digits, style=style)
            yield from _rewritten("digit", initiative, passage, numbers, rewrite, "数字の")


def _missing(initiative: str, passage: Passage, missing: str) -> Finding:
    names = "、".join(f"「{char}」（{describe_character(char)}）" for char in missing)
    words = (
        f"の{names}は、ほかの機器で表示されないことがあります。ほかの字にできるか確かめてください。"
    )
    return found_in("character", initiative, passage, words, missing, severity="warning")


@lru_cache(maxsize=16_384)
def _outside_jis(text: str) -> str:
    try:
        text.encode("shift_jisx0213")
    except UnicodeEncodeError:
        return "".join(dict.fromkeys(char for char in text if _is_outside(char)))
    return ""


def _is_outside(char: str) -> bool:
    # The codec knows these only by their other code points, which look the same.
    if char.isspace() or char in "～－—∥￠￡￢":
        return False
    try:
        char.encode("shift_jisx0213")
    except UnicodeEncodeError:
        return True
    return False


def _foreign_letters(initiative: str, passage: Passage) -> Iterator[Finding]:
    for match in _BETWEEN_JAPANESE.finditer(passage.text):
        words = (
            f"に、和文に混じった外国の文字「{match[0]}」があります。"
            "誤変換でないか確かめてください。"
        )
        yield found_in("script", initiative, passage, words, match[0], severity="warning")


def _in_full(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("(", "（").replace(")", "）")


def _digits(text: str, style: DigitStyle) -> str:
    half = unicodedata.normalize("NFKC", text)
    if style == "half" or (style == "single_full" and len(half) > 1):
        return half
    return half.translate(_TO_FULL)


def _rewritten(
    rule: str,
    initiative: str,
    passage: Passage,
    pattern: re.Pattern[str],
    rewrite: Callable[[str], str],
    kind: str,
) -> Iterator[Finding]:
    """Report what a rule would write otherwise, with the whole text as the correction."""
    places = [
        (*match.span(), rewrite(match[0]))
        for match in pattern.finditer(passage.text)
        if rewrite(match[0]) != match[0]
    ]
    if not places:
        return
    wrong = [passage.text[start:end] for start, end, _words in places]
    old, new = wrong[0], places[0][2]
    more = f"など{len(wrong)}か所" if len(wrong) > 1 else ""
    # A department is renamed wherever it is named, which is another step.
    is_name = passage.group == "departments"
    correction = None if is_name else rewriting(passage, places)
    words = f"に、{kind}「{old}」{more}があります。「{new}」と書きます。"
    severity: Severity = "warning" if correction is None else "notice"
    yield found_in(rule, initiative, passage, words, "".join(wrong), correction, severity)


TEXT_CHECKS: tuple[Check, ...] = (check_texts,)
