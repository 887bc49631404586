"""The mouse in 一覧: that of a sheet, on whichever initiative it is.

Belongs here: what lies under the mouse among names, headings and rows. What clicks and drags mean
is in `sheet_mouse` and `sheet_gestures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from kitaplanner.domain.calendar import describe_span
from kitaplanner.gui.models.plan_table_lines import Line
from kitaplanner.gui.views.sheet_hits import NOTHING, Hit, Part, hit_test
from kitaplanner.gui.views.sheet_mouse import CTRL, CURSORS, SHIFT, SheetMouse

if TYPE_CHECKING:
    from kitaplanner.gui.views.plan_table import PlanTable

_ONE_INITIATIVE = "まとめて選べるのは、一つの事業の中の矢印です。"


class PlanTableMouse(SheetMouse):
    """The mouse of one table; `cell` is what it was on last."""

    _view: PlanTable
    # A name is for reading: no hand as over the small handles of a sheet.
    cursors: ClassVar[dict[Part, Qt.CursorShape]] = {**CURSORS, "row": Qt.CursorShape.ArrowCursor}

    def __init__(self, view: PlanTable) -> None:
        super().__init__(view)
        self.cell = QModelIndex()

    def hit_at(self, position: QPointF) -> Hit:
        """Name what lies under a point of the view; a name stands for its row."""
        view, index = self._view, self._view.indexAt(position.toPoint())
        line = view.table_model.line_of(index)
        if line is None or line.row is None:
            return NOTHING
        if index.column() == 0:
            return Hit("row", line.row_id, line.row_id)
        sheet = view.sheet_at(index)
        return NOTHING if sheet is None else hit_test(sheet, *view.paper.to_page(position), 1.0)

    def press(self, event: QMouseEvent) -> None:
        """Go to the initiative under the mouse, then do as on its sheet."""
        view, index = self._view, self._view.indexAt(event.position().toPoint())
        line = view.table_model.line_of(index)
        if line is None or line.row is None:
            view.commit_editor()
            if index.isValid():
                view.setCurrentIndex(index)
            return
        if not self._is_at_hand(line) and not self._take_in_hand(index, event):
            return
        super().press(event)

    def _is_at_hand(self, line: Line) -> bool:
        sheet = self._view.sheet
        return sheet is not None and sheet.initiative.id == line.initiative.id

    def _take_in_hand(self, index: QModelIndex, event: QMouseEvent) -> bool:
        """Bring the cursor to another initiative unless several items are selected in this one."""
        held = event.modifiers()
        several = len(self._view.chosen) > 1
        if held & SHIFT or (held & CTRL and several):
            self._view.say(_ONE_INITIATIVE)
            return False
        self._view.commit_editor()
        self._view.go_without_scrolling(index.siblingAtColumn(0))
        return True

    def move(self, event: QMouseEvent) -> None:
        """Drag, or show what a press here would take."""
        self.cell = self._view.indexAt(event.position().toPoint())
        super().move(event)

    def double_click(self, event: QMouseEvent) -> None:
        """Write where the mouse is; from a name open the 個票."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        index = self._view.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0:
            self._view.setCurrentIndex(index)
            self._view.commands.open()
        else:
            super().double_click(event)

    def tip(self, position: QPointF) -> str:
        """Give the whole text of what is under the mouse."""
        model, index = self._view.table_model, self._view.indexAt(position.toPoint())
        line, stop = model.line_of(index), model.stop(index)
        if line is None:
            return ""
        if stop is None:
            departments = "、".join(line.initiative.departments)
            return "\n".join(filter(None, (line.heading.replace("\n", " "), departments)))
        if stop.item is None:
            return ""
        item = stop.item
        doubt = "" if item.span_confirmed else "期間は確認されていません。"
        parts = (item.text, item.note, describe_span(item.span), doubt)
        return "\n".join(filter(None, parts))
