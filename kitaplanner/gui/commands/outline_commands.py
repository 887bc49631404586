"""編集: adding, naming, copying, ending and removing in the outline, and adding rows.

Several initiatives that are chosen together are copied and removed in one step; headings
go one by one, because each carries all that is below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kitaplanner.domain.outline import node_of_initiative
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.outline_moves import OutlineMoves
from kitaplanner.gui.commands.outline_places import place_for_heading, siblings
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.ending import EndingDialog
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.workbench import Workbench
from kitaplanner.operations import ending, initiatives, nodes, schedule_rows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kitaplanner.gui.session import DocumentSession

NEW_INITIATIVE = "新しい事業"
NEW_HEADING = "新しい見出し"


class OutlineCommands(QObject):
    """What can be done with the entries that the person has chosen in the outline."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        workbench: Workbench,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._desk = desk
        self._actions = actions
        self._notifier = notifier
        self._workbench = workbench
        self._outline = workbench.outline
        self._moves = OutlineMoves(parent, desk, actions, self._outline)
        self._outline.set_actions(actions.outline_actions())
        self._outline.rename_wanted.connect(self._rename)
        self._outline.current_changed.connect(self.refresh_actions)
        self._outline.selection_changed.connect(self.refresh_actions)
        for action, slot in (
            (actions.add_initiative, self._add_initiative),
            (actions.add_heading, self._add_heading),
            (actions.add_row, self._add_row),
            (actions.rename, self._edit_name),
            (actions.duplicate, self._duplicate),
            (actions.end, self._end),
            (actions.remove, self._remove),
        ):
            action.triggered.connect(slot)

    @Slot()
    def refresh_actions(self) -> None:
        """Enable what can be done with the current entry."""
        session, key = self._desk.session, self._outline.current_key()
        can_edit = session is not None and not session.read_only
        actions = self._actions
        actions.add_heading.setEnabled(can_edit)
        actions.add_row.setEnabled(can_edit and self._workbench.shown_initiative is not None)
        for action in (actions.rename, actions.add_initiative):
            action.setEnabled(can_edit and key is not None)
        keys = self._outline.movable_keys()
        for action in (actions.duplicate, actions.remove):
            action.setEnabled(can_edit and bool(keys))
        is_one = len(keys) == 1 and keys[0].kind == "initiative"
        actions.end.setEnabled(can_edit and is_one)
        self._moves.refresh_actions()

    # --- adding ------------------------------------------------------------------------------

    @Slot()
    def _add_initiative(self) -> None:
        session, key = self._begin()
        if session is None or key is None:
            return
        index: int | None = None
        node_id = key.id
        if key.kind == "initiative":
            node = node_of_initiative(session.snapshot, key.id)
            node_id = node.id
            index = [one.id for one in node.initiatives].index(key.id) + 1
        old = {one.id for one in session.snapshot.initiatives()}
        session.perform(initiatives.add_initiative, node_id, NEW_INITIATIVE, index, initiator=self)
        added = next((one for one in session.snapshot.initiatives() if one.id not in old), None)
        if added is not None:
            self._workbench.show_initiative(added.id)
            self._outline.edit_current()

    @Slot()
    def _add_heading(self) -> None:
        session, key = self._begin()
        if session is None:
            return
        parent_id, index = place_for_heading(session.snapshot, key)
        old = {one.id for one in session.snapshot.nodes()}
        session.perform(nodes.add_node, parent_id, NEW_HEADING, index, initiator=self)
        added = next((one for one in session.snapshot.nodes() if one.id not in old), None)
        if added is not None:
            self._workbench.show_node(added.id)
            self._outline.edit_current()

    @Slot()
    def _add_row(self) -> None:
        session, _ = self._begin()
        initiative = self._workbench.shown_initiative
        if session is not None and initiative is not None:
            session.perform(schedule_rows.add_row, initiative.id, initiator=self)

    # --- naming, copying, removing -----------------------------------------------------------

    @Slot()
    def _edit_name(self) -> None:
        self._desk.commit_editors()
        self._outline.edit_current()

    @Slot(object, str)
    def _rename(self, key: OutlineKey, name: str) -> None:
        session = self._desk.session
        if session is None:
            return
        operation = initiatives.change_initiative if key.kind == "initiative" else nodes.change_node
        session.perform(operation, key.id, "name", name, initiator=self)

    @Slot()
    def _duplicate(self) -> None:
        session, _ = self._begin()
        keys = self._outline.movable_keys()
        if session is None or not keys:
            return
        if keys[0].kind == "node":
            self._duplicate_node(session, keys[0])
            return
        old = {one.id for one in session.snapshot.initiatives()}
        ids = [one.id for one in keys]
        if session.perform(initiatives.duplicate_initiatives, ids, initiator=self) is None:
            return
        copies = [one.id for one in session.snapshot.initiatives() if one.id not in old]
        self._workbench.show_initiative(copies[0])
        self._outline.select_several([OutlineKey("initiative", one) for one in copies])

    def _duplicate_node(self, session: DocumentSession, key: OutlineKey) -> None:
        index = siblings(session.snapshot, key).index(key.id)
        if session.perform(nodes.duplicate_node, key.id, initiator=self) is not None:
            self._workbench.show_node(siblings(session.snapshot, key)[index + 1])

    @Slot()
    def _end(self) -> None:
        session, _ = self._begin()
        keys = self._outline.movable_keys()
        if session is None or len(keys) != 1:
            return
        initiative = session.snapshot.initiative(keys[0].id)
        if initiative is None:
            return
        year = EndingDialog.ask(self._window, session.snapshot, initiative)
        if year is not None:
            session.perform(ending.end_initiative, initiative.id, year, initiator=self)

    @Slot()
    def _remove(self) -> None:
        session, _ = self._begin()
        keys = self._outline.movable_keys()
        if session is None or not keys:
            return
        if keys[0].kind == "node":
            self._remove_node(session, keys[0])
        elif len(keys) == 1 or self._notifier.confirm(
            f"選んだ{len(keys)}事業を削除しますか？", "「元に戻す」で取り消せます。", "削除"
        ):
            ids = [one.id for one in keys]
            session.perform(initiatives.remove_initiatives, ids, initiator=self)

    def _remove_node(self, session: DocumentSession, key: OutlineKey) -> None:
        node = session.snapshot.node(key.id)
        if node is None:
            return
        count = len(node.all_initiatives)
        if count < 2 or self._notifier.confirm(
            f"見出し「{node.name}」を、下にある{count}事業とともに削除しますか？",
            "「元に戻す」で取り消せます。",
            "削除",
        ):
            session.perform(nodes.remove_node, key.id, initiator=self)

    def _begin(self):
        """Have editors commit; give the session and the current entry."""
        self._desk.commit_editors()
        session = self._desk.session
        if session is None or session.read_only:
            return None, None
        return session, self._outline.current_key()
