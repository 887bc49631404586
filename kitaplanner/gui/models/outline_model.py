"""The outline of the plan as a tree: nodes and initiatives with their derived numbers.

Belongs here: how a snapshot becomes rows, words and marks, and what a rename or a drop asks for.
The model never changes the plan: it announces wishes, and shows the next snapshot it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, NamedTuple, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QIcon

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Node, Plan

EntryKind: TypeAlias = Literal["node", "initiative"]
_Index: TypeAlias = QModelIndex | QPersistentModelIndex
MIME_TYPE = "application/x-kitaplanner-outline"
_NAME, _MARK = 0, 1


class OutlineRole(IntEnum):
    """What can be asked of an entry beside its words."""

    KIND = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2
    SEARCH_TEXT = Qt.ItemDataRole.UserRole + 3
    DEPARTMENTS = Qt.ItemDataRole.UserRole + 4


class OutlineKey(NamedTuple):
    """Names an entry for good, while its place in the tree may change."""

    kind: EntryKind
    id: str


@dataclass(eq=False)
class _Entry:
    key: OutlineKey
    thing: Node | Initiative
    parent: _Entry | None
    row: int
    heading: str
    marks: dict[str, str]
    children: list[_Entry] = field(default_factory=list)

    @property
    def departments(self) -> tuple[str, ...]:
        """Give the departments of an initiative; a node has none."""
        return self.thing.departments if isinstance(self.thing, Initiative) else ()

    @property
    def shown(self) -> tuple[object, ...]:
        """Give all that rows and filters make of it."""
        return self.heading, self.thing.name, self.marks, self.departments


class OutlineModel(QAbstractItemModel):
    """The tree of one snapshot.

    `rename_wanted(key, name)` and `move_wanted(keys, parent id or "", index)` carry what the user
    asked for; `keys` are one heading, or initiatives; `index` counts without what moves.
    """

    rename_wanted = Signal(object, str)
    move_wanted = Signal(tuple, str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roots: list[_Entry] = []
        # Indexes carry a position in this list: a number outlives the objects of a snapshot.
        self._entries: list[_Entry] = []
        self._by_key: dict[OutlineKey, int] = {}
        self._icons: dict[str, QIcon] = {}
        self._findings: dict[str, int] = {}
        self._editable = False

    # --- what is shown -----------------------------------------------------------------------

    def show_plan(self, plan: Plan | None, numbering: Numbering, editable: bool) -> None:
        """Show a snapshot; rows are reset only where the tree has another shape."""
        self._editable = editable
        roots, entries = _entries_of(plan, numbering)
        before = self._entries
        same = [one.key for one in entries] == [one.key for one in self._entries] and all(
            _parent_key(new) == _parent_key(old)
            for new, old in zip(entries, self._entries, strict=True)
        )
        if not same:
            self.beginResetModel()
        self._roots, self._entries = roots, entries
        self._by_key = {one.key: position for position, one in enumerate(entries)}
        if not same:
            self.endResetModel()
            return
        for old, entry in zip(before, entries, strict=True):
            if old.shown != entry.shown:
                index = self._index_of(entry)
                self.dataChanged.emit(index, index.siblingAtColumn(_MARK))

    def take_over(self, initiatives: Iterable[Initiative]) -> bool:
        """Show new states of some initiatives, if that is enough; say whether it was.

        A name or a department that changed may touch numbers, filters and other rows.
        """
        changed = list(initiatives)
        positions = [self._by_key.get(OutlineKey("initiative", one.id)) for one in changed]
        entries = [self._entries[at] for at in positions if at is not None]
        if len(entries) < len(changed) or any(map(_looks_other, entries, changed)):
            return False
        for entry, one in zip(entries, changed, strict=True):
            before, entry.thing, entry.marks = entry.marks, one, _marks_of(one)
            if entry.marks != before:
                index = self._index_of(entry)
                self.dataChanged.emit(index, index.siblingAtColumn(_MARK))
        return True

    def set_icons(self, icons: dict[str, QIcon]) -> None:
        """Give the pictures of the marks `warning`, `unconfirmed` and `lost`."""
        self._icons = icons

    def show_findings(self, counts: Mapping[str, int]) -> None:
        """Mark the initiatives that the checks have something to say about."""
        before, self._findings = self._findings, dict(counts)
        for one in before.keys() | counts.keys():
            position = self._by_key.get(OutlineKey("initiative", one))
            if position is not None and before.get(one) != counts.get(one):
                index = self._index_of(self._entries[position])
                self.dataChanged.emit(index, index.siblingAtColumn(_MARK))

    def _marks(self, entry: _Entry) -> dict[str, str]:
        """Give the marks of an entry with the words for them; findings are the gravest."""
        count = self._findings.get(entry.key.id, 0)
        return {"warning": f"点検の指摘 {count}件", **entry.marks} if count else entry.marks

    def index_of(self, key: OutlineKey) -> QModelIndex:
        """Give where an entry stands; invalid when it is not in the plan."""
        position = self._by_key.get(key)
        return QModelIndex() if position is None else self._index_of(self._entries[position])

    def key_at(self, index: _Index) -> OutlineKey | None:
        """Give the key of an entry."""
        entry = self._entry(index)
        return None if entry is None else entry.key

    # --- the model ---------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        siblings = self._children(parent)
        if not (0 <= row < len(siblings) and 0 <= column < self.columnCount()):
            return QModelIndex()
        return self._index_of(siblings[row], column)

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent
        entry = self._entry(index)
        if entry is None or entry.parent is None:
            return QModelIndex()
        return self._index_of(entry.parent)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._children(parent))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 2

    def flags(self, index: _Index) -> Qt.ItemFlag:
        entry = self._entry(index)
        if entry is None:
            return Qt.ItemFlag.ItemIsDropEnabled if self._editable else Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._editable and index.column() == _NAME:
            flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
            if entry.key.kind == "node":
                flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entry(index)
        if entry is None:
            return None
        if index.column() == _MARK:
            return self._mark_data(entry, role)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return entry.heading.replace("\n", " ")
            case Qt.ItemDataRole.EditRole:
                return entry.thing.name
            case Qt.ItemDataRole.FontRole:
                return _bold() if entry.parent is None else None
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return "、".join(self._marks(entry).values()) or None
            case OutlineRole.KIND:
                return entry.key.kind
            case OutlineRole.ID:
                return entry.key.id
            case OutlineRole.SEARCH_TEXT:
                return entry.heading
            case OutlineRole.DEPARTMENTS:
                return entry.departments
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        entry = self._entry(index)
        text = str(value).strip()
        if entry is None or role != Qt.ItemDataRole.EditRole or not text:
            return False
        if text != entry.thing.name:
            self.rename_wanted.emit(entry.key, text)
        return True

    # --- drag and drop -----------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        found = (self._entry(one) for one in indexes if one.column() == _NAME)
        keys = ["|".join(entry.key) for entry in found if entry is not None]
        if keys:
            data.setData(MIME_TYPE, QByteArray("\n".join(keys).encode("utf-8")))
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        moved, target = self._dragged(data), self._entry(parent)
        if not moved or (target is not None and target.key.kind != "node"):
            return False
        if all(one.key.kind == "initiative" for one in moved):
            return target is not None
        return len(moved) == 1 and all(one is not moved[0] for one in _lineage(target))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        moved, target = self._dragged(data), self._entry(parent)
        index = _index_without(moved, self._children(parent), row)
        keys = tuple(one.key for one in moved)
        self.move_wanted.emit(keys, "" if target is None else target.key.id, index)
        # The view must not remove the rows itself: the next snapshot shows them at their new place.
        return False

    # --- inside ------------------------------------------------------------------------------

    def _entry(self, index: _Index) -> _Entry | None:
        return self._entries[index.internalId()] if index.isValid() else None

    def _children(self, parent: _Index) -> list[_Entry]:
        entry = self._entry(parent)
        return self._roots if entry is None else entry.children

    def _index_of(self, entry: _Entry, column: int = _NAME) -> QModelIndex:
        return self.createIndex(entry.row, column, self._by_key[entry.key])

    def _dragged(self, data: QMimeData) -> list[_Entry]:
        """Give what is dragged in printed order; nothing where a part of it is gone."""
        if not data.hasFormat(MIME_TYPE):
            return []
        positions = []
        for line in data.data(MIME_TYPE).toStdString().split("\n"):
            kind, _, key_id = line.partition("|")
            key = OutlineKey("node" if kind == "node" else "initiative", key_id)
            if key not in self._by_key:
                return []
            positions.append(self._by_key[key])
        return [self._entries[one] for one in sorted(positions)]

    def _mark_data(self, entry: _Entry, role: int) -> Any:
        marks = self._marks(entry)
        if not marks:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons.get(next(iter(marks)))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "、".join(marks.values())
        return None


def _entries_of(plan: Plan | None, numbering: Numbering) -> tuple[list[_Entry], list[_Entry]]:
    everything: list[_Entry] = []

    def enter(key: OutlineKey, thing: Node | Initiative, parent: _Entry | None, row: int) -> _Entry:
        entry = _Entry(key, thing, parent, row, numbering.heading(thing), _marks_of(thing))
        everything.append(entry)
        return entry

    def grow(nodes: tuple[Node, ...], parent: _Entry | None, first: int) -> Iterator[_Entry]:
        for row, node in enumerate(nodes, first):
            entry = enter(OutlineKey("node", node.id), node, parent, row)
            for place, one in enumerate(node.initiatives):
                key = OutlineKey("initiative", one.id)
                entry.children.append(enter(key, one, entry, place))
            entry.children.extend(grow(node.children, entry, len(node.initiatives)))
            yield entry

    roots = [] if plan is None else list(grow(plan.outline, None, 0))
    return roots, everything


def _looks_other(entry: _Entry, one: Initiative) -> bool:
    """Say whether a new state differs in more than the marks."""
    old = entry.thing
    return (
        not isinstance(old, Initiative)
        or (old.name, old.departments) != (one.name, one.departments)
        or old.number_from != one.number_from
    )


def _parent_key(entry: _Entry) -> OutlineKey | None:
    return None if entry.parent is None else entry.parent.key


def _lineage(entry: _Entry | None) -> Iterator[_Entry]:
    while entry is not None:
        yield entry
        entry = entry.parent


def _index_without(moved: list[_Entry], siblings: list[_Entry], row: int) -> int:
    """Give the place among their like under the target, counted without what moves."""
    before = siblings if row < 0 else siblings[:row]
    kind = moved[0].key.kind
    return sum(1 for one in before if one.key.kind == kind and one not in moved)


def _marks_of(thing: Node | Initiative) -> dict[str, str]:
    """Give the marks of an initiative with the words for them, the graver first."""
    if isinstance(thing, Node):
        return {}
    marks = {}
    if thing.schedule.state == "lost":
        marks["lost"] = "原資料で失われた年度別実施計画"
    elif thing.schedule.state == "partial":
        marks["lost"] = "年度別実施計画の一部が原資料で失われています"
    unconfirmed = sum(1 for item in thing.schedule.items() if not item.span_confirmed)
    if unconfirmed:
        marks["unconfirmed"] = f"期間未確認の矢印 {unconfirmed}本"
    return marks


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
