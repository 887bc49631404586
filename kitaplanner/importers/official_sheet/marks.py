"""A mark: a text over a span of the sheet that is going to be an item.

Belongs here: the value that passes from the finders (`typed_bars`, `drawn_bars`) to `rows`, and
turning places into months.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from kitaplanner.domain.calendar import MONTHS_PER_YEAR
from kitaplanner.domain.plan import ItemKind
from kitaplanner.importers.official_sheet.grid import Region

# Hands draw an arrow's end up to an eighth of a year beside the border that they mean.
_SNAP = MONTHS_PER_YEAR / 8
# Nearer than this to the next choice, nobody can say which one is meant.
_CLEAR_INSIDE = 0.22
_CLEAR_OUTSIDE = 0.8
_PASSES_EDGE = 0.12  # of a year
_MAY_PASS_EDGE = (0.045, 0.2)
_FAR_BEYOND = 0.5


@dataclass(slots=True)
class Mark:
    """A text from a month to behind another, counted from the axis's first April.

    Rows count in fractions of the sheet's rows. `region` is the text's own place in cells.
    """

    text: str
    start: int
    end: int
    top: float
    bottom: float
    where: str
    kind: ItemKind = "arrow"
    opens_before: bool = False
    opens_after: bool = False
    drawn: bool = False
    plain: bool = False
    region: Region | None = None
    doubts: list[str] = field(default_factory=list)

    def doubt(self, sentence: str) -> None:
        """Add a reason why the mark is uncertain, once."""
        if sentence not in self.doubts:
            self.doubts.append(sentence)

    @property
    def middle(self) -> float:
        """Give the middle of its height."""
        return (self.top + self.bottom) / 2

    def overlaps(self, other: Mark) -> bool:
        """Say whether both claim a month."""
        return self.start < other.end and other.start < self.end


class Snapped(NamedTuple):
    """A span of whole units, and what is uncertain about it."""

    start: int
    end: int
    opens_before: bool
    opens_after: bool
    doubts: tuple[str, ...]


def snapped(left: float, right: float, unit: int, months: int) -> Snapped:
    """Move the ends of a drawn span inward to borders of units, within the axis."""
    doubts = []
    tolerance = min(0.5, _SNAP / unit)
    first = left / unit
    last = right / unit
    start = math.floor(first + tolerance)
    end = math.ceil(last - tolerance)
    if end <= start:
        middle = (first + last) / 2
        start = math.floor(middle)
        end = start + 1
        doubts.append("とても短く描かれています。")
    if left >= 0 and not _is_clear(first - start, tolerance):
        doubts.append("始まりが区切りの線から離れて描かれています。")
    if right <= months and not _is_clear(end - last, tolerance):
        doubts.append("終わりが区切りの線から離れて描かれています。")
    before, after = -left / MONTHS_PER_YEAR, (right - months) / MONTHS_PER_YEAR
    for beyond, side in ((before, "前"), (after, "後")):
        if _MAY_PASS_EDGE[0] < beyond < _MAY_PASS_EDGE[1]:
            doubts.append(f"計画期間の{side}へ続くかどうか、はみ出し方がわずかです。")
        elif beyond > _FAR_BEYOND:
            doubts.append(f"年度の列の{side}の欄まで描かれています。")
    count = months // unit
    return Snapped(
        min(max(start, 0), count - 1) * unit,
        min(max(end, 1), count) * unit,
        before >= _PASSES_EDGE,
        after >= _PASSES_EDGE,
        tuple(doubts),
    )


def _is_clear(inside: float, tolerance: float) -> bool:
    """Say whether an end lies near its border; `inside` is how far it stays within, in units."""
    return -tolerance * _CLEAR_OUTSIDE <= inside <= max(_CLEAR_INSIDE, 0.6 * tolerance)
