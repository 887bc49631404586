"""Writing on the paper: opening the in-place editor, and what becomes of its text.

Belongs here: the editor's life and the first keys of the input method. Does not belong here: the
editor itself (`widgets.text_editor`) and the operations (`sheet_edits`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPointF, Qt, Slot
from PySide6.QtGui import QInputMethodEvent

from kitaplanner.gui.ime import ime_guard
from kitaplanner.gui.views.ghost import ACCENT
from kitaplanner.gui.views.sheet_fields import WRITABLE_FIELDS, field_text, split_departments
from kitaplanner.gui.views.sheet_map import Place, SheetMap
from kitaplanner.gui.widgets.department_editor import DepartmentEditor
from kitaplanner.gui.widgets.text_editor import EditorLook, Leave, TextEditor
from kitaplanner.layout.scene import Rect, Region

if TYPE_CHECKING:
    from kitaplanner.gui.views.sheet_view import SheetView

_HINT = "Enterで確定、Alt+Enterで改行、Escで取り消し"


@dataclass(frozen=True, slots=True)
class _Job:
    """What is being written; a drawn item is made even when nothing is typed into it."""

    place: Place
    is_drawn: bool = False


class SheetEditing(QObject):
    """The one in-place editor of a view, open or not."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view
        self._job: _Job | None = None
        self._forwarding = False
        self.editor: TextEditor | None = None

    @property
    def is_open(self) -> bool:
        """Say whether something is being written."""
        return self.editor is not None

    def can_write(self, place: Place | None) -> bool:
        """Say whether a place takes the text that is typed over it."""
        if place is None or self._view.sheet is None:
            return False
        return not place.is_row and (not place.is_field or place.target.field in WRITABLE_FIELDS)

    def open(
        self, place: Place, text: str | None = None, *, quick: bool = False, is_drawn: bool = False
    ) -> bool:
        """Open the editor over a place, with its text or another one; say whether it opened.

        Over a row as a whole its label is written, which typing alone never begins.
        """
        sheet = self._view.sheet
        takes_text = place.is_row or self.can_write(place)
        if sheet is None or not takes_text or self._view.edits_or_say() is None:
            return False
        self.commit()
        look = self._look(sheet, place)
        if look is None:
            return False
        self._job = _Job(place, is_drawn)
        self.editor = self._make(place, _present_text(sheet, place) if text is None else text, look)
        self.editor.quick = quick
        self._show(self.editor)
        return True

    def put_cursor(self, position: QPointF) -> None:
        """Put the cursor of the open editor to a point of the view."""
        if self.editor is not None:
            inside = self.editor.viewport().mapFrom(self._view.viewport(), position.toPoint())
            self.editor.setTextCursor(self.editor.cursorForPosition(inside))

    def _make(self, place: Place, text: str, look: EditorLook) -> TextEditor:
        viewport = self._view.viewport()
        if place.target.field == "departments":
            names = self._view.offered_departments()
            return DepartmentEditor(text, look, viewport, ACCENT, names)
        return TextEditor(text, look, viewport, ACCENT)

    def _show(self, editor: TextEditor) -> None:
        editor.setAccessibleName(self._view.accessible_selection())
        editor.committed.connect(self._on_committed)
        editor.cancelled.connect(self._on_cancelled)
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        editor.show()
        self._view.viewport().update()
        if not self._forwarding:
            editor.setFocus()
        is_label = self._job is not None and self._job.place.is_row
        self._view.say(f"行の見出し：{_HINT}" if is_label else _HINT)

    def _look(self, sheet: SheetMap, place: Place) -> EditorLook | None:
        region = sheet.region(place.target)
        if region is None:
            return None
        inner = region.inner
        if place.is_row:
            inner = sheet.label_rect(place.target.id) or inner
        elif place.span is not None:
            inner = _inside(sheet.rect_of_months(place.target.id, place.span) or inner)
        paper = self._view.paper
        return EditorLook(
            paper.to_view(inner),
            _writing_size(region) * paper.scale,
            region.leading,
            region.bold,
            "centre" if place.is_cell else region.align,
        )

    def follow(self) -> None:
        """Keep the editor over its place when the paper moves."""
        sheet = self._view.sheet
        if self.editor is None or self._job is None or sheet is None:
            return
        look = self._look(sheet, self._job.place)
        if look is None:
            self.editor.cancel()
        else:
            self.editor.set_look(look)

    def commit(self) -> None:
        """Commit what is being written, text under composition included."""
        if self.editor is not None:
            self.editor.commit(Leave.STAY)

    def input_method(self, event: QInputMethodEvent) -> bool:
        """Let composing over a selected thing open its editor.

        The keyboard stays with the view until this first composition ends: handing it over at once
        would interrupt the input method in the middle of its first word.
        """
        if self.editor is None:
            if not event.preeditString() and not event.commitString():
                return False
            self._forwarding = True
            place = self._view.place
            if place is None or not self.can_write(place) or not self.open(place, "", quick=True):
                self._forwarding = False
                return False
        if self.editor is None or not self._forwarding:
            return False
        editor = self.editor
        QCoreApplication.sendEvent(editor, event)
        if event.commitString() or not event.preeditString():
            self._end_forwarding(editor)
        return True

    def _end_forwarding(self, editor: TextEditor) -> None:
        self._forwarding = False
        if editor is self.editor:
            editor.setFocus()

    def input_method_query(self, query: Qt.InputMethodQuery) -> object | None:
        """Answer for the editor while the view composes for it."""
        if self._forwarding and self.editor is not None:
            return self.editor.inputMethodQuery(query)
        return None

    def view_lost_focus(self) -> None:
        """Commit when the keyboard leaves the view while it composes for the editor."""
        if self._forwarding:
            ime_guard().flush()
            self.commit()

    @Slot(str, object)
    def _on_committed(self, text: str, leave: Leave) -> None:
        job = self._close()
        if job is None:
            return
        self._view.say("")
        place = self._write(job, text)
        if place is not None:
            self._view.set_place(place)
        self._view.leave_place(leave)

    @Slot()
    def _on_cancelled(self) -> None:
        self._close()
        self._view.say("")

    def _close(self) -> _Job | None:
        """Take the editor away; the keyboard goes back to the view unless it is elsewhere."""
        editor, job = self.editor, self._job
        self.editor, self._job, self._forwarding = None, None, False
        if editor is not None:
            if editor.hasFocus():
                self._view.setFocus()
            editor.hide()
            editor.deleteLater()
            self._view.viewport().update()
        return job

    def _write(self, job: _Job, text: str) -> Place | None:
        """Carry the text into the plan and give the place where it now stands."""
        edits, place, sheet = self._view.edits_or_say(), job.place, self._view.sheet
        if edits is None or sheet is None:
            return None
        if not place.is_cell and text == _present_text(sheet, place):
            return None
        if place.is_item:
            edits.retype_item(place.target.id, text)
        elif place.is_row:
            edits.retype_label(place.target.id, text)
        elif place.is_field:
            edits.retype_field(place.target.field, text)
            if place.target.field == "departments":
                self._say_unknown(text)
        elif place.span is not None and (text.strip() or job.is_drawn):
            return self._view.commands.select_new(
                edits.write_new, place.target.id, place.span, text.strip("\n")
            )
        return None

    def _say_unknown(self, text: str) -> None:
        known = {one.name for one in self._view.departments()}
        unknown = [name for name in split_departments(text) if name not in known]
        if unknown:
            names = "、".join(f"「{name}」" for name in unknown)
            self._view.say(f"{names}は担当課一覧にない名称です。")


def _present_text(sheet: SheetMap, place: Place) -> str:
    if place.is_item:
        item = sheet.item(place.target.id)
        return "" if item is None else item.text
    if place.is_row:
        row = sheet.row(place.target.id)
        return "" if row is None else row.label
    return field_text(sheet.initiative, place.target.field) if place.is_field else ""


def _inside(rect: Rect) -> Rect:
    """Give the part of empty months in which a new item's text is written."""
    inset = min(4.0, rect.width / 8)
    return Rect(rect.x + inset, rect.y + 2, rect.width - 2 * inset, rect.height - 4)


def _writing_size(region: Region) -> float:
    return max(region.size, 1.0)
