"""Headers of years are found in every spelling, and places turn into months."""

from __future__ import annotations

import pytest

from kitaplanner.importers.official_sheet.grid import SheetGrid
from kitaplanner.importers.official_sheet.years import find_axes, year_in
from tests.importers.official_sheet.sheets import sheet


@pytest.mark.parametrize(
    "text",
    [
        "令和7年度", "令和７年度", "R7", "Ｒ７", "R7年度", "R07", "2025", "2025年度",
        "令和7(2025)年度", "令和7\n（2025）年度", "令和7年度\n(2025年度)", "2025年度\n(R7)",
        "2025(令和7)年度", "令　和　７　年　度", "1年目\n(令和7年度)", "令和7年度（現年度）",
    ],
)  # fmt: skip
def test_a_year_is_read_in_every_spelling(text: str) -> None:
    assert year_in(text) == 2025


@pytest.mark.parametrize(
    "text", ["令和8(2025)年度", "2025年度(R8)", "7", "7年度", "検討", "令和7年度～令和9年度"]
)
def test_what_is_no_year_or_contradicts_itself_is_none(text: str) -> None:
    assert year_in(text) is None


@pytest.mark.parametrize(
    "header",
    [
        "平成30年度|平成31(令和元)年度|令和2年度", "H30|H31|R2", "平成30年度|令和元年度|令和2年度",
        "平成30年度|31年度|令和2年度", "平成30年度|元年度|2年度", "平成30年度|元|2",
        "2018|2019|2020",
    ],
)  # fmt: skip
def test_eras_change_within_a_header(header: str) -> None:
    [axis] = find_axes(SheetGrid(sheet(f"事業名|{header}", "あ")))

    assert [one.year for one in axis.years] == [2018, 2019, 2020]


def test_the_longest_run_wins_and_a_lone_year_is_no_header() -> None:
    grid = SheetGrid(sheet("令和7年度 計画|令和6年度", "R5|件|R6", "事業名|R7|R8|R9|R10", "あ"))

    [axis] = find_axes(grid)

    assert (axis.top, axis.first, axis.last) == (2, 1, 4)


def test_years_that_do_not_follow_each_other_are_no_header() -> None:
    assert find_axes(SheetGrid(sheet("R7|R9|R11", "R9|R8|R7"))) == []


def test_blank_cells_behind_a_year_belong_to_it() -> None:
    [axis] = find_axes(SheetGrid(sheet("事業|R7||R8||R9|", "|上期|下期|上期|下期|上期|下期")))

    assert [(one.first, one.last) for one in axis.years] == [(1, 2), (3, 4), (5, 6)]
    assert [one.start for one in axis.parts] == [0, 6, 12, 18, 24, 30]
    assert axis.unit == 6
    assert axis.bottom == 1


@pytest.mark.parametrize(
    ("line", "unit"),
    [("1Q|2Q|3Q|4Q", 3), ("第１四半期|第２四半期|第３四半期|第４四半期", 3), ("Ⅰ|Ⅱ|Ⅲ|Ⅳ", 3),
     ("4～6月|7～9月|10～12月|1～3月", 3), ("4月|8月|12月|2月", 2)],
)  # fmt: skip
def test_parts_of_years_are_read(line: str, unit: int) -> None:
    content = sheet("R7||||R8|||", f"{line}|{line}", merges=((0, 0, 0, 3), (0, 4, 0, 7)))

    [axis] = find_axes(SheetGrid(content))

    assert axis.unit == unit
    assert bool(axis.doubt) == (unit == 2)


def test_a_row_of_items_is_no_line_of_parts() -> None:
    content = sheet("R7||R8|", "検討|導入|運用|", merges=((0, 0, 0, 1), (0, 2, 0, 3)))

    [axis] = find_axes(SheetGrid(content))

    assert axis.parts == ()
    assert axis.bottom == 0


def test_places_turn_into_months_also_beyond_the_years() -> None:
    grid = SheetGrid(sheet("事業名|R7|R8|R9", "あ"))
    [axis] = find_axes(grid)

    assert [round(axis.month_at(grid, x), 3) for x in (0.5, 1, 1.5, 2, 4, 4.25)] == [
        -6,
        0,
        6,
        12,
        36,
        39,
    ]
