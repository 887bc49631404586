"""The two plans of a comparison, with what sentences about them ask for: numbers, names, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kitaplanner.domain.diff_grouping import Difference
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.records import THE_PLAN, Key, Kind, held_things


@dataclass(frozen=True, slots=True)
class Renumbered:
    """An initiative that only has another number because others came, went or moved."""

    initiative: str
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Sides:
    """The two plans with their numbers; without slots, for what is found once and kept."""

    old: Plan
    new: Plan
    old_numbers: Numbering
    new_numbers: Numbering

    def numbers(self, initiative_id: str) -> tuple[str, str]:
        """Give the printed numbers of an initiative, old and new; empty where it is not."""
        old, new = self.old_numbers.numbers, self.new_numbers.numbers
        return old.get(initiative_id, ""), new.get(initiative_id, "")

    def thing(self, key: Key) -> Any:
        """Give a thing as the old plan has it; one that only the new plan has, as that has it."""
        found = self._old_things.get(key)
        return self._new_things[key] if found is None else found

    def sibling(self, holder: Key, kind: Kind, place: int, *, is_new: bool) -> Key:
        """Name what stands at a place, counted from 0, among things of a kind in a holder."""
        things = self._new_things if is_new else self._old_things
        held = dict(held_things(holder.kind, things[holder]))
        return Key(kind, held[kind][place].id)

    def row_number(self, row_id: str, *, now: bool = False) -> int:
        """Give the place of a row in its schedule, counted from 1, as it was or as it is now."""
        first, second = self._old_rows, self._new_rows
        if now:
            first, second = second, first
        found = first.get(row_id)
        return second[row_id] if found is None else found

    def renumbered(self, differences: Iterable[Difference]) -> tuple[Renumbered, ...]:
        """List the initiatives with another number that were not moved or numbered themselves."""
        own = {
            one.initiative
            for one in differences
            if one.key.kind == "initiative"
            if one.action != "field" or one.field == "number_from"
        }
        pairs = ((one, *self.numbers(one.id)) for one in self.new.initiatives())
        return tuple(
            Renumbered(one.id, one.name, old, new)
            for one, old, new in pairs
            if old and old != new and one.id not in own
        )

    @cached_property
    def _old_things(self) -> Mapping[Key, Any]:
        return dict(_things(THE_PLAN, self.old))

    @cached_property
    def _new_things(self) -> Mapping[Key, Any]:
        return dict(_things(THE_PLAN, self.new))

    @cached_property
    def _old_rows(self) -> Mapping[str, int]:
        return dict(_row_numbers(self.old))

    @cached_property
    def _new_rows(self) -> Mapping[str, int]:
        return dict(_row_numbers(self.new))


def _things(key: Key, value: Any) -> Iterator[tuple[Key, Any]]:
    waiting = [(key, value)]
    while waiting:
        key, value = waiting.pop()
        yield key, value
        for kind, things in held_things(key.kind, value):
            waiting.extend((Key(kind, one.id), one) for one in things)


def _row_numbers(plan: Plan) -> Iterator[tuple[str, int]]:
    for initiative in plan.initiatives():
        for number, row in enumerate(initiative.schedule.rows, 1):
            yield row.id, number
