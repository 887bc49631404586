"""点検結果一覧: what is shown of the findings on the clipboard, as PDF or as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from kitaplanner.domain.plan import Plan
from kitaplanner.gui.commands.file_writing import FileWriting, said_of
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.models.finding_words import FindingLine, list_text
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.operations.findings_list import write_findings

_KINDS = {"pdf": "PDF (*.pdf)", "xlsx": "Excelブック (*.xlsx)"}


class FindingsListCommands(QObject):
    """Gives the list of findings away; writing a file is done off the window's thread."""

    def __init__(self, window: QWidget, desk: Desk, notifier: Notifier, tasks: TaskRunner) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._files = FileWriting(self, tasks, lambda: notifier)

    def copy(self, lines: Sequence[FindingLine]) -> None:
        """Put the list on the clipboard, in cells for a spreadsheet."""
        QGuiApplication.clipboard().setText(list_text(lines))
        self._notifier.say(
            f"指摘{len(lines)}件の一覧を写しました。Excelに貼り付けられます。", "done"
        )

    def ask_where(self, lines: Sequence[FindingLine], kind: str) -> None:
        """Ask for a file and write the list to it."""
        session = self._desk.session
        if session is None:
            return
        today = datetime.now().astimezone()
        start = str(Path(usual_folder(session.path)) / f"点検結果一覧_{today:%Y%m%d}.{kind}")
        path, _ = QFileDialog.getSaveFileName(self._window, "点検結果一覧", start, _KINDS[kind])
        if path:
            self.write(lines, Path(path).with_suffix(f".{kind}"))

    def write(self, lines: Sequence[FindingLine], path: Path) -> Task | None:
        """Write the list off the window's thread."""
        session = self._desk.session
        if session is None:
            return None
        work = partial(_write, tuple(one.words for one in lines), session.snapshot, path)
        return self._files.start(work, path, lambda _: said_of(path, ()), self._window)


def _write(rows: Sequence[Sequence[str]], plan: Plan, path: Path, progress: Progress) -> Path:
    progress(0, 0)
    write_findings(rows, plan, path)
    return path
