"""Spots on a page: where the words of a table, a quote or a caption can be written.

Belongs here: their names as targets and their regions. Does not belong here: what is written there
(`domain.section_spots`) and on which paper (`section_print`).
"""

from __future__ import annotations

from dataclasses import replace

from kitaplanner.layout.lines import LineStyle
from kitaplanner.layout.scene import Align, Rect, Region, Target


def spot_of(block: Target, spot: str) -> Target:
    """Name a spot of a block: `blocks.2` and `source` give `blocks.2.source`."""
    return replace(block, field=f"{block.field}.{spot}")


def spot_region(spot: Target, rect: Rect, inner: Rect, style: LineStyle, align: Align) -> Region:
    """Give the region of a spot whose words have a style."""
    return Region(spot, rect, inner, style.size, style.leading, style.bold, align)
