"""The tool bar of 委員会資料: undo, paper, PDF and the look of a copy without colours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.icons import themed_icon
from kitaplanner.gui.theme import Theme


class HandoutToolBar(QToolBar):
    """Holds `preview`, `pdf`, `parts` and the switch `grey`; `let_print` enables those of paper."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__("委員会資料", parent)
        self._theme = theme
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The same actions as in the main window: their keys work here too.
        self.addActions([actions.undo, actions.redo])
        self.addSeparator()
        self.preview = self._action("印刷プレビュー", "preview", "Ctrl+P")
        self.pdf = self._action("PDF（1つにまとめて）", "pdf", "Ctrl+Shift+P")
        self.parts = self._action("PDF（資料ごと）", "pdf")
        self.addSeparator()
        self.grey = self._action("白黒で確かめる", "print")
        self.grey.setToolTip("色のないコピー機で刷ったときの見え方で表示します")
        self.grey.setCheckable(True)
        self.let_print(False)

    def let_print(self, allowed: bool) -> None:
        """Let what is there be printed and written."""
        for action in (self.preview, self.pdf, self.parts):
            action.setEnabled(allowed)

    def _action(self, words: str, icon: str, key: str = "") -> QAction:
        action = QAction(themed_icon(icon, self._theme.colours), words, self)
        if key:
            action.setShortcut(key)
        action.setToolTip(f"{words}（{key}）" if key else words)
        self.addAction(action)
        return action
