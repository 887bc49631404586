"""点検: taking suggestions, letting findings stand, taking that back; each one step to undo."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence

from kitaplanner.domain.change import Change
from kitaplanner.domain.checks import Finding
from kitaplanner.domain.checks.mending import HAS_CHANGED, mend
from kitaplanner.domain.checks.rules import rule_title
from kitaplanner.domain.house_rules import AcceptedFinding
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.passages import with_texts
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_text, quoted
from kitaplanner.storage.document import Document


def apply_corrections(document: Document, findings: Sequence[Finding]) -> Change | None:
    """Write what the findings suggest; those that can't be written are passed over.

    Raise RefusedEdit where none can: without a suggestion, or when the texts have changed since.
    """
    plan = document.snapshot
    mending = mend(plan, findings)
    if not mending.done:
        raise RefusedEdit(_refusal([one.reason for one in mending.skipped]))
    texts = {one: accepted_text(text, "修正後の文章") for one, text in mending.texts.items()}
    return document.commit(_label(mending.done, mending.places), with_texts(plan, texts))


def _refusal(reasons: Collection[str]) -> str:
    if HAS_CHANGED in reasons:
        return "点検したあとに文章が変わったため、修正しませんでした。もう一度点検してください。"
    return "この指摘には修正の案がありません。内容を確かめて直してください。"


def _label(done: Sequence[Finding], places: int) -> str:
    first = done[0]
    if len(done) == 1 and first.correction is not None:
        return f"点検の修正：{quoted(first.correction.before)}"
    titles = list(dict.fromkeys(rule_title(one.rule) for one in done))
    more = "など" if len(titles) > 1 else ""
    return f"点検の修正：{titles[0]}{more}（{places}か所）"


def accept_findings(
    document: Document, findings: Sequence[Finding], reason: str = ""
) -> Change | None:
    """Let findings stand; each stays quiet until the words it points at change."""
    if not findings:
        raise RefusedEdit("指摘が選ばれていません。一覧で指摘を選んでください。")
    plan = document.snapshot
    told = accepted_text(reason.strip(), "理由")
    keys = dict.fromkeys((one.rule, one.target, one.evidence) for one in findings)
    known = {(one.rule, one.target, one.evidence) for one in plan.accepted}
    accepted = tuple(AcceptedFinding(new_id(), *key, told) for key in keys if key not in known)
    label = f"点検の例外：{quoted(findings[0].sentence)}"
    if len(findings) > 1:
        label = f"点検の例外：{rule_title(findings[0].rule)}など（{len(findings)}件）"
    return document.commit(label, dataclasses.replace(plan, accepted=(*plan.accepted, *accepted)))


def take_back_accepted(document: Document, ids: Collection[str]) -> Change | None:
    """Have findings that were let stand found again."""
    plan = document.snapshot
    kept = tuple(one for one in plan.accepted if one.id not in ids)
    count = len(plan.accepted) - len(kept)
    if not count:
        raise RefusedEdit("取り消す例外が選ばれていません。一覧で例外を選んでください。")
    return document.commit(
        f"点検の例外の取り消し（{count}件）", dataclasses.replace(plan, accepted=kept)
    )
