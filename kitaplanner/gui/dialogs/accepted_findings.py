"""例外: what was let stand of the findings, and taking that back; each is done at once."""

from __future__ import annotations

from PySide6.QtCore import Slot
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

from kitaplanner.domain.checks.rules import rule_title
from kitaplanner.domain.house_rules import AcceptedFinding
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.buttons import row_button
from kitaplanner.gui.widgets.row_table import row_table
from kitaplanner.operations.finding_places import accepted_places
from kitaplanner.operations.findings import take_back_accepted

_HEADINGS = ("種類", "箇所", "言葉", "理由")
_ABOUT = (
    "「このままでよい」とした指摘です。取り消すと、また点検の一覧に出ます。"
    "言葉が変わったものは、取り消さなくてもまた出ます。"
)
_NOTHING = "「このままでよい」とした指摘はありません。"


class AcceptedDialog(QDialog):
    """A table with one row an exception, several of which may be chosen."""

    def __init__(self, session: DocumentSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[AcceptedFinding, ...] = ()
        self.setWindowTitle("点検の例外")
        self._build_ui()
        self._load()
        session.document_changed.connect(self._load)

    @classmethod
    def ask(cls, parent: QWidget, session: DocumentSession) -> None:
        """Show the exceptions until the dialog is closed."""
        dialog = cls(session, parent)
        dialog.exec()
        dialog.deleteLater()

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        self.about = QLabel()
        self.about.setObjectName("hint")
        self.about.setWordWrap(True)
        self.table = row_table("点検の例外", _HEADINGS, several=True)
        header = self.table.horizontalHeader()
        for column, wide in enumerate((9, 18, 14)):
            self.table.setColumnWidth(column, unit * wide)
        header.setSectionResizeMode(len(_HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._enable)
        row = QHBoxLayout()
        row.addStretch(1)
        self.take_back = row_button("例外を取り消す", self._take_back, row)
        self.take_all_back = row_button("すべて取り消す", self._take_all_back, row)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setText("閉じる")
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(self.about)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addWidget(close)
        self.resize(unit * 54, unit * 28)

    @Slot()
    def _load(self) -> None:
        plan = self._session.snapshot
        place = accepted_places(plan, self._session.numbering)
        self._shown = plan.accepted
        self.about.setText(_ABOUT if plan.accepted else _NOTHING)
        self.table.setRowCount(len(plan.accepted))
        for row, one in enumerate(plan.accepted):
            words = (rule_title(one.rule), place(one), one.evidence, one.reason)
            for column, text in enumerate(words):
                item = QTableWidgetItem(" ".join(text.split()))
                item.setToolTip(item.text())
                self.table.setItem(row, column, item)
        if plan.accepted:
            self.table.selectRow(min(max(self.table.currentRow(), 0), len(plan.accepted) - 1))
        self._enable()

    def chosen(self) -> set[str]:
        """Give the ids of the chosen exceptions."""
        rows = self.table.selectionModel().selectedRows()
        return {self._shown[one.row()].id for one in rows if one.row() < len(self._shown)}

    @Slot()
    def _enable(self) -> None:
        may_edit = not self._session.read_only
        self.take_back.setEnabled(may_edit and bool(self.chosen()))
        self.take_all_back.setEnabled(may_edit and bool(self._shown))

    @Slot()
    def _take_back(self) -> None:
        self._session.perform(take_back_accepted, self.chosen(), initiator=self)

    @Slot()
    def _take_all_back(self) -> None:
        ids = {one.id for one in self._shown}
        self._session.perform(take_back_accepted, ids, initiator=self)
