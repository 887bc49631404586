"""Hits of a search as a tree: what they stand in, and each hit before and after replacement.

Belongs here: rows, words and ticks. Searching and replacing are asked for by the dialog.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kitaplanner.domain.search import Hit

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
PLACE, BEFORE, AFTER = range(3)
_HEADINGS = ("場所", "いまの文", "置換後の文")
_FIELD_WORDS = {
    ("row", "label"): "行の見出し",
    ("row", "group"): "行のまとまり",
    ("node", "lead"): "見出しの本文",
    ("node", "bullets"): "見出しの箇条書き",
    ("node", "vision"): "目指す姿",
    ("node", "outcome_goal"): "成果目標",
    ("initiative", "effects"): "効果",
    ("row", "departments"): "行の担当課",
    ("item", "departments"): "矢印の担当課",
    ("item", "note"): "矢印の注記",
}
_KIND_WORDS = {
    "indicator": "指標",
    "budget": "事業費",
    "progress": "進捗",
    "reference": "再掲",
    "term": "用語注",
    "section": "章の見出し",
    "block": "章の本文",
    "entry": "年表",
    "bar": "計画期間の表",
    "box": "体制図",
}
_GROUP_WORDS = {
    "name": "事業名",
    "summary": "事業概要",
    "items": "矢印の文言",
    "notes": "注記",
    "departments": "担当課",
    "headings": "見出し",
    "others": "その他",
}


class HitRole(IntEnum):
    """What the delegate asks beside the words: where in them the hit stands."""

    MARKED = Qt.ItemDataRole.UserRole + 1


class HitGroup(NamedTuple):
    """Hits that are listed under one heading."""

    heading: str
    hits: tuple[Hit, ...]


class HitsModel(QAbstractItemModel):
    """Groups with their hits; `ticks_changed` is emitted when another choice was made."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[HitGroup] = ()
        self._replacement: str | None = None
        self._unticked: set[Hashable] = set()

    # --- what is shown -----------------------------------------------------------------------

    def show_groups(self, groups: Sequence[HitGroup]) -> None:
        """Show other hits; those that the person has left out stay so."""
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def set_replacement(self, replacement: str | None) -> None:
        """Show what the hits become; None shows no ticks and nothing behind."""
        self._replacement = replacement
        self._tell_all()

    def tick_all(self, ticked: bool = True) -> None:
        """Choose all hits, or none."""
        self._unticked = set() if ticked else {_key(hit) for hit in self.hits()}
        self._tell_all()
        self.ticks_changed.emit()

    def forget_ticks(self) -> None:
        """Choose everything again, for another word."""
        self._unticked.clear()

    def hits(self) -> Iterator[Hit]:
        """Yield all hits in order."""
        for group in self._groups:
            yield from group.hits

    def chosen(self) -> list[Hit]:
        """Give the hits that are ticked in order."""
        return [hit for hit in self.hits() if _key(hit) not in self._unticked]

    def counts(self) -> tuple[int, int]:
        """Give how many hits there are and how many of them are ticked."""
        total = sum(len(group.hits) for group in self._groups)
        return total, len(self.chosen()) if self._unticked else total

    def hit_at(self, index: _Index) -> Hit | None:
        """Give the hit of a row; None for a group."""
        if not index.isValid() or not index.internalId():
            return None
        return self._groups[index.internalId() - 1].hits[index.row()]

    def index_of(self, hit: Hit | None) -> QModelIndex:
        """Give the row of the same place in another search; invalid where it is not found."""
        for group, one in enumerate(self._groups):
            for row, other in enumerate(one.hits):
                if hit is not None and _key_of_place(other) == _key_of_place(hit):
                    return self.createIndex(row, PLACE, group + 1)
        return QModelIndex()

    def neighbour(self, index: _Index, step: int) -> QModelIndex:
        """Give the next (1) or previous (-1) hit after a row, round the end; invalid for none."""
        places = [
            (group, row) for group, one in enumerate(self._groups) for row in range(len(one.hits))
        ]
        if not places:
            return QModelIndex()
        at = self._position(index, step)
        group, row = places[(at + step) % len(places)]
        return self.createIndex(row, PLACE, group + 1)

    def _position(self, index: _Index, step: int) -> int:
        before = 0 if step < 0 else -1
        if not index.isValid():
            return before
        group = index.internalId() - 1 if index.internalId() else index.row()
        count = sum(len(one.hits) for one in self._groups[:group])
        return count + (index.row() if index.internalId() else before)

    # --- the model ---------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not (0 <= column < self.columnCount() and 0 <= row < self.rowCount(parent)):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, PLACE, 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column() > 0:
            return 0
        return len(self._groups[parent.row()].hits)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._replacement is not None and index.column() == PLACE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(index)
        hit = self.hit_at(index)
        if hit is None:
            return self._group_data(index, role)
        if index.column() == PLACE:
            return _field_words(hit) if role == Qt.ItemDataRole.DisplayRole else None
        return self._text_data(hit, index.column(), role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or self._replacement is None:
            return False
        hit = self.hit_at(index)
        hits = self._groups[index.row()].hits if hit is None else (hit,)
        keys = {_key(one) for one in hits}
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._unticked -= keys
        else:
            self._unticked |= keys
        self._tell_all()
        self.ticks_changed.emit()
        return True

    # --- inside ------------------------------------------------------------------------------

    def _tick(self, index: _Index) -> Qt.CheckState | None:
        if self._replacement is None or index.column() != PLACE:
            return None
        hit = self.hit_at(index)
        hits = self._groups[index.row()].hits if hit is None else (hit,)
        left_out = sum(_key(one) in self._unticked for one in hits)
        if not left_out:
            return Qt.CheckState.Checked
        all_out = left_out == len(hits)
        return Qt.CheckState.Unchecked if all_out else Qt.CheckState.PartiallyChecked

    def _group_data(self, index: _Index, role: int) -> Any:
        group = self._groups[index.row()]
        if role == Qt.ItemDataRole.DisplayRole and index.column() == PLACE:
            return f"{group.heading}　（{len(group.hits)}か所）"
        if role == Qt.ItemDataRole.ToolTipRole:
            return group.heading
        return None

    def _text_data(self, hit: Hit, column: int, role: int) -> Any:
        before, found, after = hit.context()
        if column == AFTER:
            if self._replacement is None:
                return None
            found = self._replacement
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{before}{found}{after}"
        if role == HitRole.MARKED:
            return len(before), len(found)
        if role == Qt.ItemDataRole.ToolTipRole:
            return hit.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADINGS[column]}、{before}{found}{after}"
        return None

    def _tell_all(self) -> None:
        """Tell that any row may look different: ticks of a department's name go together.

        One signal over all groups has views repaint everything in sight; one for each group took a
        quarter of a second for a thousand of them.
        """
        if self._groups:
            self.dataChanged.emit(self.index(0, PLACE), self.index(len(self._groups) - 1, AFTER))


def _key(hit: Hit) -> Hashable:
    """Give what is ticked as one: a department's name is the same wherever it stands."""
    return hit.text if hit.is_department else _key_of_place(hit)


def _key_of_place(hit: Hit) -> Hashable:
    return hit.address, hit.start


def _field_words(hit: Hit) -> str:
    address = hit.address
    words = _FIELD_WORDS.get((address.kind, address.field)) or _KIND_WORDS.get(address.kind)
    return words or _GROUP_WORDS[hit.group]
