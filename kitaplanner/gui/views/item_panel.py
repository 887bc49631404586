"""The inspector's panel for an item of the schedule: every field of it, by keyboard too."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.calendar import Span, describe_span
from kitaplanner.domain.plan import Plan, ScheduleItem, Started
from kitaplanner.gui.views.panel import Panel
from kitaplanner.gui.widgets.departments import DepartmentsField, offered_names
from kitaplanner.gui.widgets.month_field import MonthField
from kitaplanner.gui.widgets.reading import paragraph
from kitaplanner.gui.widgets.started_field import StartedField
from kitaplanner.operations.schedule_items import ItemField, change_item, resize_item

KIND_WORDS = {
    "arrow": "矢印",
    "box": "枠",
    "dashed": "破線枠",
    "note": "注記",
    "value": "値",
}

_UNCONFIRMED = "期間未確認：原資料では、終わりの時期を確かめられません。"


class ItemPanel(Panel):
    """Shows one item and changes it; `initiative_id` and `item_id` say which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.initiative_id = ""
        self.item_id = ""
        self._build_ui()

    def _build_ui(self) -> None:
        self.text = self.text_field("文言", 3)
        self.text.committed.connect(self._set_text)
        self.start = MonthField("開始")
        self.add_field("開始", self.start)
        self.end = MonthField("終了")
        self.add_field("終了", self.end)
        for field in (self.start, self.end):
            field.chosen.connect(self._set_span)
        self.span = QLabel()
        self.span.setObjectName("hint")
        self.span.setWordWrap(True)
        self._column.addWidget(self.span)
        self._add_unconfirmed_notice()
        self.kind = QComboBox()
        for kind, word in KIND_WORDS.items():
            self.kind.addItem(word, kind)
        self.kind.activated.connect(self._set_kind)
        self.add_field("種類", self.kind)
        self.opens_before = QCheckBox("期首前から")
        self.opens_before.clicked.connect(self._set_opens_before)
        self.add_widget(self.opens_before)
        self.opens_after = QCheckBox("期末以降も")
        self.opens_after.clicked.connect(self._set_opens_after)
        self._column.addWidget(self.opens_after)
        self.started = StartedField()
        self.started.chosen.connect(self._set_started)
        self.add_field("始期（計画期間より前のとき）", self.started)
        self.note = self.line_field("注記（※）")
        self.note.committed.connect(self._set_note)
        self.departments = DepartmentsField()
        self.departments.chosen.connect(self._set_departments)
        self.add_field("この矢印の担当課（事業と違うとき）", self.departments)

    def _add_unconfirmed_notice(self) -> None:
        self.notice = QFrame()
        self.notice.setObjectName("message")
        self.notice.setProperty("kind", "warning")
        words = QLabel(paragraph(_UNCONFIRMED))
        words.setWordWrap(True)
        self.confirm = QPushButton("確認済みにする")
        self.confirm.clicked.connect(self._confirm_span)
        layout = QVBoxLayout(self.notice)
        layout.addWidget(words)
        layout.addWidget(self.confirm)
        self.add_widget(self.notice)

    def show_item(self, plan: Plan, initiative_id: str, item: ScheduleItem) -> None:
        """Show an item as it is now."""
        if item.id != self.item_id:
            self.commit()
        self.initiative_id, self.item_id = initiative_id, item.id
        self.text.set_text(item.text)
        years = list(plan.period.years)
        for field, month in ((self.start, item.start), (self.end, item.end)):
            field.set_years(years)
            field.set_month(month)
        self.span.setText(f"{describe_span(item.span)}（{item.span.length}か月）")
        self.notice.setVisible(not item.span_confirmed)
        self.kind.setCurrentIndex(self.kind.findData(item.kind))
        self.opens_before.setChecked(item.opens_before)
        self.opens_after.setChecked(item.opens_after)
        self.started.set_latest_year(plan.period.first - 1)
        self.started.set_started(item.started)
        self.note.set_text(item.note)
        self.departments.set_offered(partial(offered_names, plan))
        self.departments.set_names(item.departments)

    def _change(self, field: ItemField, value: Any) -> None:
        if self.session is not None:
            self.session.perform(
                change_item, self.initiative_id, self.item_id, field, value, initiator=self
            )

    @Slot(str)
    def _set_text(self, text: str) -> None:
        self._change("text", text)

    @Slot()
    def _set_span(self) -> None:
        if self.session is None:
            return
        span = Span(self.start.month, self.end.month)
        self.session.perform(resize_item, self.initiative_id, self.item_id, span, initiator=self)

    @Slot()
    def _confirm_span(self) -> None:
        self._change("span_confirmed", True)

    @Slot()
    def _set_kind(self) -> None:
        self._change("kind", self.kind.currentData())

    @Slot(bool)
    def _set_opens_before(self, checked: bool) -> None:
        self._change("opens_before", checked)

    @Slot(bool)
    def _set_opens_after(self, checked: bool) -> None:
        self._change("opens_after", checked)

    @Slot(object)
    def _set_started(self, started: Started | None) -> None:
        self._change("started", started)

    @Slot(str)
    def _set_note(self, text: str) -> None:
        self._change("note", text)

    @Slot(tuple)
    def _set_departments(self, names: tuple[str, ...]) -> None:
        self._change("departments", names)
