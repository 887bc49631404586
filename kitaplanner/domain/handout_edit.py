"""Edits of one handout: its parts added, changed, moved and removed, and a copy of the whole.

Belongs here: pure functions on the values. Does not belong here: the list of handouts of a plan
(`operations.handouts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kitaplanner.domain.handout import Handout, HandoutPart, HandoutPartKind, PaperSection
from kitaplanner.domain.handout_templates import Occasion
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Plan


def new_part(
    kind: HandoutPartKind, plan: Plan, day: date, editions: Sequence[str] = ()
) -> HandoutPart:
    """Give a part of a kind with what such a part usually says; editions are the oldest first."""
    occasion = Occasion(plan, day, tuple(editions))
    part = HandoutPart(new_id(), kind)
    match kind:
        case "agenda":
            return replace(part, lines=("開会", "報告事項", "その他", "閉会"))
        case "paper":
            title = f"{occasion.title}について"
            return replace(part, title=title, sections=(PaperSection("趣旨"),))
        case "comparison":
            return replace(part, old=occasion.last_edition)
        case "progress":
            return replace(part, year=occasion.reported_year)
        case _:
            return part


def with_part(handout: Handout, part: HandoutPart) -> Handout:
    """Put a part in the place of the one with its id, or behind all others."""
    if all(one.id != part.id for one in handout.parts):
        return replace(handout, parts=(*handout.parts, part))
    parts = tuple(part if one.id == part.id else one for one in handout.parts)
    return replace(handout, parts=parts)


def without_part(handout: Handout, part_id: str) -> Handout:
    """Take a part out."""
    return replace(handout, parts=tuple(one for one in handout.parts if one.id != part_id))


def with_part_moved(handout: Handout, part_id: str, by: int) -> Handout:
    """Move a part by some places, as far as there is room."""
    parts = list(handout.parts)
    place = next((index for index, one in enumerate(parts) if one.id == part_id), None)
    if place is None:
        return handout
    part = parts.pop(place)
    parts.insert(min(max(place + by, 0), len(parts)), part)
    return replace(handout, parts=tuple(parts))


def copied_handout(handout: Handout) -> Handout:
    """Copy a handout with ids of its own."""
    parts = tuple(replace(one, id=new_id()) for one in handout.parts)
    return replace(handout, id=new_id(), parts=parts)
