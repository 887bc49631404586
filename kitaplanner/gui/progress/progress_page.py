"""The tab 進捗: the reports of a fiscal year as a table, narrowed, written in, counted.

Belongs here: the page's widgets and what it shows after an edit. It asks by signals; papers are
made by `commands.progress_commands`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kitaplanner.domain.change import Change
from kitaplanner.domain.progress_status import status_of
from kitaplanner.domain.reply_words import status_words
from kitaplanner.gui.progress.progress_bar import ProgressBar
from kitaplanner.gui.progress.progress_model import ProgressModel
from kitaplanner.gui.progress.progress_rows import FIRST_FIELD, ProgressWishes, wanted_ids
from kitaplanner.gui.progress.progress_table import ProgressTable
from kitaplanner.gui.progress.progress_totals import ProgressTotals
from kitaplanner.gui.session import DocumentSession
from kitaplanner.layout.years import year_heading
from kitaplanner.operations.progress import ProgressEdit, write_progress

_NO_DOCUMENT = "計画を開くと、年度ごとの進捗をここに表示します。"
_NO_INITIATIVES = "事業がありません。体系に事業を加えると、進捗を書けます。"
_NOTHING_WANTED = "この絞り込みに合う事業はありません。"
_REST = 300  # milliseconds without an edit before everything is counted again
_TOTALS_SHARE = (3, 2)


class ProgressPage(QWidget):
    """The page of one document; `open_wanted` and `failed` are those of the table."""

    open_wanted = Signal(str)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._session: DocumentSession | None = None
        self._usual_year = 0
        self._is_stale = True
        self.model = ProgressModel()
        self.bar = ProgressBar()
        self.table = ProgressTable(self.model, self._words)
        self.totals = ProgressTotals()
        self.counts = QLabel()
        self.sentence = QLabel(_NO_DOCUMENT)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        unit = self.fontMetrics().height()
        self.counts.setObjectName("muted")
        self.counts.setWordWrap(True)
        self.sentence.setObjectName("muted")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sentence)
        self._stack.addWidget(self.table)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._stack)
        split.addWidget(self.totals)
        split.setChildrenCollapsible(False)
        for at, share in enumerate(_TOTALS_SHARE):
            split.setStretchFactor(at, share)
        self.totals.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit // 2, unit // 2, unit // 2, unit // 2)
        layout.setSpacing(unit // 2)
        layout.addWidget(self.bar)
        layout.addWidget(self.counts)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        self.bar.changed.connect(self._narrow)
        self.bar.totals.toggled.connect(self._show_totals)
        self.model.edit_wanted.connect(self._write)
        self.table.open_wanted.connect(self.open_wanted)
        self.table.failed.connect(self.failed)
        self._rest.timeout.connect(self._count)

    # --- what is shown -----------------------------------------------------------------------

    def set_session(self, session: DocumentSession | None, usual_year: int) -> None:
        """Show another document, or none; `usual_year` is the one that is reported on now."""
        if self._session is not None:
            self._session.document_changed.disconnect(self._follow)
        self._session, self._usual_year = session, usual_year
        self._is_stale = True
        self.bar.forget()
        if session is not None:
            session.document_changed.connect(self._follow)
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the document as it is now, if that is not shown already."""
        if not self._is_stale:
            return
        self._is_stale = False
        session = self._session
        self.bar.setEnabled(session is not None)
        if session is not None:
            plan = session.snapshot
            years = plan.period.years
            usual = min(max(self._usual_year, years[0]), years[-1])
            self.bar.offer(plan, usual)
        self._narrow()

    @Slot()
    def _narrow(self) -> None:
        session = self._session
        ids: list[str] = []
        if session is not None:
            wishes = self.bar.wishes()
            ids = wanted_ids(session.snapshot, self.bar.shown_year, session.numbering, wishes)
        self._show_rows(ids)
        self._count()

    def _show_rows(self, ids: Sequence[str]) -> None:
        session = self._session
        kept = self.table.currentIndex()
        row, column = self.model.row_at(kept), max(kept.column(), FIRST_FIELD)
        if session is not None:
            self.model.show_rows(
                session.snapshot,
                self.bar.shown_year,
                session.numbering,
                ids,
                can_edit=not session.read_only,
            )
        has_rows = session is not None and self.model.rowCount() > 0
        self.sentence.setText(self._sentence())
        self._stack.setCurrentWidget(self.table if has_rows else self.sentence)
        if has_rows:
            place = None if row is None else self.model.row_of(row.initiative.id, row.entry_id)
            self.table.go_to(place or 0, column)

    def _sentence(self) -> str:
        if self._session is None:
            return _NO_DOCUMENT
        is_narrowed = self.bar.wishes() != ProgressWishes()
        return _NOTHING_WANTED if is_narrowed else _NO_INITIATIVES

    @Slot(object, object)
    def _follow(self, change: Change, initiator: object) -> None:
        """Show an edit; those that were shown stay, whatever the filters say of them now."""
        session = self._session
        if session is None or not self.isVisible():
            self._is_stale = True
            return
        rows = None
        if not change.structure:
            rows = self.model.follow(session.snapshot, session.numbering, change.initiatives)
        self._rest.start()
        if rows is not None:
            self.table.fit_rows(rows)
            return
        self._is_stale = change.structure
        if self._is_stale:
            self.refresh()
        else:
            self._show_rows(self.model.ids)

    # --- counting ----------------------------------------------------------------------------

    @Slot()
    def _count(self) -> None:
        session = self._session
        self._rest.stop()
        if session is None:
            self.counts.clear()
            return
        plan, year = session.snapshot, self.bar.shown_year
        self.bar.offer_statuses(plan)
        found = Counter(status_of(one, year) for one in plan.initiatives())
        told = "・".join(f"{words} {count}" for words, count in found.items())
        shown = len(self.model.ids)
        words = f"{year_heading(year, plan.settings)}　全{found.total()}事業"
        words += f"：{told}" if told else ""
        words += f"　（表示 {shown}事業）" if shown != found.total() else ""
        self.counts.setText(words)
        if self.totals.isVisible():
            self.totals.show_counts(plan, year, session.numbering)

    @Slot(bool)
    def _show_totals(self, wanted: bool) -> None:
        self.totals.setVisible(wanted)
        self._count()

    # --- writing -----------------------------------------------------------------------------

    def _words(self) -> Sequence[str]:
        return () if self._session is None else status_words(self._session.snapshot)

    @Slot(tuple)
    def _write(self, edits: tuple[ProgressEdit, ...]) -> None:
        if self._session is not None:
            self._session.perform(write_progress, self.bar.shown_year, edits, initiator=self)

    @Slot()
    def commit(self) -> None:
        """Hand over what is being written."""
        self.table.commit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the table."""
        self.table.setFocus(event.reason())
