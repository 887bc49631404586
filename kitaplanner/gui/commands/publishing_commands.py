"""出力 → オープンデータ: a folder of data files, made off the window's thread from the snapshot."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from kitaplanner.domain.open_data.publication import Publication
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.file_writing import FileWriting, Said
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.open_data_options import OpenDataOptionsDialog
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.output_choice import OutputChoice, default_file_name
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.operations.exports import export_open_data


class PublishingCommands(QObject):
    """Publishes the open document as data."""

    def __init__(
        self, window: QWidget, desk: Desk, actions: Actions, notifier: Notifier, tasks: TaskRunner
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._parent_folder = ""
        self._licence = ""
        self._files = FileWriting(self, tasks, lambda: notifier)
        actions.export_data.triggered.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        """Ask for encoding and licence, then for the place of the new folder."""
        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return
        publication = OpenDataOptionsDialog.ask(self._window, self._licence)
        if publication is None:
            return
        self._licence = publication.licence
        name = folder_name(session.snapshot)
        parent = QFileDialog.getExistingDirectory(
            self._window,
            f"「{name}」を作るフォルダー",
            self._parent_folder or usual_folder(session.path),
        )
        if parent:
            self._parent_folder = parent
            self.write(publication, Path(parent) / name)

    def write(self, publication: Publication, folder: Path) -> Task | None:
        """Write the files off the window's thread and say when they are there."""
        session = self._desk.session
        if session is None:
            return None
        work = partial(_written, session.snapshot, folder, publication)
        return self._files.start(work, folder, partial(_said, folder), self._window, is_folder=True)


def folder_name(plan: Plan) -> str:
    """Give a name that says what the folder holds: 東京都北区…（素案）_オープンデータ."""
    return default_file_name(plan, OutputChoice(), "_オープンデータ")


def _said(folder: Path, files: tuple[Path, ...]) -> Said:
    return Said(f"「{folder.name}」に{len(files)}個のファイルを作成しました。")


def _written(
    plan: Plan, folder: Path, publication: Publication, progress: Progress
) -> tuple[Path, ...]:
    return export_open_data(plan, folder, publication, progress=progress)
