"""The keys of a schedule, wherever it is shown: Excel's habits where Excel has one.

Belongs here: the keys that sheet and 一覧 share. Does not belong here: keys that walk, and what
the commands do (`schedule_commands`). Return, Esc and the like are keys of the view alone, never
shortcuts of the window: input methods need them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from kitaplanner.gui.views.schedule_view import ScheduleView

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
_HELD = SHIFT | CTRL | ALT | Qt.KeyboardModifier.MetaModifier
KeyTable: TypeAlias = dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]


class ScheduleKeys:
    """The keys of one view; `walking` are those that only this kind of view has."""

    def __init__(self, view: ScheduleView, walking: KeyTable) -> None:
        self._view = view
        self._table = {**_changing(view), **_looking(view), **self._clipping(), **walking}

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; say whether it means anything here."""
        command = self._table.get((Qt.Key(event.key()), event.modifiers() & _HELD))
        if command is not None:
            return command() is not False
        return self._type(event)

    def _type(self, event: QKeyEvent) -> bool:
        """Begin to write with the character that was typed."""
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & _HELD & ~SHIFT:
            return False
        return self._view.write_over(text)

    def _clipping(self) -> KeyTable:
        key = Qt.Key
        return {
            (key.Key_C, CTRL): self._copy,
            (key.Key_X, CTRL): self._cut,
            (key.Key_V, CTRL): self._paste,
            (key.Key_Insert, CTRL): self._copy,
            (key.Key_Delete, SHIFT): self._cut,
        }

    # The view's clipboard is asked for late: it brings in the operations.

    def _copy(self) -> None:
        self._view.clipboard.copy()

    def _cut(self) -> None:
        self._view.clipboard.cut()

    def _paste(self) -> None:
        self._view.clipboard.paste()


def _changing(view: ScheduleView) -> KeyTable:
    """Give the keys that change what is selected, and how much of it is selected."""
    key, commands = Qt.Key, view.commands
    return {
        (key.Key_Up, SHIFT): partial(commands.extend, -1),
        (key.Key_Down, SHIFT): partial(commands.extend, 1),
        (key.Key_Home, SHIFT): partial(commands.extend, 0, "home"),
        (key.Key_End, SHIFT): partial(commands.extend, 0, "end"),
        (key.Key_Left, SHIFT): partial(commands.stretch_end, False),
        (key.Key_Right, SHIFT): partial(commands.stretch_end, True),
        (key.Key_Left, CTRL | SHIFT): partial(commands.stretch_start, False),
        (key.Key_Right, CTRL | SHIFT): partial(commands.stretch_start, True),
        (key.Key_Left, ALT): partial(commands.shift, False),
        (key.Key_Right, ALT): partial(commands.shift, True),
        (key.Key_Up, ALT): partial(commands.shift_row, False),
        (key.Key_Down, ALT): partial(commands.shift_row, True),
        (key.Key_Delete, NONE): commands.remove,
        (key.Key_Insert, NONE): commands.add_row,
        (key.Key_Insert, SHIFT): partial(commands.add_row, below=True),
        (key.Key_D, CTRL): commands.fill_from_left,
        (key.Key_R, CTRL): commands.repeat,
        (key.Key_J, CTRL): commands.join,
        (key.Key_J, CTRL | SHIFT): commands.split,
        (key.Key_F2, NONE): view.edit_selection,
        (key.Key_Backspace, NONE): partial(view.write_over, ""),
    }


def _looking(view: ScheduleView) -> KeyTable:
    """Give the keys that change what is seen and what is selected."""
    key = Qt.Key
    return {
        (key.Key_Escape, NONE): view.commands.give_up,
        (key.Key_A, CTRL): view.commands.choose_all,
        (key.Key_0, CTRL): partial(view.set_zoom, 100),
        (key.Key_Plus, CTRL): view.zoom_in,
        (key.Key_Plus, CTRL | SHIFT): view.zoom_in,
        (key.Key_Equal, CTRL): view.zoom_in,
        (key.Key_Minus, CTRL): view.zoom_out,
    }
