"""前回の作業を復元: choosing among documents that were not closed properly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)


class LeftOver(Protocol):
    """What is told of a session: title, the file it came from (may be empty), since when."""

    @property
    def title(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def opened_at(self) -> str: ...


T = TypeVar("T", bound=LeftOver)


class RecoveryDialog(QDialog):
    """A list of work left over, the latest first."""

    def __init__(self, sessions: Sequence[LeftOver], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("前回の作業を復元")
        self._build_ui(sessions)

    @classmethod
    def ask(cls, parent: QWidget, sessions: Sequence[T]) -> T | None:
        """Give the chosen session, or None."""
        if not sessions:
            return None
        dialog = cls(sessions, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = sessions[dialog.values()] if accepted else None
        dialog.deleteLater()
        return chosen

    def _build_ui(self, sessions: Sequence[LeftOver]) -> None:
        words = QLabel(
            "保存されないまま終わった作業です。復元して内容を確かめ、保存してください。"
            "元のファイルは変わっていません。"
        )
        words.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName("復元できる作業")
        for session in sessions:
            file = Path(session.origin).name if session.origin else "（未保存の新しい計画）"
            when = session.opened_at[:16].replace("-", "/").replace("T", " ")
            self.list.addItem(QListWidgetItem(f"{session.title}\n{file}　{when} に開いたもの"))
        self.list.setCurrentRow(0)
        self.list.itemDoubleClicked.connect(self._accept)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton("復元", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(self.fontMetrics().height() * 42, self.fontMetrics().height() * 16)

    @Slot()
    def _accept(self) -> None:
        self.accept()

    def values(self) -> int:
        """Give the place of the chosen session."""
        return self.list.currentRow()
