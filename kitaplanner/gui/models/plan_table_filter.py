"""Which initiatives 一覧 shows: the person's wishes, and what was changed since the last saving.

Belongs here: the questions and their answers, without Qt. Does not belong here: the fields in
which they are asked (`views.plan_table_bar`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.gui.models.outline_filter import folded


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person wants to see; all must hold. Empty text and False ask for nothing."""

    department: str = ""
    word: str = ""
    mark: str = ""
    changed: bool = False
    findings: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether everything is wanted."""
        return self == Wishes()


class ChangedSince:
    """Which initiatives differ from what they were when the document was opened or last saved."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._old: dict[str, Initiative] | None = None
        self._touched: set[str] = set()

    def note(self, initiatives: Iterable[str]) -> None:
        """Remember what an edit touched."""
        self._touched.update(initiatives)

    def ids(self, plan: Plan) -> frozenset[str]:
        """Give the touched initiatives that are not what they were; undone edits don't count."""
        if not self._touched:
            return frozenset()
        if self._old is None:
            self._old = {one.id: one for one in self._plan.initiatives()}
        return frozenset(
            one.id
            for one in plan.initiatives()
            if one.id in self._touched and self._old.get(one.id) != one
        )


def ids_with_findings(findings: Iterable[Finding]) -> frozenset[str]:
    """Give the initiatives that the checks have something to say about."""
    return frozenset(one.initiative for one in findings if one.initiative)


def marks_of(plan: Plan) -> list[str]:
    """Give the marks (新規 …) that initiatives bear, in printed order, each once."""
    return list(dict.fromkeys(mark for one in plan.initiatives() for mark in one.marks))


def wanted_by(
    wishes: Wishes,
    numbering: Numbering,
    changed: frozenset[str],
    findings: frozenset[str],
) -> Callable[[Initiative], bool]:
    """Give the question whether an initiative is to be shown.

    The word is looked for in number, name, departments and texts of items, as the search does:
    width, case and spaces don't matter.
    """
    word = folded(wishes.word)

    def wanted(one: Initiative) -> bool:
        return (
            (not wishes.department or wishes.department in one.departments)
            and (not wishes.mark or wishes.mark in one.marks)
            and (not wishes.changed or one.id in changed)
            and (not wishes.findings or one.id in findings)
            and (not word or word in _searched(one, numbering))
        )

    return wanted


def _searched(one: Initiative, numbering: Numbering) -> str:
    items = (f"{item.text}{item.note}" for item in one.schedule.items())
    return "\n".join(map(folded, (numbering.heading(one), *one.departments, *items)))
