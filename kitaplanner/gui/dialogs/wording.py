"""用語統一: how words are written in this plan, with how often each spelling stands in it.

Belongs here: the table, the fields of the chosen word and its places. Counting is done on another
thread; nothing is rewritten but by 直す, after a look at the places.
"""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.house_rules import WordingRule
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError
from kitaplanner.gui.dialogs.wording_fields import PART_WORDS, WordingFields, told_counts
from kitaplanner.gui.models.finding_words import correction_words
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.tasks import Task, TaskRunner
from kitaplanner.gui.widgets.buttons import row_button
from kitaplanner.gui.widgets.row_table import row_table
from kitaplanner.operations.finding_places import places_of
from kitaplanner.operations.wording_rules import (
    WordingUse,
    remove_wording,
    set_wording,
    wording_uses,
)

_HEADINGS = ("言葉", "この計画での書き方", "計画にある数", "違う箇所")
_WORD, _WRITTEN, _COUNTS, _DEPARTING = range(4)
_ABOUT = (
    "決めた書き方と違う箇所は、点検の一覧に出ます。文章は、ひとりでに書き換わりません。"
    "書き方を決めていない言葉は、この計画で多い書き方に合わせるよう点検します。"
)


class WordingDialog(QDialog):
    """The plan's words and the shipped ones that it has; each change is one step to undo.

    `mend_wanted(findings)` asks to write the places of a word as it should be.
    """

    mend_wanted = Signal(tuple)

    def __init__(
        self, session: DocumentSession, tasks: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._task: Task | None = None
        self._counted: Plan | None = None
        self._uses: tuple[WordingUse, ...] = ()
        self._shown: list[WordingUse] = []
        self.setWindowTitle("用語統一")
        self._build_ui()
        self._show_current()
        session.document_changed.connect(self._count)
        session.refused.connect(self._say)
        self._count()

    # --- the widgets -------------------------------------------------------------------------

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        about = QLabel(_ABOUT)
        about.setObjectName("hint")
        about.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setObjectName("message")
        self.problem.setProperty("kind", "warning")
        self.problem.setWordWrap(True)
        self.problem.setMargin(unit // 2)
        self.problem.hide()
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setText("閉じる")
        close.rejected.connect(self.reject)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._left_side())
        sides.addWidget(self._right_side())
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(about)
        layout.addWidget(self.problem)
        layout.addWidget(sides, 1)
        layout.addWidget(close)
        self.resize(unit * 76, unit * 40)

    def _left_side(self) -> QWidget:
        self.all = QCheckBox("書き方が1つだけの言葉も表示する(&A)")
        self.all.toggled.connect(self._fill)
        self.table = row_table("用語統一の言葉", _HEADINGS)
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        unit = self.fontMetrics().height()
        for column, wide in ((_WORD, 14), (_WRITTEN, 13), (_DEPARTING, 5)):
            self.table.setColumnWidth(column, unit * wide)
        header.setSectionResizeMode(_COUNTS, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._show_current)
        self.new = QLineEdit()
        self.new.setAccessibleName("加える言葉の書き方")
        self.new.setPlaceholderText("加える言葉の書き方（例：サーバー、サーバ）")
        self.new.returnPressed.connect(self._add)
        row = QHBoxLayout()
        row.addWidget(self.new, 1)
        self.add = row_button("加える", self._add, row)
        self.remove = row_button("表から外す", self._remove, row)
        side = QWidget()
        stack = QVBoxLayout(side)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.all)
        stack.addWidget(self.table, 1)
        stack.addLayout(row)
        return side

    def _right_side(self) -> QWidget:
        self.fields = WordingFields()
        self.fields.changed.connect(self._change)
        self.places = QListWidget()
        self.places.setObjectName("framed")
        self.places.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places.setAccessibleName("書き方の違う箇所")
        self.places_label = QLabel()
        self.places_label.setObjectName("muted")
        self.places_label.setBuddy(self.places)
        row = QHBoxLayout()
        row.addStretch(1)
        self.mend = row_button("確かめて直す…", self._mend, row)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields)
        column.addWidget(self.places_label)
        column.addWidget(self.places, 1)
        column.addLayout(row)
        return side

    # --- counting ----------------------------------------------------------------------------

    @Slot()
    def _count(self) -> None:
        """Count on another thread; a count that is going on is dropped."""
        self.problem.hide()
        self._stop()
        self._counted = self._session.snapshot
        self._task = Task(partial(wording_uses, self._counted))
        self._task.succeeded.connect(self._take)
        self._tasks.start(self._task)
        self._show_current()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot(object)
    def _take(self, uses: tuple[WordingUse, ...]) -> None:
        if self.sender() is self._task:  # and not one that was dropped
            self._task = None
            self._uses = uses
            self._fill()

    def done(self, result: int) -> None:
        """Leave nothing running behind the dialog."""
        self.fields.commit()
        self._stop()
        super().done(result)

    # --- showing -----------------------------------------------------------------------------

    @Slot()
    def _fill(self) -> None:
        kept = self.current
        self._shown = [
            one for one in self._uses if one.rule.id or one.is_mixed or self.all.isChecked()
        ]
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(self._shown))
            for row, use in enumerate(self._shown):
                self._fill_row(row, use)
        row = next((at for at, one in enumerate(self._shown) if _is_same(one, kept)), 0)
        if self._shown:
            self.table.selectRow(row)
        self._show_current()

    def _fill_row(self, row: int, use: WordingUse) -> None:
        written = f"{use.written}に統一" if use.rule.preferred else f"計画の多数（{use.written}）"
        departing = sum(len(one.correction.changes) for one in use.findings if one.correction)
        word = "・".join(one for one, _ in use.counts) + PART_WORDS[use.rule.part_of_speech]
        words = (word, written, told_counts(use), "")
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == _DEPARTING:
                item.setText(f"{departing}か所" if departing else "なし")
            if column == _WORD and use.rule.id:  # what the office has settled stands out
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.table.setItem(row, column, item)

    @property
    def current(self) -> WordingUse | None:
        """Give the word that the cursor is on."""
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    @Slot()
    def _show_current(self) -> None:
        use, may_edit = self.current, not self._session.read_only
        self.fields.show_use(use, may_edit)
        self.places.clear()
        place = places_of(self._session.snapshot, self._session.numbering)
        for one in use.findings if use is not None else ():
            correction = one.correction
            if correction is None:
                continue
            for change in correction.changes:
                words = correction_words(correction._replace(changes=(change,)))
                item = QListWidgetItem(f"{words}　{' '.join(place(one).split())}")
                item.setToolTip(correction.before)
                self.places.addItem(item)
        self.places_label.setText(self._places_words(use))
        is_counted = self._task is None
        self.mend.setEnabled(may_edit and is_counted and self.places.count() > 0)
        self.remove.setEnabled(may_edit and use is not None and bool(use.rule.id))
        for widget in (self.add, self.new):
            widget.setEnabled(may_edit)

    def _places_words(self, use: WordingUse | None) -> str:
        if self._task is not None:
            return "数えています…"
        if use is None:
            return "言葉を選ぶと、書き方の違う箇所をここに表示します"
        return f"書き方の違う箇所（{self.places.count()}か所）"

    # --- changing ----------------------------------------------------------------------------

    @Slot(object)
    def _change(self, rule: WordingRule) -> None:
        self._session.perform(set_wording, rule, initiator=self)

    @Slot()
    def _add(self) -> None:
        words = tuple(one.strip() for one in self.new.text().split("、") if one.strip())
        if self._session.perform(set_wording, WordingRule("", "", words), initiator=self):
            self.new.clear()
            self._select_later(self._session.snapshot.wordings[-1])

    def _select_later(self, rule: WordingRule) -> None:
        """Have the cursor on a rule once it is counted."""
        use = WordingUse(rule, (), 0, "", ())
        self._uses = (*self._uses, use)
        self._shown.append(use)
        self.table.setRowCount(len(self._shown))
        self._fill_row(len(self._shown) - 1, use)
        self.table.selectRow(len(self._shown) - 1)

    @Slot()
    def _remove(self) -> None:
        if self.current is not None:
            self._session.perform(remove_wording, self.current.rule.id, initiator=self)

    @Slot()
    def _mend(self) -> None:
        if self.current is not None and self._session.snapshot is self._counted:
            self.mend_wanted.emit(self.current.findings)

    @Slot(object)
    def _say(self, error: KitaError) -> None:
        self.problem.setText(str(error))
        self.problem.show()
        self._show_current()


def _is_same(one: WordingUse, other: WordingUse | None) -> bool:
    """Say whether two counts are of the same word, also once the table has it."""
    if other is None:
        return False
    if one.rule.id and one.rule.id == other.rule.id:
        return True
    spellings = dataclasses.astuple(one.rule)[1:3]
    return not set(spellings[1]).isdisjoint({*other.rule.variants, other.rule.preferred})
