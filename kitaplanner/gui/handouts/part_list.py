"""The parts of a handout in their order, with the 資料番号 that each is printed with."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.handout import Handout
from kitaplanner.gui.widgets.buttons import list_button
from kitaplanner.layout.handouts import PART_WORDS, number_parts

_ID = Qt.ItemDataRole.UserRole


class PartList(QWidget):
    """`picked(id)`, `add_wanted(kind)`, `removal_wanted`, `move_wanted(by)`."""

    picked = Signal(str)
    add_wanted = Signal(str)
    removal_wanted = Signal()
    move_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setObjectName("framed")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("資料の構成")
        self.list.currentItemChanged.connect(self._tell)
        row = QHBoxLayout()
        self.add = list_button("追加", "資料を加える", self._open_menu, row)
        self.menu = QMenu(self.add)
        for kind, words in PART_WORDS.items():
            action = self.menu.addAction(words)
            action.setData(kind)
        self.menu.triggered.connect(self._want)
        self.remove = list_button("除く", "選んだ資料を除く", self.removal_wanted.emit, row)
        self.up = list_button("上へ", "選んだ資料を上へ移す", self._move_up, row)
        self.down = list_button("下へ", "選んだ資料を下へ移す", self._move_down, row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.fontMetrics().height() // 3)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)

    def show_parts(self, handout: Handout, current: str, editable: bool) -> None:
        """List the parts, with one of them current."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for placed in number_parts(handout):
                words = PART_WORDS[placed.part.kind]
                title = f"{placed.title}（{words}）" if placed.title != words else words
                item = QListWidgetItem(f"{placed.number}　{title}" if placed.number else title)
                item.setData(_ID, placed.part.id)
                item.setToolTip(item.text())
                self.list.addItem(item)
                if placed.part.id == current:
                    self.list.setCurrentItem(item)
        row, count = self.list.currentRow(), self.list.count()
        self.add.setEnabled(editable)
        self.remove.setEnabled(editable and row >= 0)
        self.up.setEnabled(editable and row > 0)
        self.down.setEnabled(editable and 0 <= row < count - 1)

    @Slot()
    def _tell(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.picked.emit(str(item.data(_ID)))

    @Slot()
    def _open_menu(self) -> None:
        self.menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    @Slot(QAction)
    def _want(self, action: QAction) -> None:
        self.add_wanted.emit(str(action.data()))

    @Slot()
    def _move_up(self) -> None:
        self.move_wanted.emit(-1)

    @Slot()
    def _move_down(self) -> None:
        self.move_wanted.emit(1)
