"""Parts: pieces of a print that know their height, can be parted, and draw themselves.

Belongs here: what a part must be able to do, and bookmarks on parts. Does not belong here:
the pages (`paging`) and what the parts show (`fields`, `schedule`, `sections` …).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.scene import Target

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
class Marked:
    """A part with bookmarks at its top: title, level and target of each."""

    part: Part
    bookmarks: tuple[tuple[str, int, Target], ...]

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return self.part.height

    def split(self, room: float, full: float) -> Split | None:
        """Part what it marks; the marks stay with the first piece."""
        halves = self.part.split(room, full)
        return halves and (Marked(halves[0], self.bookmarks), halves[1])

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw what it marks."""
        for title, level, target in self.bookmarks:
            canvas.bookmark(title, level, y, target)
        self.part.draw(canvas, x, y)
