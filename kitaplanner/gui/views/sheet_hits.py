"""What lies under the mouse on a sheet.

Belongs here: naming the part of the page at a point. Does not belong here: what happens then
(`sheet_gestures`, `sheet_view`). Points and lengths are those of the page; how far the mouse may
miss is given in pixels and depends on the zoom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.gui.views.sheet_map import SheetMap
from kitaplanner.layout.scene import Grid, Region, RowBand

Part: TypeAlias = Literal[
    "nothing", "field", "item", "item_start", "item_end", "cell", "row", "insert_row"
]
# In pixels: how near an edge must be, where the handles of rows stand beside the frame.
EDGE_REACH = 6.0
EDGE_OUTSIDE = 4.0
HANDLE_GAP = 6.0
HANDLE_WIDTH = 18.0
BORDER_REACH = 5.0
ADD_HEIGHT = 22.0
# An item keeps at least this share of its width for being taken in the middle.
_BODY_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of the sheet; `id` names the item, row or field, `month` is the one under the point.

    `index` is where a row would be inserted.
    """

    part: Part
    id: str = ""
    row: str = ""
    month: int = 0
    index: int = 0


NOTHING = Hit("nothing")


def hit_test(sheet: SheetMap, x: float, y: float, pixel: float) -> Hit:
    """Name what lies at a point; `pixel` is the length of a screen pixel in points."""
    grid = sheet.grid
    if grid is not None:
        beside = _handle(sheet, grid, x, y, pixel)
        if beside is not None:
            return beside
    edge = _edge(sheet, x, y, pixel)
    if edge is not None:
        return edge
    region = sheet.page.region_at(x, y)
    if region is None:
        return NOTHING
    return _inside(sheet, region, x, y)


def _inside(sheet: SheetMap, region: Region, x: float, y: float) -> Hit:
    target, grid = region.target, sheet.grid
    if target.kind == "initiative":
        return Hit("field", target.field)
    if grid is None:
        return NOTHING
    month = grid.month_at(x)
    if target.kind == "item":
        row = sheet.row_of_item(target.id)
        return Hit("item", target.id, "" if row is None else row.id, month)
    if x < grid.rect.x:
        return Hit("row", target.id, target.id)
    return _cell(sheet, target.id, month)


def _cell(sheet: SheetMap, row_id: str, month: int) -> Hit:
    """Empty months; the slit beside an item belongs to the item."""
    row = sheet.row(row_id)
    if row is None:
        return NOTHING
    for item in row.items:
        if item.start <= month <= item.end:
            return Hit("item", item.id, row_id, month)
    return Hit("cell", row_id, row_id, month)


def _edge(sheet: SheetMap, x: float, y: float, pixel: float) -> Hit | None:
    grid = sheet.grid
    band = None if grid is None else grid.band_at(y)
    if grid is None or band is None:
        return None
    best: tuple[float, Hit] | None = None
    for region in sheet.page.regions:
        target, rect = region.target, region.rect
        if target.kind != "item" or not rect.y <= y < rect.bottom:
            continue
        reach = min(EDGE_REACH * pixel, rect.width * (1 - _BODY_SHARE) / 2)
        sides: tuple[tuple[Part, float], ...] = (
            ("item_start", x - rect.x),
            ("item_end", rect.right - x),
        )
        for part, inside in sides:
            if -EDGE_OUTSIDE * pixel <= inside <= reach and (best is None or abs(inside) < best[0]):
                best = (abs(inside), Hit(part, target.id, band.row, grid.month_at(x)))
    return None if best is None else best[1]


def frame_left(sheet: SheetMap, grid: Grid) -> float:
    """Give the left edge of the schedule's frame, labels of rows included."""
    rows = (one.rect.x for one in sheet.page.regions if one.target.kind == "row")
    return min((grid.rect.x, *rows))


def handle_span(sheet: SheetMap, grid: Grid, pixel: float) -> tuple[float, float]:
    """Give left and right edge of the handles of rows, which stand outside the frame."""
    right = frame_left(sheet, grid) - HANDLE_GAP * pixel
    return right - HANDLE_WIDTH * pixel, right


def _handle(sheet: SheetMap, grid: Grid, x: float, y: float, pixel: float) -> Hit | None:
    left, right = handle_span(sheet, grid, pixel)
    if not left <= x < right + HANDLE_GAP * pixel:
        return None
    bands = grid.bands
    if not bands:
        return Hit("insert_row") if grid.rect.y <= y < grid.rect.bottom else None
    border = _border_index(bands, y, BORDER_REACH * pixel)
    if border is not None:
        return Hit("insert_row", index=border)
    bottom = bands[-1].y + bands[-1].height
    if bottom <= y < bottom + ADD_HEIGHT * pixel:
        return Hit("insert_row", index=len(bands))
    band = grid.band_at(y)
    return None if band is None else Hit("row", band.row, band.row)


def _border_index(bands: tuple[RowBand, ...], y: float, reach: float) -> int | None:
    """Give the row before which a border near y lies."""
    for index, band in enumerate(bands):
        if abs(y - band.y) <= min(reach, band.height / 4):
            return index
    return None
