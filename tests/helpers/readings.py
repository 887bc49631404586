"""What a reading says, put back into the initiative that was sent: to compare a round trip."""

from __future__ import annotations

from dataclasses import replace

from kitaplanner.domain.plan import Initiative, Schedule, ScheduleRow
from kitaplanner.domain.reading import ReadInitiative


def initiative_as_read(read: ReadInitiative, sent: Initiative) -> Initiative:
    """Give the initiative with what was read in place of what its sheet shows."""
    rows = {row.id: row for row in sent.schedule.rows}
    assert read.rows is not None
    schedule = Schedule(
        tuple(
            replace(
                rows.get(row.id, ScheduleRow(row.id)),
                items=tuple(one.item for one in row.items),
                label=row.label,
                group=row.group,
            )
            for row in read.rows
        ),
        read.divisions,
        sent.schedule.state,
    )
    return replace(sent, schedule=schedule, **{field.name: field.value for field in read.fields})


def doubts_of(read: ReadInitiative) -> list[str]:
    """Give all doubts of an initiative."""
    items = [one.doubt for row in read.rows or () for one in row.items]
    return [doubt for doubt in (*items, *(field.doubt for field in read.fields)) if doubt]
