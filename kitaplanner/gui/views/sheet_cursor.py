"""Where the cursor goes on a sheet: along a line, to the next line, on to the next field.

Belongs here: walking with Excel's habits, as pure functions over a SheetMap. Does not belong here:
keys (`sheet_keys`) and drawing (`sheet_marks`).

The lines of a sheet are its rows of fields, then the rows of its schedule; the stops of a
schedule row are its items and the empty divisions between them, from left to right.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.plan import ScheduleRow
from kitaplanner.gui.views.sheet_map import Place, SheetMap, cell_place, item_place, row_place
from kitaplanner.layout.scene import Rect, Region, Target


class Stop(NamedTuple):
    """A place that the cursor can stand on, and its area."""

    place: Place
    rect: Rect

    @property
    def middle(self) -> float:
        """Give the x of its middle."""
        return self.rect.x + self.rect.width / 2


class Walk:
    """The stops of a sheet; all steps give None where there is nothing further."""

    def __init__(self, sheet: SheetMap) -> None:
        self._sheet = sheet

    @cached_property
    def lines(self) -> tuple[tuple[Stop, ...], ...]:
        """Give the lines from top to bottom, each from left to right, none empty."""
        lines = [*self._field_lines(), *(self._row_line(row) for row in self._sheet.rows)]
        return tuple(line for line in lines if line)

    def _field_lines(self) -> list[tuple[Stop, ...]]:
        lines: dict[int, list[Stop]] = {}
        for region in self._sheet.fields:
            lines.setdefault(round(region.rect.y), []).append(_field_stop(region))
        return [tuple(line) for line in lines.values()]

    def _row_line(self, row: ScheduleRow) -> tuple[Stop, ...]:
        sheet = self._sheet
        stops: list[tuple[int, Stop]] = []
        for item in row.items:
            region = sheet.region(Target("item", item.id))
            if region is not None:
                stops.append((item.start, Stop(item_place(item.id), region.rect)))
        for span in sheet.free_cells(row):
            rect = sheet.rect_of_months(row.id, span)
            if rect is not None:
                stops.append((span.start, Stop(cell_place(row.id, span), rect)))
        return tuple(stop for _, stop in sorted(stops, key=lambda one: one[0]))

    def first(self) -> Place | None:
        """Give the first item of the schedule, else the first stop of all."""
        lines = self.lines
        items = (stop.place for line in lines for stop in line if stop.place.is_item)
        return next(items, lines[0][0].place if lines else None)

    def left(self, place: Place) -> Place | None:
        """Step to the left; left of a schedule row's first stop stands the row itself."""
        found = self._find(place)
        if found is None:
            return None
        line, index = found
        if index > 0:
            return self.lines[line][index - 1].place
        row_id = self._row_id(place)
        return row_place(row_id) if row_id else None

    def right(self, place: Place) -> Place | None:
        """Step to the right; from a row as a whole to its first stop."""
        found = self._find(place)
        if found is None:
            return None
        line, index = found
        if index + 1 < len(self.lines[line]):
            return self.lines[line][index + 1].place
        return None

    def up(self, place: Place, x: float) -> Place | None:
        """Step to the line above, to the stop that lies at x."""
        return self._vertical(place, x, -1)

    def down(self, place: Place, x: float) -> Place | None:
        """Step to the line below, to the stop that lies at x."""
        return self._vertical(place, x, 1)

    def home(self, place: Place) -> Place | None:
        """Go to the first stop of the line."""
        found = self._find(place)
        return None if found is None else self.lines[found[0]][0].place

    def end(self, place: Place) -> Place | None:
        """Go to the last stop of the line."""
        found = self._find(place)
        return None if found is None else self.lines[found[0]][-1].place

    def next(self, place: Place) -> Place | None:
        """Step on in reading order, through all lines."""
        return self._along(place, 1)

    def previous(self, place: Place) -> Place | None:
        """Step back in reading order."""
        return self._along(place, -1)

    def settle(self, place: Place, row_id: str, month: int) -> Place | None:
        """Give the place as it stands after an edit, or what now lies where it was.

        `row_id` and `month` say where it was last.
        """
        if not place.is_cell and self._sheet.region(place.target) is not None:
            return place
        row = self._sheet.row(row_id)
        if row is None:
            return None
        first, last = self._sheet.months
        month = min(max(month, first), last)
        item = next((one for one in row.items if one.start <= month <= one.end), None)
        if item is not None:
            return item_place(item.id)
        cell = self._sheet.free_cell(row, month)
        return row_place(row_id) if cell is None else cell_place(row_id, cell)

    def _vertical(self, place: Place, x: float, step: int) -> Place | None:
        found = self._find(place)
        if found is None or not 0 <= found[0] + step < len(self.lines):
            return None
        if place.is_row:
            row_id = self._row_id(self.lines[found[0] + step][0].place)
            return row_place(row_id) if row_id else None
        line = self.lines[found[0] + step]
        return min(line, key=lambda stop: _distance(stop.rect, x)).place

    def _along(self, place: Place, step: int) -> Place | None:
        found = self._find(place)
        if found is None:
            return None
        line, index = found[0], found[1] + step
        if place.is_row and step < 0:
            index = -1
        if not 0 <= index < len(self.lines[line]):
            line += step
            if not 0 <= line < len(self.lines):
                return None
            index = 0 if step > 0 else len(self.lines[line]) - 1
        return self.lines[line][index].place

    def _find(self, place: Place) -> tuple[int, int] | None:
        """Give line and index of a place; a row as a whole stands before its first stop."""
        row_id = self._row_id(place)
        for line, stops in enumerate(self.lines):
            if row_id and self._row_id(stops[0].place) != row_id:
                continue
            if place.is_row:
                return line, -1
            for index, stop in enumerate(stops):
                if _same(stop.place, place):
                    return line, index
        return None

    def _row_id(self, place: Place) -> str:
        if place.target.kind == "row":
            return place.target.id
        row = self._sheet.row_of_item(place.target.id) if place.is_item else None
        return "" if row is None else row.id


def _field_stop(region: Region) -> Stop:
    return Stop(Place(region.target), region.rect)


def _same(stop: Place, place: Place) -> bool:
    """Cells are the same when they share their first month: a drawn span may be longer."""
    if stop.span is not None and place.span is not None:
        return _overlaps(stop.span, place.span.start)
    return stop == place


def _overlaps(span: Span, month: int) -> bool:
    return span.start <= month <= span.end


def _distance(rect: Rect, x: float) -> float:
    return max(rect.x - x, x - rect.right, 0.0)
