"""Where on a sheet the changes of its initiative stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kitaplanner.domain.import_plan import ImportChange
from kitaplanner.domain.records import Key
from kitaplanner.gui.imports.sheet_pair import Outline
from kitaplanner.layout.scene import Page, Rect


def outlines_on(
    page: Page, changes: Iterable[ImportChange], chosen: ImportChange | None
) -> tuple[Outline, ...]:
    """Give the places of changes on a page, the chosen one last, so that it lies on top."""
    found = []
    for change in changes:
        is_chosen = chosen is not None and change.id == chosen.id
        found += [Outline(rect, is_chosen) for rect in _places(page, change)]
    return tuple(sorted(found, key=lambda one: one.is_chosen))


def _places(page: Page, change: ImportChange) -> Iterator[Rect]:
    difference = change.difference
    if difference.key.kind == "initiative" and difference.action != "field":
        return  # the whole sheet
    if difference.key.kind == "initiative" and difference.action == "field":
        yield from _fields(page, difference.key.id, difference.field)
        return
    keys = list(dict.fromkeys((difference.key, *(one.key for one in difference.edits))))
    # A row that comes or goes is outlined whole, without each item in it.
    rows = [rect for key in keys if key.kind == "row" for rect in _row(page, key)]
    if rows or difference.key.kind == "row":
        yield from rows
        return
    for key in keys:
        yield from _thing(page, key)


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
