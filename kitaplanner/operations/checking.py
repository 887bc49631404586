"""点検 of a whole plan: the checks of the domain, the analyser's words, the room on the paper.

Belongs here: putting together what no floor below sees at once, fit for another thread and for
checking the same plan again and again. What is done about a finding is in `findings`.
"""

from __future__ import annotations

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
from kitaplanner.domain.numbering import Numbering, number_plan
from kitaplanner.domain.passages import Address
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.domain.text import describe_character
from kitaplanner.domain.words import Analyser
from kitaplanner.layout.context import Metrics, missing_glyphs
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Shortfall
from kitaplanner.layout.sheets import sheet_scene
from kitaplanner.operations.finding_places import places_of

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
    """Checks one plan again and again; sheets that stayed as they were are not laid out anew."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._kept: dict[str, tuple[Initiative, object, tuple[Shortfall, ...]]] = {}

    def findings(self, plan: Plan, progress: ProgressCall | None = None) -> tuple[Finding, ...]:
        """Give all findings but the accepted ones, the gravest first, then as printed.

        `progress` is called between the steps and may raise Cancelled.
        """
        initiatives = list(plan.initiatives())
        total = len(CHECKS) + len(WORD_CHECKS) + len(initiatives)
        found: list[Finding] = []
        for done, some in enumerate(findings_by_check(plan, self._form, analyser())):
            found += some
            _tell(progress, done, total)
        metrics = bundled_metrics()
        found += _missing_glyphs(plan, metrics)
        numbering = number_plan(plan, self._form)
        for done, initiative in enumerate(initiatives, len(CHECKS) + len(WORD_CHECKS)):
            for shortfall in self._shortfalls(plan, initiative, numbering, metrics):
                if shortfall.reason == "too_small":
                    found.append(_small_text(initiative, shortfall, self._form))
            _tell(progress, done, total)
        self._forget_others({one.id for one in initiatives})
        return tuple(in_order(plan, not_accepted(plan, found)))

    def _shortfalls(
        self, plan: Plan, initiative: Initiative, numbering: Numbering, metrics: Metrics
    ) -> tuple[Shortfall, ...]:
        around = (plan.period, plan.settings)
        kept = self._kept.get(initiative.id)
        if kept is not None and kept[0] is initiative and kept[1] == around:
            return kept[2]
        made = sheet_scene(plan, initiative, self._form, numbering, metrics).shortfalls
        self._kept[initiative.id] = (initiative, around, made)
        return made

    def _forget_others(self, ids: set[str]) -> None:
        self._kept = {one: kept for one, kept in self._kept.items() if one in ids}


def check_whole(plan: Plan, progress: ProgressCall | None = None) -> tuple[Finding, ...]:
    """Check a plan once."""
    return PlanChecker(load_form(plan.form)).findings(plan, progress)


def _tell(progress: ProgressCall | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _missing_glyphs(plan: Plan, metrics: Metrics) -> Iterator[Finding]:
    for initiative, passage in passages(plan):
        missing = missing_glyphs(passage.text, metrics)
        if missing:
            names = "、".join(f"「{one}」（{describe_character(one)}）" for one in missing)
            words = f"の{names}は、印刷用の文字にありません。紙面では四角になります。"
            yield found_in(
                "glyph", initiative, passage, words, "".join(missing), severity="warning"
            )


def _small_text(initiative: Initiative, shortfall: Shortfall, form: Form) -> Finding:
    smallest = f"{form.sizes.item_smallest:g}"
    sentence = (
        f"「{initiative.name}」の矢印の文字が{smallest}ポイントより小さくなります"
        f"（{shortfall.detail}）。文言を短くするか、期間や段を分けてください。"
    )
    item = shortfall.target.id
    address = Address("item", item, "text")
    return Finding(
        "small_text", "warning", sentence, initiative.id, item, address, shortfall.detail
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
