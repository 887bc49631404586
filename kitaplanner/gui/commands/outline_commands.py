"""編集: adding, naming, copying, removing and moving initiatives and headings, and adding rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kitaplanner.domain.outline import node_of_initiative, parent_of_node
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.models.outline_model import OutlineKey
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.workbench import Workbench
from kitaplanner.operations import initiatives, nodes, schedule_rows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NEW_INITIATIVE = "新しい事業"
NEW_HEADING = "新しい見出し"


class OutlineCommands(QObject):
    """What can be done with the entry that the person is on in the outline."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        workbench: Workbench,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = actions
        self._notifier = notifier
        self._workbench = workbench
        self._outline = workbench.outline
        self._outline.set_actions(actions.outline_actions())
        self._outline.rename_wanted.connect(self._rename)
        self._outline.move_wanted.connect(self._drop)
        self._outline.current_changed.connect(self.refresh_actions)
        for action, slot in (
            (actions.add_initiative, self._add_initiative),
            (actions.add_heading, self._add_heading),
            (actions.add_row, self._add_row),
            (actions.rename, self._edit_name),
            (actions.duplicate, self._duplicate),
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
        for action in (actions.rename, actions.duplicate, actions.remove, actions.add_initiative):
            action.setEnabled(can_edit and key is not None)
        siblings = [] if session is None or key is None else _siblings(session.snapshot, key)
        index = siblings.index(key.id) if key is not None and key.id in siblings else -1
        actions.move_up.setEnabled(can_edit and index > 0)
        actions.move_down.setEnabled(can_edit and 0 <= index < len(siblings) - 1)

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
        session, key = self._begin()
        if session is None or key is None:
            return
        siblings = _siblings(session.snapshot, key)
        operation = (
            initiatives.duplicate_initiative if key.kind == "initiative" else nodes.duplicate_node
        )
        if session.perform(operation, key.id, initiator=self) is None:
            return
        copy = _siblings(session.snapshot, key)[siblings.index(key.id) + 1]
        if key.kind == "initiative":
            self._workbench.show_initiative(copy)
        else:
            self._workbench.show_node(copy)

    @Slot()
    def _remove(self) -> None:
        session, key = self._begin()
        if session is None or key is None:
            return
        if key.kind == "initiative":
            session.perform(initiatives.remove_initiative, key.id, initiator=self)
            return
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
        session, key = self._begin()
        if session is None or key is None:
            return
        siblings = _siblings(session.snapshot, key)
        index = siblings.index(key.id) + step
        if 0 <= index < len(siblings):
            self._move(key, _parent_id(session.snapshot, key), index)

    @Slot(object, str, int)
    def _drop(self, key: OutlineKey, parent_id: str, index: int) -> None:
        self._desk.commit_editors()
        self._move(key, parent_id or None, index)

    def _move(self, key: OutlineKey, parent_id: str | None, index: int) -> None:
        session = self._desk.session
        if session is None:
            return
        if key.kind == "node":
            session.perform(nodes.move_node, key.id, parent_id, index, initiator=self)
        elif parent_id is not None:
            session.perform(initiatives.move_initiative, key.id, parent_id, index, initiator=self)
        self._outline.select(key)
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
