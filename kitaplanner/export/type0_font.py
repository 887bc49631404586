"""The bundled faces as fonts of one PDF: Type0, Identity-H, embedded and cut down.

Here: turning text into codes of the fonts, and the font objects of the file. Not here: cutting the
font file (`font_subset`), placing text (`pdf_content`).

A code stands for a piece of text, not for a glyph: a character, with its variation selector if
one follows. Two characters that look alike (a kanji and its Kangxi radical) or that no face can
draw (shown as 〓) thus keep codes of their own, and what a reader copies or searches is the very
text of the plan. Codes are glyph ids of the subset too, so a shape may stand in it twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby

from reportlab.pdfbase import pdfdoc

from kitaplanner.export.font_subset import subset_font
from kitaplanner.export.pdf_objects import stream
from kitaplanner.layout.fonts import Face, FaceKey, FaceTables, bundled_face
from kitaplanner.layout.metrics import GETA, bundled_metrics, is_variation_selector

# Most glyphs are as wide as the em; only the others need an entry in the table of widths.
_DEFAULT_WIDTH = 1000
_MOST_CODES = 0x10000
_CODES_PER_BLOCK = 100  # the limit of a bfchar block (PDF 32000-1, 9.10.3)
_SYMBOLIC = 4  # the descriptor's flag for a font with more than the standard Latin characters
# The mark of byte order has a successor as a character; the others stand for nothing.
_REFUSED = {0xFEFF: "\u2060", 0xFFFE: "\ufffd", 0: "\ufffd"}

_TO_UNICODE_HEAD = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_TO_UNICODE_TAIL = """\
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Type0Font:
    """One face in one PDF: hands out codes as pieces of text come."""

    def __init__(self, tables: FaceTables, name: str) -> None:
        self.name = name
        self._tables = tables
        self._codes: dict[str, str] = {}
        self._glyphs = [0]
        self._texts = [""]

    @property
    def is_used(self) -> bool:
        """Tell whether any text was drawn with this face."""
        return bool(self._codes)

    def code(self, piece: str, *, missing: bool = False) -> str:
        """Give the code of a character with its selector as four hexadecimal digits."""
        code = self._codes.get(piece)
        if code is None:
            if len(self._glyphs) == _MOST_CODES:
                raise ValueError("more than 65,535 different characters in one PDF")
            code = self._codes[piece] = f"{len(self._glyphs):04X}"
            self._glyphs.append(self._glyph(piece, missing))
            self._texts.append(piece)
        return code

    def _glyph(self, piece: str, missing: bool) -> int:
        if missing:
            return self._tables.glyph_id(GETA)
        if len(piece) == 1:
            return self._tables.glyph_id(piece)
        return self._tables.variation_glyph_id(piece[0], piece[1])

    def font_object(self) -> pdfdoc.PDFObject:
        """Make the font with all it refers to, ready to be put into the document."""
        face = self._tables.face
        subset = subset_font(face.path.read_bytes(), self._glyphs)
        # Readers tell subsets of one font apart by six letters before its name.
        digest = hashlib.sha256(subset).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        base_font = pdfdoc.PDFName(f"{tag}+{face.postscript_name}")
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base_font,
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "CIDToGIDMap": pdfdoc.PDFName("Identity"),
                "DW": _DEFAULT_WIDTH,
                "W": self._widths(),
                "FontDescriptor": _descriptor(face, base_font, subset),
            }
        )
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": base_font,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([descendant]),
                "ToUnicode": stream(self._to_unicode()),
            }
        )

    def _widths(self) -> str:
        """List the widths that differ from the default, consecutive codes together."""
        advances = [self._tables.advances[glyph] for glyph in self._glyphs]
        parts = []
        for default, run in groupby(enumerate(advances), lambda one: one[1] == _DEFAULT_WIDTH):
            if not default:
                (first, width), *rest = run
                widths = " ".join(str(one) for one in (width, *(other for _, other in rest)))
                parts.append(f"{first} [{widths}]")
        return f"[{' '.join(parts)}]"

    def _to_unicode(self) -> bytes:
        """Make the map from codes back to text, in UTF-16 as the format asks."""
        lines = [_TO_UNICODE_HEAD]
        for start in range(1, len(self._texts), _CODES_PER_BLOCK):
            block = self._texts[start : start + _CODES_PER_BLOCK]
            lines.append(f"{len(block)} beginbfchar")
            lines += (
                f"<{code:04X}> <{_mapped(text).encode('utf-16-be', 'replace').hex().upper()}>"
                for code, text in enumerate(block, start)
            )
            lines.append("endbfchar")
        return "\n".join((*lines, _TO_UNICODE_TAIL)).encode("ascii")


class DocumentFonts:
    """The fonts of one PDF, and the way from a line of text to their codes."""

    def __init__(self) -> None:
        keys: tuple[FaceKey, ...] = ("regular", "bold", "fallback")
        self._fonts = {
            key: Type0Font(bundled_face(key), f"F{number}") for number, key in enumerate(keys, 1)
        }
        self._primary = {False: self._fonts["regular"], True: self._fonts["bold"]}
        # Characters that the regular or bold face draws as they stand: nearly all of a plan.
        self._plain: dict[bool, dict[str, str]] = {False: {}, True: {}}

    def encode(self, text: str, bold: bool) -> list[tuple[str, str]]:
        """Split a line into (resource name of the font, codes as hexadecimal digits)."""
        if not text:
            return []
        plain = self._plain[bold]
        try:
            return [(self._primary[bold].name, "".join([plain[char] for char in text]))]
        except KeyError:
            return self._encode_runs(text, bold)

    def _encode_runs(self, text: str, bold: bool) -> list[tuple[str, str]]:
        primary = self._primary[bold]
        plain = self._plain[bold]
        pieces = []
        for run in bundled_metrics().runs(text, bold):
            font = self._fonts[run.face]
            codes = []
            for piece in _pieces(run.text):
                code = font.code(piece, missing=run.missing)
                codes.append(code)
                if font is primary and len(piece) == 1:
                    plain[piece] = code
            pieces.append((font.name, "".join(codes)))
        return pieces

    def used(self) -> Iterator[Type0Font]:
        """Yield the fonts that some text was drawn with."""
        return (font for font in self._fonts.values() if font.is_used)


def _mapped(text: str) -> str:
    """Give text without the code points that archives refuse here (ISO 19005-2, 6.2.11.7.2)."""
    return text.translate(_REFUSED)


def _pieces(text: str) -> list[str]:
    """Split text into characters, each with the selectors that follow it."""
    pieces: list[str] = []
    for char in text:
        if pieces and is_variation_selector(char):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _descriptor(face: Face, base_font: str, subset: bytes) -> pdfdoc.PDFObject:
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": base_font,
            "Flags": _SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(face.bbox),
            "ItalicAngle": 0,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.cap_height,
            # Fonts don't say how thick their stems are; this usual estimate follows the weight.
            "StemV": round(50 + (face.weight / 65) ** 2),
            "FontFile2": stream(subset, Length1=len(subset)),
        }
    )
