"""The sheet worked with the keyboard."""

from __future__ import annotations

import pytest

from kitaplanner.domain.calendar import year_span
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.layout.scene import Target
from tests.gui.sheet_helpers import ALT, CTRL, SHIFT, Key, SheetUser


def select(user: SheetUser, item_id: str) -> None:
    user.view.select(Target("item", item_id))


def test_typing_replaces_the_text_and_enter_goes_down(user: SheetUser) -> None:
    select(user, "start")
    user.type("ABC")
    assert user.editor.toPlainText() == "ABC"
    user.press(Key.Key_Return)
    assert user.item("start").text == "ABC"
    assert not user.is_writing
    assert user.view.selection == Target("item", "train")
    assert user.view.hasFocus()


def test_f2_keeps_the_text_and_escape_gives_it_back(user: SheetUser) -> None:
    select(user, "start")
    user.press(Key.Key_F2)
    assert user.editor.toPlainText() == "導入"
    user.type("X")
    user.press(Key.Key_Escape)
    assert user.item("start").text == "導入"
    assert user.view.hasFocus()


def test_alt_enter_makes_a_line_and_tab_goes_right(user: SheetUser) -> None:
    select(user, "study")
    user.type("A")
    user.press(Key.Key_Return, ALT)
    user.type("B")
    user.press(Key.Key_Tab)
    assert user.item("study").text == "A\nB"
    assert user.view.selection == Target("item", "start")


def test_shift_tab_and_shift_enter_go_back(user: SheetUser) -> None:
    select(user, "start")
    user.type("A")
    user.press(Key.Key_Backtab, SHIFT)
    assert user.view.selection == Target("item", "study")
    select(user, "train")
    user.type("B")
    user.press(Key.Key_Return, SHIFT)
    assert user.view.selection == Target("item", "study")
    assert (user.item("start").text, user.item("train").text) == ("A", "B")


def test_arrows_walk_items_and_empty_years(user: SheetUser) -> None:
    select(user, "start")
    user.press(Key.Key_Right)
    assert user.view.place is not None
    assert (user.view.place.target.id, user.view.place.span) == ("row-1", year_span(2027))
    user.press(Key.Key_Right)
    assert user.view.place.span == year_span(2028)
    user.press(Key.Key_Down)
    assert user.view.selection == Target("item", "train")
    user.press(Key.Key_Down)
    assert (user.view.place.target.id, user.view.place.span) == ("row-3", year_span(2028))
    user.press(Key.Key_Home)
    assert user.view.place.span == year_span(2025)
    user.press(Key.Key_End)
    assert user.view.place.span == year_span(2029)


def test_up_from_the_schedule_reaches_the_fields(user: SheetUser) -> None:
    select(user, "study")
    user.press(Key.Key_Up)
    assert user.view.selection == Target("initiative", "first", "summary")
    user.press(Key.Key_Up)
    assert user.view.selection == Target("initiative", "first", "name")
    user.press(Key.Key_Right)
    assert user.view.selection == Target("initiative", "first", "departments")


def test_left_of_the_first_item_stands_the_row(user: SheetUser) -> None:
    select(user, "study")
    user.press(Key.Key_Left)
    assert user.view.place is not None
    assert user.view.place.is_row
    user.press(Key.Key_Delete)
    assert [row.id for row in user.initiative.schedule.rows] == ["row-2", "row-3"]


def test_typing_into_an_empty_year_makes_an_item(user: SheetUser, session: DocumentSession) -> None:
    select(user, "start")
    user.press(Key.Key_Right)
    user.type("Z")
    user.press(Key.Key_Return)
    assert user.texts()[0] == ["導入検討", "導入", "Z"]
    made = user.initiative.schedule.rows[0].items[-1]
    assert made.span == year_span(2027)
    session.undo()
    assert user.texts()[0] == ["導入検討", "導入"]


def test_an_empty_year_stays_empty_when_nothing_is_typed(user: SheetUser) -> None:
    select(user, "start")
    user.press(Key.Key_Right)
    user.press(Key.Key_F2)
    user.press(Key.Key_Return)
    assert user.texts()[0] == ["導入検討", "導入"]


def test_shift_arrows_change_the_end(user: SheetUser) -> None:
    select(user, "start")
    user.press(Key.Key_Right, SHIFT)
    assert user.item("start").span == year_span(2026, 2027)
    user.press(Key.Key_Left, SHIFT)
    assert user.item("start").span == year_span(2026)
    user.press(Key.Key_Left, SHIFT)
    assert user.item("start").span == year_span(2026)
    assert "短く" in user.said[-1]


def test_ctrl_shift_arrows_change_the_start_and_push_the_neighbour(user: SheetUser) -> None:
    select(user, "start")
    user.press(Key.Key_Right, SHIFT)
    user.press(Key.Key_Right, CTRL | SHIFT)
    assert user.item("start").span == year_span(2027)
    user.press(Key.Key_Left, CTRL | SHIFT)
    assert user.item("start").span == year_span(2026, 2027)


def test_stretching_over_a_neighbour_says_who_was_pushed(user: SheetUser) -> None:
    select(user, "study")
    user.press(Key.Key_Right, SHIFT)
    assert user.item("study").span == year_span(2025, 2026)
    assert user.item("start").span == year_span(2027)
    assert "「導入」を送る" in user.said[-1]


