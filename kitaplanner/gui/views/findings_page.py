"""The tab 点検: what was found, narrowed, gone to, mended or left as it is.

Belongs here: the page's widgets. It asks by signals; what is done with a finding is in
`commands.findings_commands`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.models.findings_model import (
    SIGNS,
    WAITING_WORD,
    FindingsModel,
    FindingWishes,
    correction_words,
)
from kitaplanner.operations.checking import places_of

_NO_DOCUMENT = "計画を開くと、点検の結果をここに表示します。"
_CHECKING = "点検しています…"
_NOTHING = "指摘はありません"
_NOTHING_WANTED = "この絞り込みに合う指摘はありません"
_ALL_DEPARTMENTS = "すべての課"
_WIDTHS = (5, 14, 12, 18, 13)  # in kanji; the reason takes the rest and stands in full below
_REASON = 3


class FindingsPage(QWidget):
    """Findings with filters above and what can be done below.

    `jump_wanted(finding)`, `mend_wanted(finding)` and `accept_wanted(finding, reason)` ask.
    """

    jump_wanted = Signal(object)
    mend_wanted = Signal(object)
    accept_wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._is_open = False
        self._is_checked = False
        self._can_edit = True
        self.model = FindingsModel()
        self.boxes = {word: QCheckBox(f"{sign} {word}") for word, sign in SIGNS.items()}
        self.departments = QComboBox()
        self.word = QLineEdit()
        self.table = QTableView()
        self.sentence = QLabel(_NO_DOCUMENT)
        self.detail = QLabel()
        self.reason = QLineEdit()
        self.jump = QPushButton("個票で開く")
        self.mend = QPushButton("直す")
        self.accept = QPushButton("このままでよい")
        self._build_bar()
        self._build_table()
        self._arrange()
        self._refresh()

    # --- the widgets -------------------------------------------------------------------------

    def _build_bar(self) -> None:
        for word, box in self.boxes.items():
            # What only the source's author can answer is shown by choice.
            box.setChecked(word != WAITING_WORD)
            box.toggled.connect(self._narrow)
        self.departments.setAccessibleName("担当課で絞り込む")
        self.departments.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.departments.setMinimumContentsLength(8)
        self.departments.addItem(_ALL_DEPARTMENTS, "")
        self.departments.currentIndexChanged.connect(self._narrow)
        self.word.setAccessibleName("箇所や内容、理由の言葉で絞り込む")
        self.word.setPlaceholderText("箇所・内容・理由")
        self.word.setClearButtonEnabled(True)
        self.word.textChanged.connect(self._narrow)

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("点検の指摘")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        kanji = self.fontMetrics().horizontalAdvance("国")
        for column, wide in enumerate(_WIDTHS):
            table.setColumnWidth(column, wide * kanji)
        header.setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)
        table.doubleClicked.connect(self.ask_to_jump)
        table.installEventFilter(self)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        table.selectionModel().currentRowChanged.connect(self._follow_row)
        self.jump.clicked.connect(self.ask_to_jump)
        self.mend.clicked.connect(self.ask_to_mend)
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
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(unit // 2)
        for box in self.boxes.values():
            above.addWidget(box)
            above.addSpacing(unit // 2)
        above.addWidget(self.departments)
        above.addWidget(self.word, 1)
        below.addWidget(self.jump)
        below.addWidget(self.mend)
        below.addStretch(1)
        below.addWidget(self.reason, 2)
        below.addWidget(self.accept)
        for button in (self.jump, self.mend, self.accept):
            button.setAutoDefault(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sentence)
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit // 2, unit // 2, unit // 2, unit // 2)
        layout.setSpacing(unit // 2)
        layout.addLayout(above)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.detail)
        layout.addLayout(below)

    # --- what is shown -----------------------------------------------------------------------

    def show_state(self, is_open: bool) -> None:
        """Show that there is nothing to check, or that it is being checked."""
        self._is_open, self._is_checked = is_open, False
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
        current, row = self.current, self.table.currentIndex().row()
        self.model.show_findings(findings, plan, places_of(plan, numbering))
        self._offer_departments(plan)
        same = -1 if current is None else self.model.row_of(current)
        self._refresh(same if same >= 0 else row)

    def take_away(self, finding: Finding) -> None:
        """Remove what was just settled and go on to the next."""
        row = self.table.currentIndex().row()
        self.model.take_away(finding)
        self.reason.clear()
        self._refresh(row)

    def _offer_departments(self, plan: Plan) -> None:
        chosen = self.departments.currentData()
        self.departments.blockSignals(True)
        self.departments.clear()
        self.departments.addItem(_ALL_DEPARTMENTS, "")
        for one in plan.departments:
            self.departments.addItem(one.name, one.name)
        self.departments.setCurrentIndex(max(self.departments.findData(chosen), 0))
        self.departments.blockSignals(False)
        self._narrow()

    @Slot()
    def _narrow(self) -> None:
        weights = frozenset(word for word, box in self.boxes.items() if box.isChecked())
        department = self.departments.currentData() or ""
        self.model.narrow(FindingWishes(weights, department, self.word.text()))
        self._refresh()

    def _refresh(self, row: int = 0) -> None:
        counts = self.model.counts()
        known = self._is_open and self._is_checked
        for word, box in self.boxes.items():
            box.setText(
                f"{SIGNS[word]} {word} {counts[word]}" if known else f"{SIGNS[word]} {word}"
            )
        shown = self.model.rowCount() if known else 0
        self.sentence.setText(self._sentence(bool(counts)))
        self._stack.setCurrentWidget(self.table if shown else self.sentence)
        if shown:
            self.table.setCurrentIndex(self.model.index(min(max(row, 0), shown - 1), 0))
        self._follow_row()

    def _sentence(self, any_found: bool) -> str:
        if not self._is_open:
            return _NO_DOCUMENT
        if not self._is_checked:
            return _CHECKING
        return _NOTHING_WANTED if any_found else _NOTHING

    @property
    def current(self) -> Finding | None:
        """Give the finding that the cursor is on."""
        line = self.model.line(self.table.currentIndex()) if self._is_checked else None
        return None if line is None else line.finding

    def step(self, by: int) -> Finding | None:
        """Go to the next (1) or previous (-1) finding, round the end."""
        count = self.model.rowCount() if self._is_checked else 0
        if not count:
            return None
        row = (self.table.currentIndex().row() + by) % count
        self.table.setCurrentIndex(self.model.index(row, 0))
        return self.current

    @Slot()
    def _follow_row(self) -> None:
        one = self.current
        self.detail.setText("" if one is None else _told(one))
        self.jump.setEnabled(one is not None)
        can_settle = one is not None and self._can_edit
        self.mend.setEnabled(can_settle and one is not None and one.correction is not None)
        self.accept.setEnabled(can_settle)
        self.reason.setEnabled(can_settle)

    # --- what is asked for -------------------------------------------------------------------

    @Slot()
    def ask_to_jump(self) -> None:
        """Ask to see the place of the finding."""
        if self.current is not None:
            self.jump_wanted.emit(self.current)

    @Slot()
    def ask_to_mend(self) -> None:
        """Ask for the suggested text."""
        if self.current is not None and self.current.correction is not None:
            self.mend_wanted.emit(self.current)

    @Slot()
    def ask_to_accept(self) -> None:
        """Ask to let the finding stand."""
        if self.current is not None:
            self.accept_wanted.emit(self.current, self.reason.text())

    def make_menu(self) -> QMenu:
        """Make the menu of the row that the cursor is on."""
        menu = QMenu(self)
        for button, slot in (
            (self.jump, self.ask_to_jump),
            (self.mend, self.ask_to_mend),
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
        """Let Enter go to the place of a finding."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.ask_to_jump()
            return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the table."""
        self.table.setFocus(event.reason())


def _told(finding: Finding) -> str:
    if finding.correction is None:
        return finding.sentence
    return f"{finding.sentence}\n直し方：{correction_words(finding.correction)}"
