"""Three-way merge of plans: two people went on from one state, and nothing of either is lost.

Belongs here: which things there are, what their fields say, what holds them and in which order.
Where both changed the same, the preferred side stands in the plan and a `Conflict` keeps both. What
one removed and the other edited stays. Names of departments are made one beforehand, and what the
merged plan needs to be sound comes afterwards, in `merge_repairs`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from kitaplanner.domain.diff import Difference, compare_plans
from kitaplanner.domain.merge_conflicts import Conflict, ConflictKind
from kitaplanner.domain.merge_departments import with_one_name_each, without_twins
from kitaplanner.domain.merge_order import SIDES, Side, merge_order
from kitaplanner.domain.merge_repairs import untangle, widen_period, without_overlaps
from kitaplanner.domain.merge_values import ABSENT, merge_values
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.records import (
    HOLDINGS,
    MAJOR,
    THE_PLAN,
    Key,
    Kind,
    Records,
    equal_initiatives,
    field_names,
    read_field,
    with_fields,
)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged plan and what people have to decide; `preferred` stands where both changed one."""

    base: Plan
    ours: Plan
    theirs: Plan
    plan: Plan
    conflicts: tuple[Conflict, ...]
    preferred: Side

    def changes(self, side: Side) -> tuple[Difference, ...]:
        """Give what one side changed."""
        return compare_plans(self.base, self.ours if side == "ours" else self.theirs)


def merge_plans(
    base: Plan, ours: Plan, theirs: Plan, prefer: Side = "ours", stays: Side | None = None
) -> Merge:
    """Merge what two people made of one plan.

    `stays` says whose items keep their row where items of both would overlap; the preferred side's,
    unless told otherwise. The merged plan keeps the invariants that all three have: no overlaps, no
    item outside the period, no id or department twice.
    """
    named = with_one_name_each(base, ours, theirs, prefer)
    same = equal_initiatives(*named.plans)
    old, mine, other = (Records.of(one, same) for one in named.plans)
    merger = _Merger(old, mine, other, prefer)
    merger.run()
    merged = merger.merged
    found = [*named.conflicts, *merger.conflicts]
    found += without_twins(merged, merger.sides, prefer)
    found += without_overlaps(merged, merger.base, merger.sides, stays or prefer)
    found += widen_period(merged, base, ours, theirs)
    return Merge(base, ours, theirs, merged.plan(), tuple(found), prefer)


