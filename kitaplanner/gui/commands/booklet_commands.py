"""The tab 冊子 in the window: put there, followed, and reached by key."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.booklet.booklet_page import BookletPage
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.tasks import TaskRunner
from kitaplanner.gui.workbench import Workbench


class BookletCommands(QObject):
    """Lets the chapters of the open document be edited.

    The tab is empty until it is first seen: most days nobody goes there.
    """

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
        self._notifier = notifier
        self._tasks = tasks
        self._workbench = workbench
        self._page: BookletPage | None = None
        self._tab = QWidget()
        layout = QVBoxLayout(self._tab)
        layout.setContentsMargins(0, 0, 0, 0)
        workbench.tabs.addTab(self._tab, "冊子")
        workbench.tabs.currentChanged.connect(self._follow_tab)
        actions.to_booklet.triggered.connect(self.go_to_booklet)

    @property
    def page(self) -> BookletPage:
        """Give what is on the tab."""
        if self._page is None:
            self._page = page = BookletPage(self._tasks)
            page.failed.connect(self._notifier.refuse)
            self._desk.session_changed.connect(page.set_session)
            self._desk.commit_wanted.connect(page.commit)
            page.set_session(self._desk.session)
            layout = self._tab.layout()
            if layout is not None:
                layout.addWidget(page)
            self._tab.setFocusProxy(page)
            self._workbench.scale_on(self._tab, page.paper)
        return self._page

    @Slot()
    def _follow_tab(self) -> None:
        if self._workbench.tabs.currentWidget() is self._tab:
            self.page.show()

    def show_place(self, section_id: str, block: int) -> bool:
        """Show a block of a section, or its heading (-1); False where the plan has none."""
        session = self._desk.session
        if session is None or all(one.id != section_id for one in session.snapshot.sections):
            return False
        self.go_to_booklet()
        self.page.show_place(section_id, block)
        return True

    @Slot()
    def go_to_booklet(self) -> None:
        """Go to the chapters of the booklet."""
        self._desk.commit_editors()
        self._workbench.tabs.setCurrentWidget(self._tab)
        self.page.sections.list.setFocus()
