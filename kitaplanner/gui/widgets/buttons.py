"""Rows of buttons below a list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QPushButton


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
