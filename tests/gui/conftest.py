"""A real document with a small plan, open in a session or in the whole window; and its guards."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import Period, year_span
from kitaplanner.domain.plan import (
    Department,
    Initiative,
    Node,
    Plan,
    Schedule,
    ScheduleItem,
    ScheduleRow,
)
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.operations.documents import create_workspace, write_new
from tests.gui.sheet_helpers import SheetUser


def _item(item_id: str, text: str, first: int, last: int | None = None) -> ScheduleItem:
    span = year_span(first, last)
    return ScheduleItem(item_id, "arrow", span.start, span.end, text)


@pytest.fixture
def small_plan() -> Plan:
    """Two initiatives; the first has rows with two items, with one long item, and with none."""
    rows = (
        ScheduleRow("row-1", (_item("study", "導入検討", 2025), _item("start", "導入", 2026))),
        ScheduleRow("row-2", (_item("train", "職員研修", 2025, 2029),)),
        ScheduleRow("row-3"),
    )
    first = Initiative(
        id="first",
        name="電子申請の推進",
        departments=("DX推進担当課",),
        summary="申請を電子化します。",
        notes=("一部の手続を除きます。",),
        schedule=Schedule(rows),
    )
    second = Initiative(id="second", name="窓口の改善", schedule=Schedule((ScheduleRow("other"),)))
    policy = Node("step", "施策", "原則オンライン化", initiatives=(first, second))
    pillar = Node("pillar", "丸数字", "行かない窓口", children=(policy,))
    return Plan(
        title="試験計画",
        period=Period(2025, 2029),
        departments=(
            Department("d1", "DX推進担当課"),
            Department("d2", "経営改革・公共施設再配置推進担当課"),
            Department("d3", "全庁", collective=True),
        ),
        outline=(Node("policy", "基本方針", "便利", children=(pillar,)),),
    )


@pytest.fixture
def session(
    small_plan: Plan, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DocumentSession]:
    """The small plan as a new document."""
    monkeypatch.setenv("KITAPLANNER_DATA", str(tmp_path / "data"))
    workspace = create_workspace(small_plan, "試験")
    yield DocumentSession(workspace)
    workspace.close(discard=True)


@pytest.fixture
def view(session: DocumentSession, qtbot: QtBot) -> SheetView:
    """The sheet of the first initiative, shown and with the keyboard."""
    shown = SheetView()
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.set_session(session)
    shown.show_initiative("first")
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.setFocus()
    return shown


@pytest.fixture
def user(view: SheetView) -> SheetUser:
    """Someone who works on the view."""
    return SheetUser(view)


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the session be one that may only be read."""
    monkeypatch.setattr(DocumentSession, "read_only", True)


# --- the whole window ---------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of this test alone."""
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(
    qtbot: QtBot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The furnished window without a document."""
    monkeypatch.setenv("KITAPLANNER_DATA", str(tmp_path / "data"))
    made = MainWindow(settings, Theme("light"))
    made.resize(1366, 768)
    made.show()
    made.furnish()
    yield made
    session = made.desk.session
    if session is not None:
        made.desk.put(None)
        session.close()
    made.close()
    made.deleteLater()


@pytest.fixture
def saved(small_plan: Plan, window: MainWindow, tmp_path: Path) -> Path:
    """The small plan in a file."""
    path = tmp_path / "試験計画.kitaplan"
    write_new(path, small_plan, "試験")
    return path


@pytest.fixture
def opened(window: MainWindow, saved: Path) -> MainWindow:
    """The window with the small plan open."""
    assert window.rooms.files.open_path(saved)
    return window


# --- what no test may leave behind --------------------------------------------------------------


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail for windows, threads, timers or warnings in the log that outlive the test."""
    threads = set(threading.enumerate())
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [one for one in qapp.topLevelWidgets() if one.isVisible()]
    assert not left, f"windows left open: {left}"
    running = [
        one for one in set(threading.enumerate()) - threads if not one.name.startswith("Dummy")
    ]
    assert not running, f"threads left running: {running}"
    timers = [one for one in qapp.findChildren(QTimer) if one.isActive()]
    assert not timers, f"timers left running: {timers}"
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    warnings = [one.getMessage() for one in records if one.levelno >= logging.WARNING]
    assert not warnings, f"warnings in the log: {warnings}"
