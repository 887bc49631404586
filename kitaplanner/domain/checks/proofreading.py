"""校正候補: words that are often converted, typed or scanned wrong; each is a question to people.

Belongs here: the shipped list (`resources/words/proofreading.toml`), pairs of words that are easily
taken for each other, words in katakana that differ by a sign, and what the analyser finds odd.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from kitaplanner.domain.checks.finding import Finding
from kitaplanner.domain.checks.names import proper_names
from kitaplanner.domain.checks.on_texts import around, found_in, prose, rewriting
from kitaplanner.domain.form import Form
from kitaplanner.domain.passages import Passage
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.words import Analyser, Word
from kitaplanner.paths import resource_path

_KATAKANA_WORD = re.compile("[ァ-ヴー]{5,}")
_MOST_ALIKE = 2_000  # different words compared with each other; a plan has some hundred


class Slip(NamedTuple):
    """A word that is often wrong, what may be meant, and why."""

    find: re.Pattern[str]
    write: str
    why: str


@cache
def slips() -> tuple[tuple[Slip, ...], tuple[tuple[str, str], ...]]:
    """Read the shipped words that are often wrong, and the pairs that are mistaken."""
    data = tomllib.loads(resource_path("words", "proofreading.toml").read_text(encoding="utf-8"))
    known = tuple(
        Slip(re.compile(one["find"]), one["write"], one.get("why", "")) for one in data["slip"]
    )
    return known, tuple((one["words"][0], one["words"][1]) for one in data["pair"])


@cache
def _any_slip() -> re.Pattern[str]:
    # Brackets are numbered within each expression, so only the question whether is asked of all.
    return re.compile("|".join(f"(?:{one.find.pattern})" for one in slips()[0]))


def check_slips(plan: Plan, form: Form) -> Iterator[Finding]:
    """No word of the shipped list stands in a text, but in a proper name."""
    names = proper_names(plan, _any_slip())
    for initiative, passage in prose(plan):
        if _any_slip().search(passage.text) is None:
            continue
        spans = names.spans(passage)
        for slip in slips()[0]:
            matches = [
                match
                for match in slip.find.finditer(passage.text)
                if not any(left <= match.start() and match.end() <= right for left, right in spans)
            ]
            if matches:
                yield _slip(initiative, passage, slip, matches)


def _slip(initiative: str, passage: Passage, slip: Slip, matches: list[re.Match[str]]) -> Finding:
    first, evidence = matches[0], "、".join(one[0] for one in matches)
    if not slip.write:
        return found_in("slip", initiative, passage, f"の「{first[0]}」：{slip.why}", evidence)
    place = around(passage.text, *first.span())
    words = f"の「{place}」は「{first.expand(slip.write)}」でしょうか。{slip.why}"
    places = [(*one.span(), one.expand(slip.write)) for one in matches]
    return found_in("slip", initiative, passage, words, evidence, rewriting(passage, places))


def check_pairs(plan: Plan, form: Form) -> Iterator[Finding]:
    """Of two words that are easily mistaken only one stands in the plan."""
    texts = tuple(prose(plan))
    for pair in slips()[1]:
        found = [[one for one in texts if word in one[1].text] for word in pair]
        if not all(found):
            continue
        # The rarer of the two is where the slip is likelier.
        at = 0 if len(found[0]) < len(found[1]) else 1
        for initiative, passage in found[at]:
            words = f"の「{pair[at]}」：この計画には「{pair[1 - at]}」もあります。"
            words += "使い分けか確かめてください。"
            yield found_in("pair", initiative, passage, words, pair[at])


def check_lookalikes(plan: Plan, form: Form, analyser: Analyser | None = None) -> Iterator[Finding]:
    """No long word in katakana is almost one that the plan has .

    Of the two only a word that no dictionary has is doubted: ノーコード and ローコード are two.
    """
    if analyser is None:
        return
    places: dict[str, list[tuple[str, Passage]]] = {}
    for initiative, passage in prose(plan):
        for word in dict.fromkeys(_KATAKANA_WORD.findall(passage.text)):
            places.setdefault(word, []).append((initiative, passage))
    for pair in _alike(sorted(places)):
        unknown = [one for one in pair if not all(w.is_known for w in analyser.words(one))]
        if len(unknown) != 1 or _any_slip().search(unknown[0]):
            continue
        doubtful, usual = unknown[0], pair[0] if unknown[0] == pair[1] else pair[1]
        for initiative, passage in places[doubtful]:
            words = f"の「{doubtful}」は「{usual}」とよく似ています。"
            words += "誤りでないか確かめてください。"
            yield found_in("lookalike", initiative, passage, words, doubtful)


def _alike(words: list[str]) -> Iterator[tuple[str, str]]:
    if len(words) > _MOST_ALIKE:
        return
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    for length, same in by_length.items():
        yield from ((one, two) for one, two in combinations(same, 2) if _one_other(one, two))
        yield from (
            (one, two)
            for one in same
            for two in by_length.get(length + 1, ())
            if _one_more(one, two)
        )


def _one_other(one: str, two: str) -> bool:
    return sum(left != right for left, right in zip(one, two, strict=True)) == 1


def _one_more(short: str, long: str) -> bool:
    """Say whether one sign was put into the longer word; a longer ending (サーバー) is no doubt."""
    at = next((index for index, char in enumerate(short) if char != long[index]), len(short))
    return at < len(short) and short[at:] == long[at + 1 :]


def check_actions(plan: Plan, form: Form, analyser: Analyser | None = None) -> Iterator[Finding]:
    """A noun of doing is not followed by another with する: 活動取材して lacks a を."""
    if analyser is None:
        return
    for initiative, passage in prose(plan):
        if "し" not in passage.text and "す" not in passage.text:
            continue
        for start, end in _bare_actions(analyser.words(passage.text)):
            found = passage.text[start:end]
            words = f"の「{found}」は、間に「を」などが要らないか確かめてください。"
            yield found_in("action", initiative, passage, words, found)


def _bare_actions(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    # Two nouns alone are a compound of their own (一覧表示する); three and する lack a particle.
    for before, first, second, third in zip(words, words[1:], words[2:], words[3:], strict=False):
        nouns = before.part == first.part == second.part == "noun"
        doing = first.is_action and second.is_action and third.surface in ("し", "する", "すれ")
        if nouns and doing and third.part == "verb":
            yield first.start, third.end
