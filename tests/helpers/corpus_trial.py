"""What an import would make of a plan, judged by what the workbook truly says.

A change that is safe must lead to the truth: each field of an item or initiative that safe changes
touch then has its true value, each item that they add is one that was missing. What is wrong must
be unsure, in conflict or, in a new initiative, doubted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from kitaplanner.domain.import_plan import ImportPlan, accept, safe_ids
from kitaplanner.domain.plan import Initiative, Plan, ScheduleItem

_ITEM_FIELDS = ("text", "start", "end", "kind", "started", "opens_before", "opens_after")
_FIELDS = ("name", "departments", "summary", "notes")
Content = tuple[Any, ...]


@dataclass
class Trial:
    """Counts over many imports; `safe_wrong` says each safe change that leads astray."""

    true_items: int = 0
    items_after: int = 0
    right: int = 0
    safe: int = 0
    questions: int = 0
    same_as_before: int = 0
    wrong: int = 0
    safe_wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Give the share of true items that stand in the plan when all is taken."""
        return self.right / max(1, self.true_items)

    @property
    def precision(self) -> float:
        """Give the share of items in the plan, when all is taken, that are true."""
        return self.right / max(1, self.items_after)

    def line(self) -> str:
        """Say the figures in a line."""
        return (
            f"items {self.right}/{self.true_items} recall {self.recall:.1%} precision "
            f"{self.precision:.1%} | changes safe {self.safe} to decide {self.questions} | "
            f"wrong initiatives, all doubted {self.wrong} | wrong marked safe "
            f"{len(self.safe_wrong)}"
        )


def bare(text: str) -> str:
    """Leave spaces and line ends out."""
    return re.sub(r"\s", "", text)


def content(item: ScheduleItem) -> Content:
    """Give what an item says, without its id."""
    values = [getattr(item, name) for name in _ITEM_FIELDS]
    return (bare(item.text), *values[1:])


def judge(where: str, truth: Plan, before: Plan, found: ImportPlan, trial: Trial) -> None:
    """Hold what an import of the plan `before` finds against the truth."""
    trial.safe += len(found.ids("safe"))
    trial.questions += len(found.changes) - len(found.ids("safe"))
    safe = accept(before, found, safe_ids(found))
    whole = accept(before, found, [one.id for one in found.changes])
    for true in truth.initiatives():
        old, new = before.initiative(true.id), safe.initiative(true.id)
        taken = _same_initiative(whole, true)
        _count(true, taken, trial)
        if old is not None and new is not None:
            said = [f"{where}: {true.name}: {one}" for one in _astray(true, old, new)]
            trial.safe_wrong += said
        if taken is None or _rows(taken) != _rows(true):
            trial.wrong += 1
            if not found.not_understood and not _is_doubted(true, old is None, found):
                trial.safe_wrong.append(f"{where}: {true.name}: rows differ without a doubt")


def _is_doubted(true: Initiative, is_new: bool, found: ImportPlan) -> bool:
    """Say whether a question is asked; of a new one, more than whether it is new."""
    asked = [one for one in found.changes if one.state != "safe"]
    mine = [one for one in asked if is_new or one.initiative == true.id]
    return any(one.reason.count("。") > (2 if is_new else 0) for one in mine)


def _same_initiative(plan: Plan, true: Initiative) -> Initiative | None:
    same = plan.initiative(true.id)
    if same is not None:
        return same
    named = [one for one in plan.initiatives() if bare(one.name) == bare(true.name)]
    return named[0] if len(named) == 1 else None


def _count(true: Initiative, taken: Initiative | None, trial: Trial) -> None:
    wanted = [content(item) for item in true.schedule.items()]
    trial.true_items += len(wanted)
    for item in taken.schedule.items() if taken is not None else ():
        trial.items_after += 1
        if content(item) in wanted:
            wanted.remove(content(item))
            trial.right += 1


def _rows(one: Initiative) -> list[list[Content]]:
    return [[content(item) for item in row.items] for row in one.schedule.rows if row.items]


def _astray(true: Initiative, old: Initiative, new: Initiative) -> list[str]:
    """Say in what the safe changes led away from the truth."""
    said = [
        f"{name} {getattr(new, name)!r}"
        for name in _FIELDS
        if _bare(getattr(new, name)) not in (_bare(getattr(old, name)), _bare(getattr(true, name)))
    ]
    if _rows(new) == _rows(true):
        return said  # the truth, whichever item kept which id
    true_items = {item.id: item for item in true.schedule.items()}
    old_items = {item.id: item for item in old.schedule.items()}
    missing = [content(one) for one in true_items.values() if one.id not in old_items]
    present = [content(item) for item in new.schedule.items()]
    right = [content(item) for item in true_items.values()]
    for item in new.schedule.items():
        before = old_items.get(item.id)
        if before is None:
            if content(item) not in missing:
                said.append(f"added {content(item)}")
            else:
                missing.remove(content(item))
            continue
        if present.count(content(item)) <= right.count(content(item)):
            continue  # a true item, though another one's id
        wanted = true_items.get(item.id, before)
        for at, name in enumerate(_ITEM_FIELDS):
            values = (content(before)[at], content(wanted)[at])
            if content(item)[at] not in values:
                said.append(f"{before.text} {name}: {content(item)[at]!r}, not {values[1]!r}")
    gone = set(old_items) - {item.id for item in new.schedule.items()}
    return said + [f"{old_items[one].text} removed" for one in gone]


def _bare(value: Any) -> Any:
    return bare(value) if isinstance(value, str) else tuple(map(bare, value))
