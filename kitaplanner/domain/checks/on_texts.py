"""What all checks of texts share: walking the texts, and saying a finding about one of them."""

from __future__ import annotations

from collections.abc import Iterator

from kitaplanner.domain.checks.finding import Correction, Finding, Rewrite, Severity
from kitaplanner.domain.passages import Passage, passages_by_owner
from kitaplanner.domain.plan import Plan

_SHOWN = 12


def passages(plan: Plan) -> Iterator[tuple[str, Passage]]:
    """Yield all texts with the id of the initiative that they belong to (empty for others).

    A department's name is looked at once, in the master list.
    """
    for owner, texts in passages_by_owner(plan):
        for passage in texts:
            if passage.group == "departments" and owner.kind != "department":
                continue
            yield (owner.id if owner.kind == "initiative" else ""), passage


def prose(plan: Plan) -> Iterator[tuple[str, Passage]]:
    """Yield the texts that people word freely: all but the names of departments."""
    for initiative, passage in passages(plan):
        if passage.group != "departments":
            yield initiative, passage


def found_in(
    rule: str,
    initiative: str,
    passage: Passage,
    words: str,
    evidence: str,
    correction: Correction | None = None,
    severity: Severity = "notice",
) -> Finding:
    """Make a finding about a text; `words` follow the beginning of the text in 「」."""
    line = passage.text.replace("\n", " ")
    shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    item = passage.address.id if passage.address.kind == "item" else ""
    return Finding(
        rule,
        severity,
        f"「{shown}」{words}",
        initiative,
        item,
        passage.address,
        evidence,
        correction,
    )


def rewriting(passage: Passage, changes: list[tuple[int, int, str]]) -> Correction:
    """Give the correction that writes other words in these places of a text."""
    places = tuple(Rewrite(*one) for one in sorted(changes))
    return Correction(passage.address, passage.text, places)


def around(text: str, start: int, end: int) -> str:
    """Give a place of a text with a little of what stands about it."""
    left, right = max(0, start - 6), min(len(text), end + 6)
    cut = text[left:right].replace("\n", " ")
    return ("…" if left else "") + cut + ("…" if right < len(text) else "")
