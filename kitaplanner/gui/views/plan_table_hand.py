"""The part of 一覧 that knows what is selected: to others, the initiative at hand is a sheet.

Belongs here: the current cell as a place of a sheet, and several items selected together. Does not
belong here: events, paint and edits (`plan_table`).
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPointF, Signal
from PySide6.QtWidgets import QWidget

from kitaplanner.domain.plan import Initiative
from kitaplanner.gui.models.plan_table_model import Spot
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.paper import Paper
from kitaplanner.gui.views.plan_table_area import PlanTableArea
from kitaplanner.gui.views.plan_table_map import PlanTableMap
from kitaplanner.gui.views.plan_table_sheet import sheet_of
from kitaplanner.gui.views.sheet_choosing import in_order
from kitaplanner.gui.views.sheet_map import Place, SheetMap, cell_place, item_place, row_place


class PlanTableHand(PlanTableArea):
    """A table with a cursor; `spot_changed` follows it and what is selected beside it."""

    spot_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._told: tuple[Spot | None, tuple[str, ...]] = (None, ())
        self._chosen: tuple[str, ...] = ()
        self._sheet: tuple[Initiative, PlanTableMap, int, SheetMap] | None = None

    def tell(self) -> None:
        """Tell whoever follows what is selected, if that is news."""
        spot = self.table_model.spot(self.currentIndex())
        if (spot, self._chosen) != self._told:
            self._told = spot, self._chosen
            self.spot_changed.emit(spot)

    def settle_choice(self) -> None:
        """Keep several items selected as far as they are there and the cursor is on one of them."""
        sheet, place = self.sheet, self.place
        chosen = () if sheet is None else in_order(sheet, self._chosen)
        is_kept = place is not None and place.is_item and place.target.id in chosen
        self._chosen = chosen if is_kept and len(chosen) > 1 else ()
        self.tell()

    @property
    def sheet(self) -> SheetMap | None:
        """Give the initiative that the cursor is in, laid out on the plane."""
        return self.sheet_at(self.currentIndex())

    def sheet_at(self, index: QModelIndex) -> SheetMap | None:
        """Give the initiative of an index, laid out on the plane."""
        line = self.table_model.line_of(index)
        if line is None:
            return None
        first = index.row() - line.place
        known = self._sheet
        # By identity: comparing snapshots would go through all their items.
        is_known = known is not None and known[0] is line.initiative and known[1] is self.plane
        if known is None or not is_known or known[2] != first:
            known = line.initiative, self.plane, first, sheet_of(self.plane, line, first)
            self._sheet = known
        return known[3]

    @property
    def paper(self) -> Paper:
        """Give how the plane lies in the view."""
        frame = self.frame_of()
        return Paper(frame.dx, frame.dy, 1.0)

    @property
    def place(self) -> Place | None:
        """Give what the cursor stands on in a schedule; a name stands for its row."""
        index = self.currentIndex()
        line, stop = self.table_model.line_of(index), self.table_model.stop(index)
        if line is None or line.row is None:
            return None
        if stop is None:
            return row_place(line.row_id)
        if stop.item is not None:
            return item_place(stop.item.id)
        return cell_place(line.row_id, stop.span)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Give the ids of all items that are selected, row by row from left to right."""
        if self._chosen:
            return self._chosen
        place = self.place
        return (place.target.id,) if place is not None and place.is_item else ()

    def choose(self, items: Iterable[str]) -> None:
        """Select items of the initiative at hand; the cursor stays if it is on one of them."""
        sheet, place = self.sheet, self.place
        chosen = () if sheet is None else in_order(sheet, frozenset(items))
        if place is None or not place.is_item or place.target.id not in chosen:
            place = item_place(chosen[0]) if chosen else place
        self.set_place(place, chosen)

    def set_place(self, place: Place | None, chosen: tuple[str, ...] = ()) -> None:
        """Put the cursor on a place of the initiative at hand, one of several items or alone."""
        if place is None:
            return
        spot = self._spot_of(place)
        if spot is None:
            return
        index = self.table_model.index_of(spot)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        else:
            self.scrollTo(index)
        self._chosen = chosen if len(chosen) > 1 else ()
        self.viewport().update()
        self.tell()

    def _spot_of(self, place: Place) -> Spot | None:
        sheet = self.sheet
        if sheet is None or place.is_field:
            return None
        row = sheet.row_of_item(place.target.id) if place.is_item else sheet.row(place.target.id)
        if row is None:
            return None
        item = place.target.id if place.is_item else ""
        month = 0 if place.span is None else place.span.start
        return Spot(sheet.initiative.id, row.id, item, month)

    def spot_of_item(self, item: str) -> Spot:
        """Give where an item of the initiative at hand is found."""
        spot = self._spot_of(item_place(item))
        return Spot("") if spot is None else spot

    def reveal_point(self, point: QPointF) -> None:
        """Scroll towards a point outside the view."""
        room, down = self.viewport().rect(), self.verticalScrollBar()
        if point.y() > room.bottom():
            down.setValue(down.value() + down.singleStep())
        elif point.y() < self.plane.header_height:
            down.setValue(down.value() - down.singleStep())
