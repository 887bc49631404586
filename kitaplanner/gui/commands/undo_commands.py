"""編集: several steps back or forward at once, from a list as Excel's undo button has one.

Belongs here: the two lists and walking along them. One step is the window's own action.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.session import DocumentSession

# Of the newest steps; older ones are reached by the line that goes back to the opening.
MOST_LINES = 20
_LONGEST_LABEL = 40


class UndoCommands(QObject):
    """Fills the lists 元に戻す and やり直し and does what is chosen.

    The steps are taken one a turn of the event loop: the window paints between them, and whatever
    else the person does ends the walk.
    """

    def __init__(self, parent: QObject, desk: Desk, actions: Actions, bar: QToolBar) -> None:
        super().__init__(parent)
        self._desk = desk
        self._back = actions.undo_menu
        self._left = 0
        self._is_back = True
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._take_step)
        for menu in (actions.undo_menu, actions.redo_menu):
            menu.aboutToShow.connect(self._fill)
            menu.triggered.connect(self._choose)
        for action, menu in (
            (actions.undo, actions.undo_menu),
            (actions.redo, actions.redo_menu),
        ):
            button = bar.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
                button.setMenu(menu)
        desk.session_changed.connect(self._follow_session)

    @property
    def is_walking(self) -> bool:
        """Say whether steps that were chosen are still to be taken."""
        return self._turns.isActive()

    @Slot()
    def _fill(self) -> None:
        """List the newest steps first, behind the line that goes back to the opening."""
        menu = self.sender()
        if not isinstance(menu, QMenu):
            return
        # Before the list is made: what is being typed is the newest step of all.
        self._desk.commit_editors()
        menu.clear()
        session = self._desk.session
        steps = () if session is None else session.undo_steps
        if menu is not self._back:
            steps = () if session is None else session.redo_steps
        elif session is not None and session.steps_since_opening:
            count = session.steps_since_opening
            _add(menu, f"開いたときまで戻す（{count}件）(&O)", count)
            menu.addSeparator()
        for place, label in enumerate(steps[:MOST_LINES], 1):
            short = label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
            _add(menu, f"{place}　{short}".replace("&", "&&"), place)
        if not menu.actions():
            _add(menu, "ありません", 0).setEnabled(False)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self._is_back = self.sender() is self._back
        self._left = int(action.data())
        if self._left:
            self._turns.start(0)

    @Slot()
    def _take_step(self) -> None:
        session = self._desk.session
        if session is None or not self._left:
            self._stop()
            return
        self._left -= 1
        step = session.undo if self._is_back else session.redo
        if step(self) is None or not self._left:
            self._stop()

    def _stop(self) -> None:
        self._left = 0
        self._turns.stop()

    @Slot(object)
    def _follow_session(self, session: DocumentSession | None) -> None:
        self._stop()
        if session is not None:
            session.document_changed.connect(self._notice)

    @Slot(object, object)
    def _notice(self, change: object, initiator: object) -> None:
        if initiator is not self:
            self._stop()


def _add(menu: QMenu, words: str, steps: int) -> QAction:
    action = menu.addAction(words)
    action.setData(steps)
    return action
