"""What was done to items of a schedule: moved, lengthened, shortened, split, joined.

Belongs here: recognising one gesture in several steps. What does not fit a gesture exactly stays as
it is: an item that got shorter and another that was added.
"""

from __future__ import annotations

from collections.abc import Iterator

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.diff_edits import Drop, Edit, Place, Put, Set
from kitaplanner.domain.diff_grouping import Action, Difference, Grouping, ItemPlace
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.domain.records import Key, Records

# What splitting and joining do to the item that stays.
_SPLIT_FIELDS = frozenset({"span", "opens_after", "span_confirmed"})
_JOINED_FIELDS = frozenset({"span", "text", "note", "opens_after", "departments", "span_confirmed"})


def schedule_gestures(grouping: Grouping) -> Iterator[Difference]:
    """Yield the changes of items that are more than one field."""
    for key in grouping.touched("item"):
        steps = grouping.steps(key)
        span = next((one for one in steps if isinstance(one, Set) and one.field == "span"), None)
        place = next((one for one in steps if isinstance(one, Place)), None)
        made = None
        if span is not None and place is None:
            made = _split(grouping, key) or _joined(grouping, key)
        if made is None and (span is not None or place is not None):
            made = _placed(grouping, key, span, place)
        if made is not None:
            yield made


def _placed(grouping: Grouping, key: Key, span: Set | None, place: Place | None) -> Difference:
    steps = grouping.take(*(one for one in (place, span) if one is not None))
    if span is not None:
        # Whoever sets the months has confirmed them; that is no change by itself.
        confirmed = _sets(grouping, key, frozenset({"span_confirmed"}))
        steps += grouping.take(*(one for one in confirmed if one.after))
    before, after = (
        ItemPlace(side.parents[key].id, side.values[key].span)
        for side in (grouping.before, grouping.after)
    )
    growth = after.span.length - before.span.length
    action: Action = "lengthened" if growth > 0 else "shortened" if growth < 0 else "moved"
    return Difference(action, key, grouping.initiative_of(key), "span", before, after, steps)


def _split(grouping: Grouping, key: Key) -> Difference | None:
    """Recognise an item whose months are now its own and those of new ones right behind it."""
    old, new = grouping.before.values[key], grouping.after.values[key]
    if new.start != old.start or new.end >= old.end:
        return None
    parts: list[ScheduleItem] = []
    puts: list[Edit] = []
    end = new.end
    for item in _neighbours(grouping.after, key):
        put = next((one for one in _steps_of(grouping, item) if isinstance(one, Put)), None)
        if item.start == end + 1 and put is not None and _says_the_same(item, old, new):
            parts.append(item)
            puts.append(put)
            end = item.end
    if not parts or end != old.end:
        return None
    fields = _SPLIT_FIELDS
    if new.opens_after or parts[-1].opens_after != old.opens_after:
        fields -= {"opens_after"}
    steps = grouping.take(*_sets(grouping, key, fields), *puts)
    return Difference(
        "split", key, grouping.initiative_of(key), "span", (old,), (new, *parts), steps
    )


def _says_the_same(item: ScheduleItem, old: ScheduleItem, new: ScheduleItem) -> bool:
    return item.kind == old.kind and item.text in (old.text, new.text)


def _joined(grouping: Grouping, key: Key) -> Difference | None:
    """Recognise an item that took in the months and words of others that are gone."""
    old, new = grouping.before.values[key], grouping.after.values[key]
    drops = {
        item: step
        for item in _neighbours(grouping.before, key)
        for step in _steps_of(grouping, item)
        if isinstance(step, Drop) and new.start <= item.start and item.end <= new.end
    }
    members = sorted((old, *drops), key=lambda item: item.start)
    words = "\n".join(dict.fromkeys(item.text for item in members if item.text))
    if not drops or Span(members[0].start, members[-1].end) != new.span or new.text != words:
        return None
    fields = _JOINED_FIELDS
    if new.opens_after != members[-1].opens_after:
        fields -= {"opens_after"}
    replies = _replies_about(grouping, {item.id for item in drops}, key.id)
    steps = grouping.take(*_sets(grouping, key, fields), *drops.values(), *replies)
    return Difference(
        "joined", key, grouping.initiative_of(key), "span", tuple(members), (new,), steps
    )


def _replies_about(grouping: Grouping, gone: set[str], kept: str) -> list[Edit]:
    """Give the steps by which replies about joined items are now about the one that stays."""
    return [
        step
        for key in grouping.touched("progress")
        for step in grouping.steps(key)
        if isinstance(step, Set) and step.field == "item"
        if step.before in gone and step.after == kept
    ]


def _neighbours(side: Records, key: Key) -> list[ScheduleItem]:
    """Give the other items of an item's row in order of time."""
    row = side.order[side.parents[key], "item"]
    items: list[ScheduleItem] = [side.values[one] for one in row if one != key]
    return sorted(items, key=lambda item: item.start)


def _steps_of(grouping: Grouping, item: ScheduleItem) -> tuple[Edit, ...]:
    return grouping.steps(Key("item", item.id))


def _sets(grouping: Grouping, key: Key, fields: frozenset[str]) -> list[Set]:
    return [step for step in grouping.steps(key) if isinstance(step, Set) and step.field in fields]
