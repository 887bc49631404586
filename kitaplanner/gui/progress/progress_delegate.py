"""Writing in the table of reports: a field for texts, a list of words for the status.

Belongs here: the editors and their keys, which are those of Excel: Enter commits and goes down, Tab
to the right, Alt+Enter makes a line, Esc gives the old text back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kitaplanner.gui.progress.progress_rows import FIRST_FIELD, HEADS
from kitaplanner.gui.widgets.text_editor import Leave

_LEAST_LINES = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ProgressDelegate(QStyledItemDelegate):
    """Makes the editors; `left(leave)` says where the cursor goes after a text was committed."""

    left = Signal(object)

    def __init__(self, words: Callable[[], Sequence[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.editor: QWidget | None = None
        self.closeEditor.connect(self._forget)

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        if index.column() == FIRST_FIELD:
            combo = QComboBox(parent)
            combo.setEditable(True)
            combo.addItems(["", *self._words()])
            self.editor = combo
        else:
            self.editor = QPlainTextEdit(parent)
            self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName(HEADS[index.column()])
        return self.editor

    @Slot(QWidget)
    def _forget(self, gone: QWidget) -> None:
        if gone is self.editor:
            self.editor = None

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setEditText(text)
            line = editor.lineEdit()
            if line is not None:
                line.selectAll()
        elif isinstance(editor, QPlainTextEdit) and editor.toPlainText() != text:
            editor.setPlainText(text)
            editor.selectAll()

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            least = editor.fontMetrics().lineSpacing() * (_LEAST_LINES + 1)
            rect.setHeight(max(rect.height(), least))
            view = editor.parentWidget()
            if view is not None and rect.bottom() > view.height():
                rect.moveBottom(max(view.height(), rect.height()))
        else:
            rect.setHeight(max(editor.sizeHint().height(), editor.fontMetrics().height() * 2))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(editor, QWidget)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._take_key(editor, event)
        ):
            return True
        return super().eventFilter(editor, event)

    def _take_key(self, editor: QWidget, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        if key in _ENTER and held & Qt.KeyboardModifier.AltModifier:
            if isinstance(editor, QPlainTextEdit):
                editor.insertPlainText("\n")
            return True
        if key in _ENTER:
            is_up = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self.finish(Leave.UP if is_up else Leave.DOWN)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.finish(Leave.LEFT if key == Qt.Key.Key_Backtab else Leave.RIGHT)
            return True
        return False

    def finish(self, leave: Leave = Leave.STAY) -> None:
        """Commit what is being written and close its editor."""
        editor = self.editor
        if editor is None:
            return
        self.editor = None
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(leave)
