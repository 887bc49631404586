"""Where findings are, and those that were let stand, in the words of the table of contents."""

from __future__ import annotations

from collections.abc import Callable

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.form import load_form
from kitaplanner.domain.house_rules import AcceptedFinding
from kitaplanner.domain.numbering import Numbering, number_plan
from kitaplanner.domain.passages import passages_by_owner
from kitaplanner.domain.plan import Plan

_WHOLE_PLAN = "計画全体"
_OWNER_WORDS = {"department": "担当課一覧", "plan": "用語"}


def places_of(plan: Plan, numbering: Numbering | None = None) -> Callable[[Finding], str]:
    """Give the function that says where a finding is, in the words of the table of contents."""
    numbering = numbering or number_plan(plan, load_form(plan.form))
    initiatives = {one.id: numbering.heading(one) for one in plan.initiatives()}
    nodes = {one.id: numbering.heading(one) for one in plan.nodes()}
    sections = {one.id: one.heading for one in plan.sections}

    def place(finding: Finding) -> str:
        if finding.initiative:
            return initiatives.get(finding.initiative, "")
        if finding.address is None:
            return _WHOLE_PLAN
        at = finding.address.id
        return (nodes.get(at) or sections.get(at.partition(":")[0])) or {
            "department": "担当課一覧",
            "term": "用語",
            "handout": "委員会資料",
        }.get(finding.address.kind, _WHOLE_PLAN)

    return place


def accepted_places(
    plan: Plan, numbering: Numbering | None = None
) -> Callable[[AcceptedFinding], str]:
    """Give the function that says what a finding that was let stand is about."""
    numbering = numbering or number_plan(plan, load_form(plan.form))
    words = {one.id: one.heading for one in plan.sections}
    words |= {one.id: numbering.heading(one) for one in plan.nodes()}
    words |= {one.id: numbering.heading(one) for one in plan.initiatives()}
    for initiative in plan.initiatives():
        words |= dict.fromkeys(
            (one.id for one in initiative.schedule.items()), words[initiative.id]
        )
    for owner, passages in passages_by_owner(plan):
        heading = words.get(owner.id) or _OWNER_WORDS.get(owner.kind, _WHOLE_PLAN)
        for passage in passages:
            words.setdefault(passage.address.id, heading)

    def place(accepted: AcceptedFinding) -> str:
        return words.get(accepted.target, "今はない箇所" if accepted.target else _WHOLE_PLAN)

    return place
