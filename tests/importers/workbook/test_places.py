"""Places that readers name can be found on the sheet again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.importers.workbook.content import address
from kitaplanner.importers.workbook.places import Place, parse_place


@given(st.text(min_size=1, max_size=31), st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_an_address_is_read_back(sheet: str, row: int, column: int) -> None:
    assert parse_place(address(sheet, row, column)) == Place(sheet, row, column, row, column)


def test_a_range_is_read_back() -> None:
    assert parse_place("計画!2026!B7:AA12") == Place("計画!2026", 6, 1, 11, 26)


@pytest.mark.parametrize("where", ["3行目", "", "計画!", "計画!b7", "計画!B0"])
def test_what_is_no_place_gives_none(where: str) -> None:
    assert parse_place(where) is None
