"""The workbook writer against openpyxl used as its manual shows, in one run.

    make bench, or: pytest --benchmark-enable tests/benchmarks/test_xlsx_speed.py

Ours draws the items as shapes and writes the record of what was sent besides. The contract: at most
1.5 times the plain way; the aim: less than a third of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from pytest_benchmark.fixture import BenchmarkFixture

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative
from kitaplanner.export.xlsx import write_workbook
from kitaplanner.layout.table import SheetTable
from tests.helpers.sheet_tables import item, list_table, plan_of, sheet_table

# As many as the largest plan of the samples.
SHEETS = 49
FORM = load_form("kita")
INITIATIVES = [
    Initiative(str(n), f"事業{n}", ("DX推進担当課",), "概要です。" * 12, ("注です。",))
    for n in range(SHEETS)
]
ROWS = [
    [item("検討", 2025), item("導入", 2026), item("運用、効果の検証", 2027, 2029)],
    [item("研修の実施", 2025, 2029)],
    [item("調査", 2025, 2026, "dashed"), item("更新", 2028, 2029, "box")],
    [item("拡充", 2026, 2028)],
]
TABLES = [sheet_table(one, ROWS) for one in INITIATIVES]
PLAN = plan_of(*INITIATIVES)
NUMBERING = number_plan(PLAN, FORM)

pytestmark = pytest.mark.benchmark(group=f"workbook of {SHEETS} sheets", min_rounds=3)


def write_plainly(tables: list[SheetTable], path: Path) -> None:
    """Write the same merged, framed and filled cells with a style object for each cell."""
    book = Workbook()
    for table in tables:
        sheet = book.create_sheet(table.initiative)
        for row, height in enumerate(table.row_heights, start=1):
            sheet.row_dimensions[row].height = height
        for cell in table.cells:
            side = Side(style="thin", color="FF829AB1")
            for row in range(cell.row + 1, cell.row + cell.row_span + 1):
                for column in range(cell.column + 1, cell.column + cell.column_span + 1):
                    place = sheet.cell(row, column)
                    place.font = Font(name="BIZ UDゴシック", size=10)
                    place.fill = PatternFill("solid", fgColor="FFE1ECF7")
                    place.border = Border(left=side, right=side, top=side, bottom=side)
                    place.alignment = Alignment("center", "center", wrap_text=True)
            sheet.cell(cell.row + 1, cell.column + 1).value = cell.text
            sheet.merge_cells(
                start_row=cell.row + 1,
                start_column=cell.column + 1,
                end_row=cell.row + cell.row_span,
                end_column=cell.column + cell.column_span,
            )
        sheet.print_title_rows = "4:4"
        sheet.oddFooter.center.text = "&P"
    book.save(path)


def test_ours(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    overview = list_table(PLAN, NUMBERING)

    def write() -> None:
        write_workbook(
            TABLES,
            overview,
            tmp_path / "計画.xlsx",
            plan=PLAN,
            form=FORM,
        )

    benchmark(write)


def test_plain_openpyxl(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark(write_plainly, TABLES, tmp_path / "計画.xlsx")
