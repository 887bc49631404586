"""The scene: what a page shows, in points from its top left corner, y downward.

Screen painter, printer and PDF writer draw the same primitives in the same order, and hit-testing
asks the same regions, so they cannot differ. Belongs here: the shapes themselves. Does not belong
here: deciding where they go (`sheets`, `booklet`) or drawing them (`export`, `gui`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.domain.picture import Picture

TargetKind: TypeAlias = Literal["plan", "section", "node", "initiative", "row", "item"]
# What a piece of text is for someone who cannot see the page (becomes a structure tag).
Role: TypeAlias = Literal[
    "title",
    "heading",
    "paragraph",
    "list_item",
    "label",
    "cell",
    "header_cell",
    "item",
    "note",
    "caption",
    "figure",
    "contents",
    "artifact",
]
Align: TypeAlias = Literal["left", "centre", "right"]
# What a heading cell is the heading of; "" for a cell that is none.
Scope: TypeAlias = Literal["", "row", "column"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a shape shows: the kind and id of the thing, and the name of its field."""

    kind: TargetKind
    id: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Give the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Give the lower edge."""
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        """Say whether a point lies inside or on the upper left edges."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with optional fill and outline (colours as `#RRGGBB`, widths in points)."""

    rect: Rect
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    dash: tuple[float, ...] = ()
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A straight rule."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    stroke_width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """A block arrow: a box with a point of depth `head` and a notch of depth `tail`."""

    rect: Rect
    head: float
    tail: float
    fill: str
    stroke: str
    stroke_width: float
    dash: tuple[float, ...] = ()
    target: Target | None = None

    def points(self) -> tuple[tuple[float, float], ...]:
        """Give the corners clockwise from the upper left."""
        box = self.rect
        middle = box.y + box.height / 2
        corners = [
            (box.x, box.y),
            (box.right - self.head, box.y),
            (box.right, middle),
            (box.right - self.head, box.bottom),
            (box.x, box.bottom),
        ]
        if self.tail:
            corners.append((box.x + self.tail, middle))
        return tuple(corners)


@dataclass(frozen=True, slots=True)
class Text:
    """One finished line of text on its baseline; `width` is its advance in points."""

    x: float
    baseline: float
    text: str
    size: float
    width: float
    bold: bool = False
    colour: str = "#000000"
    role: Role = "paragraph"
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that fills a rectangle; `description` is for someone who cannot see it."""

    rect: Rect
    picture: Picture
    description: str = ""
    target: Target | None = None


Primitive: TypeAlias = Box | Line | Arrow | Text | Image


@dataclass(frozen=True, slots=True)
class Region:
    """An area that shows one thing and can be hit.

    `inner` is where its text stands (an in-place editor is laid exactly over it), with the size,
    weight, alignment and line height (a factor) of that text.
    """

    target: Target
    rect: Rect
    inner: Rect
    size: float
    leading: float
    bold: bool = False
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class RowBand:
    """Where a schedule row stands on a page."""

    row: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The schedule's grid on a page: which months lie where.

    `first_month` stands at `rect.x`, and `months` months share `rect.width` evenly; `divisions`
    are the columns of a year.
    """

    initiative: str
    rect: Rect
    first_month: int
    months: int
    divisions: int
    bands: tuple[RowBand, ...]

    @property
    def month_width(self) -> float:
        """Give the width of one month in points."""
        return self.rect.width / self.months

    def x_of(self, month: int) -> float:
        """Give the left edge of a month."""
        return self.rect.x + (month - self.first_month) * self.month_width

    def month_at(self, x: float) -> int:
        """Give the month under a point, clamped to the grid."""
        index = int((x - self.rect.x) // self.month_width)
        return self.first_month + min(max(index, 0), self.months - 1)

    def band_at(self, y: float) -> RowBand | None:
        """Give the row under a point."""
        return next((band for band in self.bands if band.y <= y < band.y + band.height), None)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that the outline of the document and the contents lead to; level 0 is the top."""

    title: str
    level: int
    y: float
    target: Target


@dataclass(frozen=True, slots=True)
class Link:
    """An area that leads to the bookmark of a target (a line of the contents)."""

    rect: Rect
    target: Target


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a table on a page: row and column from 0, and the primitives drawn in it.

    `first` and `end` bound them among those of the page; an empty cell has none.
    """

    row: int
    column: int
    first: int
    end: int
    rows: int = 1
    columns: int = 1
    scope: Scope = ""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Which cells make a table, in reading order; only the writer of structure tags asks for it."""

    cells: tuple[CellPlace, ...]
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words told instead of the primitives from `first` to before `end`: an item with its span."""

    first: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a scene; `label` is the page number as printed, empty where none is."""

    width: float
    height: float
    label: str
    primitives: tuple[Primitive, ...]
    regions: tuple[Region, ...] = ()
    grids: tuple[Grid, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    links: tuple[Link, ...] = ()
    tables: tuple[TablePlace, ...] = ()
    spoken: tuple[Spoken, ...] = ()

    def texts(self) -> Iterator[Text]:
        """Yield the lines of text in reading order."""
        return (one for one in self.primitives if isinstance(one, Text))

    def region_at(self, x: float, y: float) -> Region | None:
        """Give the topmost region under a point."""
        return next((one for one in reversed(self.regions) if one.rect.contains(x, y)), None)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Something that could not be laid out as the form wants: said, never silently cut off."""

    target: Target
    reason: Literal["too_small", "missing_glyph", "outside_period"]
    detail: str


@dataclass(frozen=True, slots=True)
class Scene:
    """All pages of a print, with what fell short."""

    title: str
    pages: tuple[Page, ...]
    shortfalls: tuple[Shortfall, ...] = ()
