"""The steps between two plans, put together into changes that people see.

Belongs here: the change as data, and which steps belong together because one thing holds another.
What is more than one step is recognised in its own module (`diff_items`, `diff_departments`,
`diff_reorganisation`, `diff_ending`, `diff_pictures`), each of which takes its steps first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.diff_edits import Drop, Edit, Place, Put, edits_between
from kitaplanner.domain.records import HOLDINGS, MAJOR, Key, Kind, Records

Action: TypeAlias = Literal[
    "added", "removed", "moved", "field", "renamed", "reorganised", "ended",
    "lengthened", "shortened", "split", "joined",
]  # fmt: skip


class Position(NamedTuple):
    """Where a thing stands: its holder and its place in it, counted from 0."""

    holder: Key
    place: int


class ItemPlace(NamedTuple):
    """Where an item stands: the id of its row, and its months."""

    row: str
    span: Span


@dataclass(frozen=True, slots=True)
class Difference:
    """One change between two plans.

    `initiative` is the id of the initiative that it belongs to, empty where none. `before` and
    `after` are values of the field; whole things that were added or removed; Positions of moved
    ones; the ItemPlaces of items that were moved, lengthened or shortened; tuples of items that
    were split or joined. A department's `renamed` goes through the whole plan, and so does
    `reorganised`, with the names before and after. `edits` are the steps that make the change.
    """

    action: Action
    key: Key
    initiative: str = ""
    field: str = ""
    before: Any = None
    after: Any = None
    edits: tuple[Edit, ...] = ()

    @property
    def kind(self) -> str:
        """Give the name of the change for scripts: added, field, item_moved, item_text …"""
        kind = self.key.kind
        if kind == "initiative":
            return self.action
        if kind == "item" and self.action == "field":
            return f"item_{self.field}"
        return f"{kind}_{self.action}"


class Grouping:
    """The steps between two plans that are in no change yet, by the thing that they are about."""

    def __init__(self, before: Records, after: Records) -> None:
        self.before = before
        self.after = after
        self._steps: dict[Key, list[Edit]] = {}
        for edit in edits_between(before, after):
            self._steps.setdefault(edit.key, []).append(edit)

    def touched(self, kind: Kind) -> tuple[Key, ...]:
        """Give the things of a kind with steps that are in no change yet."""
        return tuple(key for key in self._steps if key.kind == kind)

    def steps(self, key: Key) -> tuple[Edit, ...]:
        """Give the steps of a thing that are in no change yet."""
        return tuple(self._steps.get(key, ()))

    def take(self, *edits: Edit) -> tuple[Edit, ...]:
        """Take steps for a change."""
        for edit in edits:
            left = self._steps[edit.key]
            left.remove(edit)
            if not left:
                del self._steps[edit.key]
        return edits

    def exchange(self, edit: Edit, left: Edit | None) -> None:
        """Leave another step in place of one that a change holds in part; None leaves nothing."""
        self.take(edit)
        if left is not None:
            self._steps.setdefault(edit.key, []).append(left)

    def initiative_of(self, key: Key) -> str:
        """Give the id of the initiative that a thing belongs to now, or did before."""
        side = self.after if key in self.after.values else self.before
        return side.initiative_of(key)

    def plain_differences(self) -> Iterator[Difference]:
        """Yield what is left, each step a change; parts come and go with what holds them."""
        for key in tuple(self._steps):  # holders come before what they hold
            for edit in self.steps(key):
                yield self._plain(edit)

    def _plain(self, edit: Edit) -> Difference:
        key, initiative = edit.key, self.initiative_of(edit.key)
        if isinstance(edit, Put):
            steps = self._with_parts(edit, self.after)
            whole = _said_of(self.after, key)
            return Difference("added", key, initiative, after=whole, edits=steps)
        if isinstance(edit, Drop):
            steps = self._with_parts(edit, self.before)
            whole = _said_of(self.before, key)
            return Difference("removed", key, initiative, before=whole, edits=steps)
        self.take(edit)
        if isinstance(edit, Place):
            old, new = (_position(side, key) for side in (self.before, self.after))
            return Difference("moved", key, initiative, "", old, new, (edit,))
        return Difference("field", key, initiative, edit.field, edit.before, edit.after, (edit,))

    def _with_parts(self, edit: Put | Drop, side: Records) -> tuple[Edit, ...]:
        """Take the step together with those of the parts that come or go with the thing."""
        found: list[Edit] = list(self.take(edit))
        for _, kind in HOLDINGS.get(edit.key.kind, ()):
            for child in side.order.get((edit.key, kind), ()) if kind not in MAJOR else ():
                for step in self.steps(child):
                    if isinstance(step, Put | Drop):
                        found += self._with_parts(step, side)
        return tuple(found)


def _said_of(side: Records, key: Key) -> Any:
    """Give a thing with its parts; what is said on its own is left out."""
    return side.values[key] if key.kind == "node" else side.whole(key)


def _position(side: Records, key: Key) -> Position:
    holder = side.parents[key]
    return Position(holder, side.order[holder, key.kind].index(key))
