"""用語統一: words that the plan's own wording table writes otherwise.

Belongs here: the rules that the office has settled, and counting their spellings. Words that it
merely writes in two ways are the business of `spellings`. A rule for the noun or the verb alone
needs the analyser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kitaplanner.domain.checks.finding import Finding
from kitaplanner.domain.checks.names import ProperNames, proper_names
from kitaplanner.domain.checks.on_texts import found_in, prose, rewriting
from kitaplanner.domain.form import Form
from kitaplanner.domain.house_rules import WordingRule
from kitaplanner.domain.passages import Passage
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.words import Analyser, Word, part_at

_KANA_ENDING = re.compile("[うくぐすつぬぶむる]$")
_KATAKANA = re.compile("[ァ-ヴー]")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")


class WordingPlace(NamedTuple):
    """A place where a spelling of a rule stands; a name keeps its own."""

    rule: WordingRule
    spelling: str
    initiative: str
    passage: Passage
    start: int
    end: int
    is_name: bool


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for of a rule; `spellings` leads from what stands in a text to the word."""

    rule: WordingRule
    pattern: re.Pattern[str]
    spellings: Mapping[str, str]
    names: ProperNames


def check_wordings(plan: Plan, form: Form, analyser: Analyser | None = None) -> Iterator[Finding]:
    """Settled words stand as the table has them, and the others as the plan has them mostly."""
    found: dict[WordingRule, list[WordingPlace]] = {}
    for place in wording_places(plan, plan.wordings, analyser):
        if not place.is_name:
            found.setdefault(place.rule, []).append(place)
    for rule, places in found.items():
        yield from departing(rule, places)


def written_form(rule: WordingRule, counts: Mapping[str, int]) -> str:
    """Give how a word is written: as the rule says, or else as the plan does mostly."""
    if rule.preferred or not rule.variants:
        return rule.preferred
    return max(rule.variants, key=lambda one: counts.get(one, 0))


def departing(rule: WordingRule, places: Sequence[WordingPlace]) -> Iterator[Finding]:
    """Yield the places of a rule that are written otherwise, a finding a text."""
    counts = Counter(one.spelling for one in places)
    written = written_form(rule, counts)
    by_passage: dict[Passage, list[WordingPlace]] = {}
    for one in places:
        if one.spelling != written:
            by_passage.setdefault(one.passage, []).append(one)
    told = "・".join(f"{one} {count}" for one, count in counts.items())
    for passage, ones in by_passage.items():
        first = passage.text[ones[0].start : ones[0].end]
        words = f"の「{first}」は、この計画では「{written}」と書きます（{len(ones)}か所）。"
        if not rule.preferred:
            words = f"の「{first}」は、この計画では「{written}」と多く書かれています（{told}）。"
        stem = wording_stem(rule, written)
        changes = [(one.start, one.end, stem) for one in ones]
        evidence = "、".join(passage.text[one.start : one.end] for one in ones)
        yield found_in(
            "wording", ones[0].initiative, passage, words, evidence, rewriting(passage, changes)
        )


def wording_places(
    plan: Plan, rules: Iterable[WordingRule], analyser: Analyser | None
) -> Iterator[WordingPlace]:
    """Yield where the spellings of rules stand, in the order of the plan.

    Rules for a part of speech are passed over without an analyser.
    """
    sought = [
        _Sought(rule, pattern, _spellings(rule), proper_names(plan, pattern))
        for rule in dict.fromkeys(rules)
        if (analyser is not None or rule.part_of_speech == "any")
        and (pattern := wording_pattern(rule)) is not None
    ]
    if not sought:
        return
    for initiative, passage in prose(plan):
        words: tuple[Word, ...] | None = None
        for one in sought:
            matches = [match for match in one.pattern.finditer(passage.text) if match["word"]]
            if not matches:
                continue
            if one.rule.part_of_speech != "any" and analyser is not None and words is None:
                words = tuple(analyser.words(passage.text))
            yield from _places(one, initiative, passage, matches, words or ())


def _places(
    sought: _Sought,
    initiative: str,
    passage: Passage,
    matches: list[re.Match[str]],
    words: tuple[Word, ...],
) -> Iterator[WordingPlace]:
    spans = sought.names.spans(passage)
    part = sought.rule.part_of_speech
    for match in matches:
        start, end = match.span()
        if part not in ("any", part_at(words, start)) or not _is_whole(passage.text, start, end):
            continue
        is_name = any(left <= start and end <= right for left, right in spans)
        spelling = sought.spellings[match[0]]
        yield WordingPlace(sought.rule, spelling, initiative, passage, start, end, is_name)


def wording_pattern(rule: WordingRule) -> re.Pattern[str] | None:
    """Give a pattern whose group `word` is a spelling outside all exceptions; None for no variant.

    Exceptions are tried first and the longer spelling before the shorter: 手続 is none in 手続き.
    """
    spellings = _spellings(rule)
    if len(spellings) < 2:
        return None
    kept = _either(one for one in rule.exceptions if one)
    return re.compile(f"(?:{kept})|(?P<word>{_either(spellings)})")


def _spellings(rule: WordingRule) -> dict[str, str]:
    words = [one for one in (rule.preferred, *rule.variants) if one]
    return {wording_stem(rule, one): one for one in reversed(words)}


def wording_stem(rule: WordingRule, word: str) -> str:
    """Give the part of a verb that stays when it is inflected: 取り組む, 取り組みます."""
    is_verb = rule.part_of_speech == "verb" and len(word) > 1
    return _KANA_ENDING.sub("", word) if is_verb else word


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a word in katakana or letters ends here: サーバ is no piece of サーバント."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LATIN.match(text[start]) and before and _LATIN.match(before):
        return False
    return not any(
        after and kind.match(after) and kind.match(text[end - 1]) for kind in (_KATAKANA, _LATIN)
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True)) or "(?!)"
