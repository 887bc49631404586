"""Edits of several schedule items at once as pure functions, keeping the schedule's invariants.

Belongs here: moving, splitting, joining, repeating and filling. Each gives the whole initiative
after the edit or raises RefusedEdit and leaves all as it was. Does not belong here: what comes from
a clipboard (`schedule_paste`) and edits of one item (`schedule_edit`).

The placed items keep their spans; the others of the row give way as little as they can, are
shortened where there is no room to give way, and where one would vanish the edit is refused.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kitaplanner.domain.calendar import (
    MONTHS_PER_YEAR,
    Period,
    Span,
    describe_span,
    first_month,
    fiscal_year_of,
)
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.pasted_block import shown
from kitaplanner.domain.plan import Initiative, ScheduleItem, ScheduleRow
from kitaplanner.domain.schedule_edit import Placement, find_item, find_row, with_row, with_rows
from kitaplanner.errors import RefusedEdit


@dataclass(frozen=True, slots=True)
class BlockEdit:
    """An initiative after an edit of a block, and what a person should hear about it.

    `placed` are the items that were put down, `pushed` those that gave way, `replaced` those that
    lay under pasted cells and are gone; `unsure` says in Japanese what was guessed or left out.
    """

    initiative: Initiative
    placed: tuple[ScheduleItem, ...] = ()
    pushed: tuple[ScheduleItem, ...] = ()
    replaced: tuple[ScheduleItem, ...] = ()
    added_rows: int = 0
    unsure: tuple[str, ...] = ()


def unit_months(initiative: Initiative) -> int:
    """Give the months of one column of the initiative's schedule."""
    return MONTHS_PER_YEAR // initiative.schedule.divisions


def unit_at(initiative: Initiative, month: int) -> Span:
    """Give the months of the column that a month lies in."""
    unit = unit_months(initiative)
    april = first_month(fiscal_year_of(month))
    start = april + (month - april) // unit * unit
    return Span(start, start + unit - 1)


def move_items(
    initiative: Initiative, item_ids: Iterable[str], months: int, rows: int, period: Period
) -> BlockEdit:
    """Move items together by months and rows; all of them or none."""
    ids = frozenset(item_ids)
    for item_id in ids:
        find_item(initiative, item_id)
    old_rows = initiative.schedule.rows
    moved: list[list[ScheduleItem]] = [[] for _ in old_rows]
    for index, row in enumerate(old_rows):
        for item in row.items:
            if item.id in ids:
                target = _row_at(index + rows, len(old_rows), item)
                moved[target].append(_shifted(item, months, period))
    new_rows = []
    pushed: list[ScheduleItem] = []
    for row, group in zip(old_rows, moved, strict=True):
        rest = tuple(item for item in row.items if item.id not in ids)
        placement = place_group(dataclasses.replace(row, items=rest), group, period.span)
        new_rows.append(placement.row)
        pushed += placement.pushed
    placed = tuple(item for group in moved for item in group)
    return BlockEdit(with_rows(initiative, new_rows), placed, tuple(pushed))


def _row_at(index: int, count: int, item: ScheduleItem) -> int:
    if not 0 <= index < count:
        side = "上" if index < 0 else "下"
        raise RefusedEdit(
            f"{shown(item.text)}を移す行が{side}にありません。先に行を追加してください。"
        )
    return index


def _shifted(item: ScheduleItem, months: int, period: Period) -> ScheduleItem:
    """Give the item moved in time; one outside a shortened period may still change its row."""
    moved = dataclasses.replace(item, start=item.start + months, end=item.end + months)
    if months and not period.contains(moved.span):
        raise _outside(moved, period.span)
    return moved


def _outside(item: ScheduleItem, limits: Span) -> RefusedEdit:
    return RefusedEdit(f"{shown(item.text)}が計画期間（{describe_span(limits)}）の外へ出ます。")


