"""Where on a page a change stands.

Belongs here: asking regions and grids of a finished page. Does not belong here: what changed
(`domain.diff`) and how a place is marked (`gui.views.sheet_pair`).
"""

from __future__ import annotations

from collections.abc import Iterator

from kitaplanner.domain.diff import Difference
from kitaplanner.domain.records import Key
from kitaplanner.layout.scene import Page, Rect


def places_of(page: Page, difference: Difference) -> Iterator[Rect]:
    """Yield the areas of what a change is about; none where the whole sheet came, went or moved."""
    key = difference.key
    if key.kind == "initiative":
        if difference.action == "field":
            yield from _fields(page, key.id, difference.field)
        return
    keys = list(dict.fromkeys((key, *(one.key for one in difference.edits))))
    # A row that comes or goes is outlined whole, without each item in it.
    rows = [rect for one in keys if one.kind == "row" for rect in _row(page, one)]
    if rows or key.kind == "row":
        yield from rows
        return
    for one in keys:
        yield from _thing(page, one)


def _fields(page: Page, initiative: str, field: str) -> Iterator[Rect]:
    shown = "name" if field == "marks" else "summary" if field == "notes" else field
    for region in page.regions:
        target = region.target
        if (target.kind, target.id) == ("initiative", initiative) and target.field in (
            field,
            shown,
        ):
            yield region.rect


def _thing(page: Page, key: Key) -> Iterator[Rect]:
    for region in page.regions:
        if (region.target.kind, region.target.id) == (key.kind, key.id):
            yield region.rect


def _row(page: Page, key: Key) -> Iterator[Rect]:
    for grid in page.grids:
        for band in grid.bands:
            if band.row == key.id:
                yield Rect(grid.rect.x, band.y, grid.rect.width, band.height)
