"""Which initiatives a part of a handout shows: ticked in a list; none ticked shows all."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan

_ID = Qt.ItemDataRole.UserRole
_LINES = 7


class InitiativesChoice(QListWidget):
    """`chosen(ids)` in the order of the plan."""

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("framed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._tell)

    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 14, unit * 2 * _LINES)

    def show_choice(self, plan: Plan, numbering: Numbering, ids: tuple[str, ...]) -> None:
        """List the initiatives with those that are chosen ticked."""
        place = self.verticalScrollBar().value()
        row = self.currentRow()
        with QSignalBlocker(self):
            self.clear()
            for one in plan.initiatives():
                item = QListWidgetItem(f"{numbering.number(one)}　{one.name}".strip())
                item.setData(_ID, one.id)
                item.setCheckState(
                    Qt.CheckState.Checked if one.id in ids else Qt.CheckState.Unchecked
                )
                self.addItem(item)
            self.setCurrentRow(row)
        self.verticalScrollBar().setValue(place)

    @Slot()
    def _tell(self) -> None:
        items = (self.item(row) for row in range(self.count()))
        ids = (str(one.data(_ID)) for one in items if one.checkState() == Qt.CheckState.Checked)
        self.chosen.emit(tuple(ids))
