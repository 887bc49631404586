"""How well a break reads: phrases (文節) by BudouX, compounds by their words.

Here: a cost for each allowed break of a short text. Not here: which breaks are allowed at all
(`kinsoku`), where words start (`words`), how lines are chosen with these costs (`linebreak`).

BudouX finds phrases, but now and then cuts a word of two kanji (地方税統|一, 研|修); where it and
`words` disagree, no word is cut.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kitaplanner.layout.kinsoku import CLOSING_BRACKETS, OPENING_BRACKETS
from kitaplanner.layout.metrics import is_variation_selector
from kitaplanner.layout.words import KATAKANA, RUN, word_starts

if TYPE_CHECKING:
    from budoux import Parser

# Costs in the unit of `linebreak`, where a whole empty line costs 100 and one more line 1000.
BEFORE_NOTE = -45.0
AFTER_SEAM = -50.0
AFTER_SENTENCE = -20.0
BEFORE_BRACKET = -15.0
AFTER_COMMA = -10.0
PHRASE = 0.0
AFTER_DOT = 12.0
AFTER_CONJUNCTION = 10.0
BEFORE_LATIN = 25.0
AFTER_SPACE = 25.0
AFTER_HIRAGANA = 40.0
# Dearer than any difference in length.
BEFORE_NOUN_LINK = 150.0
BEFORE_AUXILIARY = 165.0
COMPOUND_AT_SCRIPT = 150.0
BEFORE_PARTICLES = 155.0
WORDS_OF_COMPOUND = 160.0
AFTER_LATIN = 250.0
INSIDE_PARTICLES = 500.0
# Only where the line is too narrow for the word, or lines without end would follow.
INSIDE_WORD = 4000.0
INSIDE_KATAKANA = 6000.0
# A single character torn off its word reads worst.
TEARS_OFF_ONE = 3000.0

_SPACES = frozenset(" \u3000\u200b")
# Not before など and the like, nor around Latin words and numbers set off by habit (区の DX 推進).
_SEAM = re.compile(r"(?<=[^\x00-\x28\x2a-\x7f])[ \u3000](?![ぁ-ゟA-Za-z \u3000]|[0-9]+ )")
# 「1-(1)　」「第2章 」「① 」: a heading's number stays with its first word.
_LEADING_NUMBER = re.compile(r"[(（第]?[0-9０-９①-⑳][0-9０-９()（）.．\-－章節項]*[ \u3000]+")
_NOTES = frozenset("※⇒→")
_SENTENCE_ENDS = frozenset("。．！？!?")
_COMMAS = frozenset("、，,")
_DOTS = frozenset("・･")
# 「による」「における」: a phrase of its own to BudouX, but read together with what it follows.
_AUXILIARY = re.compile(
    "(?:よる|より|よって|おける|おいて|関する|関して|かかる|係る|向けた?|つい|つき|基づ|対し?|対する"
    "|伴[いう]|ともな|応じ|した|する|して|際し|いう|当た|あた|とも)"
)
_PARTICLES_BEFORE_AUXILIARY = frozenset("にをとへ")
# 「における」 is written as two phrases and read as one particle: rather parted before than within.
_PARTICLES = re.compile("に(?:おけ|おい|関[すし]|対[すし]|係[るり]|よ[るりっ]|つい)")
_NOUN_LINKS = "及び|並びに|又は|若しくは|または|および|ならびに|もしくは"
_BEFORE_NOUN_LINK = re.compile(_NOUN_LINKS)
# Conjunctions that part two nouns: a break after them reads well.
_CONJUNCTION = re.compile(
    f"(?:{_NOUN_LINKS}|につき|により|による|における|に関する|に対する|に向けた|に向けて|に係る)$"
)
_HIRAGANA = re.compile("[ぁ-ゟ]")


@cache
def _parser() -> Parser:
    # Loaded with the first text that needs more than one line, not at start-up.
    import budoux

    return budoux.load_default_japanese_parser()


def phrase_costs(text: str, allowed: list[bool]) -> dict[int, float]:
    """Give the cost of each allowed break of one paragraph, by index; lower reads better."""
    kept = [index for index, char in enumerate(text) if not is_variation_selector(char)]
    if len(kept) < len(text):
        bare = phrase_costs("".join(text[i] for i in kept), [allowed[i] for i in kept])
        return {kept[index]: cost for index, cost in bare.items()}
    phrases = _phrase_starts(text)
    words = word_starts(text)
    parted = {index + 1 for index in seams(text)}
    number = _LEADING_NUMBER.match(text)
    first = number.end() + 1 if number else 1
    return {
        index: _cost(text, index, phrases, words) + AFTER_SEAM * (index in parted)
        for index in range(first, len(text))
        if allowed[index]
    }


def seams(text: str) -> list[int]:
    """List the spaces by which a writer parted what belongs on different lines."""
    number = _LEADING_NUMBER.match(text)
    first = number.end() if number else 0
    return [match.start() for match in _SEAM.finditer(text, first)]


def _phrase_starts(text: str) -> frozenset[int]:
    starts = set()
    # The model knows running Japanese without spaces; a space parts phrases anyway.
    for part in re.finditer(r"[^ \u3000]+", text):
        index = part.start()
        for phrase in _parser().parse(part[0]):
            starts.add(index)
            index += len(phrase)
    return frozenset(starts)


def _cost(text: str, index: int, phrases: frozenset[int], words: dict[int, bool]) -> float:
    before, after = text[index - 1], text[index]
    by_mark = _cost_at_mark(text, index)
    if by_mark is not None:
        return by_mark
    is_phrase = index in phrases
    if _PARTICLES.match(text, index) and not is_phrase:
        return BEFORE_PARTICLES
    if _PARTICLES.match(text, index - 1):
        return INSIDE_PARTICLES
    if words.get(index) is False:
        return _cost_inside_word(text, index)
    if after in OPENING_BRACKETS and after not in "「『":
        return BEFORE_BRACKET
    if before in CLOSING_BRACKETS or after in OPENING_BRACKETS:
        is_particle = not is_phrase and _HIRAGANA.match(after)
        return INSIDE_WORD if is_particle else PHRASE if is_phrase else BEFORE_AUXILIARY
    if before in _DOTS:
        is_latin = after.isascii() and text[index - 2 : index - 1].isascii()
        return AFTER_LATIN if is_latin else AFTER_DOT
    if _BEFORE_NOUN_LINK.match(text, index) and not is_phrase:
        return BEFORE_NOUN_LINK
    if RUN.fullmatch(before + after):
        if before == "的":
            return AFTER_CONJUNCTION
        # BudouX is a weak witness where neither script nor particle changes.
        return WORDS_OF_COMPOUND / 2 if is_phrase else WORDS_OF_COMPOUND
    if is_phrase:
        is_auxiliary = before in _PARTICLES_BEFORE_AUXILIARY and _AUXILIARY.match(text, index)
        return BEFORE_AUXILIARY if is_auxiliary else PHRASE
    return _cost_between_scripts(text, index)


def _cost_inside_word(text: str, index: int) -> float:
    pair = text[index - 1 : index + 1]
    if not RUN.fullmatch(pair):
        return INSIDE_WORD
    cost = INSIDE_KATAKANA if KATAKANA.match(pair) else INSIDE_WORD
    is_first = not RUN.fullmatch(text[max(0, index - 2) : index - 1])
    is_last = not RUN.fullmatch(text[index + 1 : index + 2])
    return cost + TEARS_OFF_ONE * (is_first or is_last)


def _cost_at_mark(text: str, index: int) -> float | None:
    before, after = text[index - 1], text[index]
    if after in _NOTES or (after in _DOTS and before in _SPACES):
        return BEFORE_NOTE
    if before in _SPACES:
        return AFTER_SPACE
    if before in _SENTENCE_ENDS:
        return AFTER_SENTENCE
    if before in _COMMAS:
        return AFTER_COMMA
    return None


def _cost_between_scripts(text: str, index: int) -> float:
    before, after = text[index - 1], text[index]
    if _CONJUNCTION.search(text[:index]):
        return AFTER_CONJUNCTION
    if _HIRAGANA.match(after):
        return INSIDE_WORD
    if _HIRAGANA.match(before):
        return INSIDE_WORD if _is_kanji(after) else AFTER_HIRAGANA
    if before.isascii() and before.isalpha():
        return AFTER_LATIN
    if after.isascii() and after.isalnum():
        return BEFORE_LATIN
    return COMPOUND_AT_SCRIPT


def _is_kanji(char: str) -> bool:
    return bool(RUN.match(char)) and not KATAKANA.match(char)
