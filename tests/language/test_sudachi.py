"""The analyser: nouns and verbs of the words that offices spell in several ways."""

from __future__ import annotations

import pytest

from kitaplanner.domain.words import part_at

sudachi = pytest.importorskip("kitaplanner.language.sudachi")


@pytest.mark.parametrize(
    ("text", "word", "part"),
    [
        ("主な取り組みを推進する", "取り組み", "noun"),
        ("変革に取り組み、全庁で進める", "取り組み", "verb"),
        ("DXに取り組みます", "取り組み", "verb"),
        ("取組み内容", "取組み", "noun"),
        ("申込書の受付", "申込", "noun"),
        ("引継ぎを行う", "引継ぎ", "noun"),
        ("引き継ぐ業務", "引き継", "verb"),
        ("問い合わせに答える", "問い合わせ", "noun"),
        ("窓口へ問い合わせる", "問い合わせ", "verb"),
        ("均等な負担", "等", "noun"),
        ("電子申請等の導入", "等", "suffix"),
    ],
)
def test_parts_of_speech(text: str, word: str, part: str) -> None:
    words = sudachi.SudachiAnalyser().words(text)
    assert "".join(one.surface for one in words) == text
    assert part_at(words, text.index(word)) == part


def test_a_long_text_is_analysed_whole() -> None:
    text = "行政手続きのオンライン化を推進します。" * 1_500
    words = sudachi.SudachiAnalyser().words(text)
    assert words[-1].end == len(text)
    assert [one.start for one in words[1:]] == [one.end for one in words[:-1]]


def test_unknown_words_are_told() -> None:
    (known,), unknown = (sudachi.SudachiAnalyser().words(one) for one in ("デバイド", "デバインド"))
    assert known.is_known
    assert not all(one.is_known for one in unknown)
