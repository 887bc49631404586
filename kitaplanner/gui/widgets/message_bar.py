"""A bar at the top of the work area that says something without stopping the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from kitaplanner.gui.icons import coloured_pixmap, themed_icon
from kitaplanner.gui.theme import Theme

MessageKind: TypeAlias = Literal["info", "done", "warning", "error"]


class MessageAction(NamedTuple):
    """A button of a message."""

    text: str
    slot: Callable[[], object]


class MessageBar(QFrame):
    """Shows one message with up to a few buttons; hidden while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._theme = theme
        self._kind: MessageKind = "info"
        self._shown: list[QPushButton] = []
        self._build_ui()
        self.hide()

    def _build_ui(self) -> None:
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._buttons = QHBoxLayout()
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setToolTip("閉じる")
        self._close.setAccessibleName("お知らせを閉じる")
        self._close.clicked.connect(self.dismiss)
        margin = self.fontMetrics().height() // 2
        layout = QHBoxLayout(self)
        layout.setContentsMargins(margin * 2, margin // 2, margin, margin // 2)
        layout.setSpacing(margin)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        layout.addLayout(self._buttons)
        layout.addWidget(self._close)

    @property
    def text(self) -> str:
        """Give what is being said, empty while hidden."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def kind(self) -> MessageKind:
        """Give the kind of the message."""
        return self._kind

    def show_message(
        self, kind: MessageKind, text: str, actions: Sequence[MessageAction] = ()
    ) -> None:
        """Replace what is being said."""
        self._kind = kind
        self._text.setText(text)
        self.setAccessibleName(text)
        self._clear_buttons()
        for action in actions:
            button = QPushButton(action.text)
            button.clicked.connect(action.slot)
            self._buttons.addWidget(button)
            self._shown.append(button)
        self.repaint_colours()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def repaint_colours(self) -> None:
        """Take the colours of the theme for the kind of message."""
        self.setProperty("kind", self._kind)
        for widget in (self, self._text):  # rules for the kind reach the words only so
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        colours = self._theme.colours
        ink = getattr(colours, f"{self._kind}_text")
        size = round(self.fontMetrics().height() * 1.2)
        self._icon.setPixmap(coloured_pixmap(self._kind, ink, size, self.devicePixelRatioF()))
        self._close.setIcon(QIcon(themed_icon("close", colours)))

    @Slot()
    def dismiss(self) -> None:
        """Stop saying it."""
        self._text.clear()
        self._clear_buttons()
        self.hide()

    def _clear_buttons(self) -> None:
        while self._shown:
            button = self._shown.pop()
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
