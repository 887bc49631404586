"""The plan as a source from outside would have it, with the place and the doubt of each part.

Belongs here: laying fields and schedules of a Reading over the plan. Absent is not empty: what the
source does not show stays as it is. Does not belong here: what is done with it (`import_plan`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kitaplanner.domain.ids import new_id
from kitaplanner.domain.import_matching import Match, match_initiatives, same_words
from kitaplanner.domain.import_schedule import lay_over
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.outline import insert_initiative
from kitaplanner.domain.plan import Initiative, Plan, Progress, Schedule
from kitaplanner.domain.reading import NotUnderstood, ReadField, Reading, ReadProgress
from kitaplanner.domain.records import Key

_NO_NODE = "計画に見出しがないため、事業を置くところがありません。先に体系を作ってください。"
_NO_NAME = "事業名が読めないため、どの事業か分かりません。"
_UNKNOWN_ID = "この計画にない事業です。別の計画のファイルでないか確かめてください。"


@dataclass(slots=True)
class Overlay:
    """The plan before (`base`) and as the source has it (`theirs`).

    `places` and `doubts` go by the thing and its field; without a field they hold for all of it.
    `without_ids` are the initiatives whose parts had to be recognised.
    """

    base: Plan
    theirs: Plan
    places: dict[tuple[Key, str], str] = field(default_factory=dict)
    doubts: dict[tuple[Key, str], str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    without_ids: set[str] = field(default_factory=set)
    not_understood: list[NotUnderstood] = field(default_factory=list)

    def place(self, key: Key, name: str, initiative: str) -> str:
        """Give the address in the source that says most about a thing or its field."""
        owner = Key("initiative", initiative)
        for at in ((key, name), (key, ""), (owner, "")):
            if at in self.places:
                return self.places[at]
        return ""

    def doubt(self, key: Key, name: str, initiative: str) -> str:
        """Give every doubt about a thing or its field, and about its whole initiative."""
        owner = Key("initiative", initiative)
        found = dict.fromkeys(((key, name), (key, ""), (owner, "")))
        return "".join(dict.fromkeys(self.doubts[at] for at in found if at in self.doubts))


def lay_reading_over(
    plan: Plan, reading: Reading, numbering: Numbering, sent: Mapping[str, Initiative]
) -> Overlay:
    """Lay what a source shows over the plan, or over the initiatives as they were sent."""
    matches, twice = match_initiatives(plan, sent, numbering, reading)
    made = Overlay(plan, plan, not_understood=[*reading.not_understood, *twice])
    bases: dict[str, Initiative] = {}
    theirs: dict[str, Initiative] = {}
    for match in matches:
        if match.initiative is None:
            _add_new(made, match)
            continue
        base = _as_sent(match.initiative, sent, match)
        bases[base.id] = base
        theirs[base.id] = _laid(made, match, base, plan)
    missing = [one for one in bases if plan.initiative(one) is None]
    made.base = _with_missing(plan.with_initiatives(bases), bases, missing)
    made.theirs = _with_missing(made.theirs.with_initiatives(theirs), theirs, missing)
    return made


def _as_sent(one: Initiative, sent: Mapping[str, Initiative], match: Match) -> Initiative:
    """Give the initiative as it was sent in what the source shows, else as it is."""
    before = sent.get(one.id)
    if before is None:
        return one
    shown: dict[str, Any] = {read.name: getattr(before, read.name) for read in match.read.fields}
    if match.read.rows is not None:
        rows = before.schedule.rows
        shown["schedule"] = dataclasses.replace(one.schedule, rows=rows)
    if match.read.progress:
        shown["progress"] = before.progress
    return dataclasses.replace(one, **shown)


def _with_missing(plan: Plan, one_by_id: Mapping[str, Initiative], missing: Iterable[str]) -> Plan:
    """Put initiatives that were sent and are gone by now at the end, for the merge to judge."""
    nodes = list(plan.nodes())
    for one in missing if nodes else ():
        plan = insert_initiative(plan, nodes[-1].id, None, one_by_id[one])
    return plan


def _laid(made: Overlay, match: Match, base: Initiative, plan: Plan) -> Initiative:
    key, read = Key("initiative", base.id), match.read
    made.places[key, ""] = read.where
    doubt = match.doubt + read.doubt
    if doubt:
        made.doubts[key, ""] = doubt
    if not read.id:
        made.without_ids.add(base.id)
    changes: dict[str, Any] = {}
    for one in read.fields:
        made.places[key, one.name] = one.where
        if one.doubt:
            made.doubts[key, one.name] = one.doubt
        old = getattr(base, one.name)
        if one.value != old and (read.id or not _is_same(one.value, old)):
            changes[one.name] = one.value
    if "departments" in changes:
        _doubt_departments(made, key, changes["departments"], plan)
    if read.rows is not None:
        changes["schedule"] = _laid_schedule(made, match, base.schedule, plan, None)
    if read.progress:
        changes["progress"] = _laid_progress(made, read.progress, base.progress)
    return dataclasses.replace(base, **changes) if changes else base


def _laid_progress(
    made: Overlay, read: Iterable[ReadProgress], base: tuple[Progress, ...]
) -> tuple[Progress, ...]:
    """Put each entry that the source shows in the place of the one with its id, or behind all."""
    laid = {one.id: one for one in base}
    for one in read:
        key = Key("progress", one.progress.id)
        made.places[key, ""] = one.where
        if one.doubt:
            made.doubts[key, ""] = one.doubt
        laid[one.progress.id] = one.progress
    return tuple(laid.values())


def _is_same(value: str | tuple[str, ...], old: Any) -> bool:
    """Say whether a value differs at most in spaces, line breaks and width."""
    if isinstance(value, str):
        return isinstance(old, str) and same_words(value, old)
    return len(value) == len(old) and all(map(same_words, value, old))


def _doubt_departments(made: Overlay, key: Key, names: Iterable[str], plan: Plan) -> None:
    known = {one.name for one in plan.departments}
    unknown = [name for name in names if name not in known]
    if unknown:
        said = "".join(f"「{name}」" for name in unknown)
        doubt = made.doubts.get((key, "departments"), "")
        made.doubts[key, "departments"] = f"{doubt}{said}は、担当課一覧にありません。"


def _laid_schedule(
    made: Overlay, match: Match, base: Schedule, plan: Plan, divisions: int | None
) -> Schedule:
    read = match.read
    laid = lay_over(base, read.rows or (), divisions, plan.period, read.shown)
    rows = {row.id for row in laid.schedule.rows}
    for of, one_by_id in ((made.places, laid.places), (made.doubts, laid.doubts)):
        for one, said in one_by_id.items():
            of[Key("row" if one in rows else "item", one), ""] = said
    made.not_understood += laid.not_understood
    return laid.schedule


def _add_new(made: Overlay, match: Match) -> None:
    read = match.read
    fields: dict[str, Any] = {one.name: one.value for one in read.fields}
    name = fields.get("name", "")
    reason = _NO_NAME if not str(name).strip() else _NO_NODE if not match.node else ""
    if read.id:
        reason = _UNKNOWN_ID
    if reason:
        made.not_understood.append(NotUnderstood(read.where, str(name) or read.number, reason))
        return
    key = Key("initiative", new_id())
    made.new.add(key.id)
    made.places[key, ""] = read.where
    doubts = [match.doubt, read.doubt, *_field_doubts(read.fields)]
    schedule = Schedule(divisions=read.divisions)
    if read.rows is not None:
        schedule = _laid_schedule(made, match, schedule, made.theirs, read.divisions)
        parts = [Key("row", row.id) for row in schedule.rows]
        parts += [Key("item", item.id) for item in schedule.items()]
        doubts += [made.doubts[one, ""] for one in parts if (one, "") in made.doubts]
    said = "".join(dict.fromkeys(one for one in doubts if one))
    if said:
        made.doubts[key, ""] = said
    progress = tuple(one.progress for one in read.progress)
    new = Initiative(key.id, **fields, schedule=schedule, progress=progress)
    if "departments" in fields:
        _doubt_departments(made, key, fields["departments"], made.theirs)
    made.theirs = insert_initiative(made.theirs, match.node, None, new)


def _field_doubts(fields: Iterable[ReadField]) -> list[str]:
    return [one.doubt for one in fields if one.doubt]
