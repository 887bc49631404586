"""Lines as they are drawn. Widths are in ems of a 10 point type unless a year column is meant."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.layout.kinsoku import HANGING, NO_END, NO_START, allowed_breaks
from kitaplanner.layout.linebreak import Style, break_lines
from kitaplanner.layout.metrics import bundled_metrics
from tests.helpers.fixed_metrics import FixedMetrics

FIXED = FixedMetrics()
# A year column of the Kita sheet less its margins and the point of the arrow, in points.
YEAR = 34 * 72 / 25.4
INSET = 6 * 72 / 25.4


def lines(text: str, ems: float, style: Style = "item") -> tuple[str, ...]:
    return break_lines(text, 10, ems * 10, FIXED, style=style)


def bar(text: str, years: int = 1, size: float = 10.5) -> str:
    width = years * YEAR - INSET
    return "／".join(break_lines(text, size, width, bundled_metrics(), style="item"))


# --- all styles


@pytest.mark.parametrize("style", ["body", "item", "heading"])
def test_what_fits_is_left_alone(style: Style) -> None:
    assert lines("運用開始", 4, style) == ("運用開始",)
    assert lines("", 4, style) == ()
    assert lines("運用　 ", 2, style) == ("運用",)


@pytest.mark.parametrize("style", ["body", "item", "heading"])
def test_a_writers_line_break_always_breaks(style: Style) -> None:
    assert lines("区民\n\n職員", 10, style) == ("区民", "", "職員")
    assert lines("\n", 10, style) == ("", "")


@pytest.mark.parametrize("style", ["body", "item"])
def test_a_character_wider_than_the_line_stands_alone(style: Style) -> None:
    assert lines("北区", 0.4, style) == ("北", "区")
    assert lines("葛\U000e0100飾", 0.4, style) == ("葛\U000e0100", "飾")


def test_bold_is_measured_as_bold() -> None:
    class WideBold(FixedMetrics):
        def char_advance(self, char: str, bold: bool = False) -> int:
            return 2000 if bold else 1000

    metrics = WideBold()
    assert break_lines("運用開始", 10, 40, metrics, style="item") == ("運用開始",)
    assert break_lines("運用開始", 10, 40, metrics, bold=True, style="item") == ("運用", "開始")


# --- body


def test_body_fills_its_lines() -> None:
    assert lines("区役所に足を運ばなくても申請できる", 7, "body") == (
        "区役所に足を運",
        "ばなくても申請",
        "できる",
    )


def test_body_lets_a_full_stop_hang_but_no_bracket() -> None:
    assert lines("手続を広げる。区民の", 6, "body") == ("手続を広げる。", "区民の")
    assert lines("手続を広げ（案）区民の", 7, "body") == ("手続を広げ", "（案）区民の")
    assert lines("手続を広げ、。区民", 5, "body")[0] == "手続を広"


def test_body_moves_down_what_may_not_be_parted() -> None:
    assert lines("区内の整備は500手続です", 7, "body") == ("区内の整備は", "500手続です")
    assert lines("区内のe-Learningを受講", 7, "body") == ("区内の", "e-Learningを", "受講")


def test_body_leaves_no_single_character_at_the_end() -> None:
    assert lines("電子申請の達成", 6, "body") == ("電子申請の", "達成")
    assert lines("電子申請の達成。", 6, "body") == ("電子申請の", "達成。")
    assert lines("北区の葛\U000e0100", 3, "body") == ("北区", "の葛\U000e0100")


def test_body_keeps_an_indent_and_drops_spaces_at_ends() -> None:
    assert lines("　区民の声 を聴く", 5, "body") == ("　区民の声", "を聴く")


def test_an_emergency_break_keeps_kinsoku_where_it_can() -> None:
    assert lines("12345、、", 2.5, "body") == ("1234", "5、、")
    assert lines("ラーーーーメン", 3, "body") == ("ラーー", "ーーメ", "ン")
    assert lines("https://city.example", 4, "body") == ("https://", "city.exa", "mple")


# --- items: how the bars of a real plan break in columns of one year and more


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("電子申請100%達成", "電子申請／100%達成"),
        ("優先度の高い 500手続の電子申請化", "優先度の高い／500手続の／電子申請化"),
        (
            "比較的優先度の高い 600手続の電子申請化",
            "比較的／優先度の高い／600手続の／電子申請化",
        ),
        (
            "残りの600手続の 電子申請化 電子申請 100%達成",
            "残りの600手続の／電子申請化／電子申請／100%達成",
        ),
        ("電子申請100%を維持", "電子申請100%を／維持"),
        ("決済機能の導入検討", "決済機能の／導入検討"),
        ("次期施設予約システムの構築", "次期施設予約／システムの構築"),
        ("電子決済システムと連携構築", "電子決済／システムと／連携構築"),
        ("校務システムクラウド化", "校務システム／クラウド化"),
        ("各種手続きの電子化", "各種手続きの／電子化"),
        ("シフト体制及び職員定数の見直し(継)", "シフト体制及び／職員定数の／見直し(継)"),
        ("教員向けICT教育の充実", "教員向け／ICT教育の充実"),
        ("スマートフォン講座の実施", "スマートフォン／講座の実施"),
        (
            "多言語通訳タブレットを全避難所に配備",
            "多言語通訳／タブレットを／全避難所に配備",
        ),
        (
            "キャッシュレス決済利用促進 ※令和4年度導入",
            "キャッシュレス／決済利用促進／※令和4年度導入",
        ),
        (
            "QRコード決済限定の 自転車駐車場の新設(2か所)",
            "QRコード／決済限定の／自転車駐車場の／新設(2か所)",
        ),
        (
            "町会・自治会ICT活用支援 (タブレットを19地区に導入)",
            "町会・自治会／ICT活用支援／(タブレットを／19地区に導入)",
        ),
        (
            "オンライントーク年2～3回 ※参加者は各回毎に公募",
            "オンライン／トーク年2～3回／※参加者は／各回毎に公募",
        ),
        (
            "育成料管理システムの活用(子どもわくわく課)",
            "育成料管理／システムの活用／(子ども／わくわく課)",
        ),
        ("区政に反映させた結果を公表（見える化）", "区政に／反映させた／結果を公表／（見える化）"),
        ("CIO補佐官による支援", "CIO補佐官による／支援"),
        ("e-Learningの受講促進", "e-Learningの／受講促進"),
        ("本運用(令和8年4月～)", "本運用／(令和8年4月～)"),
    ],
)
def test_bars_of_one_year(text: str, expected: str) -> None:
    assert bar(text) == expected


@pytest.mark.parametrize(
    ("years", "text", "expected"),
    [
        (
            2,
            "特別区民税納付書への地方税統一QRコード(eL-QR)の導入及び活用促進(収納推進課)",
            "特別区民税納付書への／地方税統一QRコード(eL-QR)の／導入及び活用促進(収納推進課)",
        ),
        (
            2,
            "避難行動要支援者システムを利用した事務効率改善の検討",
            "避難行動要支援者システムを／利用した事務効率改善の検討",
        ),
        (
            3,
            "町会・自治会Wi-Fi環境整備等支援(1町会・自治会につき年間3万円の助成)",
            "町会・自治会Wi-Fi環境整備等支援／(1町会・自治会につき年間3万円の助成)",
        ),
        (
            3,
            "自治体標準オープンデータセットの整備 ⇒北区公式ホームページ・TDPF"
            "(東京データプラットフォーム)への公開",
            "自治体標準オープンデータセットの整備／⇒北区公式ホームページ・TDPF"
            "／(東京データプラットフォーム)への公開",
        ),
        (
            4,
            "窓口改革検討会議体の設置、運営 (窓口調査、申請様式・業務フロー等見直し、業務改善、"
            "システム選定、充実策検討等)",
            "窓口改革検討会議体の設置、運営／(窓口調査、申請様式・業務フロー等見直し、"
            "／業務改善、システム選定、充実策検討等)",
        ),
        (5, "書かない窓口の運用(対象申請書の拡充等) ※令和6年度導入", None),
    ],
)
def test_bars_of_several_years(years: int, text: str, expected: str | None) -> None:
    assert bar(text, years) == (expected or text)


def test_headings_keep_their_number_with_the_first_word() -> None:
    heading = "1-(1)　書かない、待たない窓口の実現に向けた取組み"
    assert lines(heading, 12, "heading") == (
        "1-(1)　書かない、",
        "待たない窓口の",
        "実現に向けた取組み",
    )


def test_lines_are_balanced_between_phrases_of_equal_worth() -> None:
    assert lines("システムの導入、データの連携、職員の研修、区民の参加", 21) == (
        "システムの導入、データの連携、",
        "職員の研修、区民の参加",
    )


def test_an_item_leaves_no_character_alone() -> None:
    assert lines("紙 使用量実態調査", 7) == ("紙 使用量", "実態調査")


def test_an_item_sets_no_mark_outside() -> None:
    for line in lines("電子申請、職員研修、周知。", 4):
        assert FIXED.text_width(line, 10) <= 40


def test_a_word_wider_than_the_line_is_broken_inside() -> None:
    assert lines("プラットフォーム", 5) == ("プラット", "フォーム")
    assert lines("e-Learning", 3) == ("e-Lea", "rning")


def test_a_space_around_latin_words_is_no_seam() -> None:
    assert lines("区の DX 推進計画", 7) == ("区の DX", "推進計画")
    assert lines("開始は令和 7 年度から", 8) == ("開始は", "令和 7 年度から")


# --- properties

PIECES = st.sampled_from(
    [
        *"北区民電子申請導入の年はがをにシステム化等、。，「」（）()・ー々っ…※①A1%％/-",
        "令和7年度",
        "500手続",
        "GovTech",
        "e-Learning",
        "システム",
        "葛\U000e0100",
        "か\u3099",
        "😀",
        " ",
        "\u3000",
        "\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
WIDTHS = st.sampled_from([0.5, 1, 2, 3, 4.5, 7.5, 12, 20])
STYLES = st.sampled_from(["body", "item", "heading"])


def starts_of(text: str, broken: tuple[str, ...]) -> list[int]:
    """Find where each line starts; fails unless only spaces and `\\n` lie between lines."""
    starts = []
    position = 0
    for number, line in enumerate(broken):
        if number:
            while text[position] in " \u3000" and not text.startswith(line or "\n", position):
                position += 1
            if text[position] == "\n":
                position += 1
            elif not text.startswith(line, position):
                pytest.fail(f"{line!r} does not follow in {text!r}")
        assert text.startswith(line, position)
        starts.append(position)
        position += len(line)
    assert not text[position:].strip(" \u3000")
    return starts


@given(TEXTS, WIDTHS, STYLES)
def test_lines_hold_the_text_but_for_spaces_at_ends(text: str, ems: float, style: Style) -> None:
    broken = lines(text, ems, style)
    assert all(line == line.rstrip(" \u3000") for line in broken)
    assert len(broken) >= (text.count("\n") + 1 if text else 0)
    starts_of(text, broken)


@given(TEXTS, WIDTHS, STYLES)
def test_lines_fit_but_for_hanging_marks(text: str, ems: float, style: Style) -> None:
    for line in lines(text, ems, style):
        inner = line[:-1] if style == "body" and line and line[-1] in HANGING else line
        if len(inner) > 1 and "\U000e0100" not in inner and "\u3099" not in inner:
            assert FIXED.text_width(inner, 10) <= ems * 10 + 0.01


@given(TEXTS, WIDTHS, STYLES)
def test_only_units_wider_than_the_line_are_broken(text: str, ems: float, style: Style) -> None:
    for paragraph in text.split("\n"):
        breaks = [i for i, allowed in enumerate(allowed_breaks(paragraph)) if allowed]
        edges = [0, *breaks]
        units = [paragraph[a:b].rstrip(" \u3000") for a, b in pairwise(edges)]
        if any(FIXED.text_width(unit, 10) > ems * 10 for unit in units):
            continue
        broken = lines(paragraph, ems, style)
        assert set(starts_of(paragraph, broken)[1:]) <= set(breaks)
        for line in broken[1:]:
            assert line[0] not in NO_START or line[0] == "・"
        for line in broken[:-1]:
            assert not line or line[-1] not in NO_END


@given(TEXTS, WIDTHS)
def test_body_needs_no_more_lines_in_a_wider_column(text: str, ems: float) -> None:
    assert len(lines(text, ems * 2, "body")) <= len(lines(text, ems, "body"))
