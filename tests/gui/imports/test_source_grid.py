"""Where cells and shapes of a source lie in its picture."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from kitaplanner.gui.imports.source_grid import SheetGrid
from kitaplanner.gui.imports.source_picture import SourcePicture
from kitaplanner.importers.workbook.content import (
    Cell,
    Merge,
    Shape,
    ShapeKind,
    SheetContent,
    WorkbookContent,
    address,
    read_address,
)


def sheet(**parts: object) -> SheetContent:
    return SheetContent("表", **parts)  # type: ignore[arg-type]


def test_columns_and_rows_follow_each_other() -> None:
    grid = SheetGrid(sheet(cells=(Cell(1, 2, "x"),), column_widths=(20.0, 30.0, 40.0)))
    assert grid.x[:4] == [0.0, 20.0, 50.0, 90.0]
    assert grid.rect(Merge(1, 1, 1, 2)) == QRectF(20, 15, 70, 15)
    assert grid.point(1.5, 0.5).x() == 35.0


def test_merged_cells_that_begin_above_are_seen() -> None:
    cells = (Cell(0, 0, "長い"), Cell(50, 1, "下"))
    grid = SheetGrid(sheet(cells=cells, merges=(Merge(0, 0, 60, 0),)))
    seen = grid.cells_in(QRectF(0, 45 * 15.0, 200, 10 * 15.0))
    assert {one.text for one in seen} == {"長い", "下"}
    assert [one.text for one in grid.cells_in(QRectF(0, 61 * 15.0, 200, 10))] == []


def test_cells_in_no_order_are_found_all_the_same() -> None:
    grid = SheetGrid(sheet(cells=(Cell(9, 0, "後"), Cell(0, 0, "前"))))
    assert [one.text for one in grid.cells_in(QRectF(0, 0, 50, 10))] == ["前"]


def test_a_list_of_thousands_is_shown_at_once(qtbot: QtBot) -> None:
    cells = tuple(Cell(row, column, "文") for row in range(20_000) for column in range(3))
    grid = SheetGrid(sheet(cells=cells))
    assert len(grid.cells_in(QRectF(0, 15_000 * 15.0, 400, 150))) <= 36


def test_places_outside_the_sheet_do_no_harm(qtbot: QtBot) -> None:
    shapes = tuple(
        Shape("", kind, -1.0, 0.0, 3.0, 900.0, "文", head=True, tail=True, dashed=True)
        for kind in get_args(ShapeKind)
    )
    dark = Cell(0, 0, "x", fill="112233")
    content = WorkbookContent("本.xlsx", (sheet(cells=(dark,), shapes=shapes),))
    picture = SourcePicture()
    qtbot.addWidget(picture)
    picture.resize(400, 200)
    for where in ("表!XFD1048576", "表!A1:ZZ9", "表", "ほか!A1", "3行目", ""):
        picture.show_place(content, where)
        picture.grab()
    assert picture.sheet_name == ""
    picture.show_place(content, "表!B2:C3")
    assert picture.marked == Merge(1, 1, 2, 2)


def test_addresses_are_read_as_they_are_written() -> None:
    for name in ("表", "1-(1) 電子申請", "感嘆!符"):
        for row, column in ((0, 0), (6, 25), (99, 26), (1_048_575, 16_383)):
            where = address(name, row, column)
            assert read_address(where) == (name, Merge(row, column, row, column))
    assert read_address("表!B7:D9") == ("表", Merge(6, 1, 8, 3))
    for where in ("表", "3行目", "表!7B", "", "!"):
        assert read_address(where) is None
