"""Which key does what in 一覧: the same habits as on the sheet.

Belongs here: the table. Return, Esc and the like are keys of the view alone, never shortcuts of
the window: input methods need them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from kitaplanner.gui.views.plan_table import PlanTable

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_HELD = _SHIFT | _CTRL | _ALT | Qt.KeyboardModifier.MetaModifier
_KeyTable = dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]


class PlanTableKeys:
    """The keys of one table."""

    def __init__(self, view: PlanTable) -> None:
        self._view = view
        self._table = {**self._walking(), **self._changing()}

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; say whether it means anything here."""
        command = self._table.get((Qt.Key(event.key()), event.modifiers() & _HELD))
        if command is not None:
            command()
            return True
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & _HELD & ~_SHIFT:
            return False
        return self._view.write_over(text)

    def _walking(self) -> _KeyTable:
        key, commands = Qt.Key, self._view.commands
        walk = commands.walk
        return {
            (key.Key_Left, _NONE): partial(walk, "left"),
            (key.Key_Right, _NONE): partial(walk, "right"),
            (key.Key_Up, _NONE): partial(walk, "up"),
            (key.Key_Down, _NONE): partial(walk, "down"),
            (key.Key_Home, _NONE): partial(walk, "home"),
            (key.Key_End, _NONE): partial(walk, "end"),
            (key.Key_Home, _CTRL): partial(walk, "first"),
            (key.Key_End, _CTRL): partial(walk, "last"),
            (key.Key_PageUp, _NONE): partial(walk, "page_up"),
            (key.Key_PageDown, _NONE): partial(walk, "page_down"),
            (key.Key_Return, _NONE): commands.enter,
            (key.Key_Enter, _NONE): commands.enter,
            (key.Key_Return, _SHIFT): partial(walk, "up"),
            (key.Key_Enter, _SHIFT): partial(walk, "up"),
            (key.Key_Return, _CTRL): commands.open,
            (key.Key_Enter, _CTRL): commands.open,
        }

    def _changing(self) -> _KeyTable:
        key, view, commands = Qt.Key, self._view, self._view.commands
        return {
            (key.Key_Left, _SHIFT): partial(commands.stretch_end, False),
            (key.Key_Right, _SHIFT): partial(commands.stretch_end, True),
            (key.Key_Left, _CTRL | _SHIFT): partial(commands.stretch_start, False),
            (key.Key_Right, _CTRL | _SHIFT): partial(commands.stretch_start, True),
            (key.Key_Left, _ALT): partial(commands.shift, False),
            (key.Key_Right, _ALT): partial(commands.shift, True),
            (key.Key_Delete, _NONE): commands.remove,
            (key.Key_F2, _NONE): view.edit_current,
            (key.Key_Backspace, _NONE): partial(view.write_over, ""),
            (key.Key_Escape, _NONE): view.cancel_drag,
            (key.Key_Plus, _CTRL): view.zoom_in,
            (key.Key_Plus, _CTRL | _SHIFT): view.zoom_in,
            (key.Key_Equal, _CTRL): view.zoom_in,
            (key.Key_Minus, _CTRL): view.zoom_out,
            (key.Key_0, _CTRL): view.zoom_reset,
        }
