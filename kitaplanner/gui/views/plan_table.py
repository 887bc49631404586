"""一覧 as a table that paints itself: all initiatives over the years of the plan.

Belongs here: the widget: what it shows, its current cell, its scale, and handing events on. Its
rooms: `plan_table_area`, `plan_table_map` and `plan_table_texts` (where things are),
`plan_table_painter` and `plan_table_marks` (paint), `plan_table_mouse` with `plan_table_drag`,
`plan_table_keys` with `plan_table_commands`, `plan_table_editing` (writing), and `sheet_edits`
(operations). The fields above it belong to `plan_table_page`.

A QTableView for the sake of screen readers, which walk its model as named cells; everything that
it would lay out and draw itself is replaced.
"""

from __future__ import annotations

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
from kitaplanner.domain.plan import PlanSettings
from kitaplanner.gui.ime import ime_guard
from kitaplanner.gui.models.plan_table_lines import Line, TableLine
from kitaplanner.gui.models.plan_table_model import Spot
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.plan_table_area import PlanTableArea
from kitaplanner.gui.views.plan_table_commands import Direction, PlanTableCommands
from kitaplanner.gui.views.plan_table_editing import PlanTableEditing
from kitaplanner.gui.views.plan_table_keys import PlanTableKeys
from kitaplanner.gui.views.plan_table_marks import PlanTableMarks
from kitaplanner.gui.views.plan_table_mouse import PlanTableMouse
from kitaplanner.gui.views.plan_table_painter import PlanTablePainter
from kitaplanner.gui.views.sheet_intents import Intent

if TYPE_CHECKING:  # both bring in the database library, which the first paint must not wait for
    from kitaplanner.gui.session import DocumentSession
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


class PlanTable(PlanTableArea):
    """The table.

    `open_wanted(initiative, item)` asks for the 個票; `spot_changed(Spot or None)` follows the
    current cell.
    """

    open_wanted = Signal(str, str)
    spot_changed = Signal(object)
    status_message = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._session: DocumentSession | None = None
        self._settings = PlanSettings()
        self._told: Spot | None = None
        self.commands = PlanTableCommands(self)
        self._mouse = PlanTableMouse(self)
        self._editing = PlanTableEditing(self)
        self._keys = PlanTableKeys(self)
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
            self._go_without_scrolling(self.table_model.index_of(spot))
        self._tell()

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
        self.table_model.replace_initiatives(touched, headings)
        if len(self.table_model.lines) != count:
            self.lay_out()
        if spot is not None:
            self._go_without_scrolling(self.table_model.index_of(spot))
        self._tell()

    def _go_without_scrolling(self, index: QModelIndex) -> None:
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
        self.commands.forget_goal()
        self.viewport().update()
        self.updateMicroFocus()
        self._tell()

    def _tell(self) -> None:
        spot = self.table_model.spot(self.currentIndex())
        if spot != self._told:
            self._told = spot
            self.spot_changed.emit(spot)

    # Editing

    @property
    def is_editable(self) -> bool:
        """Say whether items can be edited."""
        return self._session is not None and not self._session.read_only

    def edits_or_say(self, line: Line) -> SheetEdits | None:
        """Give the edits of an initiative; say why where there are none."""
        if self._session is None:
            return None
        if self._session.read_only:
            self.say(_READ_ONLY)
            return None
        from kitaplanner.gui.views.sheet_edits import SheetEdits

        return SheetEdits(self._session, line.initiative.id, self)

    def carry_out(self, line: Line, intent: Intent) -> None:
        """Do what a gesture or key means and stay with the item."""
        edits = self.edits_or_say(line)
        if edits is not None:
            edits.carry_out(intent)
            self.scrollTo(self.currentIndex())

    def edit_current(self) -> bool:
        """Open the in-place editor over the current cell."""
        return self._editing.open(self.currentIndex())

    def write_over(self, text: str) -> bool:
        """Open the editor with a text in place of the old one, as typing does."""
        return self._editing.open(self.currentIndex(), text, quick=True)

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
        drag, is_quiet = self._mouse.drag, self._mouse.drag is None and not self._editing.is_open
        lines.paint_lines(QRectF(event.rect()))
        if is_quiet:
            self._paint_stops(marks)
        lines.paint_names()
        if is_quiet and self.table_model.stop(self.currentIndex()) is None:
            marks.name(QRectF(self.visualRect(self.currentIndex())), self.hasFocus())
        lines.paint_header(self._settings)
        if drag is not None:
            marks.ghost(drag, self._mouse.position)
        painter.end()

    def _paint_stops(self, marks: PlanTableMarks) -> None:
        hover, current = self._mouse.hover.cell, self.currentIndex()
        stop = self.table_model.stop(hover) if self._is_shown(hover) else None
        if stop is not None and stop.item is not None and self.is_editable:
            marks.hovered(hover.row(), stop)
        stop = self.table_model.stop(current)
        if stop is not None:
            marks.stop(current.row(), stop, self.hasFocus())

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
