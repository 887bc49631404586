"""Hands that do anything in any order on a sheet: what must hold after each gesture and undo.

Real events of mouse and keyboard on the real view over a real document. Each gesture is a small
number that is read against what is shown at that moment, so that every sequence can be played.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.domain.plan import Plan, ScheduleItem
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.plan_table_page import PlanTablePage
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.layout.scene import Target
from kitaplanner.operations.documents import create_workspace
from kitaplanner.storage.digest import plan_digest
from tests.gui.plan_table_helpers import TableUser
from tests.gui.sheet_helpers import ALT, CTRL, NONE, SHIFT, Key, SheetUser

Numbers = tuple[int, int, int]
Gesture = Callable[[SheetUser, Numbers], None]
YEARS = range(2025, 2030)
TEXTS = ("ABC", "x", "two words", "=1+1", "")
_STEPS = st.lists(
    st.tuples(st.integers(0, 999), st.integers(0, 999), st.integers(0, 999), st.integers(0, 999)),
    min_size=4,
    max_size=14,
)


# --- what a hand can do on a sheet --------------------------------------------------------------


def _items(user: SheetUser) -> list[ScheduleItem]:
    return list(user.initiative.schedule.items())


def _item(user: SheetUser, number: int) -> ScheduleItem | None:
    every = _items(user)
    return every[number % len(every)] if every else None


def _place(user: SheetUser, numbers: Numbers) -> QPointF | None:
    """A point in a row, at some month of the period."""
    rows = user.initiative.schedule.rows
    if not rows:
        return None
    return user.month(numbers[0] % len(rows), YEARS[numbers[1] % len(YEARS)], numbers[2] % 12 + 0.5)


def _click(held: object) -> Gesture:
    def gesture(user: SheetUser, numbers: Numbers) -> None:
        item = _item(user, numbers[0])
        if item is not None and numbers[1] % 4:
            user.click(user.middle(Target("item", item.id)), held)  # type: ignore[arg-type]
        else:
            at = _place(user, numbers)
            if at is not None:
                user.click(at, held)  # type: ignore[arg-type]

    return gesture


def _draw(user: SheetUser, numbers: Numbers) -> None:
    start, end = _place(user, numbers), _place(user, (numbers[0], numbers[2], numbers[1]))
    if start is not None and end is not None:
        user.drag(start, end)


def _carry(held: object) -> Gesture:
    def gesture(user: SheetUser, numbers: Numbers) -> None:
        item, end = _item(user, numbers[0]), _place(user, (numbers[1], numbers[2], numbers[0]))
        if item is not None and end is not None:
            user.drag(user.middle(Target("item", item.id)), end, held)  # type: ignore[arg-type]

    return gesture


def _stretch(held: object) -> Gesture:
    def gesture(user: SheetUser, numbers: Numbers) -> None:
        item, end = _item(user, numbers[0]), _place(user, numbers)
        if item is not None and end is not None:
            start = user.edge(item.id, right=bool(numbers[1] % 2))
            user.drag(start, QPointF(end.x(), start.y()), held)  # type: ignore[arg-type]

    return gesture


def _give_up(user: SheetUser, numbers: Numbers) -> None:
    item, end = _item(user, numbers[0]), _place(user, numbers)
    if item is not None and end is not None:
        user.drag(user.middle(Target("item", item.id)), end, drop=False)
        user.press(Key.Key_Escape)
        user.let_go(end)


def _carry_row(user: SheetUser, numbers: Numbers) -> None:
    count = len(user.initiative.schedule.rows)
    if count:
        below = QPointF(0, (numbers[2] % 3 - 1) * 12)
        user.drag(user.handle(numbers[0] % count), user.handle(numbers[1] % count) + below)


def _click_row(user: SheetUser, numbers: Numbers) -> None:
    count = len(user.initiative.schedule.rows)
    if count:
        user.click(user.handle(numbers[0] % count))


def _press(key: Key, held: object = NONE) -> Gesture:
    return lambda user, numbers: user.press(key, held)  # type: ignore[arg-type]


def _write(user: SheetUser, numbers: Numbers) -> None:
    user.type(TEXTS[numbers[0] % len(TEXTS)])


def _write_and(key: Key) -> Gesture:
    def gesture(user: SheetUser, numbers: Numbers) -> None:
        _write(user, numbers)
        user.press(key)

    return gesture


def _double_click(user: SheetUser, numbers: Numbers) -> None:
    at = _place(user, numbers)
    if at is not None:
        user.double_click(at)


def _field(user: SheetUser, numbers: Numbers) -> None:
    field = ("name", "summary", "departments")[numbers[0] % 3]
    user.click(user.middle(Target("initiative", user.initiative.id, field)))


def _zoom(user: SheetUser, numbers: Numbers) -> None:
    user.view.set_zoom((70, 100, 150, 200)[numbers[0] % 4])


def _divide(user: SheetUser, numbers: Numbers) -> None:
    user.view.commit_editor()
    user.view.commands.set_divisions((1, 2, 4)[numbers[0] % 3])


def _turn(user: SheetUser, numbers: Numbers) -> None:
    user.view.show_initiative(("first", "second")[numbers[0] % 2])


# These leave every item and row what it was: none is made, none goes.
STEADY: tuple[Gesture, ...] = (
    *(_click(SHIFT), _click(CTRL), _carry(NONE), _carry(ALT), _stretch(NONE), _stretch(ALT)) * 2,
    *(_give_up, _carry_row, _click_row, _zoom, _divide),
    *(_press(key) for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)),
    *(_press(key) for key in (Key.Key_Tab, Key.Key_Return, Key.Key_Escape, Key.Key_F2)),
    *(_press(key) for key in (Key.Key_Home, Key.Key_End)),
    *(_press(key, SHIFT) for key in (Key.Key_Left, Key.Key_Right)),
    *(_press(key, CTRL | SHIFT) for key in (Key.Key_Left, Key.Key_Right)),
    *(_press(key, ALT) for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)),
    *(_press(key, CTRL) for key in (Key.Key_C, Key.Key_A)),
)
FREE: tuple[Gesture, ...] = (
    *(_click(NONE), _draw, _carry(CTRL)) * 2,
    *(_double_click, _field, _turn),
    *(_write, _write_and(Key.Key_Return), _write_and(Key.Key_Tab), _write_and(Key.Key_Escape)),
    *(_press(Key.Key_Delete), _press(Key.Key_Insert), _press(Key.Key_Insert, SHIFT)),
    *(_press(key, CTRL) for key in (Key.Key_X, Key.Key_V, Key.Key_V, Key.Key_D, Key.Key_R)),
    *(_press(Key.Key_J, CTRL), _press(Key.Key_J, CTRL | SHIFT)),
)
GESTURES = (*STEADY, *FREE)


# --- what must hold -----------------------------------------------------------------------------


def check_plan(plan: Plan) -> None:
    """Items lie in the period, in order, none upon another; no id stands twice."""
    limits = plan.period.span
    seen: list[str] = []
    for initiative in plan.initiatives():
        for row in initiative.schedule.rows:
            seen.append(row.id)
            for item in row.items:
                seen.append(item.id)
                assert limits.start <= item.start <= item.end <= limits.end, item
            for left, right in pairwise(row.items):
                assert left.end < right.start, (left, right)
    assert len(seen) == len(set(seen))


def check_document(session: DocumentSession) -> None:
    """The rows of the file say what the snapshot says, and the numbers are those of the plan."""
    assert session.workspace.document.digest() == plan_digest(session.snapshot)


def check_view(view: SheetView, session: DocumentSession) -> None:
    """The sheet shows the snapshot, and the cursor stands on something of it."""
    assert view.sheet is not None
    assert view.sheet.initiative == session.snapshot.initiative(view.initiative_id or "")
    ids = {item.id for item in view.sheet.initiative.schedule.items()}
    assert set(view.chosen) <= ids
    if view.place is not None:
        assert view.sheet.rect(view.place) is not None, view.place


def ids_of(plan: Plan) -> set[str]:
    """Give the ids of all rows and items."""
    rows = [row for one in plan.initiatives() for row in one.schedule.rows]
    return {row.id for row in rows} | {item.id for row in rows for item in row.items}


def check_way_back(session: DocumentSession, first: str) -> None:
    """Undoing everything gives the beginning, redoing everything the end."""
    last, count = plan_digest(session.snapshot), 0
    while session.undo() is not None:
        check_plan(session.snapshot)
        count += 1
    assert plan_digest(session.snapshot) == first
    check_document(session)
    for _ in range(count):
        assert session.redo() is not None
    assert plan_digest(session.snapshot) == last
    check_document(session)


@contextmanager
def opened(plan: Plan) -> Iterator[DocumentSession]:
    """A fresh document of its own for each sequence."""
    with tempfile.TemporaryDirectory() as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KITAPLANNER_DATA", str(Path(folder) / "data"))
            workspace = create_workspace(plan, "試験")
        session = DocumentSession(workspace)
        yield session
        workspace.close(discard=True)


_HANDS = settings(
    max_examples=150,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _play(user: SheetUser, session: DocumentSession, gesture: Gesture, numbers: list[int]) -> None:
    was_writing, before = user.is_writing, ids_of(session.snapshot)
    gesture(user, (numbers[0], numbers[1], numbers[2]))
    if gesture in STEADY and not was_writing:
        assert ids_of(session.snapshot) == before


@_HANDS
@given(steps=_STEPS)
def test_any_gestures_on_a_sheet(
    view: SheetView, user: SheetUser, small_plan: Plan, steps: list[tuple[int, int, int, int]]
) -> None:
    QApplication.clipboard().clear()
    with opened(small_plan) as session:
        view.set_session(session)
        view.show_initiative("first")
        view.set_zoom(100)
        view.setFocus()
        first = plan_digest(session.snapshot)
        for kind, *numbers in steps:
            if kind % 8 == 0:
                view.commit_editor()
                session.undo() if numbers[0] % 2 else session.redo()
            else:
                _play(user, session, GESTURES[kind % len(GESTURES)], numbers)
            check_plan(session.snapshot)
            check_document(session)
            check_view(view, session)
        view.commit_editor()
        check_way_back(session, first)
        check_view(view, session)
        view.set_session(None)


# --- 一覧 ---------------------------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot) -> PlanTablePage:
    """The tab, shown and with the keyboard, without a document."""
    made = PlanTablePage(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.table.setFocus()
    return made


TABLE_KEYS = (
    *((key, NONE) for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)),
    *((key, NONE) for key in (Key.Key_Home, Key.Key_End, Key.Key_Tab, Key.Key_Escape)),
    *((key, NONE) for key in (Key.Key_F2, Key.Key_Delete, Key.Key_PageUp, Key.Key_PageDown)),
    *((key, held) for key in (Key.Key_Left, Key.Key_Right) for held in (SHIFT, ALT, CTRL | SHIFT)),
    *((key, CTRL) for key in (Key.Key_Home, Key.Key_End, Key.Key_Plus, Key.Key_Minus)),
    *((key, CTRL) for key in (Key.Key_A, Key.Key_C, Key.Key_X, Key.Key_V, Key.Key_D, Key.Key_R)),
    *((key, SHIFT) for key in (Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End)),
    *((key, ALT) for key in (Key.Key_Up, Key.Key_Down)),
    *((Key.Key_J, held) for held in (CTRL, CTRL | SHIFT)),
    *((Key.Key_Insert, held) for held in (NONE, SHIFT)),
)


def _go(user: TableUser, number: int) -> None:
    stops = [
        user.index(one.id, item.id)
        for one in user.session.snapshot.initiatives()
        for item in one.schedule.items()
    ]
    if stops:
        user.table.setCurrentIndex(stops[number % len(stops)])


def _drag_in_table(user: TableUser, numbers: list[int]) -> None:
    area = user.table.visualRect(user.table.currentIndex())
    if area.isEmpty():
        return
    start = (QPointF(area.left() + 2, area.center().y()), QPointF(area.center()))[numbers[0] % 2]
    if numbers[0] % 3 == 0:
        start = QPointF(area.right() - 2, area.center().y())
    down = QPointF(0, (numbers[2] % 3 - 1) * area.height())
    user.drag(start, start + user.by_years(numbers[1] % 9 - 4) + down)


def _play_on_table(user: TableUser, kind: int, numbers: list[int]) -> None:
    match kind % 8:
        case 0:
            user.table.commit_editor()
            user.session.undo() if numbers[0] % 2 else user.session.redo()
        case 1:
            user.table.commit_editor()
            _go(user, numbers[0])
        case 2 | 3:
            _drag_in_table(user, numbers)
        case 4:
            user.type(TEXTS[numbers[0] % len(TEXTS)])
            user.press((Key.Key_Return, Key.Key_Tab, Key.Key_Escape)[numbers[1] % 3])
        case _:
            user.press(*TABLE_KEYS[numbers[0] % len(TABLE_KEYS)])


@_HANDS
@given(steps=_STEPS)
def test_any_gestures_on_the_table(
    page: PlanTablePage, small_plan: Plan, steps: list[tuple[int, int, int, int]]
) -> None:
    with opened(small_plan) as session:
        page.set_session(session)
        page.table.setFocus()
        user, first = TableUser(page, session), plan_digest(session.snapshot)
        _go(user, 0)
        for kind, *numbers in steps:
            _play_on_table(user, kind, numbers)
            check_plan(session.snapshot)
            check_document(session)
            for one in session.snapshot.initiatives():
                shown = user.texts(one.id)
                assert shown == [[item.text for item in row.items] for row in one.schedule.rows]
        page.table.commit_editor()
        check_way_back(session, first)
        page.set_session(None)
