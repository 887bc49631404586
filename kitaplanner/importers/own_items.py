"""The items of a schedule that came back: what people did to its shapes and to the cells below.

Belongs here: comparing shapes and cells with what was sent, item by item, and reading new ones.
Does not belong here: where rows and months are (`own_grid`), what texts say (`sent_text`).

A text stands twice, in the shape and in the cells below it, and people change the one or the other:
what differs from what was sent is the change. Where both differ from it and from each other, the
shape is taken and the item doubted. The same holds for its span: a shape that was moved is a
change, and so is a merged range that is wider than it was below a shape that was not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Period
from kitaplanner.domain.plan import ItemKind, PlanSettings, ScheduleItem
from kitaplanner.domain.reading import NotUnderstood, ReadItem, ReadRow
from kitaplanner.domain.workbook_ids import item_of_shape, item_of_text_shape
from kitaplanner.domain.workbook_record import SentInitiative, SentItem
from kitaplanner.importers.own_grid import OwnGrid, RowPlace
from kitaplanner.importers.sent_text import (
    ItemTexts,
    is_same_text,
    is_same_words,
    read_item_text,
    unbroken,
)
from kitaplanner.importers.workbook.content import Shape, ShapeKind
from kitaplanner.layout.items import item_text

_KINDS: dict[ShapeKind, ItemKind] = {
    "home_plate": "arrow",
    "right_arrow": "arrow",
    "left_arrow": "arrow",
    "both_arrow": "arrow",
    "chevron": "arrow",
    "line": "arrow",
    "rectangle": "box",
    "text_box": "note",
}
_ARROWS = frozenset({"home_plate", "right_arrow", "chevron"})
_NUMBERED = re.compile(" [0-9]+$")
# Nobody moves a shape by less than this many months, and programs round its place by less.
_UNMOVED = 0.35
# An end that is farther than this share of a column of years from its border is doubted.
_NEAR = 0.25
_TWO_TEXTS = "図形の文字と下のセルの文字が違います。図形の文字で読みました。セルの文字：「{}」"
_FAR_FROM_BORDER = "図形の端が{}の境から離れています。近いほうの境に合わせて読みました。"
_NO_SHAPE = "矢印の図形がなく、セルの文字だけです。セルの幅の矢印として読みました。"
_SHAPE_GONE = "図形がなくなっていますが、セルの文字は残っています。残すものとして読みました。"
_CELL_EMPTY = "図形は残っていますが、下のセルの文字が消されています。残すものとして読みました。"
_WIDER_CELL = "セルの結合の幅が変わり、図形は動いていません。セルの幅に合わせて読みました。"
_ANOTHER_SHAPE = "元の図形がなくなり、別の図形が重なっています。描き直したものとして読みました。"
_OVERLAP = "同じ行の前後の矢印と期間が重なっています。"
_LEFT_ARROW = "左向きの矢印です。期間だけを読みました。"
_OUT_OF_GRID = "図形が年度の表の外にあります。元の行のまま読みました。"
_PLACELESS = "年度別実施計画の行の外に描かれています。"
_NOT_AN_ITEM = "矢印や枠と読める形ではありません。"


class ItemsReader:
    """Reads the schedule of one initiative."""

    def __init__(
        self, sent: SentInitiative, grid: OwnGrid, period: Period, settings: PlanSettings
    ) -> None:
        self._sent = sent
        self._grid = grid
        self._settings = settings
        self._months = period.span.start, period.span.end + 1
        self._unit = MONTHS_PER_YEAR // sent.initiative.schedule.divisions
        shapes = [one for one in grid.cells.sheet.shapes if not one.hidden]
        self._texts = {self._known(item_of_text_shape(one.name)): one for one in shapes}
        self._shapes, self._foreign = self._own_shapes(shapes)
        self._has_shapes = bool(self._shapes) or not sent.items
        self._found: dict[str, list[ReadItem]] = {}
        self._used_cells: set[tuple[int, int]] = set()
        self.not_understood: list[NotUnderstood] = []

    def rows(self) -> tuple[ReadRow, ...]:
        """Read all rows, in the order in which they stand on the sheet."""
        self._adopt_redrawn()
        for row in self._sent.initiative.schedule.rows:
            if self._grid.row(row.id) is not None:
                for item in row.items:
                    self._read_sent(item, row.id)
        for shape in self._foreign:
            self._read_new_shape(shape)
        self._read_new_cells()
        return tuple(self._read_rows())

    # --- finding shapes --------------------------------------------------------------------

    def _own_shapes(self, shapes: Iterable[Shape]) -> tuple[dict[str, Shape], list[Shape]]:
        """Part shapes in those that were sent and others; of copies the nearest keeps its id."""
        own: dict[str, Shape] = {}
        foreign: list[Shape] = []
        for shape in shapes:
            item_id = self._known(item_of_shape(shape.name))
            sent = self._sent.items.get(item_id)
            if sent is None:
                if not item_of_text_shape(shape.name):
                    foreign.append(shape)
            elif item_id not in own:
                own[item_id] = shape
            else:
                nearer, other = sorted(
                    (own[item_id], shape), key=lambda one: self._distance(item_id, sent, one)
                )
                own[item_id] = nearer
                foreign.append(other)
        return own, foreign

    def _known(self, item_id: str) -> str:
        """Give the id that was sent; LibreOffice puts a number behind names when sheets move."""
        return item_id if item_id in self._sent.items else _NUMBERED.sub("", item_id)

    def _distance(self, item_id: str, sent: SentItem, shape: Shape) -> float:
        row = self._grid.row_of(shape)
        elsewhere = row is None or row.id != self._row_id(item_id)
        return abs(self._grid.month_at(shape.left) - sent.left) + 1_000 * elsewhere

    def _row_id(self, item_id: str) -> str:
        rows = self._sent.initiative.schedule.rows
        return next((row.id for row in rows if any(i.id == item_id for i in row.items)), "")

    def _adopt_redrawn(self) -> None:
        """Take a shape without id for one that is gone, where it has its text and row."""
        for item_id, sent in self._sent.items.items():
            if item_id in self._shapes:
                continue
            row = self._grid.row(self._row_id(item_id))
            same = [
                shape
                for shape in self._foreign
                if shape.kind in _KINDS
                and self._grid.row_of(shape) == row
                and self._is_over(shape, sent)
                and (is_same_words(shape.text, sent.shown) or not shape.text.strip())
            ]
            if len(same) == 1:
                self._foreign.remove(same[0])
                self._shapes[item_id] = same[0]

    def _is_over(self, shape: Shape, sent: SentItem) -> bool:
        left, right = self._grid.month_at(shape.left), self._grid.month_at(shape.right)
        return min(right, sent.right) - max(left, sent.left) > (sent.right - sent.left) / 2

    # --- what was sent -----------------------------------------------------------------------

    def _read_sent(self, item: ScheduleItem, row_id: str) -> None:
        sent = self._sent.items.get(item.id)
        row = self._grid.row(row_id)
        if row is None:
            return
        if sent is None:  # outside the period, and so never drawn
            self._keep(row_id, ReadItem(item, self._grid.cells.where(row.top, self._grid.first)))
            return
        place = (row.top + sent.row, self._grid.column_of(self._sent_month(sent)))
        self._used_cells.add(place)
        shape = self._shapes.get(item.id)
        where = self._grid.cells.where(*place)
        if shape is None:
            self._read_without_shape(item, sent, row, place)
            return
        new_row = self._grid.row_of(shape)
        doubts = [] if new_row is not None else [_OUT_OF_GRID]
        spanned = self._span(item, sent, shape, doubts)
        if spanned == item and new_row == row:
            spanned = self._cell_span(item, sent, place, doubts)
        kind = self._kind(item, shape)
        text = self._text(item, sent, shape, place, doubts)
        ends = self._ends(replace(spanned, kind=kind), item, sent, shape)
        self._keep(
            (new_row or row).id,
            ReadItem(_with_texts(ends, text), where, _joined(*doubts, text.doubt)),
            new_row or row,
        )

    def _sent_month(self, sent: SentItem) -> float:
        months = self._sent.months
        return months[sent.column] if sent.column < len(months) else sent.left

    def _read_without_shape(
        self, item: ScheduleItem, sent: SentItem, row: RowPlace, place: tuple[int, int]
    ) -> None:
        cell = self._grid.cells.text(*place)
        where = self._grid.cells.where(*place)
        if not cell.strip() and (sent.shown.strip() or self._has_shapes):
            return  # both are gone: it was removed
        doubts = [_SHAPE_GONE] if self._has_shapes else []
        spanned = self._cell_span(item, sent, place, doubts)
        text = self._meaning(cell, item, sent) if cell.strip() else _unchanged(item)
        self._keep(
            row.id, ReadItem(_with_texts(spanned, text), where, _joined(*doubts, text.doubt)), row
        )

    def _span(
        self, item: ScheduleItem, sent: SentItem, shape: Shape, doubts: list[str]
    ) -> ScheduleItem:
        left, right = self._grid.month_at(shape.left), self._grid.month_at(shape.right)
        start, end = item.start, item.end
        if abs(left - sent.left) > _UNMOVED:
            inset = sent.left - max(item.start, self._months[0])
            start = self._snap(left - inset, doubts)
        if abs(right - sent.right) > _UNMOVED:
            inset = min(item.end + 1, self._months[1]) - sent.right
            end = self._snap(right + inset, doubts) - 1
        if end < start:
            start, end = self._one_column(left, right)
        return (
            item if (start, end) == (item.start, item.end) else replace(item, start=start, end=end)
        )

    def _snap(self, month: float, doubts: list[str]) -> int:
        """Move an end to an edge of a column that it stands on, else to the nearest border."""
        first, last = self._months
        for edge in self._grid.edge_months():
            if abs(month - edge) <= _UNMOVED:
                return min(max(edge, first), last)
        unit = self._unit
        border = first + round((month - first) / unit) * unit
        if abs(month - border) > _NEAR * unit:
            doubts.append(_FAR_FROM_BORDER.format("年度" if unit == MONTHS_PER_YEAR else "列"))
        return min(max(border, first), last)

    def _one_column(self, left: float, right: float) -> tuple[int, int]:
        first, last = self._months
        steps = int(((left + right) / 2 - first) // self._unit)
        start = min(max(first + steps * self._unit, first), last - self._unit)
        return start, start + self._unit - 1

    def _cell_span(
        self, item: ScheduleItem, sent: SentItem, place: tuple[int, int], doubts: list[str]
    ) -> ScheduleItem:
        """Give the item the span of its merged range, where that is another than was sent."""
        columns = self._grid.cells.columns(*place)
        months = self._sent.months
        last = sent.column + sent.columns
        if columns is None or last >= len(months):
            return item
        left, right = self._grid.months_of(columns)
        if abs(left - months[sent.column]) <= _UNMOVED and abs(right - months[last]) <= _UNMOVED:
            return item
        start, end = self._snap(left, []), self._snap(right, []) - 1
        if end < start or (start, end) == (item.start, item.end):
            return item
        doubts.append(_WIDER_CELL)
        return replace(item, start=start, end=end)

    def _kind(self, item: ScheduleItem, shape: Shape) -> ItemKind:
        """Give the kind that a shape shows; one that was not redrawn keeps its own."""
        shown = _KINDS.get(shape.kind)
        if shown is None or (item.kind == "arrow" and shown == "arrow"):
            return item.kind
        if shown == "box":
            if item.kind in ("note", "value") and not shape.dashed:
                return item.kind  # LibreOffice makes rectangles of text boxes
            return "dashed" if shape.dashed else "box"
        return item.kind if shown == "note" and item.kind == "value" else shown

    def _ends(
        self, read: ScheduleItem, item: ScheduleItem, sent: SentItem, shape: Shape
    ) -> ScheduleItem:
        """Read from the shape's ends whether it began before the period and goes on after it."""
        if shape.kind in _ARROWS and item.kind == "arrow":
            had_notch = item.opens_before or item.started is not None
            had_notch = had_notch or item.start < self._months[0]
            has_notch = shape.kind == "chevron"
            if has_notch != had_notch:
                read = replace(read, opens_before=has_notch)
        right = self._grid.month_at(shape.right)
        if abs(right - sent.right) > _UNMOVED:
            beyond = right > self._months[1] + _UNMOVED
            stays = item.opens_after and right > self._months[1] - self._unit * _NEAR
            read = replace(read, opens_after=beyond or stays)
        return read

    # --- texts -------------------------------------------------------------------------------

    def _text(
        self,
        item: ScheduleItem,
        sent: SentItem,
        shape: Shape,
        place: tuple[int, int],
        doubts: list[str],
    ) -> ItemTexts:
        """Say which of both texts is the change: that of the shape or that of the cell."""
        beside = self._texts.get(item.id)
        drawn = shape.text if beside is None or shape.text.strip() else beside.text
        cell = self._grid.cells.text(*place)
        below = self._below(shape)
        if not cell.strip() and below is not None:
            cell = self._grid.cells.text(*below)
            self._used_cells.add(below)
        drawn_same, cell_same = is_same_text(drawn, sent.shown), is_same_text(cell, sent.shown)
        if drawn_same and cell_same:
            return _unchanged(item)
        if drawn_same:
            if cell.strip():
                return self._meaning(cell, item, sent)
            doubts.append(_CELL_EMPTY)
            return _unchanged(item)
        if not cell_same and cell.strip() and not is_same_words(drawn, cell):
            doubts.append(_TWO_TEXTS.format(cell.replace("\n", " ")))
        return self._meaning(drawn, item, sent)

    def _below(self, shape: Shape) -> tuple[int, int] | None:
        """Give the cell below the middle of a shape."""
        row = self._grid.row_of(shape)
        if row is None:
            return None
        column = int((shape.left + shape.right) / 2)
        span = self._grid.cells.columns(row.top, column)
        return row.top, (column if span is None else span[0])

    def _meaning(self, text: str, item: ScheduleItem, sent: SentItem) -> ItemTexts:
        whole = unbroken(text, sent.shown, item_text(item, self._settings))
        known = (*self._sent.initiative.departments, *item.departments)
        return read_item_text(whole, item, known, self._settings)

    # --- what is new -------------------------------------------------------------------------

    def _read_new_shape(self, shape: Shape) -> None:
        kind = _KINDS.get(shape.kind)
        row = self._grid.row_of(shape)
        below = self._below(shape)
        text = shape.text.strip()
        where = self._grid.cells.where(int(shape.top), int(shape.left))
        is_line = shape.kind == "line"
        if kind is None or (is_line and not (shape.head or shape.tail)) or row is None:
            if text or (kind == "arrow" and not is_line):
                why = _PLACELESS if row is None else _NOT_AN_ITEM
                self.not_understood.append(NotUnderstood(where, text or "図形", why))
            return
        if not text and below is not None and below not in self._used_cells:
            text = self._grid.cells.text(*below).strip()
        if below is not None and is_same_words(text, self._grid.cells.text(*below)):
            self._used_cells.add(below)
        doubts = [_LEFT_ARROW] if shape.kind in ("left_arrow", "both_arrow") else []
        left, right = self._grid.month_at(shape.left), self._grid.month_at(shape.right)
        start, end = self._snap(left, doubts), self._snap(right, doubts) - 1
        if end < start:
            start, end = self._one_column(left, right)
        item = ScheduleItem(
            "",
            "dashed" if kind == "box" and shape.dashed else kind,
            start,
            end,
            opens_before=shape.kind == "chevron",
            opens_after=right > self._months[1] + _UNMOVED,
        )
        self._keep_new(row, item, text, where, doubts)

    def _read_new_cells(self) -> None:
        """Read texts that stand in the schedule without a shape over them."""
        for cell in self._grid.cells.filled():
            place = (cell.row, cell.column)
            if not self._grid.holds(cell) or place in self._used_cells:
                continue
            row = next(one for one in self._grid.rows if one.top <= cell.row <= one.bottom)
            columns = self._grid.cells.columns(*place) or (cell.column, cell.column)
            left, right = self._grid.months_of(columns)
            start, end = self._snap(left, []), self._snap(right, []) - 1
            if end < start:
                start, end = self._one_column(left, right)
            item = ScheduleItem("", "arrow", start, end)
            where = self._grid.cells.where(*place)
            self._keep_new(row, item, cell.text.strip(), where, [_NO_SHAPE])

    def _keep_new(
        self, row: RowPlace, item: ScheduleItem, text: str, where: str, doubts: list[str]
    ) -> None:
        read = read_item_text(text, None, self._sent.initiative.departments, self._settings)
        doubt = _joined(*doubts, read.doubt)
        self._keep(row.id, ReadItem(_with_texts(item, read), where, doubt), row)

    # --- rows --------------------------------------------------------------------------------

    def _keep(self, row_id: str, item: ReadItem, place: RowPlace | None = None) -> None:
        key = row_id or f"+{place.top if place else 0}"
        self._found.setdefault(key, []).append(item)

    def _read_rows(self) -> Iterator[ReadRow]:
        sent = {row.id: row for row in self._sent.initiative.schedule.rows}
        for place in self._grid.rows:
            items = self._found.get(place.id or f"+{place.top}", [])
            where = self._grid.cells.where(place.top, place.left)
            if place.id:
                label, group = self._label(place, sent[place.id].label, sent[place.id].group)
                yield ReadRow(_in_order(items), place.id, label, group, where)
            elif items:
                yield ReadRow(_in_order(items), "", self._label_text(place).strip(), "", where)

    def _label_text(self, place: RowPlace) -> str:
        has_label = place.left < self._grid.first
        return self._grid.cells.text(place.top, place.left) if has_label else ""

    def _label(self, place: RowPlace, label: str, group: str) -> tuple[str, str]:
        read = self._label_text(place)
        shown = self._sent.labels.get(place.id, "")
        whole = "\n".join(part for part in (group, label) if part)
        if is_same_text(read, shown):
            return label, group
        text = unbroken(read, shown, whole)
        if not group:
            return text, ""
        if not label and "\n" not in text:
            return "", text
        first, _, rest = text.partition("\n")
        return rest, first


def _joined(*doubts: str) -> str:
    """Say each doubt once."""
    return "".join(dict.fromkeys(doubts))


def _unchanged(item: ScheduleItem) -> ItemTexts:
    return ItemTexts(item.text, item.note, item.departments, item.started)


def _with_texts(item: ScheduleItem, texts: ItemTexts) -> ScheduleItem:
    return replace(
        item,
        text=texts.text,
        note=texts.note,
        departments=texts.departments,
        started=texts.started,
    )


def _in_order(items: Iterable[ReadItem]) -> tuple[ReadItem, ...]:
    """Put items in order of time and doubt those that overlap."""
    ordered = sorted(items, key=lambda one: (one.item.start, one.item.end))
    overlapping = {
        index + offset
        for index, (one, following) in enumerate(pairwise(ordered))
        if following.item.start <= one.item.end
        for offset in (0, 1)
    }
    return tuple(
        replace(one, doubt=one.doubt + _OVERLAP) if index in overlapping else one
        for index, one in enumerate(ordered)
    )
