"""What a filled-in sheet says about its initiative, against the plan that was sent.

Belongs here: from the texts of a reply to a Reading: fields, schedule, progress, and the doubt
about each. An empty cell means that nothing changes. Does not belong here: finding the cells
(`importers.inquiry_reply`), the schedule's lines (`reply_schedule`) and merging (`import_plan`).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kitaplanner.domain.ids import derived_id
from kitaplanner.domain.import_matching import same_words
from kitaplanner.domain.inquiry import initiatives_of
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Plan, Progress
from kitaplanner.domain.reading import (
    FieldName,
    NotUnderstood,
    ReadField,
    Reading,
    ReadInitiative,
    ReadProgress,
)
from kitaplanner.domain.reply_schedule import ScheduleReply
from kitaplanner.domain.reply_sheet import (
    FIELDS,
    PROGRESS_FIELDS,
    ProgressField,
    ReplyLine,
    ReplyMark,
    ReplySheet,
)
from kitaplanner.domain.reply_strays import strays
from kitaplanner.domain.reply_words import is_unchanged_word, status_words

_SEPARATORS = re.compile("[、，,\n]")
OVERWRITTEN = "「現在の内容」の欄が書き換えられています。修正として読みました。"
_UNKNOWN = "照会した計画にない事業です。"
_SECOND = "同じ事業のシートの複製です。先のシートだけを読みました。"
_INSERTED = "挿入された行です。どの欄の回答か分かりません。"
_NO_STATUS = "状況「{}」は、選択肢にありません。"


def reading_of_reply(
    source: str, sheets: Iterable[ReplySheet], plan: Plan, numbering: Numbering
) -> Reading:
    """Say what the sheets of one department say; `plan` is the plan as it was sent."""
    found: dict[str, ReadInitiative] = {}
    not_understood: list[NotUnderstood] = []
    department = ""
    for sheet in sheets:
        department = sheet.mark.department
        one = plan.initiative(sheet.mark.initiative)
        if one is None or one.id in found:
            reason = _UNKNOWN if one is None else _SECOND
            not_understood.append(NotUnderstood(sheet.name, "シート", reason))
            continue
        reader = _SheetReading(sheet, one, plan)
        found[one.id] = reader.read(numbering.number(one))
        not_understood += reader.not_understood
    missing = [one.name for one in initiatives_of(plan, department) if one.id not in found]
    remarks = [f"「{name}」のシートがブックにありません。" for name in missing]
    return Reading(source, tuple(found.values()), tuple(not_understood), tuple(remarks))


def shown_field(one: Initiative, field: FieldName) -> str:
    """Give a field as the sheet shows it."""
    value = getattr(one, field)
    return value if isinstance(value, str) else "、".join(value)


def asked_progress(one: Initiative, mark: ReplyMark) -> Progress:
    """Give the entry that the department is asked for, which may be there already."""
    entries = [each for each in one.progress if each.year == mark.year and not each.item]
    for department in (mark.department, ""):
        for entry in entries:
            if entry.department == department:
                return entry
    made = derived_id(mark.inquiry, mark.department, mark.initiative, "progress")
    return Progress(made, mark.year, department=mark.department)


class _SheetReading:
    """One sheet against the initiative as it was sent."""

    def __init__(self, sheet: ReplySheet, one: Initiative, plan: Plan) -> None:
        self._sheet = sheet
        self._one = one
        self._plan = plan
        self.not_understood = [*sheet.not_understood, *strays(sheet, one)]

    def read(self, number: str) -> ReadInitiative:
        """Give what the sheet says."""
        lines = self._sheet.lines
        schedule = ScheduleReply(self._sheet.mark, self._one, self._plan.period)
        for line in lines:
            if line.kind in ("item", "spare"):
                schedule.take(line)
            elif line.kind == "inserted":
                self._take_inserted(line, schedule)
        rows = schedule.rows()
        self.not_understood += schedule.not_understood
        return ReadInitiative(
            self._sheet.name,
            self._one.id,
            number,
            tuple(self._fields()),
            rows,
            self._one.schedule.divisions,
            progress=tuple(self._progress()),
        )

    def _take_inserted(self, line: ReplyLine, schedule: ScheduleReply) -> None:
        if line.key in ("item", "spare") and line.text("new"):
            schedule.take(line)
            return
        what = "".join(cell.text for cell in line.cells.values()).strip()
        self.not_understood.append(NotUnderstood(line.where, what, _INSERTED))

    def _fields(self) -> Iterator[ReadField]:
        for line in self._sheet.lines:
            field = next((one for one in FIELDS if one == line.key), None)
            if line.kind != "field" or field is None:
                continue
            old = shown_field(self._one, field)
            new, now = line.text("new"), line.text("now")
            if not is_unchanged_word(new):
                if not same_words(new, old):
                    yield ReadField(field, _value(field, new), line.at("new"))
            elif now and not same_words(now, old):
                yield ReadField(field, _value(field, now), line.at("now"), OVERWRITTEN)

    def _progress(self) -> Iterator[ReadProgress]:
        lines = {line.key: line for line in self._sheet.lines if line.kind == "progress"}
        told = {field: lines[field].text("now") for field in PROGRESS_FIELDS if field in lines}
        if not any(told.values()):
            return
        old = asked_progress(self._one, self._sheet.mark)
        entry = _with(old, told)
        if entry == old:
            return
        doubt = ""
        if entry.status and entry.status not in status_words(self._plan):
            doubt = _NO_STATUS.format(entry.status)
        changed = [one for one in told if getattr(entry, one) != getattr(old, one)]
        yield ReadProgress(entry, lines[changed[0]].at("now"), doubt)


def _with(old: Progress, told: dict[ProgressField, str]) -> Progress:
    """Give the entry with what was told; texts that differ in spaces alone stay as they are."""
    changes: dict[str, Any] = {
        field: text
        for field, text in told.items()
        if text != getattr(old, field) and not (text and same_words(text, getattr(old, field)))
    }
    return dataclasses.replace(old, **changes)


def _value(field: FieldName, text: str) -> str | tuple[str, ...]:
    if field == "departments":
        return tuple(name.strip() for name in _SEPARATORS.split(text) if name.strip())
    return "".join(text.split("\n")) if field == "name" else text
