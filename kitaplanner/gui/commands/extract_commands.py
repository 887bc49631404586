"""出力 → 課別抜粋: a file for each department, made off the window's thread from a snapshot.

Belongs here: the way through the windows: what is wanted, where, what is there already, and what
came of it. The files are made by `operations.extracts`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from kitaplanner.domain.inquiry import asked_departments
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.extracts_order import ExtractOrder, ExtractsDialog
from kitaplanner.gui.dialogs.task_progress import TaskProgress
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.gui.widgets.message_bar import MessageAction
from kitaplanner.operations.extracts import (
    ExtractFile,
    WrittenExtracts,
    extract_files,
    write_extracts,
)

_MOST_NAMED = 3


class ExtractCommands(QObject):
    """Makes 課別抜粋 of the open document."""

    def __init__(
        self, window: QWidget, desk: Desk, actions: Actions, notifier: Notifier, tasks: TaskRunner
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._usual: ExtractOrder | None = None
        self._folder = Path()
        self._done = 0
        self._missing: tuple[str, ...] = ()
        actions.export_extracts.triggered.connect(self._ask)
        desk.session_changed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._usual = None

    @Slot()
    def _ask(self) -> None:
        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return
        if not asked_departments(session.snapshot):
            self._notifier.say("担当課のある事業がないため、課別抜粋を作れません。", "warning")
            return
        order = ExtractsDialog.ask(self._window, session.snapshot, session.editions, self._usual)
        if order is None:
            return
        self._usual = order
        folder = QFileDialog.getExistingDirectory(
            self._window,
            "課別抜粋を入れるフォルダー",
            str(self._folder if self._folder.name else usual_folder(session.path)),
        )
        if folder:
            self.make(order, Path(folder))

    def make(self, order: ExtractOrder, folder: Path) -> Task | None:
        """Make the files in a folder; an edition is read first."""
        session = self._desk.session
        if session is None:
            return None
        if order.edition is None:
            return self._write(order, folder, session.snapshot)
        try:
            source = session.edition_source(order.edition.id)
        except KitaError as error:
            self._notifier.refuse(error)
            return None
        task = Task(partial(_read, source))
        task.succeeded.connect(partial(self._write, order, folder))
        task.failed.connect(self._notifier.refuse)
        return self._start(task, "版を読み込んでいます…")

    def _write(self, order: ExtractOrder, folder: Path, plan: Plan) -> Task | None:
        """Ask about what is there already, then write the files."""
        known = asked_departments(plan)
        departments = tuple(name for name in order.departments if name in known)
        self._missing = tuple(name for name in order.departments if name not in known)
        if not departments:
            self._notifier.say("選んだ課の事業は、この版にはありません。", "warning")
            return None
        files = extract_files(plan, order.kinds, departments)
        there = [one.name for one in files if (folder / one.name).exists()]
        if there and not self._may_replace(folder, there):
            return None
        self._folder, self._done = folder, 0
        edition, day = "", f"{datetime.now().astimezone():%Y-%m-%d}"
        if order.edition is not None:
            edition = order.edition.name
            day = order.edition.date or order.edition.frozen_at[:10]
        task = Task(partial(_written, plan, files, folder, edition, day))
        task.progressed.connect(self._count)
        task.succeeded.connect(self._say_written)
        task.failed.connect(self._say_failed)
        task.cancelled.connect(self._say_cancelled)
        return self._start(task, f"{len(files)}個の課別抜粋を作成しています…")

    def _may_replace(self, folder: Path, there: list[str]) -> bool:
        named = "".join(f"「{name}」" for name in there[:_MOST_NAMED])
        more = f"ほか{len(there) - _MOST_NAMED}個" if len(there) > _MOST_NAMED else ""
        return self._notifier.confirm(
            f"「{folder.name}」に、同じ名前のファイルが{len(there)}個あります。置き換えますか？",
            f"{named}{more}は、新しい課別抜粋に置き換わります。ほかのファイルはそのまま残ります。",
            "置き換える",
        )

    def _start(self, task: Task, words: str) -> Task:
        TaskProgress(words, task, self._window)
        self._tasks.start(task)
        return task

    @Slot(int, int)
    def _count(self, done: int, _total: int) -> None:
        self._done = done

    @Slot(object)
    def _say_written(self, written: WrittenExtracts) -> None:
        words = f"「{self._folder.name}」に、{len(written.files)}個の課別抜粋を作成しました。"
        if self._missing:
            names = "、".join(self._missing[:_MOST_NAMED])
            more = "など" if len(self._missing) > _MOST_NAMED else ""
            words += f"この版に事業がない{len(self._missing)}課（{names}{more}）は作っていません。"
        if written.shortfalls:
            first = written.shortfalls[0].detail
            words += f"紙面に収まらないところが{len(written.shortfalls)}か所あります：{first}"
        is_complete = not self._missing and not written.shortfalls
        self._notifier.say(words, "done" if is_complete else "warning", self._buttons())

    @Slot(object)
    def _say_failed(self, error: KitaError) -> None:
        self._notifier.refuse(error)
        if self._done:
            words = f"その前の{self._done}個は、「{self._folder.name}」にできています。"
            self._notifier.say(words, "warning", self._buttons())

    @Slot()
    def _say_cancelled(self) -> None:
        if not self._done:
            self._notifier.say("課別抜粋を中止しました。ファイルは作られていません。")
            return
        words = f"課別抜粋を中止しました。{self._done}個は「{self._folder.name}」にできています。"
        self._notifier.say(words, "info", self._buttons())

    def _buttons(self) -> list[MessageAction]:
        return [MessageAction("フォルダーを開く", self._open_folder)]

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _read(source: Callable[[], Plan], progress: Progress) -> Plan:
    progress(0, 0)
    return source()


def _written(
    plan: Plan,
    files: tuple[ExtractFile, ...],
    folder: Path,
    edition: str,
    day: str,
    progress: Progress,
) -> WrittenExtracts:
    return write_extracts(plan, files, folder, edition=edition, day=day, progress=progress)
