"""The tab 冊子 in the window: put there, followed, and reached by key."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.booklet.booklet_page import BookletPage
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.tasks import TaskRunner
from kitaplanner.gui.workbench import Workbench


class BookletCommands(QObject):
    """Lets the chapters of the open document be edited."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        tasks: TaskRunner,
        workbench: Workbench,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._workbench = workbench
        self.page = BookletPage(tasks)
        workbench.add_tab(self.page, "冊子", self.page.paper)
        self.page.failed.connect(notifier.refuse)
        desk.session_changed.connect(self.page.set_session)
        desk.commit_wanted.connect(self.page.commit)
        actions.to_booklet.triggered.connect(self.go_to_booklet)

    @Slot()
    def go_to_booklet(self) -> None:
        """Go to the chapters of the booklet."""
        self._desk.commit_editors()
        self._workbench.tabs.setCurrentWidget(self.page)
        self.page.sections.list.setFocus()
