"""Operations on 進捗: what is reported on initiatives for a fiscal year.

Belongs here: writing texts of one year, of several initiatives in one edit. Does not belong here:
reading and counting them (`domain.progress_status`), and replies to inquiries (`replies`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, NamedTuple

from kitaplanner.domain.calendar import format_fiscal_year
from kitaplanner.domain.change import Change
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.outline import find_initiative
from kitaplanner.domain.plan import Initiative, Progress
from kitaplanner.domain.reply_sheet import PROGRESS_FIELDS, ProgressField
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_text, quoted
from kitaplanner.storage.document import Document

FIELD_WORDS: dict[ProgressField, str] = {
    "status": "状況",
    "result": "実績",
    "reason": "理由",
    "next_step": "今後の予定",
}


class ProgressEdit(NamedTuple):
    """A text for a field of a report; an empty `entry` (its id) means the report of the year.

    Where there is no such report yet, the text begins one.
    """

    initiative: str
    entry: str
    field: ProgressField
    text: str


def write_progress(document: Document, year: int, edits: Iterable[ProgressEdit]) -> Change | None:
    """Write texts of reports for a fiscal year, all in one edit.

    A report in which nothing is left is removed. Raise RefusedEdit for a report that is gone and
    for characters that no plan may hold.
    """
    wanted = tuple(edits)
    changed: dict[str, Initiative] = {}
    for one in wanted:
        initiative = changed.get(one.initiative) or find_initiative(
            document.snapshot, one.initiative
        )
        changed[one.initiative] = _written(initiative, year, one)
    if not changed:
        return None
    changed = {key: _without_empty(one, year) for key, one in changed.items()}
    return document.commit(
        _label(year, wanted, changed), document.snapshot.with_initiatives(changed)
    )


def _written(one: Initiative, year: int, edit: ProgressEdit) -> Initiative:
    text = accepted_text(edit.text, FIELD_WORDS[edit.field])
    entries = list(one.progress)
    place = _place_of(one, year, edit.entry)
    if place is None:
        if not text:
            return one
        entries.append(Progress(new_id(), year))
        place = len(entries) - 1
    told: dict[str, Any] = {edit.field: text}
    entries[place] = dataclasses.replace(entries[place], **told)
    return dataclasses.replace(one, progress=tuple(entries))


def _place_of(one: Initiative, year: int, entry: str) -> int | None:
    """Give where a report stands in its initiative; the newest of the year where none is named."""
    if entry:
        for place, each in enumerate(one.progress):
            if each.id == entry:
                return place
        raise RefusedEdit(
            f"{quoted(one.name)}のこの進捗は、もう計画の中にありません。画面を開き直してください。"
        )
    found = [at for at, each in enumerate(one.progress) if each.year == year and not each.item]
    return found[-1] if found else None


def _without_empty(one: Initiative, year: int) -> Initiative:
    kept = tuple(
        each
        for each in one.progress
        if each.year != year or any(getattr(each, field) for field in PROGRESS_FIELDS)
    )
    return one if len(kept) == len(one.progress) else dataclasses.replace(one, progress=kept)


def _label(year: int, edits: tuple[ProgressEdit, ...], changed: dict[str, Initiative]) -> str:
    when = format_fiscal_year(year)
    if len(changed) > 1:
        return f"事業{len(changed)}件の{when}の進捗を変更"
    name = quoted(next(iter(changed.values())).name)
    fields = {one.field for one in edits}
    what = f"（{FIELD_WORDS[edits[0].field]}）" if len(fields) == 1 else ""
    return f"{name}の{when}の進捗{what}を変更"
