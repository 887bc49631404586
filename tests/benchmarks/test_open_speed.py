"""Opening a plan of 1,000 initiatives against reading its rows with plain sqlite3, in one run.

    make bench, or: pytest --benchmark-enable tests/benchmarks/test_open_speed.py

The aim: at most five times. Both sides read the same file in turn, several times; medians count.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from kitaplanner.storage.document import Document
from tests.benchmarks.large_plans import large_plan

COUNT = 1_000
ROUNDS = 15
AIM = 5.0


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "doc.db"
    Document.create(path, large_plan(COUNT), "担当").close()
    return path


def read_rows(path: Path) -> int:
    connection = sqlite3.connect(path)
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    count = sum(len(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in tables)
    connection.close()
    return count


def open_document(path: Path) -> int:
    document = Document.open(path, "担当")
    count = len(list(document.snapshot.initiatives()))
    document.close()
    return count


def medians(*actions: Callable[[], int]) -> list[float]:
    """Run the actions in turn and give the median seconds of each."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(ROUNDS):
        for action, taken in zip(actions, times, strict=True):
            start = time.perf_counter()
            action()
            taken.append(time.perf_counter() - start)
    return [statistics.median(one) for one in times]


def test_opening_against_reading_rows(benchmark: BenchmarkFixture, path: Path) -> None:
    assert open_document(path) >= COUNT
    rows = read_rows(path)
    plain, opened = medians(lambda: read_rows(path), lambda: open_document(path))
    ratio = opened / plain
    benchmark.extra_info |= {"rows": rows, "plain_ms": plain * 1e3, "ratio": ratio}
    print(
        f"\n{rows} rows: sqlite3 {plain * 1e3:.1f} ms, document {opened * 1e3:.1f} ms, "
        f"ratio {ratio:.2f} (aim {AIM})"
    )
    benchmark.pedantic(open_document, args=(path,), rounds=3)
