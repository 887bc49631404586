"""Long work off the window's thread: progress, cancelling, and results back on the window's thread.

Belongs here: the one place that catches everything a piece of work may raise. Work gets a
progress callback `(done, total)`; asking for a stop makes that callback raise Cancelled, so
whatever the work holds open is closed by its own `finally`. Work must not touch widgets.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QRunnable, QThreadPool, Signal, Slot

from kitaplanner.errors import Cancelled, KitaError

Progress: TypeAlias = Callable[[int, int], None]
Work: TypeAlias = Callable[[Progress], Any]
MAX_PARALLEL_TASKS = 2
# Two threads of Python only take turns: while the window has something to do, work lets it go on.
_SWITCH_SECONDS = 0.0001
_GIVE_WAY_SECONDS = 0.001
_TELL_SECONDS = 0.03
_window_rests = threading.Event()
_window_rests.set()


class Task(QObject):
    """One piece of work; exactly one of the four endings is emitted, then `finished`."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._reached: tuple[int, int] | None = None  # and not told yet
        self._told_at = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def run(self) -> None:
        """Do the work on the calling thread; the runner calls this on one of its own."""
        try:
            if self._stop.is_set():
                raise Cancelled("取り消しました。")
            result = self._work(self._report)
        except Cancelled:
            self._tell()
            self.cancelled.emit()
        except KitaError as error:
            self._tell()
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001  # a bug: it goes to the report dialog
            self._tell()
            self.crashed.emit(error)
        else:
            self._tell()
            self.succeeded.emit(result)
        self.finished.emit()

    def _report(self, done: int, total: int) -> None:
        self._reached = (done, total)
        if self._stop.is_set():
            raise Cancelled("取り消しました。")
        _window_rests.wait(_GIVE_WAY_SECONDS)
        if done >= total or time.monotonic() - self._told_at > _TELL_SECONDS:  # nobody sees more
            self._tell()

    def _tell(self) -> None:
        """Tell how far the work is; at its end, how far it came."""
        if self._reached is not None:
            self.progressed.emit(*self._reached)
            self._reached = None
            self._told_at = time.monotonic()


@cache
def _watch_window() -> None:
    """Know from now on whether the window's thread waits for something to do."""
    loop = QAbstractEventDispatcher.instance()
    loop.aboutToBlock.connect(_window_rests.set)
    loop.awake.connect(_window_rests.clear)


class _Runnable(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()


class TaskRunner(QObject):
    """Runs tasks on a few threads of its own and keeps them until they have ended.

    `crashed(error)` carries what no task expected: a bug.
    """

    crashed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A task that computes gives way to the window's thread sooner than Python has it by itself.
        sys.setswitchinterval(_SWITCH_SECONDS)
        _watch_window()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(MAX_PARALLEL_TASKS)
        self._running: set[Task] = set()

    @property
    def is_idle(self) -> bool:
        """Say whether every task that was started has ended and been told of."""
        return not self._running

    def start(self, task: Task) -> None:
        """Start a task; connect to its signals before."""
        task.setParent(self)  # so that it never dies on the thread that did its work
        self._running.add(task)
        task.crashed.connect(self.crashed)
        task.finished.connect(self._forget)
        self._pool.start(_Runnable(task))

    def stop(self) -> None:
        """Cancel all tasks and wait for them."""
        for task in self._running:
            task.cancel()
        self._pool.waitForDone()
        self._running.clear()

    @Slot()
    def _forget(self) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._running.discard(task)
            task.deleteLater()
