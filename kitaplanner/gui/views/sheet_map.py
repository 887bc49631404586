"""One laid-out sheet together with the initiative it shows: where everything is.

Belongs here: finding rows, items and empty months on the page, and the steps that edges snap to.
Does not belong here: what is selected (`sheet_cursor`), what lies under the mouse (`sheet_hits`).
Lengths are points of the page; months are month numbers of `domain.calendar`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Span
from kitaplanner.domain.plan import Initiative, ScheduleItem, ScheduleRow
from kitaplanner.layout.scene import Grid, Page, Rect, Region, RowBand, Target

# Of the grid's width, for writing the first label of a schedule that shows none yet.
_LABEL_SHARE = 1 / 6


@dataclass(frozen=True, slots=True)
class Place:
    """What the cursor stands on: a field, an item, a row, or (with `span`) its empty months."""

    target: Target
    span: Span | None = None

    @property
    def is_item(self) -> bool:
        """Say whether it is a schedule item."""
        return self.target.kind == "item"

    @property
    def is_row(self) -> bool:
        """Say whether it is a row as a whole."""
        return self.target.kind == "row" and self.span is None

    @property
    def is_cell(self) -> bool:
        """Say whether it is a stretch of empty months."""
        return self.target.kind == "row" and self.span is not None

    @property
    def is_field(self) -> bool:
        """Say whether it is a field of the initiative."""
        return self.target.kind == "initiative"


def item_place(item_id: str) -> Place:
    """Give the place of an item."""
    return Place(Target("item", item_id))


def row_place(row_id: str) -> Place:
    """Give the place of a row."""
    return Place(Target("row", row_id))


def cell_place(row_id: str, span: Span) -> Place:
    """Give the place of empty months."""
    return Place(Target("row", row_id), span)


class SheetMap:
    """A page, its initiative, and where the parts of one stand on the other."""

    def __init__(self, page: Page, initiative: Initiative) -> None:
        self.page = page
        self.initiative = initiative

    @cached_property
    def grid(self) -> Grid | None:
        """Give the grid of the schedule, None where the form shows none."""
        return next((one for one in self.page.grids if one.initiative == self.initiative.id), None)

    @cached_property
    def _regions(self) -> dict[tuple[str, str], Region]:
        regions: dict[tuple[str, str], Region] = {}
        for region in self.page.regions:
            target = region.target
            name = target.field if target.kind == "initiative" else target.id
            regions.setdefault((target.kind, name), region)
        return regions

    @cached_property
    def fields(self) -> tuple[Region, ...]:
        """Give the regions of the initiative's fields in reading order."""
        found = [one for one in self.page.regions if one.target.kind == "initiative"]
        return tuple(sorted(found, key=lambda one: (round(one.rect.y), one.rect.x)))

    @property
    def rows(self) -> tuple[ScheduleRow, ...]:
        """Give the rows of the schedule."""
        return self.initiative.schedule.rows

    @property
    def step(self) -> int:
        """Give the months of one division."""
        return MONTHS_PER_YEAR // self.initiative.schedule.divisions

    @property
    def months(self) -> Span:
        """Give the first and the last month of the grid."""
        grid = self.grid
        return (
            Span(0, -1)
            if grid is None
            else Span(grid.first_month, grid.first_month + grid.months - 1)
        )

    def region(self, target: Target) -> Region | None:
        """Give the region that shows a target."""
        name = target.field if target.kind == "initiative" else target.id
        return self._regions.get((target.kind, name))

    def row(self, row_id: str) -> ScheduleRow | None:
        """Find a row by its id."""
        return next((one for one in self.rows if one.id == row_id), None)

    def row_index(self, row_id: str) -> int:
        """Give the index of a row, or -1."""
        return next((at for at, one in enumerate(self.rows) if one.id == row_id), -1)

    def row_of_item(self, item_id: str) -> ScheduleRow | None:
        """Give the row that holds an item."""
        return next((row for row in self.rows if any(i.id == item_id for i in row.items)), None)

    def item(self, item_id: str) -> ScheduleItem | None:
        """Find an item by its id."""
        return next((one for one in self.initiative.schedule.items() if one.id == item_id), None)

    def band(self, row_id: str) -> RowBand | None:
        """Give where a row stands."""
        if self.grid is None:
            return None
        return next((one for one in self.grid.bands if one.row == row_id), None)

    def nearest_band(self, y: float) -> RowBand | None:
        """Give the row at a height, or the nearest one."""
        if self.grid is None or not self.grid.bands:
            return None
        return min(self.grid.bands, key=lambda one: max(one.y - y, y - one.y - one.height, 0.0))

    def rect_of_months(self, row_id: str, span: Span) -> Rect | None:
        """Give the area of some months in a row, cut to the grid."""
        grid, band = self.grid, self.band(row_id)
        if grid is None or band is None:
            return None
        left = max(grid.x_of(span.start), grid.rect.x)
        right = min(grid.x_of(span.end + 1), grid.rect.right)
        return Rect(left, band.y, max(right - left, 0.0), band.height)

    def label_rect(self, row_id: str) -> Rect | None:
        """Give the area of a row's label; the beginning of the row where no labels are shown."""
        grid, region = self.grid, self.region(Target("row", row_id))
        if grid is None or region is None:
            return None
        area = region.rect
        width = grid.rect.x - area.x or grid.rect.width * _LABEL_SHARE
        return Rect(area.x, area.y, width, area.height)

    def rect(self, place: Place) -> Rect | None:
        """Give the area of a place, None when it is no longer on the sheet."""
        if place.span is not None:
            return self.rect_of_months(place.target.id, place.span)
        region = self.region(place.target)
        return None if region is None else region.rect

    def free_cells(self, row: ScheduleRow) -> list[Span]:
        """Cut the empty months of a row at the borders of its divisions."""
        months, cells = self.months, []
        taken = [item.span for item in sorted(row.items, key=lambda one: one.start)]
        for start in range(months.start, months.end + 1, self.step):
            cells += _without(Span(start, start + self.step - 1), taken)
        return cells

    def free_stretch(self, row: ScheduleRow, month: int) -> Span | None:
        """Give all the empty months around a month of a row, None where an item lies."""
        start, end = self.months
        for item in row.items:
            if item.start <= month <= item.end:
                return None
            if item.end < month:
                start = max(start, item.end + 1)
            else:
                end = min(end, item.start - 1)
        return Span(start, end)

    def free_cell(self, row: ScheduleRow, month: int) -> Span | None:
        """Give the empty months around a month within its division."""
        stretch = self.free_stretch(row, month)
        if stretch is None:
            return None
        cell = self.division_of(month, self.step)
        return Span(max(stretch.start, cell.start), min(stretch.end, cell.end))

    def division_of(self, month: int, step: int) -> Span:
        """Give the `step` months, counted from the grid's first, that hold a month."""
        first = self.months.start
        start = first + (month - first) // step * step
        return Span(start, start + step - 1)

    def border_near(self, x: float, step: int) -> int:
        """Give the month that begins at the border nearest to x, of borders `step` months apart."""
        grid = self.grid
        if grid is None:
            return 0
        index = round((x - grid.rect.x) / (grid.month_width * step))
        month = grid.first_month + index * step
        return min(max(month, self.months.start), self.months.end + 1)

    def border_after(self, month: int, step: int) -> int:
        """Give the first border later than a month number."""
        first = self.months.start
        return first + ((month - first) // step + 1) * step

    def border_before(self, month: int, step: int) -> int:
        """Give the last border earlier than a month number."""
        first = self.months.start
        return first + ((month - first - 1) // step) * step


def _without(cell: Span, taken: list[Span]) -> list[Span]:
    """Give what is left of a cell beside the spans that are taken (in order)."""
    free: list[Span] = []
    start = cell.start
    for span in taken:
        if span.end < start or span.start > cell.end:
            continue
        if span.start > start:
            free.append(Span(start, span.start - 1))
        start = span.end + 1
    if start <= cell.end:
        free.append(Span(start, cell.end))
    return free
