"""What keys and menus do to a schedule, wherever it is shown: stretching, moving, several, rows.

Belongs here: one method a command, acting on what is selected. Does not belong here: walking, which
differs between a sheet (`sheet_commands`) and the whole plan (`plan_table_commands`), which key
calls which (`schedule_keys`) and the operations (`sheet_edits`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Span
from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import ItemKind, ScheduleItem, ScheduleRow
from kitaplanner.gui.views.sheet_choosing import corner_of, items_between
from kitaplanner.gui.views.sheet_gestures import MONTHS_PER_QUARTER, finest_step
from kitaplanner.gui.views.sheet_intents import Intent, Move, MoveMany, MoveRow, Resize
from kitaplanner.gui.views.sheet_map import Place, SheetMap, cell_place, row_place

if TYPE_CHECKING:
    from kitaplanner.gui.views.schedule_view import ScheduleView

_AT_THE_END = "計画期間の終わりです。その先も続くときは、右クリックの「期末以降も」を使います。"
_AT_THE_START = "計画期間の始まりです。その前からのときは、右クリックの「期首前から」を使います。"
_TOO_SHORT = "これ以上短くできません。"


class ScheduleCommands:
    """The commands of one view."""

    def __init__(self, view: ScheduleView) -> None:
        self._view = view
        # Up and down keep to this place across, however wide the things on the way are.
        self._goal: float | None = None
        # A range begins here until the cursor goes elsewhere, however often its end is chosen.
        self._anchor: Place | None = None
        self._reach: Place | None = None

    def forget_goal(self) -> None:
        """Start anew with the column that up and down keep to, and with ranges."""
        self._goal = self._anchor = self._reach = None

    # What an edit makes is selected

    def carry_out(self, intent: Intent) -> None:
        """Do what a gesture or key means and stay with the thing."""
        edits = self._view.edits_or_say()
        if edits is not None:
            self.select_new(edits.carry_out, intent)

    def select_new(self, edit: Callable[..., Change | None], *args: object) -> Place | None:
        """Do an edit and select what came into being; give its place if that is one item."""
        before = self._item_ids()
        self.make_and_choose(edit, *args)
        return self._view.place if len(self._item_ids() - before) == 1 else None

    def make_and_choose(self, edit: Callable[..., Change | None], *args: object) -> Change | None:
        """Do an edit and select the items that came into being."""
        before = self._item_ids()
        change = edit(*args)
        new = self._item_ids() - before
        if new:
            self._view.choose(new)
        elif change is not None:
            self._view.set_place(self._view.place, self._view.chosen)
        return change

    def select_new_row(self, edit: Callable[..., Change | None], *args: object) -> None:
        """Do an edit and go to the row that came into being."""
        before = {row.id for row in self._view.sheet.rows} if self._view.sheet else set()
        if edit(*args) is None or self._view.sheet is None:
            return
        sheet = self._view.sheet
        for row in sheet.rows:
            if row.id not in before:
                cells = sheet.free_cells(row)
                is_empty = not row.items and cells
                place = cell_place(row.id, cells[0]) if is_empty else row_place(row.id)
                self._view.set_place(place)

    def _item_ids(self) -> set[str]:
        sheet = self._view.sheet
        return set() if sheet is None else {one.id for one in sheet.initiative.schedule.items()}

    # One item

    def _selected_item(self) -> tuple[SheetMap, ScheduleRow, ScheduleItem] | None:
        sheet, place = self._view.sheet, self._view.place
        if sheet is None or place is None or not place.is_item:
            return None
        item, row = sheet.item(place.target.id), sheet.row_of_item(place.target.id)
        return None if item is None or row is None else (sheet, row, item)

    def stretch_end(self, forward: bool) -> None:
        """Bring the end of the item (or of the selected empty months) one division on or back."""
        self._stretch(forward, at_start=False)

    def stretch_start(self, forward: bool) -> None:
        """Bring the start one division on or back."""
        self._stretch(forward, at_start=True)

    def _stretch(self, forward: bool, *, at_start: bool) -> None:
        sheet, place = self._view.sheet, self._view.place
        if sheet is None or place is None:
            return
        found = self._selected_item()
        span = found[2].span if found else place.span
        if span is None:
            return
        border = span.start if at_start else span.end + 1
        move = sheet.border_after if forward else sheet.border_before
        border = move(border, sheet.step)
        if not self._is_inside(sheet, border):
            return
        wanted = Span(border, span.end) if at_start else Span(span.start, border - 1)
        if wanted.start > wanted.end:
            self._view.say(_TOO_SHORT)
        elif found:
            self.carry_out(Resize(found[2].id, wanted))
        else:
            self._stretch_cell(sheet, place, wanted)

    def _stretch_cell(self, sheet: SheetMap, place: Place, wanted: Span) -> None:
        row = sheet.row(place.target.id)
        free = (
            None if row is None or place.span is None else sheet.free_stretch(row, place.span.start)
        )
        if free is not None and free.start <= wanted.start and wanted.end <= free.end:
            self._view.set_place(cell_place(place.target.id, wanted))

    def _is_inside(self, sheet: SheetMap, border: int) -> bool:
        if border > sheet.months.end + 1:
            self._view.say(_AT_THE_END)
            return False
        if border < sheet.months.start:
            self._view.say(_AT_THE_START)
            return False
        return True

    def shift(self, forward: bool) -> None:
        """Move the selected items one division on or back."""
        if self._shift_many(forward=forward):
            return
        found = self._selected_item()
        if found is None:
            return
        sheet, row, item = found
        start = item.start + (sheet.step if forward else -sheet.step)
        if start < sheet.months.start:
            self._view.say(_AT_THE_START)
        elif start + item.span.length - 1 > sheet.months.end:
            self._view.say(_AT_THE_END)
        else:
            self.carry_out(Move(item.id, row.id, start))

    def _shift_many(self, *, forward: bool | None = None, down: bool | None = None) -> bool:
        """Move several items a division or a row; say whether several are selected."""
        sheet, items = self._view.sheet, self._view.chosen
        if sheet is None or len(items) < 2:
            return False
        months = 0 if forward is None else sheet.step if forward else -sheet.step
        rows = 0 if down is None else 1 if down else -1
        self.carry_out(MoveMany(items, months, rows))
        return True

    def choose_all(self) -> None:
        """Select all items of the sheet."""
        if self._view.sheet is not None:
            self.choose(item.id for item in self._view.sheet.initiative.schedule.items())

    def choose(self, items: Iterable[str]) -> None:
        """Select items together and say how many they are."""
        self._view.choose(items)
        count = len(self._view.chosen)
        self._view.say(f"矢印{count}本を選択しています。" if count > 1 else "")

    def toggle_choice(self, item_id: str) -> None:
        """Take an item to the selected ones, or out of them."""
        self.choose({*self._view.chosen} ^ {item_id})

    def choose_to(self, place: Place) -> None:
        """Select all items from the cursor's place to another one."""
        sheet, anchor = self._view.sheet, self._anchor or self._view.place
        if sheet is None or anchor is None or anchor.is_field or place.is_field:
            self._view.set_place(place)
            return
        self.choose(items_between(sheet, anchor, place))
        self._anchor, self._reach = anchor, place

    def extend(self, rows: int = 0, edge: Literal["", "home", "end"] = "") -> None:
        """Widen the range of selected items by a row, or to the edge of the schedule."""
        sheet, anchor = self._view.sheet, self._anchor or self._view.place
        near = None if sheet is None or anchor is None else corner_of(sheet, anchor)
        if sheet is None or anchor is None or near is None:
            return
        far = corner_of(sheet, self._reach or anchor) or near
        index = min(max(far[0] + rows, 0), len(sheet.rows) - 1)
        start = sheet.months.start if edge == "home" else near[1].start
        end = sheet.months.end if edge == "end" else near[1].end
        span = Span(start, end) if edge else far[1]
        reach = cell_place(sheet.rows[index].id, span)
        if items_between(sheet, anchor, reach):
            self.choose_to(reach)
        self._anchor, self._reach = anchor, reach

    def give_up(self) -> bool:
        """Give up a drag, else all selected items but the one of the cursor; say if there were."""
        if self._view.cancel_drag():
            return True
        several = len(self._view.chosen) > 1
        if several:
            self._view.set_place(self._view.place)
        return several

    def shift_row(self, down: bool) -> None:
        """Move the items to the neighbouring row, or a selected row past its neighbour."""
        if self._shift_many(down=down):
            return
        sheet, place = self._view.sheet, self._view.place
        if sheet is None or place is None or place.is_field:
            return
        row_id = self.row_id()
        index = sheet.row_index(row_id) + (1 if down else -1)
        if not 0 <= index < len(sheet.rows):
            self._view.say("最後の行です。" if down else "最初の行です。")
            return
        found = self._selected_item()
        if found is not None:
            self.carry_out(Move(found[2].id, sheet.rows[index].id, found[2].start))
        elif place.is_row:
            self.carry_out(MoveRow(row_id, index))

    def row_id(self) -> str:
        """Give the id of the row that the cursor is in, empty outside the schedule."""
        sheet, place = self._view.sheet, self._view.place
        if sheet is None or place is None or place.is_field:
            return ""
        if place.is_item:
            row = sheet.row_of_item(place.target.id)
            return "" if row is None else row.id
        return place.target.id

    def remove(self) -> None:
        """Remove the selected items or row."""
        edits, place = self._view.edits_or_say(), self._view.place
        if edits is None or place is None:
            return
        if place.is_item:
            edits.remove_items(self._view.chosen)
        elif place.is_row:
            edits.remove_row(place.target.id)

    def duplicate_row(self) -> None:
        """Copy the cursor's row behind itself."""
        edits, row_id = self._view.edits_or_say(), self.row_id()
        if edits is not None and row_id:
            self.select_new_row(edits.duplicate_row, row_id)

    def remove_row(self) -> None:
        """Remove the cursor's row."""
        edits, row_id = self._view.edits_or_say(), self.row_id()
        if edits is not None and row_id:
            edits.remove_row(row_id)

    def duplicate(self) -> None:
        """Copy the item behind itself where there is room."""
        edits, found = self._view.edits_or_say(), self._selected_item()
        if edits is None or found is None:
            return
        sheet, row, item = found
        start = item.end + 1
        if start > sheet.months.end or start + item.span.length - 1 > sheet.months.end:
            self._view.say(
                "後ろに複製を置く場所がありません。Ctrlを押しながら別の行へドラッグします。"
            )
            return
        self.select_new(edits.carry_out, Move(item.id, row.id, start, copy=True))

    def fill_from_left(self) -> None:
        """Write the text of the item to the left here too, or copy that item to empty months."""
        sheet, place, edits = self._view.sheet, self._view.place, self._view.edits_or_say()
        if sheet is None or place is None or place.is_field or place.is_row or edits is None:
            return
        row, found = sheet.row(self.row_id()), self._selected_item()
        if row is None:
            return
        if found is None:
            if place.span is not None:
                self.select_new(edits.fill_from_left, row.id, place.span.start)
            return
        item = found[2]
        left = [one for one in row.items if one.end < item.start]
        if left:
            edits.retype_item(item.id, max(left, key=lambda one: one.end).text)
        else:
            self._view.say("左に、写す矢印がありません。")

    def split_month(self, at: float | None = None) -> int | None:
        """Give the month before which the item would be split: near an x of the page, else its
        middle; None where it is a single month."""
        found = self._selected_item()
        if found is None or found[0].grid is None:
            return None
        sheet, _, item = found
        grid = found[0].grid
        x = (grid.x_of(item.start) + grid.x_of(item.end + 1)) / 2 if at is None else at
        aimed = MONTHS_PER_YEAR if at is None else finest_step(self._view.zoom)
        coarse = min(aimed, sheet.step)
        for step in (coarse, MONTHS_PER_QUARTER, 1):
            month = sheet.border_near(x, step)
            if item.start < month <= item.end:
                return month
        return None

    def split(self, month: int | None = None) -> None:
        """Cut the item in two before a month, else in its middle."""
        found, edits = self._selected_item(), self._view.edits_or_say()
        if found is None or edits is None:
            return
        month = self.split_month() if month is None else month
        if month is None:
            self._view.say("1か月の矢印は分割できません。")
        else:
            self.select_new(edits.split_item, found[2].id, month)

    def join(self) -> None:
        """Make one item of the selected ones."""
        edits, items = self._view.edits_or_say(), self._view.chosen
        if edits is None:
            return
        if len(items) < 2:
            self._view.say("結合する矢印を、Ctrlを押しながら2本以上選んでください。")
        else:
            edits.join_items(items)

    def repeat(self) -> None:
        """Copy the item into the following years; the selection stays with it."""
        found, edits = self._selected_item(), self._view.edits_or_say()
        if found is not None and edits is not None:
            edits.repeat_item(found[2].id)

    def edit_label(self) -> None:
        """Write the label of the cursor's row."""
        row_id = self.row_id()
        if row_id:
            self._view.set_place(row_place(row_id))
            self._view.edit_selection()

    def add_row(self, *, below: bool = False) -> None:
        """Add a row above (or below) the cursor's; outside the schedule at its end."""
        sheet = self._view.sheet
        if sheet is None:
            return
        index = sheet.row_index(self.row_id())
        self.add_row_at(len(sheet.rows) if index < 0 else index + below)

    def add_row_at(self, index: int) -> None:
        """Add a row before the row of that index and go there."""
        edits = self._view.edits_or_say()
        if edits is not None:
            self.select_new_row(edits.add_row, index)

    def set_kind(self, kind: ItemKind) -> None:
        """Give the item another kind."""
        self._change_item("kind", kind)

    def toggle(self, field: Literal["opens_before", "opens_after"]) -> None:
        """Let the item begin before the period or run on after it, or not."""
        found = self._selected_item()
        if found is not None:
            self._change_item(field, not getattr(found[2], field))

    def _change_item(self, field: Literal["kind", "opens_before", "opens_after"], value) -> None:
        found, edits = self._selected_item(), self._view.edits_or_say()
        if found is not None and edits is not None:
            edits.change_item(found[2].id, field, value)

    def set_divisions(self, divisions: int) -> None:
        """Cut the years of this initiative in other divisions."""
        edits = self._view.edits_or_say()
        if edits is not None:
            edits.change_divisions(divisions)
