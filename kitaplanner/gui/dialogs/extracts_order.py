"""課別抜粋: of which departments, from which state of the plan and in which kinds of file.

Belongs here: the choice. Making the files is `commands.extract_commands`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.inquiry import asked_departments, initiatives_of
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.widgets.department_ticks import DepartmentTicks
from kitaplanner.operations.editions import Edition
from kitaplanner.operations.extracts import EXTRACT_KINDS, ExtractKind

_KIND_WORDS: dict[ExtractKind, str] = {"pdf": "PDF(&P)", "xlsx": "Excel（矢印は図形）(&E)"}


@dataclass(frozen=True, slots=True)
class ExtractOrder:
    """What is wanted; without an edition the plan as it is now."""

    departments: tuple[str, ...]
    kinds: tuple[ExtractKind, ...] = ("pdf",)
    edition: Edition | None = None


class ExtractsDialog(QDialog):
    """Tick departments and kinds of file; choose the state of the plan."""

    def __init__(
        self,
        plan: Plan,
        editions: Sequence[Edition],
        usual: ExtractOrder | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("課別抜粋")
        self._editions = tuple(editions)
        self._build_ui()
        self._load(plan, usual)

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        plan: Plan,
        editions: Sequence[Edition],
        usual: ExtractOrder | None = None,
    ) -> ExtractOrder | None:
        """Give the choice, or None when the person thought better of it."""
        dialog = cls(plan, editions, usual, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        order = dialog.values() if accepted else None
        dialog.deleteLater()
        return order

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        self.ticks = DepartmentTicks("抜粋を作る課")
        label = QLabel("抜粋を作る課(&L)　　課ごとに、担当する事業の一覧と個票を1つにまとめます。")
        label.setBuddy(self.ticks.list)
        self.state = QComboBox()
        self.state.addItem("いまの計画")
        for edition in reversed(self._editions):
            self.state.addItem(f"版：{edition.name}", edition)
        kinds = QHBoxLayout()
        self.kinds = {kind: QCheckBox(_KIND_WORDS[kind]) for kind in EXTRACT_KINDS}
        for box in self.kinds.values():
            box.toggled.connect(self._tell)
            kinds.addWidget(box)
        kinds.addStretch(1)
        form = QFormLayout()
        form.addRow("もとにする計画(&B)", self.state)
        form.addRow("ファイルの種類", kinds)
        self.told = QLabel()
        self.told.setObjectName("hint")
        self.told.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button: QPushButton = buttons.addButton(
            "フォルダーを選ぶ…", QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(label)
        layout.addWidget(self.ticks, 1)
        layout.addLayout(form)
        layout.addWidget(self.told)
        layout.addWidget(buttons)
        self.ticks.changed.connect(self._tell)
        self.resize(unit * 36, unit * 34)

    def _load(self, plan: Plan, usual: ExtractOrder | None) -> None:
        asked = asked_departments(plan)
        counted = [(name, len(initiatives_of(plan, name))) for name in asked]
        kinds = ("pdf",) if usual is None else usual.kinds
        for kind, box in self.kinds.items():
            box.setChecked(kind in kinds)
        self.ticks.fill(counted, asked if usual is None else usual.departments)

    @Slot()
    def _tell(self) -> None:
        count = len(self.ticks.ticked()) * len(self._kinds())
        self.told.setText(f"{count}個のファイルを作ります。" if count else "")
        self.accept_button.setEnabled(count > 0)

    def _kinds(self) -> tuple[ExtractKind, ...]:
        return tuple(kind for kind, box in self.kinds.items() if box.isChecked())

    def values(self) -> ExtractOrder:
        """Give what is chosen."""
        return ExtractOrder(self.ticks.ticked(), self._kinds(), self.state.currentData())
