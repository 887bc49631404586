"""Codes stand for text: what looks alike stays apart, what can't be drawn stays readable."""

from __future__ import annotations

from kitaplanner.export.type0_font import DocumentFonts
from kitaplanner.layout.metrics import bundled_metrics


def codes(fonts: DocumentFonts, text: str, *, bold: bool = False) -> list[str]:
    return [
        digits[start : start + 4]
        for _, digits in fonts.encode(text, bold)
        for start in range(0, len(digits), 4)
    ]


def test_a_character_keeps_its_code() -> None:
    fonts = DocumentFonts()
    assert codes(fonts, "計画計画") == ["0001", "0002", "0001", "0002"]
    assert codes(fonts, "画") == ["0002"]


def test_characters_of_one_shape_have_codes_of_their_own() -> None:
    tables = bundled_metrics()
    assert tables.missing("\u00a0") == ()
    first, second = codes(DocumentFonts(), "−－")
    assert first != second


def test_a_selector_belongs_to_its_base() -> None:
    fonts = DocumentFonts()
    assert len(codes(fonts, "葛\U000e0100飾")) == 2
    plain, chosen, again = codes(fonts, "葛葛\U000e0100葛")
    assert plain == again != chosen


def test_a_selector_after_a_known_character_is_still_seen() -> None:
    fonts = DocumentFonts()
    (plain,) = codes(fonts, "葛")
    assert codes(fonts, "葛\U000e0100") != [plain]


def test_missing_characters_have_codes_of_their_own() -> None:
    fonts = DocumentFonts()
    first, second, geta = codes(fonts, "𠮷𡈽〓")
    assert len({first, second, geta}) == 3


def test_signs_come_from_the_fallback_face() -> None:
    assert [name for name, _ in DocumentFonts().encode("済☑済", bold=True)] == ["F2", "F3", "F2"]


def test_a_sign_seen_before_still_comes_from_the_fallback_face() -> None:
    fonts = DocumentFonts()
    fonts.encode("☑済", bold=False)
    assert fonts.encode("☑", bold=False)[0][0] == "F3"


def test_bold_and_regular_are_two_fonts() -> None:
    fonts = DocumentFonts()
    assert fonts.encode("計", bold=False)[0][0] != fonts.encode("計", bold=True)[0][0]
    assert [font.name for font in fonts.used()] == ["F1", "F2"]


def test_invisible_controls_are_not_drawn() -> None:
    assert len(codes(DocumentFonts(), "東\u200b京")) == 2
    assert DocumentFonts().encode("", bold=False) == []
