"""Sources for the small plan, and someone who takes them in."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitaplanner.gui.dialogs.list_columns import ListColumnsDialog
from kitaplanner.gui.imports.review_dialog import ReviewDialog
from kitaplanner.gui.main_window import MainWindow

LIST = (
    "事業名,担当課,事業概要\n"
    "電子申請の推進,DX推進担当課,申請をすべて電子化します。\n"
    "窓口の改善,全庁,\n"
    "新しい取組,全庁,新しく始めます。\n"
)


def list_file(folder: Path, text: str = LIST, name: str = "一覧.csv") -> Path:
    """Write a list as CSV."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def as_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the person agree to the columns as they were guessed."""
    monkeypatch.setattr(
        ListColumnsDialog, "ask", lambda parent, content, columns, period: dict(columns)
    )


def wait_for_tasks(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is read or compared any more."""
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=30_000)


def review_of(window: MainWindow, qtbot: QtBot) -> ReviewDialog:
    """Wait for the review."""
    qtbot.waitUntil(lambda: window.rooms.imports.review is not None, timeout=30_000)
    wait_for_tasks(window, qtbot)
    review = window.rooms.imports.review
    assert review is not None
    return review


def take_in(window: MainWindow, qtbot: QtBot, *paths: Path) -> ReviewDialog:
    """Read files and give the review of them."""
    window.rooms.imports.take_in(paths)
    return review_of(window, qtbot)
