"""Lists as they lie on a sheet, drawn with text: | between cells, one line a row."""

from __future__ import annotations

from kitaplanner.importers.workbook.content import Cell, Merge, SheetContent, WorkbookContent


def sheet_of(picture: str, *merges: str, name: str = "一覧", fills: str = "") -> SheetContent:
    """Give a sheet from lines such as `番号 | 事業名 | 令和7年度`; ¥ stands for a line break.

    `merges` are ranges such as B1:C1; `fills` colours cells: `C3=FFCC00 D3=FFCC00`.
    """
    colours = dict(one.split("=") for one in fills.split())
    cells = []
    lines = [line.strip() for line in picture.strip().splitlines()]
    for row, line in enumerate(lines):
        for column, text in enumerate(line.split("|")):
            fill = colours.get(f"{chr(ord('A') + column)}{row + 1}", "")
            if text.strip() or fill:
                cells.append(Cell(row, column, text.strip().replace("¥", "\n"), fill=fill))
    return SheetContent(name, tuple(cells), tuple(_merge(one) for one in merges))


def workbook_of(*sheets: SheetContent) -> WorkbookContent:
    """Give a workbook of sheets."""
    return WorkbookContent("一覧.xlsx", sheets)


def _merge(reference: str) -> Merge:
    (first_row, first_column), (last_row, last_column) = map(_place, reference.split(":"))
    return Merge(first_row, first_column, last_row, last_column)


def _place(reference: str) -> tuple[int, int]:
    return int(reference[1:]) - 1, ord(reference[0]) - ord("A")
