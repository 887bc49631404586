"""別の見出しへ移動: the heading that what is chosen in the outline goes to."""

from __future__ import annotations

from collections.abc import Sequence

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

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.outline import parent_of_node
from kitaplanner.domain.plan import Node, Plan
from kitaplanner.gui.models.outline_filter import folded

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class MoveToDialog(QDialog):
    """A list of headings, narrowed by a word; the keyboard stays in the word's field."""

    def __init__(
        self,
        plan: Plan,
        homes: Sequence[Node],
        numbering: Numbering,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("別の見出しへ移動")
        self._build_ui()
        for node in homes:
            above = parent_of_node(plan, node.id)
            path = "" if above is None else f"{numbering.long_number(above)}　"
            item = QListWidgetItem(f"{path}{numbering.heading(node)}".replace("\n", " "))
            item.setData(Qt.ItemDataRole.UserRole, node.id)
            item.setToolTip(item.text())
            self.list.addItem(item)
        self._narrow()

    @classmethod
    def ask(
        cls, parent: QWidget, plan: Plan, homes: Sequence[Node], numbering: Numbering
    ) -> str | None:
        """Give the id of the heading; None when the person thought better of it."""
        dialog = cls(plan, homes, numbering, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        home = dialog.home if accepted else None
        dialog.deleteLater()
        return home

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        self.list = QListWidget()
        self.list.setAccessibleName("移動先の見出し")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemDoubleClicked.connect(self.accept)
        self.word = _WordField(self.list)
        self.word.setPlaceholderText("番号・見出しの言葉で絞り込む")
        self.word.setAccessibleName("番号や見出しの言葉で絞り込む")
        self.word.setClearButtonEnabled(True)
        self.word.textChanged.connect(self._narrow)
        label = QLabel("移動先の見出し（その最後に入ります）")
        label.setBuddy(self.word)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.move_button = self.buttons.addButton("移動", QDialogButtonBox.ButtonRole.AcceptRole)
        self.move_button.setDefault(True)
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
    def home(self) -> str | None:
        """Give the id of the chosen heading; None where no heading fits the word."""
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
        self.move_button.setEnabled(bool(shown))


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
