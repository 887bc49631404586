"""Lines of text that know their size and height: the step between text and canvas.

Belongs here: setting a text in lines of one style, hanging marks, shortening with an ellipsis.
Does not belong here: where a line may be broken (`linebreak`) and where it stands (`canvas`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from kitaplanner.layout.linebreak import Style, break_lines
from kitaplanner.layout.metrics import TextMetrics
from kitaplanner.layout.scene import Role

ELLIPSIS = "…"
# With less room than this many characters, lines do not hang behind a mark.
_ROOM_BEHIND_MARK = 3.0
# With less room than this many characters, no 、 hangs outside.
_ROOM_FOR_HANGING = 6.0


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a text is set: size in points, line height as a factor of it."""

    size: float
    leading: float
    colour: str
    bold: bool = False
    role: Role = "paragraph"
    breaking: Style = "body"

    @property
    def height(self) -> float:
        """Give the height of a line in points."""
        return self.size * self.leading


# The last three are those of 見え消し: struck once or twice; added, underlined and coloured.
Emphasis: TypeAlias = Literal["underline", "marker", "strike", "double_strike", "insertion"]


@dataclass(frozen=True, slots=True)
class Mark:
    """An emphasised stretch of a line, in points from where its text begins.

    `first` and `last` (behind it) are its characters in the line.
    """

    start: float
    end: float
    emphasis: Emphasis
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `indent` moves it to the right where it is aligned left."""

    text: str
    style: LineStyle
    width: float
    height: float
    indent: float = 0.0
    marks: tuple[Mark, ...] = ()


@lru_cache(maxsize=16384)
def set_lines(
    text: str, width: float, style: LineStyle, metrics: TextMetrics, mark: str = ""
) -> tuple[Line, ...]:
    """Break a text into lines within a width in points.

    A `mark` (a number, ※, ・) stands before the first line and the others hang behind it.
    """
    hang = metrics.text_width(mark, style.size, style.bold) if mark else 0.0
    if hang and width - hang < _ROOM_BEHIND_MARK * style.size:
        text, mark, hang = mark + text, "", 0.0
    inside = width - hang
    breaking = style.breaking
    if breaking == "body" and inside < _ROOM_FOR_HANGING * style.size:
        breaking = "item"
    elif breaking == "body":
        # A 、 or 。 may hang outside the line; room is kept for it, so that it stays in the width.
        inside -= style.size
    broken = break_lines(text, style.size, inside, metrics, bold=style.bold, style=breaking) or (
        "",
    )
    return tuple(
        _line(mark + one if mark and not index else one, style, metrics, hang if index else 0.0)
        for index, one in enumerate(broken)
    )


def _line(text: str, style: LineStyle, metrics: TextMetrics, indent: float) -> Line:
    width = metrics.text_width(text, style.size, style.bold)
    return Line(text, style, width, style.height, indent)


def hang_of(mark: str, style: LineStyle, metrics: TextMetrics) -> float:
    """Give how far lines hang behind a mark, in points."""
    return metrics.text_width(mark, style.size, style.bold)


def height_of(lines: Iterable[Line]) -> float:
    """Add up the heights of lines."""
    return sum(line.height for line in lines)


def count_fitting(lines: Iterable[Line], room: float) -> int:
    """Count the lines from the first on that fit in a height."""
    count = 0
    for line in lines:
        room -= line.height
        if room < -1e-6:
            break
        count += 1
    return count


def cut_cells(
    cells: Sequence[tuple[Line, ...]], room: float, least: int = 2
) -> tuple[list[tuple[Line, ...]], list[tuple[Line, ...]]] | None:
    """Part the lines of cells that stand side by side at a height.

    None when fewer than `least` lines of every cell would stay.
    """
    counts = [count_fitting(lines, room) for lines in cells]
    if max(counts, default=0) < least:
        return None
    pairs = tuple(zip(cells, counts, strict=True))
    return [lines[:count] for lines, count in pairs], [lines[count:] for lines, count in pairs]


@lru_cache(maxsize=4096)
def shorten(text: str, width: float, style: LineStyle, metrics: TextMetrics) -> str:
    """Give a text in one line, cut with … where it is wider than `width` points."""
    text = " ".join(text.split("\n"))
    if metrics.text_width(text, style.size, style.bold) <= width:
        return text
    room = width - metrics.text_width(ELLIPSIS, style.size, style.bold)
    used = 0.0
    for index, char in enumerate(text):
        used += metrics.text_width(char, style.size, style.bold)
        if used > room:
            return text[:index].rstrip(" 　、・") + ELLIPSIS
    return text


def one_line(text: str, width: float, style: LineStyle, metrics: TextMetrics) -> tuple[Line, ...]:
    """Set a text in a single line, shortened where it must be."""
    return (_line(shorten(text, width, style, metrics), style, metrics, 0.0),)
