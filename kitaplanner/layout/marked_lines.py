"""Lines in which stretches are emphasised: underlined, marked, or struck through.

Belongs here: finding where the stretches of a text fall on its finished lines. Does not belong
here: breaking lines (`lines`) and which stretches differ (`domain.comparison_entries`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kitaplanner.layout.lines import Emphasis, Line, LineStyle, Mark, set_lines
from kitaplanner.layout.metrics import TextMetrics


def set_marked_lines(
    stretches: Sequence[tuple[str, Emphasis | None]],
    width: float,
    style: LineStyle,
    metrics: TextMetrics,
) -> tuple[Line, ...]:
    """Break the joined text of the stretches in lines and put their emphasis on them."""
    text = "".join(one for one, _ in stretches)
    lines = set_lines(text, width, style, metrics)
    emphases: list[Emphasis | None] = []
    for part, emphasis in stretches:
        emphases += [emphasis] * len(part)
    marked: list[Line] = []
    place = 0
    for line in lines:
        places: list[int] = []
        for char in line.text:
            found = text.find(char, place)
            # What the line breaker put in or exchanged has no place of its own.
            places.append(found if found >= 0 else min(place, len(text) - 1))
            place = places[-1] + (found >= 0)
        marks = _marks(line, [emphases[one] for one in places], metrics)
        marked.append(replace(line, marks=marks))
    return tuple(marked)


def _marks(
    line: Line, emphases: Sequence[Emphasis | None], metrics: TextMetrics
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    start = 0
    for index in range(1, len(emphases) + 1):
        if index < len(emphases) and emphases[index] == emphases[start]:
            continue
        emphasis = emphases[start]
        if emphasis is not None:
            style = line.style
            left, right = (
                metrics.text_width(line.text[:end], style.size, style.bold)
                for end in (start, index)
            )
            marks.append(Mark(left, right, emphasis))
        start = index
    return tuple(marks)
