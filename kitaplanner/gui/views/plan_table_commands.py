"""Walking in 一覧 and opening the 個票; the other commands are those of every schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QModelIndex

from kitaplanner.gui.models.plan_table_lines import Line
from kitaplanner.gui.views.schedule_commands import ScheduleCommands
from kitaplanner.gui.widgets.text_editor import Leave

if TYPE_CHECKING:
    from kitaplanner.gui.views.plan_table import PlanTable

Direction = Literal[
    "left", "right", "up", "down", "home", "end", "next", "previous",
    "page_up", "page_down", "first", "last",
]  # fmt: skip
_LEAVES: dict[Leave, Direction] = {
    Leave.UP: "up",
    Leave.DOWN: "down",
    Leave.LEFT: "previous",
    Leave.RIGHT: "next",
}
_ROW_STAYS = "行を削除するときは、右クリックの「行を削除」を使います。"


class PlanTableCommands(ScheduleCommands):
    """The commands of one table."""

    _view: PlanTable

    # Walking

    def walk(self, direction: Direction) -> bool:
        """Bring the cursor on; say whether it moved."""
        current = self._view.currentIndex()
        goal = self._goal_of(current)
        target = self.target(current, direction, goal)
        if not target.isValid() or target == current:
            return False
        self._view.setCurrentIndex(target)
        if direction in ("up", "down", "page_up", "page_down"):
            self._goal = goal
        return True

    def _goal_of(self, index: QModelIndex) -> int:
        """Give the month that up and down keep to, however long the items on the way are."""
        stop = self._view.table_model.stop(index)
        if self._goal is not None:
            return round(self._goal)
        return 0 if stop is None else stop.span.start

    def target(self, index: QModelIndex, direction: Direction, goal: int = 0) -> QModelIndex:
        """Give where a step leads from an index; invalid where there is nothing further."""
        model = self._view.table_model
        count = len(model.lines)
        if not index.isValid():
            return self._line(range(count), 0)
        row, column = index.row(), index.column()
        line = model.line_of(index)
        last = 0 if line is None else len(line.stops)
        match direction:
            case "left":
                return model.index(row, column - 1) if column else QModelIndex()
            case "right":
                return model.index(row, column + 1) if column < last else QModelIndex()
            case "home":
                return model.index(row, 0)
            case "end":
                return model.index(row, last)
            case "first":
                return model.index(0, 0)
            case "last":
                return model.index(count - 1, 0)
            case "next":
                if column < last:
                    return model.index(row, column + 1)
                return self._line(range(row + 1, count), 0, at_first=True)
            case "previous":
                return model.index(row, column - 1) if column else QModelIndex()
        return self._vertical(index, direction, goal)

    def _vertical(self, index: QModelIndex, direction: Direction, goal: int) -> QModelIndex:
        model, row = self._view.table_model, index.row()
        back = direction in ("up", "page_up")
        start = row + (-1 if back else 1)
        if direction in ("page_up", "page_down"):
            start = self._view.line_a_page_from(row, back=back)
        lines = range(start, -1, -1) if back else range(start, len(model.lines))
        if index.column() == 0 and lines:
            return model.index(lines[0], 0)
        return self._line(lines, goal)

    def _line(self, lines: range, month: int, *, at_first: bool = False) -> QModelIndex:
        """Give the stop at a month (0: the name) of the first of some lines that is no heading."""
        model = self._view.table_model
        for at in lines:
            line = model.lines[at]
            if isinstance(line, Line):
                stop = line.stop_at(month) if month else -1
                return model.index(at, 1 if at_first and line.stops else stop + 1)
        return QModelIndex()

    def leave(self, leave: Leave) -> None:
        """Go where a committed editor wants to go."""
        if leave in _LEAVES:
            self.walk(_LEAVES[leave])

    # Changing

    def remove(self) -> None:
        """Remove the selected items; a name stands for too much to vanish by one key."""
        place = self._view.place
        if place is not None and place.is_row:
            self._view.say(_ROW_STAYS)
        else:
            super().remove()

    # Going elsewhere

    def enter(self) -> None:
        """Open the 個票 from a name; go down from anything else."""
        if self._view.currentIndex().column() == 0 and self.open():
            return
        self.walk("down")

    def open(self) -> bool:
        """Ask for the 個票 of the initiative; say whether there is one."""
        index = self._view.currentIndex()
        line, stop = self._view.table_model.line_of(index), self._view.table_model.stop(index)
        if line is None:
            return False
        item = "" if stop is None or stop.item is None else stop.item.id
        self._view.open_wanted.emit(line.initiative.id, item)
        return True
