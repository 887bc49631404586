"""What sources would change, as a tree with ticks: file, initiative, change.

Belongs here: branches, their words and ticks, and which states are shown. A tick on a branch is a
tick on all below it that is shown. Does not belong here: what a change is and says (`operations`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, NamedTuple, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kitaplanner.domain.import_plan import ChangeState, ImportChange
from kitaplanner.domain.reading import NotUnderstood
from kitaplanner.operations.import_review import Review

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
# The last is what was not understood: nothing to tick, but to look at.
ShownState: TypeAlias = ChangeState | Literal["lost"]
BranchKind: TypeAlias = Literal["file", "initiative", "change", "lost_group", "lost"]
WORDS, STATE = range(2)
_HEADINGS = ("変更", "状態")
_WHOLE_PLAN = "計画全体"
_BARREN, _UNCHANGED = "事業なし", "変更なし"
_LOST_GROUP = "読み取れなかったもの"
_TICK_ROLES = [Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.DisplayRole]


class StateWords(NamedTuple):
    """How a state is said: a sign and a word."""

    sign: str
    word: str


STATE_WORDS: dict[ShownState, StateWords] = {
    "safe": StateWords("✓", "安全"),
    "new": StateWords("＋", "新規"),
    "unsure": StateWords("？", "要確認"),
    "conflict": StateWords("！", "競合"),
    "lost": StateWords("―", "読めない"),
}


class ImportRole(IntEnum):
    """What the delegate asks beside the words."""

    STATE = Qt.ItemDataRole.UserRole + 1


@dataclass(eq=False)
class Branch:
    """One line of the tree; `review` is the place of its file among the sources.

    A file is barren where nothing was read from it.
    """

    kind: BranchKind
    review: int
    parent: Branch | None = None
    initiative: str = ""
    change: ImportChange | None = None
    lost: NotUnderstood | None = None
    children: list[Branch] = field(default_factory=list)
    is_barren: bool = False

    def changes(self) -> Iterator[ImportChange]:
        """Yield the changes at and below this line."""
        if self.change is not None:
            yield self.change
        for child in self.children:
            yield from child.changes()

    @property
    def needs_a_look(self) -> bool:
        """Say whether a person has to decide about it."""
        if self.change is None:
            return self.lost is not None or self.is_barren
        return self.change.state in ("unsure", "conflict") or self.change.is_doubted

    @property
    def state(self) -> ShownState | None:
        """Give the state of a change, or of what was not understood."""
        if self.change is not None:
            return self.change.state
        return "lost" if self.lost is not None else None


class ImportModel(QAbstractItemModel):
    """The sources with their changes; `ticks_changed` is emitted when another choice was made."""

    ticks_changed = Signal()

    def __init__(
        self,
        reviews: Sequence[Review],
        meanings: Mapping[ShownState, str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.reviews = tuple(reviews)
        self._meanings = meanings
        self._ticked = [set(one.ticked) for one in self.reviews]
        self._shown: frozenset[ShownState] = frozenset(STATE_WORDS)
        self._files = [self._file(at) for at in range(len(self.reviews))]

    # --- what is chosen ----------------------------------------------------------------------

    @property
    def accepted(self) -> tuple[frozenset[str], ...]:
        """Give the ids of the ticked changes of each source, shown or not."""
        return tuple(map(frozenset, self._ticked))

    def tick_only(self, chosen: Sequence[Collection[str]]) -> None:
        """Tick these changes of each source and no others."""
        self._ticked = [set(one) for one in chosen]
        for top in self._files:
            self._announce_ticks(top)

    def toggle(self, index: QModelIndex) -> None:
        """Tick a line and all below it; take the ticks away where all are ticked."""
        state = self.data(index.siblingAtColumn(WORDS), Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            is_ticked = state == Qt.CheckState.Checked
            self.tick(index, not is_ticked)

    def tick(self, index: QModelIndex, ticked: bool) -> None:
        """Tick a line and all below it, or take the ticks away."""
        wanted = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        self.setData(index.siblingAtColumn(WORDS), wanted, Qt.ItemDataRole.CheckStateRole)

    def count(self, state: ShownState) -> int:
        """Count what is in a state, over all sources."""
        if state == "lost":
            return sum(len(one.found.not_understood) for one in self.reviews)
        return sum(len(one.found.ids(state)) for one in self.reviews)

    @property
    def shown_states(self) -> frozenset[ShownState]:
        """Give the states that are listed."""
        return self._shown

    def show_states(self, states: Collection[ShownState]) -> None:
        """List only what is in some states; ticks of what is not listed stay."""
        self.beginResetModel()
        self._shown = frozenset(states)
        self._files = [self._file(at) for at in range(len(self.reviews))]
        self.endResetModel()

    # --- lines -------------------------------------------------------------------------------

    def branch(self, index: _Index) -> Branch | None:
        """Give the line of an index."""
        return index.internalPointer() if index.isValid() else None

    def index_of(self, branch: Branch) -> QModelIndex:
        """Give the index of a line."""
        siblings = self._files if branch.parent is None else branch.parent.children
        return self.createIndex(siblings.index(branch), WORDS, branch)

    def lines(self) -> Iterator[Branch]:
        """Yield all lines from top to bottom."""
        waiting = list(reversed(self._files))
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.children))

    def _file(self, at: int) -> Branch:
        found = self.reviews[at].found
        top = Branch("file", at, is_barren=not found.initiatives_found)
        groups: dict[str, Branch] = {}
        for change in found.changes:
            if change.state not in self._shown:
                continue
            group = groups.get(change.initiative)
            if group is None:
                group = Branch("initiative", at, top, change.initiative)
                groups[change.initiative] = group
            group.children.append(Branch("change", at, group, change.initiative, change))
        top.children = list(groups.values())
        if found.not_understood and "lost" in self._shown:
            lost = Branch("lost_group", at, top)
            lost.children = [Branch("lost", at, lost, lost=one) for one in found.not_understood]
            top.children.append(lost)
        return top

    # --- Qt's questions ----------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        above = self.branch(parent)
        siblings = self._files if above is None else above.children
        if not (0 <= row < len(siblings) and 0 <= column < len(_HEADINGS)):
            return QModelIndex()
        return self.createIndex(row, column, siblings[row])

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]
        branch = self.branch(index)
        above = None if branch is None else branch.parent
        return QModelIndex() if above is None else self.index_of(above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        if parent.column() > 0:
            return 0
        above = self.branch(parent)
        return len(self._files if above is None else above.children)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(_HEADINGS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        branch = self.branch(index)
        if branch is not None and index.column() == WORDS and self._has_ticks(branch):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        branch = self.branch(index)
        if branch is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(branch) if index.column() == WORDS else self._state_words(branch)
        if role == ImportRole.STATE:
            return branch.state if index.column() == STATE else None
        if index.column() == WORDS:
            if role == Qt.ItemDataRole.CheckStateRole:
                return self._tick(branch)
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.words(branch)
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.words(branch)}、{self._state_words(branch)}".rstrip("、")
        elif role == Qt.ItemDataRole.ToolTipRole and branch.state is not None:
            return self._meanings[branch.state]
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        branch = self.branch(index)
        if branch is None or role != Qt.ItemDataRole.CheckStateRole or not self._has_ticks(branch):
            return False
        ids = {one.id for one in branch.changes()}
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked[branch.review] |= ids
        else:
            self._ticked[branch.review] -= ids
        self._announce_ticks(branch)
        return True

    def words(self, branch: Branch) -> str:
        """Give what a line says."""
        review = self.reviews[branch.review]
        if branch.change is not None:
            return review.sentences[branch.change.id]
        if branch.lost is not None:
            what = branch.lost.what.replace("\n", " ")
            return f"{what}（{branch.lost.where}）" if what else branch.lost.where
        if branch.kind == "lost_group":
            return _LOST_GROUP
        if branch.kind == "initiative":
            return review.heading(branch.initiative) or _WHOLE_PLAN
        return review.found.source

    def _state_words(self, branch: Branch) -> str:
        if branch.state is not None:
            return STATE_WORDS[branch.state].word
        if branch.kind == "lost_group":
            return f"{len(branch.children)}件"
        ids = [one.id for one in branch.changes()]
        ticked = sum(one in self._ticked[branch.review] for one in ids)
        if ids:
            return f"{ticked} / {len(ids)}"
        return _BARREN if branch.is_barren else _UNCHANGED if branch.kind == "file" else ""

    def _has_ticks(self, branch: Branch) -> bool:
        return next(branch.changes(), None) is not None

    def _tick(self, branch: Branch) -> Qt.CheckState | None:
        if not self._has_ticks(branch):
            return None
        ticked = self._ticked[branch.review]
        found = {one.id in ticked for one in branch.changes()}
        if len(found) > 1:
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if found.pop() else Qt.CheckState.Unchecked

    def _announce_ticks(self, branch: Branch) -> None:
        """Tell of a line and those above it; who shows the tree draws the lines below it anew."""
        at: Branch | None = branch
        while at is not None:
            index = self.index_of(at)
            self.dataChanged.emit(index, index.siblingAtColumn(STATE), _TICK_ROLES)
            at = at.parent
        self.ticks_changed.emit()
