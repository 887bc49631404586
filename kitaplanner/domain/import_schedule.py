"""The schedule of a source laid over that of the plan, so that rows and items keep their ids.

Belongs here: what the source shows of each row and item. Does not belong here: which item of the
source is which of the plan (`import_items`). Items with ids are taken as they are read. What a
source without ids can't show (notes, years beyond its own …) is not taken for removed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kitaplanner.domain.calendar import Period, Span
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.import_items import Pairs, meets
from kitaplanner.domain.import_matching import same_words
from kitaplanner.domain.plan import Schedule, ScheduleItem, ScheduleRow
from kitaplanner.domain.reading import NotUnderstood, ReadItem, ReadRow

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
    base: Schedule,
    rows: Sequence[ReadRow],
    divisions: int | None,
    period: Period,
    shown: Span | None = None,
) -> LaidSchedule:
    """Give the schedule of the plan with what the source shows of it.

    `shown` are the months that a source without ids shows; None where it shows the whole plan.
    """
    made = LaidSchedule(base)
    by_id = any(row.id for row in rows) or any(one.item.id for row in rows for one in row.items)
    shown = None if by_id else shown
    pairs = Pairs(base, [] if by_id else [one for row in rows for one in row.items], shown)
    laid: list[ScheduleRow] = []
    for row in rows:
        items = [item for one in row.items if (item := _laid_item(one, pairs, period, shown, made))]
        laid += _laid_rows(row, items, base, made, {one.id for one in laid})
    if not by_id:
        laid = _with_unseen(base, laid, shown)
    schedule = dataclasses.replace(base, rows=tuple(laid))
    made.schedule = (
        schedule if divisions is None else dataclasses.replace(schedule, divisions=divisions)
    )
    return made


def _laid_item(
    one: ReadItem, pairs: Pairs, period: Period, shown: Span | None, made: LaidSchedule
) -> ScheduleItem | None:
    old, doubt = pairs.of(one)
    if not period.contains(one.item.span):
        if old is None or one.item.span != old.span:
            made.not_understood.append(NotUnderstood(one.where, one.item.text, _OUTSIDE))
        return old
    if old is None:
        item = one.item if one.item.id else dataclasses.replace(one.item, id=new_id())
    elif one.item.id:
        item = one.item
    else:
        item = _shown(old, one.item, shown)
    made.places[item.id] = one.where
    if one.doubt or doubt:
        made.doubts[item.id] = one.doubt + doubt
    return item


def _shown(old: ScheduleItem, read: ScheduleItem, shown: Span | None) -> ScheduleItem:
    """Give the item with what a source without ids shows of it.

    Where its years end before the item does, it can't say whether the item goes on beyond them.
    """
    before = shown is not None and old.start < shown.start == read.start
    after = shown is not None and old.end > shown.end == read.end
    start = old.start if before else read.start
    end = old.end if after else read.end
    moved = (start, end) != (old.start, old.end)
    return dataclasses.replace(
        old,
        start=start,
        end=end,
        text=old.text if same_words(read.text, old.text) else read.text,
        note=old.note if not read.note or same_words(read.note, old.note) else read.note,
        kind=old.kind if read.kind == "arrow" else read.kind,
        started=read.started or old.started,
        opens_before=old.opens_before or (read.opens_before and not before),
        opens_after=old.opens_after or (read.opens_after and not after),
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


def _with_unseen(base: Schedule, laid: list[ScheduleRow], shown: Span | None) -> list[ScheduleRow]:
    """Keep what a source without ids can't show: empty rows, and items outside its years."""
    rows = [row for row in laid if row.items or any(row.id == one.id for one in base.rows)]
    for index, old in enumerate(base.rows):
        unseen = tuple(item for item in old.items if not meets(item, shown))
        at = next((at for at, row in enumerate(rows) if row.id == old.id), None)
        if at is not None:
            items = sorted((*rows[at].items, *unseen), key=lambda item: item.start)
            rows[at] = dataclasses.replace(rows[at], items=tuple(items))
        elif unseen or not old.items:
            before = [one.id for one in base.rows[:index]]
            places = [at for at, one in enumerate(rows) if one.id in before]
            row = dataclasses.replace(old, items=unseen)
            rows.insert(places[-1] + 1 if places else 0, row)
    return rows
