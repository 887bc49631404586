"""点検: findings about a plan; nothing is ever changed by looking.

Belongs here: asking all checks, and leaving out what people have accepted. Each check stands in one
of the modules: `invariants` (what must hold), `schedules`, `texts` (signs and digits),
`typography`, `years`, `wording` (用語統一), `spellings` (表記ゆれ), `proofreading` (校正候補).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from kitaplanner.domain.checks.finding import Check, Correction, Finding, Severity
from kitaplanner.domain.checks.invariants import INVARIANTS
from kitaplanner.domain.checks.proofreading import (
    check_actions,
    check_lookalikes,
    check_pairs,
    check_slips,
)
from kitaplanner.domain.checks.schedules import SCHEDULE_CHECKS
from kitaplanner.domain.checks.spellings import check_spellings
from kitaplanner.domain.checks.texts import TEXT_CHECKS
from kitaplanner.domain.checks.typography import check_commas, check_typography
from kitaplanner.domain.checks.wording import check_wordings
from kitaplanner.domain.checks.years import check_years
from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.words import Analyser

__all__ = [
    "CHECKS",
    "WORD_CHECKS",
    "Check",
    "Correction",
    "Finding",
    "Severity",
    "check_plan",
    "findings_by_check",
    "without_accepted",
]

WordCheck: TypeAlias = Callable[[Plan, Form, Analyser | None], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    *INVARIANTS,
    *SCHEDULE_CHECKS,
    *TEXT_CHECKS,
    check_years,
    check_typography,
    check_commas,
    check_slips,
    check_pairs,
)
# What these find without the analyser is right, but not all.
WORD_CHECKS: tuple[WordCheck, ...] = (
    check_wordings,
    check_spellings,
    check_lookalikes,
    check_actions,
)


def check_plan(plan: Plan, form: Form, analyser: Analyser | None = None) -> tuple[Finding, ...]:
    """Give the findings of all checks, in the order of the checks and of the plan.

    What was accepted as it is stays quiet until its words change.
    """
    found = (one for some in findings_by_check(plan, form, analyser) for one in some)
    return tuple(without_accepted(plan, found))


def findings_by_check(
    plan: Plan, form: Form, analyser: Analyser | None = None
) -> Iterator[tuple[Finding, ...]]:
    """Yield the findings of one check after the other, so that long work can be given up."""
    for check in CHECKS:
        yield tuple(check(plan, form))
    for word_check in WORD_CHECKS:
        yield tuple(word_check(plan, form, analyser))


def without_accepted(plan: Plan, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that people have not let stand."""
    accepted = {(one.rule, one.target, one.evidence) for one in plan.accepted}
    for finding in findings:
        if (finding.rule, finding.target, finding.evidence) not in accepted:
            yield finding
