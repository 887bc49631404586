"""事業の終了: in which fiscal year an initiative ends, and what that cuts."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.calendar import format_fiscal_year
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.gui.widgets.reading import paragraph
from kitaplanner.operations.ending import preview_end

# Longer lists would make the dialog taller than a small screen.
_MOST_NAMES = 6


class EndingDialog(QDialog):
    """Asks for the last year and says which items would be cut."""

    def __init__(self, plan: Plan, initiative: Initiative, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("事業の終了")
        self._plan = plan
        self._initiative = initiative
        self._build_ui()
        self._say_what_is_cut()

    @classmethod
    def ask(cls, parent: QWidget, plan: Plan, initiative: Initiative) -> int | None:
        """Give the fiscal year with which the initiative ends; None when the person cancels."""
        dialog = cls(plan, initiative, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        year = dialog.last_year
        dialog.deleteLater()
        return year if accepted else None

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        self.year = QComboBox()
        for year in range(self._plan.period.first, self._plan.period.last + 1):
            self.year.addItem(format_fiscal_year(year), year)
        self.year.setCurrentIndex(max(self.year.count() - 2, 0))
        self.year.currentIndexChanged.connect(self._say_what_is_cut)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setMinimumSize(unit * 24, unit * 7)
        self.words.setAccessibleName("終了すると変わること")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton("終了にする", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        name = QLabel(self._initiative.name.replace("\n", " "))
        name.setWordWrap(True)
        form = QFormLayout()
        form.addRow("事業名", name)
        form.addRow("最後の年度", self.year)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addLayout(form)
        layout.addWidget(self.words, 1)
        layout.addWidget(buttons)

    @property
    def last_year(self) -> int:
        """Give the fiscal year as chosen."""
        return int(self.year.currentData())

    @Slot()
    def _say_what_is_cut(self) -> None:
        preview = preview_end(self._plan, self._initiative.id, self.last_year)
        lines = ["事業に「終了」の印が付きます。事業費、指標、進捗はそのまま残ります。"]
        for items, what in ((preview.shortened, "短くなる"), (preview.removed, "なくなる")):
            if items:
                names = [f"「{one.text.replace(chr(10), ' ') or '文言なし'}」" for one in items]
                more = f"ほか{len(names) - _MOST_NAMES}本" if len(names) > _MOST_NAMES else ""
                lines.append(f"{what}矢印 {len(names)}本：{''.join(names[:_MOST_NAMES])}{more}")
        if len(lines) == 1:
            lines.append("切り詰める矢印はありません。")
        self.words.setText(paragraph("\n".join(lines)))
