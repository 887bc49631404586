"""回収状況: which department has replied to an inquiry.

Belongs here: the table, the choice of inquiry and state. Papers and what is settled are carried out
by `commands.inquiry_commands`.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.inquiry import STATE_WORDS, Reply, ReplyStatus
from kitaplanner.domain.plan import PlanSettings
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.buttons import row_button
from kitaplanner.gui.widgets.row_table import row_table
from kitaplanner.layout.reply_status import HEADS, count_words, status_cells
from kitaplanner.layout.years import full_date
from kitaplanner.operations.inquiries import InquiryStatus

_STATE = 3
_NOTHING = "まだ照会を送っていません。メニューの［照会］→［照会を送る］から始められます。"
_NUMBERS = (0, 2, 5, 6, 7)


class ReplyStatusDialog(QDialog):
    """A table with one row a department.

    `paper_wanted(status, kind)` asks for 回収状況一覧 as "pdf" or "xlsx"; `settled(reply)` says
    that what a reply left open was decided.
    """

    paper_wanted = Signal(object, str)
    settled = Signal(object)

    def __init__(
        self, session: DocumentSession, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._today = today
        self.status: InquiryStatus | None = None
        self._shown: list[ReplyStatus] = []
        self.setWindowTitle("回収状況")
        self._build_ui()
        self._load()
        session.inquiries_changed.connect(self._load)

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        self.inquiry = QComboBox()
        self.inquiry.setAccessibleName("照会")
        self.inquiry.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.inquiry.setMinimumContentsLength(30)
        self.state = QComboBox()
        self.state.setAccessibleName("状況で絞り込む")
        self.state.addItem("すべての状況", "")
        for state, words in STATE_WORDS.items():
            self.state.addItem(words, state)
        top = QHBoxLayout()
        top.addWidget(self.inquiry, 1)
        top.addWidget(self.state)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.table = row_table("回収状況", HEADS)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        self.pdf_button = row_button("PDF…", self._want_pdf, row)
        self.xlsx_button = row_button("Excel…", self._want_xlsx, row)
        row.addStretch(1)
        self.settle_button = row_button("確認済みにする", self._settle, row)
        self.settle_button.setToolTip("要確認の内容を決めた後に押すと、回収済になります")
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addLayout(top)
        layout.addWidget(self.about)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addWidget(close)
        self.inquiry.currentIndexChanged.connect(self._show)
        self.state.currentIndexChanged.connect(self._fill)
        self.table.itemSelectionChanged.connect(self._enable_buttons)
        self.resize(unit * 56, unit * 32)

    @Slot()
    def _load(self) -> None:
        chosen = self.inquiry.currentData()
        settings = self._session.snapshot.settings
        with QSignalBlocker(self.inquiry):
            self.inquiry.clear()
            for one in reversed(self._session.inquiries):
                sent = full_date(one.sent_at[:10], settings)
                self.inquiry.addItem(f"{sent}　{one.name}", one)
            ids = [self.inquiry.itemData(at).id for at in range(self.inquiry.count())]
            self.inquiry.setCurrentIndex(ids.index(chosen.id) if chosen is not None else 0)
        self._show()

    @Slot()
    def _show(self) -> None:
        """Look up who has replied to the chosen inquiry."""
        inquiry = self.inquiry.currentData()
        self.status = (
            None if inquiry is None else self._session.inquiry_status(inquiry, self._today)
        )
        self._fill()

    @Slot()
    def _fill(self) -> None:
        status, settings = self.status, self._session.snapshot.settings
        statuses = () if status is None else status.statuses
        self.about.setText(_NOTHING if status is None else _about(status, settings))
        wanted = self.state.currentData()
        rows = [
            (number, one)
            for number, one in enumerate(statuses, start=1)
            if wanted in ("", one.state)
        ]
        self._shown = [one for _, one in rows]
        self.table.setRowCount(len(rows))
        for row, (number, one) in enumerate(rows):
            for column, text in enumerate(status_cells(number, one, settings, "")):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column in _NUMBERS:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                if column == _STATE and one.state in ("to_settle", "overdue"):
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.table.setItem(row, column, item)
        self._enable_buttons()

    @property
    def chosen(self) -> Reply | None:
        """Give the reply of the selected department."""
        rows = self.table.selectionModel().selectedRows()
        return self._shown[rows[0].row()].reply if rows else None

    @Slot()
    def _enable_buttons(self) -> None:
        for button in (self.pdf_button, self.xlsx_button):
            button.setEnabled(self.status is not None)
        reply = self.chosen
        self.settle_button.setEnabled(
            reply is not None and reply.result.open > 0 and not self._session.read_only
        )

    @Slot()
    def _want_pdf(self) -> None:
        self.paper_wanted.emit(self.status, "pdf")

    @Slot()
    def _want_xlsx(self) -> None:
        self.paper_wanted.emit(self.status, "xlsx")

    @Slot()
    def _settle(self) -> None:
        self.settled.emit(self.chosen)


def _about(status: InquiryStatus, settings: PlanSettings) -> str:
    due = status.inquiry.due
    said = f"　回答期限：{full_date(due, settings)}" if due else ""
    return f"{count_words(status.statuses)}{said}"
