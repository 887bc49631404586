"""A column of 委員会資料: a heading, a list, and below it the fields of what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget


def titled_column(words: str, above: QWidget, below: QWidget) -> QWidget:
    """Put a list above the fields of what is chosen in it."""
    column = QFrame()
    column.setObjectName("panel")
    unit = column.fontMetrics().height()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, unit // 2, 0, 0)
    layout.setSpacing(unit // 3)
    heading = QLabel(words)
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    heading.setIndent(unit // 2)
    above.setContentsMargins(unit // 2, 0, unit // 2, 0)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    below.setObjectName("panel")
    below.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    scroll.setWidget(below)
    layout.addWidget(heading)
    layout.addWidget(above, 2)
    layout.addWidget(scroll, 5)
    bar = scroll.verticalScrollBar().sizeHint().width()
    column.setMinimumWidth(below.minimumSizeHint().width() + bar)
    return column
