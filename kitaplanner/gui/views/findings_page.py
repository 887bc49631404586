"""The tab 点検: what was found, narrowed, gone to, mended or left as it is.

Belongs here: the page's widgets. It asks by signals; what is done with a finding is in
`commands.findings_commands`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.models.finding_words import FindingLine, correction_words
from kitaplanner.gui.models.findings_model import FindingsModel
from kitaplanner.gui.views.findings_bar import FindingsBar
from kitaplanner.operations.finding_places import places_of

_NO_DOCUMENT = "計画を開くと、点検の結果をここに表示します。"
_CHECKING = "点検しています…"
_NOTHING = "指摘はありません"
_NOTHING_WANTED = "この絞り込みに合う指摘はありません"
_WIDTHS = (7, 14, 12, 18, 13)  # in kanji; the reason takes the rest and stands in full below
_REASON = 3


class FindingsPage(QWidget):
    """Findings with filters above and what can be done below.

    `jump_wanted(finding)`, `mend_wanted(findings)`, `mend_many_wanted(findings)` (with a look at
    them first) and `accept_wanted(findings, reason)` ask.
    """

    jump_wanted = Signal(object)
    mend_wanted = Signal(tuple)
    mend_many_wanted = Signal(tuple)
    accept_wanted = Signal(tuple, str)

    def __init__(self) -> None:
        super().__init__()
        self._is_open = False
        self._is_checked = False
        self._can_edit = True
        self._accepted = 0
        self._unfolded: set[tuple[str, str]] = set()
        self.model = FindingsModel()
        self.bar = FindingsBar()
        self.table = QTreeView()
        self.sentence = QLabel(_NO_DOCUMENT)
        self.detail = QLabel()
        self.reason = QLineEdit()
        self.jump = QPushButton("個票で開く")
        self.mend = QPushButton("直す")
        self.mend_alike = QPushButton("同じものをまとめて直す…")
        self.accept = QPushButton("このままでよい")
        self._build_table()
        self._connect()
        self._arrange()
        self._refresh()

    # --- the widgets -------------------------------------------------------------------------

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("点検の指摘")
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setUniformRowHeights(True)
        table.setAllColumnsShowFocus(True)
        header = table.header()
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        kanji = self.fontMetrics().horizontalAdvance("国")
        for column, wide in enumerate(_WIDTHS):
            table.setColumnWidth(column, wide * kanji)
        header.setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)
        table.setExpandsOnDoubleClick(False)
        table.installEventFilter(self)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        self.bar.changed.connect(self._narrow)
        self.bar.mend_shown.clicked.connect(self.ask_to_mend_shown)
        self.table.doubleClicked.connect(self.ask_to_jump)
        self.table.expanded.connect(self._note_unfolded)
        self.table.collapsed.connect(self._note_folded)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.selectionModel().currentRowChanged.connect(self._follow_row)
        self.jump.clicked.connect(self.ask_to_jump)
        self.mend.clicked.connect(self.ask_to_mend)
        self.mend_alike.clicked.connect(self.ask_to_mend_alike)
        self.accept.clicked.connect(self.ask_to_accept)
        self.reason.returnPressed.connect(self.ask_to_accept)

    def _arrange(self) -> None:
        unit = self.fontMetrics().height()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setObjectName("muted")
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self.reason.setAccessibleName("このままでよい理由")
        self.reason.setPlaceholderText("このままでよい理由")
        below = QHBoxLayout()
        below.setSpacing(unit // 2)
        for button in (self.jump, self.mend, self.mend_alike):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self.reason, 2)
        below.addWidget(self.accept)
        for button in (self.jump, self.mend, self.mend_alike, self.accept):
            button.setAutoDefault(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sentence)
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit // 2, unit // 2, unit // 2, unit // 2)
        layout.setSpacing(unit // 2)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.detail)
        layout.addLayout(below)

    # --- what is shown -----------------------------------------------------------------------

    def show_state(self, is_open: bool) -> None:
        """Show that there is nothing to check, or that it is being checked."""
        self._is_open, self._is_checked = is_open, False
        self._accepted = 0
        self._refresh()

    def show_findings(
        self,
        findings: Sequence[Finding],
        plan: Plan,
        numbering: Numbering,
        *,
        can_edit: bool = True,
    ) -> None:
        """Show what was found, with the cursor on the same finding as before."""
        self._can_edit = can_edit
        self._is_open = self._is_checked = True
        self._accepted = len(plan.accepted)
        kept = self._position()
        self.model.show_findings(findings, plan, places_of(plan, numbering))
        self.bar.offer_departments(plan)
        self.model.narrow(self.bar.wishes())
        self._refresh(kept)

    def take_away(self, findings: Sequence[Finding]) -> None:
        """Remove what was just settled and go on to the next."""
        leaf = self.model.leaf_number(self.table.currentIndex())
        self.model.take_away(findings)
        self.reason.clear()
        self._refresh((None, leaf))

    def _position(self) -> tuple[Finding | None, int]:
        return self.current, self.model.leaf_number(self.table.currentIndex())

    @Slot()
    def _narrow(self) -> None:
        self.model.narrow(self.bar.wishes())
        self._refresh()

    def _refresh(self, kept: tuple[Finding | None, int] = (None, 0)) -> None:
        counts = self.model.counts()
        known = self._is_open and self._is_checked
        self.bar.show_counts(counts if known else None, self.model.rules(), self._accepted)
        shown = self.model.leaf_count() if known else 0
        self.sentence.setText(self._sentence(bool(counts)))
        self._stack.setCurrentWidget(self.table if shown else self.sentence)
        if shown:
            self._unfold()
            self._go_to(kept, shown)
        self._follow_row()
        mendable = shown and any(one.finding.correction is not None for one in self.shown)
        self.bar.mend_shown.setEnabled(self._can_edit and bool(mendable))
        self.bar.list.setEnabled(bool(shown))
        for button in (self.bar.wording, self.bar.accepted):
            button.setEnabled(self._is_open)

    def _unfold(self) -> None:
        """Unfold again what the person has unfolded; another check shows other rows."""
        for row in range(self.model.rowCount() if self._unfolded else 0):
            index = self.model.index(row, 0)
            if self.model.kind(index) in self._unfolded:
                self.table.setExpanded(index, True)

    @Slot(QModelIndex)
    def _note_unfolded(self, index: QModelIndex) -> None:
        self._unfolded.add(self.model.kind(index))

    @Slot(QModelIndex)
    def _note_folded(self, index: QModelIndex) -> None:
        self._unfolded.discard(self.model.kind(index))

    def _go_to(self, kept: tuple[Finding | None, int], shown: int) -> None:
        finding, leaf = kept
        index = QModelIndex() if finding is None else self.model.index_of(finding)
        if not index.isValid():
            index = self.model.leaf(min(leaf, shown - 1))
        parent = index.parent()
        if parent.isValid() and not self.table.isExpanded(parent) and finding is None:
            index = parent
        self.table.setCurrentIndex(index)

    def _sentence(self, any_found: bool) -> str:
        if not self._is_open:
            return _NO_DOCUMENT
        if not self._is_checked:
            return _CHECKING
        return _NOTHING_WANTED if any_found else _NOTHING

    @property
    def current(self) -> Finding | None:
        """Give the finding that the cursor is on; None on the heading of several."""
        return self.model.finding(self.table.currentIndex()) if self._is_checked else None

    @property
    def chosen(self) -> tuple[Finding, ...]:
        """Give the finding that the cursor is on, or all below the heading that it is on."""
        return self.model.findings(self.table.currentIndex()) if self._is_checked else ()

    @property
    def shown(self) -> list[FindingLine]:
        """Give the lines that are shown, as they are told by the list."""
        return self.model.shown() if self._is_checked else []

    def step(self, by: int) -> Finding | None:
        """Go to the next (1) or previous (-1) finding, round the end."""
        count = self.model.leaf_count() if self._is_checked else 0
        if not count:
            return None
        at = self.model.leaf_number(self.table.currentIndex())
        if self.current is None and by > 0:
            at -= 1  # from a heading to the first below it
        self.table.setCurrentIndex(self.model.leaf((at + by) % count))
        return self.current

    @Slot()
    def _follow_row(self) -> None:
        chosen = self.chosen
        alike = self.model.alike(self.table.currentIndex()) if self._is_checked else ()
        self.detail.setText(_told(chosen))
        self.jump.setEnabled(bool(chosen))
        can_settle = bool(chosen) and self._can_edit
        mendable = sum(one.correction is not None for one in alike)
        self.mend.setEnabled(can_settle and len(chosen) == 1 and chosen[0].correction is not None)
        self.mend_alike.setEnabled(can_settle and mendable > 1)
        self.accept.setEnabled(can_settle)
        self.reason.setEnabled(can_settle)

    # --- what is asked for -------------------------------------------------------------------

    @Slot()
    def ask_to_jump(self) -> None:
        """Ask to see the place of the finding; below a heading that of the first."""
        if self.chosen:
            self.jump_wanted.emit(self.chosen[0])

    @Slot()
    def ask_to_mend(self) -> None:
        """Ask for the suggested text."""
        if self.current is not None and self.current.correction is not None:
            self.mend_wanted.emit((self.current,))

    @Slot()
    def ask_to_mend_alike(self) -> None:
        """Ask for the suggestions of all findings of the same kind and word."""
        self.mend_many_wanted.emit(self.model.alike(self.table.currentIndex()))

    @Slot()
    def ask_to_mend_shown(self) -> None:
        """Ask for the suggestions of all findings that are shown."""
        self.mend_many_wanted.emit(tuple(one.finding for one in self.shown))

    @Slot()
    def ask_to_accept(self) -> None:
        """Ask to let the finding stand, or all below the heading."""
        if self.chosen:
            self.accept_wanted.emit(self.chosen, self.reason.text())

    def make_menu(self) -> QMenu:
        """Make the menu of the row that the cursor is on."""
        menu = QMenu(self)
        for button, slot in (
            (self.jump, self.ask_to_jump),
            (self.mend, self.ask_to_mend),
            (self.mend_alike, self.ask_to_mend_alike),
            (self.accept, self.ask_to_accept),
        ):
            menu.addAction(button.text(), slot).setEnabled(button.isEnabled())
        return menu

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go to the place of a finding, and Ctrl+C copy the list."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.ask_to_jump()
                return True
            if event.matches(QKeySequence.StandardKey.Copy):
                self.bar.list_wanted.emit("copy")
                return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the table."""
        self.table.setFocus(event.reason())


def _told(chosen: tuple[Finding, ...]) -> str:
    if not chosen:
        return ""
    finding = chosen[0]
    words = finding.sentence
    if len(chosen) > 1:
        words = f"{len(chosen)}か所あります。はじめの箇所：{words}"
    if finding.correction is not None:
        words += f"\n直し方：{correction_words(finding.correction)}"
    return words
