"""What 点検 found as a tree: the kinds of findings, and below each its places; or all in order.

Belongs here: order, words and filters of the rows. Checking is done elsewhere, on another thread;
what a correction is called is in `finding_words`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.checks.rules import is_grave, rule_title, subject_of
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.models.finding_words import HEADINGS, SIGNS, FindingLine, lines_of
from kitaplanner.gui.models.outline_filter import folded

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
Arrangement: TypeAlias = Literal["kinds", "places"]


class FindingWishes(NamedTuple):
    """Which findings are to be seen, and in which order; `rule` and `department` may be empty."""

    weights: frozenset[str] = frozenset(SIGNS)
    department: str = ""
    word: str = ""
    rule: str = ""
    arrangement: Arrangement = "kinds"


class _Group(NamedTuple):
    """Lines below one heading; a group of one is its line."""

    lines: tuple[FindingLine, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Give what its row says; the reason is that of its first place."""
        first = self.lines[0]
        if len(self.lines) == 1:
            return first.words
        subject = subject_of(first.finding)
        title = rule_title(first.finding.rule)
        mended = sum(one.finding.correction is not None for one in self.lines)
        mend = f"{mended}か所に案" if mended else first.words[4]
        what = f"{title}：{subject}" if subject else title
        return first.weight, f"{len(self.lines)}か所", what, first.words[3], mend


class FindingsModel(QAbstractItemModel):
    """The findings that are wanted: by kind, the gravest first, or as the plan is printed."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[FindingLine] = []
        self._groups: list[_Group] = []
        self._starts: list[int] = []  # how many lines stand before each group
        self._alike: dict[tuple[str, str], list[Finding]] = {}
        self._wishes = FindingWishes()

    def show_findings(
        self, findings: Sequence[Finding], plan: Plan, place: Callable[[Finding], str]
    ) -> None:
        """Show other findings, which come the gravest first."""
        self._all = lines_of(findings, plan, place)
        self.narrow(self._wishes)

    def narrow(self, wishes: FindingWishes) -> None:
        """Show what is wanted."""
        self.beginResetModel()
        self._wishes = wishes
        wanted = list(_wanted(self._all, wishes))
        self._groups = _grouped(wanted, wishes.arrangement)
        self._starts = list(accumulate((len(one.lines) for one in self._groups), initial=0))
        self._alike = {}
        for one in wanted:
            self._alike.setdefault(one.kind, []).append(one.finding)
        self.endResetModel()

    def take_away(self, findings: Sequence[Finding]) -> None:
        """Remove what was just settled; the next check says what has become of it."""
        gone = {id(one) for one in findings}
        self._all = [one for one in self._all if id(one.finding) not in gone]
        self.narrow(self._wishes)

    def counts(self) -> Counter[str]:
        """Give how many findings there are of each weight, shown or not."""
        return Counter(one.weight for one in self._all)

    def rules(self) -> Counter[str]:
        """Give how many findings each rule has among the weights that are shown."""
        weights = self._wishes.weights
        return Counter(one.finding.rule for one in self._all if one.weight in weights)

    def grave(self) -> int:
        """Give how many are errors or warnings."""
        return sum(is_grave(one.finding) for one in self._all)

    def shown(self) -> list[FindingLine]:
        """Give the lines of all findings that are shown, in their order."""
        return [line for group in self._groups for line in group.lines]

    def finding(self, index: _Index) -> Finding | None:
        """Give the finding of a row; None for the heading of several."""
        found = self.findings(index)
        return found[0] if len(found) == 1 else None

    def findings(self, index: _Index) -> tuple[Finding, ...]:
        """Give the finding of a row, or all below a heading."""
        if not index.isValid():
            return ()
        if index.internalId():
            return (self._groups[index.internalId() - 1].lines[index.row()].finding,)
        return tuple(line.finding for line in self._groups[index.row()].lines)

    def kind(self, index: _Index) -> tuple[str, str]:
        """Give the rule and the word by which a row is grouped."""
        return _kind(self.findings(index)[0])

    def alike(self, index: _Index) -> tuple[Finding, ...]:
        """Give all shown findings of the same kind and word as a row."""
        found = self.findings(index)
        return tuple(self._alike[_kind(found[0])]) if found else ()

    def index_of(self, finding: Finding) -> QModelIndex:
        """Give the row of a finding as it is now; invalid where it is not shown."""
        for number, line in enumerate(self.shown()):
            if line.finding == finding:
                return self.leaf(number)
        return QModelIndex()

    # Single findings have numbers from 0 in the order of their rows.

    def leaf_count(self) -> int:
        """Give how many findings are shown."""
        return self._starts[-1] if self._starts else 0

    def leaf(self, number: int) -> QModelIndex:
        """Give the row of a single finding."""
        at = bisect_right(self._starts, number) - 1
        if len(self._groups[at].lines) == 1:
            return self.createIndex(at, 0, 0)
        return self.createIndex(number - self._starts[at], 0, at + 1)

    def leaf_number(self, index: _Index) -> int:
        """Give the number of a row; a heading has that of its first."""
        if not index.isValid():
            return 0
        if index.internalId():
            return self._starts[index.internalId() - 1] + index.row()
        return self._starts[index.row()]

    def leaves(self) -> Iterator[QModelIndex]:
        """Yield the rows of single findings in order."""
        return map(self.leaf, range(self.leaf_count()))

    # --- the model ---------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not (0 <= column < len(HEADINGS) and 0 <= row < self.rowCount(parent)):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column() > 0:
            return 0
        count = len(self._groups[parent.row()].lines)
        return count if count > 1 else 0

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        all_words = self._words(index)
        words = all_words[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:  # below a heading its word need not stand again
                return SIGNS[words] if index.internalId() else f"{SIGNS[words]} {words}"
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[index.column()]}、{words}"
        return None

    def _words(self, index: _Index) -> tuple[str, ...]:
        if index.internalId():
            return self._groups[index.internalId() - 1].lines[index.row()].words_below
        return self._groups[index.row()].words


def _wanted(lines: Sequence[FindingLine], wishes: FindingWishes) -> Iterator[FindingLine]:
    word = folded(wishes.word)
    for one in lines:
        if (
            one.weight in wishes.weights
            and (not wishes.rule or wishes.rule == one.finding.rule)
            and (not wishes.department or wishes.department in one.departments)
            and (not word or any(word in folded(words) for words in one.words))
        ):
            yield one


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.rule, subject_of(finding)


def _grouped(lines: list[FindingLine], arrangement: Arrangement) -> list[_Group]:
    if arrangement == "places":
        return [_Group((one,)) for one in sorted(lines, key=lambda one: one.at)]
    kinds: dict[tuple[str, str, str], list[FindingLine]] = {}
    for one in lines:
        kinds.setdefault((one.weight, *one.kind), []).append(one)
    weights = list(SIGNS)
    groups = [_Group(tuple(some)) for some in kinds.values()]
    return sorted(groups, key=lambda group: weights.index(group.lines[0].weight))
