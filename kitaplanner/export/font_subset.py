"""Cutting a TrueType font down to the glyphs that a file uses.

Here: the tables of the font file (OpenType specification: glyf, loca, hmtx, head, hhea, maxp).
Not here: which glyphs a text needs (`layout.fonts`) and how a PDF refers to them (`type0_font`).

Glyphs are copied as they are, hinting included, so nothing is drawn anew. Why this is not left to
fontTools: see the decision on the font subset.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

# Copied whole where the font has them: the programs and values that hinted glyphs refer to.
_HINTING_TABLES = ("cvt ", "fpgm", "prep")

# Flags of a part of a composite glyph.
_ARGUMENTS_ARE_WORDS = 0x0001
_HAS_SCALE = 0x0008
_MORE_PARTS = 0x0020
_HAS_TWO_SCALES = 0x0040
_HAS_MATRIX = 0x0080


class TrueTypeFile:
    """A TrueType font's bytes, by table and by glyph."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (count,) = struct.unpack_from(">H", data, 4)
        entries = (struct.unpack_from(">4s4xLL", data, 12 + 16 * index) for index in range(count))
        self._tables = {tag.decode("ascii"): (start, length) for tag, start, length in entries}
        (self._long_offsets,) = struct.unpack_from(">H", self.table("head"), 50)
        (self._advances,) = struct.unpack_from(">H", self.table("hhea"), 34)

    def table(self, tag: str) -> bytes:
        """Give a table's bytes, empty where the font lacks it."""
        start, length = self._tables.get(tag, (0, 0))
        return self._data[start : start + length]

    def outline(self, glyph: int) -> bytes:
        """Give the bytes of one glyph of the glyf table; empty for a space."""
        offsets = self._tables["loca"][0]
        if self._long_offsets:
            start, end = struct.unpack_from(">2L", self._data, offsets + 4 * glyph)
        else:
            start, end = (
                2 * one for one in struct.unpack_from(">2H", self._data, offsets + 2 * glyph)
            )
        glyphs = self._tables["glyf"][0]
        return self._data[glyphs + start : glyphs + end]

    def advance_and_bearing(self, glyph: int) -> bytes:
        """Give one glyph's entry of the hmtx table: the last advance serves all glyphs after it."""
        start = self._tables["hmtx"][0]
        if glyph < self._advances:
            return self._data[start + 4 * glyph : start + 4 * glyph + 4]
        last = start + 4 * (self._advances - 1)
        bearing = start + 4 * self._advances + 2 * (glyph - self._advances)
        return self._data[last : last + 2] + self._data[bearing : bearing + 2]


def subset_font(data: bytes, glyphs: Sequence[int]) -> bytes:
    """Cut a font down to glyphs, which get the ids 0, 1, 2 … in the order given.

    The first has to be .notdef; a glyph may come twice. Parts of composite glyphs are added at
    the end.
    """
    font = TrueTypeFile(data)
    wanted = list(glyphs)
    new_ids = {glyph: index for index, glyph in reversed(list(enumerate(wanted)))}
    outlines: list[bytes] = []
    for glyph in wanted:  # grows while parts of composite glyphs are found
        outline = font.outline(glyph)
        if outline[:1] >= b"\x80":  # a negative number of contours
            outline = _renumber_parts(outline, wanted, new_ids)
        outlines.append(outline + bytes(-len(outline) % 4))
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline))
    tables = {tag: font.table(tag) for tag in _HINTING_TABLES if font.table(tag)}
    tables |= {
        "glyf": b"".join(outlines),
        "head": _head(font.table("head")),
        "hhea": _with_uint16(font.table("hhea"), 34, len(wanted)),
        "hmtx": b"".join(map(font.advance_and_bearing, wanted)),
        "loca": struct.pack(f">{len(offsets)}L", *offsets),
        "maxp": _with_uint16(font.table("maxp"), 4, len(wanted)),
    }
    return _font_file(tables)


def _renumber_parts(outline: bytes, wanted: list[int], new_ids: dict[int, int]) -> bytes:
    """Point a composite glyph at the new ids of its parts, adding parts that are not there yet."""
    changed = bytearray(outline)
    position = 10  # after the number of contours and the box
    more = True
    while more:
        flags, part = struct.unpack_from(">HH", changed, position)
        if part not in new_ids:
            new_ids[part] = len(wanted)
            wanted.append(part)
        struct.pack_into(">H", changed, position + 2, new_ids[part])
        position += 8 if flags & _ARGUMENTS_ARE_WORDS else 6
        if flags & _HAS_SCALE:
            position += 2
        elif flags & _HAS_TWO_SCALES:
            position += 4
        elif flags & _HAS_MATRIX:
            position += 8
        more = bool(flags & _MORE_PARTS)
    return bytes(changed)


def _head(table: bytes) -> bytes:
    """Say that offsets are long; the checksum of the whole font, which no PDF needs, is cleared."""
    return _with_uint16(table[:8] + bytes(4) + table[12:], 50, 1)


def _with_uint16(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + struct.pack(">H", value) + table[offset + 2 :]


def _font_file(tables: dict[str, bytes]) -> bytes:
    """Join tables to a font file with its directory and checksums."""
    count = len(tables)
    selector = count.bit_length() - 1
    search_range = 16 << selector
    header = struct.pack(
        ">LHHHH", 0x00010000, count, search_range, selector, 16 * count - search_range
    )
    position = len(header) + 16 * count
    directory = []
    bodies = []
    for tag, table in sorted(tables.items()):
        body = table + bytes(-len(table) % 4)
        entry = (tag.encode("ascii"), _checksum(body), position, len(table))
        directory.append(struct.pack(">4sLLL", *entry))
        bodies.append(body)
        position += len(body)
    return b"".join((header, *directory, *bodies))


def _checksum(body: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(body) // 4}L", body)
    return sum(words) & 0xFFFFFFFF
