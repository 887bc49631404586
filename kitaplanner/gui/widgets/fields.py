"""Fields for text that hand over their text once it is finished, not at every key.

Leaving a field finishes it, and so does `commit`; Esc gives back what stood there. Ctrl+Z takes
back typing while there is unfinished typing; otherwise the key goes on to the window, which undoes
the last change of the document.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QTextEdit, QWidget

from kitaplanner.gui.ime import ime_guard
from kitaplanner.gui.widgets.reading import LINE_HEIGHT, space_lines


def _is_undo_or_redo(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.ShortcutOverride
        and (
            event.matches(QKeySequence.StandardKey.Undo)
            or event.matches(QKeySequence.StandardKey.Redo)
        )
    )


class TextField(QTextEdit):
    """Text of several lines; `committed(text)` when it was changed and is finished."""

    committed = Signal(str)

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._shown = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        height = round(self.fontMetrics().lineSpacing() * self._lines * LINE_HEIGHT / 100) + frame
        return QSize(
            self.fontMetrics().height() * 14,
            height + margins.top() + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 6, self.sizeHint().height())

    def set_text(self, text: str) -> None:
        """Show a text; unfinished typing stays while the person is in the field."""
        is_typing = self.hasFocus() and self.toPlainText() != self._shown
        self._shown = text
        if not is_typing and self.toPlainText() != text:
            self._write(text)

    def _write(self, text: str) -> None:
        self.setPlainText(text)
        space_lines(self)

    @Slot()
    def commit(self) -> None:
        """Hand over what was typed."""
        ime_guard().flush()
        text = self.toPlainText()
        if text != self._shown and not self.isReadOnly():
            self._shown = text
            self.committed.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._shown:
            self._write(self._shown)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if _is_undo_or_redo(event) and self.toPlainText() == self._shown:
            event.ignore()
            return False
        return super().event(event)


class LineField(QLineEdit):
    """Text of one line; `committed(text)` when it was changed and is finished."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.editingFinished.connect(self.commit)

    def set_text(self, text: str) -> None:
        """Show a text; unfinished typing stays while the person is in the field."""
        is_typing = self.hasFocus() and self.text() != self._shown
        self._shown = text
        if not is_typing and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    @Slot()
    def commit(self) -> None:
        """Hand over what was typed."""
        ime_guard().flush()
        if self.text() != self._shown and not self.isReadOnly():
            self._shown = self.text()
            self.committed.emit(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if _is_undo_or_redo(event) and self.text() == self._shown:
            event.ignore()
            return False
        return super().event(event)
