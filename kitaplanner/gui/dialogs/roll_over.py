"""次の計画期間へ: the new period and title, and what becomes of each initiative.

Belongs here: the choice. What the choice does to the plan is in `domain.roll_over`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.calendar import Period, describe_span, format_fiscal_year
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.roll_over import FATE_WORDS, Fate, next_period
from kitaplanner.gui.widgets.departments import names_in_order
from kitaplanner.gui.widgets.fates_table import FatesTable
from kitaplanner.gui.widgets.reading import paragraph

_YEARS_AHEAD = 12
_ABOUT = (
    "体系と事業を引き継いで、次の計画期間の計画を始めます。これまでの計画は版として残ります。"
    "1回の［元に戻す］で、始める前に戻ります。"
)
_ALL = "すべての担当課"


class RollOver(NamedTuple):
    """What was chosen: `edition` is the name under which the former plan is kept."""

    period: Period
    title: str
    edition: str
    fates: Mapping[str, Fate]


class RollOverDialog(QDialog):
    """One page: period and title above, a table of initiatives below, narrowed and set at once."""

    def __init__(
        self, plan: Plan, numbering: Numbering, taken: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("次の計画期間へ")
        self._plan = plan
        self._taken = frozenset(taken)
        self._build_ui()
        self._load()
        self.table.show_plan(plan, numbering)
        self._refresh()

    @classmethod
    def ask(
        cls, parent: QWidget, plan: Plan, numbering: Numbering, taken: Sequence[str]
    ) -> RollOver | None:
        """Give what was chosen, or None when the person thought better of it."""
        dialog = cls(plan, numbering, taken, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.values() if accepted else None
        dialog.deleteLater()
        return chosen

    # --- building -------------------------------------------------------------------------------

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        about = QLabel(paragraph(_ABOUT))
        about.setObjectName("hint")
        about.setWordWrap(True)
        self.title = QLineEdit()
        self.title.textChanged.connect(self._refresh)
        self.first, self.last = QComboBox(), QComboBox()
        self.first.setAccessibleName("新しい計画期間の最初の年度")
        self.last.setAccessibleName("新しい計画期間の最後の年度")
        years = QWidget()
        row = QHBoxLayout(years)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.first, QLabel("～"), self.last):
            row.addWidget(widget)
        row.addStretch(1)
        self.edition = QLineEdit()
        self.edition.textChanged.connect(self._refresh)
        form = QFormLayout()
        form.addRow("計画の名称", self.title)
        form.addRow("計画期間", years)
        form.addRow("残す版の名前", self.edition)
        self.table = FatesTable()
        self.table.fates_changed.connect(self._refresh)
        self.counts = QLabel()
        self.problem = QLabel()
        self.problem.setObjectName("hint")
        self.problem.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._begin = buttons.addButton("計画を始める", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addLayout(self._narrowing())
        layout.addWidget(self.table, 1)
        layout.addWidget(self.counts)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.resize(unit * 52, unit * 38)

    def _narrowing(self) -> QHBoxLayout:
        """Make the row that narrows the table and sets what it shows."""
        row = QHBoxLayout()
        self.words = QLineEdit()
        self.words.setPlaceholderText("事業名で絞り込む")
        self.words.setAccessibleName("事業名で絞り込む")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._narrow)
        self.department = QComboBox()
        self.department.setAccessibleName("担当課で絞り込む")
        self.department.addItem(_ALL, "")
        for name in names_in_order(self._plan):
            self.department.addItem(name, name)
        self.department.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.department.setMinimumContentsLength(11)
        self.department.currentIndexChanged.connect(self._narrow)
        self.fate = QComboBox()
        self.fate.setAccessibleName("まとめて設定する扱い")
        for fate, words in FATE_WORDS.items():
            self.fate.addItem(words, fate)
        self.set_all = QPushButton("表示中の事業に設定")
        self.set_all.setAutoDefault(False)
        self.set_all.clicked.connect(self._set_all)
        row.addWidget(self.words, 2)
        row.addWidget(self.department, 1)
        row.addSpacing(self.fontMetrics().height())
        row.addWidget(QLabel("まとめて"))
        row.addWidget(self.fate)
        row.addWidget(self.set_all)
        return row

    def _load(self) -> None:
        plan, following = self._plan, next_period(self._plan.period)
        for box, year in ((self.first, following.first), (self.last, following.last)):
            for one in range(plan.period.first + 1, following.last + _YEARS_AHEAD):
                box.addItem(format_fiscal_year(one), one)
            box.setCurrentIndex(box.findData(year))
            box.currentIndexChanged.connect(self._refresh)
        self.title.setText(plan.title)
        name = f"{describe_span(plan.period.span)}の計画"
        self.edition.setText(name if name not in self._taken else "")

    # --- choosing -------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """Give the new period as chosen."""
        return Period(int(self.first.currentData()), int(self.last.currentData()))

    @Slot()
    def _narrow(self) -> None:
        self.table.narrow(self.words.text().strip(), str(self.department.currentData() or ""))

    @Slot()
    def _set_all(self) -> None:
        self.table.set_shown(self.fate.currentData())

    @Slot()
    def _refresh(self) -> None:
        fates = list(self.table.fates().values())
        counted = "　".join(f"{words} {fates.count(one)}" for one, words in FATE_WORDS.items())
        self.counts.setText(f"事業 {len(fates)}：{counted}")
        problem = self._problem()
        self.problem.setText(problem)
        self._begin.setEnabled(not problem)

    def _problem(self) -> str:
        name = self.edition.text().strip()
        if not self.title.text().strip():
            return "計画の名称を入力してください。"
        if self.period.first > self.period.last:
            return "計画期間の最初の年度を、最後の年度より前にしてください。"
        if not name:
            return "これまでの計画を残す版の名前を入力してください。"
        if name in self._taken:
            return f"「{name}」という版はすでにあります。別の名前にしてください。"
        return ""

    def values(self) -> RollOver:
        """Give what is chosen."""
        return RollOver(
            self.period,
            self.title.text().strip(),
            self.edition.text().strip(),
            self.table.fates(),
        )
