"""見え消し: against which edition the plan is shown, how much of it, and how words are struck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.plan import PlanSettings
from kitaplanner.gui.widgets.reading import paragraph
from kitaplanner.layout.tracked_text import Strike
from kitaplanner.layout.years import full_date
from kitaplanner.operations.editions import Edition

_ABOUT = (
    "選んだ版から今の計画までに、削除した文言に取消線を引き、追加した文言に下線を引いて示します。"
    "矢印は、変更前を白抜きの点線、変更後を太い線で示します。"
)
_STRIKES: tuple[tuple[Strike, str], ...] = (("double_strike", "二重線"), ("strike", "一重線"))


class TrackedChoice(NamedTuple):
    """An edition, whether initiatives without changes are shown too, and how words are struck."""

    edition: Edition
    is_whole: bool = False
    strike: Strike = "double_strike"


class TrackedOptionsDialog(QDialog):
    """Asks for a choice among editions, the newest first; `last` is what was chosen before."""

    def __init__(
        self,
        editions: Sequence[Edition],
        settings: PlanSettings,
        last: TrackedChoice | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("見え消し")
        self._editions = tuple(reversed(editions))
        self._build_ui(settings)
        if last is not None:
            self._load(last)

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        editions: Sequence[Edition],
        settings: PlanSettings,
        last: TrackedChoice | None,
    ) -> TrackedChoice | None:
        """Give the choice, or None when the person thought better of it."""
        dialog = cls(editions, settings, last, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        choice = dialog.values() if accepted else None
        dialog.deleteLater()
        return choice

    def _build_ui(self, settings: PlanSettings) -> None:
        unit = self.fontMetrics().height()
        about = QLabel(paragraph(_ABOUT))
        about.setWordWrap(True)
        about.setObjectName("hint")
        self.edition = QComboBox()
        self.edition.setMinimumWidth(unit * 16)
        for one in self._editions:
            day = f"（{full_date(one.date, settings)}）" if one.date else ""
            self.edition.addItem(one.name + day)
        self.strike = QComboBox()
        for strike, words in _STRIKES:
            self.strike.addItem(words, strike)
        self.is_whole = QCheckBox("変更のない事業も載せる(&A)")
        form = QFormLayout()
        form.addRow("変更前の版(&O)", self.edition)
        form.addRow("変更後", QLabel("今の計画"))
        form.addRow("取消線(&S)", self.strike)
        form.addRow("", self.is_whole)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton("プレビュー", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(unit * 32)

    def _load(self, last: TrackedChoice) -> None:
        ids = [one.id for one in self._editions]
        if last.edition.id in ids:
            self.edition.setCurrentIndex(ids.index(last.edition.id))
        self.strike.setCurrentIndex(self.strike.findData(last.strike))
        self.is_whole.setChecked(last.is_whole)

    def values(self) -> TrackedChoice:
        """Give what is chosen."""
        return TrackedChoice(
            self._editions[self.edition.currentIndex()],
            self.is_whole.isChecked(),
            self.strike.currentData(),
        )
