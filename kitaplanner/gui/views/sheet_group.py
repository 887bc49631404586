"""Carrying several items of a schedule at once, with a ghost of where all of them would lie.

Belongs here: the drag, as a pure function of the sheet. Does not belong here: which items are
carried (`sheet_choosing`) and doing it (`sheet_edits`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitaplanner.domain import schedule_blocks, schedule_paste
from kitaplanner.domain.calendar import Period, Span, describe_span, fiscal_year_of
from kitaplanner.domain.clipboard_payload import payload_of_items
from kitaplanner.domain.plan import Initiative, ScheduleItem
from kitaplanner.domain.schedule_blocks import BlockEdit
from kitaplanner.domain.schedule_edit import given_way
from kitaplanner.errors import RefusedEdit
from kitaplanner.gui.views.sheet_gestures import Ghost, GhostBar, Point, names_of
from kitaplanner.gui.views.sheet_intents import MoveMany
from kitaplanner.gui.views.sheet_map import SheetMap


@dataclass
class GroupGesture:
    """Carry items, or copies of them, by the same months and rows; `item` is under the mouse."""

    sheet: SheetMap
    items: tuple[str, ...]
    item: ScheduleItem
    old_row: str
    from_x: float
    ghost: Ghost | None = None
    months: int = 0
    rows: int = 0
    copy: bool = False

    def drag(self, point: Point) -> None:
        """Follow by whole steps and rows, as far as all of them stay in the schedule."""
        sheet, grid = self.sheet, self.sheet.grid
        band = sheet.nearest_band(point.y)
        if grid is None or band is None:
            return
        step = point.step(sheet)
        months = round((point.x - self.from_x) / (grid.month_width * step)) * step
        self.months = self._inside_period(months)
        self.rows = self._inside_rows(sheet.row_index(band.row) - sheet.row_index(self.old_row))
        self.copy = point.copy
        self.ghost = self._preview(point)

    def _inside_period(self, months: int) -> int:
        first, last = self.sheet.months
        spans = [item.span for item in self._moved()]
        least = min(first - min(span.start for span in spans), 0)
        most = max(last - max(span.end for span in spans), 0)
        return min(max(months, least), most)

    def _inside_rows(self, rows: int) -> int:
        indices = [
            index
            for index, row in enumerate(self.sheet.rows)
            if any(item.id in self.items for item in row.items)
        ]
        return min(max(rows, -indices[0]), len(self.sheet.rows) - 1 - indices[-1])

    def _moved(self) -> list[ScheduleItem]:
        return [one for one in self.sheet.initiative.schedule.items() if one.id in self.items]

    def _preview(self, point: Point) -> Ghost:
        span = self.item.span
        words = describe_span(Span(span.start + self.months, span.end + self.months))
        words += f"{point.snapping(self.sheet)}　ほか{len(self.items) - 1}本"
        try:
            edit = block_edit(self.sheet.initiative, self._intent(), period_of(self.sheet))
        except RefusedEdit as refusal:
            return Ghost(f"{words}\n{refusal}", self._bars(), refused=True)
        words += "".join(f"\n{line}" for line in self._consequences(edit))
        pushed = (GhostBar(_row_of(edit, one), one.span, pushed=True) for one in edit.pushed)
        return Ghost(words, (*self._bars(), *pushed))

    def _consequences(self, edit: BlockEdit) -> Iterator[str]:
        """Say what becomes of the others: moved, shortened, replaced."""
        yield from given_way(self.sheet.initiative.schedule.items(), edit.pushed).words(names_of)
        if edit.replaced:
            yield f"{names_of(edit.replaced)}を置き換える"

    def _bars(self) -> tuple[GhostBar, ...]:
        """Give the items as they would lie, the one under the mouse first."""
        bars: list[GhostBar] = []
        for index, row in enumerate(self.sheet.rows):
            for item in row.items:
                if item.id in self.items:
                    span = Span(item.start + self.months, item.end + self.months)
                    bar = GhostBar(self.sheet.rows[index + self.rows].id, span)
                    bars.insert(0 if item.id == self.item.id else len(bars), bar)
        return tuple(bars)

    def _intent(self) -> MoveMany:
        return MoveMany(self.items, self.months, self.rows, self.copy)

    def intent(self) -> MoveMany | None:
        """Move or copy the items."""
        if self.ghost is None or self.ghost.refused or not (self.months or self.rows):
            return None
        return self._intent()


def block_edit(initiative: Initiative, wanted: MoveMany, period: Period) -> BlockEdit:
    """Give what moving or copying items would do; raise RefusedEdit as the operation would."""
    if not wanted.copy:
        return schedule_blocks.move_items(
            initiative, wanted.items, wanted.months, wanted.rows, period
        )
    row, month = landing(initiative, wanted)
    rows = payload_of_items(initiative, wanted.items).rows
    known = frozenset(item.id for item in initiative.schedule.items())
    return schedule_paste.paste_items(initiative, row, month, rows, period, known)


def landing(initiative: Initiative, wanted: MoveMany) -> tuple[str, int]:
    """Give the row and the month at which copies of the items begin."""
    rows = initiative.schedule.rows
    full = [
        index
        for index, row in enumerate(rows)
        if any(item.id in wanted.items for item in row.items)
    ]
    start = min(one.start for one in initiative.schedule.items() if one.id in wanted.items)
    index = min(max(full[0] + wanted.rows, 0), len(rows) - 1)
    return rows[index].id, start + wanted.months


def period_of(sheet: SheetMap) -> Period:
    """Give the fiscal years that the sheet shows."""
    return Period(fiscal_year_of(sheet.months.start), fiscal_year_of(sheet.months.end))


def _row_of(edit: BlockEdit, item: ScheduleItem) -> str:
    rows = edit.initiative.schedule.rows
    return next((row.id for row in rows if any(one.id == item.id for one in row.items)), "")
