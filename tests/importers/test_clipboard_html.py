"""HTML of spreadsheets: what a reader of the sheet sees, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.pasted_block import PastedBlock
from kitaplanner.errors import UserError
from kitaplanner.importers.clipboard import read_html
from kitaplanner.importers.clipboard_cells import MAX_CHARACTERS

SAMPLES = Path(__file__).parent / "clipboard"


def sample(name: str) -> PastedBlock:
    block = read_html((SAMPLES / name).read_text(encoding="utf-8"))
    assert block is not None
    return block


def cells(html: str) -> list[tuple[int, int, str]]:
    block = read_html(html)
    return [(one.row, one.column, one.text) for one in block.cells] if block else []


def test_a_sheet_of_excel() -> None:
    block = sample("excel.html")
    assert block.years == (None, 2025, 2026, 2027, 2028, 2029)
    assert [(one.row, one.column, one.columns, one.text) for one in block.cells] == [
        (0, 1, 2, "システムの導入と試行\n（庁内の調整） &  周知"),
        (0, 3, 1, "隣の空いたセルにはみ出す長い文言"),
        (1, 2, 1, "two words go on"),
        (4, 1, 1, "募集"),
        (4, 2, 1, "募集"),
        (4, 3, 1, "募集"),
        (4, 4, 1, "1200"),
    ]
    assert block.unsure == (
        "非表示の行や列にある「メモ」など5個は貼り付けません。",
        "年度の見出しがない列の「介護保険」は貼り付けません。",
    )


def test_a_sheet_of_calc() -> None:
    block = sample("calc.html")
    assert block.years == (None, 2025, 2026, 2027, 2028)
    assert [(one.row, one.column, one.columns, one.text) for one in block.cells] == [
        (0, 1, 1, "準備"),
        (0, 2, 3, "本運用"),
        (1, 1, 1, "検討\n（庁内）"),
        (1, 3, 1, "A & B <c>"),
        (1, 4, 1, "#DIV/0!"),
        (2, 2, 1, "第2期 構築"),
        (2, 3, 1, "3"),
    ]
    assert block.unsure == (
        "「#DIV/0!」は計算のエラーです。表計算の側で直してください。",
        "年度の見出しがない列の「電子申請」は貼り付けません。",
    )


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        ("<td>a<td>b<tr><td>c", [(0, 0, "a"), (0, 1, "b"), (1, 0, "c")]),
        ("<tr><td></td><td> </td><td>a</td></tr>", [(0, 2, "a")]),
        ("<tr><td><ruby>漢<rt>かん</ruby>字<td>a", [(0, 0, "漢字"), (0, 1, "a")]),
        ("<tr><td><rt>かん<td>a", [(0, 1, "a")]),
        ("<tr><td><p>a</p><p>b</p>", [(0, 0, "a\nb")]),
        ("<tr><td>a<br/><br>b<br></td>", [(0, 0, "a\n\nb")]),
        ("<tr><td>a<table><tr><td>b</table></td><td>c", [(0, 0, "ab"), (0, 1, "c")]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", [(0, 0, "a"), (0, 1, "b"), (1, 1, "c")]),
        ("<tr><td colspan='x' rowspan=-1>a<td>b", [(0, 0, "a"), (0, 1, "b")]),
        ("<tr><th>a<script>x<td>y</script></th><td>b", [(0, 0, "a"), (0, 1, "b")]),
        ("<tr><td>&#x5317;区&nbsp;&lt;b&gt;", [(0, 0, "北区 <b>")]),
        ("<tr style='DISPLAY: none'><td>a<tr><td>b", [(0, 0, "b")]),
    ],
)
def test_tables_as_browsers_read_them(row: str, texts: list[tuple[int, int, str]]) -> None:
    assert cells(f"<table>{row}</table>") == texts


def test_a_merged_cell_over_hidden_columns_covers_the_seen_ones() -> None:
    block = read_html(
        "<table><col span=2><col style='display:none' span=2><col>"
        "<tr><td>a<td colspan=3>b<td>c<tr><td>d<td><td>e<td><td>f</table>"
    )
    assert block is not None
    assert [(one.column, one.columns, one.text) for one in block.cells] == [
        (0, 1, "a"),
        (1, 1, "b"),
        (2, 1, "c"),
        (0, 1, "d"),
        (2, 1, "f"),
    ]
    assert block.unsure == ("非表示の行や列にある「e」など1個は貼り付けません。",)


def test_only_the_first_table_with_text_is_read_and_that_is_said() -> None:
    block = read_html("<table><tr><td></table><table><td>a</table>x<table><td>b</table>")
    assert block is not None
    assert [one.text for one in block.cells] == ["a"]
    assert block.unsure == ("表が2つあるため、最初の表だけを貼り付けます。",)


def test_a_page_without_a_table_is_no_block() -> None:
    assert read_html("<p>電子申請<br>の推進</p>") is None
    assert read_html("") is None


@pytest.mark.parametrize(
    "html",
    [
        "a" * (MAX_CHARACTERS + 1),
        "<table>" + "<tr><td>a" * 501,
        "<table><tr>" + "<td>a" * 201,
        "<table><tr><td colspan=16384>a<td>b",
        "<table>" + "<tr style='mso-xlrowspan:9999999'><td>" * 2 + "<tr><td>a",
    ],
)
def test_too_much_is_refused(html: str) -> None:
    with pytest.raises(UserError, match="大きすぎます"):
        read_html(html)


def test_a_whole_row_of_a_sheet_may_be_copied() -> None:
    block = read_html(
        "<table><tr><td>a<td colspan=16383 style='mso-ignore:colspan'></td></tr></table>"
    )
    assert block is not None
    assert (block.rows, block.columns, block.unsure) == (1, 1, ())


def test_a_merge_over_the_whole_sheet_is_cut_and_said() -> None:
    block = read_html("<table><tr><td colspan=16384>a</table>")
    assert block is not None
    assert block.columns == 200
    assert block.unsure == ("結合セル「a」が大きすぎるため、途中までにします。",)


def test_characters_that_no_plan_may_hold_are_taken_out_and_said() -> None:
    block = read_html("<table><tr><td>検&#7;討&#x202e;</td></tr></table>")
    assert block is not None
    assert [one.text for one in block.cells] == ["検討"]
    assert "U+0007" in block.unsure[0] or "U+202E" in block.unsure[0]


def test_a_text_beyond_reason_is_cut_and_said() -> None:
    block = read_html(f"<table><tr><td>{'あ' * 2001}</td></tr></table>")
    assert block is not None
    assert len(block.cells[0].text) == 2000
    assert block.unsure == (f"「{'あ' * 19}…」は長すぎるため、2,000文字で切ります。",)


PIECES = (
    "<table>", "</table>", "<tr>", "<td>", "<td colspan=3 rowspan=2>", "</td>", "<br>", "検討",
    "&nbsp;", "&#0;", "&#xd800;", "<!--", "-->", "<![if x]>", "<![", "<![CDATA[", "<style>",
    "</style>", "<rt>", "<", ">", "<a b='", "'", "\x00", "<col span=9 style='display:none'>",
    "<tr style='display:none;mso-xlrowspan:3'>", "<?xml", "<!DOCTYPE", "令和7年度",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_pieces_of_html_give_a_block_or_nothing(html: str) -> None:
    block = read_html(html)
    if block is not None:
        for cell in block.cells:
            assert cell.text
            assert 0 <= cell.row < block.rows
            assert 0 <= cell.column < block.columns
            assert cell.rows >= 1
            assert cell.columns >= 1
