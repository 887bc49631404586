"""組織改正 in a comparison: departments renamed, merged or split at a month, as one change each.

Belongs here: telling a reorganisation by what it leaves in the master list (the old department's
last month, its name among the aliases of those that come after it), and taking with it the places
that followed. A name that was only corrected is in `diff_departments`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kitaplanner.domain.department_names import succeeded
from kitaplanner.domain.diff_departments import naming_fields
from kitaplanner.domain.diff_edits import Edit, Put, Set
from kitaplanner.domain.diff_grouping import Difference, Grouping
from kitaplanner.domain.plan import Department
from kitaplanner.domain.records import Key, Records


@dataclass
class _Reorganisation:
    """What belongs together: names before and after, and the steps that say so."""

    key: Key
    old: list[str]
    new: list[str]
    steps: list[Edit] = field(default_factory=list)


def reorganised_departments(grouping: Grouping) -> Iterator[Difference]:
    """Yield one change for each reorganisation, with all places that followed it."""
    for found in _reorganisations(grouping):
        steps = [*grouping.take(*found.steps), *_followed(grouping, found)]
        yield Difference(
            "reorganised", found.key, "", "name", tuple(found.old), tuple(found.new), tuple(steps)
        )


def month_of_reorganisation(difference: Difference) -> int:
    """Give the first month of the new order."""
    for edit in difference.edits:
        if isinstance(edit, Put) and isinstance(edit.value, Department):
            if edit.value.valid_from is not None:
                return edit.value.valid_from
        elif isinstance(edit, Set) and edit.field == "valid_to":
            return int(edit.after) + 1
    raise AssertionError("a reorganisation has a month")


def _reorganisations(grouping: Grouping) -> Iterator[_Reorganisation]:
    """Yield the groups of departments that became one another."""
    before = {one.name: key for key, one in _departments(grouping.before)}
    ends = {
        grouping.before.values[key].name: step
        for key in grouping.touched("department")
        for step in grouping.steps(key)
        if isinstance(step, Set) and step.field == "valid_to" and step.after is not None
    }
    groups: dict[tuple[str, ...], _Reorganisation] = {}
    for key, one in _departments(grouping.after):
        step, names = _come_after(grouping, key, one)
        old = tuple(name for name in names if name in before)
        if step is None or not old or not _is_at_one_month(step, old, ends):
            continue
        group = groups.setdefault(old, _Reorganisation(key, list(old), []))
        group.new.append(one.name)
        group.steps.append(step)
    for old, group in groups.items():
        stays = [name for name in old if name not in ends and name not in group.new]
        group.new = [*stays, *group.new]
        if len(group.new) == 1:  # a department that was there takes over others
            group.old += [name for name in group.new if name in before and name not in old]
        group.steps += [ends[name] for name in old if name in ends]
        # A department that was reorganised twice belongs to the first; the rest is said plainly.
        is_free = all(step in grouping.steps(step.key) for step in group.steps)
        if is_free and (len(old) == 1 or len(group.new) == 1):
            yield group


def _departments(side: Records) -> list[tuple[Key, Department]]:
    return [(key, value) for key, value in side.values.items() if key.kind == "department"]


def _come_after(
    grouping: Grouping, key: Key, department: Department
) -> tuple[Put | Set | None, tuple[str, ...]]:
    """Give the step that made a department come after others, and the names of those."""
    for step in grouping.steps(key):
        if isinstance(step, Put) and department.valid_from is not None:
            return step, department.aliases
        if isinstance(step, Set) and step.field == "aliases":
            return step, tuple(one for one in step.after if one not in step.before)
    return None, ()


def _is_at_one_month(step: Put | Set, old: tuple[str, ...], ends: dict[str, Set]) -> bool:
    """Say whether those that ended did so right before the new order."""
    months = {int(ends[name].after) + 1 for name in old if name in ends}
    if isinstance(step, Put):
        months.add(step.value.valid_from)
    return len(months) == 1


def _followed(grouping: Grouping, found: _Reorganisation) -> Iterator[Edit]:
    """Take the steps by which places follow; what else was changed there is left as it is."""
    for edit in naming_fields(grouping):
        if edit.field != "departments" or set(found.old).isdisjoint(edit.before):
            continue
        chosen = tuple(name for name in edit.after if name in found.new)
        value = succeeded(edit.before, dict.fromkeys(found.old, chosen))
        if not chosen or value == edit.before:
            continue
        rest = Set(edit.key, edit.field, value, edit.after)
        grouping.exchange(edit, None if value == edit.after else rest)
        yield Set(edit.key, edit.field, edit.before, value)
