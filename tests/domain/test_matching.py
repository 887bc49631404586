"""Positions of a word in the text as it was written, also where folding changes lengths."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.matching import (
    Match,
    find_matches,
    fold_width_and_case,
    replace_matches,
)

# Letters that fold to another length, join, or must not be cut, beside plain ones.
LETTERS = "aAＡ1１①㈱ｶﾞガがかﾞハﾊﾟ゙゚ßſİ葛\U000e0100神\ufa19　 、(（e\u0301é"
pieces = st.text(st.sampled_from(LETTERS), max_size=14)


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("ＤＸ推進とdx推進", "DX", ["ＤＸ", "dx"]),
        ("ﾃﾞｼﾞﾀﾙ化とデジタル化", "デジタル", ["ﾃﾞｼﾞﾀﾙ", "デジタル"]),
        ("ガス", "ｶﾞｽ", ["ガス"]),
        ("（仮称）計画", "(仮称)", ["（仮称）"]),
        ("①１ 1", "1", ["１", "1"]),
        ("㈱と(株)", "(株)", ["(株)"]),
        ("葛\U000e0100城と葛城", "葛城", ["葛\U000e0100城", "葛城"]),
        ("Straße", "strasse", ["Straße"]),
        ("あああ", "ああ", ["ああ"]),
        ("", "a", []),
        ("a", "", []),
    ],
)
def test_width_and_case_are_folded_and_nothing_else(text: str, word: str, found: list[str]) -> None:
    assert [text[slice(*match)] for match in find_matches(text, word)] == found


@pytest.mark.parametrize(
    ("text", "word", "count"),
    [("DXとＤＸとdx", "DX", 1), ("ｶﾞとガ", "ガ", 1), ("葛\U000e0100城", "葛", 0), ("ｶﾞ", "ｶ", 0)],
)
def test_exact_tells_apart_and_still_cuts_no_character(text: str, word: str, count: int) -> None:
    assert len(find_matches(text, word, exact=True)) == count


@pytest.mark.parametrize("exact", [True, False])
def test_half_of_a_folded_letter_is_no_match(exact: bool) -> None:
    assert find_matches("Straße", "as", exact=exact) == ()
    assert find_matches("ガ", "カ", exact=exact) == ()


def test_replacing_uses_the_positions_of_the_original() -> None:
    text = "ﾃﾞｼﾞﾀﾙ、デジタル"
    assert replace_matches(text, find_matches(text, "デジタル"), "DX・デジタル") == (
        "DX・デジタル、DX・デジタル"
    )


@given(pieces, pieces, st.booleans())
def test_matches_never_overlap_and_read_as_the_word(text: str, word: str, exact: bool) -> None:
    found = find_matches(text, word, exact=exact)
    for match in found:
        assert 0 <= match.start < match.end <= len(text)
        part = text[match.start : match.end]
        assert part == word if exact else fold_width_and_case(part) == fold_width_and_case(word)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(pieces, pieces)
def test_replacing_each_match_by_itself_changes_nothing(text: str, word: str) -> None:
    for match in find_matches(text, word):
        assert replace_matches(text, [match], text[match.start : match.end]) == text
    assert replace_matches(text, find_matches(text, word, exact=True), word) == text


@given(pieces, pieces, pieces)
def test_a_word_among_others_is_found(before: str, word: str, after: str) -> None:
    text = f"{before}、。{word}。、{after}"
    start = len(before) + 1
    assert find_matches(text, f"。{word}。") == (Match(start, start + len(word) + 2),)
