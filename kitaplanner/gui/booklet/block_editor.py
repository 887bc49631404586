"""The in-place editors: in running text Enter parts a paragraph, in tables it goes down.

Belongs here: what keys mean in them. Does not belong here: what becomes of the text
(`section_paper`), and the editor laid over the paper as such (`widgets.text_editor`).
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor

from kitaplanner.gui.ime import ime_guard
from kitaplanner.gui.widgets.text_editor import Leave, TextEditor

_KEYS = Qt.KeyboardModifier


class BlockEditor(TextEditor):
    """`parted(before, after)` at Enter, `emptied` at Backspace in nothing, `move_wanted(by)`."""

    parted = Signal(str, str)
    emptied = Signal()
    move_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Part, remove, move or leave; while composing every key belongs to the input method."""
        if self.composing or not self._act_on(event):
            super().keyPressEvent(event)

    def _act_on(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        plain = not held & (_KEYS.ShiftModifier | _KEYS.ControlModifier | _KEYS.AltModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if key == Qt.Key.Key_Up else 1
            if held & _KEYS.AltModifier:
                self.move_wanted.emit(by)
                return True
            return plain and leave_text(self, by)
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            ime_guard().flush()
            text, place = self.toPlainText(), self.textCursor().position()
            self.parted.emit(text[:place], text[place:])
            return True
        if key == Qt.Key.Key_Backspace and not self.toPlainText():
            self.emptied.emit()
            return True
        return False


class SpotEditor(TextEditor):
    """Writes one place of a table, a quote or a caption, with Excel's keys (`TextEditor`).

    `move_wanted(by)`, `row_wanted` and `row_removal_wanted` are about the row of a table.
    """

    move_wanted = Signal(int)
    row_wanted = Signal()
    row_removal_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave, or work on the row; while composing every key belongs to the input method."""
        if self.composing:
            super().keyPressEvent(event)
            event.accept()  # not for the paper below either
        elif not self._act_on(event):
            super().keyPressEvent(event)

    def _act_on(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        plain = not held & (_KEYS.ShiftModifier | _KEYS.ControlModifier | _KEYS.AltModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if key == Qt.Key.Key_Up else 1
            if held & _KEYS.AltModifier:
                self.move_wanted.emit(by)
                return True
            return plain and leave_text(self, by)
        if key == Qt.Key.Key_Insert and plain:
            self.row_wanted.emit()
            return True
        if key == Qt.Key.Key_Delete and held & _KEYS.ControlModifier:
            self.row_removal_wanted.emit()
            return True
        return False


def leave_text(editor: TextEditor, by: int) -> bool:
    """Go to the neighbour where the cursor can't move on in this text."""
    cursor = editor.textCursor()
    step = QTextCursor.MoveOperation.Up if by < 0 else QTextCursor.MoveOperation.Down
    if cursor.movePosition(step):
        return False
    editor.commit(Leave.UP if by < 0 else Leave.DOWN)
    return True
