"""What holds for all papers of a meeting: its name, day and place, and how they are printed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from kitaplanner.domain.handout import Handout
from kitaplanner.domain.plan import PlanSettings
from kitaplanner.gui.views.panel import Panel
from kitaplanner.gui.widgets.date_field import DateField
from kitaplanner.layout.years import full_date

_WATERMARKS = ("", "素案", "案", "取扱注意", "未定稿")


class HandoutFields(Panel):
    """`changed(field, value)` once a field is finished."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = PlanSettings()
        self._build_ui()

    def _build_ui(self) -> None:
        self.meeting = self.line_field("会議名")
        self.meeting.setPlaceholderText("例：企画総務委員会")
        self.date = DateField(self._wareki)
        self.add_field("日付", self.date)
        self.place = self.line_field("場所")
        self.division = self.line_field("報告する部課")
        self.division.setPlaceholderText("例：政策経営部DX推進担当課")
        self.watermark = QComboBox()
        for word in _WATERMARKS:
            self.watermark.addItem(word or "なし", word)
        self.add_field("すかし", self.watermark)
        self.two_up = QCheckBox("1枚に2ページずつ（2アップ）")
        self.duplex = QCheckBox("両面印刷（とじしろを左右交互に）")
        for box in (self.two_up, self.duplex):
            self.add_widget(box)
        for name, field in (
            ("meeting", self.meeting),
            ("place", self.place),
            ("division", self.division),
        ):
            field.committed.connect(partial(self.changed.emit, name))
        self.date.chosen.connect(partial(self.changed.emit, "date"))
        self.two_up.toggled.connect(partial(self.changed.emit, "two_up"))
        self.duplex.toggled.connect(partial(self.changed.emit, "duplex"))
        self.watermark.activated.connect(self._tell_watermark)
        self._column.addStretch(1)

    def show_handout(self, handout: Handout, settings: PlanSettings) -> None:
        """Show the fields of a handout."""
        self._settings = settings
        self.meeting.set_text(handout.meeting)
        self.date.set_text(handout.date)
        self.place.set_text(handout.place)
        self.division.set_text(handout.division)
        self.watermark.setCurrentIndex(self.watermark.findData(handout.watermark))
        for box, value in ((self.two_up, handout.two_up), (self.duplex, handout.duplex)):
            with QSignalBlocker(box):
                box.setChecked(value)

    def commit(self) -> None:
        """Have every field hand over what is being typed."""
        super().commit()
        self.date.commit()

    def _wareki(self, iso: str) -> str:
        return full_date(iso, self._settings)

    @Slot()
    def _tell_watermark(self) -> None:
        self.changed.emit("watermark", self.watermark.currentData())
