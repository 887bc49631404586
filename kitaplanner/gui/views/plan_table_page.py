"""The tab 一覧: the fields that narrow it, the table, and a sentence where nothing is left.

Belongs here: which lines the table gets and when they are worked out anew. Does not belong here:
the table itself (`plan_table`) and what a wish means (`models.plan_table_filter`).

While something is narrowed, an edit leaves its initiative where it is: nothing may vanish under
the person's hands. The wishes are applied again when they or the outline change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from kitaplanner.domain.change import Change
from kitaplanner.domain.checks import Finding
from kitaplanner.domain.plan import PlanSettings
from kitaplanner.errors import KitaError
from kitaplanner.gui.models.plan_table_filter import (
    ChangedSince,
    ids_with_findings,
    marks_of,
    wanted_by,
)
from kitaplanner.gui.models.plan_table_lines import Line, lines_of_plan, long_heading
from kitaplanner.gui.models.plan_table_model import Spot
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.plan_table import PlanTable
from kitaplanner.gui.views.plan_table_bar import PlanTableBar
from kitaplanner.gui.widgets.departments import names_in_order

if TYPE_CHECKING:
    from kitaplanner.gui.session import DocumentSession

_NO_DOCUMENT = "計画を開くと、ここに一覧が表示されます。"
_NO_INITIATIVES = "この計画には、まだ事業がありません。「＋事業」で作ると、ここに並びます。"
_HIDDEN = "選んだ事業は、一覧の絞り込みで隠れています。"
_CHECKING = "点検しています…"
_NOTHING_FOUND = "絞り込みに当てはまる事業はありません。"


class PlanTablePage(QWidget):
    """`open_wanted`, `spot_changed` and `status_message` are those of the table."""

    open_wanted = Signal(str, str)
    spot_changed = Signal(object)
    status_message = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: DocumentSession | None = None
        self._changed: ChangedSince | None = None
        self._found: frozenset[str] | None = None
        self._saved_at: object = None
        self._is_stale = True
        self.bar = PlanTableBar()
        self.table = PlanTable(theme)
        self.sentence = QLabel()
        self._build_ui()

    def _build_ui(self) -> None:
        self.sentence.setObjectName("muted")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        self.bar.wished.connect(self._narrow)
        self.bar.word.returnPressed.connect(self._go_to_first)
        self.table.open_wanted.connect(self.open_wanted)
        self.table.spot_changed.connect(self.spot_changed)
        self.table.status_message.connect(self.status_message)

    # The document

    def set_session(self, session: DocumentSession | None) -> None:
        """Show another document, or none."""
        if self._session is not None:
            self._session.document_changed.disconnect(self._follow)
            self._session.state_changed.disconnect(self._follow_state)
            self._session.refused.disconnect(self._say_refusal)
        self._session = session
        self.table.set_session(session)
        self.table.show_lines([], self.table.period, PlanSettings())
        if session is not None:
            self._changed = ChangedSince(session.snapshot)
            self._saved_at = session.saved_at
            session.document_changed.connect(self._follow)
            session.state_changed.connect(self._follow_state)
            session.refused.connect(self._say_refusal)
        self.bar.clear()
        self._refresh()

    @Slot(object, object)
    def _follow(self, change: Change, initiator: object) -> None:
        if self._changed is not None:
            self._changed.note(change.initiatives)
        if change.structure or not self.isVisible():
            self._refresh()
            return
        self.table.take_over(change, self._renamed(change))
        self._count()
        if initiator is self.table:
            self.status_message.emit(change.label)

    def _renamed(self, change: Change) -> dict[str, str]:
        """Give the headings of renamed initiatives; numbering costs time, so only for them."""
        session = self._session
        fields = {"name", "number_from"}
        is_renamed = any(
            image.table == "initiative" and _differs(image.before, image.after, fields)
            for image in change.images
        )
        if session is None or not is_renamed:
            return {}
        numbering, is_long = session.numbering, self.bar.chosen_order == "department"
        return {
            one.id: long_heading(one, numbering) if is_long else numbering.heading(one)
            for one in session.snapshot.initiatives()
            if one.id in change.initiatives
        }

    @Slot()
    def _follow_state(self) -> None:
        """Begin to count changes anew after a saving."""
        session = self._session
        if session is not None and session.saved_at != self._saved_at:
            self._saved_at = session.saved_at
            self._changed = ChangedSince(session.snapshot)

    @Slot(object)
    def _say_refusal(self, error: KitaError) -> None:
        if self.table.hasFocus():
            self.status_message.emit(str(error))

    # The lines

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the table; as a focus proxy it would stand before the fields."""
        self.table.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what was put off while the tab was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        """Take a new snapshot; a hidden tab waits until it is shown."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        session = self._session
        if session is not None:
            self.bar.offer(names_in_order(session.snapshot), marks_of(session.snapshot))
        self._narrow()

    @Slot(object)
    def take_found(self, findings: Sequence[Finding] | None) -> None:
        """Remember what the checks found, None where it isn't known yet.

        Lines that are on show stay: they must not vanish under the cursor with each check.
        """
        was_unknown = self._found is None
        self._found = None if findings is None else ids_with_findings(findings)
        if was_unknown and self.bar.wishes.findings:
            self._narrow()

    @Slot()
    def _narrow(self) -> None:
        """Show what is wanted of the snapshot."""
        session, wishes = self._session, self.bar.wishes
        if session is None:
            self._stack.setCurrentWidget(self.sentence)
            self.sentence.setText(_NO_DOCUMENT)
            self.bar.show_count("")
            return
        if not self.isVisible():
            return
        plan = session.snapshot
        nothing: frozenset[str] = frozenset()
        changed = self._changed.ids(plan) if wishes.changed and self._changed else nothing
        findings = nothing if self._found is None else self._found
        wanted = wanted_by(wishes, session.numbering, changed, findings)
        lines = lines_of_plan(plan, session.numbering, wanted, self.bar.chosen_order)
        self.table.show_lines(lines, plan.period, plan.settings)
        nothing_found = _CHECKING if wishes.findings and self._found is None else _NOTHING_FOUND
        self.sentence.setText(_NO_INITIATIVES if wishes.is_empty else nothing_found)
        self._stack.setCurrentWidget(self.table if lines else self.sentence)
        self._count()

    def _count(self) -> None:
        """Say how many initiatives and arrows are shown, of how many."""
        model = self.table.table_model
        words = f"事業 {model.initiative_count:,}"
        if not self.bar.wishes.is_empty:
            words = f"事業 {self._all_initiatives():,}件中 {model.initiative_count:,}件"
        self.bar.show_count(f"{words}・矢印 {model.arrow_count:,}")

    def _all_initiatives(self) -> int:
        return 0 if self._session is None else sum(1 for _ in self._session.snapshot.initiatives())

    @Slot()
    def _go_to_first(self) -> None:
        """Go from the word that was typed to the first arrow that it left."""
        for line in self.table.table_model.lines:
            if isinstance(line, Line) and line.row and line.row.items:
                self.table.select(Spot(line.initiative.id, item=line.row.items[0].id))
                break
        self.table.setFocus()

    # For the window

    @property
    def spot(self) -> Spot | None:
        """Give what the cursor is on."""
        return self.table.table_model.spot(self.table.currentIndex())

    def follow(self, key: str, item_id: str = "") -> None:
        """Go to a heading, an initiative or an item; say so where the wishes hide it.

        The cursor stays in an initiative that it is in already, unless an item is asked for.
        """
        spot = self.spot
        if spot is not None and spot.line == key and item_id in ("", spot.item):
            return
        if not self.table.select(Spot(key, item=item_id)) and not self.bar.wishes.is_empty:
            self.status_message.emit(_HIDDEN)

    @Slot()
    def commit_editor(self) -> None:
        """Commit an open in-place editor, text under composition included."""
        self.table.commit_editor()


def _differs(before: object, after: object, fields: set[str]) -> bool:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return True
    return any(before.get(name) != after.get(name) for name in fields)
