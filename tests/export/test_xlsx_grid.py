"""Where lines run and which worksheet cells a table cell covers."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.plan import Initiative
from kitaplanner.export.xlsx_grid import Area, SheetGrid
from kitaplanner.layout.table import TableCell
from tests.helpers.sheet_tables import item, sheet_table

ONE = Initiative("a", "事業", ("課",), "概要")


def grid_of(*rows: list[object], **options: float) -> SheetGrid:
    return SheetGrid(sheet_table(ONE, rows, **options))  # type: ignore[arg-type]


def test_the_frame_goes_around_each_block_and_not_around_the_caption() -> None:
    grid = grid_of([])
    assert grid.sides(1, 1)[0] == "frame"  # left of 事業名
    assert grid.sides(1, 1)[2] == "frame"  # above it
    assert grid.sides(2, 1)[3] == "frame"  # below 事業概要
    assert grid.sides(3, 1) == ("", "", "frame", "frame")  # the caption lies between two frames
    assert grid.sides(5, 7)[1] == "frame"  # right of the schedule
    assert grid.sides(5, 7)[3] == "frame"


def test_both_neighbours_of_a_line_know_it() -> None:
    grid = grid_of([item("検討", 2026)])
    assert grid.sides(5, 3)[0] == grid.sides(5, 2)[1] == "year"
    assert grid.sides(1, 1)[1] == grid.sides(1, 2)[0] == "rule"


def test_year_lines_run_through_empty_rows_and_not_through_items() -> None:
    grid = grid_of([item("運用", 2025, 2026)], [])
    first_year_ends = 2
    assert grid.sides(5, first_year_ends)[1] == ""
    assert grid.sides(6, first_year_ends)[1] == "year"
    assert grid.sides(5, 1)[1] == ""  # where 担当課 cuts a year there is no line


def test_an_item_has_no_lines_of_its_own_and_stands_between_those_of_the_years() -> None:
    grid = grid_of(
        [item("a", 2025, kind="dashed"), item("b", 2026)], [item("c", 2025, kind="note")]
    )
    assert grid.sides(5, 2) == ("", "year", "rule", "")
    assert grid.sides(5, 3) == ("year", "year", "rule", "")
    assert grid.sides(6, 2)[1] == "year"


def test_an_empty_row_is_seen_by_the_lines_around_it() -> None:
    grid = grid_of([item("a", 2025)], [], [item("c", 2027)], [item("d", 2027)])
    assert [grid.sides(row, 5)[2] for row in (5, 6, 7, 8)] == ["rule", "year", "year", ""]


def test_a_row_higher_than_excel_allows_takes_several() -> None:
    grid = grid_of([item("a", 2025)], summary_height=900.0)
    assert grid.row_heights == [28.5, 300.0, 300.0, 300.0, 22.5, 20.25, 30.0]
    summary = next(cell for cell in grid.table.cells if cell.style == "summary")
    assert grid.area_of(summary) == Area(2, 2, 4, 7)
    assert grid.rows_of(grid.table.header_rows) == (6, 6)
    assert grid.sides(4, 2)[3] == "frame"


def test_divisions_have_the_faintest_lines() -> None:
    table = sheet_table(ONE, [[], []])
    quarters = tuple(TableCell(4, column, 1, 1, "", "subheader") for column in range(7))
    table = dataclasses.replace(
        table, cells=table.cells + quarters, header_rows=(3, 5), schedule_rows=(5, 6)
    )
    grid = SheetGrid(table)
    assert grid.sides(6, 1)[1] == "division"
    assert grid.sides(6, 2)[1] == "year"
