"""What the program itself puts on the clipboard: items, rows or initiatives of a plan.

Belongs here: the value, what it is made of, ids when it is put into a plan, and what writer and
reader of clipboards must agree on. Does not belong here: the formats themselves
(`export.clipboard` writes, `importers.clipboard` reads).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.domain.ids import new_id
from kitaplanner.domain.outline import copy_initiative
from kitaplanner.domain.plan import Initiative, Plan, Schedule, ScheduleRow
from kitaplanner.domain.schedule_edit import find_item, find_row

MIME_TYPE = "application/x-kitaplanner"
PAYLOAD_VERSION = 1
# What a spreadsheet takes for the beginning of a formula when it is given as plain text.
_LIKE_FORMULA = re.compile("'*[=+\\-@＝＋－＠]")
PayloadKind: TypeAlias = Literal["items", "rows", "initiatives"]
PAYLOAD_KINDS: tuple[PayloadKind, ...] = ("items", "rows", "initiatives")


@dataclass(frozen=True, slots=True)
class ClipboardPayload:
    """Copied things inside their initiatives.

    For `items` and `rows` there is one initiative, whose schedule holds only what was copied: for
    `items` the rows from the first to the last with a copied item, empty ones between included.
    """

    kind: PayloadKind
    initiatives: tuple[Initiative, ...]

    @property
    def rows(self) -> tuple[ScheduleRow, ...]:
        """Give the copied rows of `items` and `rows`."""
        return self.initiatives[0].schedule.rows


def guarded_text(text: str) -> str:
    """Put the sign of text before what a spreadsheet would take for a formula."""
    return f"'{text}" if _LIKE_FORMULA.match(text) else text


def unguarded_text(text: str) -> str:
    """Take the sign of text away again."""
    return text[1:] if text.startswith("'") and _LIKE_FORMULA.match(text) else text


def payload_of_items(initiative: Initiative, item_ids: Iterable[str]) -> ClipboardPayload:
    """Take items for the clipboard; refuse ids that are not in the initiative."""
    ids = frozenset(item_ids)
    for item_id in ids:
        find_item(initiative, item_id)
    rows = [
        ScheduleRow(row.id, tuple(item for item in row.items if item.id in ids))
        for row in initiative.schedule.rows
    ]
    full = [index for index, row in enumerate(rows) if row.items]
    return _payload("items", initiative, rows[full[0] : full[-1] + 1] if full else ())


def payload_of_rows(initiative: Initiative, row_ids: Iterable[str]) -> ClipboardPayload:
    """Take whole rows for the clipboard, in the order in which they stand."""
    ids = frozenset(row_ids)
    for row_id in ids:
        find_row(initiative, row_id)
    rows = [row for row in initiative.schedule.rows if row.id in ids]
    return _payload("rows", initiative, rows)


def payload_of_initiatives(initiatives: Iterable[Initiative]) -> ClipboardPayload:
    """Take whole initiatives for the clipboard."""
    return ClipboardPayload("initiatives", tuple(initiatives))


def _payload(
    kind: PayloadKind, initiative: Initiative, rows: Iterable[ScheduleRow]
) -> ClipboardPayload:
    schedule = Schedule(tuple(rows), initiative.schedule.divisions)
    return ClipboardPayload(kind, (Initiative(initiative.id, initiative.name, schedule=schedule),))


def ids_of_plan(plan: Plan) -> frozenset[str]:
    """Give every id that the plan uses."""
    ids = {one.id for one in plan.departments}
    ids.update(one.id for one in plan.sections)
    ids.update(one.id for one in plan.terms)
    ids.update(one.id for one in plan.nodes())
    return frozenset(ids.union(_ids_of(plan.initiatives())))


def _ids_of(initiatives: Iterable[Initiative]) -> Iterator[str]:
    for initiative in initiatives:
        yield initiative.id
        for parts in (
            initiative.indicators,
            initiative.budgets,
            initiative.progress,
            initiative.references,
            initiative.terms,
            initiative.schedule.rows,
        ):
            for part in parts:
                yield part.id
        for item in initiative.schedule.items():
            yield item.id


def settled_initiatives(
    initiatives: Sequence[Initiative], known: frozenset[str]
) -> tuple[Initiative, ...]:
    """Give initiatives as a plan with the known ids can take them.

    One whose ids are all unknown keeps them. Of any other a copy with new ids is made, as when it
    is duplicated inside the plan; references among the pasted ones follow.
    """
    taken = set(known)
    renewed: dict[str, str] = {}
    settled = []
    for one in initiatives:
        ids = set(_ids_of((one,)))
        fresh = one
        if ids & taken:
            fresh = copy_initiative(one)
            renewed[one.id] = fresh.id
        taken.update(ids, _ids_of((fresh,)))
        settled.append(fresh)
    return tuple(_with_targets(one, renewed) for one in settled)


def _with_targets(initiative: Initiative, renewed: dict[str, str]) -> Initiative:
    references = tuple(
        dataclasses.replace(one, target=renewed.get(one.target, one.target))
        for one in initiative.references
    )
    if references == initiative.references:
        return initiative
    return dataclasses.replace(initiative, references=references)


def settled_rows(rows: Iterable[ScheduleRow], known: frozenset[str]) -> tuple[ScheduleRow, ...]:
    """Give rows as a plan with the known ids can take them: ids that it has are made anew."""
    return tuple(
        dataclasses.replace(
            row,
            id=new_id() if row.id in known else row.id,
            items=tuple(
                dataclasses.replace(item, id=new_id()) if item.id in known else item
                for item in row.items
            ),
        )
        for row in rows
    )
