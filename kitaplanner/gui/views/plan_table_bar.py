"""The fields above 一覧: what is to be shown, in which order, and how much that is.

Belongs here: asking. The answers are `models.plan_table_filter`'s matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.gui.models.plan_table_filter import Wishes
from kitaplanner.gui.models.plan_table_lines import Order

_ALL_DEPARTMENTS = "すべての担当課"
# A ward has some forty departments: most of them are seen without scrolling.
_SEEN_AT_ONCE = 24
_ALL_MARKS = "すべての印"
_ORDERS: tuple[tuple[str, Order], ...] = (("体系順", "outline"), ("担当課順", "department"))


class PlanTableBar(QWidget):
    """`wished()` is emitted when the person wants to see something else."""

    wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.departments = self._combo("担当課で絞り込む", 8)
        self.marks = self._combo("印で絞り込む", 5)
        self.order = self._combo("並び順", 5)
        self.word = QLineEdit()
        self.changed = QCheckBox("変更した事業")
        self.findings = QCheckBox("点検の指摘あり")
        self.count = QLabel()
        self.clear_button = QPushButton("絞り込みを解除")
        self._build_ui()

    def _combo(self, name: str, characters: int) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(characters)
        combo.setMaxVisibleItems(_SEEN_AT_ONCE)
        return combo

    def _build_ui(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for words, order in _ORDERS:
            self.order.addItem(words, order)
        self.word.setPlaceholderText("番号・事業名・担当課・文言")
        self.word.setAccessibleName("番号や事業名、担当課、矢印の文言で絞り込む")
        self.word.setClearButtonEnabled(True)
        self.changed.setToolTip("開いてから、または最後に保存してから変更した事業")
        self.findings.setToolTip("点検で指摘のある事業")
        self.count.setObjectName("muted")
        policy = self.clear_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear_button.setSizePolicy(policy)
        self.clear_button.setAutoDefault(False)
        self.clear_button.hide()
        self.departments.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._connect()
        self._arrange()

    def _connect(self) -> None:
        for combo in (self.departments, self.marks, self.order):
            combo.currentIndexChanged.connect(self._tell)
        self.word.textChanged.connect(self._tell)
        for box in (self.changed, self.findings):
            box.toggled.connect(self._tell)
        self.clear_button.clicked.connect(self.clear)

    def _arrange(self) -> None:
        unit = self.fontMetrics().height()
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(unit // 2)
        above.addWidget(self._label("絞込", self.departments))
        above.addWidget(self.departments, 2)
        above.addWidget(self.word, 2)
        above.addWidget(self.marks)
        above.addSpacing(unit // 2)
        above.addWidget(self._label("並び", self.order))
        above.addWidget(self.order)
        below.addWidget(self.changed)
        below.addSpacing(unit // 2)
        below.addWidget(self.findings)
        below.addSpacing(unit // 2)
        below.addWidget(self.clear_button)
        below.addStretch(1)
        below.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit // 2, unit // 2, unit // 2, unit // 2)
        layout.setSpacing(unit // 3)
        layout.addLayout(above)
        layout.addLayout(below)

    def _label(self, words: str, field: QWidget) -> QLabel:
        label = QLabel(words)
        label.setObjectName("muted")
        label.setBuddy(field)
        return label

    @property
    def wishes(self) -> Wishes:
        """Give what the person wants to see."""
        return Wishes(
            department=self.departments.currentData() or "",
            word=self.word.text().strip(),
            mark=self.marks.currentData() or "",
            changed=self.changed.isChecked(),
            findings=self.findings.isChecked(),
        )

    @property
    def chosen_order(self) -> Order:
        """Give the order that the person wants."""
        return self.order.currentData() or "outline"

    def offer(self, departments: Sequence[str], marks: Sequence[str]) -> None:
        """Set which departments and marks can be chosen; a choice that is still there stays."""
        self._fill(self.departments, _ALL_DEPARTMENTS, departments)
        self._fill(self.marks, _ALL_MARKS, marks)
        self.marks.setVisible(bool(marks))

    def _fill(self, combo: QComboBox, everything: str, names: Sequence[str]) -> None:
        chosen = combo.currentData() or ""
        with QSignalBlocker(combo):
            combo.clear()
            combo.addItem(everything, "")
            for name in names:
                combo.addItem(name, name)
            combo.setCurrentIndex(max(combo.findData(chosen), 0))

    def show_count(self, words: str) -> None:
        """Say how much is shown."""
        self.count.setText(words)

    @Slot()
    def clear(self) -> None:
        """Ask for everything."""
        fields = (self.departments, self.marks, self.word, self.changed, self.findings)
        blockers = [QSignalBlocker(one) for one in fields]
        self.departments.setCurrentIndex(0)
        self.marks.setCurrentIndex(0)
        self.word.clear()
        self.changed.setChecked(False)
        self.findings.setChecked(False)
        for blocker in blockers:
            blocker.unblock()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.clear_button.setVisible(not self.wishes.is_empty)
        self.wished.emit()
