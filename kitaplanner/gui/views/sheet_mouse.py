"""The mouse on a sheet: selecting, writing by double click, and dragging with a ghost.

Belongs here: events of the mouse. Does not belong here: what a drag means (`sheet_gestures`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from kitaplanner.gui.views.sheet_choosing import BoxGesture
from kitaplanner.gui.views.sheet_gestures import (
    Gesture,
    Ghost,
    Point,
    begin_gesture,
)
from kitaplanner.gui.views.sheet_group import GroupGesture
from kitaplanner.gui.views.sheet_hits import NOTHING, Hit, Part, frame_left, hit_test
from kitaplanner.gui.views.sheet_intents import Take, WriteNew
from kitaplanner.gui.views.sheet_map import Place, SheetMap, cell_place, item_place, row_place

if TYPE_CHECKING:
    from kitaplanner.gui.views.plan_table import PlanTable
    from kitaplanner.gui.views.sheet_view import SheetView

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CURSORS: dict[Part, Qt.CursorShape] = {
    "nothing": Qt.CursorShape.ArrowCursor,
    "field": Qt.CursorShape.IBeamCursor,
    "item": Qt.CursorShape.ArrowCursor,
    "item_start": Qt.CursorShape.SizeHorCursor,
    "item_end": Qt.CursorShape.SizeHorCursor,
    "cell": Qt.CursorShape.CrossCursor,
    "row": Qt.CursorShape.OpenHandCursor,
    "insert_row": Qt.CursorShape.PointingHandCursor,
}
_TIPS: dict[Part, str] = {
    "row": "クリックで行を選択、ドラッグで行を並べ替え",
    "insert_row": "ここに行を追加",
}


# What a click with a key means for the selection; a drag may still follow.
_Choice: TypeAlias = Literal["", "toggle", "extend", "reduce"]
_ITEM_PARTS: frozenset[Part] = frozenset({"item", "item_start", "item_end"})


@dataclass(frozen=True, slots=True)
class _Press:
    position: QPointF
    hit: Hit
    was_selected: bool
    choice: _Choice
    held: Qt.KeyboardModifier


class SheetMouse:
    """Follows the mouse over one view."""

    cursors: ClassVar[dict[Part, Qt.CursorShape]] = CURSORS

    def __init__(self, view: SheetView | PlanTable) -> None:
        self._view = view
        self._press: _Press | None = None
        self._gesture: Gesture | None = None
        self._mouse = QPointF()
        self.hover: Hit = NOTHING

    @property
    def ghost(self) -> Ghost | None:
        """Give the ghost of the drag in progress."""
        return None if self._gesture is None else self._gesture.ghost

    @property
    def position(self) -> QPointF:
        """Give where the mouse was last, in the view."""
        return self._mouse

    def hit_at(self, position: QPointF) -> Hit:
        """Name what lies under a point of the view."""
        sheet, paper = self._view.sheet, self._view.paper
        if sheet is None:
            return NOTHING
        return hit_test(sheet, *paper.to_page(position), paper.pixel)

    def press(self, event: QMouseEvent) -> None:
        """Select what is under the mouse; a drag may follow."""
        view = self._view
        # Committing may lay the sheet out anew: what the person saw under the mouse is meant.
        is_seen = event.position() == self._mouse and self.hover is not NOTHING
        hit = self.hover if is_seen else self.hit_at(event.position())
        view.commit_editor()
        place = self.place_of(hit)
        if event.button() != Qt.MouseButton.LeftButton:
            if place is not None and not (place.is_item and place.target.id in view.chosen):
                view.set_place(place)
            return
        if hit.part == "insert_row":
            view.commands.add_row_at(hit.index)
            return
        choice, held = self._choice(hit, event.modifiers()), event.modifiers()
        is_selected = place is not None and place == view.place
        self._press = _Press(event.position(), hit, is_selected, choice, held)
        if not choice and not (hit.part == "nothing" and held & CTRL):
            view.set_place(place)

    def _choice(self, hit: Hit, held: Qt.KeyboardModifier) -> _Choice:
        if held & SHIFT and hit.part in {*_ITEM_PARTS, "cell"}:
            return "extend"
        if held & CTRL and hit.part in _ITEM_PARTS:
            return "toggle"
        several = len(self._view.chosen) > 1
        return "reduce" if several and hit.part == "item" and hit.id in self._view.chosen else ""

    def move(self, event: QMouseEvent) -> None:
        """Drag, or show what a press here would take."""
        self._mouse = event.position()
        if self._press is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event)
        else:
            self._hover(self.hit_at(event.position()))

    def _hover(self, hit: Hit) -> None:
        if hit != self.hover:
            changed = (hit.part, hit.id, hit.row, hit.index)
            was = (self.hover.part, self.hover.id, self.hover.row, self.hover.index)
            self.hover = hit
            if changed != was:
                self._view.viewport().setCursor(self.cursors[hit.part])
                self._view.viewport().update()

    def _drag(self, event: QMouseEvent) -> None:
        press, view = self._press, self._view
        if press is None or view.sheet is None:
            return
        if self._gesture is None and not self._begin(press, event.position()):
            return
        if self._gesture is not None:
            view.reveal_point(event.position())
            self._gesture.drag(self._point(event))
            self._say_ghost()
            view.viewport().update()

    def _say_ghost(self) -> None:
        self._view.say("" if self.ghost is None else _on_one_line(self.ghost))

    def _begin(self, press: _Press, position: QPointF) -> bool:
        sheet = self._view.sheet
        distance = (position - press.position).manhattanLength()
        if sheet is None or distance < QApplication.startDragDistance():
            return False
        x, y = self._view.paper.to_page(press.position)
        if press.hit.part == "nothing" or press.choice == "extend":
            before = self._view.chosen if press.held & CTRL else ()
            self._gesture = BoxGesture(sheet, x, y, before)
            return True
        if press.hit.part == "field":
            return False
        if self._view.edits_or_say() is None:
            self._press = None
            return False
        self._gesture = self._group(sheet, press.hit, x)
        if self._gesture is None:
            self._view.set_place(self.place_of(press.hit))
            self._gesture = begin_gesture(sheet, press.hit, Point(x, y))
        if press.hit.part == "row":
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        return self._gesture is not None

    def _group(self, sheet: SheetMap, hit: Hit, x: float) -> Gesture | None:
        """Carry all selected items by one of them."""
        chosen, item = self._view.chosen, sheet.item(hit.id) if hit.part == "item" else None
        if item is None or len(chosen) < 2 or item.id not in chosen:
            return None
        return GroupGesture(sheet, chosen, item, hit.row, x)

    def _point(self, event: QMouseEvent) -> Point:
        x, y = self._view.paper.to_page(event.position())
        held = event.modifiers()
        return Point(
            x,
            y,
            fine=bool(held & Qt.KeyboardModifier.AltModifier),
            copy=bool(held & CTRL),
            zoom=self._view.zoom,
        )

    def release(self, event: QMouseEvent) -> None:
        """Carry the drag out, or take the click."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        press, gesture = self._press, self._gesture
        self._press = self._gesture = None
        if gesture is not None:
            self._finish(gesture)
        elif press is not None:
            self._click(press)
        self._view.viewport().update()
        self._hover(self.hit_at(event.position()))

    def _finish(self, gesture: Gesture) -> None:
        intent, view = gesture.intent(), self._view
        if isinstance(intent, Take):
            view.commands.choose(intent.items)
        elif isinstance(intent, WriteNew):
            view.write_drawn(cell_place(intent.row, intent.span))
        elif intent is not None:
            view.commands.carry_out(intent)
        elif gesture.ghost is not None and gesture.ghost.refused:
            view.say(_on_one_line(gesture.ghost))
        else:
            view.say("")

    def _click(self, press: _Press) -> None:
        place = self.place_of(press.hit)
        if press.choice == "toggle":
            self._view.commands.toggle_choice(press.hit.id)
        elif press.choice == "extend" and place is not None:
            self._view.commands.choose_to(place)
        elif press.choice == "reduce":
            self._view.set_place(place)
        if press.choice:
            return
        is_body = press.hit.part == "item" and press.was_selected
        if press.hit.part == "field" or is_body:
            self._view.edit_selection(press.position)

    def double_click(self, event: QMouseEvent) -> None:
        """Write where the mouse is."""
        if event.button() == Qt.MouseButton.LeftButton:
            place = self.place_of(self.hit_at(event.position()))
            if place is not None and (not place.is_row or self._is_on_label(event.position())):
                self._view.set_place(place)
                self._view.edit_selection(event.position())

    def _is_on_label(self, position: QPointF) -> bool:
        sheet = self._view.sheet
        if sheet is None or sheet.grid is None:
            return False
        x, _ = self._view.paper.to_page(position)
        return frame_left(sheet, sheet.grid) <= x < sheet.grid.rect.x

    def cancel(self) -> bool:
        """Give a drag up; say whether there was one."""
        was_dragging = self._gesture is not None
        self._press = self._gesture = None
        if was_dragging:
            self._view.say("")
            self._view.viewport().update()
        return was_dragging

    def look_again(self) -> None:
        """See what lies under the mouse after the sheet was laid out anew.

        Not while a button is down: then a click on its way has just closed the editor, and takes
        what lay there before.
        """
        if not QGuiApplication.mouseButtons() and self.hover is not NOTHING:
            self.hover = self.hit_at(self._mouse)

    def leave(self) -> None:
        """Forget what was under the mouse."""
        self._hover(NOTHING)

    def place_of(self, hit: Hit) -> Place | None:
        """Give the place that a click on a hit selects."""
        sheet = self._view.sheet
        if sheet is None:
            return None
        if hit.part == "field":
            return _field_place(sheet, hit.id)
        if hit.part in ("item", "item_start", "item_end"):
            return item_place(hit.id)
        if hit.part == "row":
            return row_place(hit.row)
        row = sheet.row(hit.row) if hit.part == "cell" else None
        cell = None if row is None else sheet.free_cell(row, hit.month)
        return None if cell is None else cell_place(hit.row, cell)

    def tip(self, position: QPointF) -> str:
        """Give the words that explain what is under the mouse."""
        return _TIPS.get(self.hit_at(position).part, "")


def _field_place(sheet: SheetMap, field: str) -> Place | None:
    return next((Place(one.target) for one in sheet.fields if one.target.field == field), None)


def _on_one_line(ghost: Ghost) -> str:
    return ghost.words.replace("\n", "　")
