"""Which key walks on a sheet; the other keys are those of every schedule (`schedule_keys`)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kitaplanner.gui.views.schedule_keys import NONE, SHIFT, KeyTable

if TYPE_CHECKING:
    from kitaplanner.gui.views.sheet_view import SheetView


def walking_keys(view: SheetView) -> KeyTable:
    """Give the keys that walk."""
    key, walk = Qt.Key, view.commands.walk
    return {
        (key.Key_Left, NONE): partial(walk, "left"),
        (key.Key_Right, NONE): partial(walk, "right"),
        (key.Key_Up, NONE): partial(walk, "up"),
        (key.Key_Down, NONE): partial(walk, "down"),
        (key.Key_Home, NONE): partial(walk, "home"),
        (key.Key_End, NONE): partial(walk, "end"),
        (key.Key_Return, NONE): partial(walk, "down"),
        (key.Key_Enter, NONE): partial(walk, "down"),
        (key.Key_Return, SHIFT): partial(walk, "up"),
        (key.Key_Enter, SHIFT): partial(walk, "up"),
        (key.Key_PageUp, NONE): partial(view.step_requested.emit, -1),
        (key.Key_PageDown, NONE): partial(view.step_requested.emit, 1),
    }
