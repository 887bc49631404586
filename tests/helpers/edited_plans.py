"""A plan after some edits by hand: other values, things added, removed and put elsewhere."""

from __future__ import annotations

from random import Random
from typing import Any

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Plan, ScheduleItem
from kitaplanner.domain.records import (
    HOLDINGS,
    THE_PLAN,
    Key,
    Kind,
    Records,
    field_names,
    read_field,
    with_fields,
)

HOLDERS: dict[Kind, tuple[Kind, ...]] = {
    held: tuple(
        holder for holder, parts in HOLDINGS.items() if any(held == one for _, one in parts)
    )
    for parts in HOLDINGS.values()
    for _, held in parts
}


def edited(plan: Plan, donor: Plan, random: Random, count: int) -> Plan:
    """Give the plan after some random edits; new values and new things come from the donor.

    The invariants of plans hold afterwards as before.
    """
    hand = _Hand(plan, donor, random)
    for _ in range(count):
        random.choice((hand.set_field, hand.remove, hand.add, hand.move, hand.shift))()
    return hand.records.plan()


class _Hand:
    def __init__(self, plan: Plan, donor: Plan, random: Random) -> None:
        self.records = Records.of(plan)
        self.donor = Records.of(donor)
        self.random = random
        self.period = plan.period.span

    def set_field(self) -> None:
        key = self._any(list(self.records.values))
        name = self._any([one for one in field_names(key.kind) if one not in ("span", "period")])
        sources = [one for one in self.donor.values if one.kind == key.kind]
        if not sources:
            return
        value = read_field(key.kind, self.donor.values[self._any(sources)], name)
        if key.kind == "department" and name == "name":
            value = f"{value}{new_id()[:6]}"
        self.records.values[key] = with_fields(key.kind, self.records.values[key], {name: value})

    def remove(self) -> None:
        keys = [key for key in self.records.values if key != THE_PLAN]
        if keys:
            self._forget(self._any(keys))

    def add(self) -> None:
        sources = [key for key in self.donor.values if key.kind in HOLDERS]
        if not sources:
            return
        source = self._any(sources)
        holders = [key for key in self.records.values if key.kind in HOLDERS[source.kind]]
        if holders:
            self._copy(source, self._any(holders))

    def move(self) -> None:
        keys = [key for key in self.records.values if key != THE_PLAN]
        if not keys:
            return
        key = self._any(keys)
        below = set(self._below(key))
        holders = [
            one
            for one in self.records.values
            if one.kind in HOLDERS[key.kind] and one not in below and one != key
        ]
        holder = self._any(holders)
        if key.kind == "item" and not self._is_free(holder, self.records.values[key].span, key):
            return
        self.records.order[self.records.parents[key], key.kind].remove(key)
        self._put(key, holder)

    def shift(self) -> None:
        items = [key for key in self.records.values if key.kind == "item"]
        if not items:
            return
        key = self._any(items)
        span = self._span()
        if self._is_free(self.records.parents[key], span, key):
            item = self.records.values[key]
            self.records.values[key] = with_fields("item", item, {"span": span})

    def _copy(self, source: Key, holder: Key) -> None:
        key = Key(source.kind, new_id())
        value = self.donor.values[source]
        fields: dict[str, Any] = {}
        if isinstance(value, ScheduleItem):
            fields["span"] = self._span()
            if not self._is_free(holder, fields["span"], key):
                return
        if source.kind == "department":
            fields["name"] = f"{value.name}{key.id[:6]}"
        value = with_fields(source.kind, value, {**fields, "id": key.id})
        self.records.values[key] = value
        self._put(key, holder)
        for _, kind in HOLDINGS.get(source.kind, ()):
            self.records.order[key, kind] = []
            for child in self.donor.order[source, kind]:
                self._copy(child, key)

    def _forget(self, key: Key) -> None:
        for one in [key, *self._below(key)]:
            self.records.order[self.records.parents.pop(one), one.kind].remove(one)
            del self.records.values[one]

    def _below(self, key: Key) -> list[Key]:
        found: list[Key] = []
        for _, kind in HOLDINGS.get(key.kind, ()):
            for child in self.records.order[key, kind]:
                found += [child, *self._below(child)]
        return found

    def _put(self, key: Key, holder: Key) -> None:
        siblings = self.records.order[holder, key.kind]
        siblings.insert(self.random.randint(0, len(siblings)), key)
        self.records.parents[key] = holder

    def _span(self) -> Span:
        start = self.random.randint(self.period.start, self.period.end)
        return Span(start, min(start + self.random.randint(0, 24), self.period.end))

    def _is_free(self, row: Key, span: Span, key: Key) -> bool:
        others = (self.records.values[one] for one in self.records.order[row, "item"] if one != key)
        return all(one.end < span.start or span.end < one.start for one in others)

    def _any(self, things: list[Any]) -> Any:
        return self.random.choice(things)
