"""照会を送る: of whom something is asked, until when and in which words.

Belongs here: the choice. Making the files is `commands.inquiry_commands`.
"""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.inquiry import asked_departments, initiatives_of, unasked_initiatives
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.widgets.department_ticks import DepartmentTicks
from kitaplanner.layout.years import year_heading
from kitaplanner.operations.inquiries import Order

_TWO_WEEKS = 14
_MOST_NAMED = 3


class InquiryOrderDialog(QDialog):
    """Choose departments, due date, words and the fiscal year of the progress asked for."""

    def __init__(self, plan: Plan, usual: Order, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("照会を送る")
        self._plan = plan
        self._build_ui(usual)
        self._load(usual)

    @classmethod
    def ask(cls, parent: QWidget, plan: Plan, usual: Order) -> Order | None:
        """Give the choice, or None when the person thought better of it."""
        dialog = cls(plan, usual, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        order = dialog.values() if accepted else None
        dialog.deleteLater()
        return order

    def _build_ui(self, usual: Order) -> None:
        unit = self.fontMetrics().height()
        self.ticks = DepartmentTicks("照会する課")
        self.departments = self.ticks.list
        self.unasked = QLabel()
        self.unasked.setObjectName("hint")
        self.unasked.setWordWrap(True)

        self.name = QLineEdit()
        self.has_due = QCheckBox("回答期限を示す(&D)")
        self.due = QDateEdit(QDate.currentDate().addDays(_TWO_WEEKS))
        self.due.setAccessibleName("回答期限")
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("yyyy年M月d日（ddd）")
        self.has_due.toggled.connect(self.due.setEnabled)
        due = QHBoxLayout()
        due.addWidget(self.has_due)
        due.addWidget(self.due)
        due.addStretch(1)
        self.year = QComboBox()
        for year in self._plan.period.years:
            self.year.addItem(year_heading(year, self._plan.settings), year)
        self.guidance = QPlainTextEdit()
        self.guidance.setTabChangesFocus(True)
        self.guidance.setFixedHeight(unit * 7)
        form = QFormLayout()
        form.addRow("件名(&N)", self.name)
        form.addRow("期限", due)
        form.addRow("進捗を尋ねる年度(&Y)", self.year)
        form.addRow("照会文(&G)", self.guidance)

        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button: QPushButton = buttons.addButton(
            "保存先を選ぶ…", QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        label = QLabel("照会する課(&L)　　課ごとに1つのExcelブックを作ります。")
        label.setBuddy(self.departments)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(label)
        layout.addWidget(self.ticks, 1)
        layout.addWidget(self.unasked)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.resize(unit * 40, unit * 40)

    def _load(self, usual: Order) -> None:
        asked = asked_departments(self._plan)
        counted = [(name, len(initiatives_of(self._plan, name))) for name in asked]
        self.ticks.fill(counted, usual.departments)
        self.name.setText(usual.name)
        self.name.setCursorPosition(0)  # a long subject is read from its beginning
        self.guidance.setPlainText(usual.guidance)
        self.has_due.setChecked(True)
        self.year.setCurrentIndex(self.year.findData(usual.year))
        self.unasked.setText(_unasked_words(self._plan))
        self.unasked.setVisible(bool(self.unasked.text()))
        self.ticks.changed.connect(self._tell)
        self.name.textChanged.connect(self._tell)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        is_complete = bool(self.ticks.ticked()) and bool(self.name.text().strip())
        self.accept_button.setEnabled(is_complete)

    def values(self) -> Order:
        """Give what is chosen."""
        due = self.due.date().toString(Qt.DateFormat.ISODate) if self.has_due.isChecked() else ""
        return Order(
            self.ticks.ticked(),
            self.name.text().strip(),
            self.guidance.toPlainText().strip(),
            due,
            self.year.currentData(),
        )


def _unasked_words(plan: Plan) -> str:
    unasked = unasked_initiatives(plan)
    if not unasked:
        return ""
    names = "".join(f"「{one.name}」" for one in unasked[:_MOST_NAMED])
    more = f"ほか{len(unasked) - _MOST_NAMED}件" if len(unasked) > _MOST_NAMED else ""
    return f"担当課が個別の課でないため、どの課にも照会しない事業があります：{names}{more}"
