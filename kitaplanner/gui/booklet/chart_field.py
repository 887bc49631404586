"""An organisation chart as an indented list: Tab goes a step deeper, Shift+Tab a step back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from kitaplanner.gui.widgets.fields import TextField

_INDENT = "　"


class ChartField(TextField):
    """One box a line; Ctrl+Tab leaves the field, as Tab is taken."""

    def __init__(self, lines: int = 9) -> None:
        super().__init__(lines)
        self.setTabChangesFocus(False)
        self.setAccessibleDescription("Tabで一段下げ、Shift+Tabで一段上げ、Ctrl+Tabで次の欄へ")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        else:
            self._indent(event.key() == Qt.Key.Key_Tab)

    def _indent(self, deeper: bool) -> None:
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        if deeper:
            cursor.insertText(_INDENT)
        elif cursor.block().text().startswith(_INDENT):
            cursor.deleteChar()
