"""組織改正: departments renamed, merged or split at a month, in one change.

Belongs here: accepting the names and wording the change. What becomes of the plan is in
`domain.reorganisation`.
"""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.reorganisation import Reorganisation, describe_month, reorganised
from kitaplanner.operations.departments import accepted_department_name
from kitaplanner.operations.wording import accepted_text, quoted
from kitaplanner.storage.document import Document


def reorganise_departments(document: Document, wish: Reorganisation) -> Change | None:
    """Rename, merge or split departments; every initiative, row and item follows.

    Raise RefusedEdit for names that can't be and for departments that don't exist in that month.
    """
    plan = document.snapshot
    accepted = accepted_reorganisation(plan, wish)
    return document.commit(_label(accepted), reorganised(plan, accepted))


def accepted_reorganisation(plan: Plan, wish: Reorganisation) -> Reorganisation:
    """Give a reorganisation with its names as they are stored; refuse one that can't be."""
    accepted = _with_accepted_names(plan, wish)
    reorganised(plan, accepted)
    return accepted


def _with_accepted_names(plan: Plan, wish: Reorganisation) -> Reorganisation:
    known = {one.name for one in plan.departments}
    names = {
        name: name if name in known else accepted_department_name(plan, name) for name in wish.new
    }
    division = None if wish.division is None else accepted_text(wish.division, "部の名称").strip()
    return dataclasses.replace(
        wish,
        new=tuple(names[name] for name in wish.new),
        choices={
            key: tuple(names.get(name, name) for name in chosen)
            for key, chosen in wish.choices.items()
        },
        division=division,
    )


def _label(wish: Reorganisation) -> str:
    old = "、".join(quoted(name)[1:-1] for name in wish.old)
    new = "、".join(quoted(name)[1:-1] for name in wish.new)
    return f"組織改正：{old}→{new}（{describe_month(wish.month)}）"
