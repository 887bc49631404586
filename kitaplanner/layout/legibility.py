"""Text that is too small to be read on paper, on the pages as they print.

Belongs here: finding it in a scene. What is said about it is the business of the checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kitaplanner.layout.scene import Page, Target, Text

# Below this "may not be read" (三重県 印刷物ガイドライン).
SMALLEST_LEGIBLE = 9.0
_ROUNDING = 0.01


class SmallText(NamedTuple):
    """A line of text and its size in points; the smallest of what shows the same thing."""

    target: Target | None
    text: str
    size: float


def small_texts(pages: Iterable[Page]) -> tuple[SmallText, ...]:
    """Give the texts below 9 points, one for each thing that is shown."""
    found: dict[Target | None, SmallText] = {}
    for page in pages:
        for one in page.primitives:
            if not isinstance(one, Text) or one.size > SMALLEST_LEGIBLE - _ROUNDING:
                continue
            known = found.get(one.target)
            if known is None or one.size < known.size:
                found[one.target] = SmallText(one.target, one.text, one.size)
    return tuple(found.values())
