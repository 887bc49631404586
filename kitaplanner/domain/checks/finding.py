"""A finding of the checks: what, where, why, and where it is sure, the text that would mend it.

Belongs here: the values. A finding is shown, never mended by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from kitaplanner.domain.form import Form
from kitaplanner.domain.passages import Address
from kitaplanner.domain.plan import Plan

Severity: TypeAlias = Literal["error", "warning", "notice"]


class Rewrite(NamedTuple):
    """Other words for a text from `start` to before `end`."""

    start: int
    end: int
    words: str


class Correction(NamedTuple):
    """A text as it was checked, and where other words are suggested in it, in order."""

    address: Address
    before: str
    changes: tuple[Rewrite, ...]

    @property
    def after(self) -> str:
        """Give the text with all that is suggested."""
        return rewritten(self.before, self.changes)


def rewritten(text: str, changes: Iterable[Rewrite]) -> str:
    """Give a text with other words in places that do not overlap."""
    for start, end, words in sorted(changes, reverse=True):
        text = text[:start] + words + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: which rule, how grave, where (ids) and a Japanese sentence what and why.

    `initiative` and `item` are ids, empty where the finding is about something larger. `evidence`
    is the words that it points at: an exception that was accepted for them ends when they change.
    """

    rule: str
    severity: Severity
    sentence: str
    initiative: str = ""
    item: str = ""
    address: Address | None = None
    evidence: str = ""
    correction: Correction | None = None

    @property
    def target(self) -> str:
        """Give the id of what it is about; empty for the plan."""
        if self.address is not None:
            return self.address.id
        return self.item or self.initiative


Check: TypeAlias = Callable[[Plan, Form], Iterator[Finding]]
