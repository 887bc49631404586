"""Typing 担当課: names parted by 、 with the names of the master list offered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QRect, QStringListModel, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from kitaplanner.gui.widgets.text_editor import EditorLook, TextEditor

# Qt writes line ends in a selection as U+2029 or U+2028.
_SEPARATORS = re.compile("[、\n\u2028\u2029]")
_OFFERED = 8
_FOR_THE_LIST = frozenset(
    {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
    }
)


class DepartmentEditor(TextEditor):
    """A text editor that completes the name at the cursor; other names are accepted as they are."""

    def __init__(
        self, text: str, look: EditorLook, parent: QWidget, accent: str, names: Sequence[str]
    ) -> None:
        super().__init__(text, look, parent, accent)
        self._names = tuple((name, _folded(name)) for name in names)
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._list = QListView()
        self._completer.setPopup(self._list)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_OFFERED)
        self._completer.activated.connect(self._take)
        self.textChanged.connect(self._offer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter, Tab and Esc to the list while it is open; Alt+↓ opens it."""
        if self._list.isVisible() and event.key() in _FOR_THE_LIST:
            event.ignore()
            return
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and alt and not self.composing:
            self._show(self._fitting())
            return
        super().keyPressEvent(event)

    def _around_cursor(self) -> tuple[str, str]:
        """Give what stands before and after the cursor of the name at the cursor.

        Only 、 and line ends part names.
        """
        before, after = self.textCursor(), self.textCursor()
        before.movePosition(QTextCursor.MoveOperation.Start, QTextCursor.MoveMode.KeepAnchor)
        after.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        left = _SEPARATORS.split(before.selectedText())[-1]
        right = _SEPARATORS.split(after.selectedText())[0]
        return left, right

    def _typed(self) -> str:
        return "".join(self._around_cursor()).strip()

    def _fitting(self) -> list[str]:
        typed = _folded(self._typed())
        starting = [name for name, folded in self._names if folded.startswith(typed)]
        inside = [name for name, folded in self._names if typed in folded]
        return list(dict.fromkeys(starting + inside))

    @Slot()
    def _offer(self) -> None:
        """Offer names for what is typed, unless it is a name already or nothing."""
        typed = self._typed()
        found = self._fitting() if typed and self.hasFocus() and not self.composing else []
        self._show([] if typed in found else found)

    def _show(self, names: list[str]) -> None:
        self._model.setStringList(names)
        if not names:
            self._list.hide()
            return
        width = self._list.sizeHintForColumn(0) + self._list.verticalScrollBar().sizeHint().width()
        rect = self.viewport().rect() & self.cursorRect()
        place = QRect(self.viewport().mapTo(self, rect.topLeft()), rect.size())
        place.setWidth(max(width, self.width()))
        self._completer.complete(place)

    @Slot(str)
    def _take(self, name: str) -> None:
        left, right = map(_units, self._around_cursor())
        cursor = self.textCursor()
        at = cursor.position()
        cursor.setPosition(at - left)
        cursor.setPosition(at + right, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(name)
        self.setTextCursor(cursor)
        self._list.hide()


def _folded(text: str) -> str:
    """Give a text for comparing: full-width and half-width, capital and small are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def _units(text: str) -> int:
    """Count UTF-16 units, in which Qt counts positions: 𠮷 is two."""
    return len(text.encode("utf-16-le")) // 2
