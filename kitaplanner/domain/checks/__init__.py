"""点検: findings about a plan; nothing is ever changed by looking.

Belongs here: asking all checks, and leaving out what people have accepted. Each check stands in one
of the modules: `invariants` (what must hold), `schedules`, `texts` (signs and digits), `wording`.
"""

from __future__ import annotations

from kitaplanner.domain.checks.finding import Check, Correction, Finding, Severity
from kitaplanner.domain.checks.invariants import INVARIANTS
from kitaplanner.domain.checks.schedules import SCHEDULE_CHECKS
from kitaplanner.domain.checks.texts import TEXT_CHECKS
from kitaplanner.domain.checks.wording import WORDING_CHECKS
from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan

__all__ = ["CHECKS", "Check", "Correction", "Finding", "Severity", "check_plan"]

CHECKS: tuple[Check, ...] = (*INVARIANTS, *SCHEDULE_CHECKS, *TEXT_CHECKS, *WORDING_CHECKS)


def check_plan(plan: Plan, form: Form) -> tuple[Finding, ...]:
    """Give the findings of all checks, in the order of the checks and of the plan.

    What was accepted as it is stays quiet until its words change.
    """
    accepted = {(one.rule, one.target, one.evidence) for one in plan.accepted}
    return tuple(
        finding
        for check in CHECKS
        for finding in check(plan, form)
        if (finding.rule, finding.target, finding.evidence) not in accepted
    )
