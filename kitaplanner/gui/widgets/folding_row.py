"""A row that folds in two where the window is narrow or its text is large."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget


class FoldingRow(QWidget):
    """Two halves side by side, or below each other where they have no room: `left` and `right` are
    the layouts to fill. Its page may become as narrow as the wider half."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.right = QHBoxLayout(), QHBoxLayout()
        self._halves = (QWidget(), QWidget())
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for half, layout in zip(self._halves, (self.left, self.right), strict=True):
            layout.setContentsMargins(0, 0, 0, 0)
            half.setLayout(layout)
            self._box.addWidget(half)

    def set_spacing(self, spacing: int) -> None:
        """Set the space between all that stands in the row."""
        for layout in (self._box, self.left, self.right):
            layout.setSpacing(spacing)

    def set_growing(self, *, left: int, right: int) -> None:
        """Set how much of the room that is left over each half takes."""
        self._box.setStretch(0, left)
        self._box.setStretch(1, right)

    @property
    def is_folded(self) -> bool:
        """Say whether the halves stand below each other."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Ask for the wider half alone, in the height that it has now."""
        width = max(half.minimumSizeHint().width() for half in self._halves)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(half.minimumSizeHint().width() for half in self._halves)
        fits = event.size().width() >= needed + self._box.spacing()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if direction != self._box.direction():
            self._box.setDirection(direction)
