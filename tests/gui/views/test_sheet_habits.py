"""What people expect of any table: undo, Tab, F2, drags of one unit, text that is seen whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kitaplanner.domain.calendar import MONTHS_PER_YEAR, Span, first_month, year_span
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.schedule_menu import ScheduleMenu
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.layout.scene import Rect, Target, Text
from kitaplanner.operations.documents import create_workspace
from kitaplanner.paths import resource_path
from tests.gui.sheet_helpers import ALT, CTRL, SHIFT, Key, SheetUser, commit, preedit


def item(item_id: str) -> Target:
    return Target("item", item_id)


# --- undo ---------------------------------------------------------------------------------------


def test_undo_right_after_opening_changes_nothing(opened: MainWindow) -> None:
    session = opened.desk.session
    assert session is not None
    before = session.snapshot
    assert not opened.actions_.undo.isEnabled()
    opened.rooms.workbench.sheet.setFocus()
    QTest.keyClick(opened.rooms.workbench.sheet, Key.Key_Z, CTRL)
    assert session.snapshot is before


def _type_over(user: SheetUser) -> None:
    user.view.select(item("start"))
    user.type("ABC")
    user.press(Key.Key_Return)


def _draw(user: SheetUser) -> None:
    user.drag(user.month(2, 2026), user.month(2, 2027))
    user.type("NEW")
    user.press(Key.Key_Tab)


def _stretch(user: SheetUser) -> None:
    user.drag(user.edge("study", right=True), user.month(0, 2027, 1))


def _carry(user: SheetUser) -> None:
    user.drag(user.middle(item("start")), user.month(2, 2028))


def _reorder(user: SheetUser) -> None:
    user.drag(user.handle(0), user.handle(2) + QPointF(0, 12))


def _write_summary(user: SheetUser) -> None:
    user.click(user.middle(Target("initiative", "first", "summary")))
    user.editor.selectAll()
    commit(user.editor, "概要\n※注記")
    user.press(Key.Key_Return)


def _write_departments(user: SheetUser) -> None:
    user.view.select(Target("initiative", "first", "departments"))
    user.type("Q")
    user.press(Key.Key_Tab)


def _write_label(user: SheetUser) -> None:
    user.view.select(Target("row", "row-2"))
    user.press(Key.Key_F2)
    user.type("L")
    user.press(Key.Key_Return)


def _stretch_by_key(user: SheetUser) -> None:
    user.view.select(item("start"))
    user.press(Key.Key_Right, SHIFT)


def _carry_by_key(user: SheetUser) -> None:
    user.view.select(item("start"))
    user.press(Key.Key_Right, ALT)


def _remove(user: SheetUser) -> None:
    user.press(Key.Key_A, CTRL)
    user.press(Key.Key_Delete)


@pytest.mark.parametrize(
    "gesture",
    [
        _type_over,
        _draw,
        _stretch,
        _carry,
        _reorder,
        _write_summary,
        _write_departments,
        _write_label,
        _stretch_by_key,
        _carry_by_key,
        _remove,
    ],
)
def test_one_undo_takes_back_exactly_one_gesture(
    user: SheetUser, session: DocumentSession, gesture: Callable[[SheetUser], None]
) -> None:
    user.view.select(item("train"))
    user.type("FIRST")
    user.press(Key.Key_Return)
    between = session.snapshot
    gesture(user)
    after = session.snapshot
    assert after != between
    session.undo()
    assert session.snapshot == between
    assert user.item("train").text == "FIRST"
    session.redo()
    assert session.snapshot == after


def test_undo_works_after_saving(opened: MainWindow) -> None:
    session = opened.desk.session
    assert session is not None
    user = SheetUser(opened.rooms.workbench.sheet)
    opened.rooms.workbench.show_initiative("first")
    _type_over(user)
    opened.actions_.save.trigger()
    assert not session.is_dirty
    opened.actions_.undo.trigger()
    assert user.item("start").text == "導入"
    opened.actions_.redo.trigger()
    assert user.item("start").text == "ABC"
    opened.actions_.save.trigger()


def test_rows_keep_their_months_when_they_are_moved(
    user: SheetUser, session: DocumentSession
) -> None:
    spans = {one.id: one.span for one in user.initiative.schedule.items()}
    _reorder(user)
    assert [row.id for row in user.initiative.schedule.rows] == ["row-2", "row-3", "row-1"]
    assert {one.id: one.span for one in user.initiative.schedule.items()} == spans


# --- one unit is one unit -----------------------------------------------------------------------


@pytest.mark.parametrize("divisions", [1, 2, 3, 4, 12])
@pytest.mark.parametrize("zoom", [70, 100, 150])
def test_a_drag_by_one_unit_moves_by_one_unit(user: SheetUser, divisions: int, zoom: int) -> None:
    user.view.zoom = zoom
    if divisions > 1:
        user.view.commands.set_divisions(divisions)
    unit = MONTHS_PER_YEAR // divisions
    assert user.view.sheet is not None
    grid = user.view.sheet.grid
    assert grid is not None
    user.view.select(item("start"))  # brings it into the view
    step = QPointF(unit * grid.month_width * user.view.paper.scale, 0)
    if step.x() <= QApplication.startDragDistance():
        return  # nobody can aim at so little
    at = user.middle(item("start"))
    user.drag(at, at + step)
    start = first_month(2026) + unit
    assert user.item("start").span == Span(start, start + 11)


# --- keys ---------------------------------------------------------------------------------------


def test_tab_goes_to_the_next_cell_and_never_indents(user: SheetUser) -> None:
    user.view.select(item("study"))
    user.type("A")
    user.press(Key.Key_Tab)
    assert user.item("study").text == "A"
    assert user.view.selection == item("start")
    user.press(Key.Key_F2)
    user.press(Key.Key_Tab)
    assert user.item("start").text == "導入"
    assert user.view.place is not None
    assert user.view.place.span == year_span(2027)
    user.press(Key.Key_Tab)
    assert user.view.place.span == year_span(2028)
    texts = [one.text for one in user.initiative.schedule.items()]
    assert not any("\t" in text or text.startswith((" ", "　")) for text in texts)


@pytest.mark.parametrize("field", ["name", "summary", "departments"])
def test_f2_edits_every_field(user: SheetUser, field: str) -> None:
    user.view.select(Target("initiative", "first", field))
    user.press(Key.Key_F2)
    assert user.is_writing
    user.press(Key.Key_Escape)


def test_the_right_button_in_an_editor_leaves_it_open(user: SheetUser) -> None:
    user.view.select(item("study"))
    user.press(Key.Key_F2)
    user.type("A")
    room = user.editor.viewport()
    QTest.mouseClick(room, Qt.MouseButton.RightButton, pos=room.rect().center())
    assert user.is_writing
    user.press(Key.Key_Escape)
    assert user.item("study").text == "導入検討"


# --- composing ----------------------------------------------------------------------------------


def _leave_by_page(user: SheetUser) -> None:
    user.view.commit_editor()
    user.view.show_initiative("second")
    user.view.show_initiative("first")


def _leave_by_click(user: SheetUser) -> None:
    user.click(user.month(2, 2028))


def _leave_by_desk(user: SheetUser) -> None:
    user.click(QPointF(3, 3))


def _leave_by_other_initiative(user: SheetUser) -> None:
    user.view.show_initiative("second")
    user.view.show_initiative("first")


@pytest.mark.parametrize(
    "leave", [_leave_by_page, _leave_by_click, _leave_by_desk, _leave_by_other_initiative]
)
def test_the_last_composed_character_survives_leaving(
    user: SheetUser, leave: Callable[[SheetUser], None]
) -> None:
    user.view.select(item("start"))
    preedit(user.view, "う")
    commit(user.view, "運")
    preedit(user.editor, "よう")
    leave(user)
    assert user.item("start").text == "運よう"


def test_saving_and_the_tool_bar_take_the_composition_along(opened: MainWindow) -> None:
    user = SheetUser(opened.rooms.workbench.sheet)
    opened.activateWindow()
    opened.rooms.workbench.show_initiative("first")
    user.view.setFocus()
    user.view.select(item("start"))
    preedit(user.view, "う")
    commit(user.view, "運")
    preedit(user.editor, "よう")
    button = opened.tool_bar.widgetForAction(opened.actions_.add_row)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert user.item("start").text == "運よう"
    assert len(user.initiative.schedule.rows) == 4
    opened.actions_.save.trigger()


# --- seeing all of the text ---------------------------------------------------------------------


@pytest.fixture
def sample(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The sheet view over the sample plan."""
    monkeypatch.setenv("KITAPLANNER_DATA", str(tmp_path / "data"))
    plan = load_plan(resource_path("samples/kita.json").read_bytes())
    workspace = create_workspace(plan, "見本")
    session = DocumentSession(workspace)
    view = SheetView()
    qtbot.addWidget(view)
    view.resize(1400, 900)
    view.set_session(session)
    view.show()
    view.setFocus()
    yield view, [one.id for one in plan.initiatives()]
    view.set_session(None)
    workspace.close(discard=True)


