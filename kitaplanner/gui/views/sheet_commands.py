"""Walking on a sheet; the other commands are those of every schedule (`schedule_commands`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from kitaplanner.gui.views.schedule_commands import ScheduleCommands
from kitaplanner.gui.views.sheet_cursor import Walk
from kitaplanner.gui.views.sheet_map import Place, SheetMap
from kitaplanner.gui.widgets.text_editor import Leave

if TYPE_CHECKING:
    from kitaplanner.gui.views.sheet_view import SheetView

Direction = Literal["left", "right", "up", "down", "home", "end", "next", "previous"]
_LEAVES: dict[Leave, Direction] = {
    Leave.UP: "up",
    Leave.DOWN: "down",
    Leave.LEFT: "previous",
    Leave.RIGHT: "next",
}


class SheetCommands(ScheduleCommands):
    """The commands of one view."""

    _view: SheetView

    def walk(self, direction: Direction) -> bool:
        """Bring the cursor on; say whether it moved."""
        sheet = self._view.sheet
        if sheet is None:
            return False
        walk, place = Walk(sheet), self._view.place
        goal = self._goal_of(sheet, place)
        target = walk.first() if place is None else _step(walk, direction, place, goal)
        if target is None:
            return False
        self._view.set_place(target)
        if direction in ("up", "down"):
            self._goal = goal
        return True

    def _goal_of(self, sheet: SheetMap, place: Place | None) -> float:
        rect = None if place is None else sheet.rect(place)
        if self._goal is not None:
            return self._goal
        return 0.0 if rect is None else rect.x + min(rect.width / 2, 1.0 + rect.width / 8)

    def leave(self, leave: Leave) -> None:
        """Go where a committed editor wants to go."""
        if leave in _LEAVES:
            self.walk(_LEAVES[leave])
        elif leave is not Leave.STAY:
            self.walk("left")


def _step(walk: Walk, direction: Direction, place: Place, goal: float) -> Place | None:
    if direction == "up":
        return walk.up(place, goal)
    if direction == "down":
        return walk.down(place, goal)
    steps: dict[Direction, Callable[[Place], Place | None]] = {
        "left": walk.left,
        "right": walk.right,
        "home": walk.home,
        "end": walk.end,
        "next": walk.next,
        "previous": walk.previous,
    }
    return steps[direction](place)
