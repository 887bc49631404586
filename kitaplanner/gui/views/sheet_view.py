"""The sheet of one initiative as it will be printed, edited in place.

Belongs here: the widget itself: what it shows, its selection, its paint, its scale, and handing
events on. Its rooms: `sheet_map` and `sheet_cursor` (where things are), `sheet_mouse` with
`sheet_hits` and `sheet_gestures`, `sheet_keys` and `sheet_commands` (walking), `sheet_editing`
(writing), `sheet_edits` (operations), `sheet_accessible` (screen readers), `paper_area`, `paper`
and `ghost` (paint and scale). `schedule_keys`, `schedule_commands`, `schedule_menu` and
`schedule_clipboard` are those of 一覧 too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QToolTip, QWidget

from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import Department, Plan
from kitaplanner.errors import KitaError
from kitaplanner.gui.ime import ime_guard
from kitaplanner.gui.views.ghost import Marks
from kitaplanner.gui.views.paper_area import PaperArea
from kitaplanner.gui.views.schedule_keys import ScheduleKeys
from kitaplanner.gui.views.schedule_menu import ScheduleMenu
from kitaplanner.gui.views.sheet_accessible import SheetReader
from kitaplanner.gui.views.sheet_choosing import in_order
from kitaplanner.gui.views.sheet_commands import SheetCommands
from kitaplanner.gui.views.sheet_cursor import Walk
from kitaplanner.gui.views.sheet_editing import SheetEditing
from kitaplanner.gui.views.sheet_keys import walking_keys
from kitaplanner.gui.views.sheet_map import Place, SheetMap, item_place
from kitaplanner.gui.views.sheet_mouse import SheetMouse
from kitaplanner.gui.views.sheet_words import describe_place
from kitaplanner.gui.widgets.departments import offered_names
from kitaplanner.gui.widgets.text_editor import Leave
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Rect, Target
from kitaplanner.layout.sheets import sheet_scene

if TYPE_CHECKING:  # both bring in the database library, which the first paint must not wait for
    from kitaplanner.gui.session import DocumentSession
    from kitaplanner.gui.views.schedule_clipboard import ScheduleClipboard
    from kitaplanner.gui.views.sheet_edits import SheetEdits

_REVEAL_MARGIN = 12.0
_READ_ONLY = "読み取り専用で開いているため、編集できません。"
_NO_DOCUMENT = "計画を開くと、ここに個票が表示されます。"
_NO_INITIATIVE = "左の体系で事業を選ぶと、ここに個票が表示されます。"


class SheetView(PaperArea):
    """The paper as an editor.

    `selection_changed` carries a Target or None: an item, a row (also for empty months of it) or a
    field of the initiative. `step_requested` asks for the previous (-1) or next (+1) initiative.
    """

    selection_changed = Signal(object)
    status_message = Signal(str)
    step_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: SheetMap | None = None
        self.place: Place | None = None
        self._session: DocumentSession | None = None
        self._initiative_id: str | None = None
        self._edits: SheetEdits | None = None
        self._chosen: tuple[str, ...] = ()
        # Where the selection was last in the schedule: an edit may take the selected thing away.
        self._last_row, self._last_month = "", 0
        self.commands = SheetCommands(self)
        self._mouse = SheetMouse(self)
        self._keys = ScheduleKeys(self, walking_keys(self))
        self._editing = SheetEditing(self)
        self.reader = SheetReader(self)
        self._build_ui()

    def _build_ui(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("個票")
        ime_guard()

    # What is shown

    def set_session(self, session: DocumentSession | None) -> None:
        """Show sheets of another document, or of none."""
        self.commit_editor()
        if self._session is not None:
            self._session.document_changed.disconnect(self._on_document_changed)
            self._session.refused.disconnect(self._on_refused)
        self._session = session
        if session is not None:
            session.document_changed.connect(self._on_document_changed)
            session.refused.connect(self._on_refused)
        self._show(None)

    def show_initiative(self, initiative_id: str | None) -> None:
        """Show the sheet of an initiative, or none."""
        if initiative_id != self._initiative_id:
            self.commit_editor()
            self._show(initiative_id)

    def _show(self, initiative_id: str | None) -> None:
        self._mouse.cancel()
        self._initiative_id = initiative_id
        self._edits = None
        self.set_place(None)
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    @property
    def initiative_id(self) -> str | None:
        """Give the id of the initiative that is shown, or None."""
        return self._initiative_id

    def divisions(self) -> tuple[int, ...]:
        """Give the numbers of columns in which the form allows a year to be cut."""
        return () if self._session is None else self._session.form.divisions

    def departments(self) -> tuple[Department, ...]:
        """Give the departments of the plan."""
        return () if self._session is None else self._session.snapshot.departments

    def offered_departments(self) -> list[str]:
        """Give the names that the initiative can choose from."""
        if self._session is None or self.sheet is None:
            return []
        return offered_names(self._session.snapshot, self.sheet.initiative.departments)

    def plan(self) -> Plan | None:
        """Give the plan as it is now."""
        return None if self._session is None else self._session.snapshot

    def _lay_out(self) -> None:
        session, sheet = self._session, None
        if session is not None and self._initiative_id is not None:
            plan = session.snapshot
            initiative = plan.initiative(self._initiative_id)
            if initiative is not None:
                scene = sheet_scene(
                    plan, initiative, session.form, session.numbering, bundled_metrics()
                )
                sheet = SheetMap(scene.pages[0], initiative)
        self.sheet = sheet
        self.set_page(None if sheet is None else sheet.page)
        self.reader.follow_sheet()

    @Slot(object, object)
    def _on_document_changed(self, change: Change, initiator: object) -> None:
        if not change.structure and self._shown_ids.isdisjoint(change.initiatives):
            return
        self._mouse.cancel()
        self._lay_out()
        self._mouse.look_again()
        self._settle_place()
        if initiator is self:
            self.say(change.label)

    @property
    def _shown_ids(self) -> set[str]:
        """Give the initiative of the sheet, and those that it shows again."""
        again = () if self.sheet is None else self.sheet.initiative.references
        return {self._initiative_id or "", *(one.target for one in again)}

    @Slot(object)
    def _on_refused(self, error: KitaError) -> None:
        self.say(str(error))

    def refuse(self, error: KitaError) -> None:
        """Tell everyone that something cannot be done."""
        if self._session is not None:
            self._session.refused.emit(error)

    def say(self, message: str) -> None:
        """Say something in the status line."""
        self.status_message.emit(message)

    @cached_property
    def clipboard(self) -> ScheduleClipboard:
        """Give what cuts, copies and pastes here."""
        from kitaplanner.gui.views.schedule_clipboard import ScheduleClipboard

        return ScheduleClipboard(self)

    # Selection

    @property
    def selection(self) -> Target | None:
        """Give what is selected, or None."""
        return None if self.place is None else self.place.target

    def select(self, target: Target | None) -> None:
        """Select an item, a row or a field; what the sheet doesn't show selects nothing."""
        if target is not None and target.kind != "initiative":
            target = Target(target.kind, target.id)
        is_shown = target is not None and self.sheet is not None and self.sheet.region(target)
        self.set_place(Place(target) if target is not None and is_shown else None)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Give the ids of all items that are selected, in the order of the sheet."""
        if self._chosen:
            return self._chosen
        return (self.place.target.id,) if self.place is not None and self.place.is_item else ()

    def choose(self, items: Iterable[str]) -> None:
        """Select items together; the cursor stays on its own if that is among them."""
        chosen = () if self.sheet is None else in_order(self.sheet, frozenset(items))
        place = self.place
        if place is None or not place.is_item or place.target.id not in chosen:
            place = item_place(chosen[0]) if chosen else None
        self.set_place(place, chosen)

    def set_place(self, place: Place | None, chosen: tuple[str, ...] = ()) -> None:
        """Put the cursor on a place, one of several `chosen` items or alone, and show it."""
        self.commands.forget_goal()
        chosen = chosen if len(chosen) > 1 else ()
        if place == self.place and chosen == self._chosen:
            self._remember()
            return
        self.place, self._chosen = place, chosen
        self._remember()
        self._reveal()
        self.viewport().update()
        self.updateMicroFocus()
        self._tell_screen_reader()
        self.selection_changed.emit(self.selection)

    def _remember(self) -> None:
        sheet, place = self.sheet, self.place
        if sheet is None or place is None or place.is_field:
            return
        self._last_row = self.commands.row_id() or self._last_row
        item = sheet.item(place.target.id) if place.is_item else None
        if item is not None:
            self._last_month = item.start
        elif place.span is not None:
            self._last_month = place.span.start

    def _settle_place(self) -> None:
        if self.place is None:
            return
        if self.sheet is None:
            self.set_place(None)
            return
        place = Walk(self.sheet).settle(self.place, self._last_row, self._last_month)
        chosen = in_order(self.sheet, self._chosen)
        is_kept = place is not None and place.is_item and place.target.id in chosen
        self.set_place(place, chosen if is_kept else ())
        self.viewport().update()

    def leave_place(self, leave: Leave) -> None:
        """Go on from a place whose editor was committed."""
        self.commands.leave(leave)

    def accessible_selection(self) -> str:
        """Say what is selected."""
        if self.sheet is None or self.place is None or self._session is None:
            return ""
        words = describe_place(self.sheet, self._session.form, self.place)
        return f"{len(self._chosen)}本を選択、{words}" if self._chosen else words

    def _tell_screen_reader(self) -> None:
        self.setAccessibleDescription(self.accessible_selection())

    # Editing

    @property
    def is_editable(self) -> bool:
        """Say whether the sheet can be edited."""
        return self.sheet is not None and self._session is not None and not self._session.read_only

    @property
    def is_writing(self) -> bool:
        """Say whether an in-place editor is open."""
        return self._editing.is_open

    def edits_or_say(self) -> SheetEdits | None:
        """Give the edits of this sheet; say why where there are none."""
        if self._session is None or self._initiative_id is None or self.sheet is None:
            return None
        if self._session.read_only:
            self.say(_READ_ONLY)
            return None
        if self._edits is None:
            from kitaplanner.gui.views.sheet_edits import SheetEdits

            self._edits = SheetEdits(self._session, self._initiative_id, self)
        return self._edits

    def edit_selection(self, at: QPointF | None = None) -> bool:
        """Open the in-place editor over what is selected, its cursor at a point or at the end."""
        if self.place is None or not self._editing.open(self.place):
            return False
        if at is not None:
            self._editing.put_cursor(at)
        return True

    def write_over(self, text: str) -> bool:
        """Open the editor with a text in place of the old one, as typing does."""
        place = self.place
        if place is None or not self._editing.can_write(place):
            return False
        return self._editing.open(place, text, quick=True)

    def write_drawn(self, place: Place) -> None:
        """Write the text of an item that was drawn with the mouse."""
        self.set_place(place)
        self._editing.open(place, "", is_drawn=True)

    def commit_editor(self) -> None:
        """Commit an open in-place editor, text under composition included."""
        self._editing.commit()

    def cancel_drag(self) -> bool:
        """Give up a drag; say whether there was one."""
        return self._mouse.cancel()

    # Paint

    def paint_over(self, painter: QPainter) -> None:
        """Paint handles, selection and the ghost of a drag."""
        if self.sheet is None:
            return
        marks = Marks(painter, self.sheet, self.paper, self.font())
        if self.is_editable:
            marks.row_handles(self._mouse.hover, self.commands.row_id())
        if self._mouse.ghost is not None:
            marks.ghost(self._mouse.ghost, self._mouse.position, QRectF(self.viewport().rect()))
            return
        if self.is_editable:
            marks.hovered(self._mouse.hover)
        if self.place is not None and not self._editing.is_open:
            marks.chosen(self._chosen, self.hasFocus())
            marks.selection(self.place, self.hasFocus(), alone=not self._chosen)

    def invitation(self) -> str:
        """Say what to do to see a sheet."""
        return _NO_DOCUMENT if self._session is None else _NO_INITIATIVE

    def paper_moved(self) -> None:
        """Keep the in-place editor over its text."""
        self._editing.follow()

    def _reveal(self) -> None:
        """Scroll until the selection is seen."""
        rect = None if self.sheet is None or self.place is None else self.sheet.rect(self.place)
        if rect is not None:
            area = self.paper.to_view(rect)
            margin = _REVEAL_MARGIN
            self.reveal_area(area.adjusted(-margin, -margin, margin, margin))

    def reveal_point(self, point: QPointF) -> None:
        """Scroll towards a point outside the view."""
        self.reveal_area(QRectF(point, point))

    # Events

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tips, and forget what was under the mouse when it leaves."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self._mouse.tip(QPointF(event.pos())) if self.is_editable else ""
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
        position, place = event.globalPos(), self.place
        month = None
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.sheet and self.place:
            area = self.paper.to_view(self.sheet.rect(self.place) or Rect(0, 0, 0, 0))
            position = self.viewport().mapToGlobal(area.center().toPoint())
            month = self.commands.split_month()
        elif self._mouse.hit_at(QPointF(event.pos())).part == "nothing":
            place = None
        else:
            month = self.commands.split_month(self.paper.to_page(QPointF(event.pos()))[0])
        if self.sheet is not None:
            ScheduleMenu(self, place, month).run(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on to the keys' room."""
        if self.sheet is None or not self._keys.press(event):
            event.ignore()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Let Tab walk on the sheet, and leave it at its last and first stop."""
        if self.place is not None and self.commands.walk("next" if following else "previous"):
            return True
        return super().focusNextPrevChild(following)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the selection in full colour; coming by Tab there is one at once."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason and self.place is None:
            self.commands.walk("next")
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the selection paler."""
        super().focusOutEvent(event)
        self._editing.view_lost_focus()
        self.viewport().update()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to write what is composed over the selection."""
        if not self._editing.input_method(event):
            event.ignore()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Tell the input method whether text is taken here, and where."""
        answer = self._editing.input_method_query(query)
        if answer is not None:
            return answer
        if query == Qt.InputMethodQuery.ImEnabled:
            return self.is_editable and self._editing.can_write(self.place)
        rect = None if self.sheet is None or self.place is None else self.sheet.rect(self.place)
        if query == Qt.InputMethodQuery.ImCursorRectangle and rect is not None:
            return self.paper.to_view(rect).toRect()
        return super().inputMethodQuery(query)
