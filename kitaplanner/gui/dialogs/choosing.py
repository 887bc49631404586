"""Choosing one thing out of a list that a word narrows; the keyboard stays in the word's field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.gui.models.outline_filter import folded

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class Choice(NamedTuple):
    """What may be chosen: its id and the words of its row."""

    id: str
    words: str


class ChoiceWords(NamedTuple):
    """What the dialog says: title, what is listed, what its field is for, and the button."""

    title: str
    listed: str
    label: str
    narrowing: str
    button: str


class ChoosingDialog(QDialog):
    """A list of choices, narrowed by a word."""

    def __init__(
        self, words: ChoiceWords, choices: Iterable[Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self._build_ui(words)
        for one in choices:
            item = QListWidgetItem(one.words.replace("\n", " "))
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setToolTip(item.text())
            self.list.addItem(item)
        self._narrow()

    @classmethod
    def choose(cls, dialog: ChoosingDialog) -> str | None:
        """Show a dialog and give the id; None when the person thought better of it."""
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen if accepted else None
        dialog.deleteLater()
        return chosen

    def _build_ui(self, words: ChoiceWords) -> None:
        unit = self.fontMetrics().height()
        self.list = QListWidget()
        self.list.setAccessibleName(words.listed)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemDoubleClicked.connect(self.accept)
        self.word = _WordField(self.list)
        self.word.setPlaceholderText(f"{words.narrowing}で絞り込む")
        self.word.setAccessibleName(f"{words.narrowing}で絞り込む")
        self.word.setClearButtonEnabled(True)
        self.word.textChanged.connect(self._narrow)
        label = QLabel(words.label)
        label.setBuddy(self.word)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.choose_button = self.buttons.addButton(
            words.button, QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.choose_button.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        for widget in (label, self.word):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.buttons)
        self.resize(unit * 34, unit * 26)
        self.word.setFocus()

    @property
    def chosen(self) -> str | None:
        """Give the id of what is chosen; None where nothing fits the word."""
        item: QListWidgetItem | None = self.list.currentItem()
        return None if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _narrow(self) -> None:
        """Show what has the word, and stay on a row that is shown."""
        word = folded(self.word.text())
        shown = []
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(word not in folded(item.text()))
            if not item.isHidden():
                shown.append(row)
        if self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0] if shown else -1)
        self.choose_button.setEnabled(bool(shown))


class _WordField(QLineEdit):
    """A field whose arrow keys choose in the list below it."""

    def __init__(self, below: QListWidget) -> None:
        super().__init__()
        self._below = below

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        rows = [row for row in range(self._below.count()) if not self._below.item(row).isHidden()]
        if rows:
            now = self._below.currentRow()
            index = (rows.index(now) if now in rows else 0) + step
            self._below.setCurrentRow(rows[min(max(index, 0), len(rows) - 1)])
