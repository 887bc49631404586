"""How many initiatives stand how, by policy and by department: the table below the reports."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.progress_status import TOTAL, Tally, by_department, tally

_NONE = "－"
_COUNT_WIDTH = 7  # in kanji


class ProgressTotals(QTableView):
    """The counts of a year, of all initiatives."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = QStandardItemModel(self)
        self.setModel(self._counts)
        self.setAccessibleName("進捗の集計")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)

    def show_counts(self, plan: Plan, year: int, numbering: Numbering) -> None:
        """Count a year by policy, then by department."""
        whole = list(plan.initiatives())
        policies = tally(
            [
                (numbering.heading(root), [one for node in root.walk() for one in node.initiatives])
                for root in plan.outline
            ],
            whole,
            year,
        )
        departments = tally(by_department(plan, whole), whole, year)
        self._counts.clear()
        self._counts.setHorizontalHeaderLabels(["区分", *policies.statuses, "計"])
        self._add("方針別", policies)
        self._add("課別（複数の課の事業は、それぞれの課で数える）", departments, with_total=False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        kanji = self.fontMetrics().horizontalAdvance("国")
        for column in range(1, self._counts.columnCount()):
            self.setColumnWidth(column, _COUNT_WIDTH * kanji)

    def _add(self, heading: str, counted: Tally, *, with_total: bool = True) -> None:
        self._counts.appendRow([_item(heading, is_bold=True)])
        self.setSpan(self._counts.rowCount() - 1, 0, 1, len(counted.statuses) + 2)
        for label, counts in counted.lines:
            if label != TOTAL or with_total:
                self._add_line(label, (*counts, sum(counts)))

    def _add_line(self, label: str, counts: Iterable[int]) -> None:
        is_bold = label == TOTAL
        row = [_item(label, is_bold=is_bold)]
        for count in counts:
            cell = _item(str(count) if count else _NONE, is_bold=is_bold)
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.append(cell)
        self._counts.appendRow(row)


def _item(text: str, *, is_bold: bool = False) -> QStandardItem:
    item = QStandardItem(text)
    if is_bold:
        font = QFont()
        font.setBold(True)
        item.setFont(font)
    return item
