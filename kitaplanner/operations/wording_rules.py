"""用語統一: the plan's table of words, how often each spelling stands, and where it departs.

Belongs here: changing the table, and what the window shows of it. What the checks say about a
spelling is in `domain.checks.wording` and `spellings`.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from kitaplanner.domain.change import Change
from kitaplanner.domain.checks import Finding
from kitaplanner.domain.checks.spellings import SpellingGroup, mixed, occurrences, open_groups
from kitaplanner.domain.checks.wording import departing, wording_places, written_form
from kitaplanner.domain.house_rules import PartOfSpeech, WordingRule
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.checking import analyser
from kitaplanner.operations.wording import accepted_record, quoted
from kitaplanner.storage.document import Document

ProgressCall: TypeAlias = Callable[[int, int], None]


class WordingUse(NamedTuple):
    """A word with its spellings as the plan has them.

    `rule` has no id where the word stands in the shipped list alone. `counts` leaves out proper
    names, which `names` counts. `findings` are the places that depart from `written`.
    """

    rule: WordingRule
    counts: tuple[tuple[str, int], ...]
    names: int
    written: str
    findings: tuple[Finding, ...]

    @property
    def is_mixed(self) -> bool:
        """Say whether the plan writes the word in more than one way."""
        return sum(count > 0 for _spelling, count in self.counts) > 1


def set_wording(document: Document, rule: WordingRule) -> Change | None:
    """Add a rule to the table, or put it in the place of the one with its id.

    Raise RefusedEdit for fewer than two spellings, or one that another rule settles already.
    """
    plan = document.snapshot
    rule = _accepted(rule)
    others = tuple(one for one in plan.wordings if one.id != rule.id)
    _refuse_twice(rule, others)
    is_new = len(others) == len(plan.wordings)
    rules = (
        (*plan.wordings, dataclasses.replace(rule, id=rule.id or new_id()))
        if is_new
        else tuple(rule if one.id == rule.id else one for one in plan.wordings)
    )
    label = f"用語統一：{quoted(rule.preferred)}に統一"
    if not rule.preferred:
        label = f"用語統一：{quoted('・'.join(rule.variants))}は計画の多数に"
    return document.commit(label, dataclasses.replace(plan, wordings=rules))


def remove_wording(document: Document, rule_id: str) -> Change | None:
    """Take a rule out of the table; no text is changed."""
    plan = document.snapshot
    gone = next((one for one in plan.wordings if one.id == rule_id), None)
    if gone is None:
        raise RefusedEdit("用語統一の表から外す言葉が選ばれていません。")
    rules = tuple(one for one in plan.wordings if one.id != rule_id)
    label = f"用語統一から{quoted('・'.join(_spellings(gone)))}を外す"
    return document.commit(label, dataclasses.replace(plan, wordings=rules))


def _accepted(rule: WordingRule) -> WordingRule:
    rule = accepted_record(rule, "用語統一の言葉")
    preferred = rule.preferred.strip()
    variants = tuple(dict.fromkeys(one.strip() for one in rule.variants if one.strip()))
    exceptions = tuple(dict.fromkeys(one.strip() for one in rule.exceptions if one.strip()))
    rule = dataclasses.replace(
        rule, preferred=preferred, variants=variants, exceptions=exceptions, note=rule.note.strip()
    )
    if len(_spellings(rule)) < 2:
        raise RefusedEdit(
            "書き方が1つだけでは、ゆれを調べられません。"
            "書き方を2つ以上、「、」で区切って入力してください。"
        )
    return rule


def _spellings(rule: WordingRule) -> list[str]:
    return list(dict.fromkeys(one for one in (rule.preferred, *rule.variants) if one))


def _refuse_twice(rule: WordingRule, others: tuple[WordingRule, ...]) -> None:
    parts: set[PartOfSpeech] = {rule.part_of_speech, "any"}
    for other in others:
        both = [one for one in _spellings(other) if one in _spellings(rule)]
        may_meet = rule.part_of_speech == "any" or other.part_of_speech in parts
        if both and may_meet:
            raise RefusedEdit(
                f"「{both[0]}」は、用語統一のほかの行（{'・'.join(_spellings(other))}）にあります。"
                "1つの言葉は1行にまとめてください。"
            )


def wording_uses(plan: Plan, progress: ProgressCall | None = None) -> tuple[WordingUse, ...]:
    """Count the spellings of the plan's table, and of the shipped words that the plan has.

    `progress` is called between the steps and may raise Cancelled.
    """
    uses: list[WordingUse] = []
    for step, found in enumerate((_settled, _shipped)):
        if progress is not None:
            progress(step, 2)
        uses += found(plan)
    return tuple(uses)


def _settled(plan: Plan) -> Iterator[WordingUse]:
    places = list(wording_places(plan, plan.wordings, analyser()))
    for rule in plan.wordings:
        own = [one for one in places if one.rule == rule]
        counts = Counter(one.spelling for one in own if not one.is_name)
        names = sum(one.is_name for one in own)
        written = written_form(rule, counts)
        findings = tuple(departing(rule, [one for one in own if not one.is_name]))
        yield WordingUse(rule, _told(_spellings(rule), counts), names, written, findings)


def _shipped(plan: Plan) -> Iterator[WordingUse]:
    groups = open_groups(plan)
    places = list(occurrences(plan, groups, analyser()))
    for group in groups:
        # Words that don't stand for one another, such as 等 and など, are no matter of a table.
        if not group.each or group.part in ("suffix", "particle", "other"):
            continue
        own = [one for one in places if one.group is group]
        counts = Counter(one.spelling for one in own if not one.is_name)
        if not counts:
            continue
        names = sum(one.is_name for one in own)
        findings = tuple(mixed(group, [one for one in own if not one.is_name]))
        rule = rule_of_group(group)
        written = written_form(rule, counts)
        yield WordingUse(rule, _told(group.spellings, counts), names, written, findings)


def rule_of_group(group: SpellingGroup) -> WordingRule:
    """Give a shipped group as a rule that follows the plan's majority; it has no id yet."""
    part: PartOfSpeech = "any"
    if group.part == "noun" or group.part == "verb":
        part = group.part
    return WordingRule("", "", group.spellings, part, group.names)


def _told(
    spellings: list[str] | tuple[str, ...], counts: Counter[str]
) -> tuple[tuple[str, int], ...]:
    return tuple((one, counts[one]) for one in spellings)
