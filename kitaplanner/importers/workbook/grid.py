"""The grid of a sheet: how wide its columns and how high its rows are, and what lies where.

Belongs here: widths and heights in points, and places on the sheet as fractions of columns and
rows. Hidden columns and rows have no width or height. Does not belong here: reading them from the
sheet (`sheet`).
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

POINTS_PER_EMU = 1 / 12_700
POINTS_PER_PIXEL = 0.75
_TOLERANCE = 1e-6  # points
_DECIMALS = 4
MAX_COLUMN = 16_384
MAX_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class ColumnRange:
    """Columns from first to last that share a width in points; 0 where they are hidden."""

    first: int
    last: int
    width: float


class Axis:
    """Columns or rows in their order: sizes, the start of each, and what lies at a distance."""

    def __init__(self, default: float, sizes: Mapping[int, float], count: int) -> None:
        """Take the usual size, the sizes that differ, and how many there can be."""
        self._default = default
        self._sizes = sizes
        self._count = count
        self._special = sorted(sizes)
        # How much further each special one moves all that come behind it.
        self._shift = [0.0]
        for index in self._special:
            self._shift.append(self._shift[-1] + sizes[index] - default)

    def size(self, index: int) -> float:
        """Give the size of one in points."""
        return self._sizes.get(index, self._default)

    def start(self, index: int) -> float:
        """Give the distance from the first one's edge in points."""
        before = bisect.bisect_left(self._special, index)
        return index * self._default + self._shift[before]

    def within(self, index: int, offset: float) -> float:
        """Give the place at an offset into one, which is never left."""
        index = max(0, min(index, self._count - 1))
        size = self.size(index)
        return index + max(0.0, min(offset / size, 1.0)) if size > 0 else float(index)

    def at(self, distance: float, *, is_end: bool = False) -> float:
        """Give the place at a distance from the first one's edge.

        Where hidden ones lie at that place, a beginning is behind them and an end before them.
        """
        low, high = 0, self._count - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.start(middle) <= distance + _TOLERANCE:
                low = middle
            else:
                high = middle - 1
        place = round(self.within(low, distance - self.start(low)), _DECIMALS)
        while is_end and place == int(place) > 0 and self.size(int(place) - 1) == 0:
            place -= 1
        return place

    def distance(self, place: float) -> float:
        """Give the distance of a place from the first one's edge: the reverse of `at`."""
        index = int(place)
        return self.start(index) + (place - index) * self.size(index)


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns and rows of a sheet."""

    columns: Axis
    rows: Axis


@dataclass(slots=True)
class GridSizes:
    """What a sheet says about sizes, as it is read."""

    digit_pixels: int = 7
    default_width: float | None = None
    default_height: float = 15.0
    rows_hidden: bool = False
    ranges: list[ColumnRange] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)

    def points_of(self, characters: float) -> float:
        """Give a column's width, which is counted in digits of the Normal font, in points."""
        pixels = int((256 * characters + 128 // self.digit_pixels) / 256 * self.digit_pixels)
        return max(0, pixels) * POINTS_PER_PIXEL

    def is_hidden_column(self, column: int) -> bool:
        """Say whether a column can't be seen."""
        return any(one.first <= column <= one.last and one.width == 0 for one in self.ranges)

    def grid(self, last_column: int, scale: float = 1.0) -> Grid:
        """Give the grid with all widths scaled; those beyond the last column are the usual ones."""
        # Eight digits and five pixels of margin, rounded up to eight pixels as Excel does.
        usual = math.ceil((8 * self.digit_pixels + 5) / 8) * 8
        width = usual * POINTS_PER_PIXEL if self.default_width is None else self.default_width
        widths = {column: size * scale for column, size in self._widths(last_column)}
        height = 0.0 if self.rows_hidden else self.default_height
        return Grid(Axis(width * scale, widths, MAX_COLUMN), Axis(height, self.heights, MAX_ROW))

    def _widths(self, last_column: int) -> Iterable[tuple[int, float]]:
        for one in self.ranges:
            for column in range(one.first, min(one.last, last_column) + 1):
                yield column, one.width
