"""What stands in the place of a comparison: why there is none, how far it is, what can be done."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

Offer: TypeAlias = Literal["freeze", "file", "again", "stop"]
NO_DOCUMENT = "計画を開くと、版やほかのファイルと比べられます。"
NO_EDITION = (
    "比べる版がまだありません。\n"
    "「版を残す」で今の計画を版として残すか、ほかの計画のファイルを選んでください。"
)
SAME_SIDES = "変更前と変更後が同じものです。どちらかに、別の版やファイルを選んでください。"
NO_CHANGES = "違いはありません。"
STOPPED = "比較を中止しました。"
_COMPARING = "比べています…"
_WIDEST = 24  # heights of a line, for the progress


class NoComparison(QWidget):
    """Says a sentence and offers what helps; each button asks by a signal."""

    freezing_wanted = Signal()
    file_wanted = Signal()
    again_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sentence = QLabel(NO_DOCUMENT)
        self.progress = QProgressBar()
        self.freeze = QPushButton("版を残す…")
        self.other_file = QPushButton("ほかのファイルと比べる…")
        self.again = QPushButton("もう一度比べる")
        self.stop = QPushButton("中止")
        self._offered: dict[Offer, QPushButton] = {
            "freeze": self.freeze,
            "file": self.other_file,
            "again": self.again,
            "stop": self.stop,
        }
        self._build_ui()
        self.freeze.clicked.connect(self.freezing_wanted)
        self.other_file.clicked.connect(self.file_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.say(NO_DOCUMENT)

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        self.sentence.setObjectName("muted")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.progress.setAccessibleName("比較の進み具合")
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(unit * _WIDEST)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in self._offered.values():
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.sentence)
        layout.addSpacing(unit)
        layout.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def say(self, words: str, *offers: Offer) -> None:
        """Say something, with the buttons that help."""
        self.sentence.setText(words)
        self.progress.hide()
        for offer, button in self._offered.items():
            button.setVisible(offer in offers)

    def wait(self) -> None:
        """Say that it is being compared; where that takes long it can be stopped."""
        self.say(_COMPARING, "stop")
        self.progress.setRange(0, 0)
        self.progress.show()

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
