"""Above the reports: the fiscal year, which initiatives are seen, totals and papers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from kitaplanner.domain.plan import Plan
from kitaplanner.gui.progress.progress_rows import ProgressWishes, statuses_in
from kitaplanner.gui.widgets.departments import names_in_order
from kitaplanner.gui.widgets.folding_row import FoldingRow
from kitaplanner.layout.years import year_heading

_ALL_DEPARTMENTS = "すべての担当課"
_ALL_STATUSES = "すべての状況"
_COMBO_WIDTH = 10  # in half-width letters


class ProgressBar(QWidget):
    """`changed` when other reports are wanted; `paper_wanted(kind)`: "preview", "pdf" or "xlsx"."""

    changed = Signal()
    paper_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.year = _combo("年度")
        self.department = _combo("担当課で絞り込む")
        self.status = _combo("状況で絞り込む")
        self.word = QLineEdit()
        self.word.setAccessibleName("番号、事業名、実績などの言葉で絞り込む")
        self.word.setPlaceholderText("番号・事業名・文章")
        self.word.setClearButtonEnabled(True)
        self.totals = QPushButton("集計")
        self.totals.setCheckable(True)
        self.totals.setToolTip("方針別と課別の件数を下に示します")
        self.papers = QPushButton("印刷")
        menu = QMenu(self.papers)
        for words, kind in (("プレビュー…", "preview"), ("PDF…", "pdf"), ("Excel…", "xlsx")):
            menu.addAction(words).setData(kind)
        menu.triggered.connect(self._want_paper)
        self.papers.setMenu(menu)
        self.papers.setToolTip("表示している年度と担当課の進捗状況を印刷します")
        self.department.addItem(_ALL_DEPARTMENTS, "")
        self.status.addItem(_ALL_STATUSES, "")
        for combo in (self.year, self.department, self.status):
            combo.currentIndexChanged.connect(self.changed)
        self.word.textChanged.connect(self.changed)
        row = FoldingRow()
        row.set_spacing(self.fontMetrics().height() // 2)
        for widget in (self.year, self.department, self.status):
            row.left.addWidget(widget)
        row.left.addStretch(1)
        row.right.addWidget(self.word, 1)
        for button in (self.totals, self.papers):
            button.setAutoDefault(False)
            row.right.addWidget(button)
        row.set_growing(left=0, right=1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(row)

    def _want_paper(self, action) -> None:
        self.paper_wanted.emit(str(action.data()))

    def wishes(self) -> ProgressWishes:
        """Give what is to be seen."""
        return ProgressWishes(
            self.department.currentData() or "",
            self.status.currentData() or "",
            self.word.text(),
        )

    @property
    def shown_year(self) -> int:
        """Give the fiscal year that is chosen; 0 without a plan."""
        return int(self.year.currentData() or 0)

    def offer(self, plan: Plan, year: int) -> None:
        """Offer what a plan has; what is chosen stays chosen. `year` is chosen at first."""
        years = {one.year for each in plan.initiatives() for one in each.progress}
        wanted = sorted(years | set(plan.period.years))
        chosen = self.shown_year if self.shown_year in wanted else year
        _fill(self.year, [(year_heading(one, plan.settings), one) for one in wanted], chosen)
        departments = [(name, name) for name in names_in_order(plan)]
        kept = self.department.currentData()
        _fill(self.department, [(_ALL_DEPARTMENTS, ""), *departments], kept)
        self.offer_statuses(plan)

    def offer_statuses(self, plan: Plan) -> None:
        """Offer the statuses that the year has, and the one that is chosen."""
        kept = self.status.currentData() or ""
        found = statuses_in(plan, self.shown_year)
        words = dict.fromkeys((*found, kept) if kept else found)
        _fill(self.status, [(_ALL_STATUSES, ""), *((one, one) for one in words)], kept)

    def forget(self) -> None:
        """Ask for everything again: another plan comes."""
        for combo in (self.year, self.department, self.status):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(0)
        with QSignalBlocker(self.year):
            self.year.clear()
        with QSignalBlocker(self.word):
            self.word.clear()


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_COMBO_WIDTH)
    return combo


def _fill(combo: QComboBox, items: Iterable[tuple[str, object]], chosen: object) -> None:
    wanted = list(items)
    if wanted == [(combo.itemText(at), combo.itemData(at)) for at in range(combo.count())]:
        return
    with QSignalBlocker(combo):
        combo.clear()
        for words, data in wanted:
            combo.addItem(words, data)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
