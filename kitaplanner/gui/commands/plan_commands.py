"""計画: the settings of the plan and its list of departments."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.departments import DepartmentsDialog
from kitaplanner.gui.dialogs.plan_settings import PlanSettingsDialog
from kitaplanner.gui.dialogs.reorganisation import ReorganisationDialog


class PlanCommands(QObject):
    """Opens the dialogs about the plan as a whole."""

    def __init__(self, window: QWidget, desk: Desk, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        actions.plan_settings.triggered.connect(self._settings)
        actions.departments.triggered.connect(self._departments)
        actions.reorganise.triggered.connect(self._reorganise)

    @Slot()
    def _settings(self) -> None:
        self._desk.commit_editors()
        if self._desk.session is not None:
            PlanSettingsDialog.ask(self._window, self._desk.session)

    @Slot()
    def _departments(self) -> None:
        self._desk.commit_editors()
        if self._desk.session is not None:
            DepartmentsDialog.ask(self._window, self._desk.session)

    @Slot()
    def _reorganise(self) -> None:
        self._desk.commit_editors()
        if self._desk.session is not None:
            ReorganisationDialog.ask(self._window, self._desk.session)
