"""Which item of the plan an item of a source without ids is.

Belongs here: pairing by likeness of text and months, and how sure that is. Does not belong here:
what is made of a pair (`import_schedule`).

A pair is sure only where no other pair is nearly as good: a wrong partner would move an arrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.import_matching import likeness, same_words
from kitaplanner.domain.plan import Schedule, ScheduleItem
from kitaplanner.domain.reading import ReadItem

# An item that shares less than this of text and months is another one.
_ALIKE = 0.55
# One that shares less than this is taken for the same, but with a doubt; more is asked for where
# other items have no partner, as one of those may be meant.
_SURELY = 0.75
_SURELY_AMONG_OTHERS = 0.85
_TEXT_SHARE = 0.7
_CHANGED = "「{}」の変更として読みました。"
_SEVERAL = "似ている項目がほかにもあります。「{}」の変更として読みました。"
_STARTED = "「※令和○年度導入」などの注記が、計画と資料の一方にしかありません。"
_IN_PLACE = "計画の「{}」に代わるものでないか、確かめてください。"


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    read: int
    item: int
    says_same: bool


class Pairs:
    """Items of a source without ids and those of the plan, the most alike first.

    `shown` are the months that the source shows; beyond them it says nothing about the plan.
    """

    def __init__(self, base: Schedule, reads: Iterable[ReadItem], shown: Span | None) -> None:
        self._by_id = {item.id: item for item in base.items()}
        self._items = [one for one in self._by_id.values() if meets(one, shown)]
        self._reads = list(reads)
        self._pairs = self._alike(shown)
        self._partner: dict[int, _Pair] = {}
        taken: set[int] = set()
        for pair in self._pairs:
            if pair.read not in self._partner and pair.item not in taken:
                self._partner[pair.read] = pair
                taken.add(pair.item)
        self._places = {id(one): place for place, one in enumerate(self._reads)}
        self.lacking = tuple(
            one for place, one in enumerate(self._items) if place not in taken
        )  # fmt: skip

    def of(self, one: ReadItem) -> tuple[ScheduleItem | None, str]:
        """Give the item of the plan that is meant, and the doubt about it."""
        if one.item.id:
            return self._by_id.get(one.item.id), ""
        place = self._places.get(id(one))
        pair = None if place is None else self._partner.get(place)
        if pair is None:
            return None, self._doubt_of_new(place)
        return self._items[pair.item], self._doubt_of(pair)

    def _doubt_of(self, pair: _Pair) -> str:
        """Say why an item of the plan may not be the one that is meant."""
        old, read = self._items[pair.item], self._reads[pair.read].item
        if pair.score >= 1.0 and old.kind == read.kind:
            return ""
        if self._has_rival(pair):
            return _SEVERAL.format(old.text)
        if not self._is_sure(pair):
            return _CHANGED.format(old.text)
        return _STARTED if (old.started is None) != (read.started is None) else ""

    def _doubt_of_new(self, read: int | None) -> str:
        """Doubt an item without a partner where one of the plan may still be meant."""
        exact = {one.item for one in self._partner.values() if one.score >= 1.0}
        near = [one for one in self._pairs if one.read == read and one.item not in exact]
        near += [one for one in self._partner.values() if self._doubt_of(one)]
        meant = [*self.lacking, *(self._items[one.item] for one in near)]
        return _IN_PLACE.format(meant[0].text) if meant else ""

    def _alike(self, shown: Span | None) -> list[_Pair]:
        """Give all pairs that may be, the best first; of equal ones that which stands first."""
        found = [
            _Pair(score, read, item, same_words(one.item.text, old.text))
            for item, old in enumerate(self._items)
            for read, one in enumerate(self._reads)
            if (score := _score(one.item, old, shown)) >= _ALIKE
        ]
        return sorted(found, key=lambda pair: (-pair.score, pair.item, pair.read))

    def _has_rival(self, pair: _Pair) -> bool:
        """Say whether another partner may be meant as well, that is not surely another's."""
        exact = [one for one in self._partner.values() if one.score >= 1.0]
        reads, items = {one.read for one in exact}, {one.item for one in exact}
        return any(
            (one.read == pair.read and one.item != pair.item and one.item not in items)
            or (one.item == pair.item and one.read != pair.read and one.read not in reads)
            for one in self._pairs
            if one.says_same or not pair.says_same
        )

    def _is_sure(self, pair: _Pair) -> bool:
        whole = len(self._partner) == len(self._reads) and not self.lacking
        if whole:
            return pair.score >= _SURELY or pair.says_same
        same_kind = self._items[pair.item].kind == self._reads[pair.read].item.kind
        return pair.score >= _SURELY_AMONG_OTHERS and same_kind


def meets(item: ScheduleItem, shown: Span | None) -> bool:
    """Say whether an item lies at least in part in the months that a source shows."""
    return shown is None or (item.start <= shown.end and item.end >= shown.start)


def seen(item: ScheduleItem, shown: Span | None) -> Span:
    """Give the part of an item's span that a source shows."""
    if shown is None:
        return item.span
    return Span(max(item.start, shown.start), min(item.end, shown.end))


def _score(one: ScheduleItem, other: ScheduleItem, shown: Span | None) -> float:
    span = seen(other, shown)
    shared = min(one.end, span.end) - max(one.start, span.start) + 1
    covered = max(one.end, span.end) - min(one.start, span.start) + 1
    months = max(shared, 0) / covered
    return _TEXT_SHARE * likeness(one.text, other.text) + (1 - _TEXT_SHARE) * months
