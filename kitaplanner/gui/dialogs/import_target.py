"""取り込み先: into which plan a source goes, while none is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kitaplanner.gui.widgets.choice_button import ChoiceButton
from kitaplanner.gui.widgets.reading import paragraph

# A file, another one that is still to be chosen, or a plan that is made now.
Target: TypeAlias = Path | Literal["open", "new"]
_WORDS = "取り込んだ内容を、どの計画に入れますか。取り込む前に、変更を1件ずつ確かめられます。"
_MOST_RECENT = 3


class ImportTargetDialog(QDialog):
    """Asks for a plan; `chosen` is None until one was picked."""

    def __init__(self, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("取り込み先の計画")
        self.chosen: Target | None = None
        words = QLabel(paragraph(_WORDS))
        words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        self._targets: dict[QWidget, Target] = {}
        for path in recent[:_MOST_RECENT]:
            self._offer(layout, path, path.stem, str(path.parent))
        self._offer(layout, "open", "ほかの計画を開く…", "保存してある計画のファイルを選びます")
        self._offer(layout, "new", "新しい計画に取り込む…", "様式を選んで、空の計画から始めます")
        layout.addStretch(1)
        cancel = QPushButton("キャンセル")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        layout.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().height() * 32)

    @classmethod
    def ask(cls, parent: QWidget, recent: Sequence[Path]) -> Target | None:
        """Give what was chosen, or None."""
        dialog = cls(recent, parent)
        dialog.exec()
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen

    def _offer(self, layout: QVBoxLayout, target: Target, title: str, words: str) -> None:
        button = ChoiceButton(title, words)
        button.setAutoDefault(False)
        button.clicked.connect(self._choose)
        self._targets[button] = target
        layout.addWidget(button)

    @Slot()
    def _choose(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget):
            self.chosen = self._targets[sender]
            self.accept()
