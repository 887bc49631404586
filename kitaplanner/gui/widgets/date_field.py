"""A day that may be left open: chosen in a calendar, shown in 和暦 beside it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QDate, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

_ISO = "yyyy-MM-dd"


class DateField(QWidget):
    """Holds a day as ISO 8601, or an empty text; `chosen(text)` once it is settled."""

    chosen = Signal(str)

    def __init__(self, words: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown = ""
        self.wanted = QCheckBox("入れる")
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy/MM/dd")
        self.wareki = QLabel()
        self.wareki.setObjectName("muted")
        row = QHBoxLayout()
        row.addWidget(self.wanted)
        row.addWidget(self.day, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.fontMetrics().height() // 4)
        layout.addLayout(row)
        layout.addWidget(self.wareki)
        self.setFocusProxy(self.day)
        self.wanted.toggled.connect(self._toggle)
        self.day.dateChanged.connect(self._say)
        self.day.editingFinished.connect(self.commit)
        self.day.calendarWidget().clicked.connect(self._settle)
        self.day.calendarWidget().activated.connect(self._settle)

    def setAccessibleName(self, name: str) -> None:
        """Name both halves of the field."""
        super().setAccessibleName(name)
        self.wanted.setAccessibleName(f"{name}を入れる")
        self.day.setAccessibleName(name)
        calendar = self.day.calendarWidget()
        calendar.setAccessibleName(f"{name}の暦")
        for part in (*calendar.findChildren(QTableView), *calendar.findChildren(QSpinBox)):
            part.setAccessibleName(f"{name}の{'年' if isinstance(part, QSpinBox) else '暦'}")

    def set_text(self, iso: str) -> None:
        """Show a day, or that there is none."""
        self._shown = iso
        date = QDate.fromString(iso, _ISO)
        if not date.isValid():
            today = datetime.date.today()  # noqa: DTZ011  # the office's calendar day
            date = QDate(today.year, today.month, today.day)
        with QSignalBlocker(self.wanted), QSignalBlocker(self.day):
            self.wanted.setChecked(bool(iso))
            self.day.setDate(date)
        self.day.setEnabled(bool(iso))
        self._say()

    @property
    def text(self) -> str:
        """Give the day as it stands in the field."""
        return self.day.date().toString(_ISO) if self.wanted.isChecked() else ""

    @Slot()
    def commit(self) -> None:
        """Hand over a day that was changed."""
        if self.text != self._shown:
            self._shown = self.text
            self.chosen.emit(self._shown)

    @Slot(bool)
    def _toggle(self, wanted: bool) -> None:
        self.day.setEnabled(wanted)
        self._say()
        self.commit()

    @Slot(QDate)
    def _settle(self, date: QDate) -> None:
        self.day.setDate(date)
        self.commit()

    @Slot()
    def _say(self) -> None:
        self.wareki.setText(self._words(self.text) or "日付は入りません")
