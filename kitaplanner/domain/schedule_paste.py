"""Pasting into a schedule as pure functions: cells of other programs, and items of plans.

Belongs here: which months pasted cells mean, what they replace and what gives way, and which ids
pasted things get. Does not belong here: reading clipboards (`importers.clipboard`).

An item of the row that lies wholly under pasted cells is replaced; one that is covered in part
gives way or refuses the edit by name. Empty cells leave what is there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kitaplanner.domain.calendar import (
    MONTHS_PER_YEAR,
    Period,
    Span,
    first_month,
    format_fiscal_year,
)
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.pasted_block import PastedBlock, PastedCell, shown
from kitaplanner.domain.plan import Initiative, ScheduleItem, ScheduleRow
from kitaplanner.domain.schedule_blocks import BlockEdit, place_group, unit_at, unit_months
from kitaplanner.domain.schedule_edit import find_row, with_rows
from kitaplanner.errors import RefusedEdit


class _Placed(NamedTuple):
    """Items for the rows from the one pasted into on, and what was left out on the way."""

    rows: list[list[ScheduleItem]]
    unsure: list[str]


def paste_block(
    initiative: Initiative,
    row_id: str,
    month: int,
    block: PastedBlock,
    period: Period,
    *,
    merge_repeated: bool = True,
) -> BlockEdit:
    """Make items of pasted cells, beginning at a row and the column that a month lies in.

    A column of the block is a column of the schedule, unless the block had a header of years: then
    each cell goes under its year. The same text in cells side by side becomes one item unless
    `merge_repeated` is false. Raise RefusedEdit for a block with nothing to paste here.
    """
    columns = _columns(initiative, month, block)
    placed = _items_of(block, columns, period, merge_repeated)
    if not any(placed.rows):
        raise RefusedEdit(_nothing(placed.unsure))
    edit = _put_down(initiative, row_id, placed.rows, period)
    return dataclasses.replace(edit, unsure=(*block.unsure, *placed.unsure))


def _nothing(unsure: Sequence[str]) -> str:
    reason = unsure[0] if unsure else "文字の入ったセルがありません。"
    return f"貼り付けられるものがありません。{reason}"


def _columns(initiative: Initiative, month: int, block: PastedBlock) -> tuple[Span | None, ...]:
    """Give the months of each column of the block; None where it stands under no year."""
    if not block.years:
        unit = unit_months(initiative)
        start = unit_at(initiative, month).start
        steps = range(start, start + unit * block.columns, unit)
        return tuple(Span(one, one + unit - 1) for one in steps)
    counts = {year: block.years.count(year) for year in block.years}
    seen: dict[int | None, int] = {}
    spans: list[Span | None] = []
    for year in block.years:
        part = seen.get(year, 0)
        seen[year] = part + 1
        spans.append(None if year is None else _part_of_year(year, part, counts[year]))
    return tuple(spans)


def _part_of_year(year: int, part: int, count: int) -> Span:
    april = first_month(year)
    start = part * MONTHS_PER_YEAR // count
    end = (part + 1) * MONTHS_PER_YEAR // count - 1
    return Span(april + start, april + max(start, end))


def _items_of(
    block: PastedBlock, columns: Sequence[Span | None], period: Period, merge_repeated: bool
) -> _Placed:
    unsure: list[str] = []
    rows: list[list[ScheduleItem]] = [[] for _ in range(block.rows)]
    repeated: list[str] = []
    for cell in block.cells:
        if cell.rows > 1:
            unsure.append(f"縦に結合された{shown(cell.text)}は、先頭の行だけに置きます。")
        span = _span_of(cell, columns, period, unsure)
        if span is None:
            continue
        row = rows[cell.row]
        if merge_repeated and row and row[-1].text == cell.text and row[-1].end + 1 == span.start:
            row[-1] = dataclasses.replace(row[-1], end=span.end)
            repeated.append(cell.text)
        else:
            row.append(ScheduleItem(new_id(), "arrow", span.start, span.end, cell.text))
    unsure += [
        f"隣り合う同じ文言{shown(text)}を一本の矢印にまとめます。"
        for text in dict.fromkeys(repeated)
    ]
    while rows and not rows[-1]:
        rows.pop()
    return _Placed(rows, unsure)


def _span_of(
    cell: PastedCell, columns: Sequence[Span | None], period: Period, unsure: list[str]
) -> Span | None:
    """Give the months of a cell inside the period; say what of it falls outside."""
    covered = columns[cell.column : cell.column + cell.columns]
    spans = [one for one in covered if one is not None]
    if not spans:
        return None
    whole = Span(spans[0].start, spans[-1].end)
    limits = period.span
    inside = Span(max(whole.start, limits.start), min(whole.end, limits.end))
    years = f"{format_fiscal_year(period.first)}～{format_fiscal_year(period.last)}"
    if inside.start > inside.end:
        unsure.append(f"{shown(cell.text)}は計画期間（{years}）の外なので貼り付けません。")
        return None
    if inside != whole:
        unsure.append(f"{shown(cell.text)}を計画期間（{years}）の中までに縮めます。")
    return inside


def paste_items(
    initiative: Initiative,
    row_id: str,
    month: int,
    rows: Sequence[ScheduleRow],
    period: Period,
    known: frozenset[str] = frozenset(),
) -> BlockEdit:
    """Put items of a plan down so that the first begins at the month, keeping all between them.

    `rows` are rows of the same or another schedule, of which only the items count; `known` are the
    ids that the plan already uses: an item keeps its id unless it is among them. An item that
    would leave the period refuses the edit.
    """
    starts = [item.start for row in rows for item in row.items]
    if not starts:
        raise RefusedEdit(_nothing(()))
    shift = month - min(starts)
    placed = [[_moved_item(item, shift, known) for item in row.items] for row in rows]
    for item in (item for row in placed for item in row):
        if not period.contains(item.span):
            raise RefusedEdit(
                f"{shown(item.text)}が計画期間の外へ出ます。もっと左に貼り付けてください。"
            )
    return _put_down(initiative, row_id, placed, period)


def _moved_item(item: ScheduleItem, shift: int, known: frozenset[str]) -> ScheduleItem:
    fresh = new_id() if item.id in known else item.id
    return dataclasses.replace(item, id=fresh, start=item.start + shift, end=item.end + shift)


def _put_down(
    initiative: Initiative,
    row_id: str,
    pasted: Sequence[Sequence[ScheduleItem]],
    period: Period,
) -> BlockEdit:
    """Put rows of items down from a row on, adding rows below where the block is taller."""
    rows = list(initiative.schedule.rows)
    first = rows.index(find_row(initiative, row_id))
    missing = max(0, first + len(pasted) - len(rows))
    rows += [ScheduleRow(new_id()) for _ in range(missing)]
    placed: list[ScheduleItem] = []
    pushed: list[ScheduleItem] = []
    replaced: list[ScheduleItem] = []
    for index, items in enumerate(pasted, first):
        row, fresh, gone = _clear_below(rows[index], items)
        placement = place_group(row, fresh, period.span)
        rows[index] = placement.row
        placed += fresh
        pushed += placement.pushed
        replaced += gone
    changed = with_rows(initiative, rows)
    return BlockEdit(changed, tuple(placed), tuple(pushed), tuple(replaced), missing)


def _clear_below(
    row: ScheduleRow, items: Sequence[ScheduleItem]
) -> tuple[ScheduleRow, list[ScheduleItem], list[ScheduleItem]]:
    """Take out the items that lie wholly under pasted ones.

    What is pasted over its like (same months, same text) changes nothing: the old one stays.
    """
    same = {(item.start, item.end, item.text): item for item in row.items}
    fresh = [_like(same.get((item.start, item.end, item.text)), item) for item in items]
    kept_ids = {item.id for item in fresh}
    covered = _unions(items)
    gone = [
        item
        for item in row.items
        if item.id not in kept_ids
        and any(span.start <= item.start and item.end <= span.end for span in covered)
    ]
    gone_ids = {item.id for item in gone}
    kept = tuple(item for item in row.items if item.id not in gone_ids)
    return dataclasses.replace(row, items=kept), fresh, gone


def _like(old: ScheduleItem | None, new: ScheduleItem) -> ScheduleItem:
    """Give the item that is there if the pasted one would say nothing else.

    Pasted text knows nothing of kind, notes and beginnings: those of the old one stay.
    """
    if old is None:
        return new
    plain = ScheduleItem(new.id, "arrow", new.start, new.end, new.text)
    return old if new in (plain, dataclasses.replace(old, id=new.id)) else new


def _unions(items: Iterable[ScheduleItem]) -> list[Span]:
    """Give the months that items cover, joined where one begins right after another."""
    spans: list[Span] = []
    for item in sorted(items, key=lambda one: one.start):
        if spans and spans[-1].end + 1 >= item.start:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, item.end))
        else:
            spans.append(item.span)
    return spans
