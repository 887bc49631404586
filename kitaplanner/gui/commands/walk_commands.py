"""F8 and Shift+F8: to the next and the previous of what the tab in front lists."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.comparison_commands import ComparisonCommands
from kitaplanner.gui.commands.findings_commands import FindingsCommands


class WalkCommands(QObject):
    """Walks through changes on the tab 比較, through findings everywhere else."""

    def __init__(
        self,
        window: QObject,
        actions: Actions,
        comparison: ComparisonCommands,
        findings: FindingsCommands,
    ) -> None:
        super().__init__(window)
        self._comparison = comparison
        self._findings = findings
        actions.walk_on.triggered.connect(self._go_on)
        actions.walk_back.triggered.connect(self._go_back)

    @Slot()
    def _go_on(self) -> None:
        if self._comparison.is_in_front:
            self._comparison.step(1)
        else:
            self._findings.go_on()

    @Slot()
    def _go_back(self) -> None:
        if self._comparison.is_in_front:
            self._comparison.step(-1)
        else:
            self._findings.go_back()
