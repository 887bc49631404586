from __future__ import annotations

import hashlib

import pytest
from fontTools.ttLib import TTFont

from kitaplanner.layout.build_font_index import index_bytes
from kitaplanner.layout.fonts import FONT_FILES, FaceKey, bundled_face, read_index

KEYS: list[FaceKey] = ["regular", "bold", "fallback"]


@pytest.mark.parametrize("key", KEYS)
def test_the_index_was_made_from_the_font_beside_it(key: FaceKey) -> None:
    face = bundled_face(key).face
    assert face.sha256 == hashlib.sha256(face.path.read_bytes()).hexdigest()


@pytest.mark.parametrize("key", KEYS)
def test_the_index_agrees_with_the_font(key: FaceKey) -> None:
    tables = bundled_face(key)
    with TTFont(tables.face.path, lazy=True) as font:
        ids = font.getReverseGlyphMap()
        expected = {chr(code): ids[name] for code, name in font.getBestCmap().items()}
        advances = font["hmtx"].metrics
        order = font.getGlyphOrder()
        units = font["head"].unitsPerEm
        assert {char: tables.glyph_id(char) for char in expected} == expected
        assert list(tables.advances) == [round(advances[g][0] * 1000 / units) for g in order]
        assert tables.face.postscript_name == font["name"].getDebugName(6)
    assert sum(map(bool, tables.glyph_ids)) == sum(ord(char) < 0x10000 for char in expected)


def test_a_rebuilt_index_reads_the_same() -> None:
    committed = bundled_face("fallback")
    rebuilt = read_index("fallback", committed.face.path, index_bytes(committed.face.path))
    assert rebuilt.face == committed.face
    assert rebuilt.glyph_ids == committed.glyph_ids


def test_variation_sequences_have_their_own_glyphs() -> None:
    regular = bundled_face("regular")
    assert len(regular.variation_glyph_ids) == 10_160
    with TTFont(regular.face.path, lazy=True) as font:
        table = next(table for table in font["cmap"].tables if table.format == 14)
        own = {
            (base, selector): font.getGlyphID(name)
            for selector, entries in table.uvsDict.items()
            for base, name in entries
            if name is not None
        }
    assert {key: regular.variation_glyph_ids[key] for key in own} == own


def test_an_unknown_sequence_shows_the_base() -> None:
    regular = bundled_face("regular")
    assert regular.variation_glyph_id("北", "\ufe0f") == regular.glyph_id("北")


def test_characters_beyond_the_first_plane_are_found() -> None:
    regular = bundled_face("regular")
    assert regular.glyph_id("𠀋") > 0
    assert regular.glyph_id("\U0002fffd") == 0


def test_each_font_stands_with_its_licence() -> None:
    folder = bundled_face("regular").face.path.parent
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "BIZUDGothic-OFL.txt").read_text()
    assert "Bitstream" in (folder / "DejaVuSans-LICENSE.txt").read_text()
    assert {path.name for path in folder.glob("*.ttf")} == set(FONT_FILES.values())


def test_a_file_that_is_no_index_is_refused() -> None:
    with pytest.raises(ValueError, match="no font index"):
        read_index("regular", bundled_face("regular").face.path, b"\x00\x01\x00\x00")
