"""What to put into a PDF or a workbook: asked before the place to put it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.gui.output_choice import NARROWED, SCOPE_WORDS, OutputChoice, ScopeName

_FOR_ALL = "公開用：紙面に見える内容だけが入り、計画データは入りません。"
_FOR_THE_OFFICE = (
    "計画の全体（進捗、委員会資料、点検の記録を含む）がファイルに入り、"
    "あとで計画に戻せます。公開するファイルには使わないでください。"
)


class OutputOptionsDialog(QDialog):
    """Choose a scope, and a department to which it is narrowed."""

    def __init__(
        self,
        title: str,
        scopes: Sequence[ScopeName],
        departments: Sequence[str],
        initiative_id: str,
        parent: QWidget | None = None,
        *,
        may_attach: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._initiative_id = initiative_id
        self._build_ui(scopes, departments, may_attach)

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        title: str,
        scopes: Sequence[ScopeName],
        departments: Sequence[str],
        initiative_id: str,
        *,
        may_attach: bool = False,
    ) -> OutputChoice | None:
        """Give the choice, or None when the person thought better of it."""
        dialog = cls(title, scopes, departments, initiative_id, parent, may_attach=may_attach)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        choice = dialog.values() if accepted else None
        dialog.deleteLater()
        return choice

    def _build_ui(
        self, scopes: Sequence[ScopeName], departments: Sequence[str], may_attach: bool
    ) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("出力する範囲"))
        self._scopes = tuple(scopes)
        self.scopes = QButtonGroup(self)
        for number, scope in enumerate(scopes):
            button = QRadioButton(SCOPE_WORDS[scope])
            button.setChecked(number == 0)
            button.setEnabled(scope != "current" or bool(self._initiative_id))
            self.scopes.addButton(button, number)
            layout.addWidget(button)
        self.department = QComboBox()
        self.department.addItem("すべての担当課", "")
        for name in departments:
            self.department.addItem(name, name)
        self.department.setAccessibleName("担当課で絞る")
        narrow = QHBoxLayout()
        narrow.addSpacing(self.fontMetrics().height() * 2)
        label = QLabel("担当課")
        label.setBuddy(self.department)
        narrow.addWidget(label)
        narrow.addWidget(self.department, 1)
        layout.addLayout(narrow)
        self.attach = QCheckBox("計画データを添付する（庁内用）")
        self.attach.setVisible(may_attach)
        self.told = QLabel(_FOR_ALL)
        self.told.setObjectName("hint")
        self.told.setWordWrap(True)
        self.told.setVisible(may_attach)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addWidget(self.attach)
        layout.addWidget(self.told)
        self.attach.toggled.connect(self._tell)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton("保存先を選ぶ…", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.scopes.buttonToggled.connect(self._enable)
        self._enable()
        self.setMinimumWidth(self.fontMetrics().height() * 31)

    @Slot()
    def _enable(self) -> None:
        self.department.setEnabled(self.values().scope in NARROWED)

    @Slot(bool)
    def _tell(self, attached: bool) -> None:
        self.told.setText(_FOR_THE_OFFICE if attached else _FOR_ALL)

    def values(self) -> OutputChoice:
        """Give what is chosen."""
        return OutputChoice(
            self._scopes[self.scopes.checkedId()],
            str(self.department.currentData() or ""),
            self._initiative_id,
            self.attach.isChecked(),
        )
