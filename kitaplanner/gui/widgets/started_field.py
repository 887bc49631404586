"""When something began before the plan: ※令和6年度導入, or nothing."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from kitaplanner.domain.calendar import format_fiscal_year
from kitaplanner.domain.plan import Started

WORDS = ("導入", "改修", "発足", "開始", "設置")
_YEARS_BACK = 40


class StartedField(QWidget):
    """A year and a word; `chosen(Started or None)` when the person changed one of them."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = QComboBox()
        self._year.setAccessibleName("始期の年度")
        self._word = QComboBox()
        self._word.setAccessibleName("始期の言葉")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._year, 3)
        layout.addWidget(self._word, 2)
        for box in (self._year, self._word):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(4)
            box.activated.connect(self._tell)
        self._line = QLineEdit()
        self._word.setEditable(True)
        self._word.setLineEdit(self._line)
        self._word.addItems(WORDS)
        self._line.editingFinished.connect(self._tell)
        self._shown: Started | None = None
        self.setFocusProxy(self._year)

    def set_latest_year(self, year: int) -> None:
        """Offer the fiscal years up to this one, the latest first."""
        if self._year.count() == 1 + _YEARS_BACK and self._year.itemData(1) == year:
            return
        with QSignalBlocker(self._year):
            self._year.clear()
            self._year.addItem("なし", None)
            for one in range(year, year - _YEARS_BACK, -1):
                self._year.addItem(f"※{format_fiscal_year(one)}", one)

    def set_started(self, started: Started | None) -> None:
        """Show a start, or that there is none."""
        self._shown = started
        self._word.setEnabled(started is not None)
        if started is None:
            self._year.setCurrentIndex(0)
            self._word.setCurrentText(WORDS[0])
            return
        if self._year.findData(started.year) < 0:
            self._year.addItem(f"※{format_fiscal_year(started.year)}", started.year)
        self._year.setCurrentIndex(self._year.findData(started.year))
        self._word.setCurrentText(started.word)

    @Slot()
    def _tell(self) -> None:
        year = self._year.currentData()
        word = self._word.currentText().strip() or WORDS[0]
        started = None if year is None else Started(int(year), word)
        if started != self._shown:
            self.set_started(started)
            self.chosen.emit(started)
