"""Edits of one schedule as pure functions, keeping its invariants.

Items of a row never overlap and stay in order of time. Where a placed item would cover a
neighbour, the neighbour is pushed along; at the edge of the period it is shortened, and where it
would vanish the edit is refused by name. Nothing is ever covered silently.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kitaplanner.domain.calendar import Span, describe_span
from kitaplanner.domain.plan import Initiative, ScheduleItem, ScheduleRow
from kitaplanner.errors import RefusedEdit


class Placement(NamedTuple):
    """A row after an item was placed, and the items that had to give way."""

    row: ScheduleRow
    pushed: tuple[ScheduleItem, ...]


def find_row(initiative: Initiative, row_id: str) -> ScheduleRow:
    """Give the row or refuse."""
    for row in initiative.schedule.rows:
        if row.id == row_id:
            return row
    raise RefusedEdit("その行は、もう計画の中にありません。画面を開き直してください。")


def find_item(initiative: Initiative, item_id: str) -> tuple[ScheduleRow, ScheduleItem]:
    """Give the item with its row or refuse."""
    for row in initiative.schedule.rows:
        for item in row.items:
            if item.id == item_id:
                return row, item
    raise RefusedEdit("その矢印は、もう計画の中にありません。画面を開き直してください。")


def with_row(initiative: Initiative, changed: ScheduleRow) -> Initiative:
    """Give the initiative with one row replaced by the row of the same id."""
    rows = tuple(changed if row.id == changed.id else row for row in initiative.schedule.rows)
    return with_rows(initiative, rows)


def with_rows(initiative: Initiative, rows: Iterable[ScheduleRow]) -> Initiative:
    """Give the initiative with other schedule rows."""
    schedule = dataclasses.replace(initiative.schedule, rows=tuple(rows))
    return dataclasses.replace(initiative, schedule=schedule)


def with_item(
    initiative: Initiative, item_id: str, change: Callable[[ScheduleItem], ScheduleItem]
) -> Initiative:
    """Give the initiative with one item changed; its span must stay as it is."""
    row, _ = find_item(initiative, item_id)
    items = tuple(change(item) if item.id == item_id else item for item in row.items)
    return with_row(initiative, dataclasses.replace(row, items=items))


def without_item(row: ScheduleRow, item_id: str) -> ScheduleRow:
    """Give the row without an item."""
    return dataclasses.replace(row, items=tuple(item for item in row.items if item.id != item_id))


def place_item(row: ScheduleRow, item: ScheduleItem, limits: Span) -> Placement:
    """Put an item into a row (or to a new place in it), pushing neighbours aside.

    `limits` are the months of the plan's period. Raise RefusedEdit where the item would leave
    them, or where a neighbour would be pushed out of them.
    """
    if item.start > item.end:
        raise RefusedEdit("期間の開始が終了より後になります。開始を終了より前にしてください。")
    if item.start < limits.start or item.end > limits.end:
        raise RefusedEdit(
            f"「{_short(item.text)}」が計画期間（{describe_span(limits)}）の外へ出ます。"
        )
    others = [one for one in row.items if one.id != item.id]
    middle = item.start + item.end
    before = [one for one in others if one.start + one.end < middle]
    after = [one for one in others if one.start + one.end >= middle]
    placed_before = _push_back(before, item.start - 1, limits)
    placed_after = _push_on(after, item.end + 1, limits)
    placed = (*placed_before, item, *placed_after)
    old = {one.id: one for one in others}
    pushed = tuple(one for one in placed if one.id in old and one != old[one.id])
    return Placement(dataclasses.replace(row, items=placed), pushed)


class GivenWay(NamedTuple):
    """Neighbours that gave way: those that were sent along, and those that were shortened."""

    sent: tuple[ScheduleItem, ...]
    shortened: tuple[ScheduleItem, ...]

    def words(self, name: Callable[[Sequence[ScheduleItem]], str]) -> list[str]:
        """Say what becomes of them, each kind named by `name`."""
        kinds = ((self.sent, "を送る"), (self.shortened, "を縮める"))
        return [name(items) + does for items, does in kinds if items]


def given_way(before: Iterable[ScheduleItem], pushed: Iterable[ScheduleItem]) -> GivenWay:
    """Part items that gave way by what became of them; `before` holds them as they were."""
    lengths = {one.id: one.span.length for one in before}
    sent: list[ScheduleItem] = []
    shortened: list[ScheduleItem] = []
    for one in pushed:
        is_whole = one.span.length >= lengths.get(one.id, 0)
        (sent if is_whole else shortened).append(one)
    return GivenWay(tuple(sent), tuple(shortened))


def _push_on(items: list[ScheduleItem], free_from: int, limits: Span) -> list[ScheduleItem]:
    placed = []
    for item in items:
        if item.start < free_from:
            length = item.span.length
            end = max(min(free_from + length - 1, limits.end), item.end)
            item = _moved(item, Span(free_from, end))
        free_from = item.end + 1
        placed.append(item)
    return placed


def _push_back(items: list[ScheduleItem], free_to: int, limits: Span) -> list[ScheduleItem]:
    placed: list[ScheduleItem] = []
    for item in reversed(items):
        if item.end > free_to:
            length = item.span.length
            start = min(max(free_to - length + 1, limits.start), item.start)
            item = _moved(item, Span(start, free_to))
        free_to = item.start - 1
        placed.insert(0, item)
    return placed


def _moved(item: ScheduleItem, span: Span) -> ScheduleItem:
    if span.start > span.end:
        raise RefusedEdit(
            f"隣の「{_short(item.text)}」を送る場所がありません。先に隣を短くするか、"
            "別の行に移してください。"
        )
    return dataclasses.replace(item, start=span.start, end=span.end)


def free_span(row: ScheduleRow, wanted: Span) -> Span | None:
    """Give the part of the wanted span that is free around its first month, or None."""
    start, end = wanted
    for item in row.items:
        if item.start <= start <= item.end:
            return None
        if start < item.start <= end:
            end = item.start - 1
    return Span(start, end)


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 20 else f"{line[:19]}…"
