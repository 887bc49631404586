"""The costs behind the choice of a break: which of two places reads better."""

from __future__ import annotations

import pytest

from kitaplanner.layout.kinsoku import allowed_breaks
from kitaplanner.layout.phrases import INSIDE_WORD, phrase_costs, seams


def costs_of(marked: str) -> tuple[float, ...]:
    """Give the costs at the bars of a marked text, in their order."""
    text = marked.replace("|", "")
    costs = phrase_costs(text, allowed_breaks(text))
    places = [marked[:at].replace("|", "") for at, char in enumerate(marked) if char == "|"]
    return tuple(costs[len(before)] for before in places)


@pytest.mark.parametrize(
    "marked",
    [
        "決済機能の|導入検|討",
        "納付書への|地方税統|一",
        "クラウド化に|向|けて",
        "区民の|手続|き",
        "GovTech東京との|連|携",
        "子どもの|わく|わく課",
    ],
)
def test_a_phrase_ends_better_than_a_word_is_cut(marked: str) -> None:
    first, *others = costs_of(marked)
    assert first < min(others)


@pytest.mark.parametrize(
    "marked",
    [
        "職員研|修",
        "地方税統|一QRコード",
        "電子申|請化",
        "電子申請|化",
        "シフト体|制",
        "クラウド|化",
        "後|期高齢者",
        "全避|難所に配備",
        "事例|等",
        "責任|者向け研修",
        "見|える化",
        "シス|テム",
        "書類|は",
        "取|り組み",
    ],
)
def test_words_are_not_cut(marked: str) -> None:
    (cost,) = costs_of(marked)
    assert cost >= INSIDE_WORD


@pytest.mark.parametrize(
    "marked",
    [
        "就学援助|に|おける電子申請",
        "現行システム】|に|おける国税連携",
        "アドバイザー|に|よる支援",
        "福祉|に|関する相談",
    ],
)
def test_a_particle_of_two_phrases_is_parted_from_its_noun_before_it_is_torn(marked: str) -> None:
    before, inside = costs_of(marked)
    assert before < inside < INSIDE_WORD


@pytest.mark.parametrize("marked", ["窓口拡充|お|よび登録", "団体登録|又|は届出"])
def test_a_line_may_begin_with_what_links_two_nouns(marked: str) -> None:
    before, inside = costs_of(marked)
    assert before < inside


def test_compounds_may_part_between_their_words() -> None:
    assert max(costs_of("国民|健康|保険料|納付書")) < INSIDE_WORD
    assert max(costs_of("オープンデータ|カタログ|サイト")) < INSIDE_WORD


def test_a_selector_does_not_change_a_cost() -> None:
    plain = costs_of("葛飾区の|担当|課")
    assert costs_of("葛\U000e0100飾区の|担当|課") == plain


def test_seams_are_spaces_between_japanese_words() -> None:
    assert seams("説明 (区民) 周知") == [2, 7]
    assert seams("優先度の高い 500手続") == [6]
    assert seams("作成 など") == []
    assert seams("区の DX 推進") == []
    assert seams("令和 7 年度") == []
    assert seams("1-(1)　電子申請の推進") == []
    assert seams("第2章 背景　経緯") == [6]
