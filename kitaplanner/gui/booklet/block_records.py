"""Tables of the booklet as lists with fields: chronologies, the 計画期間 table, terms."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from kitaplanner.domain.calendar import format_fiscal_year, wareki_calendar_year
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import ChronicleEntry, Term, TimelineRow
from kitaplanner.gui.widgets.records_editor import RecordsEditor

_FIRST_YEAR, _LAST_YEAR = 1980, 2080


class ChronicleEditor(RecordsEditor):
    """年月, 文, 注 of a chronology."""

    def __init__(self) -> None:
        super().__init__("年表の項目", "項目", 5)

    def _build_fields(self) -> None:
        self.year, self.month = QComboBox(), QComboBox()
        for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
            self.year.addItem(f"{wareki_calendar_year(year)}年（{year}）", year)
        self.month.addItem("月なし", None)
        for month in range(1, 13):
            self.month.addItem(f"{month}月", month)
        self.month.setAccessibleName("月")
        self.year.activated.connect(self._set_date)
        self.month.activated.connect(self._set_date)
        date = QWidget()
        row = QHBoxLayout(date)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.year, 2)
        row.addWidget(self.month, 1)
        self.add_field("年月", date)
        self.year.setAccessibleName("年")
        self.text = self.text_field("文", 3)
        self.text.committed.connect(self._set_text)
        self.note = self.text_field("注（※）", 2)
        self.note.committed.connect(self._set_note)

    def _new(self) -> ChronicleEntry:
        now = self.records[self.row] if 0 <= self.row < len(self.records) else None
        return ChronicleEntry(now.year if now else _FIRST_YEAR + 45, "")

    def _words(self, record: ChronicleEntry) -> str:
        month = f"{record.month}月" if record.month else ""
        return f"{wareki_calendar_year(record.year, record.month)}年{month}　{record.text}"

    def _show(self, record: ChronicleEntry | None) -> None:
        for field in (self.year, self.month, self.text, self.note):
            field.setEnabled(record is not None)
        shown = record or ChronicleEntry(_FIRST_YEAR, "")
        self.year.setCurrentIndex(self.year.findData(shown.year))
        self.month.setCurrentIndex(self.month.findData(shown.month))
        self.text.set_text(shown.text)
        self.note.set_text(shown.note)

    @Slot()
    def _set_date(self) -> None:
        self.replace_current(year=self.year.currentData(), month=self.month.currentData())

    @Slot(str)
    def _set_text(self, text: str) -> None:
        self.replace_current(text=text)

    @Slot(str)
    def _set_note(self, text: str) -> None:
        self.replace_current(note=text)


class TimelineEditor(RecordsEditor):
    """名称, 文, 始め, 終わり, 期首前, 期末以降 of the 計画期間 table."""

    def __init__(self) -> None:
        super().__init__("計画期間の表の行", "行", 4)

    def _build_fields(self) -> None:
        self.name = self.line_field("名称")
        self.name.committed.connect(self._set_name)
        self.text = self.text_field("帯の中の文", 2)
        self.text.committed.connect(self._set_text)
        self.start, self.end = year_box(), year_box()
        self.add_field("始めの年度", self.start)
        self.add_field("終わりの年度", self.end)
        self.start.activated.connect(self._set_years)
        self.end.activated.connect(self._set_years)
        self.before = QCheckBox("期首前から続く")
        self.after = QCheckBox("期末以降も続く")
        for box in (self.before, self.after):
            box.toggled.connect(self._set_open)
            self.add_widget(box)

    def _new(self) -> TimelineRow:
        return TimelineRow("新しい計画")

    def _words(self, record: TimelineRow) -> str:
        return record.name

    def _show(self, record: TimelineRow | None) -> None:
        for field in (self.name, self.text, self.start, self.end, self.before, self.after):
            field.setEnabled(record is not None)
        shown = record or TimelineRow("")
        self.name.set_text(shown.name)
        self.text.set_text(shown.text)
        self.start.setCurrentIndex(max(self.start.findData(shown.start), 0))
        self.end.setCurrentIndex(max(self.end.findData(shown.end), 0))
        for box, value in ((self.before, shown.opens_before), (self.after, shown.opens_after)):
            with QSignalBlocker(box):
                box.setChecked(value)

    @Slot(str)
    def _set_name(self, text: str) -> None:
        self.replace_current(name=text)

    @Slot(str)
    def _set_text(self, text: str) -> None:
        self.replace_current(text=text)

    @Slot()
    def _set_years(self) -> None:
        years: list[Any] = [self.start.currentData(), self.end.currentData()]
        if None not in years:
            years.sort()
        self.replace_current(start=years[0], end=years[1])

    @Slot()
    def _set_open(self) -> None:
        self.replace_current(
            opens_before=self.before.isChecked(), opens_after=self.after.isChecked()
        )


class TermsEditor(RecordsEditor):
    """用語, 読み, 説明 of 用語集."""

    def __init__(self) -> None:
        super().__init__("用語集の用語", "用語", 6)

    def _build_fields(self) -> None:
        self.word = self.line_field("用語")
        self.word.committed.connect(self._set_word)
        self.reading = self.line_field("読み（五十音に並べるため）")
        self.reading.committed.connect(self._set_reading)
        self.definition = self.text_field("説明", 4)
        self.definition.committed.connect(self._set_definition)

    def _new(self) -> Term:
        return Term(new_id(), "新しい用語", "")

    def _words(self, record: Term) -> str:
        return record.word

    def _show(self, record: Term | None) -> None:
        for field in (self.word, self.reading, self.definition):
            field.setEnabled(record is not None)
        self.word.set_text("" if record is None else record.word)
        self.reading.set_text("" if record is None else record.reading)
        self.definition.set_text("" if record is None else record.definition)

    @Slot(str)
    def _set_word(self, text: str) -> None:
        self.replace_current(word=text)

    @Slot(str)
    def _set_reading(self, text: str) -> None:
        self.replace_current(reading=text)

    @Slot(str)
    def _set_definition(self, text: str) -> None:
        self.replace_current(definition=text)


def year_box() -> QComboBox:
    """Make a choice of fiscal years, or of none."""
    box = QComboBox()
    box.addItem("決まっていない", None)
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        box.addItem(format_fiscal_year(year), year)
    return box
