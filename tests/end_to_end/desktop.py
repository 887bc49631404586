"""A desktop of its own: a virtual X server, a window manager, and hands to point and type with.

The program runs on it as another process, as people run it; nothing in it knows of the test.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

PROGRAMS = ("Xvfb", "xkbcomp", "openbox", "xdotool")
SIZE = (1366, 768)
_PATIENCE = 30.0
_GLANCE = 0.05
_ROOT = Path(__file__).resolve().parents[2]


class Point(NamedTuple):
    """A place on the screen in pixels."""

    x: int
    y: int


def missing_programs() -> list[str]:
    """Give the programs that a desktop needs and this machine lacks."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Look again and again until something is so; another process tells no signal."""
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"waited in vain for: {what}"
        time.sleep(_GLANCE)


class Desktop:
    """Starts the program and works with mouse and keyboard."""

    def __init__(self, display: str, home: Path) -> None:
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("QT_")},
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_FONT_DPI": "96",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(home),
            "KITAPLANNER_DATA": str(home / "data"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
        }
        self._window = ""

    def start(
        self, *arguments: object, module: str = "kitaplanner", pipes: Sequence[int] = ()
    ) -> subprocess.Popen[str]:
        """Start the program, or another module; ends of pipes may be handed to it."""
        return subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=_ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            pass_fds=pipes,
        )

    def run_beside(self, *command: object) -> subprocess.Popen[bytes]:
        """Start another program on the desktop, as the head of a group of processes."""
        return subprocess.Popen(
            list(map(str, command)),
            cwd=_ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @staticmethod
    def end_group(process: subprocess.Popen[bytes]) -> None:
        """End a program that was started beside, with those that it started."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)

    def learn_letters(self, text: str) -> None:
        """Put the letters of a text on keys for players and the like, before a program starts.

        They stand for an input method: each is one key.
        """
        letters = sorted({one for one in text if not one.isascii()})
        # While the window manager reads the keyboard the server may refuse a new one.
        wait_until(lambda: self._give_keys(letters), "the server to take the keyboard")

    def _give_keys(self, letters: Sequence[str]) -> bool:
        display, words = self._environment["DISPLAY"], {"capture_output": True, "text": True}
        read = subprocess.run(["xkbcomp", "-xkb", display, "-"], **words, check=False)
        free = re.findall(r"<(I\d+)>\s*=\s*\d+;", read.stdout)
        pairs = [letters[at : at + 2] for at in range(0, len(letters), 2)]
        if not free:
            return False
        assert len(pairs) <= len(free), f"{len(letters)} letters for {len(free)} free keys"
        keys = re.sub(r"key\s+<I\d+>\s*\{[^}]*\};", "", read.stdout)
        lines = (
            f'key <{code}> {{ type= "TWO_LEVEL", symbols[Group1]= [ '
            + ", ".join(f"U{ord(one):04X}" for one in pair)
            + " ] };"
            for code, pair in zip(free, pairs, strict=False)
        )
        head, mark, tail = keys.partition("xkb_symbols")
        brace = tail.index("{") + 1
        keys = f"{head}{mark}{tail[:brace]}\n" + "\n".join(lines) + tail[brace:]
        command = ["xkbcomp", "-w0", "-I", "-", display]
        return subprocess.run(command, **words, input=keys, check=False).returncode == 0

    def find_window(self, title: str) -> None:
        """Wait for the window whose title holds some words, fill the screen with it and use it."""

        def is_there() -> bool:
            found = self._run("search", "--onlyvisible", "--name", title).split()
            self._window = found[0] if found else ""
            return bool(found)

        wait_until(is_there, f"a window called {title}")
        self._run("windowactivate", "--sync", self._window)

    def activate(self) -> None:
        """Ask for the keyboard for the window that is used."""
        self._run("windowactivate", self._window)

    def is_managed(self) -> bool:
        """Say whether a window manager answers: without one no window gets the keyboard."""
        return self._run("get_num_desktops").strip().isdigit()

    def fill_screen(self) -> None:
        """Move the window to the corner and make it as large as the screen allows."""
        self._run("windowmove", "--sync", self._window, "0", "0")
        self._run("windowsize", self._window, str(SIZE[0] - 10), str(SIZE[1] - 60))
        wait_until(self._is_still, "the window to keep its size")

    def _is_still(self) -> bool:
        before = self.geometry()
        time.sleep(_GLANCE)
        return self.geometry() == before

    def geometry(self) -> tuple[Point, tuple[int, int]]:
        """Give the corner and the size of the window's inside."""
        words = dict(
            line.split("=")
            for line in self._run("getwindowgeometry", "--shell", self._window).split()
        )
        return Point(int(words["X"]), int(words["Y"])), (int(words["WIDTH"]), int(words["HEIGHT"]))

    @property
    def title(self) -> str:
        """Give the title of the window."""
        return self._run("getwindowname", self._window).strip()

    @property
    def focused_title(self) -> str:
        """Give the title of the window to which the server sends keys."""
        return self._run("getwindowfocus", "getwindowname").strip()

    def keys(self, *names: str) -> None:
        """Press keys by name: ctrl+s, Return."""
        self._run("key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Type ASCII text and letters that were learnt."""
        self._run("type", "--delay", "15", text)

    def double_click(self, at: Point) -> None:
        """Click twice at a place."""
        self.click(at, times=2)

    def click(self, at: Point, *, button: int = 1, times: int = 1) -> None:
        """Click at a place."""
        self._run(
            *("mousemove", "--sync", str(at.x), str(at.y)),
            *("click", "--repeat", str(times), "--delay", "60", str(button)),
        )

    def drag(self, start: Point, end: Point) -> None:
        """Press, move in steps and let go."""
        words = ["mousemove", "--sync", str(start.x), str(start.y), "mousedown", "1"]
        for step in range(1, 11):
            x = start.x + (end.x - start.x) * step // 10
            y = start.y + (end.y - start.y) * step // 10
            words += ["mousemove", "--sync", str(x), str(y)]
        self._run(*words, "mouseup", "1")

    def picture(self, path: Path) -> None:
        """Keep a picture of the screen, where the tool for it is there."""
        if shutil.which("import"):
            subprocess.run(
                ["import", "-window", "root", str(path)], env=self._environment, check=False
            )

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        return done.stdout


@contextmanager
def open_desktop(home: Path) -> Iterator[Desktop]:
    """Run an X server with a window manager while the block lasts."""
    with _running(
        ["Xvfb", "-displayfd", "1", "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
        {},
    ) as server:
        assert server.stdout is not None
        display = f":{server.stdout.readline().strip()}"
        with _running(["openbox"], {"DISPLAY": display, "HOME": str(home)}):
            desktop = Desktop(display, home)
            wait_until(desktop.is_managed, "the window manager")
            yield desktop


@contextmanager
def _running(
    command: Sequence[str], environment: dict[str, str]
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE)
        if process.stdout is not None:
            process.stdout.close()
