"""All changes between two plans in a list: narrowed, counted, walked through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.comparison_kinds import KIND_WORDS
from kitaplanner.gui.models.changes_model import (
    LABEL,
    SIGN,
    ChangeLine,
    ChangesModel,
    ChangeWishes,
)
from kitaplanner.operations.comparison_view import ShownComparison

_ALL_KINDS = "すべての種類"
_ALL_DEPARTMENTS = "すべての課"
_NOTHING_WANTED = "この絞り込みに合う変更はありません"
_LABEL_WIDTH = 9  # in kanji
_SIGN_WIDTH = 4


class ChangeList(QWidget):
    """Lists the changes.

    `looked_at(line)` follows the cursor (None where nothing is listed), `jump_wanted(line)` asks to
    go to its place; `narrowed` is emitted when others are listed.
    """

    looked_at = Signal(object)
    jump_wanted = Signal(object)
    narrowed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = ChangesModel(self)
        self.kinds = QComboBox()
        self.departments = QComboBox()
        self.word = QLineEdit()
        self.count = QLabel()
        self.table = QTableView()
        self.sentence = QLabel()
        self._build_bar()
        self._build_table()
        self._arrange()

    # --- the widgets -------------------------------------------------------------------------

    def _build_bar(self) -> None:
        self.kinds.setAccessibleName("変更の種類で絞り込む")
        self.kinds.addItem(_ALL_KINDS, None)
        for kind, words in KIND_WORDS.items():
            self.kinds.addItem(words, kind)
        self.departments.setAccessibleName("担当課で絞り込む")
        self.departments.addItem(_ALL_DEPARTMENTS, "")
        for box in (self.kinds, self.departments):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(8)
            box.currentIndexChanged.connect(self._narrow)
        self.word.setAccessibleName("事業名や変更の内容の言葉で絞り込む")
        self.word.setPlaceholderText("事業名・内容")
        self.word.setClearButtonEnabled(True)
        self.word.textChanged.connect(self._narrow)
        self.count.setObjectName("muted")

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("変更の一覧")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.5))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        kanji = self.fontMetrics().horizontalAdvance("国")
        header.resizeSection(SIGN, _SIGN_WIDTH * kanji)
        header.resizeSection(LABEL, _LABEL_WIDTH * kanji)
        table.doubleClicked.connect(self._ask_to_jump)
        table.installEventFilter(self)
        table.selectionModel().currentRowChanged.connect(self._tell)

    def _arrange(self) -> None:
        unit = self.fontMetrics().height()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        bar = QHBoxLayout()
        bar.setSpacing(unit // 2)
        bar.addWidget(self.kinds)
        bar.addWidget(self.departments)
        bar.addWidget(self.word, 1)
        bar.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit // 3)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sentence)

    # --- what is listed ----------------------------------------------------------------------

    def show_changes(self, shown: ShownComparison | None) -> None:
        """List the changes of a comparison, with the cursor where it was."""
        before = self.current
        self._offer_departments(() if shown is None else shown.departments)
        self.model.show(shown)
        self._follow_list(before)

    def _offer_departments(self, names: tuple[str, ...]) -> None:
        chosen = self.departments.currentData()
        self.departments.blockSignals(True)
        self.departments.clear()
        self.departments.addItem(_ALL_DEPARTMENTS, "")
        for name in names:
            self.departments.addItem(name, name)
        self.departments.setCurrentIndex(max(self.departments.findData(chosen), 0))
        self.departments.blockSignals(False)
        self.model.narrow(self._wishes())

    def _wishes(self) -> ChangeWishes:
        department = self.departments.currentData() or ""
        return ChangeWishes(self.kinds.currentData(), department, self.word.text().strip())

    @Slot()
    def _narrow(self) -> None:
        before = self.current
        self.model.narrow(self._wishes())
        self._follow_list(before)
        self.narrowed.emit()

    def _follow_list(self, before: ChangeLine | None) -> None:
        model = self.model
        self.table.clearSpans()
        for line in model.groups:
            self.table.setSpan(line.row, SIGN, 1, model.columnCount())
        listed, total = len(model.changes), model.total
        words = f"{total}件" if listed == total else f"{total}件のうち{listed}件"
        note = model.note
        self.count.setText(f"{words}、番号のみの変更あり" if note else words)
        self.count.setToolTip(note)
        self.count.setAccessibleDescription(note)
        same = None if before is None else model.same_as(before)
        if same is None and model.changes:
            same = model.changes[0]
        if same is not None:
            self.go_to(same)
        self._tell()

    @property
    def current(self) -> ChangeLine | None:
        """Give the line that the cursor is on."""
        return self.model.line(self.table.currentIndex())

    def go_to(self, line: ChangeLine) -> None:
        """Bring the cursor to a line."""
        index = self.model.index_of(line)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    def leave(self) -> None:
        """Take the cursor away: what is looked at has no change."""
        self.table.setCurrentIndex(QModelIndex())

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) change; say whether it went round the end."""
        changes, current = self.model.changes, self.current
        if not changes:
            return False
        at = changes.index(current) if current in changes else None
        if at is None and current is not None:
            at = changes.index(current.children[0]) - (1 if by > 0 else 0)
        place = (0 if by > 0 else -1) if at is None else at + by
        self.go_to(changes[place % len(changes)])
        return at is not None and not 0 <= place < len(changes)

    @Slot()
    def _tell(self) -> None:
        line = self.current
        entry = None if line is None else line.entry
        if entry is not None:
            self.sentence.setText(entry.remark)
        else:
            is_empty = not self.model.changes and self.model.total
            self.sentence.setText(_NOTHING_WANTED if is_empty else "")
        self.looked_at.emit(line)

    @Slot()
    def _ask_to_jump(self) -> None:
        if self.current is not None:
            self.jump_wanted.emit(self.current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go to the place of a change."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._ask_to_jump()
            return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the list."""
        self.table.setFocus(event.reason())
