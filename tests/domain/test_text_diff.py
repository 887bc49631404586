"""What differs between two texts: whole words, never half a letter, no confetti."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.matching import MARKS
from kitaplanner.domain.text_diff import text_pieces, words_of
from tests.strategies import texts


def shown(old: str, new: str) -> str:
    return "".join(
        piece.old if piece.is_same else f"[{piece.old}>{piece.new}]"
        for piece in text_pieces(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("内務事務の効率化", "内部事務の効率化", "[内務事務>内部事務]の効率化"),
        ("令和7年度に導入する", "令和8年度に導入する", "令和[7>8]年度に導入する"),
        ("手続の電子申請化", "手続きの電子申請化", "手続[>き]の電子申請化"),
        ("高度な分析", "高度化な分析", "高度[>化]な分析"),
        ("試行運用\n本運用", "試行運用\n本運用に向けた分析", "試行運用\n本運用[>に向けた分析]"),
        ("葛\U000e0100飾区の計画", "葛飾区の計画", "[葛\U000e0100飾区>葛飾区]の計画"),
        ("", "追加", "[>追加]"),
        ("同じ", "同じ", "同じ"),
        ("", "", ""),
        # 「の」 alone between two changed words is no reading aid.
        ("窓口の整備", "庁舎の改修", "[窓口の整備>庁舎の改修]"),
        ("ホームページを更新", "ウェブサイトを更新", "[ホームページ>ウェブサイト]を更新"),
    ],
)
def test_pieces(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(texts(60))
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words_of(text)) == text


@given(texts(60), texts(60))
def test_pieces_joined_are_the_texts(old: str, new: str) -> None:
    pieces = text_pieces(old, new)
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new
    for left, right in pairwise(pieces):
        assert left.is_same != right.is_same


@given(texts(40), texts(40), st.sampled_from(("\u3099", "\U000e0100", "\u0301")))
def test_no_piece_begins_with_a_mark(old: str, new: str, mark: str) -> None:
    old, new = f"葛{mark}{old}", f"葛{new}"
    starts_with_mark = re.compile(f"[{MARKS}]").match
    for side in (0, 1):
        parts = [piece[side] for piece in text_pieces(old, new) if piece[side]]
        assert not any(starts_with_mark(part) for part in parts[1:] if part[0] == mark)


def test_a_long_text_is_compared_quickly_by_lines() -> None:
    lines = [f"{number}行目の文章です。\n" for number in range(2_000)]
    old, new = "".join(lines), "".join([*lines[:500], "新しい行\n", *lines[500:]])
    assert [piece.new for piece in text_pieces(old, new) if not piece.is_same] == ["新しい行\n"]
