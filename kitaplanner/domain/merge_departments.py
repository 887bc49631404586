"""Departments in a merge: they are named, not pointed at, so their names must be made one.

Belongs here: carrying a new name that one side gave into what the other side wrote, and the same
department entered by both. Does not belong here: their other fields, which merge like any.
"""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from kitaplanner.domain.department_names import renamed
from kitaplanner.domain.merge_conflicts import Conflict
from kitaplanner.domain.merge_order import Side
from kitaplanner.domain.merge_values import ABSENT, merge_values
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.records import THE_PLAN, Key, Records


class Named(NamedTuple):
    """The base, ours and theirs with one name for each department, and names that were two."""

    plans: tuple[Plan, Plan, Plan]
    conflicts: tuple[Conflict, ...]


def with_one_name_each(base: Plan, ours: Plan, theirs: Plan, prefer: Side) -> Named:
    """Give the plans with the merged name of each department wherever it is named."""
    plans = (base, ours, theirs)
    names = [{one.id: one.name for one in plan.departments} for plan in plans]
    final: dict[str, str] = {}
    conflicts = []
    for one in names[1].keys() & names[2].keys():
        old, mine, other = (side.get(one, ABSENT) for side in names)
        final[one], whole = merge_values(old, mine, other, prefer)
        if not whole:
            values = (None if old is ABSENT else old, mine, other)
            conflicts.append(Conflict("field", Key("department", one), prefer, "", "name", *values))
    for side in (names[1], names[2]):
        final |= {one: name for one, name in side.items() if one not in final}
    conflicts.sort(key=lambda one: one.key)
    made = (_renamed(base, final), _renamed(ours, final), _renamed(theirs, final))
    return Named(made, tuple(conflicts))


def _renamed(plan: Plan, final: dict[str, str]) -> Plan:
    new = {one.name: final.get(one.id, one.name) for one in plan.departments}
    new = {old: name for old, name in new.items() if old != name}
    if not new:
        return plan
    departments = tuple(
        dataclasses.replace(one, name=new.get(one.name, one.name)) for one in plan.departments
    )
    return dataclasses.replace(renamed(plan, new), departments=departments)


def without_twins(merged: Records, sides: dict[Side, Records], prefer: Side) -> list[Conflict]:
    """Leave one of two departments of the same name; say so where they differ in more."""
    conflicts = []
    first: dict[str, Key] = {}
    listed = merged.order[THE_PLAN, "department"]
    for key in sorted(listed, key=lambda key: (key not in sides[prefer].values, key)):
        department = merged.values[key]
        twin = first.setdefault(department.name, key)
        if twin == key:
            continue
        kept = merged.values[twin]
        if dataclasses.replace(department, id=kept.id) != kept:
            mine, other = (kept, department) if prefer == "ours" else (department, kept)
            conflicts.append(Conflict("department", twin, prefer, ours=mine, theirs=other))
        listed.remove(key)
        del merged.values[key], merged.parents[key]
    return conflicts
