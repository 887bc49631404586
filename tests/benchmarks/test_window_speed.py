"""How long the window takes until it can be seen, and how long it then keeps a person waiting.

    make bench, or: pytest --benchmark-enable -s tests/benchmarks/test_window_speed.py

The aim: at most twice an empty window of the same library. Both are measured from the start of
their process to the end of their first paint, in turn, and the medians compared. After the first
paint, while libraries are loaded and the rest of the window is made, the event loop should not be
held for longer than 50 ms at a time: a timer beats whenever it turns, and the longest gap counts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

ROUNDS = 9
EMPTY = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, painted)

def painted():
    print("painted", flush=True)
    os._exit(0)

application = QApplication(sys.argv)
window = Window()
window.resize(1200, 700)
window.show()
application.exec()
"""
# The window fetches the rest of itself on the first turn of the event loop after its first paint.
PROGRAM = """
import os
from kitaplanner.gui.main_window import MainWindow

def painted(self):
    print("painted", flush=True)
    os._exit(0)

MainWindow._fetch = painted
from kitaplanner.__main__ import main
main([])
"""
# The longest gap between two turns of the event loop from the first paint until all is there.
GAPS = """
import os, time
from PySide6.QtCore import QTimer
from kitaplanner.gui.main_window import MainWindow

fetch = MainWindow._fetch
beats = []

def beat():
    beats.append(time.perf_counter())

def ended():
    print(max(b - a for a, b in zip(beats, beats[1:])), flush=True)
    os._exit(0)

def begin(self):
    timer = QTimer(self)
    timer.timeout.connect(beat)
    timer.start(0)
    self.furnished.connect(lambda: QTimer.singleShot(200, ended))
    fetch(self)

MainWindow._fetch = begin
from kitaplanner.__main__ import main
main([])
"""


def answer_of(code: str, home: Path) -> tuple[str, float]:
    """Run a window in a process of its own; give the line that it prints and after how long."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(home),
        "XDG_STATE_HOME": str(home),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        return process.stdout.readline(), time.perf_counter() - start


def seconds_to_first_paint(code: str, home: Path) -> float:
    """Start a process and wait for its first paint."""
    line, elapsed = answer_of(code, home)
    assert line == "painted\n"
    return elapsed


@pytest.mark.benchmark(group="first paint")
def test_first_paint_against_an_empty_window(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    for code in (EMPTY, PROGRAM):
        seconds_to_first_paint(code, tmp_path)  # writes bytecode, warms the disk
    empty, program = [], []

    def one_round() -> None:
        empty.append(seconds_to_first_paint(EMPTY, tmp_path))
        program.append(seconds_to_first_paint(PROGRAM, tmp_path))

    benchmark.pedantic(one_round, rounds=ROUNDS)
    ratio = statistics.median(program) / statistics.median(empty)
    benchmark.extra_info["empty_ms"] = round(statistics.median(empty) * 1000)
    benchmark.extra_info["program_ms"] = round(statistics.median(program) * 1000)
    benchmark.extra_info["ratio"] = round(ratio, 2)


@pytest.mark.benchmark(group="after the first paint")
def test_the_window_answers_while_it_is_furnished(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    answer_of(GAPS, tmp_path)  # writes bytecode, warms the disk
    gaps: list[float] = []
    benchmark.pedantic(lambda: gaps.append(float(answer_of(GAPS, tmp_path)[0])), rounds=ROUNDS)
    median, worst = statistics.median(gaps) * 1000, max(gaps) * 1000
    benchmark.extra_info |= {"longest_gap_ms": median, "worst_ms": worst}
    print(f"\nlongest gap: median {median:.0f} ms, worst {worst:.0f} ms (aim 50 ms)")
