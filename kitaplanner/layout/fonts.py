"""The bundled faces as compact tables: glyph ids, variation sequences, advances.

Here: reading the `.index` file that stands beside each bundled font, so that neither start-up nor
an export parses a font of several megabytes. Not here: measuring text (`metrics`), making the
index (`build_font_index`), outlines and embedding (the PDF writer reads the font file itself).

An index file is, all integers little-endian:

    8 bytes    magic b"KITAFIX1"
    uint32     length of the header
    header     JSON: file, sha256 (of the font), postscript_name, units_per_em, ascent, descent,
               cap_height, bbox, weight, glyphs, extra, sequences (the last three are counts);
               lengths are in 1/1000 em, descent is negative
    body       zlib stream of these tables, one after the other:
               uint16[65536]      glyph id by code point of the BMP, 0 where the face has none
               uint16[glyphs]     advance by glyph id, 1/1000 em
               uint32[extra]      code points above U+FFFF, ascending
               uint16[extra]      their glyph ids
               uint32[sequences]  base code point of each variation sequence
               uint32[sequences]  its selector
               uint16[sequences]  its glyph id
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from kitaplanner.paths import resource_path

FaceKey = Literal["regular", "bold", "fallback"]

MAGIC = b"KITAFIX1"
BMP_SIZE = 0x10000
FONT_FILES: dict[FaceKey, str] = {
    "regular": "BIZUDGothic-Regular.ttf",
    "bold": "BIZUDGothic-Bold.ttf",
    "fallback": "DejaVuSans-signs.ttf",
}
# `array` names its types by C type, whose sizes differ between platforms.
_UINT16 = "H"
_UINT32 = "I" if array("I").itemsize == 4 else "L"


@dataclass(frozen=True, slots=True)
class Face:
    """One bundled font; lengths in 1/1000 em, `descent` negative as in the font."""

    key: FaceKey
    path: Path
    postscript_name: str
    units_per_em: int
    ascent: int
    descent: int
    cap_height: int
    bbox: tuple[int, int, int, int]
    weight: int
    sha256: str


class FaceTables:
    """Glyph ids and advances of one face."""

    def __init__(self, face: Face, counts: tuple[int, int, int], body: bytes) -> None:
        self.face = face
        self._body = body
        self._glyphs, self._extra, self._sequences = counts
        self.glyph_ids = self._table(_UINT16, 0, BMP_SIZE)
        self.advances = self._table(_UINT16, 2 * BMP_SIZE, self._glyphs)

    def _table(self, code: str, offset: int, count: int) -> array[int]:
        table = array(code)
        table.frombytes(self._body[offset : offset + count * table.itemsize])
        if sys.byteorder == "big":
            table.byteswap()
        return table

    @cached_property
    def _extra_glyph_ids(self) -> dict[int, int]:
        start = 2 * BMP_SIZE + 2 * self._glyphs
        codes = self._table(_UINT32, start, self._extra)
        glyphs = self._table(_UINT16, start + 4 * self._extra, self._extra)
        return dict(zip(codes, glyphs, strict=True))

    @cached_property
    def variation_glyph_ids(self) -> dict[tuple[int, int], int]:
        """Glyph id by (base code point, selector), all sequences the face supports."""
        start = 2 * BMP_SIZE + 2 * self._glyphs + 6 * self._extra
        count = self._sequences
        bases = self._table(_UINT32, start, count)
        selectors = self._table(_UINT32, start + 4 * count, count)
        glyphs = self._table(_UINT16, start + 8 * count, count)
        return dict(zip(zip(bases, selectors, strict=True), glyphs, strict=True))

    def glyph_id(self, char: str) -> int:
        """Give the glyph id of one character, 0 where the face lacks it."""
        code = ord(char)
        return self.glyph_ids[code] if code < BMP_SIZE else self._extra_glyph_ids.get(code, 0)

    def variation_glyph_id(self, base: str, selector: str) -> int:
        """Give the glyph id of a base with its selector; the base's own where there is none."""
        sequence = (ord(base), ord(selector))
        return self.variation_glyph_ids.get(sequence) or self.glyph_id(base)

    def advance(self, char: str) -> int:
        """Give a character's advance in 1/1000 em; that of .notdef where the face lacks it."""
        return self.advances[self.glyph_id(char)]


@cache
def bundled_face(key: FaceKey) -> FaceTables:
    """Load the tables of a bundled face, once."""
    font = resource_path("fonts", FONT_FILES[key])
    return read_index(key, font, font.with_suffix(".index").read_bytes())


def read_index(key: FaceKey, font: Path, data: bytes) -> FaceTables:
    """Read an index file's bytes (format in the module's head)."""
    if not data.startswith(MAGIC):
        raise ValueError(f"no font index: {font.name}")
    start = len(MAGIC) + 4
    (length,) = struct.unpack_from("<I", data, len(MAGIC))
    header = json.loads(data[start : start + length])
    left, bottom, right, top = header["bbox"]
    face = Face(
        key=key,
        path=font,
        postscript_name=header["postscript_name"],
        units_per_em=header["units_per_em"],
        ascent=header["ascent"],
        descent=header["descent"],
        cap_height=header["cap_height"],
        bbox=(left, bottom, right, top),
        weight=header["weight"],
        sha256=header["sha256"],
    )
    counts = (header["glyphs"], header["extra"], header["sequences"])
    return FaceTables(face, counts, zlib.decompress(data[start + length :]))
