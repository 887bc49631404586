"""The schedule of a source laid over that of the plan, so that rows and items keep their ids.

Belongs here: which item of the source is which of the plan, and what the source shows of it. Items
with ids are taken as they are read; without ids by likeness of text and months. What a source
without ids can't show (that an item goes on after the period, notes …) is not taken for removed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.import_matching import likeness, same_words
from kitaplanner.domain.plan import Schedule, ScheduleItem, ScheduleRow
from kitaplanner.domain.reading import NotUnderstood, ReadItem, ReadRow

# An item that shares less than this of text and months is another one.
_ALIKE = 0.55
# One that shares less than this is taken for the same, but with a doubt.
_SURELY = 0.75
_TEXT_SHARE = 0.7
_OUTSIDE = "計画期間の外にあるため、取り込めません。"
_OVERLAP = "同じ行で期間が重なるため、別の行に分けました。"


@dataclass(slots=True)
class LaidSchedule:
    """The schedule as the source has it; places and doubts by the id of item or row."""

    schedule: Schedule
    places: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    not_understood: list[NotUnderstood] = field(default_factory=list)


def lay_over(
    base: Schedule, rows: Sequence[ReadRow], divisions: int | None, period: Period
) -> LaidSchedule:
    """Give the schedule of the plan with what the source shows of it."""
    made = LaidSchedule(base)
    by_id = any(row.id for row in rows) or any(one.item.id for row in rows for one in row.items)
    pairs = _Pairs(base, [] if by_id else [one for row in rows for one in row.items])
    laid: list[ScheduleRow] = []
    for row in rows:
        items = [item for one in row.items if (item := _laid_item(one, pairs, period, made))]
        laid += _laid_rows(row, items, base, made, {one.id for one in laid})
    if not by_id:
        laid = _with_empty_rows(base, laid)
    schedule = dataclasses.replace(base, rows=tuple(laid))
    made.schedule = (
        schedule if divisions is None else dataclasses.replace(schedule, divisions=divisions)
    )
    return made


class _Pairs:
    """Items of a source without ids and those of the plan, the most alike first."""

    def __init__(self, base: Schedule, read: Iterable[ReadItem]) -> None:
        self.base = {item.id: item for item in base.items()}
        self._found: dict[int, tuple[str, float]] = {}
        scores = [
            (score, -order, one, item)
            for order, item in enumerate(base.items())
            for one in read
            if (score := _score(one.item, item)) >= _ALIKE
        ]
        taken: set[str] = set()
        for score, _, one, item in sorted(scores, key=lambda found: found[:2], reverse=True):
            if id(one) not in self._found and item.id not in taken:
                self._found[id(one)] = (item.id, score)
                taken.add(item.id)

    def of(self, one: ReadItem) -> tuple[ScheduleItem | None, float]:
        """Give the item of the plan that is meant, and how alike they are."""
        if one.item.id:
            return self.base.get(one.item.id), 1.0
        item_id, score = self._found.get(id(one), ("", 0.0))
        return self.base.get(item_id), score


def _score(one: ScheduleItem, other: ScheduleItem) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start) + 1
    covered = max(one.end, other.end) - min(one.start, other.start) + 1
    months = max(shared, 0) / covered
    return _TEXT_SHARE * likeness(one.text, other.text) + (1 - _TEXT_SHARE) * months


def _laid_item(
    one: ReadItem, pairs: _Pairs, period: Period, made: LaidSchedule
) -> ScheduleItem | None:
    old, score = pairs.of(one)
    if not period.contains(one.item.span):
        if old is None or one.item.span != old.span:
            made.not_understood.append(NotUnderstood(one.where, one.item.text, _OUTSIDE))
        return old
    if old is None:
        item = one.item if one.item.id else dataclasses.replace(one.item, id=new_id())
    elif one.item.id:
        item = one.item
    else:
        item = _shown(old, one.item)
    made.places[item.id] = one.where
    doubts = [one.doubt] if one.doubt else []
    if old is not None and score < _SURELY:
        doubts.append(f"「{old.text}」の変更として読みました。")
    if doubts:
        made.doubts[item.id] = "".join(doubts)
    return item


def _shown(old: ScheduleItem, read: ScheduleItem) -> ScheduleItem:
    """Give the item with what a source without ids shows of it."""
    moved = read.span != old.span
    return dataclasses.replace(
        old,
        start=read.start,
        end=read.end,
        text=old.text if same_words(read.text, old.text) else read.text,
        note=old.note if not read.note or same_words(read.note, old.note) else read.note,
        kind=old.kind if read.kind == "arrow" else read.kind,
        started=read.started or old.started,
        opens_before=read.opens_before or old.opens_before,
        opens_after=read.opens_after or old.opens_after,
        departments=read.departments or old.departments,
        span_confirmed=read.span_confirmed if moved else old.span_confirmed,
    )


def _laid_rows(
    read: ReadRow,
    items: list[ScheduleItem],
    base: Schedule,
    made: LaidSchedule,
    taken: set[str],
) -> list[ScheduleRow]:
    """Give the row of the plan that holds the items; more than one where items overlap."""
    old = _row_meant(read, items, base, taken)
    label, group = read.label, read.group
    if old is not None and not read.id:
        label, group = label or old.label, group or old.group
    rows = []
    for number, lane in enumerate(_lanes(items)):
        if number == 0 and old is not None:
            row = dataclasses.replace(old, items=lane, label=label, group=group)
        else:
            row_id = read.id if number == 0 and read.id else new_id()
            row = ScheduleRow(row_id, lane, label, group)
        made.places[row.id] = read.where
        if number:
            made.doubts |= {item.id: _OVERLAP for item in lane} | {row.id: _OVERLAP}
        elif old is None and lane and all(item.id in made.doubts for item in lane):
            # A row that is there for doubted items alone is as doubtful.
            made.doubts[row.id] = made.doubts[lane[0].id]
        rows.append(row)
    return rows


def _row_meant(
    read: ReadRow, items: list[ScheduleItem], base: Schedule, taken: set[str]
) -> ScheduleRow | None:
    if read.id:
        return next((row for row in base.rows if row.id == read.id), None)
    ids = {item.id for item in items}
    free = [row for row in base.rows if row.id not in taken]
    shared = [(sum(item.id in ids for item in row.items), row) for row in free]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def _lanes(items: Iterable[ScheduleItem]) -> list[tuple[ScheduleItem, ...]]:
    """Spread items so that those of a lane don't overlap; at least one lane."""
    lanes: list[list[ScheduleItem]] = [[]]
    for item in sorted(items, key=lambda one: (one.start, one.end)):
        lane = next((one for one in lanes if not one or one[-1].end < item.start), None)
        if lane is None:
            lanes.append([item])
        else:
            lane.append(item)
    return [tuple(lane) for lane in lanes]


def _with_empty_rows(base: Schedule, laid: list[ScheduleRow]) -> list[ScheduleRow]:
    """Keep the empty rows of the plan, which a source without ids can't show, where they are."""
    rows = [row for row in laid if row.items or any(row.id == one.id for one in base.rows)]
    for index, row in enumerate(base.rows):
        if not row.items and all(row.id != one.id for one in rows):
            before = [one.id for one in base.rows[:index]]
            places = [at for at, one in enumerate(rows) if one.id in before]
            rows.insert(places[-1] + 1 if places else 0, row)
    return rows
