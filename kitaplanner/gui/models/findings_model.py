"""What 点検 found as a table: how grave, where, what, why, and the text that would mend it.

Belongs here: order, words and filters of the rows. Checking is done elsewhere, on another thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.checks.finding import Correction
from kitaplanner.domain.checks.rules import SEVERITIES, WAITING, is_grave, rule_title
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.models.outline_filter import folded

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
WAITING_WORD = "確認待ち"
# The order of the rows; each word has a sign of its own, so that nothing hangs on a colour.
SIGNS = {"誤り": "●", "注意": "▲", "候補": "◇", WAITING_WORD: "○"}
HEADINGS = ("重さ", "箇所", "内容", "理由", "直し方")
_BY_HAND = "確かめて直す"
_ASK = "所管課に確かめる"
_AROUND = 4  # characters before and after what a correction changes


class FindingLine(NamedTuple):
    """A finding in the words of its row."""

    finding: Finding
    weight: str
    departments: tuple[str, ...]
    words: tuple[str, ...]


class FindingWishes(NamedTuple):
    """Which findings are to be seen."""

    weights: frozenset[str] = frozenset(SIGNS)
    department: str = ""
    word: str = ""


class FindingsModel(QAbstractTableModel):
    """The lines that are wanted, the gravest first, then as the plan is printed."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[FindingLine] = []
        self._shown: list[FindingLine] = []
        self._wishes = FindingWishes()

    def show_findings(
        self, findings: Sequence[Finding], plan: Plan, place: Callable[[Finding], str]
    ) -> None:
        """Show other findings."""
        self._all = _in_order(findings, plan, place)
        self.narrow(self._wishes)

    def narrow(self, wishes: FindingWishes) -> None:
        """Show what is wanted."""
        self.beginResetModel()
        self._wishes = wishes
        word = folded(wishes.word)
        self._shown = [
            one
            for one in self._all
            if one.weight in wishes.weights
            and (not wishes.department or wishes.department in one.departments)
            and (not word or any(word in folded(words) for words in one.words))
        ]
        self.endResetModel()

    def take_away(self, finding: Finding) -> None:
        """Remove what was just settled; the next check says what has become of it."""
        self._all = [one for one in self._all if one.finding is not finding]
        self.narrow(self._wishes)

    def counts(self) -> Counter[str]:
        """Give how many findings there are of each weight, shown or not."""
        return Counter(one.weight for one in self._all)

    def grave(self) -> int:
        """Give how many are errors or warnings."""
        return sum(is_grave(one.finding) for one in self._all)

    def line(self, index: _Index) -> FindingLine | None:
        """Give what a row shows."""
        return self._shown[index.row()] if index.isValid() else None

    def row_of(self, finding: Finding) -> int:
        """Give the row of a finding as it is now; -1 where it is not shown."""
        return next((row for row, one in enumerate(self._shown) if one.finding == finding), -1)

    # --- the model ---------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        words = line.words[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{SIGNS[line.weight]} {words}" if index.column() == 0 else words
        if role == Qt.ItemDataRole.ToolTipRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[index.column()]}、{words}"
        return None


def weight_of(finding: Finding) -> str:
    """Give the word for how grave a finding is; what only waits for an answer has its own."""
    return WAITING_WORD if finding.rule in WAITING else SEVERITIES[finding.severity]


def _in_order(
    findings: Iterable[Finding], plan: Plan, place: Callable[[Finding], str]
) -> list[FindingLine]:
    initiatives = {one.id: (at, one) for at, one in enumerate(plan.initiatives())}
    weights = {word: at for at, word in enumerate(SIGNS)}
    lines: list[tuple[int, int, FindingLine]] = []
    for one in findings:
        weight = weight_of(one)
        at, initiative = initiatives.get(one.initiative, (-1, None))
        departments = () if initiative is None else initiative.departments
        line = FindingLine(one, weight, departments, _words(one, weight, place(one)))
        lines.append((weights[weight], at, line))
    return [line for _weight, _at, line in sorted(lines, key=lambda one: one[:2])]


def _words(finding: Finding, weight: str, place: str) -> tuple[str, ...]:
    title, evidence = rule_title(finding.rule), " ".join(finding.evidence.split())
    what = f"{title}：{evidence}" if evidence else title
    if finding.correction is not None:
        mend = f"「{_snippets(finding.correction)[1]}」"
    else:
        mend = _ASK if weight == WAITING_WORD else _BY_HAND
    return weight, " ".join(place.split()), what, " ".join(finding.sentence.split()), mend


def correction_words(correction: Correction) -> str:
    """Say what a correction changes, with a few characters around it."""
    old, new = _snippets(correction)
    return f"「{old}」→「{new}」"


def _snippets(correction: Correction) -> tuple[str, str]:
    """Give the stretch that a correction changes, before and after, on one line each."""
    before, after = correction.before, correction.after
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    first = max(start - _AROUND, 0)
    old = before[first : len(before) - max(end - _AROUND, 0)]
    new = after[first : len(after) - max(end - _AROUND, 0)]
    return " ".join(old.split()), " ".join(new.split())
