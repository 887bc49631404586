"""履歴: what was done to an initiative, the latest first."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kitaplanner.gui.widgets.reading import paragraph

_KIND_WORDS = {"do": "", "undo": "取消：", "redo": "やり直し："}


class HistoryEntry(Protocol):
    """What an entry of the journal tells here; `at` is ISO 8601 local time."""

    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def at(self) -> str: ...


class HistoryList(QWidget):
    """A few lines: when, who, what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = self.fontMetrics().height()
        self._heading = QLabel("履歴")
        self._heading.setObjectName("muted")
        self._text = ""
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setAccessibleName("履歴")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit, unit // 2, unit, unit)
        layout.addWidget(self._heading)
        layout.addWidget(self._words)

    @property
    def text(self) -> str:
        """Give the lines that are shown."""
        return self._text

    def show_entries(self, entries: list[HistoryEntry] | tuple[HistoryEntry, ...]) -> None:
        """Show entries, the latest first."""
        lines = [_line(entry) for entry in entries]
        self._text = "\n".join(lines) or "まだ変更はありません。"
        self._words.setText(paragraph(self._text))


def _line(entry: HistoryEntry) -> str:
    when = entry.at[5:16].replace("-", "/").replace("T", " ")
    who = f"　{entry.who}" if entry.who else ""
    return f"{when}{who}\n　{_KIND_WORDS[entry.kind]}{entry.label}"
