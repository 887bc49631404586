"""An initiative that was ended: one change, although its mark and several items differ by it.

Belongs here: telling that from what else was done to the schedule. Only what `domain.ending` does
at one month is taken; where no item was cut, nothing says when it ended and the mark alone changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from kitaplanner.domain.calendar import fiscal_year_of, last_month
from kitaplanner.domain.diff_edits import Drop, Edit, Set
from kitaplanner.domain.diff_grouping import Difference, Grouping
from kitaplanner.domain.ending import ENDED_MARK
from kitaplanner.domain.records import Key


def ended_initiatives(grouping: Grouping) -> Iterator[Difference]:
    """Yield one change for each ended initiative, with the items that were cut or taken out."""
    for key in grouping.touched("initiative"):
        marks = next((one for one in _sets(grouping, key) if one.field == "marks"), None)
        if marks is None or marks.after != (*marks.before, ENDED_MARK):
            continue
        items = [one for one in grouping.touched("item") if grouping.initiative_of(one) == key.id]
        last = _last_month(grouping, key, items)
        if last is not None:
            steps = grouping.take(marks, *_cuts(grouping, items, last))
            yield Difference("ended", key, key.id, "marks", marks.before, marks.after, steps)


def month_of_end(difference: Difference) -> int:
    """Give the last month of an initiative that was ended."""
    ends: list[int] = [edit.after.end for edit in difference.edits if _is_cut(edit)]
    return ends[0]


def _last_month(grouping: Grouping, key: Key, items: Sequence[Key]) -> int | None:
    """Give the end of the fiscal year at which items were cut; None where that was not all."""
    ends = [step.after.end for item in items for step in _sets(grouping, item) if _is_cut(step)]
    if not ends:
        return None
    last: int = max(ends)
    rows = grouping.after.order.get((key, "row"), ())
    left = (
        grouping.after.values[item].end
        for row in rows
        for item in grouping.after.order.get((row, "item"), ())
    )
    is_end = last == last_month(fiscal_year_of(last)) and max(left) <= last
    return last if is_end else None


def _cuts(grouping: Grouping, items: Sequence[Key], last: int) -> list[Edit]:
    """Give the steps that cut items at a month and take out those that began later."""
    found: list[Edit] = []
    for item in items:
        for step in grouping.steps(item):
            if isinstance(step, Drop):
                is_later = grouping.before.values[item].start > last
                found += [step] if is_later else []
            elif (_is_cut(step) and step.after.end == last) or _is_closed(step):
                found.append(step)
    return found


def _is_cut(step: Edit) -> TypeGuard[Set]:
    if not isinstance(step, Set) or step.field != "span":
        return False
    before, after = step.before, step.after
    return bool(before.start == after.start and after.end < before.end)


def _is_closed(step: Edit) -> bool:
    return isinstance(step, Set) and step.field == "opens_after" and bool(step.before)


def _sets(grouping: Grouping, key: Key) -> list[Set]:
    return [step for step in grouping.steps(key) if isinstance(step, Set)]
