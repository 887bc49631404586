"""Names of departments where a plan refers to them: who is named, and the same plan renamed.

Belongs here: the references by name in initiatives, rows, items and replies. The master list
itself is edited by operations.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TypeAlias

from kitaplanner.domain.plan import Initiative, Plan, Progress

# Each old name with those that take its place, in printed order.
Successors: TypeAlias = Mapping[str, tuple[str, ...]]


def named_departments(initiative: Initiative) -> set[str]:
    """Give every name that an initiative, its rows, items and replies refer to."""
    names = set(initiative.departments)
    names.update(one.department for one in initiative.progress)
    for row in initiative.schedule.rows:
        names.update(row.departments)
        for item in row.items:
            names.update(item.departments)
    return names


def renamed(plan: Plan, names: Mapping[str, str]) -> Plan:
    """Give the plan in which every place that refers to an old name refers to the new one."""
    successors = {old: (new,) for old, new in names.items()}
    changed = {
        one.id: _with_replies(with_successors(one, successors), names)
        for one in plan.initiatives()
        if not named_departments(one).isdisjoint(names)
    }
    return plan.with_initiatives(changed)


def with_successors(initiative: Initiative, successors: Successors) -> Initiative:
    """Give the initiative, its rows and items with successors in place of old names.

    A name that comes twice by that stays where it came first. Replies keep who gave them.
    """
    rows = tuple(
        dataclasses.replace(
            row,
            departments=succeeded(row.departments, successors),
            items=tuple(
                dataclasses.replace(item, departments=succeeded(item.departments, successors))
                for item in row.items
            ),
        )
        for row in initiative.schedule.rows
    )
    return dataclasses.replace(
        initiative,
        departments=succeeded(initiative.departments, successors),
        schedule=dataclasses.replace(initiative.schedule, rows=rows),
    )


def succeeded(names: tuple[str, ...], successors: Successors) -> tuple[str, ...]:
    """Give names with successors in place of old ones; a name that comes twice stays first."""
    if successors.keys().isdisjoint(names):
        return names
    new = (one for name in names for one in successors.get(name, (name,)))
    return tuple(dict.fromkeys(new))


def _with_replies(initiative: Initiative, names: Mapping[str, str]) -> Initiative:
    def swapped(one: Progress) -> Progress:
        return dataclasses.replace(one, department=names.get(one.department, one.department))

    return dataclasses.replace(
        initiative, progress=tuple(swapped(one) for one in initiative.progress)
    )
