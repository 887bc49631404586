"""Which colours of a schedule are only its paper: bands behind rows, a column that is set off.

Belongs here: telling the colours that may stand for a span from those that decorate. Does not
belong here: the items themselves (`typed_bars`).
"""

from __future__ import annotations

from kitaplanner.importers.official_sheet.frames import Body
from kitaplanner.importers.official_sheet.grid import SheetGrid


class Paper:
    """The colours behind a schedule; `everything` is the one that all its cells have, if any."""

    def __init__(self, grid: SheetGrid, body: Body) -> None:
        self._grid = grid
        self._columns = body.axis.columns
        rows = [row for row in body.rows if grid.holds(row)]
        self._bands = {row for row in rows if self._is_band(row)}
        heads = {column: grid.fill(body.axis.bottom, column) for column in self._columns}
        self._set_off = {
            column
            for column, head in heads.items()
            if head and len(set(heads.values())) > 1 and len(rows) > 1
            and all(grid.fill(row, column) == head for row in rows)
        }  # fmt: skip
        fills = {grid.fill(row, column) for row in rows for column in self._columns}
        self.everything = fills.pop() if len(fills) == 1 and len(rows) > 1 else ""

    def fill(self, row: int, column: int) -> str:
        """Give the colour of a cell that may stand for a span, or nothing."""
        if row in self._bands or column in self._set_off:
            return ""
        return self._grid.fill(row, column)

    def is_band(self, row: int) -> bool:
        """Say whether one colour lies behind a row and what stands at its left."""
        return row in self._bands

    def _is_band(self, row: int) -> bool:
        fills = {self._grid.fill(row, column) for column in self._columns}
        first = self._columns.start
        return len(fills) == 1 and first > 0 and fills == {self._grid.fill(row, first - 1)} != {""}
