"""編集: moving entries of the outline, by one place, to the next heading, or to any heading.

Each is one edit. What a key or a menu means for where the entries stand is in `outline_places`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.outline_places import home_beside, homes, parent_id, place_beside
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.move_to import MoveToDialog
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.views.outline_view import OutlineView
from kitaplanner.operations import initiatives, nodes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kitaplanner.gui.session import DocumentSession


class OutlineMoves(QObject):
    """Moves what is chosen in the outline."""

    def __init__(self, parent: QWidget, desk: Desk, actions: Actions, outline: OutlineView) -> None:
        super().__init__(parent)
        self._window = parent
        self._desk = desk
        self._actions = actions
        self._outline = outline
        outline.move_wanted.connect(self._drop)
        for action, slot in (
            (actions.move_up, self._move_up),
            (actions.move_down, self._move_down),
            (actions.move_before, self._move_to_heading_before),
            (actions.move_behind, self._move_to_heading_behind),
            (actions.move_to, self._ask_where),
        ):
            action.triggered.connect(slot)

    def refresh_actions(self) -> None:
        """Enable the moves that lead somewhere."""
        session, keys, actions = self._session(), self._outline.movable_keys(), self._actions
        plan = None if session is None else session.snapshot
        places = () if plan is None else homes(plan, keys)
        for action, step in ((actions.move_up, -1), (actions.move_down, 1)):
            is_place = plan is not None and place_beside(plan, keys, step) is not None
            action.setEnabled(is_place)
        for action, step in ((actions.move_before, -1), (actions.move_behind, 1)):
            is_home = plan is not None and home_beside(plan, keys, step, places) is not None
            action.setEnabled(is_home)
        actions.move_to.setEnabled(len(places) > 1)

    def _session(self) -> DocumentSession | None:
        """Give the document where it may be changed."""
        session = self._desk.session
        return None if session is None or session.read_only else session

    @Slot()
    def _move_up(self) -> None:
        self._move_by(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move_by(1)

    def _move_by(self, step: int) -> None:
        self._desk.commit_editors()
        session, keys = self._session(), self._outline.movable_keys()
        if session is None:
            return
        index = place_beside(session.snapshot, keys, step)
        if index is not None:
            self._move(keys, parent_id(session.snapshot, keys[0]), index)

    @Slot()
    def _move_to_heading_before(self) -> None:
        self._move_across(-1)

    @Slot()
    def _move_to_heading_behind(self) -> None:
        self._move_across(1)

    def _move_across(self, step: int) -> None:
        """Move over the border of the heading: up to the last place there, down to the first."""
        self._desk.commit_editors()
        session, keys = self._session(), self._outline.movable_keys()
        plan = None if session is None else session.snapshot
        home = None if plan is None else home_beside(plan, keys, step, homes(plan, keys))
        if home is not None:
            self._move(keys, home, None if step < 0 else 0)

    @Slot()
    def _ask_where(self) -> None:
        self._desk.commit_editors()
        session, keys = self._session(), self._outline.movable_keys()
        if session is None or not keys:
            return
        plan = session.snapshot
        now = {parent_id(plan, key) for key in keys}
        others = tuple(one for one in homes(plan, keys) if now != {one.id})
        home = MoveToDialog.ask(self._window, plan, others, session.numbering)
        if home is not None:
            self._move(keys, home, None)

    @Slot(tuple, str, int)
    def _drop(self, keys: tuple[OutlineKey, ...], home: str, index: int) -> None:
        self._desk.commit_editors()
        self._move(keys, home or None, index)

    def _move(self, keys: tuple[OutlineKey, ...], home: str | None, index: int | None) -> None:
        session = self._session()
        if session is None:
            return
        if keys[0].kind == "node":
            session.perform(nodes.move_node, keys[0].id, home, index, initiator=self)
        elif home is not None:
            ids = [one.id for one in keys]
            session.perform(initiatives.move_initiatives, ids, home, index, initiator=self)
        current = self._outline.current_key()
        first = current if current in keys else keys[0]
        self._outline.select_several([first, *(one for one in keys if one != first)])
        self.refresh_actions()
