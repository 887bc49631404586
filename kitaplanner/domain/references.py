"""再掲 as it is shown: what the original says now, or what was written for one outside this plan.

Belongs here: following a reference. An original is edited where it stands; a reference keeps
words of its own only where they were written for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Plan, Reference

NOWHERE = "行き先なし"


class ShownReference(NamedTuple):
    """A reference in words: name, content, where it stands, and the original in this plan."""

    reference: Reference
    name: str
    content: str
    place: str
    original: Initiative | None


def shown_references(
    plan: Plan, initiative: Initiative, numbering: Numbering
) -> Iterator[ShownReference]:
    """Yield the references of an initiative as they are printed."""
    for reference in initiative.references:
        yield shown_reference(plan, reference, numbering)


def shown_reference(plan: Plan, reference: Reference, numbering: Numbering) -> ShownReference:
    """Follow a reference; one that leads nowhere says so."""
    original = plan.initiative(reference.target) if reference.target else None
    if original is None:
        place = reference.external or NOWHERE
        return ShownReference(reference, reference.text, reference.content, place, None)
    return ShownReference(
        reference,
        reference.text or original.name,
        reference.content or original.summary,
        numbering.long_number(original) or reference.external,
        original,
    )
