"""Lines in which stretches are emphasised: underlined, marked, or struck through.

Belongs here: finding where the stretches of a text fall on its finished lines, and saying them to
someone who can't see them. Does not belong here: breaking lines (`lines`) and which stretches
differ (`domain.comparison_entries`, `domain.tracked_text`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from kitaplanner.layout.lines import Emphasis, Line, LineStyle, Mark, set_lines
from kitaplanner.layout.metrics import TextMetrics

Stretch: TypeAlias = tuple[str, Emphasis | None]

_SPOKEN: dict[Emphasis, str] = {
    "strike": "削除",
    "double_strike": "削除",
    "insertion": "追加",
}


def set_marked_lines(
    stretches: Sequence[Stretch],
    width: float,
    style: LineStyle,
    metrics: TextMetrics,
    hang: int = 0,
) -> tuple[Line, ...]:
    """Break the joined text of the stretches in lines and put their emphasis on them.

    The first `hang` characters are a mark that the other lines hang behind.
    """
    text = "".join(one for one, _ in stretches)
    lines = set_lines(text[hang:], width, style, metrics, text[:hang])
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
            marks.append(Mark(left, right, emphasis, start, index))
        start = index
    return tuple(marks)


def line_stretches(line: Line) -> Iterator[Stretch]:
    """Yield the stretches of a finished line, those without emphasis too."""
    place = 0
    for mark in line.marks:
        if place < mark.first:
            yield line.text[place : mark.first], None
        yield line.text[mark.first : mark.last], mark.emphasis
        place = mark.last
    if place < len(line.text):
        yield line.text[place:], None


def spoken_changes(lines: Sequence[Line]) -> str:
    """Say a text in which words are struck or added: 電子申請の（削除：推進）（追加：拡充）.

    Empty for one without such words, which is read as it stands.
    """
    stretches = [one for line in lines for one in line_stretches(line)]
    if not any(emphasis in _SPOKEN for _, emphasis in stretches):
        return ""
    said = ""
    for emphasis, group in groupby(stretches, key=lambda one: one[1]):
        text = "".join(one for one, _ in group)
        said += f"（{_SPOKEN[emphasis]}：{text}）" if emphasis in _SPOKEN else text
    return said
