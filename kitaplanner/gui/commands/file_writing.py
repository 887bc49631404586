"""Files made off the window's thread: progress, cancelling, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from kitaplanner.errors import KitaError
from kitaplanner.gui.dialogs.task_progress import TaskProgress
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.tasks import Task, TaskRunner, Work
from kitaplanner.gui.widgets.message_bar import MessageAction, MessageKind
from kitaplanner.layout.scene import Shortfall

NOTHING_WRITTEN = "出力を中止しました。ファイルは作られていません。"


class Said(NamedTuple):
    """What is said of something that was made."""

    words: str
    kind: MessageKind = "done"


def said_of(path: Path, shortfalls: Sequence[Shortfall], pages: int = 0) -> Said:
    """Give what is said of a paper: its name, how many pages it has, what does not fit."""
    words = f"「{path.name}」を作成しました" + (f"（{pages}ページ）。" if pages else "。")
    if not shortfalls:
        return Said(words)
    more = f"紙面に収まらないところが{len(shortfalls)}か所あります：{shortfalls[0].detail}"
    return Said(words + more, "warning")


class FileWriting(QObject):
    """Writes one file at a time, or a folder of files, for the commands that it belongs to.

    `notifier` is asked when there is something to say: the window that had the wish may have gone.
    """

    def __init__(
        self, parent: QObject, tasks: TaskRunner, notifier: Callable[[], Notifier]
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._notifier = notifier

    def start(
        self,
        work: Work,
        path: Path,
        tell: Callable[[Any], Said],
        over: QWidget,
        *,
        is_folder: bool = False,
        cancelled: str = NOTHING_WRITTEN,
    ) -> Task:
        """Do the work that writes `path`, with its progress over a window; then say what `tell`
        makes of its result, and offer to open it."""
        task = Task(work)
        made = _Made(self, path, tell, self._notifier, is_folder=is_folder, cancelled=cancelled)
        task.succeeded.connect(made.say)
        task.failed.connect(made.refuse)
        task.cancelled.connect(made.say_cancelled)
        TaskProgress(f"{path.name} を作成しています…", task, over)
        self._tasks.start(task)
        return task


class _Made(QObject):
    """What one piece of work leaves behind: kept as long as its message may be clicked."""

    def __init__(
        self,
        parent: QObject,
        path: Path,
        tell: Callable[[Any], Said],
        notifier: Callable[[], Notifier],
        *,
        is_folder: bool,
        cancelled: str,
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._tell = tell
        self._notifier = notifier
        self._is_folder = is_folder
        self._cancelled = cancelled

    @Slot(object)
    def say(self, result: object) -> None:
        """Say that it is there."""
        said = self._tell(result)
        opening = [] if self._is_folder else [MessageAction("開く", self._open)]
        self._notifier().say(
            said.words, said.kind, [*opening, MessageAction("フォルダーを開く", self._open_folder)]
        )

    @Slot(object)
    def refuse(self, error: KitaError) -> None:
        """Say why it could not be made."""
        self._notifier().refuse(error)

    @Slot()
    def say_cancelled(self) -> None:
        """Say that it was given up."""
        self._notifier().say(self._cancelled)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    @Slot()
    def _open_folder(self) -> None:
        folder = self._path if self._is_folder else self._path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
