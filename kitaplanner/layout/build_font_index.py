"""Make the files under `resources/fonts` that are derived from fonts; a tool for developers.

    python -m kitaplanner.layout.build_font_index
        writes the `.index` file of each bundled face (read by `fonts`)
    python -m kitaplanner.layout.build_font_index --signs .../DejaVuSans.ttf
        first makes the fallback face: the signs that BIZ UDGothic lacks, out of DejaVu Sans

Run it after replacing a font; `tests/layout/test_fonts.py` fails until index and font agree.
fontTools is imported here alone, so that the running program never loads it for measuring.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
import sys
import zlib
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from kitaplanner.layout.fonts import BMP_SIZE, FONT_FILES, MAGIC
from kitaplanner.paths import resource_path

# Blocks in which plans use signs; letters of other scripts stay out to keep the face small.
SIGN_BLOCKS = (
    (0x00A0, 0x024F),  # Latin supplement and extensions: names of foreign towns and people
    (0x02B0, 0x02FF),  # modifiers
    (0x0370, 0x045F),  # Greek and Cyrillic, where BIZ UDGothic has gaps
    (0x1E00, 0x1EFF),  # Latin with further accents
    (0x2010, 0x27BF),  # punctuation to dingbats: ₂ € ™ ⅔ ► ☐ ☑ ✔
    (0x27F0, 0x27FF),  # long arrows
    (0x2B00, 0x2BFF),  # arrows and stars
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the derived files; give the exit status."""
    parser = argparse.ArgumentParser(description="make the derived files of the bundled fonts")
    parser.add_argument("--signs", type=Path, help="DejaVuSans.ttf, to remake the fallback face")
    options = parser.parse_args(arguments)
    if options.signs is not None:
        make_signs(options.signs)
    for name in FONT_FILES.values():
        font = resource_path("fonts", name)
        index = font.with_suffix(".index")
        index.write_bytes(index_bytes(font))
        sys.stdout.write(f"{index.name}: {index.stat().st_size:,} bytes\n")
    return 0


def make_signs(source: Path) -> None:
    """Cut out of a DejaVu Sans file the signs that the regular face lacks."""
    font = TTFont(source)
    with TTFont(resource_path("fonts", FONT_FILES["regular"]), lazy=True) as regular:
        covered = set(regular.getBestCmap())
    wanted = {code for first, last in SIGN_BLOCKS for code in range(first, last + 1)}
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6], notdef_outline=True
    )
    options.drop_tables += ["FFTM", "MATH", "GDEF", "GPOS", "GSUB"]
    # Keeping the source's date makes the result the same bytes on every run.
    font.recalcTimestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=(wanted & set(font.getBestCmap())) - covered)
    cutter.subset(font)
    font.save(resource_path("fonts", FONT_FILES["fallback"]))


def index_bytes(path: Path) -> bytes:
    """Give the index of a font file, in the format that `fonts` describes."""
    with TTFont(path, lazy=True) as font:
        ids = font.getReverseGlyphMap()
        by_code = {code: ids[name] for code, name in font.getBestCmap().items()}
        scale = 1000 / font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        order = font.getGlyphOrder()
        header = _header(font, path)
        advances = array("H", [round(metrics[name][0] * scale) for name in order])
        sequences = _variation_sequences(font, by_code, ids)
    bmp = array("H", bytes(2 * BMP_SIZE))
    for code, glyph in by_code.items():
        if code < BMP_SIZE:
            bmp[code] = glyph
    extra = sorted(code for code in by_code if code >= BMP_SIZE)
    header |= {"glyphs": len(order), "extra": len(extra), "sequences": len(sequences)}
    tables = (
        bmp,
        advances,
        array("I", extra),
        array("H", [by_code[code] for code in extra]),
        array("I", [base for base, _, _ in sequences]),
        array("I", [selector for _, selector, _ in sequences]),
        array("H", [glyph for _, _, glyph in sequences]),
    )
    head = json.dumps(header, separators=(",", ":")).encode()
    body = zlib.compress(b"".join(_little_endian(table) for table in tables), 9)
    return MAGIC + struct.pack("<I", len(head)) + head + body


def _header(font: TTFont, path: Path) -> dict[str, Any]:
    units: int = font["head"].unitsPerEm
    os2 = font["OS/2"]

    def thousandths(value: int) -> int:
        return round(value * 1000 / units)

    # An older OS/2 table knows no height of capitals; the ascent stands in for it.
    cap_height = os2.sCapHeight if os2.version >= 2 else os2.sTypoAscender
    return {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "postscript_name": font["name"].getDebugName(6),
        "units_per_em": units,
        "ascent": thousandths(font["hhea"].ascent),
        "descent": thousandths(font["hhea"].descent),
        "cap_height": thousandths(cap_height),
        "bbox": [
            thousandths(getattr(font["head"], side)) for side in ("xMin", "yMin", "xMax", "yMax")
        ],
        "weight": os2.usWeightClass,
    }


def _variation_sequences(
    font: TTFont, by_code: dict[int, int], ids: dict[str, int]
) -> list[tuple[int, int, int]]:
    """List (base, selector, glyph id); a sequence without a glyph of its own uses the base's."""
    found = []
    for table in font["cmap"].tables:
        if table.format != 14:
            continue
        for selector, entries in table.uvsDict.items():
            for base, name in entries:
                glyph = by_code.get(base, 0) if name is None else ids[name]
                found.append((base, selector, glyph))
    return sorted(found)


def _little_endian(table: array[int]) -> bytes:
    if sys.byteorder == "big":
        table.byteswap()
    return table.tobytes()


if __name__ == "__main__":
    raise SystemExit(main())
