"""Texts of 一覧 set into their places: broken into few lines, cut with … where there is no room.

Belongs here: which words stand where and how many lines they take. Colours and shapes are in
`plan_table_painter`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.gui.models.plan_table_lines import Line
from kitaplanner.layout.linebreak import break_lines
from kitaplanner.layout.lines import LineStyle, shorten
from kitaplanner.layout.metrics import bundled_metrics

MOST_LINES = 2
SMALL = 0.85
# A place narrower than this many characters is none for a text: it goes beside, given the room.
_NARROW = 2.5
_ROOM_BESIDE = 4.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text of an item stands, from the left edge of the plane."""

    left: float
    width: float
    is_beside: bool = False


@lru_cache(maxsize=16384)
def fitted(
    text: str, size: float, width: float, lines: int = MOST_LINES, bold: bool = False
) -> tuple[str, ...]:
    """Break a text into at most some lines within a width; what is left over becomes …"""
    if not text or width < size:
        return ()
    metrics = bundled_metrics()
    if lines == 1:
        return (_short(text, size, width, bold),)
    # The whole text of a long one is of no use here, and costs time to balance.
    room = round(width / size * (lines + 1)) * 2 + 2
    broken = break_lines(text[:room], size, width, metrics, bold=bold, style="item")
    if len(broken) <= lines and len(text) <= room:
        return broken
    # It does not fit anyway: fill the lines, so that as much as possible can be read.
    rest = text.replace("\n", " ")
    kept = break_lines(rest[:room], size, width, metrics, bold=bold, style="body")[: lines - 1]
    for line in kept:
        rest = rest.removeprefix(line).lstrip(" 　")
    return (*kept, _short(rest, size, width, bold))


def _short(text: str, size: float, width: float, bold: bool) -> str:
    return shorten(text, width, LineStyle(size, 1.0, "", bold), bundled_metrics())


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Give the width of one line."""
    return bundled_metrics().text_width(text, size, bold)


def words_of(item: ScheduleItem) -> str:
    """Give what is written in an item: its text, else its note."""
    return item.text or item.note


def place_of(inner: tuple[float, float], free: tuple[float, float], size: float) -> Place:
    """Put a text within an item, or beside it where the item is too narrow.

    `inner` bounds the room within the item, `free` what is empty up to its neighbours.
    """
    left, right = inner
    if right - left >= _NARROW * size:
        return Place(left, right - left)
    gap = size / 3
    after, before = free[1] - right - 2 * gap, left - free[0] - 2 * gap
    if after >= _ROOM_BESIDE * size:
        return Place(right + 2 * gap, after - gap, is_beside=True)
    if before >= _ROOM_BESIDE * size:
        width = before - gap
        return Place(left - 2 * gap - width, width, is_beside=True)
    return Place(left, right - left)


def small_words(line: Line) -> str:
    """Give the small line under a name: departments and marks."""
    one = line.initiative
    return "　".join(filter(None, ("、".join(one.departments), "、".join(one.marks))))
