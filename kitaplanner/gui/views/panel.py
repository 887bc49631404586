"""What the panels of the inspector share: a column of labelled fields."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.fields import LineField, TextField


class Panel(QWidget):
    """A column of fields, each below its label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session: DocumentSession | None = None
        unit = self.fontMetrics().height()
        self._unit = unit
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(unit, unit // 2, unit, unit // 2)
        self._column.setSpacing(unit // 4)

    def add_field(self, words: str, field: QWidget) -> None:
        """Put a field below its label."""
        label = QLabel(words)
        label.setObjectName("muted")
        label.setWordWrap(True)  # a long label must not widen the panel beyond its dock
        label.setBuddy(field)
        field.setAccessibleName(words)
        if self._column.count():
            self._column.addSpacing(self._unit // 3)
        self._column.addWidget(label)
        self._column.addWidget(field)

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget without a label of its own."""
        self._column.addSpacing(self._unit // 3)
        self._column.addWidget(widget)

    def text_field(self, words: str, lines: int) -> TextField:
        """Add a field for text of several lines."""
        field = TextField(lines)
        self.add_field(words, field)
        return field

    def line_field(self, words: str) -> LineField:
        """Add a field for a line of text."""
        field = LineField()
        self.add_field(words, field)
        return field

    def commit(self) -> None:
        """Have every field hand over what is being typed."""
        for field in self.findChildren(QObject):
            if isinstance(field, TextField | LineField):
                field.commit()


def heading_label(words: str) -> QLabel:
    """Give a heading inside a panel."""
    label = QLabel(words)
    label.setObjectName("muted")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label
