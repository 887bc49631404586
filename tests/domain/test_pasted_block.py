"""Headers of years in pasted cells: recognised in any spelling, never guessed from other cells."""

from __future__ import annotations

import pytest

from kitaplanner.domain.pasted_block import PastedBlock, PastedCell, block_of


def table(*rows: tuple[str, ...]) -> PastedBlock:
    """Give the block of rows of single cells."""
    return block_of(
        tuple(
            PastedCell(row, column, text)
            for row, cells in enumerate(rows)
            for column, text in enumerate(cells)
            if text
        )
    )


def cells(block: PastedBlock) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, cell.text) for cell in block.cells]


@pytest.mark.parametrize(
    "header",
    [
        ("令和7年度", "令和8年度"),
        ("令和７年度", "令和８年度"),
        ("R7", "R8"),
        ("R07", "R08年度"),
        ("2025", "2026"),
        ("２０２５年度", "２０２６年度"),
        ("令和7(2025)年度", "令和8（2026）年度"),
        ("令和7年度（2025）", "令和8年度（2026）"),
        ("令和\n7年度", "令和\n8年度"),
    ],
)
def test_years_are_read_in_any_spelling_and_are_no_items(header: tuple[str, str]) -> None:
    block = table(header, ("検討", "運用"))
    assert block.years == (2025, 2026)
    assert cells(block) == [(0, 0, "検討"), (0, 1, "運用")]
    assert (block.rows, block.unsure) == (1, ())


def test_the_first_year_of_an_era_and_a_single_year_are_headers() -> None:
    assert table(("平成30年度", "令和元年度"), ("検討", "")).years == (2018, 2019)
    assert table(("令和7年度",), ("検討",)).years == (2025,)


@pytest.mark.parametrize(
    "header",
    [
        ("2025",),  # a number of applications as likely as a year
        ("2000", "2050"),
        ("令和8年度", "令和7年度"),
        ("令和7年度", "令和8年度", "令和7年度"),
        ("令和7年度", "検討", "令和9年度"),
        ("令和7年度から検討", "運用"),
    ],
)
def test_what_may_be_something_else_is_pasted_as_it_is(header: tuple[str, ...]) -> None:
    block = table(header, ("検討",))
    assert block.years == ()
    assert len(block.cells) == len(header) + 1


def test_what_stands_above_and_beside_the_years_is_left_out_and_said() -> None:
    block = table(
        ("年度別実施計画", "", "", ""),
        ("取組", "令和7年度", "令和8年度", "計"),
        ("電子申請", "検討", "", "1"),
        ("", "運用", "運用", ""),
    )
    assert block.years == (None, 2025, 2026, None)
    assert cells(block) == [(0, 1, "検討"), (1, 1, "運用"), (1, 2, "運用")]
    assert block.unsure == (
        "年度の見出しより上の「年度別実施計画」は貼り付けません。",
        "年度の見出しがない列の「電子申請」など2個のセルは貼り付けません。",
    )


def test_merged_years_stand_over_their_parts_and_the_parts_are_header_too() -> None:
    quarters = tuple(PastedCell(1, column, f"第{column % 4 + 1}四半期") for column in range(8))
    block = block_of(
        (
            PastedCell(0, 0, "令和7年度", columns=4),
            PastedCell(0, 4, "令和8年度", columns=4),
            *quarters,
            PastedCell(2, 1, "検討", columns=5),
        )
    )
    assert block.years == (2025,) * 4 + (2026,) * 4
    assert [(one.row, one.column, one.columns) for one in block.cells] == [(0, 1, 5)]


def test_years_in_plain_text_reach_over_the_empty_cells_behind_them() -> None:
    block = table(
        ("令和7年度", "", "令和8年度", "", "令和9年度", ""),
        ("上期", "下期", "上期", "下期", "上期", ""),
    )
    assert block.years == (2025, 2025, 2026, 2026, 2027)
    assert block.cells == ()


@pytest.mark.parametrize(
    "parts",
    [
        ("上半期", "下半期"),
        ("第１四半期", "第２四半期"),
        ("1Q", "2Q"),
        ("4～6月", "7～9月"),
        ("4月〜6月", "7月"),
        ("前期", "後期"),
        ("1/4", "2/4"),
    ],
)
def test_parts_of_a_year_are_header_too(parts: tuple[str, str]) -> None:
    block = table(("R7", "R7"), parts, ("検討", ""))
    assert cells(block) == [(0, 0, "検討")]


def test_a_row_of_numbers_or_months_under_whole_years_is_no_header() -> None:
    assert len(table(("R7", "R8"), ("10", "20")).cells) == 2
    assert len(table(("R7", "R8"), ("4月", "9月")).cells) == 2
    assert len(table(("R7", "R7"), ("10", "20")).cells) == 2


def test_a_year_may_be_written_over_each_of_its_columns() -> None:
    block = table(("R7", "R7", "R8"), ("", "検討", "運用"))
    assert block.years == (2025, 2025, 2026)


def test_a_year_with_columns_that_make_no_months_is_said() -> None:
    block = block_of((PastedCell(0, 0, "令和7年度", columns=5), PastedCell(1, 0, "検討")))
    assert block.unsure == ("令和7年度の列が5本あり、月に割り切れません。近い月に置きます。",)


def test_a_block_of_nothing_is_empty() -> None:
    assert block_of(()) == PastedBlock()
