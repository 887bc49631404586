"""The order of things that two people arranged at once.

Who moved or inserted something says where it stands; what neither moved keeps its order. What both
put at the same place stands one behind the other, always in the same order whoever comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeAlias, TypeVar

from kitaplanner.domain.sequences import moved_within

Side: TypeAlias = Literal["ours", "theirs"]
SIDES: tuple[Side, Side] = ("ours", "theirs")
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class MergedOrder(Generic[T]):
    """The members in order, and those that both sides moved to different places."""

    order: tuple[T, ...]
    contested: frozenset[T]


@dataclass(slots=True)
class _Runs(Generic[T]):
    """What each side put behind one member that stays."""

    by_side: dict[Side, list[T]] = field(default_factory=lambda: {"ours": [], "theirs": []})

    def in_order(self) -> list[T]:
        runs = [run for run in self.by_side.values() if run]
        return [one for run in sorted(runs, key=lambda run: min(map(repr, run))) for one in run]


def merge_order(
    base: Sequence[T],
    ours: Sequence[T],
    theirs: Sequence[T],
    members: Collection[T],
    prefer: Side = "ours",
) -> MergedOrder[T]:
    """Give all members in one order; each must stand in ours or in theirs.

    Where both moved the same member to different places the preferred side counts.
    """
    lists: dict[Side, list[T]] = {
        "ours": [one for one in ours if one in members],
        "theirs": [one for one in theirs if one in members],
    }
    if lists["ours"] == lists["theirs"]:
        return MergedOrder(tuple(lists["ours"]), frozenset())
    placed = {side: _placed(base, lists[side]) for side in SIDES}
    both = placed["ours"] & placed["theirs"]
    other: Side = "theirs" if prefer == "ours" else "ours"
    placed[other] = placed[other] - both
    staying = [
        one for one in base if one in members and one not in placed["ours"] | placed["theirs"]
    ]
    runs: dict[T | None, _Runs[T]] = {one: _Runs() for one in (None, *staying)}
    for side in SIDES:
        anchor: T | None = None
        for one in lists[side]:
            if one in runs:
                anchor = one
            elif one in placed[side]:
                runs[anchor].by_side[side].append(one)
    order: list[T] = []
    for stays in (None, *staying):
        if stays is not None:
            order.append(stays)
        order += runs[stays].in_order()
    return MergedOrder(tuple(order), _contested(both, lists))


def _placed(base: Sequence[T], here: Sequence[T]) -> frozenset[T]:
    """Give what a side moved or put in."""
    return moved_within(base, here) | (frozenset(here) - frozenset(base))


def _contested(both: frozenset[T], lists: dict[Side, list[T]]) -> frozenset[T]:
    """Give the members that stand behind another one in ours than in theirs."""
    common = frozenset(lists["ours"]) & frozenset(lists["theirs"])
    before = {side: _before([one for one in lists[side] if one in common]) for side in SIDES}
    return frozenset(one for one in both if before["ours"][one] != before["theirs"][one])


def _before(order: Sequence[T]) -> dict[T, T | None]:
    return dict(zip(order, (None, *order), strict=False))