def test_a_refused_edit_is_said_and_changes_nothing(user: SheetUser) -> None:
    select(user, "train")
    user.press(Key.Key_Up, ALT)
    assert user.texts() == [["導入検討", "導入"], ["職員研修"], []]
    assert "導入" in user.said[-1]
    assert user.view.selection == Target("item", "train")


def test_alt_arrows_move_along_and_across(user: SheetUser) -> None:
    select(user, "start")
    user.press(Key.Key_Right, ALT)
    assert user.item("start").span == year_span(2027)
    select(user, "train")
    user.press(Key.Key_Down, ALT)
    assert user.texts() == [["導入検討", "導入"], [], ["職員研修"]]
    assert user.view.selection == Target("item", "train")


def test_the_period_ends_what_keys_can_do(user: SheetUser) -> None:
    select(user, "train")
    user.press(Key.Key_Right, SHIFT)
    assert "計画期間の終わり" in user.said[-1]
    user.press(Key.Key_Left, ALT)
    assert "計画期間の始まり" in user.said[-1]
    assert user.item("train").span == year_span(2025, 2029)


def test_delete_leaves_the_cursor_on_the_empty_year(
    user: SheetUser, session: DocumentSession
) -> None:
    select(user, "start")
    user.press(Key.Key_Delete)
    assert user.texts()[0] == ["導入検討"]
    assert user.view.place is not None
    assert user.view.place.span == year_span(2026)
    session.undo()
    assert user.texts()[0] == ["導入検討", "導入"]
    assert user.view.selection == Target("item", "start")
    session.redo()
    assert user.texts()[0] == ["導入検討"]


def test_insert_adds_rows_above_and_below(user: SheetUser) -> None:
    select(user, "train")
    user.press(Key.Key_Insert)
    assert [len(row) for row in user.texts()] == [2, 0, 1, 0]
    select(user, "train")
    user.press(Key.Key_Insert, SHIFT)
    assert [len(row) for row in user.texts()] == [2, 0, 1, 0, 0]
    assert user.view.place is not None
    assert user.view.place.span == year_span(2025)


def test_alt_down_moves_a_selected_row(user: SheetUser) -> None:
    user.view.select(Target("row", "row-1"))
    user.press(Key.Key_Down, ALT)
    assert [row.id for row in user.initiative.schedule.rows] == ["row-2", "row-1", "row-3"]
    user.press(Key.Key_Up, ALT)
    assert [row.id for row in user.initiative.schedule.rows] == ["row-1", "row-2", "row-3"]


def test_ctrl_d_fills_from_the_left(user: SheetUser) -> None:
    select(user, "start")
    user.press(Key.Key_D, CTRL)
    assert user.texts()[0] == ["導入検討", "導入検討"]
    user.press(Key.Key_Right)
    user.press(Key.Key_D, CTRL)
    assert user.texts()[0] == ["導入検討"] * 3


def test_shift_arrows_widen_the_empty_months_to_write_in(user: SheetUser) -> None:
    select(user, "start")
    user.press(Key.Key_Right)
    user.press(Key.Key_Right, SHIFT)
    user.type("Z")
    user.press(Key.Key_Return)
    assert user.initiative.schedule.rows[0].items[-1].span == year_span(2027, 2028)


def test_arrows_leave_an_editor_opened_by_typing_but_not_by_f2(user: SheetUser) -> None:
    select(user, "study")
    user.type("A")
    user.press(Key.Key_Right)
    assert not user.is_writing
    assert user.view.selection == Target("item", "start")
    user.press(Key.Key_F2)
    user.press(Key.Key_Left)
    assert user.is_writing


def test_page_keys_ask_for_other_initiatives(user: SheetUser) -> None:
    asked: list[int] = []
    user.view.step_requested.connect(asked.append)
    user.press(Key.Key_PageDown)
    user.press(Key.Key_PageUp)
    assert asked == [1, -1]


def test_tab_walks_on_and_leaves_at_the_end(user: SheetUser) -> None:
    select(user, "start")
    user.press(Key.Key_Tab)
    assert user.view.place is not None
    assert user.view.place.span == year_span(2027)
    user.view.select(Target("initiative", "first", "name"))
    assert user.view.focusNextPrevChild(True)
    assert user.view.selection == Target("initiative", "first", "departments")


@pytest.mark.parametrize(("key", "zoom"), [(Key.Key_Plus, 110), (Key.Key_Minus, 90)])
def test_ctrl_plus_and_minus_change_the_scale(user: SheetUser, key: Key, zoom: int) -> None:
    told: list[int] = []
    user.view.zoom_changed.connect(told.append)
    user.press(key, CTRL)
    assert user.view.zoom == zoom
    user.press(Key.Key_0, CTRL)
    assert told == [zoom, 100]


def test_a_read_only_session_says_why(user: SheetUser, view: SheetView, read_only: None) -> None:
    select(user, "start")
    user.press(Key.Key_Delete)
    user.type("A")
    assert not user.is_writing
    assert user.texts()[0] == ["導入検討", "導入"]
    assert "読み取り専用" in user.said[-1]
