"""Breaking text into lines, once, for screen, PDF and workbook alike.

Here: filling lines and choosing among breaks. Where a break is allowed is `kinsoku`'s matter,
which one reads well `phrases`'; heights of lines and what happens when text does not fit belong to
the sheets.

Three styles:

body     fills each line (行頭・行末禁則); 、 and 。 may hang outside the right edge
item     few lines of like length, broken between phrases; a word is broken only when one more
         line would not save it
heading  as item
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal

from kitaplanner.layout.kinsoku import (
    HANGING,
    NO_START,
    allowed_breaks,
    breaks_kinsoku,
    inside_clusters,
)
from kitaplanner.layout.metrics import TextMetrics
from kitaplanner.layout.phrases import phrase_costs, seams

Style = Literal["body", "item", "heading"]

_SPACES = " \u3000"
# Half a thousandth of an em: widths come from floating-point sums of points.
_TOLERANCE = 0.5
# Costs are measured against this: an empty line costs _RAGGED, one more line _LINE.
_RAGGED = 100.0
_LINE = 1000.0
# A little more than a line: where a writer put a space to part two lines, part them.
_SEAM_INSIDE = 1150.0
_LONELY = 5000.0
_EMERGENCY = 12000.0
_EMERGENCY_KINSOKU = 20000.0


def break_lines(
    text: str,
    size: float,
    width: float,
    metrics: TextMetrics,
    *,
    bold: bool = False,
    style: Style,
) -> tuple[str, ...]:
    """Break text into the lines to draw; `size` and `width` in points.

    `\\n` always breaks. Spaces at the ends of lines are dropped. An empty text has no lines.
    A unit wider than the line is broken between characters; a single character never is.
    """
    if not text:
        return ()
    limit = round(width * 1000 / size)
    return _break_cached(text, limit, bold, style, metrics)


@lru_cache(maxsize=16384)
def _break_cached(
    text: str, limit: int, bold: bool, style: Style, metrics: TextMetrics
) -> tuple[str, ...]:
    lines: list[str] = []
    for text_paragraph in text.split("\n"):
        paragraph = _Paragraph(text_paragraph, limit, bold, metrics)
        if paragraph.width_between(0, len(text_paragraph)) <= paragraph.limit:
            lines.append(text_paragraph.rstrip(_SPACES))
            continue
        ends = _fill(paragraph) if style == "body" else _balance(paragraph)
        lines += [text_paragraph[start:end].rstrip(_SPACES) for start, end in pairwise([0, *ends])]
    return tuple(lines)


class _Paragraph:
    """One text without `\\n`, with its widths and allowed breaks."""

    def __init__(self, text: str, limit: int, bold: bool, metrics: TextMetrics) -> None:
        self.text = text
        self.limit = limit + _TOLERANCE
        advances = [metrics.char_advance(char, bold) for char in text]
        self._positions = [0, *accumulate(advances)]
        self._inside_clusters = inside_clusters(text)

    def visible_end(self, start: int, end: int) -> int:
        """Give the end of a line without the spaces that close it."""
        while end > start and self.text[end - 1] in _SPACES:
            end -= 1
        return end

    def width_between(self, start: int, end: int) -> int:
        """Give the width of a line in 1/1000 em, without the spaces that close it."""
        return self._positions[self.visible_end(start, end)] - self._positions[start]

    def fits(self, start: int, end: int, *, hang: bool = False) -> bool:
        """Tell whether a stretch fits in one line; with `hang`, a final 、 or 。 may stand out."""
        end = self.visible_end(start, end)
        width = self._positions[end] - self._positions[start]
        if width <= self.limit:
            return True
        if not hang or end - start < 2 or self.text[end - 1] not in HANGING:
            return False
        return self._positions[end - 1] - self._positions[start] <= self.limit

    def is_lonely(self, start: int, end: int) -> bool:
        """Tell whether a line would hold one character alone, marks aside."""
        counted = 0
        for index in range(start, self.visible_end(start, end)):
            is_mark = self.text[index] in NO_START or not self.may_cut(index)
            counted += index == start or not is_mark
        return counted < 2

    def may_cut(self, index: int) -> bool:
        """Tell whether a break here leaves characters whole, should no better place be found."""
        return index not in self._inside_clusters and self.text[index] not in _SPACES


def _fill(paragraph: _Paragraph) -> list[int]:
    """Give the ends of lines that are each filled as far as kinsoku allows."""
    length = len(paragraph.text)
    breaks = [index for index, allowed in enumerate(allowed_breaks(paragraph.text)) if allowed]
    ends = [0]
    following = 0
    while ends[-1] < length:
        start = ends[-1]
        end = start
        while following < len(breaks) and paragraph.fits(start, breaks[following], hang=True):
            end = breaks[following]
            following += 1
        if end == start:
            end = _emergency_end(paragraph, start, breaks[following])
        ends.append(end)
    _mend_lonely_end(paragraph, ends, breaks)
    return ends[1:]


def _emergency_end(paragraph: _Paragraph, start: int, unit_end: int) -> int:
    """Break a unit that is wider than the line, at a place kinsoku allows if there is one."""
    fallback = 0
    best = 0
    for end in range(start + 1, unit_end):
        if not paragraph.may_cut(end):
            continue
        if fallback and not paragraph.fits(start, end):
            break
        fallback = end
        if not breaks_kinsoku(paragraph.text, end):
            best = end
    return best or fallback or unit_end


def _mend_lonely_end(paragraph: _Paragraph, ends: list[int], breaks: list[int]) -> None:
    """Bring characters down from the line above when the last line holds a single one."""
    if len(ends) < 3 or not paragraph.is_lonely(ends[-2], ends[-1]):
        return
    start, end = ends[-3], ends[-1]
    for earlier in reversed([index for index in breaks if start < index < ends[-2]]):
        if not paragraph.fits(earlier, end) or paragraph.is_lonely(start, earlier):
            return
        if not paragraph.is_lonely(earlier, end):
            ends[-2] = earlier
            return


def _balance(paragraph: _Paragraph) -> list[int]:
    """Give the ends of the lines that cost least: few, between phrases, of like length."""
    costs = phrase_costs(paragraph.text, allowed_breaks(paragraph.text))
    _open_wide_units(paragraph, costs)
    joins = seams(paragraph.text)
    length = len(paragraph.text)
    candidates = [index for index in range(1, length) if index in costs] + [length]
    # best[end] = (cost of the lines up to end, start of the last of them)
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    starts = [0, *candidates[:-1]]
    for position, start in enumerate(starts):
        if start not in best:
            continue
        so_far = best[start][0]
        nearest = candidates[position]
        for end in candidates[position:]:
            width = paragraph.width_between(start, end)
            if width > paragraph.limit and end != nearest:
                break
            cost = so_far + _line_cost(paragraph, start, end, width) + costs.get(end, 0.0)
            if joins:
                cost += _SEAM_INSIDE * sum(start < join < end - 1 for join in joins)
            if end not in best or cost < best[end][0]:
                best[end] = (cost, start)
    ends = [length]
    while best[ends[-1]][1]:
        ends.append(best[ends[-1]][1])
    return ends[::-1]


def _line_cost(paragraph: _Paragraph, start: int, end: int, width: int) -> float:
    slack = max(0.0, 1 - width / paragraph.limit)
    cost = _LINE + _RAGGED * slack * slack
    if end - start < 4 and paragraph.is_lonely(start, end):
        cost += _LONELY
    return cost


def _open_wide_units(paragraph: _Paragraph, costs: dict[int, float]) -> None:
    """Add emergency breaks inside the units that are wider than the line."""
    edges = [0, *sorted(costs), len(paragraph.text)]
    for start, end in pairwise(edges):
        if paragraph.fits(start, end):
            continue
        for index in range(start + 1, end):
            if paragraph.may_cut(index):
                forbidden = breaks_kinsoku(paragraph.text, index)
                costs[index] = _EMERGENCY_KINSOKU if forbidden else _EMERGENCY
