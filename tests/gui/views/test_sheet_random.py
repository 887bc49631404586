"""Whatever is done on a sheet, its schedule stays sound and undo leads back to the beginning."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from PySide6.QtCore import QPointF

from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.schedule_menu import ScheduleMenu
from tests.gui.sheet_helpers import ALT, CTRL, NONE, SHIFT, Key, SheetUser

_STEPS = 60
_MOST_EDITS = 500
_HELD = (NONE, NONE, NONE, SHIFT, CTRL, ALT)
_ARROWS = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)
_KEYS = (
    *((key, held) for key in _ARROWS for held in (NONE, ALT, SHIFT)),
    *((key, NONE) for key in (Key.Key_Delete, Key.Key_Insert, Key.Key_F2, Key.Key_Escape)),
    *((key, NONE) for key in (Key.Key_Return, Key.Key_Tab, Key.Key_X)),
    *((key, SHIFT) for key in (Key.Key_Home, Key.Key_End)),
    *((key, CTRL) for key in (Key.Key_A, Key.Key_C, Key.Key_X, Key.Key_V)),
    *((key, CTRL) for key in (Key.Key_D, Key.Key_R, Key.Key_J)),
    (Key.Key_J, CTRL | SHIFT),
)


def act(user: SheetUser, session: DocumentSession, random: Random) -> None:
    """Do something or other."""
    view = user.view
    room = view.viewport().size()

    def somewhere() -> QPointF:
        return QPointF(random.randrange(room.width()), random.randrange(room.height()))

    match random.choice(["click", "drag", "drag", "key", "key", "key", "menu", "undo", "redo"]):
        case "click":
            user.click(somewhere(), random.choice(_HELD))
        case "drag":
            user.drag(somewhere(), somewhere(), random.choice(_HELD))
        case "key":
            user.press(*random.choice(_KEYS))
        case "menu":
            menu = ScheduleMenu(view, view.place, view.commands.split_month())
            offered = [choice for action, choice in menu.choices.items() if action.isEnabled()]
            random.choice(offered)()
        case "undo":
            session.undo()
        case "redo":
            session.redo()


def check(user: SheetUser) -> None:
    """Items never overlap, and the cursor stands on what is there and is selected."""
    ids = [one.id for one in user.initiative.schedule.items()]
    assert len(ids) == len(set(ids))
    for row in user.initiative.schedule.rows:
        assert all(left.end < right.start for left, right in pairwise(row.items))
    assert set(user.view.chosen) <= set(ids)
    place = user.view.place
    assert place is None or not place.is_item or place.target.id in user.view.chosen


@pytest.mark.parametrize("seed", range(12))
def test_anything_goes_and_comes_back(user: SheetUser, session: DocumentSession, seed: int) -> None:
    random, beginning = Random(seed), session.snapshot
    user.view.zoom = random.choice([60, 100, 150, 200, 300])
    for _ in range(_STEPS):
        act(user, session, random)
        check(user)
    user.view.grab()
    user.view.commit_editor()
    for _ in range(_MOST_EDITS):
        if session.undo() is None:
            break
    assert session.snapshot == beginning
