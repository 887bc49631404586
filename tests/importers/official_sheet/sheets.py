"""Sheets for tests, written as rows of texts."""

from __future__ import annotations

from kitaplanner.domain.calendar import format_month
from kitaplanner.domain.reading import Reading
from kitaplanner.importers.official_sheet import read_official_sheets
from kitaplanner.importers.workbook.content import (
    Cell,
    Merge,
    Shape,
    SheetContent,
    WorkbookContent,
)

# text, first and last month, doubt
Said = tuple[str, str, str]


def sheet(
    *rows: str,
    merges: tuple[tuple[int, int, int, int], ...] = (),
    shapes: tuple[Shape, ...] = (),
    fills: dict[tuple[int, int], str] | None = None,
    hidden: frozenset[tuple[int, int]] = frozenset(),
    name: str = "計画",
) -> SheetContent:
    """Make a sheet of rows whose cells are parted by |; / is a line end; # a number."""
    cells = []
    width = 0
    for row, line in enumerate(rows):
        texts = [text.strip().replace("/", "\n") for text in line.split("|")]
        width = max(width, len(texts))
        for column, text in enumerate(texts):
            fill = (fills or {}).get((row, column), "")
            if text or fill:
                kind = "number" if text.startswith("#") else "text"
                cells.append(
                    Cell(row, column, text.removeprefix("#"), kind, fill,
                         hidden=(row, column) in hidden)
                )  # fmt: skip
    return SheetContent(
        name,
        tuple(cells),
        tuple(Merge(*one) for one in merges),
        shapes,
        (60.0,) * width,
        (20.0,) * (len(rows) + 1),
    )


def read(*sheets: SheetContent) -> Reading:
    """Read sheets as the official format."""
    return read_official_sheets(WorkbookContent("計画.xlsx", sheets))


def items_of(reading: Reading, index: int = 0) -> list[list[Said]]:
    """Give the rows of an initiative as text, first and last month."""
    return [
        [(one.item.text, format_month(one.item.start), format_month(one.item.end))
         for one in row.items]
        for row in reading.initiatives[index].rows or ()
    ]  # fmt: skip


def doubts_of(reading: Reading, index: int = 0) -> list[str]:
    """Give the doubts about the items of an initiative."""
    return [one.doubt for row in reading.initiatives[index].rows or () for one in row.items]


def arrow(
    left: float, top: float, right: float, bottom: float, text: str = "", **more: object
) -> Shape:
    """Make a pentagon arrow."""
    return Shape("", "home_plate", left, top, right, bottom, text, **more)  # type: ignore[arg-type]
