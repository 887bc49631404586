"""The rows of the tab 進捗: which reports are shown, and what stands in their cells.

Belongs here: from a plan, a year and the person's wishes to rows, without Qt.
"""

from __future__ import annotations

from dataclasses import dataclass

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Plan, Progress
from kitaplanner.domain.progress_status import NOT_REPORTED, progress_of, status_of
from kitaplanner.domain.reply_sheet import PROGRESS_FIELDS, ProgressField
from kitaplanner.gui.models.outline_filter import folded
from kitaplanner.operations.progress import FIELD_WORDS

HEADS = ("番号", "事業名", "担当課", *FIELD_WORDS.values())
# The columns before this one say what is reported on.
FIRST_FIELD = HEADS.index(FIELD_WORDS["status"])


@dataclass(frozen=True, slots=True)
class ProgressWishes:
    """What the person wants to see; all must hold. Empty text asks for nothing."""

    department: str = ""
    status: str = ""
    word: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether everything is wanted."""
        return self == ProgressWishes()


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One report of a year, or the place for one; `item` is the text of the arrow it is about."""

    initiative: Initiative
    number: str
    long_number: str
    entry: Progress | None = None
    item: str = ""

    @property
    def entry_id(self) -> str:
        """Give the id of the report; empty where there is none yet."""
        return "" if self.entry is None else self.entry.id

    def text(self, column: int) -> str:
        """Give what stands in a cell."""
        if column >= FIRST_FIELD:
            return "" if self.entry is None else str(getattr(self.entry, field_of(column)))
        name = f"{self.initiative.name}\n矢印：{self.item}" if self.item else self.initiative.name
        return (self.number, name, self._departments)[column]

    def shown(self, column: int) -> str:
        """Give what is seen in a cell: one that awaits a status says so."""
        text = self.text(column)
        return NOT_REPORTED if column == FIRST_FIELD and not text and not self.item else text

    @property
    def _departments(self) -> str:
        reported = "" if self.entry is None else self.entry.department
        return reported or "、".join(self.initiative.departments)


def field_of(column: int) -> ProgressField:
    """Give the field of a report that a column shows."""
    return PROGRESS_FIELDS[column - FIRST_FIELD]


def rows_of(initiative: Initiative, year: int, numbering: Numbering) -> tuple[ProgressRow, ...]:
    """Give the rows of an initiative: one a report, or an empty one where there is none."""
    number, whole = numbering.number(initiative), numbering.long_number(initiative)
    entries = progress_of(initiative, year)
    items = {}
    if any(one.item for one in entries):
        items = {one.id: one.text.replace("\n", "") for one in initiative.schedule.items()}
    rows = tuple(
        ProgressRow(initiative, number, whole, one, items.get(one.item, "")) for one in entries
    )
    if any(not one.item for one in entries):
        return rows
    return (ProgressRow(initiative, number, whole), *rows)


def wanted_ids(plan: Plan, year: int, numbering: Numbering, wishes: ProgressWishes) -> list[str]:
    """Give the ids of the initiatives that are wanted, in printed order."""
    word = folded(wishes.word)
    return [
        one.id
        for one in plan.initiatives()
        if (not wishes.department or wishes.department in one.departments)
        and (not wishes.status or wishes.status == status_of(one, year))
        and (not word or word in _searched(one, year, numbering))
    ]


def statuses_in(plan: Plan, year: int) -> list[str]:
    """Give the statuses that a year has; what is not reported may always be asked for."""
    found = dict.fromkeys(status_of(one, year) for one in plan.initiatives())
    return [NOT_REPORTED, *(one for one in found if one != NOT_REPORTED)]


def _searched(one: Initiative, year: int, numbering: Numbering) -> str:
    told = (getattr(entry, field) for entry in progress_of(one, year) for field in PROGRESS_FIELDS)
    return "\n".join(map(folded, (numbering.heading(one), *one.departments, *told)))
