"""Tab separated text: each of the ways in which other programs get it wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.errors import UserError
from kitaplanner.importers.clipboard_text import read_text, split_rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ("a\rb\r", [["a"], ["b"]]),
        ("\t\ta\r\n", [["", "", "a"]]),
        ("a\t\r\n\t\r\n", [["a", ""], ["", ""]]),
        ("a\t", [["a", ""]]),
        ("\r\na\r\n", [[""], ["a"]]),
        ('"検討\n（庁内）"\tb\r\n', [["検討\n（庁内）", "b"]]),
        ('"検討\r\n（庁内）"\r\n', [["検討\r\n（庁内）"]]),
        ('"「""きたコン""」\n端末"\tb', [['「"きたコン"」\n端末', "b"]]),
        ('"きたコン"端末\tb', [['"きたコン"端末', "b"]]),
        ('"きたコン"\tb', [['"きたコン"', "b"]]),
        ('"a\tb"\r\nc', [['"a', 'b"'], ["c"]]),
        ('"a\nb', [['"a'], ["b"]]),
        ('""""', [['"']]),
        ("'=1+1\t'-\t'a\t''=1", [["=1+1", "-", "'a", "'=1"]]),
        ("", []),
    ],
)
def test_rows_and_cells(text: str, rows: list[list[str]]) -> None:
    assert split_rows(text) == rows


def test_a_trailing_newline_makes_no_row_and_leading_cells_shift_nothing() -> None:
    block = read_text("\t\t運用\r\n\r\n\0")
    assert (block.rows, block.columns) == (1, 3)
    assert [(one.row, one.column, one.text) for one in block.cells] == [(0, 2, "運用")]


def test_a_header_of_years_is_read() -> None:
    block = read_text("取組\t令和7年度\t令和8年度\r\n電子申請\t検討\t運用\r\n")
    assert block.years == (None, 2025, 2026)


def test_that_merged_cells_are_lost_in_text_is_said_once() -> None:
    block = read_text("検討\t\t運用\r\n準備\t\t\r\n")
    assert len(block.unsure) == 1
    assert "「検討」などは一つのセルの長さ" in block.unsure[0]
    assert read_text("\t検討\t運用\r\n").unsure == ()


def test_a_printed_schedule_that_was_flattened_says_what_it_lost() -> None:
    block = read_text(
        "令和7年度\t令和8年度\t令和9年度\t令和10年度\t令和11年度\n"
        "優先度の高い500手続の電子申請化\t残りの手続\t電子申請100%達成\t利用促進\t\n"
        "\t※令和6年度導入\t\t\t\n"
    )
    assert block.years == (2025, 2026, 2027, 2028, 2029)
    assert [(one.row, one.column) for one in block.cells] == [
        (0, 0),
        (0, 1),
        (0, 2),
        (0, 3),
        (1, 1),
    ]
    assert "「利用促進」など" in block.unsure[0]


@pytest.mark.parametrize("text", ["a\n" * 501, "a\t" * 200 + "a", "あ" * 1_000_001])
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="大きすぎます"):
        read_text(text)


CELLS = st.text(st.sampled_from('ab"検 \n'), max_size=6).filter(
    # A single-line text in quotation marks is ambiguous: Excel writes it as it is.
    lambda text: "\n" in text or not text.startswith('"')
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_a_careful_writer_wrote_is_read_as_it_was(rows: list[list[str]]) -> None:
    quoted = [
        ['"' + cell.replace('"', '""') + '"' if "\n" in cell else cell for cell in row]
        for row in rows
    ]
    text = "".join("\t".join(row) + "\r\n" for row in quoted)
    assert split_rows(text) == rows


@given(st.text(st.sampled_from('a"\t\r\n\0検'), max_size=40))
def test_any_text_is_read(text: str) -> None:
    block = read_text(text)
    assert "".join(cell.text for cell in block.cells).count("検") == text.count("検")
