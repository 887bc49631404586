"""Two pages side by side on one sheet of the same size, turned: 2-up for handouts.

Belongs here: shrinking and placing finished pages. What can be edited or hit is left out: a page
that is imposed is for paper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from kitaplanner.layout.scene import (
    Arrow,
    Bookmark,
    Box,
    CellPlace,
    Image,
    Line,
    Link,
    Page,
    Primitive,
    Rect,
    Scene,
    Spoken,
    TablePlace,
    Text,
)

TWO_UP_SCALE = math.sqrt(0.5)


def two_up(scene: Scene) -> Scene:
    """Give a scene with two of its pages on each sheet, the first at the left."""
    pages = scene.pages
    pairs = (pages[start : start + 2] for start in range(0, len(pages), 2))
    return replace(scene, pages=tuple(_sheet(pair) for pair in pairs))


def _sheet(pages: Sequence[Page]) -> Page:
    first = pages[0]
    width, height = first.height, first.width
    primitives: list[Primitive] = []
    bookmarks: list[Bookmark] = []
    links: list[Link] = []
    tables: list[TablePlace] = []
    spoken: list[Spoken] = []
    for index, page in enumerate(pages):
        scale = min(width / 2 / page.width, height / page.height, TWO_UP_SCALE)
        x = index * width / 2 + (width / 2 - page.width * scale) / 2
        y = (height - page.height * scale) / 2
        tables += [_table_from(one, len(primitives)) for one in page.tables]
        spoken += [_counted_from(one, len(primitives)) for one in page.spoken]
        primitives += [moved(one, x, y, scale) for one in page.primitives]
        bookmarks += [replace(one, y=y + one.y * scale) for one in page.bookmarks]
        links += [replace(one, rect=_rect(one.rect, x, y, scale)) for one in page.links]
    labels = [page.label for page in pages if page.label]
    return Page(
        width,
        height,
        "・".join(labels),
        tuple(primitives),
        bookmarks=tuple(bookmarks),
        links=tuple(links),
        tables=tuple(tables),
        spoken=tuple(spoken),
    )


_Stretch = TypeVar("_Stretch", CellPlace, Spoken)


def _counted_from(one: _Stretch, before: int) -> _Stretch:
    """Count the primitives from those that stand before them on the sheet."""
    return replace(one, first=one.first + before, end=one.end + before)


def _table_from(table: TablePlace, before: int) -> TablePlace:
    return replace(table, cells=tuple(_counted_from(one, before) for one in table.cells))


def _rect(rect: Rect, x: float, y: float, scale: float) -> Rect:
    return Rect(x + rect.x * scale, y + rect.y * scale, rect.width * scale, rect.height * scale)


def _dash(dash: tuple[float, ...], scale: float) -> tuple[float, ...]:
    return tuple(length * scale for length in dash)


def moved(one: Primitive, x: float, y: float, scale: float) -> Primitive:
    """Give a shape scaled about the corner of its page and then moved."""
    match one:
        case Text():
            return replace(
                one,
                x=x + one.x * scale,
                baseline=y + one.baseline * scale,
                size=one.size * scale,
                width=one.width * scale,
            )
        case Line():
            return replace(
                one,
                x1=x + one.x1 * scale,
                y1=y + one.y1 * scale,
                x2=x + one.x2 * scale,
                y2=y + one.y2 * scale,
                stroke_width=one.stroke_width * scale,
                dash=_dash(one.dash, scale),
            )
        case Arrow():
            return replace(
                one,
                rect=_rect(one.rect, x, y, scale),
                head=one.head * scale,
                tail=one.tail * scale,
                stroke_width=one.stroke_width * scale,
                dash=_dash(one.dash, scale),
            )
        case Box():
            return replace(
                one,
                rect=_rect(one.rect, x, y, scale),
                stroke_width=one.stroke_width * scale,
                dash=_dash(one.dash, scale),
            )
        case Image():
            return replace(one, rect=_rect(one.rect, x, y, scale))
