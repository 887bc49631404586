"""The chapters and parts of the booklet in their order, with their numbers."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.widgets.buttons import list_button
from kitaplanner.layout.section_numbers import number_sections

_ID = Qt.ItemDataRole.UserRole


class SectionList(QWidget):
    """`picked(id)`, `add_wanted(level)`, `removal_wanted`, `move_wanted(by)`."""

    picked = Signal(str)
    add_wanted = Signal(int)
    removal_wanted = Signal()
    move_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setObjectName("framed")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("冊子の章")
        self.list.currentItemChanged.connect(self._tell)
        first, second = QHBoxLayout(), QHBoxLayout()
        self.add = list_button("章の追加", "選んだ章のあとに章を加える", self._add, first)
        self.add_part = list_button("節の追加", "選んだ章の中に節を加える", self._add_part, first)
        self.remove = list_button("削除", "選んだ章を削除する", self.removal_wanted.emit, second)
        self.up = list_button("上へ", "選んだ章を上へ移す", self._move_up, second)
        self.down = list_button("下へ", "選んだ章を下へ移す", self._move_down, second)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.fontMetrics().height() // 3)
        layout.addWidget(self.list, 1)
        layout.addLayout(first)
        layout.addLayout(second)

    def show_sections(self, plan: Plan, form: Form, current: str, editable: bool) -> None:
        """List the sections, with one of them current."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in number_sections(plan, form):
                indent = "　" * (one.section.level - 1)
                item = QListWidgetItem(f"{indent}{one.mark}{one.section.heading}")
                item.setData(_ID, one.section.id)
                self.list.addItem(item)
                if one.section.id == current:
                    self.list.setCurrentItem(item)
        row, count = self.list.currentRow(), self.list.count()
        self.add.setEnabled(editable)
        self.add_part.setEnabled(editable and row >= 0)
        self.remove.setEnabled(editable and row >= 0)
        self.up.setEnabled(editable and row > 0)
        self.down.setEnabled(editable and 0 <= row < count - 1)

    @Slot()
    def _tell(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.picked.emit(str(item.data(_ID)))

    @Slot()
    def _add(self) -> None:
        self.add_wanted.emit(1)

    @Slot()
    def _add_part(self) -> None:
        self.add_wanted.emit(2)

    @Slot()
    def _move_up(self) -> None:
        self.move_wanted.emit(-1)

    @Slot()
    def _move_down(self) -> None:
        self.move_wanted.emit(1)