@pytest.mark.parametrize("zoom", [100, 150, 175, 200])
def test_no_line_leaves_its_place_at_any_scale(
    sample: tuple[SheetView, list[str]], zoom: int
) -> None:
    view, initiatives = sample
    view.zoom = zoom
    for initiative_id in initiatives[::5]:
        view.show_initiative(initiative_id)
        assert view.sheet is not None
        area = view.paper.area(view.sheet.page)
        lines = [one for one in view.sheet.page.primitives if isinstance(one, Text)]
        assert lines
        for line in lines:
            rect = view.paper.to_view(
                Rect(line.x, line.baseline - line.size * 0.88, line.width, line.size)
            )
            assert area.contains(rect), line.text
            region = None if line.target is None else view.sheet.region(line.target)
            if region is not None and line.target is not None and line.target.kind == "item":
                place = view.paper.to_view(region.inner)
                assert place.top() - 1 <= rect.top(), line.text
                assert rect.bottom() <= place.bottom() + 1, line.text


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_the_editor_shows_the_whole_text_at_any_scale(
    sample: tuple[SheetView, list[str]], zoom: int
) -> None:
    view, initiatives = sample
    view.zoom = zoom
    view.show_initiative(initiatives[0])
    user = SheetUser(view)
    for one in list(user.initiative.schedule.items()):
        view.select(item(one.id))
        assert view.edit_selection()
        document, room = user.editor.document(), user.editor.viewport()
        assert document.size().height() <= room.height() + 1, one.text
        assert document.size().width() <= room.width() + 1, one.text
        user.press(Key.Key_Escape)


def test_a_row_is_inserted_from_the_menu(user: SheetUser) -> None:
    before = [row.id for row in user.initiative.schedule.rows]
    user.click(user.handle(1))
    menu = ScheduleMenu(user.view, user.view.place)
    words = {action.text().split("\t")[0]: choice for action, choice in menu.choices.items()}
    words["行を上に挿入"]()
    menu.menu.deleteLater()
    after = [row.id for row in user.initiative.schedule.rows]
    assert [one for one in after if one in before] == before
    assert after.index(before[1]) == 2
    assert len(after) == len(before) + 1
