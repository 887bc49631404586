"""計画の設定: name, edition and period of the plan, and how it is written and printed."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, Slot
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
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.calendar import Period, format_fiscal_year
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.session import DocumentSession
from kitaplanner.operations.plan_settings import revise_plan

_STAGES = ("素案", "案", "決定", "改定")
_DIGITS = (
    ("half", "半角（令和7年度）"),
    ("full", "全角（令和７年度、令和１０年度）"),
    ("single_full", "1桁は全角、2桁は半角（令和７年度、令和10年度）"),
)
_ERAS = (
    ("wareki", "和暦（令和7年度）"),
    ("western", "西暦（2025年度）"),
    ("both", "併記（令和7（2025）年度）"),
)
_YEARS_AROUND = 12


class PlanSettingsDialog(QDialog):
    """Edits the settings of one plan; what was changed becomes operations when accepted."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("計画の設定")
        self._build_ui(plan)
        self._load(plan)

    @classmethod
    def ask(cls, parent: QWidget, session: DocumentSession) -> None:
        """Show the dialog and carry out what was changed."""
        dialog = cls(session.snapshot, parent)
        dialog.setEnabled(not session.read_only)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            dialog.carry_out(session)
        dialog.deleteLater()

    def _build_ui(self, plan: Plan) -> None:
        self.title = QLineEdit()
        self.title.setMinimumWidth(self.fontMetrics().height() * 26)
        self.title.textChanged.connect(self._check)
        self.ward = QLineEdit()
        self.stage = QComboBox()
        self.stage.setEditable(True)
        self.stage.addItems(_STAGES)
        self.has_date = QCheckBox("日付を入れる")
        self.stage_date = QDateEdit()
        self.stage_date.setAccessibleName("版の日付")
        self.stage_date.setCalendarPopup(True)
        self.stage_date.setDisplayFormat("yyyy年M月d日")
        self.has_date.toggled.connect(self.stage_date.setEnabled)
        self.first = _year_box(plan.period.first)
        self.last = _year_box(plan.period.last)
        for box in (self.first, self.last):
            box.currentIndexChanged.connect(self._check)
        self.digits = _choice_box(_DIGITS)
        self.eras = _choice_box(_ERAS)
        self.share_page = QCheckBox("短い個票は、1ページに入るだけ続けて並べる")
        self.duplex = QCheckBox("両面印刷に合わせて、とじしろを左右交互にとる")
        self.problem = QLabel()
        self.problem.setObjectName("hint")
        self.problem.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow("計画の名称", self.title)
        form.addRow("自治体名", self.ward)
        form.addRow("版", self.stage)
        form.addRow("版の日付", _side_by_side(self.has_date, self.stage_date))
        form.addRow("計画期間", _side_by_side(self.first, QLabel("～"), self.last))
        form.addRow("数字", self.digits)
        form.addRow("年度", self.eras)
        form.addRow("個票", self.share_page)
        form.addRow("印刷", self.duplex)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(self._buttons)

    def _load(self, plan: Plan) -> None:
        self.title.setText(plan.title)
        self.ward.setText(plan.ward)
        self.stage.setCurrentText(plan.stage)
        date = QDate.fromString(plan.stage_date, "yyyy-MM-dd")
        self.has_date.setChecked(date.isValid())
        self.stage_date.setEnabled(date.isValid())
        today = datetime.date.today()  # noqa: DTZ011  # the office's calendar day
        self.stage_date.setDate(
            date if date.isValid() else QDate(today.year, today.month, today.day)
        )
        self.first.setCurrentIndex(self.first.findData(plan.period.first))
        self.last.setCurrentIndex(self.last.findData(plan.period.last))
        self.digits.setCurrentIndex(self.digits.findData(plan.settings.digit_style))
        self.eras.setCurrentIndex(self.eras.findData(plan.settings.era_style))
        self.share_page.setChecked(plan.settings.sheets_share_page)
        self.duplex.setChecked(plan.settings.duplex)

    @property
    def period(self) -> Period:
        """Give the period as chosen."""
        return Period(int(self.first.currentData()), int(self.last.currentData()))

    @Slot()
    def _check(self) -> None:
        problem = ""
        if not self.title.text().strip():
            problem = "計画の名称を入力してください。"
        elif self.first.count() and self.last.count() and self.period.first > self.period.last:
            problem = "計画期間の最初の年度を、最後の年度より前にしてください。"
        self.problem.setText(problem)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)

    def carry_out(self, session: DocumentSession) -> None:
        """Change the plan as chosen, in one step for undo."""
        date = self.stage_date.date().toString("yyyy-MM-dd") if self.has_date.isChecked() else ""
        fields = {
            "title": self.title.text().strip(),
            "ward": self.ward.text().strip(),
            "stage": self.stage.currentText().strip(),
            "stage_date": date,
        }
        settings = {
            "digit_style": self.digits.currentData(),
            "era_style": self.eras.currentData(),
            "sheets_share_page": self.share_page.isChecked(),
            "duplex": self.duplex.isChecked(),
        }
        session.perform(revise_plan, fields, self.period, settings, initiator=self)


def _year_box(around: int) -> QComboBox:
    box = QComboBox()
    for year in range(around - _YEARS_AROUND, around + _YEARS_AROUND + 1):
        box.addItem(format_fiscal_year(year), year)
    return box


def _choice_box(choices: tuple[tuple[str, str], ...]) -> QComboBox:
    box = QComboBox()
    for value, words in choices:
        box.addItem(words, value)
    return box


def _side_by_side(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return holder