def place_group(row: ScheduleRow, group: Sequence[ScheduleItem], limits: Span) -> Placement:
    """Put items into a row at their spans; items of the row that they cover give way.

    Raise RefusedEdit where two of the group overlap and where there is no room to give way.
    """
    fixed = sorted(group, key=lambda item: item.start)
    for left, right in pairwise(fixed):
        if right.start <= left.end:
            raise RefusedEdit(f"{shown(left.text)}と{shown(right.text)}の期間が重なります。")
    if not fixed:
        return Placement(row, ())
    taken = {item.id for item in fixed}
    others = [item for item in row.items if item.id not in taken]
    edges = [limits.start - 1, *(item.end for item in fixed)]
    items: list[ScheduleItem] = []
    for index, after in enumerate(edges):
        here = [item for item in others if _gap_of(item, fixed) == index]
        last = index == len(fixed)
        gap = Span(after + 1, limits.end if last else fixed[index].start - 1)
        if here and index == 0:
            gap = Span(min(gap.start, here[0].start), gap.end)
        if here and last:
            gap = Span(gap.start, max(gap.end, here[-1].end))
        items += _fitted(here, gap)
        items += fixed[index : index + 1]
    old = {item.id: item for item in others}
    pushed = tuple(item for item in items if item.id in old and item != old[item.id])
    return Placement(dataclasses.replace(row, items=tuple(items)), pushed)


def _gap_of(item: ScheduleItem, fixed: Sequence[ScheduleItem]) -> int:
    """Say how many of the placed items stand before an item, by their middles."""
    middle = item.start + item.end
    return sum(one.start + one.end <= middle for one in fixed)


def _fitted(items: list[ScheduleItem], gap: Span) -> list[ScheduleItem]:
    """Give items in order of time within the gap, moved and shortened as little as needed."""
    spans: list[Span] = []
    free_from = gap.start
    for item in items:
        start = max(item.start, free_from)
        spans.append(Span(start, start + item.span.length - 1))
        free_from = spans[-1].end + 1
    free_to = gap.end
    for index in reversed(range(len(spans))):
        length = spans[index].length
        end = min(spans[index].end, free_to)
        spans[index] = Span(end - length + 1, end)
        free_to = end - length
    fitted = []
    for item, span in zip(items, spans, strict=True):
        start = max(span.start, gap.start)
        if start > span.end:
            raise RefusedEdit(
                f"隣の{shown(item.text)}を送る場所がありません。先に隣を短くするか、"
                "別の行に移してください。"
            )
        fitted.append(dataclasses.replace(item, start=start, end=span.end))
    return fitted


def split_item(initiative: Initiative, item_id: str, month: int) -> BlockEdit:
    """Cut an item in two; the second begins at the month and has the same text under a new id."""
    row, item = find_item(initiative, item_id)
    if not item.start < month <= item.end:
        raise RefusedEdit(f"{shown(item.text)}の途中の月を選んで分けてください。")
    first = dataclasses.replace(item, end=month - 1, opens_after=False, span_confirmed=True)
    second = dataclasses.replace(item, id=new_id(), start=month, opens_before=False, started=None)
    return BlockEdit(_with_items(initiative, row, {item_id: (first, second)}), (first, second))


def join_items(initiative: Initiative, item_ids: Iterable[str]) -> BlockEdit:
    """Make one item of neighbours in a row; it keeps the id of the first and covers the gaps.

    Different texts stand under each other, equal ones once. What the progress says about a joined
    item is then said about the one that stays.
    """
    ids = frozenset(item_ids)
    found = sorted((find_item(initiative, one) for one in ids), key=lambda pair: pair[1].start)
    items = [item for _, item in found]
    if len(items) < 2:
        raise RefusedEdit("つなぐ矢印を二つ以上選んでください。")
    row = found[0][0]
    if any(one.id != row.id for one, _ in found):
        raise RefusedEdit("つなげるのは同じ行の矢印だけです。先に同じ行へ移してください。")
    joined = _joined(items)
    for other in row.items:
        if other.id not in ids and joined.start <= other.start <= joined.end:
            raise RefusedEdit(f"間に{shown(other.text)}があるため、つなげません。")
    parts: dict[str, tuple[ScheduleItem, ...]] = {one.id: () for one in items}
    parts[joined.id] = (joined,)
    changed = _with_items(initiative, row, parts)
    progress = tuple(
        dataclasses.replace(one, item=joined.id) if one.item in ids else one
        for one in changed.progress
    )
    if progress != changed.progress:
        changed = dataclasses.replace(changed, progress=progress)
    return BlockEdit(changed, (joined,), replaced=tuple(items[1:]))


