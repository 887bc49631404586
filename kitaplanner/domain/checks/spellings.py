"""表記ゆれ: words that the plan itself writes in more than one way.

Belongs here: counting the spellings of the shipped groups (`resources/words/spellings.toml`) and
suggesting the plan's own majority. A word that the wording table (用語統一) settles is left to
`wording`. Proper names keep their spelling.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kitaplanner.domain.checks.finding import Finding
from kitaplanner.domain.checks.names import proper_names
from kitaplanner.domain.checks.on_texts import found_in, prose, rewriting
from kitaplanner.domain.checks.wording import wording_stem
from kitaplanner.domain.form import Form
from kitaplanner.domain.passages import Passage
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.words import Analyser, Word, WordPart, part_at
from kitaplanner.paths import resource_path

_KATAKANA = re.compile("[ァ-ヴー]")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")


@dataclass(frozen=True, slots=True)
class SpellingGroup:
    """A word with its spellings, the one that offices prefer first.

    `part` narrows it to a part of speech; `names` are longer words with a spelling of their own.
    Without `each` it is said once for the plan that it mixes them.
    """

    spellings: tuple[str, ...]
    part: WordPart | None = None
    names: tuple[str, ...] = ()
    each: bool = True


class Occurrence(NamedTuple):
    """A place where a spelling of a group stands."""

    group: SpellingGroup
    spelling: str
    initiative: str
    passage: Passage
    start: int
    is_name: bool


@cache
def spelling_groups() -> tuple[SpellingGroup, ...]:
    """Read the shipped groups."""
    data = tomllib.loads(resource_path("words", "spellings.toml").read_text(encoding="utf-8"))
    return tuple(
        SpellingGroup(
            tuple(one["spellings"]),
            one.get("part"),
            tuple(one.get("names", ())),
            one.get("each", True),
        )
        for one in data["group"]
    )


def check_spellings(plan: Plan, form: Form, analyser: Analyser | None = None) -> Iterator[Finding]:
    """No word is written in two ways; groups for a part of speech need the analyser."""
    groups = open_groups(plan)
    found: dict[SpellingGroup, list[Occurrence]] = {}
    for one in occurrences(plan, groups, analyser):
        if not one.is_name:
            found.setdefault(one.group, []).append(one)
    for group in groups:
        yield from mixed(group, found.get(group, []))


def open_groups(plan: Plan) -> tuple[SpellingGroup, ...]:
    """Give the shipped groups that the plan's wording table leaves open."""
    return tuple(one for one in spelling_groups() if not _is_settled(plan, one))


def _is_settled(plan: Plan, group: SpellingGroup) -> bool:
    """Say whether the wording table has the word; one for nouns settles no verb."""
    return any(
        rule.part_of_speech in ("any", group.part or rule.part_of_speech)
        and not {wording_stem(rule, one) for one in (rule.preferred, *rule.variants)}.isdisjoint(
            group.spellings
        )
        for rule in plan.wordings
    )


def mixed(group: SpellingGroup, found: list[Occurrence]) -> Iterator[Finding]:
    """Yield where a group is not written as the plan does mostly, a finding a text."""
    counts = Counter(one.spelling for one in found)
    if len(counts) < 2:
        return
    usual = max(group.spellings, key=lambda one: counts[one])
    told = "・".join(f"{one} {counts[one]}" for one in group.spellings if counts[one])
    if not group.each:
        words = f"「{'」「'.join(one for one in group.spellings if counts[one])}」"
        sentence = f"{words}が混じっています（{told}）。使い分けているか確かめてください。"
        yield Finding("spelling", "notice", sentence, evidence=told)
        return
    by_passage: dict[Passage, list[Occurrence]] = {}
    for one in found:
        if one.spelling != usual:
            by_passage.setdefault(one.passage, []).append(one)
    for passage, ones in by_passage.items():
        changes = [(one.start, one.start + len(one.spelling), usual) for one in ones]
        evidence = "、".join(one.spelling for one in ones)
        words = (
            f"の「{ones[0].spelling}」は、この計画では「{usual}」と多く書かれています（{told}）。"
        )
        if counts[usual] == counts[ones[0].spelling]:
            words = f"の「{ones[0].spelling}」は、「{usual}」とも書かれています（{told}）。"
        yield found_in(
            "spelling", ones[0].initiative, passage, words, evidence, rewriting(passage, changes)
        )


def occurrences(
    plan: Plan, groups: tuple[SpellingGroup, ...], analyser: Analyser | None
) -> Iterator[Occurrence]:
    """Yield where the spellings of the groups stand, each place once, in the order of the plan."""
    by_start, pattern = _index(groups)
    names = proper_names(plan, pattern)
    own = {name for group in groups for name in group.names}
    own_pattern = re.compile("|".join(map(re.escape, sorted(own, key=len, reverse=True))) or "(?!)")
    for initiative, passage in prose(plan):
        text = passage.text
        if pattern.search(text) is None:
            continue
        spans = names.spans(passage)
        spans += [one.span() for one in own_pattern.finditer(text)]
        for group, spelling, start in _places(text, pattern, by_start, analyser):
            end = start + len(spelling)
            is_name = any(left <= start and end <= right for left, right in spans)
            yield Occurrence(group, spelling, initiative, passage, start, is_name)


@cache
def _index(
    groups: tuple[SpellingGroup, ...],
) -> tuple[dict[str, tuple[tuple[str, SpellingGroup], ...]], re.Pattern[str]]:
    """Give the spellings by their first character, the longest first, and a pattern of all."""
    by_start: dict[str, list[tuple[str, SpellingGroup]]] = {}
    for group in groups:
        for spelling in group.spellings:
            by_start.setdefault(spelling[0], []).append((spelling, group))
    spellings = sorted({one for group in groups for one in group.spellings}, key=len, reverse=True)
    ordered = {
        first: tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))
        for first, pairs in by_start.items()
    }
    return ordered, re.compile("|".join(map(re.escape, spellings)) or "(?!)")


def _places(
    text: str,
    pattern: re.Pattern[str],
    by_start: dict[str, tuple[tuple[str, SpellingGroup], ...]],
    analyser: Analyser | None,
) -> Iterator[tuple[SpellingGroup, str, int]]:
    words: list[Word] | None = None
    position = 0
    while (match := pattern.search(text, position)) is not None:
        start = match.start()
        position = start + 1
        for spelling, group in by_start[text[start]]:
            if not text.startswith(spelling, start) or not _is_whole(text, start, spelling):
                continue
            if group.part is not None:
                if analyser is None:
                    continue
                words = list(analyser.words(text)) if words is None else words
                if not _is_part(words, start, group.part):
                    continue
            yield group, spelling, start
            position = start + len(spelling)
            break


def _is_part(words: list[Word], start: int, part: WordPart) -> bool:
    found = part_at(words, start)
    # など is a particle, 等 a suffix: they are told from what they look like (均等, 等しい).
    return found == part or (part == "suffix" and found == "particle")


def _is_whole(text: str, start: int, spelling: str) -> bool:
    """Say whether a word in katakana or letters is not a piece of a longer one."""
    end = start + len(spelling)
    before, after = text[start - 1 : start], text[end : end + 1]
    if "・" in spelling:
        return True  # ノーコード・ローコードツール
    for kind in (_KATAKANA, _LATIN):
        if kind.match(spelling[0]) and before and kind.match(before):
            return False
        if kind.match(spelling[-1]) and after and kind.match(after):
            return False
    return True
