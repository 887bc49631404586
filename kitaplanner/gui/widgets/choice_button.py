"""A large button with a picture, what it does, and a line about it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget


class ChoiceButton(QPushButton):
    """A button whose content is laid out like text, and grows with the font."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        unit = self.fontMetrics().height()
        self._picture = QLabel()
        heading = QLabel(title)
        font = QFont(heading.font())
        font.setBold(True)
        heading.setFont(font)
        about = QLabel(words)
        about.setObjectName("muted")
        text = QVBoxLayout()
        text.setSpacing(unit // 3)
        text.addWidget(heading)
        text.addWidget(about)
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(unit, unit * 3 // 4, unit, unit * 3 // 4)
        layout.setSpacing(unit)
        layout.addWidget(self._picture)
        layout.addLayout(text, 1)
        self._picture.hide()
        for label in (self._picture, heading, about):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, icon: QIcon) -> None:
        """Show a picture at the left."""
        size = self.fontMetrics().height() * 2
        self._picture.show()
        self._picture.setPixmap(icon.pixmap(size, size))

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()
