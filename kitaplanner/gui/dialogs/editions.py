"""版の一覧: the frozen editions, and what can be done with each.

Belongs here: the table and its buttons. What they lead to (preview, files, comparison) is carried
out by `commands.edition_commands`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.plan import PlanSettings
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.buttons import row_button
from kitaplanner.gui.widgets.row_table import row_table
from kitaplanner.layout.years import full_date
from kitaplanner.operations.editions import Edition

_NAME, _DAY, _AT, _WHO, _NOTE = range(5)
_HEADINGS = ("名前", "日付", "残した日時", "人", "説明")
_NOTHING = "まだ版はありません。メニューの［版］→［版を残す］で、今の計画を版として残せます。"
_ABOUT = "残した版は、計画を編集しても変わりません。版に戻す操作は、元に戻せます。"


class EditionsDialog(QDialog):
    """A table with one row an edition, the newest first.

    Each signal carries the Edition that something is wanted of.
    """

    shown = Signal(object)
    pdf_wanted = Signal(object)
    comparing_wanted = Signal(object)
    restoring_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, session: DocumentSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editions: tuple[Edition, ...] = ()
        self.setWindowTitle("版の一覧")
        self._build_ui()
        self._load()
        session.editions_changed.connect(self._load)

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        self.about = QLabel()
        self.about.setObjectName("hint")
        self.about.setWordWrap(True)
        self.table = row_table("版の一覧", _HEADINGS)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._enable_buttons)
        self.table.itemActivated.connect(self._show)
        row = QHBoxLayout()
        self.show_button = row_button("表示", self._show, row)
        self.pdf_button = row_button("PDF…", self._want_pdf, row)
        self.compare_button = row_button("比較", self._want_comparing, row)
        row.addStretch(1)
        self.restore_button = row_button("この版に戻す", self._restore, row)
        self.remove_button = row_button("削除…", self._remove, row)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(self.about)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addWidget(close)
        self.resize(unit * 48, unit * 24)

    @Slot()
    def _load(self) -> None:
        self._editions = tuple(reversed(self._session.editions))
        self.about.setText(_ABOUT if self._editions else _NOTHING)
        row = max(self.table.currentRow(), 0)
        self.table.setRowCount(len(self._editions))
        settings = self._session.snapshot.settings
        for index, one in enumerate(self._editions):
            at = _time_words(one.frozen_at, settings)
            cells = (one.name, full_date(one.date, settings), at, one.who, one.note)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text.replace("\n", " "))
                item.setToolTip(text)
                self.table.setItem(index, column, item)
        if self._editions:
            self.table.selectRow(min(row, len(self._editions) - 1))
        self._enable_buttons()

    @property
    def chosen(self) -> Edition | None:
        """Give the edition that is selected."""
        rows = self.table.selectionModel().selectedRows()
        return self._editions[rows[0].row()] if rows else None

    @Slot()
    def _enable_buttons(self) -> None:
        is_chosen = self.chosen is not None
        may_edit = is_chosen and not self._session.read_only
        for button in (self.show_button, self.pdf_button, self.compare_button):
            button.setEnabled(is_chosen)
        for button in (self.restore_button, self.remove_button):
            button.setEnabled(may_edit)

    @Slot()
    def _show(self) -> None:
        if self.chosen is not None:
            self.shown.emit(self.chosen)

    @Slot()
    def _want_pdf(self) -> None:
        self.pdf_wanted.emit(self.chosen)

    @Slot()
    def _want_comparing(self) -> None:
        self.comparing_wanted.emit(self.chosen)

    @Slot()
    def _restore(self) -> None:
        self.restoring_wanted.emit(self.chosen)

    @Slot()
    def _remove(self) -> None:
        self.removal_wanted.emit(self.chosen)


def _time_words(at: str, settings: PlanSettings) -> str:
    """Write local time as the plan writes days: 令和8年11月27日 10:05."""
    day, _, time = at.partition("T")
    return f"{full_date(day, settings)} {time[:5]}"
