"""A task's progress with a button to stop it; it appears only where the task takes its time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QProgressDialog, QWidget

from kitaplanner.gui.tasks import Task

# Sooner than this nobody wonders whether something is happening.
_APPEARS_AFTER_MS = 400


class TaskProgress(QProgressDialog):
    """Follows one task and goes away with it."""

    def __init__(self, words: str, task: Task, parent: QWidget) -> None:
        super().__init__(words, "中止", 0, 0, parent)
        self.setWindowTitle("Kitaplanner")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumDuration(_APPEARS_AFTER_MS)
        self.setMinimumWidth(self.fontMetrics().height() * 34)
        self.setAutoClose(False)
        self.setAutoReset(False)
        self.canceled.connect(task.cancel)
        task.progressed.connect(self._show)
        task.finished.connect(self._end)

    @Slot(int, int)
    def _show(self, done: int, total: int) -> None:
        self.setMaximum(total)
        self.setValue(done)

    @Slot()
    def _end(self) -> None:
        self.reset()
        self.deleteLater()
