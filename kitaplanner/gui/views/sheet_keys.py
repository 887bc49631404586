"""Which key does what on a sheet: Excel's habits where Excel has one.

Belongs here: the table. Does not belong here: what the commands do (`sheet_commands`). Return, Esc
and the like are keys of the sheet alone, never shortcuts of the window: input methods need them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from kitaplanner.gui.views.sheet_view import SheetView

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_HELD = _SHIFT | _CTRL | _ALT | Qt.KeyboardModifier.MetaModifier
_KeyTable = dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]


class SheetKeys:
    """The keys of one view."""

    def __init__(self, view: SheetView) -> None:
        self._view = view
        self._table = {**self._walking(), **self._changing(), **self._looking(), **self._clipping()}

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; say whether it means anything here."""
        command = self._table.get((Qt.Key(event.key()), event.modifiers() & _HELD))
        if command is not None:
            return command() is not False
        return self._type(event)

    def _type(self, event: QKeyEvent) -> bool:
        """Begin to write with the character that was typed."""
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & _HELD & ~_SHIFT:
            return False
        return self._view.write_over(text)

    def _walking(self) -> _KeyTable:
        key, walk = Qt.Key, self._view.commands.walk
        return {
            (key.Key_Left, _NONE): partial(walk, "left"),
            (key.Key_Right, _NONE): partial(walk, "right"),
            (key.Key_Up, _NONE): partial(walk, "up"),
            (key.Key_Down, _NONE): partial(walk, "down"),
            (key.Key_Home, _NONE): partial(walk, "home"),
            (key.Key_End, _NONE): partial(walk, "end"),
            (key.Key_Return, _NONE): partial(walk, "down"),
            (key.Key_Enter, _NONE): partial(walk, "down"),
            (key.Key_Return, _SHIFT): partial(walk, "up"),
            (key.Key_Enter, _SHIFT): partial(walk, "up"),
            (key.Key_PageUp, _NONE): partial(self._view.step_requested.emit, -1),
            (key.Key_PageDown, _NONE): partial(self._view.step_requested.emit, 1),
        }

    def _changing(self) -> _KeyTable:
        key, commands = Qt.Key, self._view.commands
        return {
            (key.Key_Up, _SHIFT): partial(commands.extend, -1),
            (key.Key_Down, _SHIFT): partial(commands.extend, 1),
            (key.Key_Home, _SHIFT): partial(commands.extend, 0, "home"),
            (key.Key_End, _SHIFT): partial(commands.extend, 0, "end"),
            (key.Key_Left, _SHIFT): partial(commands.stretch_end, False),
            (key.Key_Right, _SHIFT): partial(commands.stretch_end, True),
            (key.Key_Left, _CTRL | _SHIFT): partial(commands.stretch_start, False),
            (key.Key_Right, _CTRL | _SHIFT): partial(commands.stretch_start, True),
            (key.Key_Left, _ALT): partial(commands.shift, False),
            (key.Key_Right, _ALT): partial(commands.shift, True),
            (key.Key_Up, _ALT): partial(commands.shift_row, False),
            (key.Key_Down, _ALT): partial(commands.shift_row, True),
            (key.Key_Delete, _NONE): commands.remove,
            (key.Key_Insert, _NONE): commands.add_row,
            (key.Key_Insert, _SHIFT): partial(commands.add_row, below=True),
            (key.Key_D, _CTRL): commands.fill_from_left,
            (key.Key_R, _CTRL): commands.repeat,
            (key.Key_J, _CTRL): commands.join,
            (key.Key_J, _CTRL | _SHIFT): commands.split,
            (key.Key_F2, _NONE): self._view.edit_selection,
            (key.Key_Backspace, _NONE): partial(self._view.write_over, ""),
        }

    def _clipping(self) -> _KeyTable:
        key = Qt.Key
        return {
            (key.Key_C, _CTRL): self._copy,
            (key.Key_X, _CTRL): self._cut,
            (key.Key_V, _CTRL): self._paste,
            (key.Key_Insert, _CTRL): self._copy,
            (key.Key_Delete, _SHIFT): self._cut,
        }

    # The view's clipboard is asked for late: it brings in the operations.

    def _copy(self) -> None:
        self._view.clipboard.copy()

    def _cut(self) -> None:
        self._view.clipboard.cut()

    def _paste(self) -> None:
        self._view.clipboard.paste()

    def _looking(self) -> _KeyTable:
        key, view = Qt.Key, self._view
        return {
            (key.Key_Escape, _NONE): view.commands.give_up,
            (key.Key_A, _CTRL): view.commands.choose_all,
            (key.Key_0, _CTRL): partial(view.set_zoom, 100),
            (key.Key_Plus, _CTRL): view.zoom_in,
            (key.Key_Plus, _CTRL | _SHIFT): view.zoom_in,
            (key.Key_Equal, _CTRL): view.zoom_in,
            (key.Key_Minus, _CTRL): view.zoom_out,
        }
