"""Labels of rows, written on the sheet."""

from __future__ import annotations

import pytest

from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.schedule_menu import ScheduleMenu
from kitaplanner.layout.scene import Rect, Target
from kitaplanner.operations.schedule_rows import change_row
from tests.gui.sheet_helpers import Key, SheetUser, commit


@pytest.fixture
def labelled(user: SheetUser, session: DocumentSession) -> SheetUser:
    """Someone before a sheet whose first row has a label."""
    session.perform(change_row, "first", "row-1", "label", "構築")
    return user


def test_f2_on_a_row_writes_its_label(labelled: SheetUser, session: DocumentSession) -> None:
    user = labelled
    user.click(user.handle(1))
    user.press(Key.Key_F2)
    assert user.editor.toPlainText() == ""
    assert user.view.sheet is not None
    assert user.view.sheet.grid is not None
    frame = user.view.paper.to_view(user.view.sheet.grid.rect)
    assert user.editor.geometry().right() < frame.left() + 10
    commit(user.editor, "研修")
    user.press(Key.Key_Return)
    assert [row.label for row in user.initiative.schedule.rows] == ["構築", "研修", ""]
    assert user.view.selection == Target("row", "row-3")
    session.undo()
    assert [row.label for row in user.initiative.schedule.rows] == ["構築", "", ""]


def test_escape_and_leaving_change_nothing(labelled: SheetUser, session: DocumentSession) -> None:
    before = session.snapshot
    labelled.view.select(Target("row", "row-1"))
    labelled.press(Key.Key_F2)
    assert labelled.editor.toPlainText() == "構築"
    labelled.press(Key.Key_Return)
    labelled.view.select(Target("row", "row-1"))
    labelled.press(Key.Key_F2)
    labelled.editor.selectAll()
    labelled.type("X")
    labelled.press(Key.Key_Escape)
    assert session.snapshot is before


def test_a_double_click_on_a_label_writes_it(labelled: SheetUser) -> None:
    sheet, paper = labelled.view.sheet, labelled.view.paper
    assert sheet is not None
    area = sheet.label_rect("row-1")
    assert area is not None
    labelled.double_click(paper.to_view(Rect(area.x + 5, area.y + 5, 1, 1)).center())
    assert labelled.editor.toPlainText() == "構築"


def test_typing_over_a_row_writes_nothing(labelled: SheetUser) -> None:
    labelled.click(labelled.handle(0))
    labelled.type("A")
    labelled.press(Key.Key_Backspace)
    assert not labelled.is_writing


def test_the_first_label_is_written_at_the_beginning_of_the_row(user: SheetUser) -> None:
    user.click(user.month(2, 2027))
    menu = ScheduleMenu(user.view, user.view.place)
    words = {action.text().split("\t")[0]: choice for action, choice in menu.choices.items()}
    words["行の見出しを書く"]()
    commit(user.editor, "展開")
    user.press(Key.Key_Return)
    assert [row.label for row in user.initiative.schedule.rows] == ["", "", "展開"]


def test_a_double_click_on_a_handle_selects_the_row_only(user: SheetUser) -> None:
    user.double_click(user.handle(0))
    assert not user.is_writing
    assert user.view.selection == Target("row", "row-1")
