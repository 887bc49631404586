"""委員会資料: papers of meetings, made, changed and looked at in one window.

Belongs here: which handout and part are current, and handing finished fields to operations. Does
not belong here: what is written to files (`commands.handout_commands`).

`__init__` builds what the first paint shows; `furnish` makes the rest part by part behind it.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.handout import Handout, HandoutPart, HandoutPartKind
from kitaplanner.domain.handout_edit import (
    copied_handout,
    new_part,
    with_part,
    with_part_moved,
    without_part,
)
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError, RefusedEdit
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.handouts.handout_fields import HandoutFields
from kitaplanner.gui.handouts.handout_list import HandoutList
from kitaplanner.gui.handouts.handout_pages import HandoutPages
from kitaplanner.gui.handouts.handout_tool_bar import HandoutToolBar
from kitaplanner.gui.handouts.part_editor import PartEditor
from kitaplanner.gui.handouts.part_list import PartList
from kitaplanner.gui.handouts.template_page import TemplatePage
from kitaplanner.gui.handouts.titled_column import titled_column
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.tasks import Progress, TaskRunner, Work
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.widgets.message_bar import MessageBar
from kitaplanner.layout.handouts import KnownParts
from kitaplanner.operations.handouts import (
    ShownHandout,
    add_handout,
    change_handout,
    compared_plans,
    new_handout,
    remove_handout,
    show_handout,
)

PLACE = "handouts"
_COLUMNS = (21, 28, 55)  # in kanji
_WORK, _TEMPLATES = range(2)
# A window that is never painted, being minimised, has to be furnished all the same.
_LATEST_FURNISHING_MS = 500
_ALL_MADE = object()


class HandoutWindow(QMainWindow):
    """Works on the handouts of one session.

    `preview_wanted`, `pdf_wanted` and `parts_wanted` ask for paper of the current handout.
    """

    preview_wanted = Signal()
    pdf_wanted = Signal()
    parts_wanted = Signal()

    def __init__(
        self,
        session: DocumentSession,
        actions: Actions,
        tasks: TaskRunner,
        theme: Theme,
        settings: Settings,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._settings = settings
        self._current = ""
        self._part = ""
        self._editions: dict[str, Plan] = {}
        self._known: KnownParts = {}
        self._tasks = tasks
        self._parts_to_make = self._furnished_in_parts()
        self._is_awaiting_paint = True
        self.is_furnished = False
        self._is_closed = False
        self.setWindowTitle(f"委員会資料　{session.name}")
        self._build_frame(actions)
        self._restore_place(parent)
        QTimer.singleShot(_LATEST_FURNISHING_MS, self, self._begin)

    # --- building ----------------------------------------------------------------------------

    def _build_frame(self, actions: Actions) -> None:
        self.tool_bar = HandoutToolBar(actions, self._theme, self)
        self.addToolBar(self.tool_bar)
        self.addAction(actions.save)
        self.message_bar = MessageBar(self._theme)
        self.notifier = Notifier(self, self.message_bar)
        self.centre = QStackedWidget()
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setChildrenCollapsible(False)
        self.centre.addWidget(self._columns)
        self.templates = TemplatePage()
        self.templates.picked.connect(self._make)
        self.centre.addWidget(self.templates)
        if not self._session.snapshot.handouts and not self._session.read_only:
            self.centre.setCurrentIndex(_TEMPLATES)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message_bar)
        layout.addWidget(self.centre, 1)
        self.setCentralWidget(holder)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_awaiting_paint:
            QTimer.singleShot(0, self, self._begin)

    @Slot()
    def _begin(self) -> None:
        if self._is_awaiting_paint:
            self._is_awaiting_paint = False
            self._furnish_on()

    @Slot()
    def _furnish_on(self) -> None:
        """Make the next part, and answer to the person before the one behind it."""
        if not self._is_closed and next(self._parts_to_make, _ALL_MADE) is not _ALL_MADE:
            QTimer.singleShot(0, self, self._furnish_on)

    def furnish(self) -> None:
        """Make everything beyond the first paint now; a second call does nothing."""
        if not self._is_closed:
            for _ in self._parts_to_make:
                pass

    def _furnished_in_parts(self) -> Iterator[None]:
        self._is_awaiting_paint = False
        self.handouts = HandoutList()
        self.fields = HandoutFields()
        yield
        self._columns.addWidget(titled_column("委員会資料", self.handouts, self.fields))
        yield
        self.parts = PartList()
        self.editor = PartEditor()
        self.editor.session = self._session
        yield
        self._columns.addWidget(titled_column("資料の構成", self.parts, self.editor))
        yield
        self.pages = HandoutPages(self._tasks, self.make_work)
        self._columns.addWidget(self.pages)
        self._columns.setStretchFactor(2, 1)
        kanji = self.fontMetrics().horizontalAdvance("国")
        self._columns.setSizes([wide * kanji for wide in _COLUMNS])
        yield
        self._connect()
        self.is_furnished = True
        first = self._session.snapshot.handouts[:1]
        self._load(first[0].id if first else "")

    def _connect(self) -> None:
        bar = self.tool_bar
        bar.preview.triggered.connect(self.preview_wanted)
        bar.pdf.triggered.connect(self.pdf_wanted)
        bar.parts.triggered.connect(self.parts_wanted)
        bar.grey.toggled.connect(self.pages.pages.set_grey)
        self.handouts.picked.connect(self.show_handout)
        self.handouts.renamed.connect(self._rename)
        self.handouts.new_wanted.connect(self._offer_templates)
        self.handouts.copy_wanted.connect(self._copy)
        self.handouts.removal_wanted.connect(self._remove)
        self.templates.left.connect(self._leave_templates)
        self.fields.changed.connect(self._change_field)
        self.parts.picked.connect(self.show_part)
        self.parts.add_wanted.connect(self._add_part)
        self.parts.removal_wanted.connect(self._remove_part)
        self.parts.move_wanted.connect(self._move_part)
        self.editor.changed.connect(self._change_part)
        self.editor.failed.connect(self._refuse)
        self._session.document_changed.connect(self._follow_change)
        self._session.refused.connect(self._follow_refusal)

    def _restore_place(self, parent: QWidget) -> None:
        place = self._settings.part_geometry(PLACE)
        if place.isEmpty() or not self.restoreGeometry(QByteArray(place)):
            self.resize(parent.size())

    # --- showing -----------------------------------------------------------------------------

    @property
    def current(self) -> Handout | None:
        """Give the handout that is worked on, as it is now."""
        handouts = self._session.snapshot.handouts
        return next((one for one in handouts if one.id == self._current), None)

    def _load(self, handout_id: str = "") -> None:
        """Show a handout with all its fields; the templates where there is none at all."""
        plan = self._session.snapshot
        if handout_id and handout_id != self._current:
            self._current, self._part = handout_id, ""
        handout = self.current
        if handout is None and plan.handouts:
            handout = plan.handouts[0]
            self._current, self._part = handout.id, ""
        is_open = not self._session.read_only
        self.handouts.show_handouts(plan.handouts, self._current, is_open)
        self.fields.setEnabled(handout is not None and is_open)
        self.tool_bar.let_print(handout is not None and bool(handout.parts))
        shown = handout or Handout("", "")
        self.fields.show_handout(shown, plan.settings)
        self._show_parts(shown)
        if not plan.handouts and is_open:
            self._offer_templates()
        self.pages.refresh()

    def _show_parts(self, handout: Handout) -> None:
        ids = [one.id for one in handout.parts]
        if self._part not in ids:
            self._part = ids[0] if ids else ""
        editable = bool(handout.id) and not self._session.read_only
        self.parts.show_parts(handout, self._part, editable)
        part = next((one for one in handout.parts if one.id == self._part), None)
        self.editor.show_part(handout, part, self._edition_names())

    def _edition_names(self) -> list[str]:
        return [one.name for one in self._session.workspace.document.editions()]

    @Slot(str)
    def show_handout(self, handout_id: str) -> None:
        """Work on another handout."""
        self.commit()
        self._load(handout_id)

    @Slot(str)
    def show_part(self, part_id: str) -> None:
        """Work on another part of the handout, and see its pages."""
        self.commit()
        self._part = part_id
        if self.current is not None:
            self._show_parts(self.current)
            self.pages.go_to_part(part_id)

    @Slot()
    def commit(self) -> None:
        """Have every field hand over what is being typed."""
        if self.is_furnished:
            self.fields.commit()
            self.editor.commit()

    @Slot(object, object)
    def _follow_change(self, change: object, initiator: object) -> None:
        self.notifier.hush()
        self._load()

    # --- pages -------------------------------------------------------------------------------

    def make_work(self) -> Work | None:
        """Give the work that lays out the current handout; raise UserError without an edition."""
        handout = self.current
        if handout is None:
            return None
        plans = compared_plans(handout, self.edition)
        return partial(_laid_out, self._session.snapshot, handout, plans, self._known)

    def edition(self, name: str) -> Plan:
        """Give the plan of an edition; what was frozen never changes, so it is read once."""
        document = self._session.workspace.document
        frozen = next((one.id for one in document.editions() if one.name == name), name)
        if frozen not in self._editions:
            self._editions[frozen] = document.edition_plan(name)
        return self._editions[frozen]

    # --- changing ----------------------------------------------------------------------------

    @Slot()
    def _offer_templates(self) -> None:
        self.commit()
        self.centre.setCurrentIndex(_TEMPLATES)
        self.templates.open_for(bool(self._session.snapshot.handouts))

    @Slot()
    def _leave_templates(self) -> None:
        self.centre.setCurrentIndex(_WORK)
        self.handouts.list.setFocus()

    @Slot(str)
    def _make(self, template: str) -> None:
        self.furnish()
        plan, day = self._session.snapshot, datetime.datetime.now().astimezone().date()
        self._add(new_handout(template, plan, day, self._edition_names()))

    @Slot()
    def _copy(self) -> None:
        self.commit()
        if self.current is not None:
            self._add(copied_handout(self.current))

    def _add(self, handout: Handout) -> None:
        """Keep a new handout and go on with its first field."""
        if self._session.perform(add_handout, handout, initiator=self) is not None:
            self.centre.setCurrentIndex(_WORK)
            self._load(handout.id)
            self.fields.meeting.setFocus()

    @Slot(str, str)
    def _rename(self, handout_id: str, name: str) -> None:
        handouts = self._session.snapshot.handouts
        handout = next((one for one in handouts if one.id == handout_id), None)
        if handout is not None and handout.name != name.strip():
            self._change(dataclasses.replace(handout, name=name.strip()))

    @Slot()
    def _remove(self) -> None:
        self._session.perform(remove_handout, self._current, initiator=self)

    @Slot(str, object)
    def _change_field(self, field: str, value: Any) -> None:
        handout = self.current
        if handout is not None and getattr(handout, field) != value:
            self._change(dataclasses.replace(handout, **{field: value}))

    @Slot(object)
    def _change_part(self, part: HandoutPart) -> None:
        if self.current is not None:
            self._change(with_part(self.current, part))

    @Slot(str)
    def _add_part(self, kind: str) -> None:
        self.commit()
        if self.current is None:
            return
        plan, day = self._session.snapshot, datetime.datetime.now().astimezone().date()
        part = new_part(cast("HandoutPartKind", kind), plan, day, self._edition_names())
        self._part = part.id
        self._change(with_part(self.current, part))
        self.pages.go_to_part(part.id)

    @Slot()
    def _remove_part(self) -> None:
        handout = self.current
        if handout is None:
            return
        ids = [one.id for one in handout.parts]
        place = ids.index(self._part)
        gone, rest = self._part, [one for one in ids if one != self._part]
        self._part = rest[min(place, len(rest) - 1)] if rest else ""
        self._change(without_part(handout, gone))

    @Slot(int)
    def _move_part(self, by: int) -> None:
        self.commit()
        if self.current is not None:
            self._change(with_part_moved(self.current, self._part, by))

    def _change(self, handout: Handout) -> None:
        if self._session.perform(change_handout, handout, initiator=self) is None:
            self._load()  # what was refused gives way to what is kept

    # --- refusals, and leaving ---------------------------------------------------------------

    @Slot(object)
    def _refuse(self, error: KitaError) -> None:
        self.notifier.say(str(error), "warning")

    @Slot(object)
    def _follow_refusal(self, error: KitaError) -> None:
        if isinstance(error, RefusedEdit):  # the main window says the others in a box
            self._refuse(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._is_closed = True
        self.commit()
        if self.is_furnished:
            self.pages.stop()
        self._settings.remember_part(PLACE, self.saveGeometry())
        super().closeEvent(event)


def _laid_out(
    plan: Plan,
    handout: Handout,
    plans: Mapping[str, Plan],
    known: KnownParts,
    progress: Progress,
) -> ShownHandout:
    progress(0, 1)
    return show_handout(plan, handout, plans, known)
