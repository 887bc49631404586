"""The inspector's panel for a row of the schedule: its label, its group, its place."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from kitaplanner.domain.plan import Initiative, Plan, ScheduleRow
from kitaplanner.gui.views.panel import Panel
from kitaplanner.gui.widgets.departments import DepartmentsField, offered_names
from kitaplanner.operations.schedule_rows import (
    RowField,
    add_row,
    change_row,
    duplicate_row,
    move_row,
    remove_row,
)


class RowPanel(Panel):
    """Shows one row and changes it; `initiative_id` and `row_id` say which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.initiative_id = ""
        self.row_id = ""
        self._place, self._of = 0, 0
        self._build_ui()

    def _build_ui(self) -> None:
        self.place = QLabel()
        self.place.setObjectName("muted")
        self.add_widget(self.place)
        self.label = self.line_field("行の見出し")
        self.label.committed.connect(self._set_label)
        self.group = self.line_field("行のまとまり（【基盤】など）")
        self.group.committed.connect(self._set_group)
        self.departments = DepartmentsField()
        self.departments.chosen.connect(self._set_departments)
        self.add_field("この行の担当課（事業と違うとき）", self.departments)
        self.up, self.down = QPushButton("上へ移動"), QPushButton("下へ移動")
        self.above, self.below = QPushButton("上に挿入"), QPushButton("下に挿入")
        self.duplicate, self.remove = QPushButton("行を複製"), QPushButton("行を削除")
        self.add_widget(self._button_grid())

    def _button_grid(self) -> QWidget:
        grid = QWidget()
        layout = QGridLayout(grid)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._unit // 3)
        buttons = (
            (self.up, self._move_up),
            (self.down, self._move_down),
            (self.above, self._insert_above),
            (self.below, self._insert_below),
            (self.duplicate, self._duplicate),
            (self.remove, self._remove),
        )
        for at, (button, slot) in enumerate(buttons):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            layout.addWidget(button, at // 2, at % 2)
        return grid

    def show_row(self, plan: Plan, initiative: Initiative, row: ScheduleRow) -> None:
        """Show a row as it is now."""
        if row.id != self.row_id:
            self.commit()
        self.initiative_id, self.row_id = initiative.id, row.id
        rows = [one.id for one in initiative.schedule.rows]
        self._place, self._of = rows.index(row.id), len(rows)
        self.place.setText(f"{self._of}行中{self._place + 1}行目　矢印 {len(row.items)}")
        self.label.set_text(row.label)
        self.group.set_text(row.group)
        self.departments.set_offered(partial(offered_names, plan))
        self.departments.set_names(row.departments)
        self.up.setEnabled(self._place > 0)
        self.down.setEnabled(self._place < self._of - 1)

    def _perform(self, operation, *args: object) -> None:
        self.commit()
        if self.session is not None:
            self.session.perform(operation, self.initiative_id, *args, initiator=self)

    def _change(self, field: RowField, value: Any) -> None:
        if self.session is not None:
            self.session.perform(
                change_row, self.initiative_id, self.row_id, field, value, initiator=self
            )

    @Slot(str)
    def _set_label(self, text: str) -> None:
        self._change("label", text.strip())

    @Slot(str)
    def _set_group(self, text: str) -> None:
        self._change("group", text.strip())

    @Slot(tuple)
    def _set_departments(self, names: tuple[str, ...]) -> None:
        self._change("departments", names)

    @Slot()
    def _move_up(self) -> None:
        self._perform(move_row, self.row_id, self._place - 1)

    @Slot()
    def _move_down(self) -> None:
        self._perform(move_row, self.row_id, self._place + 1)

    @Slot()
    def _insert_above(self) -> None:
        self._perform(add_row, self._place)

    @Slot()
    def _insert_below(self) -> None:
        self._perform(add_row, self._place + 1)

    @Slot()
    def _duplicate(self) -> None:
        self._perform(duplicate_row, self.row_id)

    @Slot()
    def _remove(self) -> None:
        self._perform(remove_row, self.row_id)
