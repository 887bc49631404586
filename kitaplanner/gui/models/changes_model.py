"""The changes between two plans in rows: what changed, and below it each change.

Belongs here: lines, their words and which are wanted. Does not belong here: finding the changes
(`operations.comparison_view`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from kitaplanner.domain.comparison_entries import Entry
from kitaplanner.domain.comparison_kinds import ChangeKind, kind_of, sign_of
from kitaplanner.domain.comparison_tables import group_title
from kitaplanner.domain.diff import Difference
from kitaplanner.operations.comparison_view import ShownComparison, ShownGroup

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
SIGN, LABEL, WORDS = range(3)
_HEADINGS = ("", "箇所", "変更の内容")


class ChangeWishes(NamedTuple):
    """What is listed: one kind, one department, a word; empty means all."""

    kind: ChangeKind | None = None
    department: str = ""
    word: str = ""


@dataclass(eq=False)
class ChangeLine:
    """A group, or a change in one; `row` is its place in the list."""

    shown: ShownGroup
    parent: ChangeLine | None = None
    entry: Entry | None = None
    row: int = 0
    children: list[ChangeLine] = field(default_factory=list)

    @property
    def difference(self) -> Difference | None:
        """Give the change of a line that is one."""
        return None if self.entry is None else self.entry.difference


class ChangesModel(QAbstractTableModel):
    """Each group is followed by its changes.

    Rows rather than a tree: a tree asks for each of thousands of rows before it shows the first.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: ShownComparison | None = None
        self._wishes = ChangeWishes()
        self._lines: list[ChangeLine] = []
        self._groups: list[ChangeLine] = []
        self._changes: list[ChangeLine] = []
        self._bold = QFont()
        self._bold.setBold(True)

    # --- what is listed ----------------------------------------------------------------------

    def show(self, shown: ShownComparison | None) -> None:
        """List the changes of another comparison, or none."""
        self._shown = shown
        self._list()

    def narrow(self, wishes: ChangeWishes) -> None:
        """List only what is wanted."""
        if wishes != self._wishes:
            self._wishes = wishes
            self._list()

    @property
    def is_narrowed(self) -> bool:
        """Say whether something is left out."""
        return self._wishes != ChangeWishes()

    @property
    def changes(self) -> list[ChangeLine]:
        """Give the changes that are listed, from top to bottom."""
        return self._changes

    @property
    def groups(self) -> list[ChangeLine]:
        """Give the groups that are listed."""
        return self._groups

    @property
    def total(self) -> int:
        """Count all changes, listed or not."""
        return (
            0 if self._shown is None else sum(len(one.group.entries) for one in self._shown.groups)
        )

    @property
    def note(self) -> str:
        """Give what was only renumbered, in words."""
        return "" if self._shown is None else self._shown.note

    def _list(self) -> None:
        self.beginResetModel()
        self._lines, self._groups, self._changes = [], [], []
        for shown in () if self._shown is None else self._shown.groups:
            if self._wishes.department and self._wishes.department not in shown.departments:
                continue
            entries = [one for one in shown.group.entries if self._is_wanted(one, shown)]
            if entries:
                line = ChangeLine(shown, row=len(self._lines))
                line.children = [
                    ChangeLine(shown, line, one, line.row + at) for at, one in enumerate(entries, 1)
                ]
                self._groups.append(line)
                self._changes += line.children
                self._lines += (line, *line.children)
        self.endResetModel()

    def _is_wanted(self, entry: Entry, shown: ShownGroup) -> bool:
        kind, _, word = self._wishes
        if kind is not None and (entry.difference is None or kind_of(entry.difference) != kind):
            return False
        texts = (group_title(shown.group), entry.label, entry.remark)
        parts = (part.text for side in (entry.old, entry.new) for part in side)
        return not word or any(word in one for one in (*texts, *parts))

    # --- lines -------------------------------------------------------------------------------

    def line(self, index: _Index) -> ChangeLine | None:
        """Give the line of an index."""
        return self._lines[index.row()] if index.isValid() else None

    def index_of(self, line: ChangeLine, column: int = SIGN) -> QModelIndex:
        """Give the index of a line."""
        return self.index(line.row, column)

    def same_as(self, line: ChangeLine) -> ChangeLine | None:
        """Find what says now what a line of an older list said; else what is left of its group."""
        group = next(
            (one for one in self._groups if one.shown.group.key == line.shown.group.key), None
        )
        if group is None or line.entry is None:
            return group
        name = _name(line.entry.difference)
        same = (one for one in group.children if _name(one.difference) == name)
        return next(same, group.children[0])

    def group_of(self, initiative_id: str) -> ChangeLine | None:
        """Find the group of an initiative among those listed."""
        return next((one for one in self._groups if one.shown.initiative == initiative_id), None)

    # --- Qt's questions ----------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(line)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return None if line.entry is None else line.entry.remark
        if role == Qt.ItemDataRole.FontRole and line.entry is None:
            return self._bold
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == SIGN and line.entry:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "、".join(one for one in _words(line)[LABEL:] if one) or _words(line)[SIGN]
        return None


def _words(line: ChangeLine) -> tuple[str, str, str]:
    if line.entry is None:
        title = group_title(line.shown.group) or "計画全体"
        return f"{title}　{len(line.children)}件", "", ""
    sign = "" if line.difference is None else sign_of(line.difference)
    return sign, line.entry.label, " ".join(line.entry.remark.split())


def _name(difference: Difference | None) -> object:
    return difference and (difference.action, difference.key, difference.field)
