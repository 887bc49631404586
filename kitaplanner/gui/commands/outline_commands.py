"""編集: adding, naming, copying, ending, removing and moving in the outline, and adding rows.

Several initiatives that are chosen together are copied, removed and moved in one step; headings
go one by one, because each carries all that is below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kitaplanner.domain.outline import node_of_initiative, parent_of_node
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.ending import EndingDialog
from kitaplanner.gui.models.outline_model import OutlineKey
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
        self._outline.set_actions(actions.outline_actions())
        self._outline.rename_wanted.connect(self._rename)
        self._outline.move_wanted.connect(self._drop)
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
            (actions.move_up, self._move_up),
            (actions.move_down, self._move_down),
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
        keys = self._chosen()
        for action in (actions.duplicate, actions.remove):
            action.setEnabled(can_edit and bool(keys))
        is_one = len(keys) == 1 and keys[0].kind == "initiative"
        actions.end.setEnabled(can_edit and is_one)
        for action, step in ((actions.move_up, -1), (actions.move_down, 1)):
            plan = None if session is None else session.snapshot
            place = None if plan is None else _place_beside(plan, keys, step)
            action.setEnabled(can_edit and place is not None)

    def _chosen(self) -> tuple[OutlineKey, ...]:
        """Give one entry, or several initiatives; nothing where headings are among several."""
        keys = self._outline.selected_keys()
        is_fit = len(keys) == 1 or all(one.kind == "initiative" for one in keys)
        return keys if is_fit else ()

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
        parent_id, index = _place_for_heading(session.snapshot, key)
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
        keys = self._chosen()
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
        index = _siblings(session.snapshot, key).index(key.id)
        if session.perform(nodes.duplicate_node, key.id, initiator=self) is not None:
            self._workbench.show_node(_siblings(session.snapshot, key)[index + 1])

    @Slot()
    def _end(self) -> None:
        session, _ = self._begin()
        keys = self._chosen()
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
        keys = self._chosen()
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
        count = sum(len(one.initiatives) for one in node.walk())
        if count < 2 or self._notifier.confirm(
            f"見出し「{node.name}」を、下にある{count}事業とともに削除しますか？",
            "「元に戻す」で取り消せます。",
            "削除",
        ):
            session.perform(nodes.remove_node, key.id, initiator=self)

    # --- moving ------------------------------------------------------------------------------

    @Slot()
    def _move_up(self) -> None:
        self._move_by(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move_by(1)

    def _move_by(self, step: int) -> None:
        session, _ = self._begin()
        keys = self._chosen()
        if session is None or not keys:
            return
        index = _place_beside(session.snapshot, keys, step)
        if index is not None:
            self._move(keys, _parent_id(session.snapshot, keys[0]), index)

    @Slot(tuple, str, int)
    def _drop(self, keys: tuple[OutlineKey, ...], parent_id: str, index: int) -> None:
        self._desk.commit_editors()
        self._move(keys, parent_id or None, index)

    def _move(self, keys: tuple[OutlineKey, ...], parent_id: str | None, index: int) -> None:
        session = self._desk.session
        if session is None:
            return
        if keys[0].kind == "node":
            session.perform(nodes.move_node, keys[0].id, parent_id, index, initiator=self)
        elif parent_id is not None:
            ids = [one.id for one in keys]
            session.perform(initiatives.move_initiatives, ids, parent_id, index, initiator=self)
        current = self._outline.current_key()
        first = current if current in keys else keys[0]
        self._outline.select_several([first, *(one for one in keys if one != first)])
        self.refresh_actions()

    def _begin(self):
        """Have editors commit; give the session and the current entry."""
        self._desk.commit_editors()
        session = self._desk.session
        if session is None or session.read_only:
            return None, None
        return session, self._outline.current_key()


def _siblings(plan: Plan, key: OutlineKey) -> list[str]:
    """Give the ids of an entry and its like under the same heading."""
    if key.kind == "initiative":
        path = plan.path_to(key.id)
        return [one.id for one in path[-1].initiatives] if path else []
    parent = parent_of_node(plan, key.id)
    return [one.id for one in (plan.outline if parent is None else parent.children)]


def _place_beside(plan: Plan, keys: tuple[OutlineKey, ...], step: int) -> int | None:
    """Give the index, counted without them, one place up or down; None where there is none."""
    if not keys:
        return None
    siblings = _siblings(plan, keys[0])
    ids = {one.id for one in keys}
    if not ids <= set(siblings):
        return None  # gone, or under several headings
    rest = [one for one in siblings if one not in ids]
    edge = min(map(siblings.index, ids)) if step < 0 else max(map(siblings.index, ids))
    index = sum(1 for one in siblings[:edge] if one not in ids) + step
    return index if 0 <= index <= len(rest) else None


def _parent_id(plan: Plan, key: OutlineKey) -> str | None:
    if key.kind == "initiative":
        return node_of_initiative(plan, key.id).id
    parent = parent_of_node(plan, key.id)
    return None if parent is None else parent.id


def _place_for_heading(plan: Plan, key: OutlineKey | None) -> tuple[str | None, int | None]:
    """A new heading stands behind the one that the person is on, or is in."""
    if key is None:
        return None, None
    node_id = key.id
    if key.kind == "initiative":
        path = plan.path_to(key.id)
        if not path:
            return None, None
        node_id = path[-1].id
    node = OutlineKey("node", node_id)
    siblings = _siblings(plan, node)
    return _parent_id(plan, node), siblings.index(node_id) + 1
