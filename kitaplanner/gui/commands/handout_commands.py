"""出力 → 委員会資料: the window of committee papers, and its way to paper and PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from kitaplanner.domain.handout import Handout
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.file_writing import FileWriting, Said, said_of
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.output_choice import file_name
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.gui.theme import Theme
from kitaplanner.layout.scene import Scene
from kitaplanner.operations.handouts import (
    compared_plans,
    export_handout,
    export_handout_parts,
    handout_print,
)

if TYPE_CHECKING:
    from kitaplanner.gui.handouts.handout_window import HandoutWindow
    from kitaplanner.gui.preview.preview_window import PreviewWindow


class HandoutCommands(QObject):
    """Opens the window and writes what is made there."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        tasks: TaskRunner,
        theme: Theme,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._main_window = window
        self._desk = desk
        self._actions = actions
        self._main_notifier = notifier
        self._tasks = tasks
        self._theme = theme
        self._settings = settings
        self._folder = ""
        self._files = FileWriting(self, tasks, lambda: self._notifier)
        self.window: HandoutWindow | None = None
        self.preview: PreviewWindow | None = None
        actions.handouts.triggered.connect(self.open)
        desk.session_changed.connect(self.close)
        desk.commit_wanted.connect(self._commit)

    @Slot()
    def open(self) -> None:
        """Show the window of the open document."""
        # Late: the window brings in the layout of papers; `libraries` has fetched it by now.
        from kitaplanner.gui.handouts.handout_window import HandoutWindow

        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return
        if self.window is None:
            self.window = HandoutWindow(
                session, self._actions, self._tasks, self._theme, self._settings, self._main_window
            )
            self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.window.destroyed.connect(self._forget_window)
            self.window.preview_wanted.connect(self._show_preview)
            self.window.pdf_wanted.connect(self._ask_pdf)
            self.window.parts_wanted.connect(self._ask_folder)
            self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    @Slot()
    def close(self) -> None:
        """Close window and preview, when the document or the main window goes."""
        for window in (self.preview, self.window):
            if window is not None:
                window.close()

    @Slot()
    def _commit(self) -> None:
        if self.window is not None:
            self.window.commit()

    @Slot()
    def _forget_window(self) -> None:
        self.window = None

    @Slot()
    def _forget_preview(self) -> None:
        self.preview = None

    def _current(self) -> Handout | None:
        """Give the handout that is worked on, with what is being typed."""
        if self.window is None:
            return None
        self.window.commit()
        return self.window.current

    # --- preview -----------------------------------------------------------------------------

    @Slot()
    def _show_preview(self) -> None:
        from kitaplanner.gui.preview.preview_window import PreviewWindow

        handout, session = self._current(), self._desk.session
        if handout is None or session is None or self.window is None:
            return
        if self.preview is not None:
            self.preview.close()
        self.preview = preview = PreviewWindow(
            session,
            self._tasks,
            self._theme,
            self.window,
            make_work=self._preview_work,
            title=handout.name,
        )
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.failed.connect(self._refuse)
        preview.export_wanted.connect(self._ask_pdf)
        preview.destroyed.connect(self._forget_preview)
        preview.lay_out()
        preview.show()

    def _preview_work(self) -> Callable[[Progress], Scene]:
        """Give the work of the preview, for the handout as it is now."""
        window, session = self.window, self._desk.session
        handout = None if window is None else window.current
        if window is None or session is None or handout is None:
            return partial(_nothing)
        plans = compared_plans(handout, window.edition)
        return partial(_printed, session.snapshot, handout, plans)

    # --- files -------------------------------------------------------------------------------

    @Slot()
    def _ask_pdf(self) -> None:
        handout = self._current()
        if handout is None or self.window is None:
            return
        text, _ = QFileDialog.getSaveFileName(
            self.window,
            "委員会資料のPDF：保存先",
            str(Path(self._usual_folder()) / file_name(handout.name, ".pdf")),
            "PDF (*.pdf)",
        )
        if not text:
            return
        path = Path(text)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        self._folder = str(path.parent)
        self.write(handout, path)

    @Slot()
    def _ask_folder(self) -> None:
        handout = self._current()
        if handout is None or self.window is None:
            return
        text = QFileDialog.getExistingDirectory(
            self.window, "資料ごとのPDFを作るフォルダー", self._usual_folder()
        )
        if text:
            self._folder = text
            self.write_parts(handout, Path(text))

    def _usual_folder(self) -> str:
        session = self._desk.session
        return self._folder or usual_folder(None if session is None else session.path)

    def write(self, handout: Handout, path: Path) -> Task | None:
        """Write one PDF off the window's thread and say when it is there."""
        return self._start(_written, handout, path, _said)

    def write_parts(self, handout: Handout, folder: Path) -> Task | None:
        """Write a PDF for each part."""
        return self._start(_parts_written, handout, folder, _said_of_parts)

    def _start(
        self,
        work: Callable[..., Any],
        handout: Handout,
        path: Path,
        said: Callable[[Path, Any], Said],
    ) -> Task | None:
        window, session = self.window, self._desk.session
        if window is None or session is None:
            return None
        try:
            plans = compared_plans(handout, window.edition)
        except KitaError as error:
            self._refuse(error)
            return None
        return self._files.start(
            partial(work, session.snapshot, handout, plans, path),
            path,
            partial(said, path),
            window,
            is_folder=work is _parts_written,
            cancelled="出力を中止しました。",
        )

    @property
    def _notifier(self) -> Notifier:
        return self._main_notifier if self.window is None else self.window.notifier

    @Slot(object)
    def _refuse(self, error: KitaError) -> None:
        self._notifier.refuse(error)


def _said(path: Path, scene: Scene) -> Said:
    return said_of(path, scene.shortfalls, len(scene.pages))


def _said_of_parts(folder: Path, files: tuple[Path, ...]) -> Said:
    return Said(f"「{folder.name}」に{len(files)}個のPDFを作成しました。")


def _nothing(progress: Progress) -> Scene:
    return Scene("", ())


def _printed(plan: Plan, handout: Handout, plans: Mapping[str, Plan], progress: Progress) -> Scene:
    progress(0, 1)
    return handout_print(plan, handout, plans.__getitem__)


def _written(
    plan: Plan, handout: Handout, plans: Mapping[str, Plan], path: Path, progress: Progress
) -> Scene:
    return export_handout(plan, handout, plans.__getitem__, path, progress)


def _parts_written(
    plan: Plan, handout: Handout, plans: Mapping[str, Plan], folder: Path, progress: Progress
) -> tuple[Path, ...]:
    return export_handout_parts(plan, handout, plans.__getitem__, folder, progress)
