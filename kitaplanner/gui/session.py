"""The open document as the window sees it: snapshot, edits with undo, and one signal for changes.

Belongs here: what stands between views and operations. Views read the snapshot, call `perform` with
an operation, and redraw what `document_changed` says. Undo and redo belong to the document's
journal, which survives a restart; Qt's undo stack would be a second truth beside it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from kitaplanner.domain.change import Change
from kitaplanner.domain.form import Form, load_form
from kitaplanner.domain.inquiry import Inquiry
from kitaplanner.domain.numbering import Numbering, number_plan, numbers_alike
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError
from kitaplanner.operations.documents import Workspace
from kitaplanner.operations.editions import Edition, freeze_edition, remove_edition
from kitaplanner.operations.inquiries import InquiryStatus, inquiry_status, waiting_departments
from kitaplanner.operations.replies import Gathered, Sent, sent_of


class DocumentSession(QObject):
    """One open document.

    `document_changed(change, initiator)` is emitted after every edit, undo and redo; `initiator` is
    the object that asked for it or None. `refused(error)` carries a KitaError that stopped an edit.
    `state_changed` is emitted when undo, redo, saving or the file's name may look different,
    `editions_changed` when an edition was frozen or removed, `inquiries_changed` when an inquiry
    was sent or a reply recorded.
    """

    document_changed = Signal(object, object)
    editions_changed = Signal()
    inquiries_changed = Signal()
    refused = Signal(object)
    state_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.saved_at: datetime.datetime | None = None
        self._opened_at = workspace.document.sequence
        self._numbered: tuple[Plan, Numbering] | None = None

    @property
    def snapshot(self) -> Plan:
        """Give the plan as it is now; immutable, any thread may read it."""
        return self.workspace.document.snapshot

    @property
    def form(self) -> Form:
        """Give the form of the plan."""
        return load_form(self.snapshot.form)

    @property
    def numbering(self) -> Numbering:
        """Give the numbers of the snapshot, derived anew only when one may differ."""
        plan, known = self.snapshot, self._numbered
        if known is None:
            numbering = number_plan(plan, self.form)
        elif known[0] is plan or numbers_alike(known[0], plan):
            numbering = known[1]
        else:
            numbering = number_plan(plan, self.form, known[1])
        self._numbered = (plan, numbering)
        return numbering

    @property
    def read_only(self) -> bool:
        """Say whether the document may only be read."""
        return self.workspace.read_only

    @property
    def path(self) -> Path | None:
        """Give the file that the document is saved to; None before the first saving."""
        return self.workspace.path

    @property
    def is_dirty(self) -> bool:
        """Say whether the file lacks something that the working copy has."""
        return self.workspace.is_dirty

    @property
    def name(self) -> str:
        """Give what the document is called: title and edition of the plan."""
        plan = self.snapshot
        return f"{plan.title}（{plan.stage}）" if plan.stage else plan.title

    @property
    def undo_label(self) -> str:
        """Give what undo would take back; empty when there is nothing."""
        return self.workspace.document.undo_label

    @property
    def redo_label(self) -> str:
        """Give what redo would repeat; empty when there is nothing."""
        return self.workspace.document.redo_label

    @property
    def undo_steps(self) -> tuple[str, ...]:
        """Give the labels of what can be taken back, the next one first."""
        return tuple(label for _, label in self.workspace.document.undo_steps)

    @property
    def redo_steps(self) -> tuple[str, ...]:
        """Give the labels of what can be repeated, the next one first."""
        return tuple(label for _, label in self.workspace.document.redo_steps)

    @property
    def steps_since_opening(self) -> int:
        """Count the undos that lead to the plan as it was opened, as far as it was changed."""
        steps = self.workspace.document.undo_steps
        return sum(1 for sequence, _ in steps if sequence > self._opened_at)

    def history(self, initiative_id: str, limit: int, row_id: str = "") -> tuple[Any, ...]:
        """Give the entries that touched an initiative or one row of the plan, the newest first."""
        return self.workspace.document.history(initiative_id or None, limit, row_id or None)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Give the frozen editions, the oldest first."""
        return self.workspace.document.editions()

    def edition_source(self, edition_id: str) -> Callable[[], Plan]:
        """Give what reads the plan of an edition on any thread; raise KitaError for none."""
        return self.workspace.document.edition_source(edition_id)

    def freeze_edition(self, name: str, day: str, note: str) -> Edition | None:
        """Freeze the plan as an edition; a refusal is announced and gives None."""
        return self._keep(self.editions_changed, freeze_edition, name, day, note)

    def remove_edition(self, edition_id: str) -> None:
        """Remove an edition for good; a refusal is announced."""
        self._keep(self.editions_changed, remove_edition, edition_id)

    @property
    def inquiries(self) -> tuple[Inquiry, ...]:
        """Give the inquiries that were sent, the oldest first."""
        return self.workspace.document.inquiries()

    def inquiry_status(self, inquiry: Inquiry, today: datetime.date) -> InquiryStatus:
        """Say who has replied to an inquiry."""
        return inquiry_status(self.workspace.document, inquiry, today)

    def waiting_departments(self) -> Mapping[str, str]:
        """Give the departments whose reply is awaited, with words for the day."""
        return waiting_departments(self.workspace.document, self.snapshot.settings)

    def sent_of(self, gathered: Gathered) -> Sent:
        """Give what the document knows of the inquiries that replies answer."""
        return sent_of(self.workspace.document, gathered)

    def keep_of_inquiries(self, operation: Callable[..., Any], *args: Any) -> Any:
        """Run an operation on what is kept of inquiries; a refusal is announced and gives None."""
        return self._keep(self.inquiries_changed, operation, *args)

    def _keep(self, changed: SignalInstance, operation: Callable[..., Any], *args: Any) -> Any:
        """Run an operation that changes what the document keeps beside the plan."""
        try:
            result = operation(self.workspace.document, *args)
        except KitaError as error:
            self.refused.emit(error)
            return None
        changed.emit()
        self.state_changed.emit()
        return result

    def perform(
        self, operation: Callable[..., Change | None], *args: Any, initiator: object = None
    ) -> Change | None:
        """Run an operation on the document; a refusal is announced and gives None."""
        try:
            change = operation(self.workspace.document, *args)
        except KitaError as error:
            self.refused.emit(error)
            return None
        self._announce(change, initiator)
        return change

    def undo(self, initiator: object = None) -> Change | None:
        """Take the last change back."""
        return self.perform(_undo, initiator=initiator)

    def redo(self, initiator: object = None) -> Change | None:
        """Do again what was taken back."""
        return self.perform(_redo, initiator=initiator)

    def save(self, path: Path | None = None) -> None:
        """Write the document to its file, or to another one; raise KitaError when that fails."""
        if path is None:
            self.workspace.save()
        else:
            self.workspace.save_as(path, overwrite=True)  # the file dialog has asked
        self.saved_at = datetime.datetime.now().astimezone()
        self.state_changed.emit()

    def close(self) -> None:
        """Give file and lock back; changes that were not saved are dropped."""
        self.workspace.close(discard=True)

    def _announce(self, change: Change | None, initiator: object) -> None:
        if change is None:
            return
        self.document_changed.emit(change, initiator)
        self.state_changed.emit()


def _undo(document: Any) -> Change | None:
    return document.undo()


def _redo(document: Any) -> Change | None:
    return document.redo()
