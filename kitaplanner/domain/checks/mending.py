"""Several suggestions at once: the texts that they make together, and those that must wait.

Belongs here: joining corrections. Writing them is `operations.findings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kitaplanner.domain.checks.finding import Correction, Finding, Rewrite, rewritten
from kitaplanner.domain.passages import Address, passages_by_owner
from kitaplanner.domain.plan import Plan

NO_SUGGESTION = "修正の案がありません"
HAS_CHANGED = "点検したあとに文章が変わりました"
OVERLAPS = "同じ箇所を直す別の修正と重なります"


class Skipped(NamedTuple):
    """A finding that is not mended, and why."""

    finding: Finding
    reason: str


class Mending(NamedTuple):
    """What corrections make of a plan's texts; `places` counts what is written otherwise."""

    texts: dict[Address, str]
    done: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    places: int


def mend(plan: Plan, findings: Iterable[Finding]) -> Mending:
    """Join the corrections of findings; of two that overlap the first one counts."""
    findings = tuple(findings)
    texts = _texts_at(plan, {one.correction.address for one in findings if one.correction})
    taken: dict[Address, list[Rewrite]] = {}
    done: list[Finding] = []
    skipped: list[Skipped] = []
    for finding in findings:
        correction = finding.correction
        if correction is None:
            skipped.append(Skipped(finding, NO_SUGGESTION))
        elif texts.get(correction.address) != correction.before:
            skipped.append(Skipped(finding, HAS_CHANGED))
        elif _overlaps(correction, taken.get(correction.address, ())):
            skipped.append(Skipped(finding, OVERLAPS))
        else:
            known = taken.setdefault(correction.address, [])
            known += [one for one in correction.changes if one not in known]
            done.append(finding)
    new = {address: rewritten(texts[address], changes) for address, changes in taken.items()}
    places = sum(len(changes) for changes in taken.values())
    return Mending(new, tuple(done), tuple(skipped), places)


def _texts_at(plan: Plan, addresses: set[Address]) -> dict[Address, str]:
    return {
        passage.address: passage.text
        for _owner, passages in passages_by_owner(plan)
        for passage in passages
        if passage.address in addresses
    }


def _overlaps(correction: Correction, taken: Iterable[Rewrite]) -> bool:
    """Say whether another correction writes something else in one of the places."""
    return any(
        one != other and one.start < other.end and other.start < one.end
        for one in correction.changes
        for other in taken
    )
