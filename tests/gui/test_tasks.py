"""Work off the window's thread: results come back on it, and stopping stops."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.errors import UserError
from kitaplanner.gui.tasks import Progress, Task, TaskRunner


class Listener(QObject):
    """Notes what a task says, and on which thread it was heard."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.threads: set[int] = set()
        task.progressed.connect(self._progressed)
        task.succeeded.connect(self._succeeded)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)

    def _note(self, name: str, value: object = None) -> None:
        self.heard.append((name, value))
        self.threads.add(threading.get_ident())

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        self._note("progressed", (done, total))

    @Slot(object)
    def _succeeded(self, result: object) -> None:
        self._note("succeeded", result)

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._note("failed", error)

    @Slot()
    def _cancelled(self) -> None:
        self._note("cancelled")


@pytest.fixture
def runner(qapp: object) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.stop()


def test_progress_and_result_are_heard_on_the_windows_thread(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    worked_on: list[int] = []

    def work(progress: Progress) -> str:
        worked_on.append(threading.get_ident())
        progress(1, 2)
        progress(2, 2)
        return "done"

    task = Task(work)
    listener = Listener(task)
    with qtbot.waitSignal(task.finished):
        runner.start(task)
    assert listener.heard == [
        ("progressed", (1, 2)),
        ("progressed", (2, 2)),
        ("succeeded", "done"),
    ]
    assert listener.threads == {threading.get_ident()}
    assert worked_on != [threading.get_ident()]


def test_a_known_problem_is_handed_over(runner: TaskRunner, qtbot: QtBot) -> None:
    error = UserError("だめです。")

    def work(progress: Progress) -> None:
        raise error

    task = Task(work)
    listener = Listener(task)
    with qtbot.waitSignal(task.finished):
        runner.start(task)
    assert listener.heard == [("failed", error)]


def test_a_bug_reaches_the_runner(runner: TaskRunner, qtbot: QtBot) -> None:
    def work(progress: Progress) -> float:
        return 1 / 0

    with qtbot.waitSignal(runner.crashed) as crash:
        runner.start(Task(work))
    assert crash.args is not None
    assert isinstance(crash.args[0], ZeroDivisionError)


def test_cancelling_stops_at_the_next_step_and_closes_what_is_open(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    begun, go_on, closed = threading.Event(), threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        try:
            begun.set()
            go_on.wait()
            progress(1, 2)
        finally:
            closed.set()

    task = Task(work)
    listener = Listener(task)
    with qtbot.waitSignal(task.finished):
        runner.start(task)
        begun.wait()
        task.cancel()
        go_on.set()
    assert listener.heard == [("progressed", (1, 2)), ("cancelled", None)]
    assert closed.is_set()


def test_a_task_that_was_cancelled_before_its_turn_does_nothing(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    done: list[int] = []
    task = Task(lambda progress: done.append(1))
    listener = Listener(task)
    task.cancel()
    with qtbot.waitSignal(task.finished):
        runner.start(task)
    assert listener.heard == [("cancelled", None)]
    assert done == []


def test_steps_that_follow_at_once_are_not_all_told_but_the_last_is(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    steps = 5_000

    def work(progress: Progress) -> None:
        for done in range(1, steps + 1):
            progress(done, steps)

    task = Task(work)
    listener = Listener(task)
    with qtbot.waitSignal(task.finished):
        runner.start(task)
    told = [args for name, args in listener.heard if name == "progressed"]
    assert told[-1] == (steps, steps)
    assert len(told) < steps / 10


def test_work_gives_way_while_the_window_is_at_work_and_goes_on_nevertheless(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    counts: list[int] = []
    stop = threading.Event()

    def work(progress: Progress) -> None:
        while not stop.is_set():
            progress(0, 1)
            counts.append(1)

    def steps_during(window: Callable[[], None]) -> float:
        before, start = len(counts), time.perf_counter()
        window()
        return (len(counts) - before) / (time.perf_counter() - start)

    def keep_busy() -> None:
        end = time.perf_counter() + 0.1
        QApplication.processEvents()
        while time.perf_counter() < end:
            pass

    task = Task(work)
    with qtbot.waitSignal(task.finished):
        runner.start(task)
        resting = steps_during(lambda: qtbot.wait(100))
        busy = steps_during(keep_busy)
        stop.set()
    assert 0 < busy < resting / 4
