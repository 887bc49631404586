"""切り取り, コピー and 貼り付け of whole initiatives in the outline.

Belongs here: what the current entry means for the clipboard. Does not belong here: the clipboard
itself (`gui.clipboard`) and which widget the keys are for (`clipboard_commands`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from kitaplanner.domain.clipboard_payload import ClipboardPayload
from kitaplanner.domain.outline import node_of_initiative
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.clipboard import clipboard_content, clipboard_has_own, put_on_clipboard
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.workbench import Workbench
from kitaplanner.operations.clipboard import copy_initiatives
from kitaplanner.operations.initiatives import remove_initiatives
from kitaplanner.operations.schedule_blocks import paste_initiatives

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_NO_INITIATIVES = "ここに貼り付けられるのは、体系でコピーした事業だけです。"


class OutlineClipboard(QObject):
    """The clipboard as the outline uses it."""

    def __init__(self, parent: QWidget, desk: Desk, actions: Actions, workbench: Workbench) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = actions
        self._workbench = workbench
        workbench.outline.current_changed.connect(self.refresh_actions)
        workbench.outline.selection_changed.connect(self.refresh_actions)
        desk.session_changed.connect(self.refresh_actions)
        QGuiApplication.clipboard().dataChanged.connect(self.refresh_actions)
        self.refresh_actions()
        actions.copy_initiative.triggered.connect(self.copy)
        actions.paste_initiative.triggered.connect(self.paste)

    @Slot()
    def refresh_actions(self) -> None:
        """Enable what can be done with the current entry."""
        self._actions.copy_initiative.setEnabled(self.can_copy)
        self._actions.paste_initiative.setEnabled(self.can_paste)

    @property
    def can_copy(self) -> bool:
        """Say whether the current entry is an initiative or holds some."""
        session = self._desk.session
        keys = self._workbench.outline.selected_keys()
        return session is not None and any(_holds_some(session.snapshot, key) for key in keys)

    @property
    def can_cut(self) -> bool:
        """Say whether initiatives are chosen, and nothing else, that can be taken away."""
        keys = self._workbench.outline.selected_keys()
        return bool(keys) and all(one.kind == "initiative" for one in keys) and self._can_edit()

    @property
    def can_paste(self) -> bool:
        """Say whether copied things of the program may be put here."""
        is_there = self._workbench.outline.current_key() is not None
        return is_there and self._can_edit() and clipboard_has_own()

    def _can_edit(self) -> bool:
        session = self._desk.session
        return session is not None and not session.read_only

    def _initiatives(self) -> tuple[Initiative, ...]:
        """Give the chosen initiatives, with those under chosen headings, in printed order."""
        session = self._desk.session
        if session is None:
            return ()
        keys = set(self._workbench.outline.selected_keys())
        ids = {key.id for key in keys if key.kind == "initiative"}
        for node in session.snapshot.nodes():
            if OutlineKey("node", node.id) in keys:
                ids.update(one.id for one in node.all_initiatives)
        return tuple(one for one in session.snapshot.initiatives() if one.id in ids)

    @Slot()
    def copy(self) -> None:
        """Copy the chosen initiatives, and all under chosen headings."""
        self._desk.commit_editors()
        session, initiatives = self._desk.session, self._initiatives()
        if session is not None and initiatives:
            put_on_clipboard(copy_initiatives(session.snapshot, [one.id for one in initiatives]))
            self._workbench.status_message.emit(f"事業{len(initiatives)}件をコピーしました。")

    @Slot()
    def cut(self) -> None:
        """Copy the chosen initiatives and take them away."""
        session = self._desk.session
        if session is not None and self.can_cut:
            self.copy()
            ids = [one.id for one in self._initiatives()]
            session.perform(remove_initiatives, ids, initiator=self)

    @Slot()
    def paste(self) -> None:
        """Put copied initiatives behind the current one, or last under the current heading."""
        self._desk.commit_editors()
        session, key = self._desk.session, self._workbench.outline.current_key()
        if session is None or key is None or not self._can_edit():
            return
        try:
            content = clipboard_content()
        except UserError as error:
            session.refused.emit(error)
            return
        if not isinstance(content, ClipboardPayload) or content.kind != "initiatives":
            session.refused.emit(RefusedEdit(_NO_INITIATIVES))
            return
        before = {one.id for one in session.snapshot.initiatives()}
        node, index = _landing(session.snapshot, key)
        change = session.perform(
            paste_initiatives, node, index, content.initiatives, initiator=self
        )
        new = (one.id for one in session.snapshot.initiatives() if one.id not in before)
        first = next(new, "")
        if change is not None and first:
            self._workbench.show_initiative(first)
            self._workbench.status_message.emit(change.label)


def _landing(plan: Plan, key: OutlineKey) -> tuple[str, int | None]:
    """Give the node, and the index in it, at which something is put beside an entry."""
    if key.kind == "node":
        return key.id, None
    node = node_of_initiative(plan, key.id)
    return node.id, [one.id for one in node.initiatives].index(key.id) + 1


def _holds_some(plan: Plan, key: OutlineKey) -> bool:
    if key.kind == "initiative":
        return plan.initiative(key.id) is not None
    node = plan.node(key.id)
    return node is not None and bool(node.all_initiatives)
