"""How initiatives stand in a fiscal year: what was reported, and how many have which status.

Belongs here: reading the progress of a plan and counting it. Does not belong here: entering it
(`operations.progress`) and how the counts look on paper (`layout.progress_report`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kitaplanner.domain.plan import Initiative, Plan, Progress

NOT_REPORTED = "未報告"
TOTAL = "合計"


def progress_of(initiative: Initiative, year: int) -> tuple[Progress, ...]:
    """Give what was reported on an initiative and its items for a fiscal year."""
    return tuple(one for one in initiative.progress if one.year == year)


def whole_progress(initiative: Initiative, year: int) -> Progress | None:
    """Give the newest report on the initiative itself, not on one of its items, for a year."""
    found = [one for one in initiative.progress if one.year == year and not one.item]
    return found[-1] if found else None


def status_of(initiative: Initiative, year: int) -> str:
    """Give the status of an initiative in a fiscal year; `NOT_REPORTED` where there is none."""
    found = [one.status for one in progress_of(initiative, year) if one.status and not one.item]
    return found[-1] if found else NOT_REPORTED


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by status: `lines` pair a label with one count a status; the last is the total."""

    statuses: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]


def tally(
    groups: Iterable[tuple[str, Sequence[Initiative]]], whole: Sequence[Initiative], year: int
) -> Tally:
    """Count the initiatives of each group, and of the whole, by their status in a fiscal year.

    Groups without initiatives are left out; `NOT_REPORTED` is the last of the statuses.
    """
    found = dict.fromkeys(status_of(one, year) for one in whole)
    statuses = tuple(sorted(found, key=lambda name: name == NOT_REPORTED))

    def counts(initiatives: Sequence[Initiative]) -> tuple[int, ...]:
        mine = [status_of(one, year) for one in initiatives]
        return tuple(mine.count(name) for name in statuses)

    lines = [(label, counts(members)) for label, members in groups if members]
    return Tally(statuses, (*lines, (TOTAL, counts(whole))))


def by_department(
    plan: Plan, initiatives: Sequence[Initiative]
) -> tuple[tuple[str, tuple[Initiative, ...]], ...]:
    """Give the initiatives of each department; one of several departments counts for each."""
    return tuple(
        (department.name, tuple(one for one in initiatives if department.name in one.departments))
        for department in plan.departments
    )
