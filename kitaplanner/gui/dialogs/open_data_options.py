"""What open data need to be told: the encoding of CSV files and the licence that is stated."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.open_data.publication import (
    USUAL_LICENCE,
    CsvEncoding,
    Publication,
    today,
)

_ENCODINGS: tuple[tuple[CsvEncoding, str], ...] = (
    ("utf-8-sig", "UTF-8（BOMあり）：すべての文字を書ける"),
    ("cp932", "Shift_JIS：書けない文字があれば、その文字を示して中止する"),
)
_ABOUT = (
    "年度別実施計画の項目を1行ずつにしたデータを、csv、json、xlsxと定義書で作ります。"
    "「行政データにおける機械可読性に関するルール」に沿った形です。"
)


class OpenDataOptionsDialog(QDialog):
    """Choose the encoding and word the licence."""

    def __init__(self, licence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("オープンデータ")
        self._build_ui(licence or USUAL_LICENCE)

    @classmethod
    def ask(cls, parent: QWidget, licence: str) -> Publication | None:
        """Give the choice, or None when the person thought better of it."""
        dialog = cls(licence, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        choice = dialog.values() if accepted else None
        dialog.deleteLater()
        return choice

    def _build_ui(self, licence: str) -> None:
        layout = QVBoxLayout(self)
        about = QLabel(_ABOUT)
        about.setWordWrap(True)
        layout.addWidget(about)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addWidget(QLabel("CSVの文字コード"))
        self.encodings = QButtonGroup(self)
        for number, (_, words) in enumerate(_ENCODINGS):
            button = QRadioButton(words)
            button.setChecked(number == 0)
            self.encodings.addButton(button, number)
            layout.addWidget(button)
        layout.addSpacing(self.fontMetrics().height() // 2)
        label = QLabel("利用条件（データに記します）(&L)")
        self.licence = QPlainTextEdit(licence)
        self.licence.setAccessibleName("利用条件")
        self.licence.setTabChangesFocus(True)
        self.licence.setFixedHeight(self.fontMetrics().lineSpacing() * 4)
        label.setBuddy(self.licence)
        layout.addWidget(label)
        layout.addWidget(self.licence)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button: QPushButton = buttons.addButton(
            "保存先を選ぶ…", QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.licence.textChanged.connect(self._enable)
        self.setMinimumWidth(self.fontMetrics().height() * 34)

    @Slot()
    def _enable(self) -> None:
        self.accept_button.setEnabled(bool(self.licence.toPlainText().strip()))

    def values(self) -> Publication:
        """Give what is chosen, with the day of today."""
        encoding = _ENCODINGS[self.encodings.checkedId()][0]
        return Publication(today(), " ".join(self.licence.toPlainText().split()), encoding)
