"""一覧 with 10,000 items: opening it, a step of a drag, a key, a step of scrolling.

    make bench, or: pytest --benchmark-enable -s tests/benchmarks/test_plan_table_speed.py

The aim: each step has its picture within 16 ms (median) and 50 ms (19 of 20), and the table keeps
the process below 500 MB. A step counts from the event to the end of the paint that follows it; a
key that edits includes the transaction in the file.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from kitaplanner.gui.models.plan_table_model import PlanTableModel
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.plan_table import PlanTable
from kitaplanner.gui.views.plan_table_page import PlanTablePage
from kitaplanner.operations.documents import create_workspace
from tests.benchmarks.large_plans import large_plan

INITIATIVES = 2_850
STEPS = 120
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def memory_mb() -> float:
    """Give the memory that the process holds now; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


@pytest.fixture
def page(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[PlanTablePage, float]]:
    """The tab over the large plan, and how long it took until it was painted."""
    monkeypatch.setenv("KITAPLANNER_DATA", str(tmp_path))
    workspace = create_workspace(large_plan(INITIATIVES), "試験")
    session = DocumentSession(workspace)
    made = PlanTablePage(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    start = time.perf_counter()
    made.set_session(session)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
        made.table.viewport().repaint()
        opened = time.perf_counter() - start
    made.table.setFocus()
    yield made, opened
    made.set_session(None)
    workspace.close(discard=True)


def milliseconds(table: PlanTable, step: Callable[[int], object]) -> list[float]:
    """Take the steps one by one and give how long each took until it was painted."""
    taken = []
    for number in range(STEPS):
        start = time.perf_counter()
        step(number)
        table.viewport().repaint()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def put_cursor_on_item(table: PlanTable) -> None:
    """Go to an item of one year in the middle of the plan."""
    model: PlanTableModel = table.table_model
    for row in range(len(model.lines) // 2, len(model.lines)):
        index = model.index(row, 1)
        stop = model.stop(index)
        if stop is not None and stop.item is not None and stop.span.length == 12:
            table.setCurrentIndex(index)
            return
    raise AssertionError("no item of one year")


def drag_steps(table: PlanTable) -> list[float]:
    """Drag the edge of an item to and fro."""
    put_cursor_on_item(table)
    area = table.visualRect(table.currentIndex())
    start = QPointF(area.right() - 2, area.center().y())
    QTest.mousePress(table.viewport(), LEFT, NONE, start.toPoint())

    def step(number: int) -> None:
        place = start + QPointF(20 + number * 13 % 600, 0)
        away = QPointF(table.viewport().mapToGlobal(place.toPoint()))
        kind = QEvent.Type.MouseMove
        event = QMouseEvent(kind, place, away, Qt.MouseButton.NoButton, LEFT, NONE)
        QCoreApplication.sendEvent(table.viewport(), event)

    taken = milliseconds(table, step)
    table.cancel_drag()
    return taken


def key_steps(table: PlanTable, keys: tuple[Qt.Key, ...], held: Qt.KeyboardModifier) -> list[float]:
    """Press some keys in turn."""
    put_cursor_on_item(table)
    return milliseconds(table, lambda number: QTest.keyClick(table, keys[number % len(keys)], held))


def scroll_steps(table: PlanTable) -> list[float]:
    """Turn the wheel by one notch at a time."""
    bar = table.verticalScrollBar()
    bar.setValue(0)
    return milliseconds(table, lambda _: bar.setValue(bar.value() + 3 * bar.singleStep()))


def far_scroll_steps(table: PlanTable) -> list[float]:
    """Jump about with the handle of the scroll bar: nothing was seen before."""
    bar = table.verticalScrollBar()
    return milliseconds(table, lambda number: bar.setValue(number * bar.maximum() // STEPS))


@pytest.mark.benchmark(group="一覧 of 10,000 items")
def test_steps_in_a_large_plan(
    benchmark: BenchmarkFixture, page: tuple[PlanTablePage, float]
) -> None:
    table, opened = page[0].table, page[1]
    items = page[0].bar.count.text()
    shift = Qt.KeyboardModifier.ShiftModifier
    figures = {
        "drag": drag_steps(table),
        "walk": key_steps(table, (Qt.Key.Key_Down,), NONE),
        "resize by key": key_steps(table, (Qt.Key.Key_Right, Qt.Key.Key_Left), shift),
        "scroll": scroll_steps(table),
        "scroll far": far_scroll_steps(table),
    }
    print(f"\n{items}: open {opened * 1000:.0f} ms, {memory_mb():.0f} MB")
    for name, taken in figures.items():
        median, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        benchmark.extra_info[name] = {"median_ms": median, "p95_ms": late}
        print(f"{name:14} median {median:5.1f} ms, 95 % {late:5.1f} ms, worst {max(taken):5.1f} ms")
    benchmark.extra_info |= {"open_ms": opened * 1000, "memory_mb": memory_mb()}
    benchmark.pedantic(table.viewport().repaint, rounds=20)
