"""The view between the document and its person: what it shows, selects and tells."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import Period, year_span
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.paper import desk_colour
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.gui.widgets.department_editor import DepartmentEditor
from kitaplanner.layout.scene import Target
from kitaplanner.operations.initiatives import change_initiative, remove_initiative
from kitaplanner.operations.plan_settings import change_period
from tests.gui.sheet_helpers import CTRL, Key, SheetUser, commit

NAME = Target("initiative", "first", "name")
SUMMARY = Target("initiative", "first", "summary")
DEPARTMENTS = Target("initiative", "first", "departments")


def test_without_document_or_initiative_it_says_what_to_do(
    qtbot: QtBot, session: DocumentSession
) -> None:
    view = SheetView()
    qtbot.addWidget(view)
    assert "計画を開くと" in view.invitation()
    view.set_session(session)
    assert "事業を選ぶと" in view.invitation()
    view.grab()
    view.show_initiative("first")
    assert view.initiative_id == "first"
    view.set_session(None)
    assert (view.initiative_id, view.sheet, view.selection) == (None, None, None)


def test_it_follows_changes_made_elsewhere(view: SheetView, session: DocumentSession) -> None:
    session.perform(change_initiative, "first", "name", "新しい名称")
    assert view.sheet is not None
    assert view.sheet.initiative.name == "新しい名称"


def test_it_is_not_laid_out_anew_for_other_initiatives(
    view: SheetView, session: DocumentSession
) -> None:
    before = view.sheet
    session.perform(change_initiative, "second", "name", "窓口の見直し")
    assert view.sheet is before


def test_a_change_of_structure_is_looked_at(view: SheetView, session: DocumentSession) -> None:
    session.perform(remove_initiative, "first")
    assert view.sheet is None
    session.undo()
    assert view.sheet is not None


def test_another_session_is_listened_to_instead(view: SheetView, session: DocumentSession) -> None:
    view.set_session(None)
    session.perform(change_initiative, "first", "name", "新しい名称")
    assert view.sheet is None


def test_select_takes_targets_of_the_scene_and_of_others(view: SheetView) -> None:
    told: list[object] = []
    view.selection_changed.connect(told.append)
    view.select(Target("item", "start", "text"))
    view.select(Target("item", "start"))
    view.select(SUMMARY)
    view.select(Target("item", "nowhere"))
    assert told == [Target("item", "start"), SUMMARY, None]


def test_the_selection_is_said_for_screen_readers(view: SheetView) -> None:
    view.select(Target("item", "start"))
    assert view.accessibleDescription() == "矢印、導入、令和8年度、3行中1行目"
    view.select(Target("row", "row-2"))
    assert view.accessibleDescription() == "行、3行中2行目、矢印1本"
    view.select(NAME)
    assert view.accessibleDescription() == "事業名、電子申請の推進"


def test_the_summary_is_written_with_its_notes(user: SheetUser, session: DocumentSession) -> None:
    user.view.select(SUMMARY)
    assert user.view.edit_selection()
    user.editor.selectAll()
    commit(user.editor, "本文1\n本文2\n※注1\n ※注2")
    user.view.commit_editor()
    assert (user.initiative.summary, user.initiative.notes) == ("本文1\n本文2", ("注1", "注2"))
    session.undo()
    assert user.initiative.summary == "申請を電子化します。"
    assert user.initiative.notes == ("一部の手続を除きます。",)


def test_opening_and_leaving_a_field_changes_nothing(
    user: SheetUser, session: DocumentSession
) -> None:
    before = session.snapshot
    for target in (NAME, SUMMARY, DEPARTMENTS, Target("item", "start")):
        user.view.select(target)
        assert user.view.edit_selection()
        user.view.commit_editor()
    assert session.snapshot is before


def test_departments_are_completed_from_the_master_list(user: SheetUser) -> None:
    user.view.select(DEPARTMENTS)
    user.view.edit_selection()
    editor = user.editor
    assert isinstance(editor, DepartmentEditor)
    user.press(Key.Key_End, CTRL)
    commit(editor, "、再配置")
    assert editor.offered() == ["経営改革・公共施設再配置推進担当課"]
    user.press(Key.Key_Down)
    user.press(Key.Key_Return)
    assert user.is_writing
    assert editor.toPlainText() == "DX推進担当課、経営改革・公共施設再配置推進担当課"
    user.press(Key.Key_Return)
    assert user.initiative.departments == ("DX推進担当課", "経営改革・公共施設再配置推進担当課")


def test_full_width_letters_find_a_department_too(user: SheetUser) -> None:
    user.view.select(DEPARTMENTS)
    user.view.edit_selection()
    user.editor.selectAll()
    commit(user.editor, "ｄｘ")
    assert isinstance(user.editor, DepartmentEditor)
    assert user.editor.offered() == ["DX推進担当課"]


def test_an_unknown_department_is_taken_and_said(user: SheetUser) -> None:
    user.view.select(DEPARTMENTS)
    user.view.edit_selection()
    user.editor.selectAll()
    commit(user.editor, "全庁、新設課")
    user.view.commit_editor()
    assert user.initiative.departments == ("全庁", "新設課")
    assert user.said[-1] == "「新設課」は担当課一覧にない名称です。"


def test_an_editor_grows_with_its_text(user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    user.view.edit_selection()
    low = user.editor.height()
    commit(user.editor, "\n".join("導入") * 3)
    assert user.editor.height() > low
    assert user.editor.geometry().top() >= 0


def test_an_editor_follows_the_scale(user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    user.view.edit_selection()
    before = user.editor.width()
    user.view.zoom = 200
    assert user.editor.width() == pytest.approx(2 * before, rel=0.1)
    view = user.view
    assert view.sheet is not None
    region = view.sheet.region(Target("item", "start"))
    assert region is not None
    covered = view.paper.to_view(region.inner).toRect()
    assert user.editor.geometry().adjusted(-1, -1, 1, 1).contains(covered)


def test_an_item_outside_a_shortened_period_disturbs_nothing(
    user: SheetUser, session: DocumentSession
) -> None:
    user.view.select(Target("item", "start"))
    session.perform(change_period, Period(2027, 2029))
    assert user.view.sheet is not None
    assert user.view.sheet.months == year_span(2027, 2029)
    assert user.view.selection == Target("row", "row-1")
    user.press(Key.Key_Right)
    user.view.grab()


@pytest.mark.parametrize(("window", "is_dark"), [("#F5F7F9", False), ("#1F252B", True)])
def test_the_desk_is_darker_than_the_window(window: str, is_dark: bool) -> None:
    palette = QPalette(QColor(window))
    palette.setColor(QPalette.ColorRole.Window, QColor(window))
    desk = desk_colour(palette)
    assert desk.lightness() < QColor(window).lightness()
    assert (desk.lightnessF() < 0.5) is is_dark


def test_it_paints_at_any_scale_with_everything_shown(user: SheetUser) -> None:
    for zoom in (50, 100, 300):
        user.view.zoom = zoom
        for target in (NAME, Target("row", "row-3"), Target("item", "train")):
            user.view.select(target)
            user.view.grab()
    QApplication.processEvents()
