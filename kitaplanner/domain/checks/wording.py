"""用語統一: words that the plan's own wording table writes otherwise.

Belongs here: the rules that the office has settled. Words that it merely writes in two ways are
the business of `spellings`. A rule for the noun or the verb alone needs the analyser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kitaplanner.domain.checks.finding import Finding
from kitaplanner.domain.checks.names import ProperNames, proper_names
from kitaplanner.domain.checks.on_texts import found_in, prose, rewriting
from kitaplanner.domain.form import Form
from kitaplanner.domain.house_rules import WordingRule
from kitaplanner.domain.passages import Passage
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.words import Analyser, Word, part_at

_KANA_ENDING = re.compile("[うくぐすつぬぶむる]$")


def check_wordings(plan: Plan, form: Form, analyser: Analyser | None = None) -> Iterator[Finding]:
    """No variant of a settled word stands in the texts, but in the exceptions."""
    patterns = [
        (rule, pattern, proper_names(plan, pattern))
        for rule in plan.wordings
        if (analyser is not None or rule.part_of_speech == "any")
        and (pattern := variant_pattern(rule)) is not None
    ]
    if not patterns:
        return
    for initiative, passage in prose(plan):
        for rule, pattern, names in patterns:
            found = list(_variants(rule, pattern, names, passage, analyser))
            if not found:
                continue
            preferred = _stem(rule, rule.preferred)
            words = f"の「{found[0][2]}」は、この計画では「{rule.preferred}」と書きます"
            words += f"（{len(found)}か所）。"
            places = [(start, end, preferred) for start, end, _variant in found]
            evidence = "、".join(variant for _start, _end, variant in found)
            yield found_in(
                "wording", initiative, passage, words, evidence, rewriting(passage, places)
            )


def _variants(
    rule: WordingRule,
    pattern: re.Pattern[str],
    names: ProperNames,
    passage: Passage,
    analyser: Analyser | None,
) -> Iterator[tuple[int, int, str]]:
    matches = [one for one in pattern.finditer(passage.text) if one["variant"]]
    if not matches:
        return
    spans = names.spans(passage)
    words: tuple[Word, ...] = ()
    if rule.part_of_speech != "any" and analyser is not None:
        words = tuple(analyser.words(passage.text))
    for match in matches:
        start, end = match.span()
        if any(left <= start and end <= right for left, right in spans):
            continue
        if rule.part_of_speech in ("any", part_at(words, start)):
            yield start, end, match[0]


def variant_pattern(rule: WordingRule) -> re.Pattern[str] | None:
    """Give a pattern whose group `variant` is a variant outside all exceptions; None for none.

    The settled word and the exceptions are tried first, so that a variant inside them is not seen.
    """
    variants = [_stem(rule, one) for one in rule.variants if one and one != rule.preferred]
    if not variants:
        return None
    own = _stem(rule, rule.preferred)
    kept = _either([one for one in (*rule.exceptions, own) if one])
    return re.compile(f"(?:{kept})|(?P<variant>{_either(variants)})")


def _stem(rule: WordingRule, word: str) -> str:
    """Give the part of a verb that stays when it is inflected: 取り組む, 取り組みます."""
    is_verb = rule.part_of_speech == "verb" and len(word) > 1
    return _KANA_ENDING.sub("", word) if is_verb else word


def _either(words: list[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True)) or "(?!)"
