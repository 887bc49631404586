"""新旧対照表 of the whole plan: what did not change stands there too, the same on both sides.

Belongs here: which headings, chapters and initiatives such a table lists, and their unchanged
lines. What changed comes from `comparison_entries` as it does in the table of changes alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from kitaplanner.domain.block_words import block_lines
from kitaplanner.domain.comparison_entries import (
    SCHEDULE_WORD,
    Entry,
    EntryGroup,
    Stretch,
    comparison_groups,
    group_titles,
)
from kitaplanner.domain.diff_grouping import Difference
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.plan import ComparisonStyle, Initiative, ScheduleItem
from kitaplanner.domain.records import THE_PLAN, Key, Kind, held_things
from kitaplanner.domain.value_words import field_word, value_words
from kitaplanner.domain.whole_words import item_line, whole_words

_LISTED: frozenset[Kind] = frozenset({"node", "initiative", "section"})
_FIELDS: dict[Kind, tuple[str, ...]] = {
    "node": ("name", "lead", "bullets", "vision", "outcome_goal", "marks"),
    "initiative": ("name", "departments", "marks", "summary", "notes", "effects"),
    "section": ("heading", "blocks"),
}
# What else an initiative holds, under the word that the table has for it.
_PARTS: dict[Kind, str] = {
    "indicator": "指標",
    "budget": "事業費",
    "reference": "再掲",
    "term": "用語",
}


def table_groups(
    differences: Iterable[Difference],
    sides: Sides,
    style: ComparisonStyle,
    only: Collection[str] | None = None,
) -> tuple[EntryGroup, ...]:
    """Give the groups of 新旧対照表: those that changed, or all where the style wants them.

    Plans that do not differ give none either way.
    """
    found = tuple(differences)
    groups = comparison_groups(found, sides, only)
    if style.only_changes or not groups:
        return groups
    return tuple(_with_unchanged(groups, sides, only))


def _with_unchanged(
    groups: tuple[EntryGroup, ...], sides: Sides, only: Collection[str] | None
) -> Iterator[EntryGroup]:
    """Put what did not change around the groups that did, in printed order."""
    things = [(key, value) for key, value in _listed(sides.new) if only is None or key.id in only]
    place = {key: index for index, (key, _) in enumerate(things)}
    changed = {one.key for one in groups}
    begin = 0
    for group in groups:
        at = place.get(group.key, -1)
        if at >= begin:
            yield from _unchanged(things[begin:at], changed, sides)
            begin = at + 1
        yield group if at < 0 else _whole(group, things[at][1], sides)
    yield from _unchanged(things[begin:], changed, sides)


def _unchanged(
    things: Iterable[tuple[Key, Any]], changed: Collection[Key], sides: Sides
) -> Iterator[EntryGroup]:
    for key, value in things:
        if key not in changed:
            yield _whole(EntryGroup(key, *group_titles(key, sides), ()), value, sides)


def _listed(holder: Any, key: Key = THE_PLAN) -> Iterator[tuple[Key, Any]]:
    """Yield headings, initiatives and chapters in printed order."""
    for kind, things in held_things(key.kind, holder):
        if kind in _LISTED:
            for one in things:
                found = Key(kind, one.id)
                yield found, one
                yield from _listed(one, found)


def _whole(group: EntryGroup, value: Any, sides: Sides) -> EntryGroup:
    """Give a group with the lines of what it has unchanged, in the order of a sheet."""
    if any(one.difference is not None and _is_whole(one.difference) for one in group.entries):
        return group
    own: dict[str, list[Entry]] = {}
    rest: list[Entry] = []
    for entry in group.entries:
        difference = entry.difference
        if difference is not None and difference.key == group.key and difference.field:
            own.setdefault(difference.field, []).append(entry)
        else:
            rest.append(entry)
    entries: list[Entry] = []
    for field in _FIELDS[group.key.kind]:
        entries += own.pop(field, ()) or _same_field(group.key.kind, field, value)
    entries += [one for left in own.values() for one in left]
    if isinstance(value, Initiative):
        entries += _same_parts(group, value)
    return EntryGroup(
        group.key, group.old_title, group.new_title, (*entries, *rest), group.has_schedule
    )


def _is_whole(difference: Difference) -> bool:
    """Say whether a change tells of the whole thing already."""
    return difference.action in ("added", "removed") and difference.key.kind in _LISTED


def _same_field(kind: Kind, field: str, value: Any) -> list[Entry]:
    held = getattr(value, field)
    if field == "blocks":
        text = "\n".join(block_lines(held))
    elif field in ("departments", "marks") or isinstance(held, str):
        text = value_words(field, held)
    else:
        text = "\n".join(held)
    return _same(field_word(kind, field), text)


def _same_parts(group: EntryGroup, value: Initiative) -> list[Entry]:
    """Give the schedule and the other parts of an initiative as far as no change tells of them."""
    told = {
        key
        for entry in group.entries
        if entry.difference is not None
        for key in (entry.difference.key, *(one.key for one in entry.difference.edits))
    }
    entries: list[Entry] = []
    for row in value.schedule.rows:
        items = [one for one in row.items if not _is_told(one, row.id, told)]
        entries += _same(SCHEDULE_WORD, "\n".join(map(item_line, items)))
    for kind, things in held_things("initiative", value):
        for one in things if kind in _PARTS else ():
            key = Key(kind, one.id)
            if key not in told:
                entries += _same(_PARTS[kind], whole_words(one))
    return entries


def _is_told(item: ScheduleItem, row: str, told: Collection[Key]) -> bool:
    return Key("item", item.id) in told or Key("row", row) in told


def _same(label: str, text: str) -> list[Entry]:
    side = (Stretch(text),)
    return [Entry(label, side, side, "", None)] if text else []
