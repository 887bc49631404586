"""Comparison of two plans by id: what changed, each change once, as data.

Numbers are derived, so they never differ by themselves: what is renumbered only because something
else stands before it now is no difference. `diff_words.renumbered` lists it once.
"""

from __future__ import annotations

from collections.abc import Iterable

from kitaplanner.domain.diff_departments import renamed_departments
from kitaplanner.domain.diff_edits import apply_edits
from kitaplanner.domain.diff_ending import ended_initiatives
from kitaplanner.domain.diff_grouping import Difference, Grouping, ItemPlace, Position
from kitaplanner.domain.diff_items import schedule_gestures
from kitaplanner.domain.diff_pictures import placed_pictures
from kitaplanner.domain.diff_reorganisation import reorganised_departments
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.records import Key, Records, equal_initiatives

__all__ = ["Difference", "ItemPlace", "Position", "apply_differences", "compare_plans"]


def compare_plans(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Give every change from one plan to another, in printed order; empty where they are equal."""
    if old is new:
        return ()
    same = equal_initiatives(old, new)
    before, after = Records.of(old, same), Records.of(new, same)
    grouping = Grouping(before, after)
    found = [
        *renamed_departments(grouping),
        *reorganised_departments(grouping),
        *ended_initiatives(grouping),
        *placed_pictures(grouping),
        *schedule_gestures(grouping),
        *grouping.plain_differences(),
    ]
    places = _reading_order(before, after)
    return tuple(sorted(found, key=lambda one: places[one.key]))


def apply_differences(plan: Plan, differences: Iterable[Difference]) -> Plan:
    """Make changes in a plan, in their order.

    Raise RefusedEdit where what a change is about is gone, and where some of the changes can't be
    made without others.
    """
    return apply_edits(plan, (edit for one in differences for edit in one.edits))


def _reading_order(before: Records, after: Records) -> dict[Key, tuple[int, int]]:
    """Give each thing its place in print; what is gone follows what stood before it."""
    places = {key: (index, 0) for index, key in enumerate(after.keys_in_order())}
    last = 0
    for index, key in enumerate(before.keys_in_order(), 1):
        if key in after.values:
            last = places[key][0]
        else:
            places[key] = (last, index)
    return places
