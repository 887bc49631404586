"""Where the things of a plan stand: each with its code, its number and what is above it.

Belongs here: walking the plan for the tables. Codes are ASCII with a letter in front (`P1-2-3`), so
that no spreadsheet takes one for a date, and say the position alone; ids are what never changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kitaplanner.domain.form import Form
from kitaplanner.domain.numbering import Numbering, number_plan
from kitaplanner.domain.plan import Initiative, Node, Plan, ScheduleItem, ScheduleRow

_CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿]")


@dataclass(frozen=True, slots=True)
class NodePlace:
    """A node with its code, the node above it and how deep it lies (1 is the top)."""

    node: Node
    code: str
    number: str
    above: str
    depth: int


@dataclass(frozen=True, slots=True)
class InitiativePlace:
    """An initiative with its code and number, and the node that holds it."""

    initiative: Initiative
    code: str
    number: str
    node: NodePlace
    order: int


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """An item with the numbers, from 1, of its row in the schedule and of itself in the row."""

    item: ScheduleItem
    row: ScheduleRow
    place: InitiativePlace
    row_number: int
    item_number: int


def node_places(plan: Plan, form: Form) -> Iterator[NodePlace]:
    """Yield all nodes in printed order."""
    yield from _nodes(plan.outline, "P", "", 1, number_plan(plan, form))


def _nodes(
    nodes: tuple[Node, ...], prefix: str, above: str, depth: int, numbering: Numbering
) -> Iterator[NodePlace]:
    for index, node in enumerate(nodes, start=1):
        code = f"{prefix}{index}"
        number = _plain_number(numbering.number(node))
        yield NodePlace(node, code, number, above, depth)
        yield from _nodes(node.children, f"{code}-", node.id, depth + 1, numbering)


def initiative_places(plan: Plan, form: Form) -> Iterator[InitiativePlace]:
    """Yield all initiatives in printed order, numbered through from 1."""
    numbering, order = number_plan(plan, form), 0
    for place in node_places(plan, form):
        for index, initiative in enumerate(place.node.initiatives, start=1):
            order += 1
            code = f"A{place.code[1:]}-{index}"
            number = _plain_number(numbering.number(initiative))
            yield InitiativePlace(initiative, code, number, place, order)


def item_places(places: tuple[InitiativePlace, ...]) -> Iterator[ItemPlace]:
    """Yield all items in reading order; empty rows are counted but have no item."""
    for place in places:
        for row_number, row in enumerate(place.initiative.schedule.rows, start=1):
            for item_number, item in enumerate(row.items, start=1):
                yield ItemPlace(item, row, place, row_number, item_number)


def _plain_number(number: str) -> str:
    """Write a printed number without circled or full-width digits: ① becomes (1)."""
    plain = _CIRCLED.sub(lambda match: f"({unicodedata.normalize('NFKC', match[0])})", number)
    return unicodedata.normalize("NFKC", plain)
