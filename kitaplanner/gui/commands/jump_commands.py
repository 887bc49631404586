"""表示: back and forward through the places that the person has seen, by key and by mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.jump_history import JumpHistory, Spot
from kitaplanner.gui.views.inspector import Subject
from kitaplanner.gui.workbench import Workbench


class JumpCommands(QObject):
    """Keeps the history of one document and shows its places again."""

    def __init__(self, window: QWidget, desk: Desk, actions: Actions, workbench: Workbench) -> None:
        super().__init__(window)
        self._desk = desk
        self._actions = actions
        self._workbench = workbench
        self._history = JumpHistory()
        actions.back.triggered.connect(self.go_back)
        actions.forward.triggered.connect(self.go_forward)
        workbench.subject_shown.connect(self._visit)
        desk.session_changed.connect(self._follow_session)
        # Mouse events pass the native window first, whatever widget then takes them.
        window.winId()
        window.windowHandle().installEventFilter(self)
        self._refresh()

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        """Take the side buttons of the mouse."""
        if event.type() != QEvent.Type.MouseButtonPress or not isinstance(event, QMouseEvent):
            return False
        if event.button() == Qt.MouseButton.BackButton:
            self.go_back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.go_forward()
        else:
            return False
        return True

    @Slot()
    def go_back(self) -> None:
        """Show the place that was shown before."""
        self._go(-1)

    @Slot()
    def go_forward(self) -> None:
        """Show again what was left by going back."""
        self._go(1)

    def _go(self, by: int) -> None:
        if self._desk.session is None:
            return
        self._desk.commit_editors()
        step = self._history.back if by < 0 else self._history.forward
        spot = step(self._is_there)
        if spot is not None and spot.node_id:
            self._workbench.show_node(spot.node_id)
        elif spot is not None:
            self._workbench.show_initiative(spot.initiative_id, spot.item_id)
        self._refresh()

    def _is_there(self, spot: Spot) -> bool:
        session = self._desk.session
        if session is None:
            return False
        plan = session.snapshot
        if spot.node_id:
            return plan.node(spot.node_id) is not None
        return plan.initiative(spot.initiative_id) is not None

    @Slot(object)
    def _visit(self, subject: Subject) -> None:
        self._history.visit(_spot_of(subject))
        self._refresh()

    @Slot(object)
    def _follow_session(self, session: object) -> None:
        # The workbench hears of a session first and has shown its first sheet by now.
        self._history.clear()
        if session is not None:
            self._history.visit(_spot_of(self._workbench.inspector.subject))
        self._refresh()

    def _refresh(self) -> None:
        self._actions.back.setEnabled(self._history.can_go_back)
        self._actions.forward.setEnabled(self._history.can_go_forward)


def _spot_of(subject: Subject) -> Spot:
    """Rows and several items are places on their sheet."""
    return Spot(subject.initiative_id, subject.item_id, subject.node_id)
