"""The outline of the plan as a tree: nodes and initiatives with their derived numbers.

Belongs here: how a snapshot becomes rows, words and marks, and what a rename or a drop asks for.
The model never changes the plan: it announces wishes, and shows the next snapshot it is given.
The shape of the tree is kept in Qt's own items, since a view asks for the place of every row
whenever one comes or goes; words and marks are asked for only of rows that can be seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QIcon, QStandardItem, QStandardItemModel

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.gui.icons import icons_in_a_row
from kitaplanner.gui.models.outline_entries import (
    Entry,
    OutlineKey,
    Thing,
    branch,
    key_of,
    lineage,
    marks_of,
    things_below,
)

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
MIME_TYPE = "application/x-kitaplanner-outline"
_NAME, _MARK = 0, 1
_NUMBER = Qt.ItemDataRole.UserRole
# So many rows that come and go are shown faster by looking at everything anew.
_MOST_ROWS = 200


class OutlineRole(IntEnum):
    """What can be asked of an entry beside its words."""

    KIND = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2
    SEARCH_TEXT = Qt.ItemDataRole.UserRole + 3
    DEPARTMENTS = Qt.ItemDataRole.UserRole + 4


_ANSWERED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
        *OutlineRole,
    }
)


class OutlineModel(QStandardItemModel):
    """The tree of one snapshot.

    `rename_wanted(key, name)` and `move_wanted(keys, parent id or "", index)` carry what the user
    asked for; `keys` are one heading, or initiatives; `index` counts without what moves.
    """

    rename_wanted = Signal(object, str)
    move_wanted = Signal(tuple, str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roots: list[Entry] = []
        # Items carry the number of an entry, which outlives the objects of a snapshot.
        self._entries: dict[int, Entry] = {}
        self._by_key: dict[OutlineKey, Entry] = {}
        self._numbering: Numbering | None = None
        self._icons: dict[str, QIcon] = {}
        self._findings: dict[str, int] = {}
        self._badges: dict[str, dict[str, str]] = {"changed": {}, "waiting": {}}
        self._rows_of_icons: dict[tuple[str, ...], QIcon] = {}
        self._editable = False
        self.setColumnCount(2)

    # --- what is shown -----------------------------------------------------------------------

    def show_plan(self, plan: Plan | None, numbering: Numbering, editable: bool) -> bool:
        """Show a snapshot; rows come and go where the tree has another shape.

        True says that all rows were made anew, because little of the former tree is left.
        """
        outline = () if plan is None else plan.outline
        if editable != self._editable or self._is_another(outline):
            self._editable = editable
            self._show_anew(outline, numbering)
            return True
        changed: list[Entry] = []
        self._follow(None, outline, numbering, changed)
        if numbering is not self._numbering:
            for one, heading in numbering.headings_since(self._numbering).items():
                node, initiative = OutlineKey("node", one), OutlineKey("initiative", one)
                entry = self._by_key.get(initiative) or self._by_key.get(node)
                if entry is not None and heading != entry.heading:
                    entry.heading = heading
                    changed.append(entry)
            self._numbering = numbering
        self._tell_changed(changed)
        return False

    def _is_another(self, outline: tuple[Node, ...]) -> bool:
        before = [one.thing for one in self._roots if isinstance(one.thing, Node)]
        shared = {id(node) for node in before} & {id(node) for node in outline}
        old, new = (
            frozenset().union(*[node.ids for node in nodes if id(node) not in shared])
            for nodes in (before, outline)
        )
        return not before or len(old ^ new) > _MOST_ROWS

    def _show_anew(self, outline: tuple[Node, ...], numbering: Numbering) -> None:
        self.beginResetModel()
        self.blockSignals(True)  # views look at everything once all is there
        self.removeRows(0, self.rowCount())
        self._entries, self._by_key = {}, {}
        self._numbering = numbering
        self._roots = branch(outline, None, 0, numbering)
        self._enter(self._roots)
        drops = Qt.ItemFlag.ItemIsDropEnabled if self._editable else Qt.ItemFlag.NoItemFlags
        self.invisibleRootItem().setFlags(drops)
        self._hang(self.invisibleRootItem(), 0, self._roots)
        self.blockSignals(False)
        self.endResetModel()

    def _hang(self, under: QStandardItem, row: int, entries: Iterable[Entry]) -> None:
        """Hang items of entries below another; all below them is there when they come."""
        seen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        held = seen | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        takes = held | Qt.ItemFlag.ItemIsDropEnabled
        for place, entry in enumerate(entries, row):
            mark = QStandardItem()
            for item in (entry.item, mark):
                item.setData(entry.number, _NUMBER)
                item.setFlags(seen)
            if self._editable:
                entry.item.setFlags(takes if entry.key.kind == "node" else held)
            self._hang(entry.item, 0, entry.children)
            under.insertRow(place, [entry.item, mark])

    def _enter(self, entries: Iterable[Entry]) -> None:
        for top in entries:
            for entry in top.walk():
                self._entries[entry.number] = entry
                self._by_key[entry.key] = entry

    def _forget(self, entries: Iterable[Entry]) -> None:
        for top in entries:
            for entry in top.walk():
                del self._entries[entry.number]
                # It may stand elsewhere already.
                if self._by_key.get(entry.key) is entry:
                    del self._by_key[entry.key]

    def _follow(
        self,
        parent: Entry | None,
        things: Sequence[Thing],
        numbering: Numbering,
        changed: list[Entry],
    ) -> None:
        """Bring the rows below an entry to what stands there now; note which show other words.

        Initiatives that change places among their like take each other's rows. Any other row that
        moves goes and comes: the view knows by its key whether it was folded or chosen.
        """
        entries = self._roots if parent is None else parent.children
        wanted = {key_of(one): one for one in things}
        self._reorder(parent, list(wanted), changed)
        self._remove(parent, [one for one in entries if one.key not in wanted])
        keys = list(wanted)
        for row, key in enumerate(keys):
            if row < len(entries) and entries[row].key != key:
                if row + 1 < len(entries) and entries[row + 1].key == key:
                    self._remove(parent, [entries[row]])
                else:
                    self._remove(parent, [one for one in entries[row:] if one.key == key])
            if row >= len(entries) or entries[row].key != key:
                present = {one.key for one in entries}
                last = row + 1
                while last < len(keys) and keys[last] not in present:
                    last += 1
                coming = [wanted[one] for one in keys[row:last]]
                self._insert(parent, row, branch(coming, parent, row, numbering))
            entry, thing = entries[row], wanted[key]
            if entry.thing is not thing:
                before, entry.thing, entry.marks = entry.shown, thing, marks_of(thing)
                if entry.shown != before:
                    changed.append(entry)
                self._follow(entry, things_below(thing), numbering, changed)

    def _reorder(
        self, parent: Entry | None, keys: Sequence[OutlineKey], changed: list[Entry]
    ) -> None:
        """Let initiatives that only stand in another order take each other's rows and items: a view
        lays out the whole tree where a row comes or goes."""
        entries = self._roots if parent is None else parent.children
        if len(entries) != len(keys):
            return
        rows = [row for row, key in enumerate(keys) if entries[row].key != key]
        moved = {entries[row].key: entries[row] for row in rows}
        if moved.keys() != {keys[row] for row in rows} or any(key.kind == "node" for key in moved):
            return
        items, under = [entries[row].item for row in rows], self._item_of(parent)
        self.blockSignals(True)  # all are told together
        for row, item in zip(rows, items, strict=True):
            entry = entries[row] = moved[keys[row]]
            entry.row, entry.item = row, item
            for one in (item, under.child(row, _MARK)):
                one.setData(entry.number, _NUMBER)
            changed.append(entry)
        self.blockSignals(False)

    def _insert(self, parent: Entry | None, row: int, coming: list[Entry]) -> None:
        entries = self._roots if parent is None else parent.children
        entries[row:row] = coming
        _count_rows(entries, row)
        self._enter(coming)
        self._hang(self._item_of(parent), row, coming)

    def _remove(self, parent: Entry | None, going: list[Entry]) -> None:
        entries = self._roots if parent is None else parent.children
        for first, last in reversed(_runs([one.row for one in going])):
            gone = entries[first : last + 1]
            del entries[first : last + 1]
            _count_rows(entries, first)
            self._item_of(parent).removeRows(first, last - first + 1)
            self._forget(gone)

    def _item_of(self, entry: Entry | None) -> QStandardItem:
        return self.invisibleRootItem() if entry is None else entry.item

    def _tell_changed(self, changed: list[Entry]) -> None:
        rows: defaultdict[Entry | None, set[int]] = defaultdict(set)
        for entry in changed:
            rows[entry.parent].add(entry.row)
        for parent, found in rows.items():
            entries = self._roots if parent is None else parent.children
            for first, last in _runs(sorted(found)):
                self.dataChanged.emit(
                    self._index_of(entries[first]), self._index_of(entries[last], _MARK)
                )

    def take_over(self, initiatives: Iterable[Initiative]) -> bool:
        """Show new states of some initiatives, if that is enough; say whether it was.

        A name or a department that changed may touch numbers, filters and other rows.
        """
        changed = list(initiatives)
        found = [self._by_key.get(OutlineKey("initiative", one.id)) for one in changed]
        entries = [one for one in found if one is not None]
        if len(entries) < len(changed) or any(map(_looks_other, entries, changed)):
            return False
        for entry, one in zip(entries, changed, strict=True):
            before, entry.thing, entry.marks = entry.marks, one, marks_of(one)
            if entry.marks != before:
                index = self._index_of(entry)
                self.dataChanged.emit(index, index.siblingAtColumn(_MARK))
        return True

    def set_icons(self, icons: dict[str, QIcon]) -> None:
        """Give the pictures of the marks: `warning`, `unconfirmed`, `lost` and the badges."""
        self._icons = icons
        self._rows_of_icons.clear()

    def show_findings(self, counts: Mapping[str, int]) -> None:
        """Mark the initiatives that the checks have something to say about."""
        before, self._findings = self._findings, dict(counts)
        for one in before.keys() | counts.keys():
            entry = self._by_key.get(OutlineKey("initiative", one))
            if entry is not None and before.get(one) != counts.get(one):
                index = self._index_of(entry)
                self.dataChanged.emit(index, index.siblingAtColumn(_MARK))

    def show_badges(self, changed: Mapping[str, str], waiting: Mapping[str, str]) -> int:
        """Mark what changed and what awaits a reply; give how many marks stand side by side.

        The view paints its rows again: telling it of each takes long where a thousand changed.
        """
        self._badges = {"changed": dict(changed), "waiting": dict(waiting)}
        return 1 + len(self._slots())

    def _slots(self) -> list[str]:
        """Give the badges that have a place of their own: those that something bears."""
        return [name for name, words in self._badges.items() if words]

    def _marks(self, entry: Entry) -> dict[str, str]:
        """Give the marks of an entry with the words for them; findings are the gravest."""
        key_id = entry.key.id
        count = self._findings.get(key_id, 0)
        marks = {"warning": f"点検の指摘 {count}件", **entry.marks} if count else dict(entry.marks)
        for name, words in self._badges.items():
            if key_id in words:
                marks[name] = words[key_id]
        return marks

    def _icon_of(self, marks: Mapping[str, str]) -> QIcon:
        """Give the gravest mark and the badges, each in its place."""
        slots = self._slots()
        own = next((name for name in marks if name not in self._badges), "")
        if not slots:
            return self._icons.get(own, QIcon())
        shown = (own, *(name if name in marks else "" for name in slots))
        if shown not in self._rows_of_icons:
            icons = [self._icons.get(name, QIcon()) for name in shown]
            self._rows_of_icons[shown] = icons_in_a_row(icons)
        return self._rows_of_icons[shown]

    def index_of(self, key: OutlineKey) -> QModelIndex:
        """Give where an entry stands; invalid when it is not in the plan."""
        entry = self._by_key.get(key)
        return QModelIndex() if entry is None else self._index_of(entry)

    def key_at(self, index: _Index) -> OutlineKey | None:
        """Give the key of an entry."""
        entry = self._entry(index)
        return None if entry is None else entry.key

    def place_of(self, index: _Index) -> tuple[int, ...]:
        """Give what sorts entries in printed order."""
        entry = self._entry(index)
        return () if entry is None else entry.place

    # --- the model ---------------------------------------------------------------------------

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED:  # a view asks for many more, of every row it paints
            return None
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
        return len(moved) == 1 and all(one is not moved[0] for one in lineage(target))

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

    def _entry(self, index: _Index) -> Entry | None:
        if not index.isValid():
            return None
        number = super().data(index, _NUMBER)
        return None if number is None else self._entries.get(number)

    def _children(self, parent: _Index) -> list[Entry]:
        entry = self._entry(parent)
        return self._roots if entry is None else entry.children

    def _index_of(self, entry: Entry, column: int = _NAME) -> QModelIndex:
        return self.indexFromItem(entry.item).siblingAtColumn(column)

    def _dragged(self, data: QMimeData) -> list[Entry]:
        """Give what is dragged in printed order; nothing where a part of it is gone."""
        if not data.hasFormat(MIME_TYPE):
            return []
        found = []
        for line in data.data(MIME_TYPE).toStdString().split("\n"):
            kind, _, key_id = line.partition("|")
            key = OutlineKey("node" if kind == "node" else "initiative", key_id)
            if key not in self._by_key:
                return []
            found.append(self._by_key[key])
        return sorted(found, key=lambda entry: entry.place)

    def _mark_data(self, entry: Entry, role: int) -> Any:
        marks = self._marks(entry)
        if not marks:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon_of(marks)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "、".join(marks.values())
        return None


def _count_rows(entries: list[Entry], first: int) -> None:
    for row in range(first, len(entries)):
        entries[row].row = row


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Give the first and last of each run of neighbours among rows in order."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _looks_other(entry: Entry, one: Initiative) -> bool:
    """Say whether a new state differs in more than the marks."""
    old = entry.thing
    return (
        not isinstance(old, Initiative)
        or (old.name, old.departments) != (one.name, one.departments)
        or old.number_from != one.number_from
    )


def _index_without(moved: list[Entry], siblings: list[Entry], row: int) -> int:
    """Give the place among their like under the target, counted without what moves."""
    before = siblings if row < 0 else siblings[:row]
    kind = moved[0].key.kind
    return sum(1 for one in before if one.key.kind == kind and one not in moved)


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
