"""Marks of the outline that follow from what is kept beside the plan: editions and inquiries.

Belongs here: when they are worked out (on another thread, once nothing was changed for a moment),
and telling the outline. Findings have a watch of their own (`findings`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Slot

from kitaplanner.domain.edition_changes import EditionChanges
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.gui.views.outline_view import OutlineView

_REST = 600  # milliseconds without an edit


class Badges(NamedTuple):
    """Words by initiative: what changed since the base edition, who has not replied.

    `changes` is what compared them, to be asked again.
    """

    changed: Mapping[str, str]
    waiting: Mapping[str, str]
    changes: EditionChanges | None


class BadgesWatch(QObject):
    """Keeps the marks up with the open document, its editions and its inquiries."""

    def __init__(self, desk: Desk, tasks: TaskRunner, outline: OutlineView) -> None:
        super().__init__(outline)
        self._desk = desk
        self._tasks = tasks
        self._outline = outline
        self._task: Task | None = None
        self._edition = ""
        self._edition_id = ""
        self._changes: EditionChanges | None = None
        # What of the document must be read anew before the next look.
        self._is_stale = True
        self._source: Callable[[], Plan] | None = None
        self._waiting: Mapping[str, str] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._look)
        desk.session_changed.connect(self._follow_session)

    @Slot(object)
    def _follow_session(self, session: DocumentSession | None) -> None:
        self._give_up()
        self._edition = self._edition_id = ""
        self._changes = self._source = None
        self._is_stale = True
        self._outline.show_badges({}, {})
        if session is not None:
            session.document_changed.connect(self._follow_change)
            session.editions_changed.connect(self._follow_what_is_kept)
            session.inquiries_changed.connect(self._follow_what_is_kept)
            self._rest.start()

    @Slot()
    def _follow_change(self) -> None:
        self._give_up()
        self._rest.start()

    @Slot()
    def _follow_what_is_kept(self) -> None:
        self._is_stale = True
        self._follow_change()

    def _give_up(self) -> None:
        self._rest.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot()
    def _look(self) -> None:
        session = self._desk.session
        if session is None:
            return
        if self._is_stale:
            self._read(session)
        work = partial(_badges, session.snapshot, self._changes, self._source, self._waiting)
        self._task = Task(work)
        self._task.succeeded.connect(self._show)
        self._task.failed.connect(self._show_nothing)
        self._tasks.start(self._task)

    def _read(self, session: DocumentSession) -> None:
        """Find the newest edition and who was asked; the edition itself is read by the task."""
        self._is_stale = False
        self._waiting = session.waiting_departments()
        editions = session.editions
        newest = editions[-1] if editions else None
        if newest is None:
            self._edition = self._edition_id = ""
            self._changes = self._source = None
        elif newest.id != self._edition_id:
            self._edition, self._edition_id = newest.name, newest.id
            self._changes = None
            try:
                self._source = session.edition_source(newest.id)
            except KitaError:
                self._source = None  # a document that is damaged there says so where it is opened

    @Slot(object)
    def _show(self, badges: Badges) -> None:
        if self.sender() is not self._task:
            return
        self._task = None
        self._changes, self._source = badges.changes, None
        self._outline.show_badges(
            {one: f"版「{self._edition}」から{word}" for one, word in badges.changed.items()},
            badges.waiting,
        )

    @Slot(object)
    def _show_nothing(self, _error: KitaError) -> None:
        """Leave the marks away where the edition can't be read: opening it says why."""
        if self.sender() is self._task:
            self._task = self._source = None
            self._outline.show_badges({}, {})


def _badges(
    plan: Plan,
    changes: EditionChanges | None,
    source: Callable[[], Plan] | None,
    asked: Mapping[str, str],
    progress: Progress,
) -> Badges:
    progress(0, 0)
    if changes is None and source is not None:
        changes = EditionChanges(source())
    progress(0, 0)
    changed = {} if changes is None else changes.of(plan)
    waiting = {}
    for one in plan.initiatives() if asked else ():
        names = [name for name in one.departments if name in asked]
        if names:
            waiting[one.id] = "回答待ち：" + "、".join(f"{name}{asked[name]}" for name in names)
    return Badges(changed, waiting, changes)
