"""版を残す: the name, day and note under which the present plan is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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

from kitaplanner.gui.widgets.reading import paragraph

_ABOUT = (
    "今の計画を、このファイルの中に版として残します。"
    "残した版は、その後に計画を編集しても変わりません。"
)


class EditionWords(NamedTuple):
    """What an edition is called; `day` is ISO 8601 or empty."""

    name: str
    day: str
    note: str


class FreezeEditionDialog(QDialog):
    """Asks for the words of an edition; a name that is taken can't be accepted."""

    def __init__(
        self, names: Sequence[str], taken: Sequence[str], day: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("版を残す")
        self._taken = frozenset(taken)
        self._build_ui()
        self.name.addItems([one for one in names if one not in self._taken])
        self.name.setCurrentIndex(0)
        self._load_day(day)
        self._check()

    @classmethod
    def ask(
        cls, parent: QWidget, names: Sequence[str], taken: Sequence[str], day: str
    ) -> EditionWords | None:
        """Give the words, or None when the person thought better of it."""
        dialog = cls(names, taken, day, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        words = dialog.values() if accepted else None
        dialog.deleteLater()
        return words

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        about = QLabel(paragraph(_ABOUT))
        about.setWordWrap(True)
        about.setObjectName("hint")
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setMinimumWidth(unit * 20)
        self.name.editTextChanged.connect(self._check)
        self.has_day = QCheckBox("日付を入れる")
        self.day = QDateEdit()
        self.day.setAccessibleName("版の日付")
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy年M月d日")
        self.has_day.toggled.connect(self.day.setEnabled)
        days = QWidget()
        side_by_side = QHBoxLayout(days)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.addWidget(self.has_day)
        side_by_side.addWidget(self.day)
        side_by_side.addStretch(1)
        self.note = QLineEdit()
        self.note.setPlaceholderText("例：庁議で了承")
        form = QFormLayout()
        form.addRow("版の名前", self.name)
        form.addRow("日付", days)
        form.addRow("説明", self.note)
        self.problem = QLabel()
        self.problem.setObjectName("hint")
        self.problem.setWordWrap(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._keep = self._buttons.addButton("版を残す", QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(unit * 32)

    def _load_day(self, day: str) -> None:
        date = QDate.fromString(day, "yyyy-MM-dd")
        self.has_day.setChecked(date.isValid())
        self.day.setEnabled(date.isValid())
        self.day.setDate(date if date.isValid() else QDate.currentDate())

    @Slot()
    def _check(self) -> None:
        name = self.name.currentText().strip()
        problem = ""
        if not name:
            problem = "版の名前を入力してください。"
        elif name in self._taken:
            problem = f"「{name}」という版はすでにあります。別の名前にしてください。"
        self.problem.setText(problem)
        self._keep.setEnabled(not problem)

    def values(self) -> EditionWords:
        """Give what was entered."""
        day = self.day.date().toString("yyyy-MM-dd") if self.has_day.isChecked() else ""
        return EditionWords(self.name.currentText().strip(), day, self.note.text().strip())
