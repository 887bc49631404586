"""A department's new name, which is one change although it stands in many places.

Belongs here: telling what a renaming did to the lists of departments from what else was changed
in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kitaplanner.domain.diff_edits import Edit, Set
from kitaplanner.domain.diff_grouping import Difference, Grouping
from kitaplanner.domain.records import Kind

_NAMING_KINDS: tuple[Kind, ...] = ("initiative", "row", "item", "progress")


def renamed_departments(grouping: Grouping) -> Iterator[Difference]:
    """Yield one change for each renamed department, with all places that name it."""
    namings = {
        edit.before: edit
        for key in grouping.touched("department")
        for edit in grouping.steps(key)
        if isinstance(edit, Set) and edit.field == "name"
    }
    if not namings:
        return
    names = {old: edit.after for old, edit in namings.items()}
    carried: dict[str, list[Edit]] = {old: [] for old in names}
    for edit in naming_fields(grouping):
        first = next((old for old in names if _names(edit.before, old)), None)
        if first is None:
            continue
        value = _renamed(edit.before, names)
        carried[first].append(Set(edit.key, edit.field, edit.before, value))
        rest = Set(edit.key, edit.field, value, edit.after)
        grouping.exchange(edit, None if value == edit.after else rest)
    for old, edit in namings.items():
        grouping.take(edit)
        yield Difference("renamed", edit.key, "", "name", old, edit.after, (edit, *carried[old]))


def naming_fields(grouping: Grouping) -> list[Set]:
    """Give the changed fields that name departments."""
    return [
        edit
        for kind in _NAMING_KINDS
        for key in grouping.touched(kind)
        for edit in grouping.steps(key)
        if isinstance(edit, Set) and edit.field in ("departments", "department")
    ]


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    return tuple(dict.fromkeys(names.get(one, one) for one in value))


def _names(value: Any, name: str) -> bool:
    return value == name if isinstance(value, str) else name in value
