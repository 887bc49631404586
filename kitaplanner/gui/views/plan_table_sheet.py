"""An initiative of 一覧 as a sheet: so that gestures, menus and commands of a sheet work there.

Belongs here: the schedule's rows and items on the plane of the table, whose pixels stand for the
points of a page. Does not belong here: what is done with them (`schedule_commands`).
"""

from __future__ import annotations

from collections.abc import Iterator

from kitaplanner.domain.calendar import MONTHS_PER_YEAR
from kitaplanner.gui.models.plan_table_lines import Line
from kitaplanner.gui.views.plan_table_map import LEADING, PlanTableMap
from kitaplanner.gui.views.sheet_map import SheetMap
from kitaplanner.layout.scene import Grid, Page, Rect, Region, RowBand, Target


def sheet_of(plane: PlanTableMap, line: Line, first: int) -> SheetMap:
    """Give the initiative of a line as a sheet; `first` is where its lines begin."""
    initiative = line.initiative
    rows = initiative.schedule.rows
    bands = tuple(
        RowBand(row.id, plane.top(first + at), plane.row_height) for at, row in enumerate(rows)
    )
    years = len(plane.period.years)
    top, height = plane.top(first), sum(band.height for band in bands)
    grid = Grid(
        initiative.id,
        Rect(0.0, top, plane.year_width * years, height),
        plane.period.span.start,
        MONTHS_PER_YEAR * years,
        initiative.schedule.divisions,
        bands,
    )
    regions = tuple(_regions(plane, line, grid))
    return SheetMap(Page(plane.width, plane.height, "", (), regions, (grid,)), initiative)


def _regions(plane: PlanTableMap, line: Line, grid: Grid) -> Iterator[Region]:
    """Yield rows, names included, and upon them the items that the period shows."""
    for band in grid.bands:
        whole = Rect(-plane.names_width, band.y, plane.names_width + grid.rect.width, band.height)
        yield _region(Target("row", band.row), whole, plane)
    for band, row in zip(grid.bands, line.initiative.schedule.rows, strict=True):
        for item in row.items:
            left = max(grid.x_of(item.start), 0.0)
            right = min(grid.x_of(item.end + 1), grid.rect.right)
            if left < right:
                area = Rect(left, band.y, right - left, band.height)
                yield _region(Target("item", item.id), area, plane)


def _region(target: Target, area: Rect, plane: PlanTableMap) -> Region:
    return Region(target, area, area, plane.text_size, LEADING)
