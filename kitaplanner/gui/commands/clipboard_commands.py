"""編集: 切り取り, コピー and 貼り付け, for whichever part of the window has the keyboard.

Belongs here: whom the three actions are for, and whether they can be done. What they do is in the
clipboards of the parts (`schedule_clipboard`, `outline_clipboard`); an editor of text has its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from kitaplanner.gui.clipboard import clipboard_has_content

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from kitaplanner.gui.actions import Actions


class Clipboard(Protocol):
    """What a part of the window does with the clipboard."""

    @property
    def can_copy(self) -> bool: ...
    @property
    def can_cut(self) -> bool: ...
    @property
    def can_paste(self) -> bool: ...
    def copy(self) -> object: ...
    def cut(self) -> object: ...
    def paste(self) -> object: ...


class _TextClipboard:
    """The clipboard of an editor of text."""

    def __init__(self, editor: QLineEdit | QTextEdit | QPlainTextEdit) -> None:
        self._editor = editor
        self.copy, self.cut, self.paste = editor.copy, editor.cut, editor.paste

    @property
    def can_copy(self) -> bool:
        """Say whether text is selected."""
        if isinstance(self._editor, QLineEdit):
            return self._editor.hasSelectedText()
        return self._editor.textCursor().hasSelection()

    @property
    def can_cut(self) -> bool:
        """Say whether selected text can be taken away."""
        return self.can_copy and not self._editor.isReadOnly()

    @property
    def can_paste(self) -> bool:
        """Say whether text can be put here."""
        return clipboard_has_content() and not self._editor.isReadOnly()


class ClipboardCommands(QObject):
    """Leads the actions to the part of the window that the person works in."""

    def __init__(self, window: QWidget, actions: Actions, edit_menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._parts: list[tuple[QWidget, Clipboard]] = []
        self._place: QWidget | None = None
        actions.cut.triggered.connect(self._cut)
        actions.copy.triggered.connect(self._copy)
        actions.paste.triggered.connect(self._paste)
        edit_menu.aboutToShow.connect(self.refresh_actions)
        QGuiApplication.clipboard().dataChanged.connect(self.refresh_actions)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def serve(self, part: QWidget, clipboard: Clipboard) -> None:
        """Let a part of the window be led to its clipboard."""
        self._parts.append((part, clipboard))

    @Slot(QWidget, QWidget)
    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        # A menu takes the keyboard for a while, and works for what had it before.
        if new is not None and not isinstance(new, QMenuBar):
            self._place = new
            self.refresh_actions()

    def _clipboard(self) -> Clipboard | None:
        place = self._place
        if place is None or not isValid(place) or not self._window.isAncestorOf(place):
            return None
        if isinstance(place, QLineEdit | QTextEdit | QPlainTextEdit):
            return _TextClipboard(place)
        served = (one for part, one in self._parts if part is place or part.isAncestorOf(place))
        return next(served, None)

    @Slot()
    def refresh_actions(self) -> None:
        """Enable what can be done where the person is."""
        clipboard, actions = self._clipboard(), self._actions
        actions.copy.setEnabled(clipboard is not None and clipboard.can_copy)
        actions.cut.setEnabled(clipboard is not None and clipboard.can_cut)
        actions.paste.setEnabled(clipboard is not None and clipboard.can_paste)

    @Slot()
    def _copy(self) -> None:
        clipboard = self._clipboard()
        if clipboard is not None:
            clipboard.copy()

    @Slot()
    def _cut(self) -> None:
        clipboard = self._clipboard()
        if clipboard is not None:
            clipboard.cut()

    @Slot()
    def _paste(self) -> None:
        clipboard = self._clipboard()
        if clipboard is not None:
            clipboard.paste()
