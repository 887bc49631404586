"""What 比較 shows of two plans: the changes in groups, with what they are narrowed by.

Belongs here: everything that the screen lists and that takes time to find out, made once and off
the window's thread. Does not belong here: finding changes (`comparison`), papers of them
(`comparison_papers`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kitaplanner.domain.comparison_entries import EntryGroup, comparison_groups
from kitaplanner.domain.diff_words import renumbered_words
from kitaplanner.domain.plan import Department, Initiative, Plan
from kitaplanner.operations.comparison import Comparison, compare
from kitaplanner.storage.repositories import collection_paused

_STEPS = 4  # of the progress


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group with the departments that it concerns, of both sides."""

    group: EntryGroup
    departments: tuple[str, ...]

    @property
    def initiative(self) -> str:
        """Give the id of its initiative; empty for headings, chapters and the like."""
        return self.group.key.id if self.group.key.kind == "initiative" else ""


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """Two plans with what a reader sees of their differences; `note` tells what was renumbered."""

    comparison: Comparison
    groups: tuple[ShownGroup, ...]
    note: str

    @property
    def departments(self) -> tuple[str, ...]:
        """Give the departments that changes concern, in the order of the new plan."""
        found = {name for one in self.groups for name in one.departments}
        known = [one.name for one in self.comparison.sides.new.departments if one.name in found]
        return (*known, *sorted(found.difference(known)))


def shown_comparison(
    old: Callable[[], Plan], new: Callable[[], Plan], progress: Callable[[int, int], None]
) -> ShownComparison:
    """Read two plans and compare them; raise what reading raises, and Cancelled by `progress`."""
    with collection_paused():
        plans = []
        for step, read in enumerate((old, new)):
            progress(step, _STEPS)
            plans.append(read())
        progress(2, _STEPS)
        made = compare(*plans)
        progress(3, _STEPS)
        groups = tuple(
            ShownGroup(one, _departments(one, made))
            for one in comparison_groups(made.differences, made.sides)
        )
        note = renumbered_words(made.sides.renumbered(made.differences))
        return ShownComparison(made, groups, note)


def _departments(group: EntryGroup, made: Comparison) -> tuple[str, ...]:
    sides = made.sides
    found: list[str] = []
    for plan in (sides.new, sides.old):
        if group.key.kind == "initiative":
            initiative: Initiative | None = plan.initiative(group.key.id)
            found += () if initiative is None else initiative.departments
        elif group.key.kind == "department":
            departments: tuple[Department, ...] = plan.departments
            found += [one.name for one in departments if one.id == group.key.id]
    return tuple(dict.fromkeys(found))
