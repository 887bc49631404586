"""設定: what each person sets for themselves, whatever plan is open."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.gui.settings import LONGEST_NAME, TEXT_SIZES, Settings, login_name
from kitaplanner.gui.widgets.reading import paragraph

_SCHEMES = (("auto", "システムに合わせる"), ("light", "明るい配色"), ("dark", "暗い配色"))
_NOTES = (
    "利用者名は、変更の履歴と、ほかの職員に見える「使用中」の表示に使います。"
    "開いている計画には、次に開いたときから使います。\n"
    "文字の大きさは、プログラムを次に起動したときから変わります。印刷や個票の大きさは変わりません。"
)


class Choices(NamedTuple):
    """What was chosen; an empty name is that of the login, no folder that of the latest file."""

    name: str
    scheme: str
    text_size: int
    folder: Path | None


class ProgramSettingsDialog(QDialog):
    """Shows the settings of the person; `values` are what was chosen."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("設定")
        self._build_ui()
        self._load(settings)

    @classmethod
    def ask(cls, parent: QWidget, settings: Settings) -> Choices | None:
        """Show the dialog; None when the person cancels."""
        dialog = cls(settings, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        values = dialog.values()
        dialog.deleteLater()
        return values if accepted else None

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setMinimumWidth(unit * 20)
        self.scheme = QComboBox()
        for value, words in _SCHEMES:
            self.scheme.addItem(words, value)
        self.text_size = QComboBox()
        for percent in TEXT_SIZES:
            self.text_size.addItem(f"{percent} %", percent)
        self.folder = QLineEdit()
        self.folder.setPlaceholderText("最後に開いたファイルのフォルダー")
        self.folder.setClearButtonEnabled(True)
        choose = QPushButton("参照…")
        choose.setAccessibleName("最初に開くフォルダーを選ぶ")
        choose.clicked.connect(self._choose_folder)
        self.folder.textChanged.connect(self._check)
        self.problem = QLabel()
        self.problem.setObjectName("hint")
        self.problem.setWordWrap(True)
        notes = QLabel(paragraph(_NOTES))
        notes.setObjectName("muted")
        notes.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(choose)
        form = QFormLayout()
        form.addRow("利用者名", self.name)
        form.addRow("配色", self.scheme)
        form.addRow("文字の大きさ", self.text_size)
        form.addRow("最初に開くフォルダー", place)
        self.folder.setAccessibleName("最初に開くフォルダー")
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(notes)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def _load(self, settings: Settings) -> None:
        self.name.setText(settings.chosen_name)
        self.name.setPlaceholderText(login_name())
        self.scheme.setCurrentIndex(self.scheme.findData(settings.colour_scheme))
        self.text_size.setCurrentIndex(self.text_size.findData(settings.text_size))
        folder = settings.default_folder
        self.folder.setText("" if folder is None else str(folder))
        self._check()

    def values(self) -> Choices:
        """Give what was chosen."""
        folder = self.folder.text().strip()
        return Choices(
            " ".join(self.name.text().split()),
            str(self.scheme.currentData()),
            int(self.text_size.currentData()),
            Path(folder) if folder else None,
        )

    @Slot()
    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, "最初に開くフォルダー", self.folder.text().strip()
        )
        if chosen:
            self.folder.setText(chosen)

    @Slot()
    def _check(self) -> None:
        # A share may be away today and back tomorrow: this is said, not forbidden.
        folder = self.values().folder
        is_there = folder is None or folder.is_dir()
        self.problem.setText(
            "" if is_there else "このフォルダーは今は見つかりません。見つからない間は使いません。"
        )
