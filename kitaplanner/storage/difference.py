"""What differs between two snapshots of a plan, as row images.

Snapshots share what an edit left alone, so the comparison looks at nothing that is the same
object: an edit of one schedule item costs the same in a large plan as in a small one, but for one
walk over the ids of nodes and initiatives.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kitaplanner.domain.change import RowImage
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.storage.flatten import (
    PLAN_ID,
    Cell,
    Key,
    KeyedRow,
    Row,
    department_row,
    initiative_rows,
    node_row,
    plan_row,
    section_row,
    term_row,
)
from kitaplanner.storage.rows import TABLES

_ORDER = {name: index for index, name in enumerate(TABLES)}
_STRUCTURE = frozenset({"plan", "department", "section", "node"})
# Where an initiative stands; its own content is everything else.
_PLACE = frozenset({"node_id", "position"})
_NUMBERING = frozenset({*_PLACE, "number_from"})

PlacedNodes: TypeAlias = dict[str, tuple[Node, str | None, int]]
PlacedInitiatives: TypeAlias = dict[str, tuple[Initiative, str, int]]
Rows: TypeAlias = dict[Key, Row]


@dataclass(frozen=True, slots=True)
class Difference:
    """The row images from one snapshot to another and what they touch (see `domain.change`)."""

    images: tuple[RowImage, ...]
    initiatives: frozenset[str]
    structure: bool


def difference(old: Plan, new: Plan) -> Difference:
    """Compare two snapshots; raise RefusedEdit where the new one uses an id twice."""
    before: Rows = {}
    after: Rows = {}
    for mine, rows in ((before, _loose_rows(old, new)), (after, _loose_rows(new, old))):
        _collect(mine, rows)
    _compare_outline(old, new, before, after)
    images = tuple(_images(before, after))
    initiatives, structure = _touched(images, before, after)
    return Difference(images, initiatives, structure)


def creation(plan: Plan) -> Difference:
    """Give what makes the whole plan where only the row of the plan itself is there."""
    empty = dataclasses.replace(plan, departments=(), outline=(), sections=(), terms=())
    return difference(empty, plan)


def _collect(rows: Rows, found: Iterable[KeyedRow]) -> None:
    for key, row in found:
        if key in rows:
            raise RefusedEdit(
                f"同じid「{key[1]}」が二度使われるため、変更を取り消しました。計画は元のままです。"
            )
        rows[key] = row


def _loose_rows(mine: Plan, other: Plan) -> Iterator[KeyedRow]:
    """Yield the rows outside the outline that the other plan does not share."""
    yield ("plan", PLAN_ID), plan_row(mine)
    if mine.departments is not other.departments:
        for index, department in enumerate(mine.departments):
            yield ("department", department.id), department_row(department, index)
    if mine.sections is not other.sections:
        for index, section in enumerate(mine.sections):
            yield ("section", section.id), section_row(section, index)
    if mine.terms is not other.terms:
        for index, term in enumerate(mine.terms):
            yield ("term", term.id), term_row(term, None, index)


def _compare_outline(old: Plan, new: Plan, before: Rows, after: Rows) -> None:
    """Collect the rows of nodes and initiatives that are not the same object in the same place."""
    if old.outline is new.outline:
        return
    old_nodes, old_initiatives = _placements(old.outline)
    new_nodes, new_initiatives = _placements(new.outline)
    for left, right, rows in ((old_nodes, new_nodes, before), (new_nodes, old_nodes, after)):
        _collect(
            rows,
            (
                (("node", node_id), node_row(*placed))
                for node_id, placed in left.items()
                if not _same(placed, right.get(node_id))
            ),
        )
    for mine, other, rows in (
        (old_initiatives, new_initiatives, before),
        (new_initiatives, old_initiatives, after),
    ):
        for one, found in mine.items():
            if not _same(found, other.get(one)):
                _collect(rows, initiative_rows(*found))


def _same(left: tuple[object, object, int], right: tuple[object, object, int] | None) -> bool:
    return right is not None and left[0] is right[0] and left[1] == right[1] and left[2] == right[2]


def _placements(outline: tuple[Node, ...]) -> tuple[PlacedNodes, PlacedInitiatives]:
    nodes: PlacedNodes = {}
    initiatives: PlacedInitiatives = {}
    count = [0, 0]

    def visit(level: tuple[Node, ...], parent: str | None) -> None:
        for index, node in enumerate(level):
            nodes[node.id] = (node, parent, index)
            for place, one in enumerate(node.initiatives):
                initiatives[one.id] = (one, node.id, place)
            count[0] += 1
            count[1] += len(node.initiatives)
            visit(node.children, node.id)

    visit(outline, None)
    if count != [len(nodes), len(initiatives)]:
        raise RefusedEdit(
            "同じ見出しまたは事業が二か所に置かれるため、変更を取り消しました。計画は元のままです。"
        )
    return nodes, initiatives


def _images(before: Rows, after: Rows) -> Iterator[RowImage]:
    """Yield the images in the order of the tables; an update holds only the columns that change."""
    keys = sorted({**before, **after}, key=lambda key: _ORDER[key[0]])
    for key in keys:
        left, right = before.get(key), after.get(key)
        if left is None or right is None:
            yield RowImage(*key, left, right)
        elif left != right:
            names = [name for name in right if left[name] != right[name]]
            yield RowImage(*key, _only(left, names), _only(right, names))


def _only(row: Row, names: list[str]) -> dict[str, Cell]:
    return {name: row[name] for name in names}


def _touched(
    images: tuple[RowImage, ...], before: Rows, after: Rows
) -> tuple[frozenset[str], bool]:
    """Give the initiatives whose content changed, and whether anything else changed."""
    initiatives: set[str] = set()
    structure = False
    for image in images:
        if image.table in _STRUCTURE:
            structure = True
        elif image.table == "initiative":
            whole = image.before is None or image.after is None
            columns = (image.before or image.after or {}).keys()
            structure = structure or whole or not columns.isdisjoint(_NUMBERING)
            if whole or not columns <= _PLACE:
                initiatives.add(image.id)
        else:
            for owner in _owners((image.table, image.id), before, after):
                if owner is None:
                    structure = True
                else:
                    initiatives.add(owner)
    return frozenset(initiatives), structure


def _owners(key: Key, *sides: Rows) -> Iterator[str | None]:
    """Yield the initiatives that a part belonged and belongs to; None is the plan itself."""
    for rows in sides:
        row = rows.get(key)
        if row is not None and "row_id" in row:
            row = rows["schedule_row", str(row["row_id"])]
        if row is not None:
            owner = row["initiative_id"]
            yield None if owner is None else str(owner)
