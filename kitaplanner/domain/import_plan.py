"""What a source from outside would change in the plan, to be reviewed and accepted.

A Reading is laid over the plan as it was sent (or as it is); that and the plan as it is now are
merged three ways; what the merged plan differs in from the present one are the changes. A change
is safe only where nobody doubts it and nobody else changed the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.diff import Difference, apply_differences, compare_plans
from kitaplanner.domain.diff_edits import Drop
from kitaplanner.domain.diff_item_words import item_name
from kitaplanner.domain.import_overlay import Overlay, lay_reading_over
from kitaplanner.domain.merge import merge_plans
from kitaplanner.domain.merge_conflicts import Conflict
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.outline import find_initiative
from kitaplanner.domain.plan import Initiative, Plan, ScheduleRow
from kitaplanner.domain.reading import NotUnderstood, Reading
from kitaplanner.domain.records import HOLDINGS, Key, Records
from kitaplanner.errors import RefusedEdit

ChangeState: TypeAlias = Literal["safe", "conflict", "unsure", "new"]
_NOTHING_SENT: Mapping[str, Initiative] = {}
_BOTH = "送ったあとに、計画のほうでも変更されています。"
_GONE_HERE = "送ったあとに、計画のほうで削除されています。"
_GONE_THERE = "資料では削除されていますが、計画のほうで変更されています。"
_OVERLAPS = "計画の矢印と期間が重なるため、すぐ下の行に分けます。"
_NOT_SHOWN = "資料に見当たりません。資料に書かれていないだけでないか、確かめてください。"
_NEW = "計画にない事業です。「{}」の最後に追加します。"


@dataclass(frozen=True, slots=True)
class ImportChange:
    """One change that a source would make; `difference` makes it.

    `sent` is the value that was sent, where the plan and the source both changed it. `where` is the
    address in the source and `reason` says why it is not safe; `is_doubted` where a reader was not
    certain, which may be so of a conflict or a new initiative too.
    """

    id: str
    initiative: str
    field: str
    before: Any
    after: Any
    state: ChangeState
    where: str
    reason: str
    difference: Difference
    sent: Any = None
    is_doubted: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that a source would change, and what was not understood; `current` is the plan now."""

    source: str
    current: Plan
    changes: tuple[ImportChange, ...]
    not_understood: tuple[NotUnderstood, ...]
    remarks: tuple[str, ...]
    initiatives_found: int

    def ids(self, *states: ChangeState) -> frozenset[str]:
        """Give the ids of the changes in some states."""
        return frozenset(one.id for one in self.changes if one.state in states)


def plan_import(
    current: Plan,
    reading: Reading,
    numbering: Numbering,
    sent: Mapping[str, Initiative] = _NOTHING_SENT,
) -> ImportPlan:
    """Find what a source would change in the plan; nothing is changed.

    `sent` are the initiatives as they went out, for what comes back; without them the source is
    compared with the plan as it is.
    """
    overlay = lay_reading_over(current, reading, numbering, sent)
    merge = merge_plans(overlay.base, current, overlay.theirs, prefer="theirs", stays="ours")
    removals = [one for one in merge.conflicts if one.kind == "removed" and one.taken == "ours"]
    differences = [
        *compare_plans(current, merge.plan),
        *(one for conflict in removals for one in removal(current, conflict.key)),
    ]
    judge = _Judge(overlay, merge.conflicts, {one.key for one in removals})
    return ImportPlan(
        reading.source,
        current,
        tuple(judge.change(one) for one in differences),
        tuple(overlay.not_understood),
        reading.remarks,
        len(reading.initiatives),
    )


def accept(plan: Plan, found: ImportPlan, accepted: Collection[str]) -> Plan:
    """Make the accepted changes in the plan.

    Raise RefusedEdit where the plan no longer holds what they are about, or where some of them
    can't be made without others; the plan stays as it is.
    """
    chosen = [one.difference for one in found.changes if one.id in accepted]
    made = apply_differences(plan, chosen)
    for unfit in _overlapping(made, {one.initiative for one in chosen}):
        initiative = find_initiative(made, unfit)
        said = next(filter(None, map(_overlap_in, initiative.schedule.rows)))
        raise RefusedEdit(
            f"選んだ変更だけでは、「{initiative.name}」の{said}の期間が重なります。"
            "関係する変更も一緒に選んでください。"
        )
    return made


def safe_ids(found: ImportPlan) -> frozenset[str]:
    """Give the safe changes that can be made together without any other."""
    return fitting_ids(found, "safe")


