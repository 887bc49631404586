"""The committee papers that a plan keeps: chosen, named, copied, removed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.handout import Handout
from kitaplanner.gui.widgets.buttons import list_button

_ID = Qt.ItemDataRole.UserRole


class HandoutList(QWidget):
    """`picked(id)`, `renamed(id, name)`, `new_wanted`, `copy_wanted` and `removal_wanted`."""

    picked = Signal(str)
    renamed = Signal(str, str)
    new_wanted = Signal()
    copy_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setObjectName("framed")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("委員会資料の一覧")
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.currentItemChanged.connect(self._tell)
        self.list.itemChanged.connect(self._tell_name)
        unit = self.fontMetrics().height()
        first, second = QHBoxLayout(), QHBoxLayout()
        self.new = list_button("新しい資料…", "新しい委員会資料を作る", self.new_wanted.emit, first)
        self.rename = list_button("名前の変更", "資料の名前を変える", self._edit, first)
        self.copy = list_button("複製", "資料を複製する", self.copy_wanted.emit, second)
        self.remove = list_button("削除", "資料を削除する", self.removal_wanted.emit, second)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit // 3)
        layout.addWidget(self.list, 1)
        layout.addLayout(first)
        layout.addLayout(second)

    def show_handouts(self, handouts: tuple[Handout, ...], current: str, editable: bool) -> None:
        """List the papers, with one of them current."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in handouts:
                item = QListWidgetItem(one.name)
                item.setData(_ID, one.id)
                if editable:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.list.addItem(item)
                if one.id == current:
                    self.list.setCurrentItem(item)
        self.new.setEnabled(editable)
        for button in (self.rename, self.copy, self.remove):
            button.setEnabled(editable and bool(handouts))

    @Slot()
    def _tell(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.picked.emit(str(item.data(_ID)))

    @Slot(QListWidgetItem)
    def _tell_name(self, item: QListWidgetItem) -> None:
        self.renamed.emit(str(item.data(_ID)), item.text())

    @Slot()
    def _edit(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.setFocus()
            self.list.editItem(item)
