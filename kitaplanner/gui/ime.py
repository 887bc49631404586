"""Keeping what is being composed with the input method when the person goes elsewhere.

Belongs here: the guard. Does not belong here: what editors do with finished text.

Text under composition is not yet in the editor. Clicking elsewhere, saving by key or closing would
read the editor without it. Windows hands the composition over when asked; some input methods
of Linux only drop it. So the platform is asked first, and what it leaves behind is put in.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

_EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
_MODIFIER_KEYS = frozenset(
    {
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Meta,
        Qt.Key.Key_AltGr,
    }
)
_WITH_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ImeGuard(QObject):
    """Watches the compositions of all editors of an application; there is one for each."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._editor: QWidget | None = None
        self._composed = ""
        self._flushing = False
        self._was_committed = False
        application.installEventFilter(self)

    @property
    def composing(self) -> bool:
        """Say whether some editor holds text under composition."""
        return bool(self._composed) and self._editor is not None and isValid(self._editor)

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        """Follow compositions, and finish them where the person turns away."""
        kind = event.type()
        if kind == QEvent.Type.InputMethod:
            if isinstance(event, QInputMethodEvent) and isinstance(receiver, _EDITORS):
                self._follow(receiver, event)
        elif not self.composing:
            return False
        elif kind == QEvent.Type.FocusOut:
            if receiver is self._editor:
                self.flush()
        elif kind == QEvent.Type.MouseButtonPress:
            if isinstance(receiver, QWidget) and not self._is_inside(receiver):
                self.flush()
        elif isinstance(event, QKeyEvent) and _is_shortcut(event):
            self.flush()
        return False

    def _follow(self, editor: QWidget, event: QInputMethodEvent) -> None:
        if self._flushing:
            self._was_committed = self._was_committed or bool(event.commitString())
            return
        self._editor, self._composed = editor, event.preeditString()

    def _is_inside(self, receiver: QWidget) -> bool:
        return self._editor is not None and (
            receiver is self._editor or self._editor.isAncestorOf(receiver)
        )

    def flush(self) -> None:
        """Turn the text under composition into text of its editor, exactly once."""
        if self._flushing or not self.composing or self._editor is None:
            return
        editor, composed = self._editor, self._composed
        self._flushing, self._was_committed = True, False
        try:
            QGuiApplication.inputMethod().commit()
            if not self._was_committed:
                event = QInputMethodEvent()
                event.setCommitString(composed)
                QCoreApplication.sendEvent(editor, event)
        finally:
            self._flushing = False
            self._editor, self._composed = None, ""


def _is_shortcut(event: QKeyEvent) -> bool:
    """Tell keys such as Ctrl+S that the input method let through from the keys it uses itself."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and bool(event.modifiers() & _WITH_KEYS)
        and event.key() not in _MODIFIER_KEYS
    )


def ime_guard() -> ImeGuard:
    """Give the guard of the running application; the first call installs it."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("the guard needs a QApplication")
    guard = application.findChild(ImeGuard)
    return guard if isinstance(guard, ImeGuard) else ImeGuard(application)
