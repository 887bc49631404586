"""表示 > 設定: what a person sets for themselves, kept and put to use.

Belongs here: carrying out what the dialog gives. Colours change at once, by the same action as in
the menu; the size of the text at the next start, because every part is laid out by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.program_settings import ProgramSettingsDialog
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SettingsCommands(QObject):
    """Opens the settings of the program."""

    def __init__(
        self, window: QWidget, desk: Desk, actions: Actions, notifier: Notifier, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._actions = actions
        self._notifier = notifier
        self._settings = settings
        actions.program_settings.triggered.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        self._desk.commit_editors()
        settings = self._settings
        chosen = ProgramSettingsDialog.ask(self._window, settings)
        if chosen is None:
            return
        is_other_size = chosen.text_size != settings.text_size
        settings.chosen_name = chosen.name
        settings.text_size = chosen.text_size
        settings.default_folder = chosen.folder
        if chosen.scheme != settings.colour_scheme:
            for action in self._actions.schemes.actions():
                if action.data() == chosen.scheme:
                    action.trigger()
        settings.sync()
        if is_other_size:
            self._notifier.say(
                "文字の大きさは、プログラムを次に起動したときから変わります。", "info"
            )
