"""点検: taking a suggestion, and letting a finding stand; each is one step that can be undone."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.change import Change
from kitaplanner.domain.checks import Finding
from kitaplanner.domain.house_rules import AcceptedFinding
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.passages import passages_by_owner, with_texts
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_text, quoted
from kitaplanner.storage.document import Document


def apply_correction(document: Document, finding: Finding) -> Change | None:
    """Write the suggested text; refuse when there is none or the text has changed since."""
    correction = finding.correction
    if correction is None:
        raise RefusedEdit("この指摘には修正の案がありません。内容を確かめて直してください。")
    plan = document.snapshot
    if not _holds(plan, finding):
        raise RefusedEdit(
            "点検したあとに文章が変わったため、修正しませんでした。もう一度点検してください。"
        )
    text = accepted_text(correction.after, "修正後の文章")
    label = f"点検の修正：{quoted(correction.before)}"
    return document.commit(label, with_texts(plan, {correction.address: text}))


def _holds(plan: Plan, finding: Finding) -> bool:
    correction = finding.correction
    return correction is not None and any(
        passage.address == correction.address and passage.text == correction.before
        for _owner, passages in passages_by_owner(plan)
        for passage in passages
    )


def accept_finding(document: Document, finding: Finding, reason: str = "") -> Change | None:
    """Let a finding stand; it stays quiet until the words it points at change."""
    plan = document.snapshot
    accepted = AcceptedFinding(
        new_id(),
        finding.rule,
        finding.target,
        finding.evidence,
        accepted_text(reason.strip(), "理由"),
    )
    label = f"点検の例外：{quoted(finding.sentence)}"
    return document.commit(label, dataclasses.replace(plan, accepted=(*plan.accepted, accepted)))
