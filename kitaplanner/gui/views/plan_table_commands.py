"""What keys do in 一覧: walking, stretching, moving, removing, opening the 個票.

Belongs here: one method a command, acting on the current cell. Does not belong here: which key
calls which (`plan_table_keys`) and the operations (`sheet_edits`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QModelIndex

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.gui.models.plan_table_lines import Line
from kitaplanner.gui.views.sheet_intents import Move, Resize
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
_AT_THE_END = "計画期間の終わりです。"
_AT_THE_START = "計画期間の始まりです。"
_TOO_SHORT = "これ以上短くできません。"


class PlanTableCommands:
    """The commands of one table."""

    def __init__(self, view: PlanTable) -> None:
        self._view = view
        # Up and down keep to this month, however long the items on the way are.
        self._goal: int | None = None

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

    def forget_goal(self) -> None:
        """Start anew with the month that up and down keep to."""
        self._goal = None

    def _goal_of(self, index: QModelIndex) -> int:
        stop = self._view.table_model.stop(index)
        if self._goal is not None:
            return self._goal
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

    def _item(self) -> tuple[Line, ScheduleItem] | None:
        index = self._view.currentIndex()
        line, stop = self._view.table_model.line_of(index), self._view.table_model.stop(index)
        return None if line is None or stop is None or stop.item is None else (line, stop.item)

    def stretch_end(self, forward: bool) -> None:
        """Bring the end of the item one division on or back."""
        self._stretch(forward, at_start=False)

    def stretch_start(self, forward: bool) -> None:
        """Bring the start one division on or back."""
        self._stretch(forward, at_start=True)

    def _stretch(self, forward: bool, *, at_start: bool) -> None:
        found = self._item()
        if found is None:
            return
        line, item = found
        months = line.period.span
        border = item.start if at_start else item.end + 1
        border = _next_border(border, months.start, line.step if forward else -line.step)
        wanted = Span(border, item.end) if at_start else Span(item.start, border - 1)
        if border > months.end + 1:
            self._view.say(_AT_THE_END)
        elif border < months.start:
            self._view.say(_AT_THE_START)
        elif wanted.start > wanted.end:
            self._view.say(_TOO_SHORT)
        else:
            self._view.carry_out(line, Resize(item.id, wanted))

    def shift(self, forward: bool) -> None:
        """Move the item one division on or back."""
        found = self._item()
        if found is None:
            return
        line, item = found
        start = item.start + (line.step if forward else -line.step)
        if start < line.period.span.start:
            self._view.say(_AT_THE_START)
        elif start + item.span.length - 1 > line.period.span.end:
            self._view.say(_AT_THE_END)
        else:
            self._view.carry_out(line, Move(item.id, line.row_id, start))

    def remove(self) -> None:
        """Remove the item."""
        found = self._item()
        edits = None if found is None else self._view.edits_or_say(found[0])
        if found is not None and edits is not None:
            edits.remove_item(found[1].id)

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


def _next_border(month: int, first: int, step: int) -> int:
    """Give the next border after a month number, or before it for a negative step."""
    if step > 0:
        return first + ((month - first) // step + 1) * step
    return first + ((month - first - 1) // -step) * -step