def _joined(items: Sequence[ScheduleItem]) -> ScheduleItem:
    first, last = items[0], items[-1]
    return dataclasses.replace(
        first,
        end=last.end,
        text=_lines_once(item.text for item in items),
        note=_lines_once(item.note for item in items),
        opens_after=last.opens_after,
        started=first.started,
        departments=tuple(dict.fromkeys(name for item in items for name in item.departments)),
        span_confirmed=all(item.span_confirmed for item in items),
    )


def _lines_once(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def repeat_item(initiative: Initiative, item_id: str, period: Period) -> BlockEdit:
    """Put copies of an item into the following years of its row, wherever the place is free.

    An item over several years is repeated after as many years. Copies begin within the plan, so
    they carry no earlier start. Raise RefusedEdit where no place is free.
    """
    row, item = find_item(initiative, item_id)
    years = fiscal_year_of(item.end) - fiscal_year_of(item.start) + 1
    step = years * MONTHS_PER_YEAR
    copies = []
    for start in range(item.start + step, period.span.end + 1, step):
        span = Span(start, start + item.span.length - 1)
        if period.contains(span) and _is_free(row, span):
            copies.append(_copy_at(item, span))
    if not copies:
        raise RefusedEdit(f"{shown(item.text)}の後に、同じ長さで空いている年度がありません。")
    items = tuple(sorted((*row.items, *copies), key=lambda one: one.start))
    changed = with_row(initiative, dataclasses.replace(row, items=items))
    return BlockEdit(changed, tuple(copies))


def fill_from_left(initiative: Initiative, row_id: str, month: int, period: Period) -> BlockEdit:
    """Copy the item to the left into the free part of the column that the month lies in."""
    row = find_row(initiative, row_id)
    for item in row.items:
        if item.start <= month <= item.end:
            raise RefusedEdit(
                f"そこには{shown(item.text)}があります。空いているところを選んでください。"
            )
    before = [item for item in row.items if item.end < month]
    after = [item for item in row.items if item.start > month]
    if not before:
        raise RefusedEdit("左に写す矢印がありません。")
    cell = unit_at(initiative, month)
    start = max(cell.start, before[-1].end + 1)
    end = min(cell.end, after[0].start - 1) if after else cell.end
    copy = _copy_at(before[-1], Span(start, end))
    if not period.contains(copy.span):
        raise _outside(copy, period.span)
    changed = dataclasses.replace(row, items=(*before, copy, *after))
    return BlockEdit(with_row(initiative, changed), (copy,))


def _copy_at(item: ScheduleItem, span: Span) -> ScheduleItem:
    return dataclasses.replace(
        item,
        id=new_id(),
        start=span.start,
        end=span.end,
        opens_before=False,
        opens_after=False,
        started=None,
        span_confirmed=True,
    )


def _is_free(row: ScheduleRow, span: Span) -> bool:
    return all(item.end < span.start or span.end < item.start for item in row.items)


def _with_items(
    initiative: Initiative, row: ScheduleRow, parts: dict[str, tuple[ScheduleItem, ...]]
) -> Initiative:
    items = tuple(one for item in row.items for one in parts.get(item.id, (item,)))
    return with_row(initiative, dataclasses.replace(row, items=items))
