"""The table of reports of one year.

Belongs here: telling Qt of the rows and what an entry asks for. The model never changes the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.progress.progress_rows import (
    FIRST_FIELD,
    HEADS,
    ProgressRow,
    field_of,
    rows_of,
)
from kitaplanner.operations.progress import ProgressEdit

_Index: TypeAlias = QModelIndex | QPersistentModelIndex


class ProgressModel(QAbstractTableModel):
    """Rows of some initiatives; `edit_wanted(edits)` carries what was entered."""

    edit_wanted = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ProgressRow] = []
        self._ids: list[str] = []
        self._year = 0
        self._can_edit = False

    # --- what is shown -----------------------------------------------------------------------

    def show_rows(
        self, plan: Plan, year: int, numbering: Numbering, ids: Sequence[str], *, can_edit: bool
    ) -> None:
        """Show the reports on some initiatives; those that are gone are left out."""
        wanted = set(ids)
        self.beginResetModel()
        self._year, self._ids, self._can_edit = year, list(ids), can_edit
        self._rows = [
            row
            for one in plan.initiatives()
            if one.id in wanted
            for row in rows_of(one, year, numbering)
        ]
        self.endResetModel()

    def follow(
        self, plan: Plan, numbering: Numbering, touched: Collection[str]
    ) -> list[int] | None:
        """Show another state of some initiatives; give their rows, or None where rows came or went.

        Then nothing was done: everything is to be shown anew.
        """
        places: dict[str, list[int]] = {}
        for at, row in enumerate(self._rows):
            if row.initiative.id in touched:
                places.setdefault(row.initiative.id, []).append(at)
        fresh: dict[int, ProgressRow] = {}
        for key, found in places.items():
            initiative = plan.initiative(key)
            rows = () if initiative is None else rows_of(initiative, self._year, numbering)
            if len(rows) != len(found):
                return None
            fresh.update(zip(found, rows, strict=True))
        for at, row in fresh.items():
            self._rows[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(HEADS) - 1))
        return list(fresh)

    @property
    def ids(self) -> list[str]:
        """Give the ids of the initiatives that are shown."""
        return self._ids

    def row_at(self, index: _Index) -> ProgressRow | None:
        """Give the report of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, initiative_id: str, entry_id: str = "") -> int | None:
        """Give where a report stands, or else the first of its initiative."""
        found = [at for at, one in enumerate(self._rows) if one.initiative.id == initiative_id]
        exact = (at for at in found if self._rows[at].entry_id == entry_id)
        return next(exact, found[0] if found else None)

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell."""
        return self._rows[row].text(column)

    def ask(self, cells: Iterable[tuple[int, int, str]]) -> None:
        """Ask for texts in cells (row, column, text); those that say the same ask for nothing."""
        edits = tuple(
            ProgressEdit(
                self._rows[row].initiative.id, self._rows[row].entry_id, field_of(column), text
            )
            for row, column, text in cells
            if column >= FIRST_FIELD and self._rows[row].text(column) != text
        )
        if edits and self._can_edit:
            self.edit_wanted.emit(edits)

    # --- the model ---------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        seen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._can_edit and index.isValid() and index.column() >= FIRST_FIELD:
            return seen | Qt.ItemFlag.ItemIsEditable
        return seen

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        text = row.text(column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.shown(column)
            case Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.ToolTipRole:
                return (text if column else row.long_number) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{HEADS[column]}、{text or '未記入'}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.ask([(index.row(), index.column(), str(value).rstrip())])
        return True
