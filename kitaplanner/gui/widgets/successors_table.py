"""The initiatives that a reorganisation touches; for a split, who takes over each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.reorganisation import Touched

_NAME, _BEFORE, _AFTER = range(3)
_ITEMS_ALONE = "（行・矢印の担当課だけ）"


class SuccessorsTable(QTableWidget):
    """A row for each initiative: its departments now, and then or a tick for each successor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._successors: tuple[str, ...] = ()
        self.setAccessibleName("変わる事業")
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_touched(
        self, touched: Sequence[Touched], numbering: Numbering, successors: tuple[str, ...]
    ) -> None:
        """Show what changes; with successors, all of them are ticked at first."""
        self._successors = successors
        headings = ["事業", "いまの担当課", *(successors or ("改正後の担当課",))]
        self.clear()
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(headings)
        self.setRowCount(len(touched))
        for row, one in enumerate(touched):
            name = _cell(numbering.long_number(one.initiative) + " " + one.initiative.name)
            name.setData(Qt.ItemDataRole.UserRole, one.initiative.id)
            self.setItem(row, _NAME, name)
            self.setItem(row, _BEFORE, _cell("、".join(one.before)))
            if not successors:
                after = "、".join(one.after) if one.after != one.before else _ITEMS_ALONE
                self.setItem(row, _AFTER, _cell(after))
            for place, successor in enumerate(successors):
                self.setItem(row, _AFTER + place, _tick(successor))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for place in range(len(successors)):
            mode = QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(_AFTER + place, mode)

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Give the ticked successors by the id of the initiative."""
        return {
            str(self._data(row, _NAME, Qt.ItemDataRole.UserRole)): tuple(
                name
                for place, name in enumerate(self._successors)
                if Qt.CheckState(self._data(row, _AFTER + place, Qt.ItemDataRole.CheckStateRole))
                == Qt.CheckState.Checked
            )
            for row in range(self.rowCount())
        }

    def _data(self, row: int, column: int, role: Qt.ItemDataRole) -> Any:
        return self.model().index(row, column).data(role)


def _cell(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text.replace("\n", " "))
    item.setToolTip(text)
    return item


def _tick(successor: str) -> QTableWidgetItem:
    item = QTableWidgetItem()
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
    )
    item.setCheckState(Qt.CheckState.Checked)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{successor}が引き継ぐ")
    return item
