"""Typing 担当課: names parted by 、 with the names of the master list offered.

The list of names is a child of the paper and never takes the keyboard. QCompleter's is a window
that grabs it, which some input methods answer by dropping what is being composed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kitaplanner.gui.widgets.text_editor import EditorLook, TextEditor

# Qt writes line ends in a selection as U+2029 or U+2028.
_SEPARATORS = re.compile("[、\n\u2028\u2029]")
_SHOWN_AT_ONCE = 8
_TAKE_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})


class DepartmentEditor(TextEditor):
    """A text editor that completes the name at the cursor; other names are accepted as they are.

    While names are offered ↓ and ↑ choose, Enter and Tab take what is chosen, Esc closes the list;
    Alt+↓ offers names at any time.
    """

    def __init__(
        self, text: str, look: EditorLook, parent: QWidget, accent: str, names: Sequence[str]
    ) -> None:
        super().__init__(text, look, parent, accent)
        self._names = tuple((name, _folded(name)) for name in names)
        self._list = QListWidget(parent)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("担当課の候補")
        self._list.setStyleSheet("QListWidget { border: 1px solid palette(mid); }")
        self._list.hide()
        self._list.itemClicked.connect(self._take)
        self.destroyed.connect(self._list.deleteLater)
        self.textChanged.connect(self._offer)

    def offered(self) -> list[str]:
        """Give the names that the open list shows."""
        if not self._list.isVisible():
            return []
        return [self._list.item(row).text() for row in range(self._list.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose from the open list, else type."""
        if self.composing or not self._choose_by(event):
            super().keyPressEvent(event)

    def _choose_by(self, event: QKeyEvent) -> bool:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if not self._list.isVisible():
            if key == Qt.Key.Key_Down and alt:
                self._show(self._fitting())
                return True
            return False
        chosen: QListWidgetItem | None = self._list.currentItem()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._list.hide()
        elif key in _TAKE_KEYS and chosen is not None and not alt:
            self._take(chosen)
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        row = self._list.currentRow() + step
        self._list.setCurrentRow(min(max(row, 0), self._list.count() - 1))

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
        found = self._fitting() if typed and not self.composing else []
        self._show([] if typed in found else found)

    def _show(self, names: list[str]) -> None:
        self._list.clear()
        self._list.addItems(names)
        self._list.setCurrentRow(-1)
        if not names:
            self._list.hide()
            return
        self._place_list(min(len(names), _SHOWN_AT_ONCE))
        self._list.raise_()
        self._list.show()

    def _place_list(self, shown: int) -> None:
        """Put the list below the line that is typed in, inside the view."""
        frame = 2 * self._list.frameWidth() + 2
        height = shown * self._list.sizeHintForRow(0) + frame
        bar = self._list.verticalScrollBar().sizeHint().width()
        width = max(self._list.sizeHintForColumn(0) + bar + frame, self.width())
        foot = self.viewport().mapTo(self._paper, self.cursorRect().bottomLeft() + QPoint(0, 4))
        room = self._paper.size()
        x = max(0, min(foot.x(), room.width() - width))
        self._list.setGeometry(x, foot.y(), min(width, room.width()), height)

    @Slot(QListWidgetItem)
    def _take(self, chosen: QListWidgetItem) -> None:
        """Put a name in the place of what was typed of it."""
        left, right = map(_units, self._around_cursor())
        cursor = self.textCursor()
        at = cursor.position()
        cursor.setPosition(at - left)
        cursor.setPosition(at + right, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(chosen.text())
        self.setTextCursor(cursor)
        self._list.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the list with the editor."""
        self._list.hide()
        super().hideEvent(event)


def _folded(text: str) -> str:
    """Give a text for comparing: full-width and half-width, capital and small are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def _units(text: str) -> int:
    """Count UTF-16 units, in which Qt counts positions: 𠮷 is two."""
    return len(text.encode("utf-16-le")) // 2
