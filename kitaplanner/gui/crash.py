"""What happens when a bug shows itself: a log without personal data, and a calm dialog.

Belongs here: the last net. Errors that are known end in `notify`. A log line holds kinds of errors
and places in the program, never texts of a plan, names of files or of people.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox

from kitaplanner import __version__
from kitaplanner.gui.widgets.reading import paragraph

if TYPE_CHECKING:
    import logging
    from types import TracebackType

    from kitaplanner.gui.main_window import MainWindow

_MAX_LOG_SIZE = 256 * 1024
_KEPT_LOGS = 3


def default_log_folder() -> Path:
    """Give the folder that the system sets aside for logs."""
    import platformdirs  # late: not needed for the first paint

    return platformdirs.user_log_path("Kitaplanner", appauthor=False)


class CrashReporter(QObject):
    """Writes unexpected errors to the log and tells the person, once at a time."""

    _noticed = Signal(str)

    def __init__(self, window: MainWindow, folder: Path | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._is_telling = False
        # From whichever thread an error comes, the dialog is shown on the window's.
        self._noticed.connect(self._tell)
        window.tasks.crashed.connect(self.report)

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Log an error and show the dialog."""
        text = describe_error(error)
        self._write(text)
        self._noticed.emit(text)

    def hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Take the place of `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.report(error.with_traceback(trace))

    def thread_hook(self, found: threading.ExceptHookArgs) -> None:
        """Take the place of `threading.excepthook`."""
        if found.exc_value is not None:
            self.report(found.exc_value)

    def _write(self, text: str) -> None:
        import logging  # late, like all that only a bug needs

        log = logging.getLogger("kitaplanner")
        if not log.handlers:
            log.addHandler(_log_handler(self._folder or default_log_folder()))
        log.error(text)

    @Slot(str)
    def _tell(self, text: str) -> None:
        if self._is_telling:
            return
        self._is_telling = True
        box = QMessageBox(
            QMessageBox.Icon.Critical,
            "Kitaplanner",
            "予期しない問題が起きました。",
            parent=self._window,
        )
        words = (
            "ここまでの入力は、作業用の控えに残っています。作業を続けられますが、"
            "同じことが続くときは、保存してから開き直してください。\n"
            "担当者へ知らせるときは、記録をコピーして送ってください。"
            "記録に計画の内容や個人名は含まれません。"
        )
        box.setInformativeText(paragraph(words))
        box.setDetailedText(text)
        copy = box.addButton("記録をコピー", QMessageBox.ButtonRole.ActionRole)
        folder = box.addButton("記録のフォルダー", QMessageBox.ButtonRole.ActionRole)
        close = box.addButton("閉じる", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(text)
        elif box.clickedButton() is folder:
            place = self._folder or default_log_folder()
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
        self._is_telling = False


def describe_error(error: BaseException) -> str:
    """Give kind and place of an error without any text that it may carry."""
    import platform
    import traceback

    kind = type(error).__name__
    if isinstance(error, OSError) and error.errno is not None:
        kind += f" (errno {error.errno})"
    lines = [
        f"Kitaplanner {__version__}, Python {platform.python_version()}, {platform.system()}",
        kind,
    ]
    for frame in traceback.extract_tb(error.__traceback__):
        place = "/".join(Path(frame.filename).parts[-3:])
        lines.append(f"  {place}:{frame.lineno} {frame.name}")
    if error.__cause__ is not None:
        lines.append(f"  because of {type(error.__cause__).__name__}")
    return "\n".join(lines)


def _log_handler(folder: Path) -> logging.Handler:
    import logging
    from logging.handlers import RotatingFileHandler

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "kitaplanner.log",
            maxBytes=_MAX_LOG_SIZE,
            backupCount=_KEPT_LOGS,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def install_exception_hook(window: MainWindow) -> CrashReporter:
    """Let every error that nobody caught reach the report dialog."""
    reporter = CrashReporter(window)
    sys.excepthook = reporter.hook
    threading.excepthook = reporter.thread_hook
    return reporter
