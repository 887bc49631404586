"""The colour space of our pages as an ICC profile: sRGB, as IEC 61966-2-1 defines it.

Here: a small profile of version 2 (ICC.1:2001-04), computed, so that no file with a licence of its
own need travel with the program. Not here: where it stands in a PDF (`pdf_archive`).
"""

from __future__ import annotations

import struct
from functools import cache

_NAME = b"sRGB IEC61966-2.1"
_RIGHTS = b"No rights reserved."
# The white point and the primaries, adapted to D50 by Bradford's method, as the usual profiles of
# sRGB hold them.
_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_CURVE_POINTS = 1024
_HEADER_SIZE = 128


@cache
def srgb_profile() -> bytes:
    """Give the profile."""
    curve = _curve()
    tags = {
        b"desc": _description(_NAME),
        b"cprt": b"text" + bytes(4) + _RIGHTS + b"\0",
        b"wtpt": _xyz(_WHITE),
        **{key: _xyz(value) for key, value in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    offset = _HEADER_SIZE + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    directory, body = [struct.pack(">I", len(tags))], []
    for key, data in tags.items():
        # The three channels share one curve.
        if data not in places:
            places[data] = offset
            padded = data + bytes(-len(data) % 4)
            body.append(padded)
            offset += len(padded)
        directory.append(struct.pack(">4sII", key, places[data], len(data)))
    return _header(offset) + b"".join((*directory, *body))


def _header(size: int) -> bytes:
    made = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I4sI4s4s4s12s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ",
                       made, b"acsp")  # fmt: skip
    # Platform, flags, maker, model, attributes and the intent (perceptual) stay 0.
    return (head + bytes(28) + _numbers(_WHITE)).ljust(_HEADER_SIZE, b"\0")


def _curve() -> bytes:
    """Give how coded values become light (IEC 61966-2-1, 5.2)."""
    steps = (index / (_CURVE_POINTS - 1) for index in range(_CURVE_POINTS))
    light = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in steps)
    values = [round(one * 0xFFFF) for one in light]
    return struct.pack(f">4s4xI{_CURVE_POINTS}H", b"curv", _CURVE_POINTS, *values)


def _description(name: bytes) -> bytes:
    # An ASCII name; the parts for Unicode and for old Macintosh systems stay empty.
    text = name + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _numbers(value)


def _numbers(value: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(one * 0x10000) for one in value))
