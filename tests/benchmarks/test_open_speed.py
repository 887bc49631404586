"""Opening a plan of 1,000 initiatives against reading its rows with plain sqlite3, in one run.

    make bench, or: pytest --benchmark-enable tests/benchmarks/test_open_speed.py

The aim: at most five times. All sides read the same file in turn, several times; medians count.
Opening for editing does more than reading: it hashes and copies the file, checks its schema, pages,
references and seal, and takes the lock.
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
from kitaplanner.storage.workspace import open_workspace, write_new
from tests.benchmarks.large_plans import large_plan

COUNT = 1_000
ROUNDS = 15
AIM = 5.0


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "plan.kitaplan"
    write_new(path, large_plan(COUNT), "担当")
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


def open_for_editing(path: Path) -> int:
    workspace = open_workspace(path, "担当")
    count = len(list(workspace.document.snapshot.initiatives()))
    workspace.close(discard=True)
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
    plain, opened, edited = medians(
        lambda: read_rows(path), lambda: open_document(path), lambda: open_for_editing(path)
    )
    benchmark.extra_info |= {"rows": rows, "ratio": opened / plain, "editing": edited / plain}
    print(
        f"\n{rows} rows: sqlite3 {plain * 1e3:.1f} ms; document {opened * 1e3:.1f} ms, "
        f"ratio {opened / plain:.2f} (aim {AIM}); for editing, with copy, checks and lock "
        f"{edited * 1e3:.1f} ms, ratio {edited / plain:.2f}"
    )
    benchmark.pedantic(open_for_editing, args=(path,), rounds=3)
