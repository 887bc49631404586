"""開く for a PDF or a workbook: the plan that is attached to it, as a new plan or compared.

Belongs here: reading it off the window's thread and asking what is to become of it. Comparing and
taking in is in `import_commands`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kitaplanner.gui.commands.file_commands import FileCommands
from kitaplanner.gui.commands.import_commands import ImportCommands
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.task_progress import TaskProgress
from kitaplanner.gui.notify import DropAnswer, Notifier
from kitaplanner.gui.tasks import Progress, Task, TaskRunner

if TYPE_CHECKING:  # comes with the first such file: most days there is none
    from kitaplanner.operations.imports import Source

_OPENED = (
    "「{}」に付いている計画データを、新しい計画として開きました。出力したときの内容です。"
    "名前を付けて保存してください。"
)
_STOPPED = "計画データの読み取りを中止しました。何も変わっていません。"


class AttachedCommands(QObject):
    """Opens what travels inside papers."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        notifier: Notifier,
        tasks: TaskRunner,
        files: FileCommands,
        imports: ImportCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._files = files
        self._imports = imports
        files.paper_opened.connect(self.open_paper)

    @Slot(object)
    def open_paper(self, path: Path) -> Task:
        """Read the plan inside a PDF or a workbook; then ask, where another plan is open."""
        self._desk.commit_editors()
        task = Task(partial(_read, path))
        task.succeeded.connect(partial(self._follow_read, path.name))
        task.failed.connect(self._notifier.refuse)
        task.cancelled.connect(self._say_cancelled)
        TaskProgress(f"「{path.name}」の計画データを読み取っています…", task, self._window)
        self._tasks.start(task)
        return task

    def _follow_read(self, name: str, source: Source) -> None:
        if self._desk.session is not None:
            answer = self._notifier.ask_about_attached(name)
            if answer is DropAnswer.TAKE_IN:
                self._imports.compare_with(source)
            if answer is not DropAnswer.OPEN:
                return
        if source.plan is not None and self._files.open_as_new(source.plan):
            self._notifier.say(_OPENED.format(name), "done")

    @Slot()
    def _say_cancelled(self) -> None:
        self._notifier.say(_STOPPED)


def _read(path: Path, progress: Progress) -> Source:
    from kitaplanner.operations.imports import read_attached

    return read_attached(path, progress)
