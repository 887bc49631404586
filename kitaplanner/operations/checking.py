"""点検 of a whole plan: the checks of the domain, the analyser's words, the room on the paper.

Belongs here: putting together what no floor below sees at once, fit for another thread and for
checking the same plan again and again. What is done about a finding is in `findings`.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeAlias

from kitaplanner.domain.checks import CHECKS, WORD_CHECKS, Finding, findings_by_check
from kitaplanner.domain.checks import without_accepted as not_accepted
from kitaplanner.domain.checks.on_texts import found_in, passages
from kitaplanner.domain.checks.order import in_order
from kitaplanner.domain.checks.rules import WAITING, rule_title
from kitaplanner.domain.form import Form, load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.domain.text import describe_character
from kitaplanner.domain.words import Analyser
from kitaplanner.layout.context import Metrics, missing_glyphs
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.operations.finding_places import places_of
from kitaplanner.operations.print_sizes import PrintSizes

ProgressCall: TypeAlias = Callable[[int, int], None]


@cache
def analyser() -> Analyser | None:
    """Give the analyser; None where it or its dictionary is missing: then rules for nouns and
    verbs rest."""
    try:
        from kitaplanner.language.sudachi import SudachiAnalyser

        return SudachiAnalyser()
    except (ImportError, OSError):
        return None


class PlanChecker:
    """Checks one plan again and again; prints that stayed as they were are not laid out anew."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._sizes = PrintSizes(form)

    def findings(self, plan: Plan, progress: ProgressCall | None = None) -> tuple[Finding, ...]:
        """Give all findings but the accepted ones, the gravest first, then as printed.

        `progress` is called between the steps and may raise Cancelled.
        """
        total = len(CHECKS) + len(WORD_CHECKS) + self._sizes.steps(plan)
        done = 0

        def pulse() -> None:
            if progress is not None:
                progress(done, total)

        def step() -> None:
            nonlocal done
            pulse()
            done += 1

        found: list[Finding] = []
        paced = plan
        if progress is not None:
            paced = _PacedPlan.of(plan, lambda: progress(done, total))
        for some in findings_by_check(paced, self._form, analyser()):
            found += some
            step()
        metrics = bundled_metrics()
        found += _missing_glyphs(plan, metrics)
        numbering = number_plan(plan, self._form)
        found += self._sizes.findings(plan, numbering, metrics, step, pulse)
        return tuple(in_order(plan, not_accepted(plan, found)))


class _PacedPlan(Plan):
    """A plan that calls something at each node and initiative that is looked at: a check of a large
    plan can so be stopped, and gives way, in its midst."""

    _breathe: Callable[[], None]

    @classmethod
    def of(cls, plan: Plan, breathe: Callable[[], None]) -> _PacedPlan:
        """Give the plan, paced."""
        paced = cls(**{one.name: getattr(plan, one.name) for one in dataclasses.fields(plan)})
        object.__setattr__(paced, "_breathe", breathe)
        return paced

    def nodes(self) -> Iterator[Node]:
        for node in super().nodes():
            self._breathe()
            yield node

    def initiatives(self) -> Iterator[Initiative]:
        for initiative in super().initiatives():
            self._breathe()
            yield initiative


def check_whole(plan: Plan, progress: ProgressCall | None = None) -> tuple[Finding, ...]:
    """Check a plan once."""
    return PlanChecker(load_form(plan.form)).findings(plan, progress)


def _missing_glyphs(plan: Plan, metrics: Metrics) -> Iterator[Finding]:
    for initiative, passage in passages(plan):
        missing = missing_glyphs(passage.text, metrics)
        if missing:
            names = "、".join(f"「{one}」（{describe_character(one)}）" for one in missing)
            words = f"の{names}は、印刷用の文字にありません。紙面では四角になります。"
            yield found_in(
                "glyph", initiative, passage, words, "".join(missing), severity="warning"
            )


def findings_to_json(plan: Plan, findings: Iterable[Finding]) -> str:
    """Write findings as JSON: rule, how grave, where, why, what stands there and the suggestion."""
    places = places_of(plan)
    listed = [
        {
            "rule": one.rule,
            "title": rule_title(one.rule),
            "severity": one.severity,
            "waiting": one.rule in WAITING,
            "where": places(one),
            "initiative": one.initiative,
            "item": one.item,
            "address": list(one.address) if one.address is not None else None,
            "why": one.sentence,
            "evidence": one.evidence,
            "before": one.correction.before if one.correction else None,
            "suggestion": one.correction.after if one.correction else None,
        }
        for one in findings
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2)
