"""The tab 進捗 in the window: put there, reached by key, printed.

Belongs here: what the page asks of other parts of the window.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitaplanner.domain.calendar import format_fiscal_year
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.clipboard_commands import ClipboardCommands
from kitaplanner.gui.commands.output_commands import OutputCommands
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.output_choice import OutputChoice
from kitaplanner.gui.progress.progress_page import ProgressPage
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.tasks import Progress, TaskRunner, Work
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.workbench import Workbench
from kitaplanner.layout.scene import Scene
from kitaplanner.operations.exports import print_scene
from kitaplanner.operations.inquiries import usual_order

if TYPE_CHECKING:  # the printing system is looked for at import
    from kitaplanner.gui.preview.preview_window import PreviewWindow

_TITLE = "進捗"
_PLACE = 2  # behind 個票 and 一覧


class ProgressCommands(QObject):
    """Lets the progress of the open document be entered and printed.

    The tab is empty until it is first seen: most days nobody goes there.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        tasks: TaskRunner,
        theme: Theme,
        workbench: Workbench,
        output: OutputCommands,
        clipboard: ClipboardCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._theme = theme
        self._workbench = workbench
        self._output = output
        self._clipboard = clipboard
        self._page: ProgressPage | None = None
        self.preview: PreviewWindow | None = None
        self._tab = QWidget()
        layout = QVBoxLayout(self._tab)
        layout.setContentsMargins(0, 0, 0, 0)
        workbench.tabs.insertTab(_PLACE, self._tab, _TITLE)
        workbench.tabs.currentChanged.connect(self._follow_tab)
        desk.session_changed.connect(self.close)
        actions.to_progress.triggered.connect(self.go_to_progress)

    @property
    def page(self) -> ProgressPage:
        """Give what is on the tab."""
        if self._page is None:
            self._page = page = ProgressPage()
            page.open_wanted.connect(self._open_sheet)
            page.failed.connect(self._notifier.refuse)
            page.bar.paper_wanted.connect(self._give_paper)
            page.table.selectionModel().selectionChanged.connect(self._clipboard.refresh_actions)
            self._clipboard.serve(page.table, page.table.clipboard)
            self._desk.session_changed.connect(self._set_session)
            self._desk.commit_wanted.connect(page.commit)
            self._set_session(self._desk.session)
            layout = self._tab.layout()
            if layout is not None:
                layout.addWidget(page)
            self._tab.setFocusProxy(page)
        return self._page

    @Slot(object)
    def _set_session(self, session: DocumentSession | None) -> None:
        year = 0
        if session is not None:
            year = usual_order(session.snapshot, datetime.now().astimezone().date()).year
        self.page.set_session(session, year)

    @Slot()
    def _follow_tab(self) -> None:
        if self._workbench.tabs.currentWidget() is self._tab:
            self.page.show()
            self.page.refresh()

    @Slot()
    def go_to_progress(self) -> None:
        """Go to the reports of the year."""
        self._desk.commit_editors()
        self._workbench.tabs.setCurrentWidget(self._tab)
        self.page.table.setFocus()

    @Slot(str)
    def _open_sheet(self, initiative_id: str) -> None:
        self._desk.commit_editors()
        self._workbench.tabs.setCurrentIndex(0)
        self._workbench.show_initiative(initiative_id)
        self._workbench.sheet.setFocus()

    # --- papers ------------------------------------------------------------------------------

    @property
    def choice(self) -> OutputChoice:
        """Give what is printed: the year and the department that are shown."""
        bar = self.page.bar
        return OutputChoice("progress", bar.wishes().department, year=bar.shown_year)

    @Slot(str)
    def _give_paper(self, kind: str) -> None:
        self._desk.commit_editors()
        if kind == "preview":
            self._show_preview()
        elif kind == "pdf":
            self._output.ask_where("pdf", self.choice)
        else:
            self._output.ask_where("xlsx", self.choice)

    def _show_preview(self) -> None:
        from kitaplanner.gui.preview.preview_window import PreviewWindow

        session, choice = self._desk.session, self.choice
        if session is None:
            return
        self.close()
        year = format_fiscal_year(choice.year or 0)
        self.preview = preview = PreviewWindow(
            session,
            self._tasks,
            self._theme,
            self._window,
            make_work=partial(_work, session, choice),
            title=f"{year}の進捗状況",
        )
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.failed.connect(self._notifier.refuse)
        preview.export_wanted.connect(self._give_paper)
        preview.destroyed.connect(self._forget_preview)
        preview.lay_out()
        preview.show()
        preview.raise_()
        preview.activateWindow()

    @Slot()
    def _forget_preview(self) -> None:
        self.preview = None

    @Slot()
    def close(self) -> None:
        """Close the preview, when the document or the window goes."""
        if self.preview is not None:
            self.preview.close()


def _work(session: DocumentSession, choice: OutputChoice) -> Work:
    return partial(_laid_out, session.snapshot, choice)


def _laid_out(plan: Plan, choice: OutputChoice, progress: Progress) -> Scene:
    return print_scene(
        plan,
        "progress",
        department=choice.narrowed_department,
        year=choice.year,
        progress=progress,
    )
