"""The initiatives of a plan, each with what becomes of it in the next period."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.roll_over import FATE_WORDS, Fate

_NAME, _DEPARTMENTS, _FATE = range(3)
_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_FATE_ROLE = Qt.ItemDataRole.UserRole
_HEADINGS = ("事業", "担当課", "次の計画での扱い")


class FatesTable(QTableWidget):
    """A row for each initiative with its fate; rows can be hidden, their fates stay."""

    fates_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADINGS), parent)
        self._ids: list[str] = []
        self._is_filling = False
        self.setAccessibleName("事業ごとの扱い")
        self.setHorizontalHeaderLabels(list(_HEADINGS))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 2.2))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setItemDelegateForColumn(_FATE, _FateDelegate(self))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_DEPARTMENTS, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(_DEPARTMENTS, self.fontMetrics().height() * 12)
        header.setSectionResizeMode(_FATE, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(_FATE, self.fontMetrics().height() * 13)
        self.itemChanged.connect(self._tell)

    def show_plan(self, plan: Plan, numbering: Numbering) -> None:
        """Show the initiatives of a plan; all are carried on at first."""
        initiatives = tuple(plan.initiatives())
        self._ids = [one.id for one in initiatives]
        self._is_filling = True
        self.setRowCount(len(initiatives))
        for row, one in enumerate(initiatives):
            name = f"{numbering.long_number(one)} {one.name}".replace("\n", " ")
            for column, text in ((_NAME, name), (_DEPARTMENTS, "、".join(one.departments))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.setItem(row, column, item)
            fate = QTableWidgetItem()
            fate.setData(Qt.ItemDataRole.AccessibleDescriptionRole, f"{name}の扱い")
            self.setItem(row, _FATE, fate)
            self._set(row, "carry")
        self._is_filling = False
        if self._ids:
            self.setCurrentCell(0, _FATE)

    def narrow(self, words: str, department: str) -> None:
        """Show only the rows whose name holds the words, of one department or (empty) of all."""
        for row in range(self.rowCount()):
            name, departments = (self._cell(row, one).text() for one in (_NAME, _DEPARTMENTS))
            is_its = not department or department in departments.split("、")
            self.setRowHidden(row, words not in name or not is_its)

    def set_shown(self, fate: Fate) -> None:
        """Give the same fate to all rows that are shown."""
        with QSignalBlocker(self):
            for row in range(self.rowCount()):
                if not self.isRowHidden(row):
                    self._set(row, fate)
        self.viewport().update()
        self.fates_changed.emit()

    def set_fate(self, row: int, fate: Fate) -> None:
        """Give a row a fate."""
        self._set(row, fate)

    def fates(self) -> dict[str, Fate]:
        """Give the fates by the ids of the initiatives."""
        return {one: self._cell(row, _FATE).data(_FATE_ROLE) for row, one in enumerate(self._ids)}

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        assert item is not None
        return item

    def _set(self, row: int, fate: Fate) -> None:
        item = self._cell(row, _FATE)
        item.setData(_FATE_ROLE, fate)
        item.setText(FATE_WORDS[fate])

    @Slot(QTableWidgetItem)
    def _tell(self, item: QTableWidgetItem) -> None:
        if item.column() == _FATE and not self._is_filling:
            self.fates_changed.emit()


class _FateDelegate(QStyledItemDelegate):
    """Offers the fates in a list while a cell is edited: the wheel must not change what is not."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        box = QComboBox(parent)
        box.setAccessibleName(_HEADINGS[_FATE])
        for fate, words in FATE_WORDS.items():
            box.addItem(words, fate)
        box.activated.connect(self._commit)
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(_FATE_ROLE)))
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), _FATE_ROLE)
            model.setData(index, editor.currentText(), Qt.ItemDataRole.DisplayRole)

    @Slot()
    def _commit(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
