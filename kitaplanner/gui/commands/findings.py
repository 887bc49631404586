"""点検 while the person works: how many findings the plan has, and of which initiatives.

Belongs here: when the checks run (on another thread, once nothing was changed for a moment), and
telling the status bar and the outline. What is checked is in `domain.checks`.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from kitaplanner.domain.checks import Finding, check_plan
from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.gui.views.outline_view import OutlineView
from kitaplanner.gui.widgets.status_strip import StatusStrip

_REST = 800  # milliseconds without an edit


class FindingsWatch(QObject):
    """Keeps the count of findings up with the open document."""

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
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._check)
        desk.session_changed.connect(self._follow_session)

    @Slot(object)
    def _follow_session(self, session: DocumentSession | None) -> None:
        self._give_up()
        self._show(())
        if session is None:
            self._status.show_findings(None)
            return
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
        if session is None:
            return
        self._checked = session.snapshot
        self._task = Task(partial(_checked, session.snapshot, session.form))
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

    def _show(self, findings: tuple[Finding, ...]) -> None:
        # The outline has marks of its own for what is merely noticed: lost or unconfirmed.
        grave = (one.initiative for one in findings if one.severity != "notice")
        self._outline.show_findings(Counter(one for one in grave if one))


def _checked(plan: Plan, form: Form, progress: Progress) -> tuple[Finding, ...]:
    return check_plan(plan, form)
