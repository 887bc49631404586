"""戻る・進む: the list of places alone, and in the window by action and mouse."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kitaplanner.gui.jump_history import MOST_SPOTS, JumpHistory, Spot
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.layout.scene import Target
from kitaplanner.operations.initiatives import add_initiative, remove_initiative

A, B, C = Spot("a"), Spot("b", "item"), Spot(node_id="c")


def there(spot: Spot) -> bool:
    return True


@pytest.fixture
def history() -> JumpHistory:
    made = JumpHistory()
    for spot in (A, B, C):
        made.visit(spot)
    return made


def test_back_and_forward(history: JumpHistory) -> None:
    assert not history.can_go_forward
    assert history.back(there) == B
    assert history.back(there) == A
    assert not history.can_go_back
    assert history.back(there) is None
    assert history.forward(there) == B
    assert history.forward(there) == C


def test_a_new_place_forgets_what_lay_ahead(history: JumpHistory) -> None:
    history.back(there)
    history.visit(Spot("d"))
    assert not history.can_go_forward
    assert history.back(there) == B


def test_items_of_one_sheet_are_one_stop(history: JumpHistory) -> None:
    history.back(there)
    history.visit(Spot("b", "other"))
    assert history.can_go_forward
    history.back(there)
    assert history.forward(there) == Spot("b", "other")


def test_what_is_gone_is_stepped_over(history: JumpHistory) -> None:
    assert history.back(lambda spot: spot != B) == A
    assert history.back(lambda spot: False) is None


def test_nothing_is_no_place() -> None:
    history = JumpHistory()
    history.visit(Spot())
    assert history.back(there) is None
    assert not history.can_go_back


@given(st.lists(st.sampled_from("abcd"), max_size=MOST_SPOTS + 30))
def test_back_walks_the_way_in_reverse(way: list[str]) -> None:
    history = JumpHistory()
    for one in way:
        history.visit(Spot(one))
    stops = [one for one, other in pairwise([*way, ""]) if one != other][-MOST_SPOTS:]
    seen = []
    while (spot := history.back(there)) is not None:
        seen.append(spot.initiative_id)
    assert seen == stops[-2::-1]


def test_the_window_goes_back_to_the_item(opened: MainWindow) -> None:
    workbench, actions = opened.rooms.workbench, opened.actions_
    assert not actions.back.isEnabled()
    workbench.show_initiative("first", "train")
    workbench.step(1)
    workbench.show_node("policy")
    actions.back.trigger()
    assert workbench.sheet.initiative_id == "second"
    actions.back.trigger()
    assert workbench.sheet.initiative_id == "first"
    assert workbench.sheet.selection == Target("item", "train")
    assert not actions.back.isEnabled()
    actions.forward.trigger()
    assert workbench.sheet.initiative_id == "second"
    actions.forward.trigger()
    assert workbench.inspector.subject.node_id == "policy"
    assert not actions.forward.isEnabled()


def test_the_side_buttons_of_the_mouse(opened: MainWindow) -> None:
    workbench, handle = opened.rooms.workbench, opened.windowHandle()
    middle = QPoint(opened.width() // 2, opened.height() // 2)
    workbench.step(1)
    QTest.mouseClick(handle, Qt.MouseButton.BackButton, pos=middle)
    assert workbench.sheet.initiative_id == "first"
    QTest.mouseClick(handle, Qt.MouseButton.ForwardButton, pos=middle)
    assert workbench.sheet.initiative_id == "second"


def test_a_removed_initiative_is_stepped_over(opened: MainWindow) -> None:
    workbench, session = opened.rooms.workbench, opened.desk.session
    session.perform(add_initiative, "step", "三つめ")
    third = session.snapshot.node("step").initiatives[2].id
    workbench.step(1)
    workbench.show_initiative(third)
    session.perform(remove_initiative, "second")
    opened.actions_.back.trigger()
    assert workbench.sheet.initiative_id == "first"


def test_another_document_begins_without_a_past(opened: MainWindow) -> None:
    opened.rooms.workbench.step(1)
    assert opened.rooms.files.close_document()
    assert not opened.actions_.back.isEnabled()
