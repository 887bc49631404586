"""Which key walks in 一覧; the other keys are those of every schedule (`schedule_keys`)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kitaplanner.gui.views.schedule_keys import CTRL, NONE, SHIFT, KeyTable

if TYPE_CHECKING:
    from kitaplanner.gui.views.plan_table import PlanTable


def walking_keys(view: PlanTable) -> KeyTable:
    """Give the keys that walk, and lead to a sheet."""
    key, commands = Qt.Key, view.commands
    walk = commands.walk
    return {
        (key.Key_Left, NONE): partial(walk, "left"),
        (key.Key_Right, NONE): partial(walk, "right"),
        (key.Key_Up, NONE): partial(walk, "up"),
        (key.Key_Down, NONE): partial(walk, "down"),
        (key.Key_Home, NONE): partial(walk, "home"),
        (key.Key_End, NONE): partial(walk, "end"),
        (key.Key_Home, CTRL): partial(walk, "first"),
        (key.Key_End, CTRL): partial(walk, "last"),
        (key.Key_PageUp, NONE): partial(walk, "page_up"),
        (key.Key_PageDown, NONE): partial(walk, "page_down"),
        (key.Key_Return, NONE): commands.enter,
        (key.Key_Enter, NONE): commands.enter,
        (key.Key_Return, SHIFT): partial(walk, "up"),
        (key.Key_Enter, SHIFT): partial(walk, "up"),
        (key.Key_Return, CTRL): commands.open,
        (key.Key_Enter, CTRL): commands.open,
    }
