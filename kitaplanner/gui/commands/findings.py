"""点検 while the person works: how many findings the plan has, and of which initiatives.

Belongs here: when the checks run (on another thread, once nothing was changed for a moment), and
telling the status bar and the outline. What is checked is in `domain.checks`.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.checks.rules import is_grave
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.tasks import Task, TaskRunner
from kitaplanner.gui.views.outline_view import OutlineView
from kitaplanner.gui.widgets.status_strip import StatusStrip
from kitaplanner.operations.checking import PlanChecker

_REST = 800  # milliseconds without an edit


class FindingsWatch(QObject):
    """Keeps what was found up with the open document.

    `found(findings)` is emitted with every result, and with None where nothing is known.
    """

    found = Signal(object)

    def __init__(
        self, desk: Desk, tasks: TaskRunner, status: StatusStrip, outline: OutlineView
    ) -> None:
        super().__init__(outline)
        self._desk = desk
        self._tasks = tasks
        self._status = status
        self._outline = outline
        self._task: Task | None = None
        self._checked: Plan | None = None
        self._checker: PlanChecker | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._check)
        desk.session_changed.connect(self._follow_session)

    @Slot(object)
    def _follow_session(self, session: DocumentSession | None) -> None:
        self._give_up()
        self._show(())
        self._status.show_findings(None)
        self.found.emit(None)
        self._checker = None
        if session is None:
            return
        self._checker = PlanChecker(session.form)
        session.document_changed.connect(self._follow_change)
        self._rest.start()

    @Slot()
    def _follow_change(self) -> None:
        self._give_up()
        self._rest.start()

    def _give_up(self) -> None:
        self._rest.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot()
    def _check(self) -> None:
        session = self._desk.session
        if session is None or self._checker is None:
            return
        self._checked = session.snapshot
        self._task = Task(partial(self._checker.findings, session.snapshot))
        self._task.succeeded.connect(self._take)
        self._tasks.start(self._task)

    @Slot(object)
    def _take(self, findings: tuple[Finding, ...]) -> None:
        """Show what was found unless the plan has changed meanwhile."""
        session = self._desk.session
        self._task = None
        if session is not None and session.snapshot is self._checked:
            self._show(findings)
            self._status.show_findings(findings)
            self.found.emit(findings)

    def _show(self, findings: tuple[Finding, ...]) -> None:
        # The outline has marks of its own for what is merely noticed: lost or unconfirmed.
        grave = (one.initiative for one in findings if is_grave(one))
        self._outline.show_findings(Counter(one for one in grave if one))
