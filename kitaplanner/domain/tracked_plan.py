"""見え消し of a plan: the old and the new side of each thing in one order.

Belongs here: which things of two plans stand together, and where what is gone stands among what
there is. Does not belong here: texts (`tracked_text`), sentences about changes (`diff_words`) and
how all this is drawn (`layout.tracked_view`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Generic, TypeVar

from kitaplanner.domain.plan import (
    Block,
    Initiative,
    Node,
    Plan,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Section,
)
from kitaplanner.domain.tracked_text import Change

T = TypeVar("T")
# The fields of an initiative that its sheet shows, besides the schedule.
SHEET_FIELDS = frozenset({"name", "marks", "departments", "summary", "notes"})


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A thing as it was and as it is; one side is None where it is new or gone."""

    old: T | None
    new: T | None

    @property
    def change(self) -> Change:
        """Say whether the thing itself came or went; "same" says nothing about its fields."""
        if self.old is None:
            return "added"
        return "gone" if self.new is None else "same"

    @property
    def shown(self) -> T:
        """Give the thing as it is, or as it was last."""
        value = self.old if self.new is None else self.new
        assert value is not None
        return value


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """A row of a schedule with what stands in it, in order of time.

    An item whose text alone changed is one pair; one that was moved, lengthened or made another
    kind of shape is two: as it was, and as it is.
    """

    row: Pair[ScheduleRow]
    items: tuple[Pair[ScheduleItem], ...]


@dataclass(frozen=True, slots=True)
class TrackedNode:
    """A heading of the outline with all that stands or stood below it."""

    node: Pair[Node]
    initiatives: tuple[Pair[Initiative], ...]
    children: tuple[TrackedNode, ...]

    def walk(self) -> Iterator[TrackedNode]:
        """Yield this one and all below it in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


def track_schedule(old: Schedule | None, new: Schedule | None) -> tuple[TrackedRow, ...]:
    """Give the rows of both schedules in one order; one that changed its place stands twice."""
    before, after = (() if one is None else one.rows for one in (old, new))
    found: list[TrackedRow] = []
    ids = [[row.id for row in rows] for rows in (before, after)]
    for tag, i1, i2, j1, j2 in _opcodes(*ids):
        if tag == "equal":
            pairs = list(map(Pair, before[i1:i2], after[j1:j2]))
        else:
            pairs = [Pair(one, None) for one in before[i1:i2]]
            pairs += [Pair(None, one) for one in after[j1:j2]]
        found += [TrackedRow(pair, _track_items(pair)) for pair in pairs]
    return tuple(found)


def _track_items(row: Pair[ScheduleRow]) -> tuple[Pair[ScheduleItem], ...]:
    before, after = (() if one is None else one.items for one in (row.old, row.new))
    olds = {item.id: item for item in before}
    pairs: list[Pair[ScheduleItem]] = []
    kept: set[str] = set()
    for item in after:
        was = olds.get(item.id)
        if was is not None and _shape(was) == _shape(item):
            kept.add(item.id)
            pairs.append(Pair(was, item))
        else:
            pairs.append(Pair(None, item))
    pairs += [Pair(item, None) for item in before if item.id not in kept]
    return tuple(sorted(pairs, key=lambda pair: (pair.shown.start, pair.new is not None)))


def _shape(item: ScheduleItem) -> tuple[object, ...]:
    """Give what decides how an item is drawn, apart from its text."""
    begins_before = item.opens_before or item.started is not None
    return item.kind, item.start, item.end, begins_before, item.opens_after


def is_sheet_changed(pair: Pair[Initiative]) -> bool:
    """Say whether anything that the sheet shows, apart from the number, came, went or changed."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return True
    if any(getattr(old, field) != getattr(new, field) for field in SHEET_FIELDS):
        return True
    return any(
        one.row.change != "same"
        or _label(one.row.old) != _label(one.row.new)
        or any(_print(item.old) != _print(item.new) for item in one.items)
        for one in track_schedule(old.schedule, new.schedule)
    )


def _label(row: ScheduleRow | None) -> tuple[str, str] | None:
    return None if row is None else (row.group, row.label)


def _print(item: ScheduleItem | None) -> ScheduleItem | None:
    """Give an item without what nobody sees of it."""
    return item and dataclasses.replace(item, span_confirmed=True)


def track_outline(old: Plan, new: Plan) -> tuple[TrackedNode, ...]:
    """Give both outlines as one: all that is there in its place, what is gone where it stood."""
    olds = {node.id: node for node in old.nodes()}
    news = {node.id: node for node in new.nodes()}
    initiatives = _Sides(
        {one.id: one for one in old.initiatives()}, {one.id: one for one in new.initiatives()}
    )
    nodes = _Sides(olds, news)

    def track(pair: Pair[Node]) -> TrackedNode:
        held = [one.initiatives if one else () for one in (pair.old, pair.new)]
        children = [one.children if one else () for one in (pair.old, pair.new)]
        return TrackedNode(
            pair, initiatives.below(*held), tuple(map(track, nodes.below(*children)))
        )

    return tuple(map(track, nodes.below(old.outline, new.outline)))


class _Sides(Generic[T]):
    """The things of one kind in both plans by their ids."""

    def __init__(self, old: Mapping[str, T], new: Mapping[str, T]) -> None:
        self._old = old
        self._new = new

    def below(self, before: Sequence[Any], after: Sequence[Any]) -> tuple[Pair[T], ...]:
        """Pair what stands below one heading; what is gone follows what it stood behind."""
        order = [one.id for one in after]
        behind = 0
        for one in before:
            if one.id in self._new:
                # What moved elsewhere is shown there.
                behind = order.index(one.id) + 1 if one.id in order else behind
            else:
                order.insert(behind, one.id)
                behind += 1
        return tuple(Pair(self._old.get(one), self._new.get(one)) for one in order)


def track_sections(old: Plan, new: Plan) -> tuple[Pair[Section], ...]:
    """Pair the chapters in the new order; what is gone follows what it stood behind."""
    sides: _Sides[Section] = _Sides(
        {one.id: one for one in old.sections}, {one.id: one for one in new.sections}
    )
    return sides.below(old.sections, new.sections)


def track_blocks(old: Sequence[Block], new: Sequence[Block]) -> tuple[Pair[Block], ...]:
    """Pair the blocks of a chapter; one that became another kind is gone and added."""
    pairs: list[Pair[Block]] = []
    for pair in track_in_order(old, new):
        if pair.old is not None and pair.new is not None and pair.old.kind != pair.new.kind:
            pairs += [Pair(pair.old, None), Pair(None, pair.new)]
        else:
            pairs.append(pair)
    return tuple(pairs)


def track_in_order(old: Sequence[T], new: Sequence[T]) -> tuple[Pair[T], ...]:
    """Pair things without ids: those that are equal, and between them one by one in order."""
    pairs: list[Pair[T]] = []
    for _, i1, i2, j1, j2 in _opcodes(old, new):
        pairs += [Pair(was, now) for was, now in zip_longest(old[i1:i2], new[j1:j2])]
    return tuple(pairs)


def _opcodes(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
