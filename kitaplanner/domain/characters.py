"""Characters that some machines do not show or read alike (機種依存文字).

Belongs here: telling them apart. Does not belong here: glyphs of the bundled fonts (`layout`), and
characters that no plan may hold (`domain.text`).
"""

from __future__ import annotations

# JIS X 0208 has these signs; they are only mapped to other code points by Python's table.
_SAME_SIGNS = frozenset("－∥￠￡￢")


def is_platform_dependent(char: str) -> bool:
    """Say whether a character lies outside ASCII and JIS X 0208: ①, Ⅰ, ㈱, ㎡, 髙, ～ (U+FF5E)."""
    if char.isascii() or char in _SAME_SIGNS:
        return False
    try:
        char.encode("shift_jis")
    except UnicodeEncodeError:
        return True
    return False
