"""Text stays text: nothing of a plan becomes a formula, a number, an error or another character."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative
from kitaplanner.errors import UserError
from kitaplanner.export.safe_text import (
    clip_utf16,
    escape_notation,
    is_read_as_input,
    utf16_length,
    writable_text,
)
from kitaplanner.export.xlsx import write_workbook
from kitaplanner.export.xlsx_sheet import RemovedCharacters
from tests.helpers.sheet_tables import item, list_table, plan_of, sheet_table

# What the domain lets through, and the lines that Excel's own notation makes dangerous.
PLAN_TEXT = st.one_of(
    st.text(
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(
        (
            "=1+1",
            '=HYPERLINK("file:///c:/","x")',
            "+81-3",
            "-1",
            "@SUM(A1)",
            "＝1+1",
            "#N/A",
            "#REF!",
            "TRUE",
            "4-1",
            "007",
            "R7.4.1",
            "'引用",
            "_x000D_",
            "_x005F_x000D_",
            "先頭\n※注\n\n末尾",
            " 空白 ",
            "<b>&amp;</b>",
            "𠮷野家\U000e0100",
        )
    ),
)


def write(path: Path, *texts: str) -> tuple[RemovedCharacters, ...]:
    """Write a workbook with one initiative whose items hold the texts."""
    one = Initiative("a", "事業", ("課",), "概要")
    plan = plan_of(one)
    numbering = number_plan(plan, load_form("kita"))
    rows = [[item(text, 2025, 2029, item_id=str(index))] for index, text in enumerate(texts)]
    return write_workbook(
        [sheet_table(one, rows)],
        list_table(plan, numbering),
        path,
        plan=plan,
        form=load_form("kita"),
    )


def read_items(path: Path) -> list[str]:
    sheet = load_workbook(path).worksheets[1]
    return [unescape(sheet.cell(row, 1).value) for row in range(5, sheet.max_row + 1)]


@settings(max_examples=60, deadline=None)
@given(st.lists(PLAN_TEXT, min_size=1, max_size=12))
def test_every_text_reads_back_equal_and_none_is_a_formula(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "計画.xlsx")
        assert write(path, *texts) == ()
        assert read_items(path) == texts
        with ZipFile(path) as archive:
            xml = archive.read("xl/worksheets/sheet2.xml").decode()
        # <v> would hold a number, an error or a truth value.
        assert not re.search(r"<f[ >]", xml)
        assert "<v" not in xml


def test_text_that_looks_like_input_is_marked_as_text(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    write(path, "=1+1", "ふつうの文")
    sheet = load_workbook(path).worksheets[1]
    assert [sheet.cell(row, 1).quotePrefix for row in (5, 6)] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        *("=A1", " =A1", "＝A1", "+1", "-1", "－1", "@x", "'x", "4-1", "(1)", "１２"),
        *("R7.4.1", "H30", "令和7年4月1日", "true", "#N/A", "¥100", "1-(1)"),
    ],
)
def test_excel_would_read_it_as_input(text: str) -> None:
    assert is_read_as_input(text)


@pytest.mark.parametrize("text", ["電子申請", "（年度別実施計画）", "DX推進担当課", "Rの活用", ""])
def test_plain_words_are_not_read_as_input(text: str) -> None:
    assert not is_read_as_input(text)


def test_unwritable_characters_go_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    removed = write(path, "制\x00御\x1b文\x00字", "ふつう\r\n改行")
    assert removed == (RemovedCharacters("基1①1-(1) 事業", "A5", "\x00\x1b"),)
    assert read_items(path) == ["制御文字", "ふつう\n改行"]


def test_lone_surrogates_and_noncharacters_go() -> None:
    assert writable_text("あ\ud800い\uffff\tう") == ("あい\tう", "\ud800\uffff")


def test_a_text_that_no_cell_holds_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    with pytest.raises(UserError, match=r"基1①1-\(1\) 事業」のA5.*32,768文字.*短く"):
        write(path, "あ" * 32_768)
    assert list(tmp_path.iterdir()) == []
    write(path, "あ" * 32_767)
    assert read_items(path) == ["あ" * 32_767]


def test_length_is_counted_as_excel_counts(tmp_path: Path) -> None:
    assert utf16_length("𠮷野") == 3
    with pytest.raises(UserError):
        write(tmp_path / "計画.xlsx", "𠮷" * 16_384)


def test_the_escape_notation_of_excel_is_escaped() -> None:
    assert escape_notation("_x000D_と_x") == "_x005F_x000D_と_x"
    assert unescape(escape_notation("_x005F__x000d_")) == "_x005F__x000d_"


def test_clipping_keeps_characters_whole() -> None:
    assert clip_utf16("𠮷𠮷𠮷", 5) == "𠮷𠮷…"
    assert clip_utf16("𠮷𠮷", 4) == "𠮷𠮷"
    assert clip_utf16("葛\U000e0100飾区", 3) == "葛…"
