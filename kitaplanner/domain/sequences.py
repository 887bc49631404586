"""What moved within a sequence, said with as few moves as possible.

Belongs here: longest increasing runs, for comparing and merging orders of anything with a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def moved_within(old: Sequence[T], new: Sequence[T]) -> frozenset[T]:
    """Give the fewest members of both sequences that must move to make the old order the new.

    Members that are in one sequence only don't count.
    """
    places = {one: index for index, one in enumerate(old)}
    common = [one for one in new if one in places]
    staying = _longest_rise([places[one] for one in common])
    if len(staying) == len(common):
        return frozenset()
    return frozenset(one for index, one in enumerate(common) if index not in staying)


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Give the indexes of one longest increasing subsequence (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(at[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(number)
            at.append(index)
        else:
            tops[pile] = number
            at[pile] = index
    found = set()
    index = at[-1] if at else -1
    while index >= 0:
        found.add(index)
        index = before[index]
    return found
