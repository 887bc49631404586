"""A month chosen as fiscal year and month, in the words of the office: 令和7年度 4月."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from kitaplanner.domain.calendar import (
    MONTHS_PER_YEAR,
    calendar_month,
    first_month,
    fiscal_year_of,
    format_fiscal_year,
)


class MonthField(QWidget):
    """Two lists side by side; `chosen(month)` is emitted when the person changed one of them."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = QComboBox()
        self._year.setAccessibleName(f"{name}年度")
        self._month = QComboBox()
        self._month.setAccessibleName(f"{name}月")
        for offset in range(MONTHS_PER_YEAR):
            _, number = calendar_month(first_month(2025) + offset)
            self._month.addItem(f"{number}月", offset)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._year, 3)
        layout.addWidget(self._month, 2)
        for box in (self._year, self._month):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(4)
            box.activated.connect(self._tell)
        self.setFocusProxy(self._year)

    def set_years(self, years: Sequence[int]) -> None:
        """Offer these fiscal years."""
        if list(years) == [self._year.itemData(at) for at in range(self._year.count())]:
            return
        with QSignalBlocker(self._year):
            self._year.clear()
            for year in years:
                self._year.addItem(format_fiscal_year(year), year)

    def set_month(self, month: int) -> None:
        """Show a month; a year that is not offered is added."""
        year = fiscal_year_of(month)
        if self._year.findData(year) < 0:
            self._year.addItem(format_fiscal_year(year), year)
        self._year.setCurrentIndex(self._year.findData(year))
        self._month.setCurrentIndex(month - first_month(year))

    @property
    def month(self) -> int:
        """Give the chosen month number."""
        return first_month(int(self._year.currentData())) + int(self._month.currentData())

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.month)
