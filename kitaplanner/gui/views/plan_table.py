"""一覧 as a table that paints itself: all initiatives over the years of the plan.

Belongs here: the widget: what it shows, its current cell, its scale, and handing events on. Its
rooms: `plan_table_area`, `plan_table_map` and `plan_table_texts` (where things are),
`plan_table_hand` (what is selected),
`plan_table_painter` and `plan_table_marks` (paint), `plan_table_mouse`, `plan_table_keys` and
`plan_table_commands` (walking), `plan_table_editing` (writing), and `sheet_edits` (operations).
Keys, commands, menu, clipboard and gestures of a schedule are those of the sheet: to them the
initiative at hand is a `SheetMap` (`plan_table_sheet`). The fields above it belong to
`plan_table_page`.

A QTableView for the sake of screen readers, which walk its model as named cells; everything that
it would lay out and draw itself is replaced.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QToolTip,
    QWidget,
)

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import Plan, PlanSettings
from kitaplanner.errors import KitaError
from kitaplanner.gui.ime import ime_guard
from kitaplanner.gui.models.plan_table_lines import Line, TableLine
from kitaplanner.gui.models.plan_table_model import Spot
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.plan_table_commands import Direction, PlanTableCommands
from kitaplanner.gui.views.plan_table_editing import PlanTableEditing
from kitaplanner.gui.views.plan_table_hand import PlanTableHand
from kitaplanner.gui.views.plan_table_keys import walking_keys
from kitaplanner.gui.views.plan_table_marks import PlanTableMarks
from kitaplanner.gui.views.plan_table_mouse import PlanTableMouse
from kitaplanner.gui.views.plan_table_painter import PlanTablePainter
from kitaplanner.gui.views.schedule_keys import ScheduleKeys
from kitaplanner.gui.views.schedule_menu import ScheduleMenu, Way
from kitaplanner.gui.views.sheet_map import Place

if TYPE_CHECKING:  # both bring in the database library, which the first paint must not wait for
    from kitaplanner.gui.session import DocumentSession
    from kitaplanner.gui.views.schedule_clipboard import ScheduleClipboard
    from kitaplanner.gui.views.sheet_edits import SheetEdits

_READ_ONLY = "読み取り専用で開いているため、編集できません。"
_STEPS: dict[QAbstractItemView.CursorAction, Direction] = {
    QAbstractItemView.CursorAction.MoveLeft: "left",
    QAbstractItemView.CursorAction.MoveRight: "right",
    QAbstractItemView.CursorAction.MoveUp: "up",
    QAbstractItemView.CursorAction.MoveDown: "down",
    QAbstractItemView.CursorAction.MoveNext: "next",
    QAbstractItemView.CursorAction.MovePrevious: "previous",
    QAbstractItemView.CursorAction.MoveHome: "home",
    QAbstractItemView.CursorAction.MoveEnd: "end",
    QAbstractItemView.CursorAction.MovePageUp: "page_up",
    QAbstractItemView.CursorAction.MovePageDown: "page_down",
}


class PlanTable(PlanTableHand):
    """The table.

    `open_wanted(initiative, item)` asks for the 個票; `spot_changed(Spot or None)` follows the
    current cell and the items selected beside it.
    """

    open_wanted = Signal(str, str)
    status_message = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._session: DocumentSession | None = None
        self._settings = PlanSettings()
        self.commands = PlanTableCommands(self)
        self._mouse = PlanTableMouse(self)
        self._editing = PlanTableEditing(self)
        self._keys = ScheduleKeys(self, walking_keys(self))
        self._build_ui()

    def _build_ui(self) -> None:
        self.setModel(self.table_model)
        self.setAccessibleName("一覧")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        ime_guard()

    def plane_moved(self) -> None:
        """Keep the in-place editor over its item."""
        self._editing.follow()

    # What is shown

    def set_session(self, session: DocumentSession | None) -> None:
        """Edit another document, or none; its lines come by `show_lines`."""
        self.commit_editor()
        self._mouse.cancel()
        self._session = session

    def show_lines(self, lines: list[TableLine], period: Period, settings: PlanSettings) -> None:
        """Show other lines and stay where the person is, as far as that is still shown."""
        self.commit_editor()
        self._mouse.cancel()
        spot, above = self.table_model.spot(self.currentIndex()), self.first_seen()
        self.period, self._settings = period, settings
        self.table_model.show_lines(lines)
        self.lay_out()
        self.scroll_back(above)
        if spot is not None:
            self.go_without_scrolling(self.table_model.index_of(spot))
        self.settle_choice()

    def take_over(self, change: Change, headings: dict[str, str]) -> None:
        """Show what an edit did to the initiatives that it touched; nothing else moves.

        `headings` are the new number and name of those that were renamed.
        """
        if self._session is None:
            return
        found = map(self._session.snapshot.initiative, change.initiatives)
        touched = {one.id: one for one in found if one is not None}
        self._mouse.cancel()
        spot, count = self.table_model.spot(self.currentIndex()), len(self.table_model.lines)
        chosen = self._chosen
        self.table_model.replace_initiatives(touched, headings)
        if len(self.table_model.lines) != count:
            self.lay_out()
        if spot is not None:
            self.go_without_scrolling(self.table_model.index_of(spot))
        self._chosen = chosen
        self.settle_choice()

    def go_without_scrolling(self, index: QModelIndex) -> None:
        """Bring the cursor to a cell and leave the view where it is."""
        if index != self.currentIndex():
            flags = QItemSelectionModel.SelectionFlag
            auto = self.hasAutoScroll()
            self.setAutoScroll(False)
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
            self.setAutoScroll(auto)

    def select(self, spot: Spot) -> bool:
        """Go to a place; say whether it is shown."""
        index = self.table_model.index_of(spot)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def say(self, message: str) -> None:
        """Say something in the status line."""
        self.status_message.emit(message)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Give where a step of the cursor leads."""
        target = self.commands.target(self.currentIndex(), _STEPS[action])
        return target if target.isValid() else self.currentIndex()

    # The current cell

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Show the cell, tell screen readers and whoever follows."""
        super().currentChanged(current, previous)
        self._chosen = ()
        self.commands.forget_goal()
        self.viewport().update()
        self.updateMicroFocus()
        self.tell()

    # As commands, keys and menus of a schedule know it

    def set_place(self, place: Place | None, chosen: tuple[str, ...] = ()) -> None:
        """Put the cursor on a place; ranges and the column of up and down begin anew."""
        self.commands.forget_goal()
        super().set_place(place, chosen)

    def plan(self) -> Plan | None:
        """Give the plan as it is now."""
        return None if self._session is None else self._session.snapshot

    def divisions(self) -> tuple[int, ...]:
        """Give the numbers of columns in which the form allows a year to be cut."""
        return () if self._session is None else self._session.form.divisions

    @cached_property
    def clipboard(self) -> ScheduleClipboard:
        """Give what cuts, copies and pastes here."""
        from kitaplanner.gui.views.schedule_clipboard import ScheduleClipboard

        return ScheduleClipboard(self)

    def refuse(self, error: KitaError) -> None:
        """Tell everyone that something cannot be done."""
        if self._session is not None:
            self._session.refused.emit(error)

    # Editing

    @property
    def is_editable(self) -> bool:
        """Say whether items can be edited."""
        return self._session is not None and not self._session.read_only

    def edits_or_say(self, line: Line | None = None) -> SheetEdits | None:
        """Give the edits of an initiative, else of the one at hand; say why there are none."""
        line = line or self.table_model.line_of(self.currentIndex())
        if self._session is None or line is None:
            return None
        if self._session.read_only:
            self.say(_READ_ONLY)
            return None
        from kitaplanner.gui.views.sheet_edits import SheetEdits

        return SheetEdits(self._session, line.initiative.id, self)

    def edit_selection(self, at: QPointF | None = None) -> bool:
        """Open the in-place editor over the current cell, its cursor at a point or at the end."""
        if not self._editing.open(self.currentIndex()):
            return False
        if at is not None:
            self._editing.put_cursor(at)
        return True

    def write_over(self, text: str) -> bool:
        """Open the editor with a text in place of the old one, as typing does."""
        return self._editing.open(self.currentIndex(), text, quick=True)

    def write_drawn(self, place: Place) -> None:
        """Write the text of an item that was drawn with the mouse."""
        self.set_place(place)
        self._editing.open(self.currentIndex(), "", drawn=place.span)

    def commit_editor(self) -> None:
        """Commit an open in-place editor, text under composition included."""
        self._editing.commit()

    def cancel_drag(self) -> bool:
        """Give up a drag; say whether there was one."""
        return self._mouse.cancel()

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that are seen, the marks among them, and what stays above."""
        painter = QPainter(self.viewport())
        frame = self.frame_of()
        lines = PlanTablePainter(painter, frame, self.table_model.lines)
        marks = PlanTableMarks(painter, frame, self.font())
        ghost, sheet = self._mouse.ghost, self.sheet
        is_quiet = ghost is None and not self._editing.is_open
        lines.paint_lines(QRectF(event.rect()))
        if is_quiet:
            self._paint_stops(marks)
        lines.paint_names()
        if is_quiet and self.table_model.stop(self.currentIndex()) is None:
            marks.name(QRectF(self.visualRect(self.currentIndex())), self.hasFocus())
        lines.paint_header(self._settings)
        if ghost is not None and sheet is not None:
            marks.ghost(sheet, ghost, self._mouse.position)
        painter.end()

    def _paint_stops(self, marks: PlanTableMarks) -> None:
        hover, current = self._mouse.cell, self.currentIndex()
        stop = self.table_model.stop(hover) if self._is_shown(hover) else None
        if stop is not None and stop.item is not None and self.is_editable:
            marks.hovered(hover.row(), stop)
        for item in self._chosen:
            self._paint_stop(marks, self.table_model.index_of(self.spot_of_item(item)))
        if not self._chosen:
            self._paint_stop(marks, current, alone=True)

    def _paint_stop(
        self, marks: PlanTableMarks, index: QModelIndex, *, alone: bool = False
    ) -> None:
        stop = self.table_model.stop(index)
        if stop is not None:
            marks.stop(index.row(), stop, self.hasFocus(), alone=alone)

    def _is_shown(self, index: QModelIndex) -> bool:
        """Say whether an index kept from before still lies in the model."""
        return index.isValid() and index.row() < len(self.table_model.lines)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tips, and forget what was under the mouse when it leaves."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self._mouse.tip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._mouse.leave()
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hand on to the mouse's room."""
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hand on to the mouse's room."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Hand on to the mouse's room."""
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Hand on to the mouse's room."""
        self._mouse.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu of what is under the mouse, or of the selection."""
        self.commit_editor()
        sheet, area = self.sheet, self.visualRect(self.currentIndex())
        if sheet is None or sheet.grid is None:
            return
        position, month = event.globalPos(), self.commands.split_month()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            position = self.viewport().mapToGlobal(area.center())
        else:
            month = self.commands.split_month(self.paper.to_page(QPointF(event.pos()))[0])
        self.menu(month).run(position)

    def menu(self, month: int | None = None) -> ScheduleMenu:
        """Make the menu of what is selected; an item may be split before the month."""
        way = Way("個票を開く", self.commands.open, "Ctrl+Enter")
        return ScheduleMenu(self, self.place, month, way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on to the keys' room."""
        if not self._keys.press(event):
            event.ignore()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Let Tab walk the cells; it leaves at the last cell, and backwards from a name."""
        if self.currentIndex().isValid() and self.commands.walk(
            "next" if following else "previous"
        ):
            return True
        return QWidget.focusNextPrevChild(self, following)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor in full colour; coming by Tab there is one at once."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason and not self.currentIndex().isValid():
            self.commands.walk("next")
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the cursor paler."""
        super().focusOutEvent(event)
        self._editing.view_lost_focus()
        self.viewport().update()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to write what is composed over the current cell."""
        if not self._editing.input_method(event):
            event.ignore()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Tell the input method whether text is taken here, and where."""
        answer = self._editing.input_method_query(query)
        if answer is not None:
            return answer
        if query == Qt.InputMethodQuery.ImEnabled:
            return self.is_editable and self.table_model.stop(self.currentIndex()) is not None
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self.visualRect(self.currentIndex())
        return QWidget.inputMethodQuery(self, query)
