"""表記ゆれ: words that the plan's own wording table (用語統一) writes otherwise.

Belongs here: rules that hold for a word wherever it stands. A rule for the noun or the verb alone
needs a morphological analyser, which the domain has not; such rules are passed over here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from kitaplanner.domain.checks.finding import Check, Correction, Finding
from kitaplanner.domain.checks.texts import passages
from kitaplanner.domain.form import Form
from kitaplanner.domain.house_rules import WordingRule
from kitaplanner.domain.plan import Plan


def check_wordings(plan: Plan, form: Form) -> Iterator[Finding]:
    """No variant of a settled word stands in the texts, but in the exceptions."""
    rules = [
        (rule, pattern)
        for rule in plan.wordings
        if rule.part_of_speech == "any" and (pattern := variant_pattern(rule)) is not None
    ]
    if not rules:
        return
    for initiative, passage in passages(plan):
        if passage.group == "departments":
            continue  # proper names
        for rule, pattern in rules:
            found = [
                match["variant"] for match in pattern.finditer(passage.text) if match["variant"]
            ]
            if not found:
                continue
            after = pattern.sub(partial(_settled, rule.preferred), passage.text)
            item = passage.address.id if passage.address.kind == "item" else ""
            yield Finding(
                "wording",
                "notice",
                f"「{found[0]}」は、この計画では「{rule.preferred}」と書きます（{len(found)}か所）。",
                initiative,
                item,
                passage.address,
                "、".join(found),
                Correction(passage.address, passage.text, after),
            )


def variant_pattern(rule: WordingRule) -> re.Pattern[str] | None:
    """Give a pattern whose group `variant` is a variant outside all exceptions; None for none.

    The settled word and the exceptions are tried first, so that a variant inside them is not seen.
    """
    variants = [one for one in rule.variants if one and one != rule.preferred]
    if not variants:
        return None
    kept = _either([one for one in (*rule.exceptions, rule.preferred) if one])
    return re.compile(f"(?:{kept})|(?P<variant>{_either(variants)})")


def _either(words: list[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


def _settled(preferred: str, match: re.Match[str]) -> str:
    return preferred if match["variant"] else match[0]


WORDING_CHECKS: tuple[Check, ...] = (check_wordings,)
