"""新規: choosing a form for a new plan."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.form import available_forms, load_form


class NewPlanDialog(QDialog):
    """A list of the forms that are installed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新しい計画")
        self._build_ui()

    @classmethod
    def ask(cls, parent: QWidget) -> str | None:
        """Give the name of the chosen form, or None."""
        dialog = cls(parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        form = dialog.values() if accepted else None
        dialog.deleteLater()
        return form

    def _build_ui(self) -> None:
        question = QLabel("どの様式で作りますか？　名称や計画期間は、あとから変えられます。")
        question.setWordWrap(True)
        self.forms = QListWidget()
        self.forms.setAccessibleName("様式")
        for name in available_forms():
            item = QListWidgetItem(load_form(name).title)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.forms.addItem(item)
        self.forms.setCurrentRow(0)
        self.forms.itemDoubleClicked.connect(self._accept)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton("作成", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(question)
        layout.addWidget(self.forms, 1)
        layout.addWidget(buttons)
        self.resize(self.fontMetrics().height() * 36, self.fontMetrics().height() * 14)

    def values(self) -> str:
        """Give the name of the form that is chosen."""
        return str(self.forms.currentItem().data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _accept(self) -> None:
        self.accept()
