"""Choosing initiatives for a print: by number, by id or by department."""

from __future__ import annotations

from collections.abc import Sequence

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import UserError


def select_initiatives(
    plan: Plan, only: Sequence[str] = (), department: str = ""
) -> tuple[str, ...]:
    """Give the ids of the chosen initiatives in printed order; all when nothing is asked for.

    `only` holds ids, long numbers (基本方針1①1-(1)) or printed numbers that are unique in the plan.
    Raise UserError for a word that fits none or several, and for a department without initiatives.
    """
    chosen = {_find(plan, word) for word in only}
    found = tuple(
        initiative.id
        for initiative in plan.initiatives()
        if (not only or initiative.id in chosen)
        and (not department or department in initiative.departments)
    )
    if department and only and any(department in one.departments for one in plan.initiatives()):
        if not found:
            raise UserError(f"選んだ事業に、担当課「{department}」のものはありません。")
    elif department and not found:
        known = "、".join(one.name for one in plan.departments)
        raise UserError(f"担当課「{department}」の事業がありません。担当課：{known}")
    return found


def _find(plan: Plan, word: str) -> str:
    numbering = number_plan(plan, load_form(plan.form))
    initiatives = tuple(plan.initiatives())
    for initiative in initiatives:
        if word in (initiative.id, numbering.long_number(initiative)):
            return initiative.id
    same = [one for one in initiatives if numbering.number(one) == word]
    if len(same) == 1:
        return same[0].id
    if not same:
        raise UserError(f"番号または識別子「{word}」の事業はありません。")
    longer = "、".join(numbering.long_number(one) for one in same)
    raise UserError(
        f"番号「{word}」の事業が{len(same)}件あります。長い番号で指定してください：{longer}"
    )
