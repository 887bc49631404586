"""Finding a word in a plan, hit by hit, in the order of the booklet.

Belongs here: which texts are looked through and what a hit is. Positions within one text are found
by `matching`; hits are replaced by `operations.replacement`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitaplanner.domain.matching import Match, find_matches, replace_matches
from kitaplanner.domain.passages import (
    TEXT_GROUPS,
    Address,
    Owner,
    Passage,
    TextGroup,
    passages_by_owner,
)
from kitaplanner.domain.plan import Plan

# Of a long line, as much as fits beside the hit in a list; what follows may be cut off there.
CONTEXT_BEFORE = 8
CONTEXT_AFTER = 16


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How and where to look.

    `exact` tells case and width apart; `groups` are the fields that are looked through;
    `whole_department` keeps a department's name from being found inside a longer one
    (広報課 in シティ広報課).
    """

    exact: bool = False
    groups: frozenset[TextGroup] = frozenset(TEXT_GROUPS)
    whole_department: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of the word: the owner it is listed under, the text, and where in the text."""

    owner: Owner
    address: Address
    group: TextGroup
    text: str
    start: int
    end: int

    @property
    def is_department(self) -> bool:
        """Say whether the hit is in the name of a department, which many places share."""
        return self.group == "departments"

    @property
    def match(self) -> Match:
        """Give start and end in the text."""
        return Match(self.start, self.end)

    def context(self) -> tuple[str, str, str]:
        """Give the line around the hit: what stands before it, the hit, what follows.

        Names of departments are told apart by their beginnings and are never shortened there.
        """
        line_start = self.text.rfind("\n", 0, self.start) + 1
        line_end = self.text.find("\n", self.end)
        before = self.text[line_start : self.start]
        after = self.text[self.end : len(self.text) if line_end < 0 else line_end]
        if len(before) > CONTEXT_BEFORE and not self.is_department:
            before = f"…{before[-CONTEXT_BEFORE:]}"
        if len(after) > CONTEXT_AFTER:
            after = f"{after[:CONTEXT_AFTER]}…"
        return before, self.text[self.start : self.end].replace("\n", " "), after


def find(plan: Plan, word: str, options: SearchOptions | None = None) -> tuple[Hit, ...]:
    """Give all hits in order; hits in one text never overlap."""
    return tuple(hit for found in iter_hits(plan, word, options) for hit in found)


def iter_hits(
    plan: Plan, word: str, options: SearchOptions | None = None
) -> Iterator[tuple[Hit, ...]]:
    """Yield the hits of one owner after the other, also where there are none.

    A caller that must not wait can pause between two owners.
    """
    chosen = options or SearchOptions()
    longer = _longer_names(plan, word, chosen) if chosen.whole_department else ()
    for owner, passages in passages_by_owner(plan):
        yield tuple(
            Hit(owner, passage.address, passage.group, passage.text, *match)
            for passage in passages
            if passage.group in chosen.groups
            for match in _matches(passage, word, chosen, longer)
        )


def replaced_text(text: str, hits: tuple[Hit, ...], replacement: str) -> str:
    """Give the text with the hits replaced; `hits` are all in this text and in order."""
    return replace_matches(text, [hit.match for hit in hits], replacement)


def _matches(
    passage: Passage, word: str, options: SearchOptions, longer: tuple[str, ...]
) -> Iterator[Match]:
    found = find_matches(passage.text, word, exact=options.exact)
    if not found or not options.whole_department:
        yield from found
        return
    if passage.group == "departments":
        yield from (one for one in found if one == (0, len(passage.text)))
        return
    covered = [one for name in longer for one in find_matches(passage.text, name)]
    for match in found:
        if not any(one.start <= match.start and match.end <= one.end for one in covered):
            yield match


def _longer_names(plan: Plan, word: str, options: SearchOptions) -> tuple[str, ...]:
    """Give the departments' names that hold the word and more."""
    longer = []
    names = dict.fromkeys(one.name for one in plan.departments)
    for initiative in plan.initiatives():
        names.update(dict.fromkeys(initiative.departments))
    for name in names:
        found = find_matches(name, word, exact=options.exact)
        if found and found != ((0, len(name)),):
            longer.append(name)
    return tuple(longer)
