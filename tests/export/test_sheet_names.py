"""Names of worksheets: valid, unique, short."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.export.safe_text import utf16_length
from kitaplanner.export.sheet_names import MAX_NAME, short_number, unique_sheet_names


def test_a_long_number_is_shortened_to_the_first_sign_of_each_word() -> None:
    assert short_number("基本方針1①1-(1)") == "基1①1-(1)"
    assert short_number("●(2)") == "●(2)"


def test_equal_names_are_told_apart() -> None:
    assert unique_sheet_names(["一覧", "一覧", "ａ", "A"]) == ("一覧", "一覧 (2)", "ａ", "A (2)")


def test_a_long_name_is_clipped_and_stays_unique() -> None:
    first, second = unique_sheet_names(["基1①1-(1) " + "あ" * 30] * 2)
    assert first == "基1①1-(1) " + "あ" * 21 + "…"
    assert second.endswith("… (2)")
    assert len(first) == len(second) == MAX_NAME


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("A/B[1]:*?\\", "A／B［1］：＊？＼"),
        ("'引用'", "引用"),
        ("改行\nと\t空白", "改行 と 空白"),
        ("", "無題"),
        ("履歴", "履歴 (2)"),
    ],
)
def test_what_excel_forbids_is_replaced(wanted: str, name: str) -> None:
    assert unique_sheet_names([wanted]) == (name,)


@given(st.lists(st.text(max_size=40), max_size=20))
def test_names_are_always_valid(wanted: list[str]) -> None:
    names = unique_sheet_names(wanted)
    assert len(names) == len(wanted)
    assert len({unicodedata.normalize("NFKC", one).casefold() for one in names}) == len(names)
    for name in names:
        assert 1 <= utf16_length(name) <= MAX_NAME
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
