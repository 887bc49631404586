"""One field that two people may have changed at once.

Belongs here: what can be merged within a value: lists of different members (departments, notes,
blocks of a section) and values by year or mark. Two different texts for one are never mixed.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from kitaplanner.domain.merge_order import Side, merge_order


class _Absent:
    """Stands where a thing or an entry is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
# The value, and whether both edits are in it.
MergedValue: TypeAlias = tuple[Any, bool]


def merge_values(base: Any, ours: Any, theirs: Any, prefer: Side = "ours") -> MergedValue:
    """Merge a field three ways; where that can't be, give the preferred value and False."""
    if ours is theirs or ours == theirs:
        return ours, True
    if theirs == base:
        return ours, True
    if ours == base:
        return theirs, True
    preferred = ours if prefer == "ours" else theirs
    sides = (base, ours, theirs)
    if not all(isinstance(one, tuple) and type(one) is tuple for one in sides):
        return preferred, False
    merged = _merged_entries(*sides) if all(map(_is_mapping, sides)) else _merged_members(*sides)
    return (preferred, False) if merged is None else (merged, True)


def _is_mapping(value: tuple[Any, ...]) -> bool:
    """Say whether a value is made of entries: (year, value), (mark, meaning)."""
    return all(type(one) is tuple and len(one) == 2 for one in value) and len(
        {one[0] for one in value}
    ) == len(value)


def _merged_entries(*sides: tuple[Any, ...]) -> tuple[Any, ...] | None:
    base, ours, theirs = map(dict, sides)
    entries: dict[Any, Any] = {}
    for name in base | ours | theirs:
        value, whole = merge_values(*(side.get(name, ABSENT) for side in (base, ours, theirs)))
        if not whole:
            return None
        if value is not ABSENT:
            entries[name] = value
    if all(isinstance(name, int) for name in entries):
        return tuple(sorted(entries.items()))
    merged = merge_order(tuple(base), tuple(ours), tuple(theirs), entries)
    return None if merged.contested else tuple((name, entries[name]) for name in merged.order)


def _merged_members(
    base: tuple[Any, ...], ours: tuple[Any, ...], theirs: tuple[Any, ...]
) -> tuple[Any, ...] | None:
    """Merge lists whose members are all different; None where both changed the same member."""
    sets = [frozenset(side) for side in (base, ours, theirs)]
    if any(
        len(members) != len(side) for members, side in zip(sets, (base, ours, theirs), strict=True)
    ):
        return None
    old, mine, other = sets
    if (old - mine) & (old - other) and mine - old != other - old:
        return None
    members = (old & mine & other) | (mine - old) | (other - old)
    merged = merge_order(base, ours, theirs, members)
    return None if merged.contested else merged.order
