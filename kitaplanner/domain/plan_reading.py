"""A whole plan as a source: what a plan file or its JSON says, by its ids."""

from __future__ import annotations

from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.domain.reading import (
    FieldName,
    ReadField,
    Reading,
    ReadInitiative,
    ReadItem,
    ReadRow,
)

_FIELDS: tuple[FieldName, ...] = ("name", "departments", "summary", "notes", "marks", "effects")


def read_plan_as_source(plan: Plan, source: str) -> Reading:
    """Give all initiatives of a plan as a source shows them; its outline is not looked at."""
    return Reading(source, tuple(_read(one) for one in plan.initiatives()))


def _read(one: Initiative) -> ReadInitiative:
    rows = tuple(
        ReadRow(
            tuple(ReadItem(item, one.name) for item in row.items),
            row.id,
            row.label,
            row.group,
            one.name,
        )
        for row in one.schedule.rows
    )
    fields = tuple(ReadField(name, getattr(one, name), one.name) for name in _FIELDS)
    return ReadInitiative(one.name, one.id, "", fields, rows, one.schedule.divisions)
