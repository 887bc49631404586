"""What a merged plan still needs to be sound, although each edit by itself was.

Belongs here: headings that would stand within each other, items that would overlap, and items
outside a period that the other side shortened. Every repair keeps both edits and is a `Conflict`.
"""

from __future__ import annotations

import dataclasses
import uuid
from itertools import pairwise

from kitaplanner.domain.calendar import Period, fiscal_year_of
from kitaplanner.domain.merge_conflicts import Conflict
from kitaplanner.domain.merge_order import Side
from kitaplanner.domain.plan import Plan, ScheduleItem
from kitaplanner.domain.records import THE_PLAN, Key, Records

# Rows that a merge adds get the same id whoever merges.
_ROWS = uuid.UUID("5d6b3a52-6f0e-4b39-9f51-1f3f0ad8a1c7")


def untangle(
    merged: Records, base: Records, sides: dict[Side, Records], prefer: Side
) -> list[Conflict]:
    """Undo moves by which headings would hold each other; the preferred side's places count."""
    conflicts: list[Conflict] = []
    tangled = [key for key in merged.parents if key.kind == "node" and _holds_itself(merged, key)]
    for key in tangled:
        wanted = _place_in(sides[prefer], key, merged)
        if wanted is not None and merged.parents[key] != wanted:
            places = (one.parents.get(key) for one in (base, *sides.values()))
            conflicts.append(Conflict("place", key, prefer, "", "", *places))
            merged.parents[key] = wanted
    return conflicts


def _holds_itself(records: Records, key: Key) -> bool:
    seen = {key}
    at = records.parents.get(key)
    while at is not None and at not in seen:
        seen.add(at)
        at = records.parents.get(at)
    return at == key


def _place_in(side: Records, key: Key, merged: Records) -> Key | None:
    """Give the nearest holder on one side that the merged plan has too."""
    at = side.parents.get(key)
    while at is not None and at not in merged.values:
        at = side.parents.get(at)
    return at


def without_overlaps(
    merged: Records, base: Records, sides: dict[Side, Records], prefer: Side
) -> list[Conflict]:
    """Put items that would cover others into rows of their own, right below."""
    conflicts: list[Conflict] = []
    for row in [key for key in merged.values if key.kind == "row"]:
        items = [merged.values[key] for key in merged.order.get((row, "item"), ())]
        items.sort(key=lambda item: (item.start, item.end))
        if all(left.end < right.start for left, right in pairwise(items)):
            continue
        items.sort(key=lambda item: _rank(Key("item", item.id), base, sides, prefer))
        lanes: list[list[ScheduleItem]] = [[]]
        for item in items:
            covered = _covered(lanes[0], item)
            lane = next((one for one in lanes if _covered(one, item) is None), None)
            if lane is None:
                lanes.append([item])
            else:
                lane.append(item)
            if covered is not None:
                conflicts.append(_overlap(merged, item, covered, sides, prefer))
        _spread(merged, row, lanes)
    return conflicts


def _rank(key: Key, base: Records, sides: dict[Side, Records], prefer: Side) -> int:
    """Say who may stay: what the preferred side placed, what nobody did, what the other did."""
    for side in sides:
        if _place(sides[side], key) not in (None, _place(base, key)):
            return 0 if side == prefer else 2
    return 1


def _place(records: Records, key: Key) -> tuple[Key, int, int] | None:
    item = records.values.get(key)
    return None if item is None else (records.parents[key], item.start, item.end)


def _covered(lane: list[ScheduleItem], item: ScheduleItem) -> ScheduleItem | None:
    return next((one for one in lane if one.start <= item.end and item.start <= one.end), None)


def _overlap(
    merged: Records,
    item: ScheduleItem,
    covered: ScheduleItem,
    sides: dict[Side, Records],
    prefer: Side,
) -> Conflict:
    key = Key("item", item.id)
    values = (covered, item) if prefer == "ours" else (item, covered)
    return Conflict("overlap", key, "both", merged.initiative_of(key), "span", None, *values)


def _spread(merged: Records, row: Key, lanes: list[list[ScheduleItem]]) -> None:
    """Leave the first lane in the row and give each other one a row with the same labels."""
    holder = merged.parents[row]
    rows = merged.order[holder, "row"]
    for number, lane in enumerate(lanes):
        key = row
        if number:
            key = Key("row", uuid.uuid5(_ROWS, f"{row.id} {lane[0].id}").hex)
            merged.values[key] = dataclasses.replace(merged.values[row], id=key.id)
            merged.parents[key] = holder
            rows.insert(rows.index(row) + number, key)
        merged.order[key, "item"] = [Key("item", item.id) for item in lane]
        for item in lane:
            merged.parents[Key("item", item.id)] = key


def widen_period(merged: Records, base: Plan, ours: Plan, theirs: Plan) -> list[Conflict]:
    """Lengthen the period where one side shortened it and the other put an item there."""
    if any(_outside(plan) for plan in (ours, theirs)):
        return []  # then items outside the period are nothing that the merge has made
    plan = merged.values[THE_PLAN]
    items = [value for key, value in merged.values.items() if key.kind == "item"]
    years = [fiscal_year_of(month) for item in items for month in item.span]
    period = Period(min([plan.period.first, *years]), max([plan.period.last, *years]))
    if period == plan.period:
        return []
    merged.values[THE_PLAN] = dataclasses.replace(plan, period=period)
    periods = (base.period, ours.period, theirs.period)
    return [Conflict("period", THE_PLAN, "both", "", "period", *periods)]


def _outside(plan: Plan) -> bool:
    return any(
        not plan.period.contains(item.span)
        for one in plan.initiatives()
        for item in one.schedule.items()
    )
