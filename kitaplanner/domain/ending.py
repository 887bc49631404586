"""事業の終了 as a pure change: the mark 終了, items cut at the last month, later ones taken out."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.plan import Initiative, ScheduleItem
from kitaplanner.domain.schedule_edit import with_rows

ENDED_MARK = "終了"


def ended(initiative: Initiative, last: int) -> Initiative:
    """Give the initiative as it is when it ends with a month."""
    rows = (
        dataclasses.replace(
            row, items=tuple(_cut(item, last) for item in row.items if item.start <= last)
        )
        for row in initiative.schedule.rows
    )
    marks = initiative.marks
    if ENDED_MARK not in marks:
        marks = (*marks, ENDED_MARK)
    return dataclasses.replace(with_rows(initiative, rows), marks=marks)


def _cut(item: ScheduleItem, last: int) -> ScheduleItem:
    return dataclasses.replace(item, end=min(item.end, last), opens_after=False)
