"""What an office has settled about its own plan: how words are written, and which findings stand.

Belongs here: the values. Finding what departs from them is the business of the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

PartOfSpeech: TypeAlias = Literal["any", "noun", "verb"]


@dataclass(frozen=True, slots=True)
class WordingRule:
    """How a word is written in this plan (用語統一): one spelling, and those to be found.

    Without a `preferred` spelling the plan's own majority counts. `exceptions` are longer
    expressions, such as proper names, in which a variant may stand.
    """

    id: str
    preferred: str
    variants: tuple[str, ...]
    part_of_speech: PartOfSpeech = "any"
    exceptions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """A finding that was looked at and may stand.

    `rule` names the check, `target` the id of what it is about (empty for the plan) and `evidence`
    the words that it pointed at: when they change, the finding comes back.
    """

    id: str
    rule: str
    target: str = ""
    evidence: str = ""
    reason: str = ""
