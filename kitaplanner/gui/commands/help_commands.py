"""ヘルプ: the guide and what the program is made of."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.dialogs.about import AboutDialog
from kitaplanner.gui.dialogs.guide import GuideWindow


class HelpCommands(QObject):
    """Opens the guide beside the window, and the box about the program over it."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._guide: GuideWindow | None = None
        actions.guide.triggered.connect(self._show_guide)
        actions.about.triggered.connect(self._show_about)

    @Slot()
    def _show_guide(self) -> None:
        if self._guide is None:
            self._guide = GuideWindow(self._window)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    @Slot()
    def _show_about(self) -> None:
        AboutDialog.ask(self._window)

    def close(self) -> None:
        """Close the guide with the window."""
        if self._guide is not None:
            self._guide.close()