def fitting_ids(found: ImportPlan, *states: ChangeState) -> frozenset[str]:
    """Give the changes in some states that can be made together without any other."""
    chosen = [one for one in found.changes if one.state in states]
    while chosen:
        try:
            made = apply_differences(found.current, (one.difference for one in chosen))
        except RefusedEdit:
            # Some need others that are not chosen: what moves or removes things waits for people.
            chosen = [one for one in chosen if one.difference.action in ("field", "added")]
            continue
        unfit = set(_overlapping(made, {one.initiative for one in chosen}))
        if not unfit:
            break
        chosen = [
            one
            for one in chosen
            if one.initiative not in unfit or one.difference.key.kind not in ("item", "row")
        ]
    return frozenset(one.id for one in chosen)


def removal(current: Plan, key: Key) -> list[Difference]:
    """Give the change that would take out what the source no longer has."""
    records = Records.of(current)
    steps = tuple(Drop(one) for one in _with_all_below(records, key))
    initiative = records.initiative_of(key)
    return [Difference("removed", key, initiative, before=records.whole(key), edits=steps)]


def _with_all_below(records: Records, key: Key) -> Iterator[Key]:
    yield key
    for _, kind in HOLDINGS.get(key.kind, ()):
        for child in records.order.get((key, kind), ()):
            yield from _with_all_below(records, child)


def _overlapping(plan: Plan, initiatives: Collection[str]) -> Iterator[str]:
    """Yield the ids of those initiatives in which items overlap."""
    for one in plan.initiatives():
        if one.id in initiatives and any(map(_overlap_in, one.schedule.rows)):
            yield one.id


def _overlap_in(row: ScheduleRow) -> str:
    """Name two items of a row that overlap; empty text where none do."""
    for left, right in pairwise(row.items):
        if right.start <= left.end:
            return f"{item_name(left)}と{item_name(right)}"
    return ""


class _Judge:
    """Says of each change whether it is safe, and why not."""

    def __init__(
        self, overlay: Overlay, conflicts: Collection[Conflict], removed: Collection[Key]
    ) -> None:
        self._overlay = overlay
        self._removed = removed
        self._fields = {(one.key, one.field): one for one in conflicts if one.kind == "field"}
        self._others: dict[Key, Conflict] = {}
        for one in conflicts:
            if one.kind == "overlap":
                self._others[Key("item", one.ours.id)] = one
                self._others[Key("item", one.theirs.id)] = one
            elif one.kind != "field":
                self._others[one.key] = one
        self._nodes = {
            one.id: node.name for node in overlay.theirs.nodes() for one in node.initiatives
        }

    def change(self, difference: Difference) -> ImportChange:
        """Give a difference with its state, its place in the source and the reason."""
        key, field = difference.key, difference.field
        conflict, clash = self._conflict(difference)
        doubts = [
            self._overlay.doubt(one, field, difference.initiative) for one in _parts(difference)
        ]
        doubt = "".join(dict.fromkeys(one for one in doubts if one))
        if difference.action == "removed" and difference.initiative in self._overlay.without_ids:
            doubt += _NOT_SHOWN
        state: ChangeState = "conflict" if clash else "unsure" if doubt else "safe"
        is_doubted = bool(doubt)
        if key.id in self._overlay.new and difference.action == "added":
            state = "new"
            doubt = _NEW.format(self._nodes.get(key.id, "")) + doubt
        return ImportChange(
            f"{difference.kind}:{key.kind}:{key.id}:{field}",
            difference.initiative,
            field,
            difference.before,
            difference.after,
            state,
            self._overlay.place(key, field, difference.initiative),
            clash + doubt,
            difference,
            None if conflict is None else conflict.base,
            is_doubted,
        )

    def _conflict(self, difference: Difference) -> tuple[Conflict | None, str]:
        key = difference.key
        if key in self._removed:
            return None, _GONE_THERE
        for one in _parts(difference):
            fields = [one_field for one_key, one_field in self._fields if one_key == one]
            for field in fields:
                if field == difference.field or difference.action != "field":
                    return self._fields[one, field], _BOTH
            if one in self._others:
                other = self._others[one]
                if other.kind == "overlap":
                    return None, _OVERLAPS
                return None, _GONE_HERE if other.kind == "removed" else _BOTH
        return None, ""


def _parts(difference: Difference) -> list[Key]:
    """Give the thing that a change is about and all that its steps touch."""
    return list(dict.fromkeys((difference.key, *(one.key for one in difference.edits))))
