"""一覧 as a table of Qt: column 0 is the name, column k the k-th stop of a schedule row.

Belongs here: rows and columns, what a cell is called for screen readers, and taking over a new
snapshot with the least change. Does not belong here: pixels and edits (`views`).

Stops are items and empty divisions, so that the current index of the view can be any place where
something can be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.plan import Initiative
from kitaplanner.domain.schedule_words import KIND_WORDS
from kitaplanner.gui.models.plan_table_lines import Heading, Line, Stop, TableLine, lines_of

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NO_TEXT = "文言なし"


class Spot(NamedTuple):
    """A place that survives edits: a heading or schedule row, and the item or month in it.

    `line` is the key of a heading, else the id of the initiative; `month` 0 is the name.
    """

    line: str
    row: str = ""
    item: str = ""
    month: int = 0


class PlanTableModel(QAbstractTableModel):
    """The lines that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[TableLine] = []
        # Counted once and kept up: going through all lines at every edit would be felt.
        self.initiative_count = 0
        self.arrow_count = 0
        self._first_of: dict[str, int] = {}
        self._columns = 1

    # Taking over snapshots

    def show_lines(self, lines: list[TableLine]) -> None:
        """Show other lines altogether."""
        self.beginResetModel()
        self.lines = lines
        self._note_places()
        self._columns = 1 + max((_most_stops(one) for one in lines), default=0)
        self.initiative_count = sum(isinstance(one, Line) and one.place == 0 for one in lines)
        self.arrow_count = _count_arrows(lines)
        self.endResetModel()

    def _note_places(self) -> None:
        self._first_of = {}
        for at, line in enumerate(self.lines):
            key = line.key if isinstance(line, Heading) else line.initiative.id
            self._first_of.setdefault(key, at)

    def replace_initiatives(
        self, initiatives: Mapping[str, Initiative], headings: Mapping[str, str]
    ) -> None:
        """Show new states of some initiatives; those that are not shown stay so."""
        for key in initiatives.keys() & self._first_of.keys():
            first = self._first_of[key]
            old = self.lines[first]
            if isinstance(old, Line):
                new = lines_of(initiatives[key], headings.get(key, old.heading), old.period)
                self._replace(first, old.of, new)

    def _replace(self, first: int, count: int, new: list[Line]) -> None:
        self._widen(new)
        self.arrow_count += _count_arrows(new) - _count_arrows(self.lines[first : first + count])
        shared = min(count, len(new))
        self.lines[first : first + shared] = new[:shared]
        if len(new) > count:
            self.beginInsertRows(_ROOT, first + count, first + len(new) - 1)
            self.lines[first + count : first + count] = new[count:]
            self._note_places()
            self.endInsertRows()
        elif len(new) < count:
            self.beginRemoveRows(_ROOT, first + len(new), first + count - 1)
            del self.lines[first + len(new) : first + count]
            self._note_places()
            self.endRemoveRows()
        last = self.index(first + len(new) - 1, self._columns - 1)
        self.dataChanged.emit(self.index(first, 0), last)

    def _widen(self, lines: Iterable[Line]) -> None:
        needed = 1 + max(map(_most_stops, lines))
        if needed > self._columns:
            self.beginInsertColumns(_ROOT, self._columns, needed - 1)
            self._columns = needed
            self.endInsertColumns()

    # Places

    def line_of(self, index: _Index) -> Line | None:
        """Give the schedule row of an index; None for headings and nothing."""
        line = self.lines[index.row()] if index.isValid() else None
        return line if isinstance(line, Line) else None

    def stop(self, index: _Index) -> Stop | None:
        """Give the stop of an index; None for names, headings and cells behind the last stop."""
        line = self.line_of(index)
        if line is None or not 1 <= index.column() <= len(line.stops):
            return None
        return line.stops[index.column() - 1]

    def spot(self, index: _Index) -> Spot | None:
        """Give what an index stands for."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if isinstance(line, Heading):
            return Spot(line.key)
        stop = self.stop(index)
        item = "" if stop is None or stop.item is None else stop.item.id
        return Spot(line.initiative.id, line.row_id, item, 0 if stop is None else stop.span.start)

    def index_of(self, spot: Spot) -> QModelIndex:
        """Find a place again, or what now lies where it was; invalid when its line is gone."""
        row = self._row_of(spot)
        line = self.lines[row] if row >= 0 else None
        if not isinstance(line, Line):
            return self.index(row, 0) if row >= 0 else QModelIndex()
        if spot.item:
            found = self._row_of_item(row, line, spot.item)
            if found is not None:
                return found
        stop = line.stop_at(spot.month) if spot.month else -1
        return self.index(row, stop + 1)

    def _row_of(self, spot: Spot) -> int:
        first = self._first_of.get(spot.line, -1)
        line = self.lines[first] if first >= 0 else None
        if not isinstance(line, Line):
            return first
        rows = range(first, first + line.of)
        wanted = (at for at in rows if self._row_id(at) == spot.row)
        return next(wanted, first)

    def _row_id(self, at: int) -> str:
        line = self.lines[at]
        return line.row_id if isinstance(line, Line) else ""

    def _row_of_item(self, row: int, line: Line, item: str) -> QModelIndex | None:
        """Find an item in its row, or in another one of its initiative."""
        first = row - line.place
        for at in (row, *range(first, first + line.of)):
            other = self.lines[at]
            stop = other.stop_of(item) if isinstance(other, Line) else -1
            if stop >= 0:
                return self.index(at, stop + 1)
        return None

    # Qt's questions

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Give the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Give one for the name and as many as stops may stand in a row."""
        return 0 if parent.isValid() else self._columns

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let everything that is there be selected."""
        if not index.isValid() or (index.column() and self.stop(index) is None):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the text of a cell, and its name for screen readers."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.describe(index)
        return None

    def _text(self, index: _Index) -> str:
        line = self.lines[index.row()]
        if index.column() == 0:
            return line.text if isinstance(line, Heading) else line.heading
        stop = self.stop(index)
        return "" if stop is None or stop.item is None else stop.item.text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Name columns; rows are named by their first cell."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return "事業名" if section == 0 else f"{section}番目"

    def describe(self, index: _Index) -> str:
        """Name a cell: 矢印、決済機能の導入、令和8年度、3行中2行目."""
        line = self.line_of(index)
        if line is None:
            return f"見出し、{self._text(index)}" if index.isValid() else ""
        where = f"{line.of}行中{line.place + 1}行目"
        if index.column() == 0:
            departments = "、".join(line.initiative.departments) or "担当課なし"
            parts = ("事業", _one_line(line.heading), departments, where, line.row_name)
            return "、".join(filter(None, parts))
        stop = self.stop(index)
        if stop is None:
            return ""
        if stop.item is None:
            return "、".join(("空き", describe_span(stop.span), where))
        text = _one_line(stop.item.text) or _NO_TEXT
        return "、".join((KIND_WORDS[stop.item.kind], text, describe_span(stop.span), where))


def _count_arrows(lines: Iterable[TableLine]) -> int:
    """Count what the status bar counts: arrows alone, no boxes and no notes."""
    rows = (one.row for one in lines if isinstance(one, Line) and one.row is not None)
    return sum(item.kind == "arrow" for row in rows for item in row.items)


def _most_stops(line: TableLine) -> int:
    """Give a bound of the stops of a row without working them out: an item parts two empty ones."""
    if isinstance(line, Heading) or line.row is None:
        return 0
    return 2 * len(line.row.items) + len(line.period.years) * line.initiative.schedule.divisions


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
