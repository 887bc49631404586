"""版 → 見え消し: the plan against one of its editions, on pages that follow edits, and as PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.file_writing import FileWriting, Said, said_of
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.tracked_options import TrackedChoice, TrackedOptionsDialog
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.output_choice import OutputChoice, default_file_name
from kitaplanner.gui.tasks import Progress, Task, TaskRunner, Work
from kitaplanner.gui.theme import Theme
from kitaplanner.layout.scene import Scene
from kitaplanner.operations.comparison import compare
from kitaplanner.operations.tracked_papers import (
    edition_words,
    plan_words,
    tracked_print,
    tracked_style,
    write_tracked_pdf,
)

if TYPE_CHECKING:
    from kitaplanner.gui.preview.preview_window import PreviewWindow

_NO_EDITION = (
    "比べる版がありません。メニューの［版］→［版を残す］で版を残すと、"
    "その後の変更を見え消しで示せます。"
)


class TrackedCommands(QObject):
    """Shows and writes what changed since an edition as 見え消し."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        tasks: TaskRunner,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._theme = theme
        self._choice: TrackedChoice | None = None
        self._folder = ""
        self._files = FileWriting(self, tasks, lambda: notifier)
        self.preview: PreviewWindow | None = None
        actions.tracked_view.triggered.connect(self._ask)
        desk.session_changed.connect(self.close)

    @Slot()
    def _ask(self) -> None:
        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return
        editions = session.editions
        if not editions:
            self._notifier.say(_NO_EDITION, "warning")
            return
        choice = TrackedOptionsDialog.ask(
            self._window, editions, session.snapshot.settings, self._choice
        )
        if choice is not None:
            self.show_preview(choice)

    def show_preview(self, choice: TrackedChoice) -> None:
        """Show the pages of a choice."""
        # Late: the printing system is looked for at import.
        from kitaplanner.gui.preview.preview_window import PreviewWindow

        session = self._desk.session
        if session is None:
            return
        self._choice = choice
        if self.preview is not None:
            self.preview.close()
        self.preview = preview = PreviewWindow(
            session,
            self._tasks,
            self._theme,
            self._window,
            make_work=partial(self._work, tracked_print),
            title=f"見え消し：版「{choice.edition.name}」から今の計画まで",
        )
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.failed.connect(self._notifier.refuse)
        preview.export_wanted.connect(self._ask_where)
        preview.destroyed.connect(self._forget_preview)
        preview.lay_out()
        preview.show()
        preview.raise_()
        preview.activateWindow()

    def _work(self, make: Callable[..., Scene], *arguments: object) -> Work:
        """Give the work that makes something of the plan as it is now and the chosen edition."""
        session, choice = self._desk.session, self._choice
        if session is None or choice is None:
            raise RuntimeError("見え消し of nothing")
        source = session.edition_source(choice.edition.id)
        return partial(_made, source, session.snapshot, choice, make, arguments)

    @Slot(QObject)
    def _forget_preview(self, gone: QObject) -> None:
        if self.preview is gone:
            self.preview = None

    @Slot()
    def close(self) -> None:
        """Close the preview, when the document or the window goes."""
        self._choice = None
        if self.preview is not None:
            self.preview.close()
            self.preview = None

    # --- files -------------------------------------------------------------------------------

    @Slot()
    def _ask_where(self) -> None:
        session = self._desk.session
        if session is None:
            return
        name = default_file_name(session.snapshot, OutputChoice(), "_見え消し.pdf")
        text, _ = QFileDialog.getSaveFileName(
            self.preview or self._window,
            "見え消しのPDF：保存先",
            str(Path(self._folder or usual_folder(session.path)) / name),
            "PDF (*.pdf)",
        )
        if not text:
            return
        path = Path(text)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        self._folder = str(path.parent)
        self.write(path)

    def write(self, path: Path) -> Task | None:
        """Write the chosen pages off the window's thread and say when they are there."""
        try:
            work = self._work(write_tracked_pdf, path)
        except KitaError as error:
            self._notifier.refuse(error)
            return None
        return self._files.start(work, path, partial(_said, path), self.preview or self._window)


def _said(path: Path, scene: Scene) -> Said:
    return said_of(path, scene.shortfalls, len(scene.pages))


def _made(
    source: Callable[[], Plan],
    plan: Plan,
    choice: TrackedChoice,
    make: Callable[..., Scene],
    arguments: tuple[object, ...],
    progress: Progress,
) -> Scene:
    """Read the edition, compare and make pages or a file, on the task's thread."""
    progress(0, 1)
    old = source()
    style = tracked_style(
        edition_words(choice.edition, old),
        plan_words("今の計画", plan),
        strike=choice.strike,
        is_whole=choice.is_whole,
    )
    return make(compare(old, plan), *arguments, style, progress)