class _Merger:
    def __init__(self, base: Records, ours: Records, theirs: Records, prefer: Side) -> None:
        self.base = base
        self.sides: dict[Side, Records] = {"ours": ours, "theirs": theirs}
        self.prefer = prefer
        self.merged = Records.sharing(ours)
        self.conflicts: list[Conflict] = []

    def run(self) -> None:
        kept = self._kept()
        for key in kept:
            self._merge_fields(key)
            self._merge_parent(key)
        self.conflicts += untangle(self.merged, self.base, self.sides, self.prefer)
        members: dict[tuple[Key, Kind], dict[Key, None]] = {}
        for key, holder in self.merged.parents.items():
            members.setdefault((holder, key.kind), {})[key] = None
        for key in kept:
            for _, kind in HOLDINGS.get(key.kind, ()):
                self._merge_order(key, kind, members.get((key, kind), {}))

    # --- what there is -------------------------------------------------------------------------

    def _kept(self) -> list[Key]:
        """Give the things of the merged plan: of both, of either if new, of either if edited."""
        ours, theirs = (self.sides[side].values for side in SIDES)
        kept = {key: None for key in ours if key in theirs or key not in self.base.values}
        kept |= {key: None for key in theirs if key not in ours and key not in self.base.values}
        for side, other in (SIDES, SIDES[::-1]):
            for root in self._edited_though_removed(side, other):
                kept |= dict.fromkeys(_with_parts(self.sides[side], root))
                self._add("removed", root, side)
        return list(kept)

    def _edited_though_removed(self, side: Side, other: Side) -> list[Key]:
        """Give what one side edited, or put something into, and the other removed."""
        here, gone = self.sides[side], self.base.values.keys() - self.sides[other].values.keys()
        found: dict[Key, None] = {}
        for key in here.values if gone else ():
            if self._is_edited(here, key):
                for above in _upwards(here, key):
                    if above in gone:
                        found[_whole_of(here, above, gone)] = None
        return list(found)

    def _is_edited(self, here: Records, key: Key) -> bool:
        old, new = self.base.values.get(key), here.values[key]
        changed = old is None or (old is not new and old != new)
        return changed or self.base.parents.get(key) != here.parents.get(key)

    # --- what it says and where it stands ------------------------------------------------------

    def _merge_fields(self, key: Key) -> None:
        found = [one.values[key] for one in self.sides.values() if key in one.values]
        value = found[0]
        if len(found) == 2 and found[0] is not found[1] and found[0] != found[1]:
            value = self._merged_value(key, *found)
        self.merged.values[key] = value

    def _merged_value(self, key: Key, ours: Any, theirs: Any) -> Any:
        base = self.base.values.get(key)
        changes = {}
        for field in field_names(key.kind):
            old = ABSENT if base is None else read_field(key.kind, base, field)
            mine, other = (read_field(key.kind, side, field) for side in (ours, theirs))
            value, whole = merge_values(old, mine, other, self.prefer)
            if not whole:
                self._add("field", key, self.prefer, field, (old, mine, other))
            if value is not mine:
                changes[field] = value
        return with_fields(key.kind, ours, changes) if changes else ours

    def _merge_parent(self, key: Key) -> None:
        if key == THE_PLAN:
            return
        found = [one.parents[key] for one in self.sides.values() if key in one.values]
        mine, other = found[0], found[-1]
        old = self.base.parents.get(key, ABSENT)
        parent, whole = merge_values(old, mine, other, self.prefer)
        if len(found) == 1:
            parent = mine
        elif not whole:
            self._add("place", key, self.prefer, "", (old, mine, other))
        self.merged.parents[key] = parent

    def _merge_order(self, holder: Key, kind: Kind, members: Collection[Key]) -> None:
        sides = (self.base, *self.sides.values())
        if all((holder, kind) not in one.order for one in sides):
            return  # an initiative that is the same in all three was left closed
        base, ours, theirs = (one.order.get((holder, kind), []) for one in sides)
        merged = merge_order(base, ours, theirs, members, self.prefer)
        self.merged.order[holder, kind] = list(merged.order)
        if kind == "item":
            return  # items stand in order of time
        for key in sorted(merged.contested):
            old, mine, other = (
                one.index(key) if key in one else None for one in (base, ours, theirs)
            )
            self._add("order", key, self.prefer, "", (old, mine, other))

    def _add(
        self,
        kind: ConflictKind,
        key: Key,
        taken: Side,
        field: str = "",
        values: tuple[Any, Any, Any] = (None, None, None),
    ) -> None:
        initiative = self.sides[taken].initiative_of(key)
        old, mine, other = (None if one is ABSENT else one for one in values)
        self.conflicts.append(Conflict(kind, key, taken, initiative, field, old, mine, other))


def _upwards(records: Records, key: Key) -> Iterator[Key]:
    at: Key | None = key
    while at is not None:
        yield at
        at = records.parents.get(at)


def _whole_of(records: Records, key: Key, gone: Collection[Key]) -> Key:
    """Give the largest removed thing that a removed part belongs to: a row, an initiative."""
    while key.kind not in MAJOR and (holder := records.parents[key]) in gone:
        key = holder
    return key


def _with_parts(records: Records, key: Key) -> Iterator[Key]:
    yield key
    for _, kind in HOLDINGS.get(key.kind, ()):
        for child in records.order.get((key, kind), ()) if kind not in MAJOR else ():
            yield from _with_parts(records, child)
