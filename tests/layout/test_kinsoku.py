"""Which breaks are allowed; `units` shows a text with a bar at each of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries

from kitaplanner.layout.kinsoku import (
    NO_END,
    NO_START,
    OPENING_BRACKETS,
    allowed_breaks,
    inside_clusters,
)


def units(text: str) -> str:
    allowed = allowed_breaks(text)
    return "".join("|" * (allowed[i] and i > 0) + char for i, char in enumerate(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区の計画、改定。", "区|の|計|画、|改|定。"),
        ("「声」（案）を", "「声」|（案）|を"),
        ("ちょっとサーバー", "ちょっ|と|サー|バー"),
        ("様々な", "様々|な"),
        ("費用は￥千、№甲", "費|用|は|￥千、|№甲"),
        ("本当か？！と", "本|当|か？！|と"),
        ("導入…… と――続く", "導|入…… |と――|続|く"),
    ],
)
def test_marks_keep_to_their_side(text: str, expected: str) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e-Learningの導入", "e-Learning|の|導|入"),
        ("GovTech東京", "GovTech|東|京"),
        ("Wi-Fi環境", "Wi-Fi|環|境"),
        ("ＤＸ推進", "ＤＸ|推|進"),
        ("eL-QRとR7", "eL-QR|と|R7"),
        ("dx@city.example/計画", "dx@city.example/|計|画"),
    ],
)
def test_latin_words_stay_whole(text: str, expected: str) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "500手続",
        "100%",
        "１００％",
        "令和7年度",
        "令和元年度",
        "令和７年",
        "3か所",
        "7月",
        "第4条第1項",
        "※1",
        "※令",
        "R7",
        "2～3回",
        "令和7～11年度",
        "1,200,000円",
        "3万円",
        "約1,100件",
        "1-(1)",
        "￥500",
        "№12",
        "95.5%",
        "10:30",
    ],
)
def test_numbers_keep_their_units(text: str) -> None:
    assert units(text) == text


def test_a_date_may_part_after_the_year_alone() -> None:
    assert units("令和8年4月1日") == "令和8年|4月|1日"


def test_a_selector_never_leaves_its_base() -> None:
    assert units("葛\U000e0100飾") == "葛\U000e0100|飾"
    assert units("（葛\U000e0100）飾") == "（葛\U000e0100）|飾"


def test_emoji_and_combining_marks_are_one_character() -> None:
    assert inside_clusters("👍🏽か\u309aa") == {1, 3}
    assert units("👍🏽か\u309aき") == "👍🏽|か\u309a|き"


def test_spaces_close_a_line() -> None:
    assert units("説明 (区民) 周知") == "説|明 |(区|民) |周|知"
    assert units("　区の計画") == "　区|の|計|画"
    assert units("100%  達成") == "100%  |達|成"


def test_a_dot_after_a_space_opens_an_entry() -> None:
    assert units("町会・区民 ・事業者") == "町|会・|区|民 |・事|業|者"
    assert units("・区民") == "・区|民"


def test_word_joiner_and_zero_width_space_obey_the_writer() -> None:
    assert units("東\u2060京") == "東\u2060京"
    assert units("GovTech\u200bTokyo") == "GovTech\u200b|Tokyo"


SAMPLES = [
    *"北区々のーッ、。・（）「」！…％①→★※ Ａ1２a.-/%(){}ｱｬ゛₂éя가\u00a0\u200b\u2060",
    "葛\U000e0100",
]
TEXTS = st.lists(st.sampled_from(SAMPLES), max_size=16).map("".join)


@given(TEXTS)
def test_unicode_line_breaking_is_never_exceeded(text: str) -> None:
    """UAX #14 forbids more than ours in one case that Japanese does not follow.

    It joins a bracket to the Latin word or the sign before it; TDPF(東京データ…) may part there.
    """
    boundaries = set(line_break_boundaries(text))
    for index, allowed in enumerate(allowed_breaks(text)[:-1]):
        if allowed and text[index] not in OPENING_BRACKETS:
            assert index in boundaries, units(text)


@given(TEXTS)
def test_no_break_leaves_a_mark_on_the_wrong_side(text: str) -> None:
    for index, allowed in enumerate(allowed_breaks(text)[:-1]):
        if allowed and text[index - 1] != "\u200b":
            assert text[index] not in NO_START or (text[index] == "・" and text[index - 1] in " 　")
            assert text[index - 1] not in NO_END
