"""Buttons: rows of them below a list, and one whose letter acts at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShortcutEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton


class PromptButton(QPushButton):
    """A button whose letter (Alt+R) acts at once.

    Qt shows it pressed for a tenth of a second first; who types on meanwhile, to close the window
    and to save, would save what was there before.
    """

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous() and self.isEnabled():
            self.click()
            return True
        return super().event(event)


def list_button(words: str, name: str, slot: Callable[[], object], row: QBoxLayout) -> QPushButton:
    """Add a button to a row; `name` says to a screen reader what it does to what."""
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.setAccessibleName(name)
    button.setToolTip(name)
    # The style asks for much more than the words need: several stand side by side in a column.
    metrics = button.fontMetrics()
    button.setMinimumWidth(metrics.horizontalAdvance(words) + metrics.height())
    button.clicked.connect(slot)
    row.addWidget(button)
    return button


def row_button(words: str, slot: Callable[[], object], row: QBoxLayout) -> PromptButton:
    """Add a button to a row of a dialog; Enter never presses it by itself."""
    button = PromptButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(slot)
    row.addWidget(button)
    return button
