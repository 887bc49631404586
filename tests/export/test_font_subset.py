"""A cut-down font draws the same shapes; fontTools is the judge."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from kitaplanner.export.font_subset import TrueTypeFile, subset_font
from kitaplanner.layout.fonts import FaceKey, bundled_face

# Kanji, kana, Latin, signs; in DejaVu Sans, accented letters are made of parts.
SAMPLE: dict[FaceKey, str] = {
    "regular": "年度別実施計画 Aj１①㈱",
    "bold": "東京都北区DX推進計画２０２５",
    "fallback": "☑☐►₂ǺḀẤ",
}


def shape(font: TTFont, glyph: int) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return list(pen.value)


@pytest.mark.parametrize("key", ["regular", "bold", "fallback"])
def test_shapes_and_widths_stay_the_same(key: FaceKey) -> None:
    tables = bundled_face(key)
    glyphs = [0, *(tables.glyph_id(char) for char in SAMPLE[key])]
    assert 0 not in glyphs[1:]
    whole = TTFont(tables.face.path)
    small = TTFont(BytesIO(subset_font(tables.face.path.read_bytes(), glyphs)), checkChecksums=2)
    for new, old in enumerate(glyphs):
        assert shape(small, new) == shape(whole, old)
        assert small["hmtx"][small.getGlyphName(new)] == whole["hmtx"][whole.getGlyphName(old)]


def test_the_last_advance_serves_all_glyphs_after_it() -> None:
    path = bundled_face("fallback").face.path
    whole = TTFont(path)
    last = whole["hhea"].numberOfHMetrics - 1
    assert whole["maxp"].numGlyphs > last + 1
    font = TrueTypeFile(path.read_bytes())
    for glyph in range(last, whole["maxp"].numGlyphs):
        entry = struct.unpack(">Hh", font.advance_and_bearing(glyph))
        assert entry == whole["hmtx"][whole.getGlyphName(glyph)]


def test_parts_of_composite_glyphs_come_along() -> None:
    tables = bundled_face("fallback")
    whole = TTFont(tables.face.path)
    glyph = tables.glyph_id("Ǻ")
    assert whole["glyf"][whole.getGlyphName(glyph)].isComposite()
    small = TTFont(BytesIO(subset_font(tables.face.path.read_bytes(), [0, glyph])))
    assert small["maxp"].numGlyphs > 2


def test_a_glyph_may_come_twice() -> None:
    tables = bundled_face("regular")
    glyph = tables.glyph_id("一")
    data = subset_font(tables.face.path.read_bytes(), [0, glyph, glyph])
    small = TTFont(BytesIO(data))
    assert shape(small, 1) == shape(small, 2) != []


def test_the_order_of_glyphs_is_the_order_asked_for() -> None:
    tables = bundled_face("regular")
    first, second = tables.glyph_id("二"), tables.glyph_id("一")
    assert first > second
    whole = TTFont(tables.face.path)
    small = TTFont(BytesIO(subset_font(tables.face.path.read_bytes(), [0, first, second])))
    assert shape(small, 1) == shape(whole, first)
    assert shape(small, 2) == shape(whole, second)
