"""Several items of a sheet taken together: which ones a box or a range takes.

Belongs here: pure functions of the sheet. Does not belong here: events of the mouse (`sheet_mouse`)
and what is done with the items (`sheet_commands`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from kitaplanner.domain.calendar import Span
from kitaplanner.gui.views.sheet_gestures import Ghost, Point
from kitaplanner.gui.views.sheet_intents import Take
from kitaplanner.gui.views.sheet_map import Place, SheetMap
from kitaplanner.layout.scene import Rect, Target


@dataclass
class BoxGesture:
    """Draw a box around items; `before` are those that stay taken beside them."""

    sheet: SheetMap
    from_x: float
    from_y: float
    before: tuple[str, ...] = ()
    ghost: Ghost | None = None
    taken: tuple[str, ...] = field(default=())

    def drag(self, point: Point) -> None:
        """Stretch the box to the mouse."""
        left, right = sorted((self.from_x, point.x))
        top, bottom = sorted((self.from_y, point.y))
        box = Rect(left, top, right - left, bottom - top)
        self.taken = in_order(self.sheet, {*self.before, *items_in_box(self.sheet, box)})
        words = f"矢印{len(self.taken)}本を選択" if self.taken else ""
        self.ghost = Ghost(words, box=box, taken=self.taken)

    def intent(self) -> Take:
        """Take the items in the box."""
        return Take(self.taken)


def items_in_box(sheet: SheetMap, box: Rect) -> set[str]:
    """Give the items that a box of the page touches."""
    found = set()
    for item in sheet.initiative.schedule.items():
        region = sheet.region(Target("item", item.id))
        if region is not None and _touch(region.rect, box):
            found.add(item.id)
    return found


def items_between(sheet: SheetMap, anchor: Place, place: Place) -> set[str]:
    """Give the items in the rows and months that two places of the schedule span, as Excel does."""
    corners = [corner for one in (anchor, place) if (corner := corner_of(sheet, one)) is not None]
    if not corners:
        return set()
    rows = [row for row, _ in corners]
    start = min(span.start for _, span in corners)
    end = max(span.end for _, span in corners)
    return {
        item.id
        for row in sheet.rows[min(rows) : max(rows) + 1]
        for item in row.items
        if item.start <= end and start <= item.end
    }


def in_order(sheet: SheetMap, items: Collection[str]) -> tuple[str, ...]:
    """Give those of the items that the sheet shows, row by row and from left to right."""
    return tuple(
        item.id
        for row in sheet.rows
        for item in sorted(row.items, key=lambda one: one.start)
        if item.id in items and sheet.region(Target("item", item.id)) is not None
    )


def corner_of(sheet: SheetMap, place: Place) -> tuple[int, Span] | None:
    """Give row and months of a place; a row as a whole has all months."""
    if place.is_field:
        return None
    if not place.is_item:
        index = sheet.row_index(place.target.id)
        return None if index < 0 else (index, place.span or sheet.months)
    item, row = sheet.item(place.target.id), sheet.row_of_item(place.target.id)
    return None if item is None or row is None else (sheet.row_index(row.id), item.span)


def _touch(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )
