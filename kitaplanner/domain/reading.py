"""What a source from outside says, before it is compared with the plan.

Belongs here: the neutral result of every reader of `importers`: initiatives with the fields that
the source shows, each with the place where it stands and the doubt about it. Does not belong here:
formats of files (`importers`) and what happens to the plan (`import_plan`).

A reader never guesses silently: what it had to interpret bears a `doubt`, a Japanese sentence that
says what is uncertain and why; what it can't place at all is `NotUnderstood`. `where` is the
address in the source, 「シート!B7」 or 「3行目」.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.plan import Progress, ScheduleItem

# The fields of an initiative that a source may show, with the type of their value.
FieldName: TypeAlias = Literal["name", "departments", "summary", "notes", "marks", "effects"]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A cell, shape or line that holds something and could not be placed."""

    where: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadField:
    """A field as the source shows it; `value` has the type that the field has in Initiative."""

    name: FieldName
    value: str | tuple[str, ...]
    where: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item as the source shows it; its id is empty where the source bears none."""

    item: ScheduleItem
    where: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a schedule; `id` is empty where the source bears none; rows may be empty."""

    items: tuple[ReadItem, ...] = ()
    id: str = ""
    label: str = ""
    group: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class ReadProgress:
    """An entry of progress as the source shows it; it always bears an id.

    Entries that the source does not show stay as they are.
    """

    progress: Progress
    where: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ReadInitiative:
    """An initiative as the source shows it.

    Fields that the source does not show are absent from `fields`, and `rows` is None where it
    shows no schedule at all: absent is not empty. `id` is empty where the source bears none; then
    `number` (as printed) and the name say which initiative of the plan is meant. `shown` are the
    months that its years cover, None where they are those of the plan: beyond them it says nothing.
    """

    where: str
    id: str = ""
    number: str = ""
    fields: tuple[ReadField, ...] = ()
    rows: tuple[ReadRow, ...] | None = None
    divisions: int = 1
    doubt: str = ""
    progress: tuple[ReadProgress, ...] = ()
    shown: Span | None = None

    def field(self, name: FieldName) -> ReadField | None:
        """Give a field that the source shows, or None."""
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a source says; `remarks` are sentences about the source as a whole."""

    source: str
    initiatives: tuple[ReadInitiative, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    remarks: tuple[str, ...] = ()
