"""Where on a sheet the changes of its initiative stand."""

from __future__ import annotations

from collections.abc import Iterable

from kitaplanner.domain.import_plan import ImportChange
from kitaplanner.gui.views.sheet_pair import Outline
from kitaplanner.layout.change_places import places_of
from kitaplanner.layout.scene import Page


def outlines_on(
    page: Page, changes: Iterable[ImportChange], chosen: ImportChange | None
) -> tuple[Outline, ...]:
    """Give the places of changes on a page, the chosen one last, so that it lies on top."""
    found = []
    for change in changes:
        is_chosen = chosen is not None and change.id == chosen.id
        found += [Outline(rect, is_chosen) for rect in places_of(page, change.difference)]
    return tuple(sorted(found, key=lambda one: one.is_chosen))
