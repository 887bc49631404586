"""Writing in 一覧: opening the in-place editor over an item, and what becomes of its text.

Belongs here: the editor's life and the first keys of the input method. Does not belong here: the
editor itself (`widgets.text_editor`) and the operations (`sheet_edits`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QInputMethodEvent

from kitaplanner.domain.calendar import Span
from kitaplanner.gui.ime import ime_guard
from kitaplanner.gui.models.plan_table_lines import Line, Stop
from kitaplanner.gui.models.plan_table_model import Spot
from kitaplanner.gui.views.plan_table_map import LEADING
from kitaplanner.gui.views.plan_table_painter import item_area
from kitaplanner.gui.widgets.text_editor import EditorLook, Leave, TextEditor

if TYPE_CHECKING:
    from kitaplanner.gui.views.plan_table import PlanTable

_HINT = "Enterで確定、Alt+Enterで改行、Escで取り消し"


@dataclass(frozen=True, slots=True)
class _Job:
    """What is being written, and where it is found again."""

    spot: Spot
    line: Line
    stop: Stop
    is_drawn: bool = False


class PlanTableEditing(QObject):
    """The one in-place editor of a table, open or not."""

    def __init__(self, view: PlanTable) -> None:
        super().__init__(view)
        self._view = view
        self._job: _Job | None = None
        self._forwarding = False
        self.editor: TextEditor | None = None

    @property
    def is_open(self) -> bool:
        """Say whether something is being written."""
        return self.editor is not None

    def open(
        self,
        index: QModelIndex,
        text: str | None = None,
        *,
        quick: bool = False,
        drawn: Span | None = None,
    ) -> bool:
        """Open the editor over a stop, with its text or another one; say whether it opened.

        What was `drawn` over empty months becomes an item even without a text.
        """
        self.commit()
        model = self._view.table_model
        line, stop, spot = model.line_of(index), model.stop(index), model.spot(index)
        if line is None or stop is None or spot is None or self._view.edits_or_say(line) is None:
            return False
        if drawn is not None:
            stop = Stop(drawn)
        self._job = _Job(spot, line, stop, drawn is not None)
        present = stop.item.text if stop.item is not None else ""
        look = self._look(self._area(self._job))
        accent = self._view.colours.selected
        editor = TextEditor(present if text is None else text, look, self._view.viewport(), accent)
        self.editor = editor
        editor.quick = quick
        editor.setAccessibleName(model.describe(index))
        editor.committed.connect(self._on_committed)
        editor.cancelled.connect(self._on_cancelled)
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        editor.show()
        if not self._forwarding:
            editor.setFocus()
        self._view.viewport().update()
        self._view.say(_HINT)
        return True

    def put_cursor(self, position: QPointF) -> None:
        """Put the cursor of the open editor to a point of the view."""
        if self.editor is not None:
            inside = self.editor.viewport().mapFrom(self._view.viewport(), position.toPoint())
            self.editor.setTextCursor(self.editor.cursorForPosition(inside))

    def _area(self, job: _Job) -> QRectF:
        """Give where the months of a job lie now; nothing where its line is gone."""
        view, index = self._view, self._view.table_model.index_of(job.spot)
        if not index.isValid():
            return QRectF()
        return view.frame_of().to_view(view.plane.rect_of(index.row(), job.stop.span))

    def _look(self, area: QRectF) -> EditorLook:
        size = self._view.plane.text_size
        inner = item_area(area).adjusted(size / 3, size / 6, -size / 3, -size / 6)
        return EditorLook(inner, size, LEADING, False, "centre")

    def follow(self) -> None:
        """Keep the editor over its place when the table moves; commit when that is out of sight."""
        if self.editor is None or self._job is None:
            return
        area = self._area(self._job)
        if self._view.months_area.contains(area.center()):
            self.editor.set_look(self._look(area))
        else:
            self.commit()

    def commit(self) -> None:
        """Commit what is being written, text under composition included."""
        if self.editor is not None:
            self.editor.commit(Leave.STAY)

    # The first keys of the input method

    def input_method(self, event: QInputMethodEvent) -> bool:
        """Let composing over a selected stop open its editor.

        The keyboard stays with the view until this first composition ends: handing it over at once
        would interrupt the input method in the middle of its first word.
        """
        if self.editor is None:
            if not event.preeditString() and not event.commitString():
                return False
            self._forwarding = True
            if not self.open(self._view.currentIndex(), "", quick=True):
                self._forwarding = False
                return False
        if self.editor is None or not self._forwarding:
            return False
        editor = self.editor
        QCoreApplication.sendEvent(editor, event)
        if event.commitString() or not event.preeditString():
            self._forwarding = False
            if editor is self.editor:
                editor.setFocus()
        return True

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

    # What becomes of the text

    @Slot(str, object)
    def _on_committed(self, text: str, leave: Leave) -> None:
        job = self._close()
        if job is None:
            return
        self._view.say("")
        self._write(job, text)
        self._view.commands.leave(leave)

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

    def _write(self, job: _Job, text: str) -> None:
        edits = self._view.edits_or_say(job.line)
        if edits is None:
            return
        item = job.stop.item
        if item is not None:
            if text != item.text:
                edits.retype_item(item.id, text)
        elif text.strip() or job.is_drawn:
            self._view.commands.select_new(
                edits.write_new, job.line.row_id, job.stop.span, text.strip("\n")
            )
