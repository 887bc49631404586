"""Above the findings: which are seen, in which order, and what is done with all of them."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.checks.rules import RULES, rule_title
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.models.finding_words import SIGNS, WAITING_WORD
from kitaplanner.gui.models.findings_model import FindingWishes
from kitaplanner.gui.widgets.folding_row import FoldingRow

_ALL_DEPARTMENTS = "すべての課"
_ALL_RULES = "すべての種類"
_ARRANGEMENTS = (("kinds", "種類ごとにまとめる"), ("places", "計画の順に並べる"))


class FindingsBar(QWidget):
    """Filters and the buttons about all findings; `changed` when other findings are wanted.

    `list_wanted(kind)` asks for the list on the clipboard ("copy"), as "pdf" or as "xlsx".
    """

    changed = Signal()
    list_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {word: QCheckBox(f"{sign} {word}") for word, sign in SIGNS.items()}
        self.rules = _combo("種類で絞り込む", 9)
        self.departments = _combo("担当課で絞り込む", 8)
        self.word = QLineEdit()
        self.arrangement = _combo("並べ方", 9)
        self.mend_shown = QPushButton("表示中をすべて直す…")
        self.wording = QPushButton("用語統一…")
        self.accepted = QPushButton("例外…")
        self.list = QPushButton("一覧の出力")
        self._build()
        self._arrange()

    def _build(self) -> None:
        for word, box in self.boxes.items():
            # What only the source's author can answer is shown by choice.
            box.setChecked(word != WAITING_WORD)
            box.toggled.connect(self.changed)
        self.rules.addItem(_ALL_RULES, "")
        self.departments.addItem(_ALL_DEPARTMENTS, "")
        for data, words in _ARRANGEMENTS:
            self.arrangement.addItem(words, data)
        self.arrangement.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.arrangement.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for combo in (self.rules, self.departments, self.arrangement):
            combo.currentIndexChanged.connect(self.changed)
        self.word.setAccessibleName("箇所や内容、理由の言葉で絞り込む")
        self.word.setPlaceholderText("箇所・内容・理由")
        self.word.setClearButtonEnabled(True)
        self.word.textChanged.connect(self.changed)
        self.mend_shown.setToolTip("表示中の指摘のうち修正の案があるものを、確かめてから直します")
        self.wording.setToolTip("この計画での言葉の書き方を決めます")
        self.accepted.setToolTip("「このままでよい」とした指摘を見て、取り消します")
        menu = QMenu(self.list)
        for words, slot in (
            ("コピー", self._want_copy),
            ("PDF…", self._want_pdf),
            ("Excel…", self._want_xlsx),
        ):
            menu.addAction(words, slot)
        self.list.setMenu(menu)
        self.list.setToolTip("表示中の指摘の一覧を写します。PDFやExcelにもできます")
        for button in (self.mend_shown, self.wording, self.accepted, self.list):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        unit = self.fontMetrics().height()
        above, below = FoldingRow(), FoldingRow()
        for row in (above, below):
            row.set_spacing(unit // 2)
        for box in self.boxes.values():
            above.left.addWidget(box)
            above.left.addSpacing(unit // 2)
        above.left.addStretch(1)
        for widget in (self.rules, self.departments):
            above.right.addWidget(widget)
        above.right.addWidget(self.word, 1)
        above.set_growing(left=0, right=1)
        below.left.addWidget(self.arrangement)
        below.left.addWidget(self.mend_shown)
        below.left.addStretch(1)
        below.right.addStretch(1)
        for button in (self.wording, self.accepted, self.list):
            below.right.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit // 2)
        layout.addWidget(above)
        layout.addWidget(below)

    def wishes(self) -> FindingWishes:
        """Give which findings are wanted."""
        return FindingWishes(
            frozenset(word for word, box in self.boxes.items() if box.isChecked()),
            self.departments.currentData() or "",
            self.word.text(),
            self.rules.currentData() or "",
            self.arrangement.currentData(),
        )

    def offer_departments(self, plan: Plan) -> None:
        """Offer the departments of a plan; the chosen one stays if it has it."""
        _fill(
            self.departments, _ALL_DEPARTMENTS, [(one.name, one.name) for one in plan.departments]
        )

    def show_counts(self, weights: Counter[str] | None, rules: Counter[str], accepted: int) -> None:
        """Say how many there are of each; None where nothing is known yet."""
        for word, box in self.boxes.items():
            count = "" if weights is None else f" {weights[word]}"
            box.setText(f"{SIGNS[word]} {word}{count}")
        known = {rule: rules[rule] for rule in (*RULES, *rules) if rules[rule]}
        chosen = self.rules.currentData()
        if chosen:  # what was just settled stays offered while it is asked for
            known.setdefault(chosen, 0)
        pairs = [(f"{rule_title(rule)} {count}", rule) for rule, count in known.items()]
        _fill(self.rules, _ALL_RULES, pairs)
        self.accepted.setText(f"例外 {accepted}件…" if accepted else "例外…")

    @Slot()
    def _want_copy(self) -> None:
        self.list_wanted.emit("copy")

    @Slot()
    def _want_pdf(self) -> None:
        self.list_wanted.emit("pdf")

    @Slot()
    def _want_xlsx(self) -> None:
        self.list_wanted.emit("xlsx")


def _combo(name: str, wide: int) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(wide)
    return combo


def _fill(combo: QComboBox, everything: str, pairs: list[tuple[str, str]]) -> None:
    chosen = combo.currentData()
    with QSignalBlocker(combo):
        combo.clear()
        combo.addItem(everything, "")
        for words, data in pairs:
            combo.addItem(words, data)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
