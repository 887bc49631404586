"""What differs between two snapshots of a plan, as row images.

Snapshots share what an edit left alone, so the comparison looks at nothing that is the same
object: an edit of one schedule item costs much the same in a large plan as in a small one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from kitaplanner.domain.change import RowImage
from kitaplanner.domain.plan import Initiative, Node, Plan, Term
from kitaplanner.errors import RefusedEdit
from kitaplanner.storage.flatten import (
    PLAN_ID,
    Cell,
    Key,
    KeyedRow,
    Row,
    accepted_row,
    department_row,
    handout_row,
    initiative_rows,
    node_row,
    picture_row,
    plan_row,
    section_row,
    term_row,
    wording_row,
)
from kitaplanner.storage.rows import TABLES

_ORDER = {name: index for index, name in enumerate(TABLES)}
_STRUCTURE = frozenset(
    {"plan", "department", "section", "node", "picture", "handout", "wording", "accepted"}
)
# Where an initiative stands; its own content is everything else.
_PLACE = frozenset({"node_id", "position"})
_NUMBERING = frozenset({*_PLACE, "number_from"})

Rows: TypeAlias = dict[Key, Row]


def _plan_term_row(one: Term, position: int) -> Row:
    return term_row(one, None, position)


# The fields of a plan beside the outline: their table, and the row of one value in its place.
_LOOSE: dict[str, tuple[str, Callable[[Any, int], Row]]] = {
    "departments": ("department", department_row),
    "sections": ("section", section_row),
    "terms": ("term", _plan_term_row),
    "pictures": ("picture", picture_row),
    "handouts": ("handout", handout_row),
    "wordings": ("wording", wording_row),
    "accepted": ("accepted", accepted_row),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """The row images from one snapshot to another and what they touch (see `domain.change`).

    `edited` are the initiatives of the new snapshot that are not the same object as before.
    """

    images: tuple[RowImage, ...]
    initiatives: frozenset[str]
    structure: bool
    edited: tuple[Initiative, ...]


def difference(old: Plan, new: Plan) -> Difference:
    """Compare two snapshots; raise RefusedEdit where the new one uses an id twice."""
    before: Rows = {}
    after: Rows = {}
    for mine, rows in ((before, _loose_rows(old, new)), (after, _loose_rows(new, old))):
        _collect(mine, rows)
    edited = _compare_outline(old, new, before, after)
    images = tuple(_images(before, after))
    initiatives, structure = _touched(images, before, after)
    return Difference(images, initiatives, structure, edited)


def creation(plan: Plan) -> Difference:
    """Give what makes the whole plan where only the row of the plan itself is there."""
    parts: dict[str, Any] = dict.fromkeys((*_LOOSE, "outline"), ())
    empty = dataclasses.replace(plan, **parts)
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
    for field, (table, row_of) in _LOOSE.items():
        values = getattr(mine, field)
        if values is not getattr(other, field):
            for index, one in enumerate(values):
                yield (table, one.id), row_of(one, index)


def _compare_outline(old: Plan, new: Plan, before: Rows, after: Rows) -> tuple[Initiative, ...]:
    """Collect the rows of nodes and initiatives that are not the same object in the same place."""
    left, right = _Loose(), _Loose()
    if old.outline is not new.outline:
        _pair_nodes(old.outline, new.outline, None, left, right)
    for mine, other, rows in ((left, right, before), (right, left, after)):
        for node_id, place in mine.nodes.items():
            if not _same(place, other.nodes.get(node_id)):
                _collect(rows, ((("node", node_id), node_row(*place)),))
        for one, spot in mine.initiatives.items():
            if not _same(spot, other.initiatives.get(one)):
                _collect(rows, initiative_rows(*spot))
    return tuple(spot[0] for spot in right.initiatives.values())


def _same(left: tuple[object, object, int], right: tuple[object, object, int] | None) -> bool:
    return right is not None and left[0] is right[0] and left[1] == right[1] and left[2] == right[2]


class _Loose:
    """The nodes and initiatives of one snapshot that the other may not hold in the same place."""

    def __init__(self) -> None:
        self.nodes: dict[str, tuple[Node, str | None, int]] = {}
        self.initiatives: dict[str, tuple[Initiative, str, int]] = {}

    def add_node(self, node: Node, parent: str | None, position: int) -> None:
        if node.id in self.nodes:
            raise _twice()
        self.nodes[node.id] = (node, parent, position)

    def add_initiative(self, one: Initiative, node_id: str, position: int) -> None:
        if one.id in self.initiatives:
            raise _twice()
        self.initiatives[one.id] = (one, node_id, position)


def _twice() -> RefusedEdit:
    return RefusedEdit(
        "同じ見出しまたは事業が二か所に置かれるため、変更を取り消しました。計画は元のままです。"
    )


# Stands in where one snapshot has no such node.
_NOTHING = Node(id="", level="", name="")


def _pair_nodes(
    old: tuple[Node, ...], new: tuple[Node, ...], parent: str | None, left: _Loose, right: _Loose
) -> None:
    """Collect what is loose below one parent; what both hold as the same object is passed over."""
    before = {node.id: node for node in old}
    after = {node.id: node for node in new}
    for index, node in enumerate(new):
        if index >= len(old) or old[index] is not node:
            right.add_node(node, parent, index)
    for index, node in enumerate(old):
        if index >= len(new) or new[index] is not node:
            left.add_node(node, parent, index)
    for node_id in {**before, **after}:
        one, other = before.get(node_id, _NOTHING), after.get(node_id, _NOTHING)
        if one is not other:
            _pair_initiatives(one, other, node_id, left, right)
            _pair_nodes(one.children, other.children, node_id, left, right)


def _pair_initiatives(old: Node, new: Node, node_id: str, left: _Loose, right: _Loose) -> None:
    for mine, other, loose in (
        (old.initiatives, new.initiatives, left),
        (new.initiatives, old.initiatives, right),
    ):
        for index, one in enumerate(mine):
            if index >= len(other) or other[index] is not one:
                loose.add_initiative(one, node_id, index)


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
