"""Bugs: the log says where and never what; the person is told once."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from kitaplanner.gui.crash import CrashReporter, describe_error
from kitaplanner.gui.main_window import MainWindow

SECRET = "個人名や計画の内容"


def broken() -> BaseException:
    """Give an error that carries something personal."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"{SECRET}: /home/{SECRET}/plan.kitaplan") from error
    except ValueError as error:
        return error


def test_a_description_holds_the_place_and_nothing_personal() -> None:
    text = describe_error(broken())
    assert "ValueError" in text
    assert "because of KeyError" in text
    assert "test_crash.py" in text
    assert SECRET not in text
    assert str(Path.home()) not in text


def test_an_error_of_the_system_keeps_its_number() -> None:
    assert "OSError (errno 28)" in describe_error(OSError(28, SECRET, SECRET))


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[QMessageBox]:
    """The boxes that were shown; each is closed at once."""
    shown: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box) or 0)
    return shown


@pytest.fixture
def reporter(window: MainWindow, tmp_path: Path) -> Iterator[CrashReporter]:
    yield CrashReporter(window, tmp_path / "log")
    log = logging.getLogger("kitaplanner")
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def test_a_bug_is_logged_and_told(
    reporter: CrashReporter,
    boxes: list[QMessageBox],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    error = broken()
    reporter.hook(type(error), error, error.__traceback__)
    assert [box.text() for box in boxes] == ["予期しない問題が起きました。"]
    assert SECRET not in boxes[0].detailedText()
    log = (tmp_path / "log" / "kitaplanner.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert SECRET not in log
    caplog.clear()  # wanted here


def test_a_bug_of_a_task_is_told_too(
    reporter: CrashReporter,
    boxes: list[QMessageBox],
    window: MainWindow,
    caplog: pytest.LogCaptureFixture,
) -> None:
    window.tasks.crashed.emit(broken())
    assert len(boxes) == 1
    caplog.clear()


def test_a_folder_that_cannot_be_written_does_not_make_it_worse(
    window: MainWindow,
    boxes: list[QMessageBox],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "log").write_text("a file, not a folder", encoding="utf-8")
    CrashReporter(window, tmp_path / "log").report(broken())
    assert len(boxes) == 1
    log = logging.getLogger("kitaplanner")
    for handler in list(log.handlers):
        log.removeHandler(handler)
    caplog.clear()


def test_ctrl_c_in_a_terminal_is_no_bug(
    reporter: CrashReporter, boxes: list[QMessageBox], monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_on: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *args: handed_on.append(args))
    reporter.hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert boxes == []
    assert len(handed_on) == 1
