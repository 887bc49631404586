"""A tool bar that gives up its words before it loses a button or a field.

Belongs here: measuring. Does not belong here: what is in the bar (`actions`, `furnishing`).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QActionEvent, QResizeEvent
from PySide6.QtWidgets import QToolBar

_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


class FittingToolBar(QToolBar):
    """Shows words beside its icons where there is room for all of them, else icons alone.

    What an icon does is said by its tip, and by its name to screen readers.
    """

    def _fit(self) -> None:
        """Choose between words and icons; measuring needs the words."""
        self.setToolButtonStyle(_WORDS)
        if self._needed() > self.width():
            self.setToolButtonStyle(_ICONS)

    def _needed(self) -> int:
        """Give the width of all that the bar holds."""
        widgets = [self.widgetForAction(action) for action in self.actions()]
        widths = [max(one.sizeHint().width(), one.minimumWidth(), 0) for one in widgets]
        layout = self.layout()
        spacing = 0 if layout is None else layout.spacing()
        margins = self.contentsMargins()
        inside = 0 if layout is None else _across(layout.contentsMargins())
        return sum(widths) + spacing * len(widths) + _across(margins) + inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width."""
        super().resizeEvent(event)
        self._fit()

    def actionEvent(self, event: QActionEvent) -> None:
        """Fit what came or went."""
        super().actionEvent(event)
        if event.type() in (QEvent.Type.ActionAdded, QEvent.Type.ActionRemoved):
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit to a font of another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


def _across(margins) -> int:
    return margins.left() + margins.right()
