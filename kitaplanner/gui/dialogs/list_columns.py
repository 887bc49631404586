"""列の割り当て: which column of a list holds what; shown before a list is read.

Belongs here: the preview of the first rows and a choice above each column. What is remembered of it
is in the settings; what the columns mean to the reader is in `importers.list_workbook`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.calendar import Period, Span, describe_span, fiscal_year_of, year_span
from kitaplanner.gui.widgets.reading import paragraph
from kitaplanner.importers.list_workbook.columns import (
    ROLE_NAMES,
    ROLES,
    ColumnMapping,
    ColumnUse,
)
from kitaplanner.importers.list_workbook.guess import blank_mapping
from kitaplanner.importers.list_workbook.table import ListTable
from kitaplanner.importers.workbook.content import SheetContent, WorkbookContent, address

_WORDS = (
    "資料を一覧表として読みます。それぞれの列が何かを確かめてください。"
    "割り当ては、同じ見出しの表のために覚えておきます。"
)
_SHOWN_ROWS = 12
_LOOKED_AT = 60  # rows: headers stand further up
# Further columns keep what was guessed: nobody looks through hundreds.
_MOST_COLUMNS = 60
_MORE_YEARS = 3
_LONGEST_CELL = 60


class ListColumnsDialog(QDialog):
    """Asks for the uses of the columns of each sheet of a source."""

    def __init__(
        self,
        content: WorkbookContent,
        columns: Mapping[str, ColumnMapping],
        period: Period,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheets = [one for one in content.sheets if not one.hidden]
        self._chosen = dict(columns)
        self._period = period
        self.combos: list[QComboBox] = []
        self.setWindowTitle(f"列の割り当て　{content.source}")
        self._build_ui()
        known = [place for place, one in enumerate(self._sheets) if one.name in columns]
        self.sheet.setCurrentIndex(known[0] if known else 0)
        self._show_sheet()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        content: WorkbookContent,
        columns: Mapping[str, ColumnMapping],
        period: Period,
    ) -> dict[str, ColumnMapping] | None:
        """Give the uses of the columns by sheet; None where the person thinks better of it."""
        dialog = cls(content, columns, period, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.values()
        dialog.deleteLater()
        return chosen if accepted else None

    def values(self) -> dict[str, ColumnMapping]:
        """Give the uses of the columns by sheet, of those too of which nothing is to be read."""
        return dict(self._chosen)

    # --- building ----------------------------------------------------------------------------

    def _build_ui(self) -> None:
        words = QLabel(paragraph(_WORDS))
        words.setWordWrap(True)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("シート")
        self.sheet.addItems([one.name for one in self._sheets])
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        self.first, self.last = QSpinBox(), QSpinBox()
        for box, name in ((self.first, "見出しの最初の行"), (self.last, "見出しの最後の行")):
            box.setAccessibleName(name)
            box.setSuffix(" 行目")
            box.valueChanged.connect(self._change_header)
        self.table = QTableWidget()
        self.table.setAccessibleName("資料の最初の行")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.problem = QLabel()
        self.problem.setObjectName("message")
        self.problem.setProperty("kind", "warning")
        self.problem.setWordWrap(True)
        self.problem.setMargin(self.fontMetrics().height() // 2)
        self.take_over = QPushButton("この割り当てで読む")
        self.take_over.setDefault(True)
        self.take_over.clicked.connect(self.accept)
        cancel = QPushButton("キャンセル")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addLayout(self._header_row())
        layout.addWidget(self.table, 1)
        layout.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.take_over)
        buttons.addWidget(cancel)
        layout.addLayout(buttons)
        unit = self.fontMetrics().height()
        self.resize(unit * 62, unit * 32)

    def _header_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, box in (("シート", self.sheet), ("見出し", self.first), ("～", self.last)):
            label = QLabel(words)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        return row

    # --- what is shown -----------------------------------------------------------------------

    @property
    def _shown(self) -> SheetContent:
        return self._sheets[max(0, self.sheet.currentIndex())]

    @property
    def mapping(self) -> ColumnMapping:
        """Give the uses of the columns of the sheet that is shown."""
        name = self._shown.name
        if name not in self._chosen:
            self._chosen[name] = blank_mapping(_head_of(self._shown))
        return self._chosen[name]

    @Slot()
    def _show_sheet(self) -> None:
        mapping, table = self.mapping, ListTable(_head_of(self._shown))
        for box, row in zip((self.first, self.last), mapping.header_rows, strict=True):
            with QSignalBlocker(box):
                box.setRange(1, max(1, table.rows))
                box.setValue(row + 1)
        self._fill(table)
        self._follow()

    def _fill(self, table: ListTable) -> None:
        mapping = self.mapping
        columns = min(len(mapping.columns), _MOST_COLUMNS)
        start = mapping.header_rows[0]
        rows = range(start, min(table.rows, start + _SHOWN_ROWS))
        self.table.clear()
        self.table.setColumnCount(columns)
        self.table.setRowCount(len(rows) + 1)
        self.table.setVerticalHeaderLabels(["読み方", *(str(row + 1) for row in rows)])
        self.table.setHorizontalHeaderLabels([_letters(one) for one in range(columns)])
        self.combos = []
        for column in range(columns):
            combo = self._combo(column, mapping.columns[column])
            self.combos.append(combo)
            self.table.setCellWidget(0, column, combo)
            self.table.setColumnWidth(column, self.fontMetrics().height() * 9)
            for place, row in enumerate(rows, 1):
                self.table.setItem(place, column, self._cell(table.text(row, column), row))
        self.table.setRowHeight(0, round(self.fontMetrics().height() * 2.2))

    def _cell(self, text: str, row: int) -> QTableWidgetItem:
        line = " ".join(text.split())
        item = QTableWidgetItem(line[:_LONGEST_CELL])
        item.setToolTip(text)
        first, last = self.mapping.header_rows
        if first <= row <= last:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
            item.setBackground(self.palette().alternateBase())
        return item

    def _combo(self, column: int, use: ColumnUse) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(f"{_letters(column)}列「{use.header}」の読み方")
        if use.doubt:
            combo.setToolTip(use.doubt)
        for role in ROLES:
            if role != "schedule":
                combo.addItem(ROLE_NAMES[role], ColumnUse(role))
        for span in self._spans(use):
            combo.addItem(describe_span(span), ColumnUse("schedule", span))
        wanted = ColumnUse(use.role, use.span)
        place = next((at for at in range(combo.count()) if combo.itemData(at) == wanted), 0)
        combo.setCurrentIndex(place)
        combo.activated.connect(partial(self._choose, column))
        return combo

    def _spans(self, use: ColumnUse) -> list[Span]:
        """Give the years to choose from, and what was guessed where that is a part of a year."""
        years = set(range(self._period.first - _MORE_YEARS, self._period.last + _MORE_YEARS + 1))
        for one in self.mapping.columns:
            if one.span is not None:
                years.add(fiscal_year_of(one.span.start))
        spans = [year_span(year) for year in sorted(years)]
        if use.span is not None and use.span not in spans:
            spans.insert(0, use.span)
        return spans

    # --- choosing ----------------------------------------------------------------------------

    def _choose(self, column: int, _place: int) -> None:
        use: ColumnUse = self.combos[column].currentData()
        columns = list(self.mapping.columns)
        columns[column] = replace(use, header=columns[column].header)
        self._keep(replace(self.mapping, columns=tuple(columns)))

    @Slot()
    def _change_header(self) -> None:
        first = self.first.value() - 1
        last = max(first, self.last.value() - 1)
        self._keep(replace(self.mapping, header_rows=(first, last)))
        self._show_sheet()

    def _keep(self, mapping: ColumnMapping) -> None:
        self._chosen[self._shown.name] = mapping
        self._follow()

    def _follow(self) -> None:
        """Say what is still missing, of this sheet or in all."""
        read = [one for one in self._chosen.values() if one.is_read] or [self.mapping]
        problems = [word for one in read for word in one.problems]
        doubts = [one.doubt for one in self.mapping.columns if one.doubt]
        said = list(dict.fromkeys(problems or doubts))
        self.problem.setText("\n".join(said))
        self.problem.setVisible(bool(said))
        self.take_over.setEnabled(not problems)


def _head_of(sheet: SheetContent) -> SheetContent:
    """Give the first rows of a sheet: a list of thousands must not make anybody wait."""
    cells = tuple(one for one in sheet.cells if one.row < _LOOKED_AT)
    merges = tuple(one for one in sheet.merges if one.first_row < _LOOKED_AT)
    return replace(sheet, cells=cells, merges=merges, shapes=())


def _letters(column: int) -> str:
    return address("", 0, column)[1:-1]
