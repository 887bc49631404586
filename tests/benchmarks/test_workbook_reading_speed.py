"""Reading the sheets of the sample plan against openpyxl reading the same file, in one run.

    make bench, or: pytest --benchmark-enable tests/benchmarks/test_workbook_reading_speed.py

The aim: at most twice openpyxl, with the start of the child process and everything it says.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytest_benchmark.fixture import BenchmarkFixture

from kitaplanner.importers.workbook.process import read_workbook
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.operations.documents import sample_plan
from kitaplanner.operations.exports import export_xlsx
from tests.helpers.office import convert

pytestmark = pytest.mark.benchmark(group="reading the sample's sheets", min_rounds=3)


@pytest.fixture(scope="module", params=["ours", "saved by LibreOffice"])
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ours") / "計画.xlsx"
    export_xlsx(sample_plan("kita"), path)
    if request.param == "ours":
        return path
    return convert(path, "xlsx", tmp_path_factory.mktemp("office"))


def test_in_a_child(benchmark: BenchmarkFixture, workbook: Path) -> None:
    content = benchmark(lambda: read_workbook(workbook))
    assert len(content.sheets) > 40


def test_in_process(benchmark: BenchmarkFixture, workbook: Path) -> None:
    benchmark(lambda: read_content(workbook.read_bytes(), workbook.name))


def test_openpyxl(benchmark: BenchmarkFixture, workbook: Path) -> None:
    benchmark(lambda: load_workbook(workbook, data_only=True))
