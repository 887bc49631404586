"""Workbooks and text files by the ending of their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kitaplanner.errors import UserError
from kitaplanner.importers.source_file import read_source
from tests.helpers.raw_workbook import RawSheet, raw_workbook


def test_both_kinds_give_the_same_content(tmp_path: Path) -> None:
    text, book = tmp_path / "計画.CSV", tmp_path / "計画.xlsx"
    text.write_text("事業名", encoding="cp932")
    book.write_bytes(
        raw_workbook(RawSheet("<row><c t='s'><v>0</v></c></row>"), strings=["<t>事業名</t>"])
    )
    cells = [read_source(path).sheets[0].cells for path in (text, book)]
    assert cells[0] == cells[1]


def test_a_workbook_named_as_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "計画.csv"
    path.write_bytes(raw_workbook(RawSheet()))
    with pytest.raises(UserError, match=r"「\.xlsx」に戻して"):
        read_source(path)
