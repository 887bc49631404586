"""The order in which findings are told: the gravest first, then as the plan is printed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from kitaplanner.domain.checks.finding import Finding
from kitaplanner.domain.checks.rules import SEVERITIES
from kitaplanner.domain.passages import Address, passages_by_owner
from kitaplanner.domain.plan import Plan

_FIRST = -1  # what is about the plan as a whole


def in_order(plan: Plan, findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings; those of one place keep the order of the checks."""
    places = _places(plan)
    severities = {one: place for place, one in enumerate(SEVERITIES)}
    return sorted(findings, key=lambda one: (severities[one.severity], _place(one, places)))


def _place(finding: Finding, places: dict[Hashable, int]) -> int:
    for key in (finding.address, Address("item", finding.item, "text"), finding.initiative):
        if key in places:
            return places[key]
    return _FIRST


def _places(plan: Plan) -> dict[Hashable, int]:
    """Number all texts as they are printed, and the things that they belong to."""
    places: dict[Hashable, int] = {}
    for owner, passages in passages_by_owner(plan):
        if owner.id:
            places.setdefault(owner.id, len(places))
        for passage in passages:
            places[passage.address] = len(places)
    return places
