"""The first page of committee papers: which step of the year they are for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kitaplanner.domain.handout_templates import TEMPLATES
from kitaplanner.gui.widgets.choice_button import ChoiceButton


class TemplatePage(QScrollArea):
    """`picked(name of the template)`; `left` when the person goes back to what there was."""

    picked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build_ui()

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        page = QWidget()
        page.setObjectName("panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(unit * 3, unit * 2, unit * 3, unit * 2)
        column.setSpacing(unit // 2)
        heading = QLabel("どの報告の資料を作りますか")
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        about = QLabel("次第や資料の文章が入った状態から始めます。あとから自由に直せます。")
        about.setObjectName("muted")
        about.setWordWrap(True)
        column.addWidget(heading)
        column.addWidget(about)
        column.addSpacing(unit // 2)
        self.buttons: list[ChoiceButton] = []
        for template in TEMPLATES:
            button = ChoiceButton(template.name, template.when)
            button.setMaximumWidth(unit * 40)
            button.clicked.connect(self._pick)
            self.buttons.append(button)
            column.addWidget(button)
        self.back = QPushButton("作らずに戻る")
        self.back.clicked.connect(self.left)
        column.addSpacing(unit // 2)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(page)

    def open_for(self, can_go_back: bool) -> None:
        """Take the keyboard; with nothing made yet there is nowhere to go back to."""
        self.back.setVisible(can_go_back)
        self.buttons[0].setFocus()

    @Slot()
    def _pick(self) -> None:
        button = self.sender()
        if isinstance(button, ChoiceButton):
            self.picked.emit(button.accessibleName())
