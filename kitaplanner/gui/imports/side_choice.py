"""Which side stands where both changed the same: ours or theirs, as two radio buttons."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QRadioButton, QWidget


class SideChoice(QWidget):
    """Asks for one side; `theirs_chosen(is_theirs)` is emitted when a person chose."""

    theirs_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ours = QRadioButton("こちらを残す(&K)")
        self.theirs = QRadioButton("相手を採る(&T)")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel("どちらを採るか："))
        layout.addWidget(self.ours)
        layout.addWidget(self.theirs)
        layout.addStretch(1)
        self.theirs.toggled.connect(self._tell)

    def show_choice(self, is_theirs: bool) -> None:
        """Show which side stands."""
        with QSignalBlocker(self.theirs):
            (self.theirs if is_theirs else self.ours).setChecked(True)

    @Slot(bool)
    def _tell(self, is_theirs: bool) -> None:
        self.theirs_chosen.emit(is_theirs)
