"""Several items selected together, and what is done with all of them at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from kitaplanner.domain.calendar import Span, first_month, year_span
from kitaplanner.gui.session import DocumentSession
from kitaplanner.layout.scene import Target
from tests.gui.sheet_helpers import ALT, CTRL, SHIFT, Key, SheetUser


def item(item_id: str) -> Target:
    return Target("item", item_id)


def desk(user: SheetUser) -> QPointF:
    """A point of the desk, left of the paper and above the schedule."""
    return QPointF(4, user.month(0, 2025).y() - 60)


@pytest.fixture
def pair(user: SheetUser) -> SheetUser:
    """Someone who has selected the two items of the first row."""
    user.click(user.middle(item("study")))
    user.click(user.middle(item("start")), CTRL)
    assert user.view.chosen == ("study", "start")
    return user


def test_a_box_from_the_desk_takes_the_items_that_it_touches(user: SheetUser) -> None:
    end = user.month(0, 2026, 3)
    user.drag(desk(user), end, drop=False)
    assert user.said[-1] == "矢印2本を選択"
    user.view.grab()
    user.let_go(end)
    assert user.view.chosen == ("study", "start")
    assert user.view.selection == item("study")
    assert "2本を選択" in user.view.accessibleDescription()


def test_a_box_of_nothing_selects_nothing(pair: SheetUser, session: DocumentSession) -> None:
    before = session.snapshot
    start = desk(pair)
    pair.drag(start, start - QPointF(0, 30))
    assert (pair.view.chosen, pair.view.selection) == ((), None)
    assert session.snapshot is before


def test_shift_draws_a_box_on_the_grid_too(user: SheetUser) -> None:
    user.drag(user.month(2, 2028), user.month(0, 2026, 6), SHIFT)
    assert user.view.chosen == ("start", "train")
    assert not user.is_writing


def test_ctrl_adds_a_box_to_the_selection(user: SheetUser) -> None:
    user.click(user.middle(item("train")))
    user.drag(desk(user), user.month(0, 2025, 3), CTRL)
    assert user.view.chosen == ("study", "train")


def test_a_read_only_plan_can_be_selected_in(
    user: SheetUser, session: DocumentSession, read_only: None
) -> None:
    user.drag(desk(user), user.month(0, 2026, 3))
    assert user.view.chosen == ("study", "start")
    before = session.snapshot
    user.press(Key.Key_Delete)
    user.drag(user.middle(item("start")), user.month(2, 2028))
    assert session.snapshot is before


def test_ctrl_clicks_take_and_leave_single_items(pair: SheetUser) -> None:
    pair.click(pair.middle(item("train")), CTRL)
    assert pair.view.chosen == ("study", "start", "train")
    pair.click(pair.middle(item("study")), CTRL)
    assert pair.view.chosen == ("start", "train")
    pair.click(pair.middle(item("start")), CTRL)
    pair.click(pair.middle(item("train")), CTRL)
    assert pair.view.chosen == ()


def test_shift_clicks_take_the_range_from_where_it_began(user: SheetUser) -> None:
    user.click(user.month(2, 2027))
    user.click(user.month(0, 2026), SHIFT)
    assert user.view.chosen == ("start", "train")
    user.click(user.month(0, 2025), SHIFT)
    assert user.view.chosen == ("study", "start", "train")
    user.click(user.month(1, 2025), SHIFT)
    assert user.view.chosen == ("train",)


def test_shift_with_keys_takes_a_range_too(user: SheetUser) -> None:
    user.view.select(item("start"))
    user.press(Key.Key_Down, SHIFT)
    assert user.view.chosen == ("start", "train")
    user.press(Key.Key_Home, SHIFT)
    assert user.view.chosen == ("study", "start", "train")
    user.press(Key.Key_Up, SHIFT)
    assert user.view.chosen == ("study", "start")
    assert user.view.selection == item("start")
    user.press(Key.Key_Left)
    assert user.view.chosen == ("study",)


def test_a_range_begins_in_empty_months_too(user: SheetUser) -> None:
    user.click(user.month(2, 2028))
    user.press(Key.Key_End, SHIFT)
    assert user.view.chosen == ()
    user.press(Key.Key_Up, SHIFT)
    assert user.view.chosen == ("train",)
    user.press(Key.Key_Home, SHIFT)
    user.press(Key.Key_Up, SHIFT)
    assert user.view.chosen == ("study", "start", "train")


def test_a_click_on_one_of_several_leaves_that_one(pair: SheetUser) -> None:
    pair.click(pair.middle(item("start")))
    assert pair.view.chosen == ("start",)
    assert not pair.is_writing
    pair.press(Key.Key_A, CTRL)
    assert pair.view.chosen == ("study", "start", "train")
    pair.press(Key.Key_Escape)
    assert pair.view.chosen == ("start",)


def test_walking_leaves_the_others(pair: SheetUser) -> None:
    pair.press(Key.Key_Right)
    assert pair.view.chosen == ("start",)


def test_dragging_one_moves_all(pair: SheetUser, session: DocumentSession) -> None:
    start = pair.middle(item("start"))
    end = QPointF(pair.month(2, 2028).x(), pair.month(2, 2028).y())
    pair.drag(start, end, drop=False)
    assert pair.said[-1] == "令和10年度　ほか1本"
    pair.view.grab()
    pair.let_go(end)
    assert pair.texts() == [[], ["職員研修"], ["導入検討", "導入"]]
    assert (pair.item("study").span, pair.item("start").span) == (year_span(2027), year_span(2028))
    assert pair.view.chosen == ("study", "start")
    session.undo()
    assert pair.texts() == [["導入検討", "導入"], ["職員研修"], []]
    assert pair.item("study").span == year_span(2025)


def test_ctrl_drags_copies_of_all(pair: SheetUser, session: DocumentSession) -> None:
    pair.drag(pair.middle(item("start")), pair.month(2, 2027), CTRL)
    assert pair.texts() == [["導入検討", "導入"], ["職員研修"], ["導入検討", "導入"]]
    copies = pair.initiative.schedule.rows[2].items
    assert [one.span for one in copies] == [year_span(2026), year_span(2027)]
    assert pair.view.chosen == tuple(one.id for one in copies)
    session.undo()
    assert pair.texts()[2] == []


def test_a_refused_drag_of_several_says_why(user: SheetUser, session: DocumentSession) -> None:
    user.click(user.month(2, 2027))
    user.type("Z")
    user.press(Key.Key_Return)
    user.click(user.middle(item("train")))
    user.click(user.month(2, 2027), SHIFT)
    before = session.snapshot
    start = user.middle(item("train"))
    user.drag(start, QPointF(start.x(), user.month(0, 2026).y()))
    assert session.snapshot is before
    assert "送る場所がありません" in user.said[-1]


def test_the_ghost_tells_neighbours_that_shrink_from_those_that_move(pair: SheetUser) -> None:
    start = pair.middle(item("start"))
    pair.drag(start, QPointF(start.x(), pair.month(1, 2026).y()), drop=False)
    assert pair.said[-1] == "令和8年度　ほか1本　「職員研修」を縮める"
    pair.press(Key.Key_Escape)


def test_several_stay_inside_the_period(pair: SheetUser) -> None:
    pair.drag(pair.middle(item("study")), pair.month(0, 2029, 11))
    assert (pair.item("study").span, pair.item("start").span) == (year_span(2028), year_span(2029))


def test_alt_arrows_move_all(pair: SheetUser, session: DocumentSession) -> None:
    pair.press(Key.Key_Right, ALT)
    assert (pair.item("study").span, pair.item("start").span) == (year_span(2026), year_span(2027))
    assert pair.view.chosen == ("study", "start")
    pair.press(Key.Key_Left, ALT)
    pair.press(Key.Key_Left, ALT)
    assert pair.item("study").span == year_span(2025)
    assert "計画期間" in pair.said[-1]
    pair.press(Key.Key_Up, ALT)
    assert "行が上にありません" in pair.said[-1]


def test_delete_removes_all_in_one_step(pair: SheetUser, session: DocumentSession) -> None:
    pair.press(Key.Key_Delete)
    assert pair.texts()[0] == []
    assert pair.said[-1] == "矢印2本の削除"
    session.undo()
    assert pair.texts()[0] == ["導入検討", "導入"]
    session.redo()
    assert pair.texts()[0] == []


def test_a_large_paper_snaps_to_quarters(user: SheetUser) -> None:
    user.view.zoom = 200
    user.view.select(item("study"))
    end = user.month(0, 2026, 3.4)
    user.drag(user.edge("study", right=True), end, drop=False)
    assert user.said[-1].startswith("令和7年4月～令和8年6月（四半期単位）")
    user.let_go(end)
    assert user.item("study").span == Span(first_month(2025), first_month(2026) + 2)


def test_the_largest_paper_snaps_to_months(user: SheetUser) -> None:
    user.view.zoom = 300
    user.view.select(item("study"))
    end = user.month(0, 2026, 1.4)
    user.drag(user.edge("study", right=True), end, drop=False)
    assert user.said[-1].startswith("令和7年4月～令和8年4月（月単位）")
    user.press(Key.Key_Escape)


def test_alt_snaps_to_months_and_says_so(user: SheetUser) -> None:
    user.drag(user.month(2, 2026, 0.5), user.month(2, 2026, 4.5), ALT, drop=False)
    assert user.said[-1] == "令和8年4月～令和8年8月（月単位）"
    user.press(Key.Key_Escape)


def test_a_right_click_on_one_of_several_keeps_them(pair: SheetUser) -> None:

    at = pair.middle(item("start")).toPoint()
    QTest.mousePress(
        pair.view.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at
    )
    assert pair.view.chosen == ("study", "start")
