"""A list of departments to tick, each with the number of its initiatives."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.gui.widgets.buttons import row_button


class DepartmentTicks(QWidget):
    """The list with buttons for all and none; `changed` is emitted when a tick comes or goes."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.itemChanged.connect(self._tell)
        choose = QHBoxLayout()
        self.all_button = row_button("すべて選ぶ", self._check_all, choose)
        self.none_button = row_button("選択を外す", self._check_none, choose)
        choose.addStretch(1)
        self.count = QLabel()
        choose.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addLayout(choose)
        self.setFocusProxy(self.list)

    def fill(self, departments: Sequence[tuple[str, int]], ticked: Collection[str]) -> None:
        """Show departments with their numbers of initiatives."""
        self.list.clear()
        for name, count in departments:
            item = QListWidgetItem(f"{name}（{count}事業）")
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
            )
            state = Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.list.addItem(item)
        self._tell()

    def ticked(self) -> tuple[str, ...]:
        """Give the departments that are ticked."""
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        )

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    @Slot()
    def _check_all(self) -> None:
        self._check(Qt.CheckState.Checked)

    @Slot()
    def _check_none(self) -> None:
        self._check(Qt.CheckState.Unchecked)

    def _check(self, state: Qt.CheckState) -> None:
        for item in self._items():
            item.setCheckState(state)

    @Slot()
    def _tell(self) -> None:
        self.count.setText(f"{len(self.ticked())}／{self.list.count()}課")
        self.changed.emit()
