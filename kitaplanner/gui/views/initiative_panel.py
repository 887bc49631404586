"""The inspector's panel for an initiative: its fields beside the paper."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.gui.views.panel import Panel
from kitaplanner.gui.widgets.departments import DepartmentsField, offered_names
from kitaplanner.operations.initiatives import (
    InitiativeField,
    change_divisions,
    change_initiative,
)

_DIVISION_WORDS = {
    1: "区切らない（年度）",
    2: "2つ（上期・下期）",
    3: "3つ（4か月ごと）",
    4: "4つ（四半期）",
    12: "12（月）",
}
_REFERENCES = "再掲する事業…"
_MARK_SEPARATOR = "、"


class InitiativePanel(Panel):
    """Shows one initiative and changes it; `initiative_id` says which.

    `original_wanted(id)` asks to see an initiative that this one shows again.
    """

    original_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.initiative_id = ""
        self._build_ui()

    def _build_ui(self) -> None:
        self.name = self.text_field("事業名", 2)
        self.name.committed.connect(self._set_name)
        self.departments = DepartmentsField()
        self.departments.chosen.connect(self._set_departments)
        self.add_field("担当課", self.departments)
        self.summary = self.text_field("事業概要", 6)
        self.summary.committed.connect(self._set_summary)
        self.notes = self.text_field("注記（※、1行に1つ）", 2)
        self.notes.committed.connect(self._set_notes)
        self.marks = self.line_field("印（新規、拡充など）")
        self.marks.committed.connect(self._set_marks)
        self.divisions = QComboBox()
        for divisions, words in _DIVISION_WORDS.items():
            self.divisions.addItem(words, divisions)
        self.divisions.activated.connect(self._set_divisions)
        self.add_field("年度の区切り", self.divisions)
        self.references = QPushButton(_REFERENCES)
        self.references.setAutoDefault(False)
        self.references.setToolTip("ほかの事業を、この個票にも載せます")
        self.references.clicked.connect(self._show_references)
        self.add_widget(self.references)

    def show_initiative(self, plan: Plan, initiative: Initiative) -> None:
        """Show an initiative as it is now."""
        if initiative.id != self.initiative_id:
            self.commit()
        self.initiative_id = initiative.id
        self.name.set_text(initiative.name)
        self.departments.set_offered(partial(offered_names, plan))
        self.departments.set_names(initiative.departments)
        self.summary.set_text(initiative.summary)
        self.notes.set_text("\n".join(initiative.notes))
        self.marks.set_text(_MARK_SEPARATOR.join(initiative.marks))
        self.divisions.setCurrentIndex(self.divisions.findData(initiative.schedule.divisions))
        count = len(initiative.references)
        self.references.setText(f"再掲する事業 {count}件…" if count else _REFERENCES)

    def _change(self, field: InitiativeField, value: Any) -> None:
        if self.session is not None:
            self.session.perform(
                change_initiative, self.initiative_id, field, value, initiator=self
            )

    @Slot(str)
    def _set_name(self, text: str) -> None:
        self._change("name", text)

    @Slot(tuple)
    def _set_departments(self, names: tuple[str, ...]) -> None:
        self._change("departments", names)

    @Slot(str)
    def _set_summary(self, text: str) -> None:
        self._change("summary", text)

    @Slot(str)
    def _set_notes(self, text: str) -> None:
        self._change("notes", filled_lines(text))

    @Slot(str)
    def _set_marks(self, text: str) -> None:
        words = text.replace(",", _MARK_SEPARATOR).replace("，", _MARK_SEPARATOR)
        self._change("marks", filled_lines(words.replace(_MARK_SEPARATOR, "\n")))

    @Slot()
    def _show_references(self) -> None:
        if self.session is None:
            return
        # Late: most initiatives show no other again.
        from kitaplanner.gui.dialogs.references import ReferencesDialog

        self.commit()
        original = ReferencesDialog.ask(self.window(), self.session, self.initiative_id)
        if original:
            self.original_wanted.emit(original)

    @Slot()
    def _set_divisions(self) -> None:
        if self.session is not None:
            self.session.perform(
                change_divisions,
                self.initiative_id,
                self.divisions.currentData(),
                initiator=self,
            )


def filled_lines(text: str) -> tuple[str, ...]:
    """Give the lines that hold something."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
