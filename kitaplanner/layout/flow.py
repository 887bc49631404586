"""Parts: pieces of a print that know their height, can be parted, and draw themselves.

Belongs here: what a part must be able to do, and stacks of parts. Does not belong here: the pages
(`paging`) and what the parts show (`fields`, `schedule`, `sections` …).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from kitaplanner.layout.canvas import Canvas

# Sums of points are not exact; what is this near to fitting fits.
TOLERANCE = 0.01


class Part(Protocol):
    """A piece of a print; its width is given when it is made."""

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        ...

    def split(self, room: float, full: float) -> Split | None:
        """Part it so that the first piece fits in `room`; None when nothing sensible does.

        `full` is the room of an empty page: what fits there whole should not be torn apart.
        """
        ...

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its upper left corner at a point."""
        ...


Split: TypeAlias = tuple[Part, Part]


@dataclass(frozen=True, slots=True)
class Space:
    """Empty height."""

    height: float

    def split(self, room: float, full: float) -> Split | None:
        """Never part it."""
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts below each other with equal gaps.

    The first `lead` parts stay with the one that follows them; `repeat` is drawn again on top of
    what continues on the next page.
    """

    parts: tuple[Part, ...]
    gap: float = 0.0
    lead: int = 0
    repeat: Part | None = None

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return sum(part.height for part in self.parts) + self.gap * max(len(self.parts) - 1, 0)

    def split(self, room: float, full: float) -> Split | None:
        """Part it between its parts, or inside the first that does not fit."""
        left = room
        for index, part in enumerate(self.parts):
            if part.height > left + TOLERANCE:
                return self._split_at(index, left, full)
            left -= part.height + self.gap
        return None

    def _split_at(self, index: int, left: float, full: float) -> Split | None:
        inner = self.parts[index].split(left, full)
        if inner is None:
            if index <= self.lead:
                return None
            return self._halves(self.parts[:index], self.parts[index:])
        first, rest = inner
        return self._halves((*self.parts[:index], first), (rest, *self.parts[index + 1 :]))

    def _halves(self, first: tuple[Part, ...], rest: tuple[Part, ...]) -> Split:
        head = () if self.repeat is None else (self.repeat,)
        return (
            Stack(first, self.gap, self.lead, self.repeat),
            Stack((*head, *rest), self.gap, len(head), self.repeat),
        )

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the parts one below the other."""
        for part in self.parts:
            part.draw(canvas, x, y)
            y += part.height + self.gap
