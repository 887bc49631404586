"""The steps that make one plan of another, and doing them.

Belongs here: putting, taking out, placing and setting things by key, without knowing what it means
for people (`diff`). All steps from one plan to another, done together, give exactly the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.records import (
    Key,
    Kind,
    Records,
    field_names,
    held_things,
    read_field,
    with_fields,
)
from kitaplanner.domain.sequences import moved_within
from kitaplanner.errors import RefusedEdit


@dataclass(frozen=True, slots=True)
class Put:
    """Put a new thing, which holds nothing yet, behind another (None: first) in its holder."""

    key: Key
    parent: Key
    after: Key | None
    value: Any


@dataclass(frozen=True, slots=True)
class Drop:
    """Take a thing out."""

    key: Key


@dataclass(frozen=True, slots=True)
class Place:
    """Move a thing to another place, behind another (None: first) in its new holder."""

    key: Key
    parent: Key
    after: Key | None


@dataclass(frozen=True, slots=True)
class Set:
    """Give a field another value."""

    key: Key
    field: str
    before: Any
    after: Any


Edit: TypeAlias = Put | Drop | Place | Set


def edits_between(old: Records, new: Records) -> Iterator[Edit]:
    """Yield the steps from one plan to another; those of one holder in its new order."""
    for key in old.values:
        if key not in new.values:
            yield Drop(key)
    for (parent, kind), children in new.order.items():
        yield from _placings(parent, kind, children, old, new)
    for key, value in new.values.items():
        before = old.values.get(key)
        if before is not None and before is not value:
            for field in field_names(key.kind):
                one, other = (read_field(key.kind, side, field) for side in (before, value))
                if one is not other and one != other:
                    yield Set(key, field, one, other)


def _placings(
    parent: Key, kind: Kind, children: list[Key], old: Records, new: Records
) -> Iterator[Edit]:
    before = old.order.get((parent, kind), [])
    if before == children:
        return
    # Items stand in order of time: where they stand in the tuple says nothing.
    moved = moved_within(before, children) if kind != "item" else frozenset()
    previous: Key | None = None
    for key in children:
        if key not in old.values:
            yield Put(key, parent, previous, new.values[key])
        elif old.parents[key] != parent or key in moved:
            yield Place(key, parent, previous)
        previous = key


def apply_edits(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """Do steps on a plan; those that it does not need, because it is so already, do nothing.

    Raise RefusedEdit where a thing that a step is about is gone, and where what is left over would
    have no holder.
    """
    todo = list(edits)
    records = Records.of(plan, _left_alone(plan, todo))
    _take_out(records, todo)
    _put_in(records, todo)
    changes: dict[Key, dict[str, list[Set]]] = {}
    for edit in todo:
        if isinstance(edit, Set):
            changes.setdefault(edit.key, {}).setdefault(edit.field, []).append(edit)
    for key, fields in changes.items():
        if key not in records.values:
            raise RefusedEdit(_GONE)
        value = records.values[key]
        made = {name: _last_of(steps, key, value) for name, steps in fields.items()}
        records.values[key] = with_fields(key.kind, value, made)
    _refuse_lost(records)
    return records.plan()


_GONE = "変更の対象が、もう計画の中にありません。もう一度読み込んでください。"


def _left_alone(plan: Plan, edits: Iterable[Edit]) -> frozenset[str]:
    """Give the initiatives of which no step touches a part: they need not be taken apart."""
    touched: set[str] = set()
    for edit in edits:
        touched.add(edit.key.id)
        if isinstance(edit, Put | Place):
            touched.add(edit.parent.id)
    return frozenset(
        one.id for one in plan.initiatives() if touched.isdisjoint(_ids("initiative", one))
    )


def _ids(kind: Kind, value: Any) -> Iterator[str]:
    yield value.id
    for held, things in held_things(kind, value):
        for thing in things:
            yield from _ids(held, thing)


def _take_out(records: Records, edits: list[Edit]) -> None:
    leaving = {edit.key for edit in edits if not isinstance(edit, Set)} & records.parents.keys()
    for holder in {(records.parents[key], key.kind) for key in leaving}:
        records.order[holder] = [key for key in records.order[holder] if key not in leaving]
    for edit in edits:
        if not isinstance(edit, Set):
            records.parents.pop(edit.key, None)
        if isinstance(edit, Drop):
            records.values.pop(edit.key, None)
    if any(isinstance(edit, Place) and edit.key not in records.values for edit in edits):
        raise RefusedEdit(_GONE)


def _put_in(records: Records, edits: list[Edit]) -> None:
    """Put and place things, each after the one that it stands behind, in whatever order they come.

    Changes are done in the order in which they are read, which is not that of every holder.
    """
    placing = [edit for edit in edits if isinstance(edit, Put | Place)]
    still_out = {edit.key for edit in placing}
    waiting: dict[Key, list[Put | Place]] = {}
    for edit in placing:
        if edit.after is not None and edit.after in still_out:
            waiting.setdefault(edit.after, []).append(edit)
            continue
        ready = [edit]
        while ready:
            one = ready.pop()
            if isinstance(one, Put):
                records.values[one.key] = one.value
            _insert(records, one.key, one.parent, one.after)
            still_out.discard(one.key)
            ready += waiting.pop(one.key, ())
    for edit in [one for left in waiting.values() for one in left]:  # two that wait for each other
        _insert(records, edit.key, edit.parent, None)


def _last_of(steps: list[Set], key: Key, value: Any) -> Any:
    """Give what a field becomes by steps that follow one another, in whatever order they come."""
    now, left = read_field(key.kind, value, steps[0].field), list(steps)
    while left:
        step = next((one for one in left if one.before == now), left[0])
        left.remove(step)
        now = step.after
    return now


def _insert(records: Records, key: Key, parent: Key, after: Key | None) -> None:
    siblings = records.order.setdefault((parent, key.kind), [])
    if after is None:
        at = 0
    elif after in siblings:
        at = siblings.index(after) + 1
    else:
        at = len(siblings)
    siblings.insert(at, key)
    records.parents[key] = parent


def _refuse_lost(records: Records) -> None:
    """Refuse what would silently take along things that nobody wanted to take out."""
    reached = set(records.keys_in_order())
    if len(reached) < len(records.values):
        raise RefusedEdit(
            "見出しや行を削除すると、その中に残るものが失われます。"
            "中のものの移動や削除も一緒に選んでください。"
        )
