"""検索: the field of the tool bar, and going to what it found."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.finder import find_in_plan
from kitaplanner.gui.widgets.search_field import Hit, SearchField
from kitaplanner.gui.workbench import Workbench

_WIDTH = 22  # in line heights


class SearchCommands(QObject):
    """Owns the search field and shows the place of a hit."""

    def __init__(self, window: QWidget, desk: Desk, actions: Actions, workbench: Workbench) -> None:
        super().__init__(window)
        self._desk = desk
        self._workbench = workbench
        self.field = SearchField(self._find)
        self.field.setMaximumWidth(self.field.fontMetrics().height() * _WIDTH)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.setEnabled(False)
        self.field.picked.connect(self._go)
        actions.search.triggered.connect(self._focus)
        desk.session_changed.connect(self._follow_session)

    def _find(self, word: str) -> list[Hit]:
        session = self._desk.session
        return [] if session is None else find_in_plan(session.snapshot, session.numbering, word)

    @Slot(object)
    def _go(self, hit: Hit) -> None:
        self._desk.commit_editors()
        self._workbench.show_initiative(hit.initiative_id, hit.item_id)

    @Slot()
    def _focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot(object)
    def _follow_session(self, session: object) -> None:
        self.field.clear()
        self.field.setEnabled(session is not None)
