"""Someone at the desktop: hands that count what they do, and eyes that see what came of it.

A key with those that are held is one stroke, a typed letter one letter, a press of a mouse button
one click, a drag one drag. Nothing waits for a time: after each gesture the hands wait until the
program has had it, and after what opens or closes something until that is seen.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.end_to_end.desktop import Desktop, Point, wait_until

_PATIENCE = 30.0


@dataclass(slots=True)
class Effort:
    """What something took."""

    strokes: int = 0
    letters: int = 0
    clicks: int = 0
    drags: int = 0


class Eyes:
    """Asks the watched program where things are and what the window shows."""

    def __init__(self, questions: int, answers: int) -> None:
        self._questions, self._answers = questions, answers
        self._rest = b""

    def ask(self, what: str, **details: object) -> Any:
        """Give the answer to a question."""
        os.write(self._questions, json.dumps({"ask": what, **details}).encode("ascii") + b"\n")
        end = time.monotonic() + _PATIENCE
        while b"\n" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], max(end - time.monotonic(), 0))
            assert ready, f"no answer to: {what} {details}"
            piece = os.read(self._answers, 65536)
            assert piece, f"the program has gone; asked: {what} {details}"
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)

    def state(self) -> dict[str, Any]:
        """Give what is seen at a glance."""
        return self.ask("state")


class Worker:
    """Works in the program's window; `effort` is what was counted since the last `begin`."""

    def __init__(self, desktop: Desktop, eyes: Eyes) -> None:
        self.desktop = desktop
        self.eyes = eyes
        self.effort = Effort()
        self._sent = {"keys": 0, "buttons": 0}

    # --- counting ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Count from nothing."""
        self.effort = Effort()

    @contextmanager
    def not_counting(self) -> Iterator[None]:
        """Do what belongs to the test and not to the task."""
        kept, self.effort = self.effort, Effort()
        try:
            yield
        finally:
            self.effort = kept

    # --- hands -------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after another, each perhaps with others that are held: ctrl+d."""
        for key in keys:
            self.desktop.keys(key)
        self.effort.strokes += len(keys)
        self._arrive("keys", len(keys))

    def type(self, text: str) -> None:
        """Type a text."""
        self.desktop.type(text)
        self.effort.letters += len(text)
        self._arrive("keys", len(text))

    def click(self, at: Point, *, button: int = 1) -> None:
        """Click once."""
        self.desktop.click(at, button=button)
        self.effort.clicks += 1
        self._arrive("buttons", 1)

    def right_click(self, at: Point) -> None:
        """Open the menu of a place."""
        self.click(at, button=3)
        self.expect(lambda seen: seen["popup"] == "QMenu", "a menu")

    def double_click(self, at: Point) -> None:
        """Click twice: two clicks."""
        self.desktop.double_click(at)
        self.effort.clicks += 2
        self._arrive("buttons", 2)

    def drag(self, start: Point, end: Point) -> None:
        """Press, move, let go: one drag."""
        self.desktop.drag(start, end)
        self.effort.drags += 1
        self._arrive("buttons", 1)

    def _arrive(self, what: str, count: int) -> None:
        self._sent[what] += count
        sent = self._sent[what]
        wait_until(lambda: self.eyes.state()[what] >= sent, f"{count} {what} to arrive")

    # --- eyes --------------------------------------------------------------------------------

    def expect(self, is_so: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """Wait until the window shows something."""
        seen: dict[str, Any] = {}

        def look() -> bool:
            seen.clear()
            seen.update(self.eyes.state())
            return is_so(seen)

        try:
            wait_until(look, what)
        except AssertionError as error:
            raise AssertionError(f"{error}; seen: {seen}") from None
        return seen

    def where(self, what: str, **details: object) -> Point:
        """Wait until something can be seen, and give its place."""
        found: list[list[int]] = []

        def look() -> bool:
            place = self.eyes.ask(what, **details)
            if place is not None:
                found.append(place)
            return bool(found)

        wait_until(look, f"{what} {details} to be in sight")
        return Point(*found[-1])

    def take_keyboard(self, name: str) -> None:
        """Ask for the keyboard until a part of the window has it: a request may be too early."""

        def is_there() -> bool:
            if self.eyes.state()["focus"] == name:
                return True
            self.desktop.activate()
            return False

        wait_until(is_there, f"{name} with the keyboard")

    def come_to(self, window: str) -> None:
        """Wait until a window whose title holds some words has the keyboard."""
        self.expect(lambda seen: window in seen["window"], f"the window {window} in front")
        # The program knows before the server does, which would send keys to the window that closed.
        wait_until(lambda: window in self.desktop.focused_title, f"the keyboard for {window}")

    def expect_enabled(self, words: str) -> None:
        """Wait until a button can be pressed."""
        wait_until(lambda: bool(self.eyes.ask("enabled", words=words)), f"{words} to be enabled")

    def choose(self, words: str) -> None:
        """Click what bears the words: a line of a menu or list, a tab, a button."""
        self.click(self.where("words", words=words))


@contextmanager
def at_work(desktop: Desktop, file: Path, pictures: Path) -> Iterator[Worker]:
    """Open a file in the watched program; at the end it is closed and must have printed nothing."""
    ours, theirs = os.pipe(), os.pipe()
    program = desktop.start(
        *(ours[0], theirs[1], file),
        module="tests.end_to_end.watched_program",
        pipes=(ours[0], theirs[1]),
    )
    os.close(ours[0])
    os.close(theirs[1])
    try:
        desktop.find_window(file.name)
        desktop.fill_screen()
        worker = Worker(desktop, Eyes(ours[1], theirs[0]))
        worker.take_keyboard("個票")
        yield worker
        desktop.keys("ctrl+q")
        printed, _ = program.communicate(timeout=_PATIENCE)
    except BaseException:
        desktop.picture(pictures / "screen.png")
        _end(program)
        raise
    finally:
        os.close(ours[1])
        os.close(theirs[0])
    assert program.returncode == 0, printed
    assert printed == ""


def _end(program: subprocess.Popen[str]) -> None:
    program.kill()
    sys.stderr.write(program.communicate()[0])
