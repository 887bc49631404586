"""Reading a workbook in a process of its own, which may be stopped at any time.

Belongs here: starting the reader, listening to it, and ending it when it is cancelled, takes too
long or has gone wrong. Does not belong here: what it does (`worker`) and says (`wire`).
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeAlias

import kitaplanner
from kitaplanner.errors import Cancelled, EnvironmentProblem, UserError
from kitaplanner.importers.workbook import wire
from kitaplanner.importers.workbook.content import WorkbookContent
from kitaplanner.importers.workbook.limits import MAX_MEMORY
from kitaplanner.importers.workbook.refusals import STOPPED, TOO_HEAVY, TOO_SLOW, unreadable
from kitaplanner.importers.workbook.worker import OPTION

# sheets done, sheets in all; may raise Cancelled
Progress: TypeAlias = Callable[[int, int], None]

MAX_SECONDS = 60.0
# No answer within the limits is as long; a reader that has been taken over might send anything.
_MAX_ANSWER = 500_000_000
# How often the caller is asked whether to go on while the reader says nothing.
_TICK = 0.1
_CONSOLE_PROGRAM = "kitaplanner-cli.exe"


def read_workbook(
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    seconds: float = MAX_SECONDS,
    memory: int = MAX_MEMORY,
) -> WorkbookContent:
    """Read a workbook in another process; blocks, so never call it on the window's thread.

    The file is opened for reading only and closed before its content is looked at. `progress` is
    also called while nothing changes; it may raise Cancelled, as `cancelled` may return True. Raise
    UserError or EnvironmentProblem with a sentence for people, or Cancelled.
    """
    try:
        process = _Reader(path, memory)
    except OSError as error:
        raise EnvironmentProblem(
            f"「{path.name}」を読み込めません。読み取りの処理を始められませんでした。"
            "ほかのプログラムを閉じてから、もう一度操作してください。"
        ) from error
    with process as reader:
        return _Conversation(path, reader, progress, cancelled).content(seconds)


def _command(path: Path, memory: int) -> list[str]:
    """Give the command line: the bundled program, or this interpreter with the package."""
    arguments = [OPTION, str(path.absolute()), str(memory)]
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        # On Windows a windowed program has no standard output; its twin for commands does.
        console = program.with_name(_CONSOLE_PROGRAM)
        return [str(console if console.exists() else program), *arguments]
    # -P: what lies in the current folder must not be imported in place of the libraries.
    return [sys.executable, "-P", "-m", "kitaplanner", *arguments]


def _environment() -> dict[str, str]:
    environment = dict(os.environ)
    if not getattr(sys, "frozen", False):
        home = str(Path(kitaplanner.__file__).resolve().parent.parent)
        paths = [home, environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(one for one in paths if one)
    return environment


class _Reader:
    """The reading process and the thread that takes its lines."""

    def __init__(self, path: Path, memory: int) -> None:
        self.lines: queue.Queue[bytes] = queue.Queue()
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            _command(path, memory),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdout is not None
        self._thread = threading.Thread(
            target=_take_lines, args=(self._process.stdout, self.lines), daemon=True
        )
        self._thread.start()

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process whatever state it is in, and wait until nothing of it is left."""
        self._process.kill()
        self._process.wait()
        self._thread.join()


def _take_lines(stream: IO[bytes], lines: queue.Queue[bytes]) -> None:
    """Hand on each line; an empty one says that there are no more."""
    taken = 0
    with stream:
        for line in stream:
            taken += len(line)
            if taken > _MAX_ANSWER:
                break
            lines.put(line)
    lines.put(b"")


class _Conversation:
    """Listens to a reader until it has said everything."""

    def __init__(
        self,
        path: Path,
        reader: _Reader,
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._source = path.name
        self._reader = reader
        self._progress = progress
        self._cancelled = cancelled
        self._listener = wire.Listener()
        self._steps = (0, 0)

    def content(self, seconds: float) -> WorkbookContent:
        """Give the workbook; raise what the reader says, or that it took too long."""
        end = time.monotonic() + seconds
        while True:
            self._ask_whether_to_go_on()
            if time.monotonic() > end:
                raise unreadable(self._source, TOO_SLOW)
            try:
                line = self._reader.lines.get(timeout=_TICK)
            except queue.Empty:
                continue
            try:
                content = self._heard(line)
            except wire.BadMessage as error:
                raise unreadable(self._source, STOPPED) from error
            except MemoryError as error:
                raise unreadable(self._source, TOO_HEAVY) from error
            if content is not None:
                return content

    def _ask_whether_to_go_on(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled("取り消しました。")
        if self._progress is not None:
            self._progress(*self._steps)

    def _heard(self, line: bytes) -> WorkbookContent | None:
        """Take in a message; give the workbook once it is complete."""
        kind, *parts = wire.decode(line)
        if kind == "progress":
            self._steps = _steps(parts)
        elif kind == "failed" and len(parts) == 2:
            error = UserError if parts[0] == "user" else EnvironmentProblem
            raise error(str(parts[1]))
        else:
            return self._listener.hear(kind, parts)
        return None


def _steps(parts: list[Any]) -> tuple[int, int]:
    match parts:
        case [int(done), int(total)]:
            return done, total
    raise wire.BadMessage
