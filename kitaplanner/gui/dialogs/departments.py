"""担当課一覧: the master list of departments; each change is done at once and can be undone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import Department, Plan
from kitaplanner.domain.reorganisation import describe_month
from kitaplanner.errors import KitaError
from kitaplanner.gui.dialogs.reorganisation import ReorganisationDialog
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.buttons import row_button
from kitaplanner.gui.widgets.row_table import row_table
from kitaplanner.operations import departments

_NAME, _DIVISION, _COLLECTIVE, _USED, _VALID = range(5)
_HEADINGS = ("担当課", "部", "総称（全庁など）", "事業数", "期間")
NEW_NAME = "新しい担当課"


class DepartmentsDialog(QDialog):
    """A table with one row a department."""

    def __init__(self, session: DocumentSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("担当課一覧")
        self._build_ui()
        self._load()
        session.document_changed.connect(self._follow)
        session.refused.connect(self._say)

    @classmethod
    def ask(cls, parent: QWidget, session: DocumentSession) -> None:
        """Show the list until it is closed."""
        dialog = cls(session, parent)
        dialog.exec()
        dialog.deleteLater()

    def _build_ui(self) -> None:
        self.table = row_table("担当課一覧", _HEADINGS, written_in=True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_DIVISION, QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(_DIVISION, self.fontMetrics().height() * 12)
        self.table.itemChanged.connect(self._change)
        self.table.itemSelectionChanged.connect(self._enable_buttons)
        buttons = QHBoxLayout()
        self.add = row_button("追加", self._add, buttons)
        self.remove = row_button("削除", self._remove, buttons)
        self.up = row_button("上へ", self._move_up, buttons)
        self.down = row_button("下へ", self._move_down, buttons)
        buttons.addStretch(1)
        self.reorganise = row_button("組織改正…", self._reorganise, buttons)
        hint = QLabel(
            "名称を変えると、すべての事業の担当課も変わります。事業で使われている担当課は削除できません。"
        )
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setObjectName("message")
        self.problem.setProperty("kind", "warning")
        self.problem.setWordWrap(True)
        self.problem.setMargin(self.fontMetrics().height() // 2)
        self.problem.hide()
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.problem)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        layout.addWidget(close)
        unit = self.fontMetrics().height()
        self.resize(unit * 52, unit * 36)

    # --- showing -----------------------------------------------------------------------------

    def _load(self) -> None:
        plan = self._session.snapshot
        row = self.table.currentRow()
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(plan.departments))
            for index, department in enumerate(plan.departments):
                self._fill_row(index, department, _uses(plan, department.name))
        if 0 <= row < self.table.rowCount():
            self.table.selectRow(row)
        self._enable_buttons()

    def _fill_row(self, row: int, department: Department, used: int) -> None:
        is_open = not self._session.read_only
        name = QTableWidgetItem(department.name)
        name.setData(Qt.ItemDataRole.UserRole, department.id)
        division = QTableWidgetItem(department.division)
        collective = QTableWidgetItem()
        collective.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        collective.setCheckState(
            Qt.CheckState.Checked if department.collective else Qt.CheckState.Unchecked
        )
        if is_open:
            collective.setFlags(collective.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        else:
            for item in (name, division):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        number = QTableWidgetItem(str(used))
        number.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        valid = QTableWidgetItem(_valid_words(department))
        valid.setFlags(number.flags())
        for column, item in enumerate((name, division, collective, number, valid)):
            self.table.setItem(row, column, item)

    @Slot(object, object)
    def _follow(self, change: Change, initiator: object) -> None:
        self.problem.hide()
        self._load()

    @Slot(object)
    def _say(self, error: KitaError) -> None:
        self.problem.setText(str(error))
        self.problem.show()
        self._load()

    @Slot()
    def _enable_buttons(self) -> None:
        row, is_open = self.table.currentRow(), not self._session.read_only
        self.add.setEnabled(is_open)
        self.reorganise.setEnabled(is_open)
        self.remove.setEnabled(is_open and row >= 0)
        self.up.setEnabled(is_open and row > 0)
        self.down.setEnabled(is_open and 0 <= row < self.table.rowCount() - 1)

    # --- changing ----------------------------------------------------------------------------

    @Slot(QTableWidgetItem)
    def _change(self, item: QTableWidgetItem) -> None:
        fields: dict[int, tuple[departments.DepartmentField, Any]] = {
            _NAME: ("name", item.text().strip()),
            _DIVISION: ("division", item.text().strip()),
            _COLLECTIVE: ("collective", item.checkState() == Qt.CheckState.Checked),
        }
        field, value = fields[item.column()]
        self._session.perform(
            departments.change_department, self._id_at(item.row()), field, value, initiator=self
        )

    @Slot()
    def _add(self) -> None:
        known = {one.name for one in self._session.snapshot.departments}
        number = 1
        name = NEW_NAME
        while name in known:
            number += 1
            name = f"{NEW_NAME}{number}"
        if self._session.perform(departments.add_department, name, initiator=self):
            last = self.table.model().index(self.table.rowCount() - 1, _NAME)
            self.table.setCurrentIndex(last)
            self.table.edit(last)

    @Slot()
    def _remove(self) -> None:
        self._session.perform(
            departments.remove_department, self._id_at(self.table.currentRow()), initiator=self
        )

    @Slot()
    def _move_up(self) -> None:
        self._move_by(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move_by(1)

    @Slot()
    def _reorganise(self) -> None:
        ReorganisationDialog.ask(self, self._session)

    def _move_by(self, step: int) -> None:
        row = self.table.currentRow()
        if self._session.perform(
            departments.move_department, self._id_at(row), row + step, initiator=self
        ):
            self.table.selectRow(row + step)

    def _id_at(self, row: int) -> str:
        return str(self.table.model().index(row, _NAME).data(Qt.ItemDataRole.UserRole))


def _valid_words(department: Department) -> str:
    """Say since and until when a department exists, as far as it is known."""
    if department.valid_from is None and department.valid_to is None:
        return ""
    limits = (department.valid_from, department.valid_to)
    return "～".join("" if one is None else describe_month(one) for one in limits)


def _uses(plan: Plan, name: str) -> int:
    return sum(1 for one in plan.initiatives() if name in one.departments)
