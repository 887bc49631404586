"""The sheet worked with the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from kitaplanner.domain.calendar import Span, first_month, year_span
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.schedule_menu import ScheduleMenu
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.layout.scene import Target
from tests.gui.sheet_helpers import ALT, CTRL, Key, SheetUser, commit


def item(item_id: str) -> Target:
    return Target("item", item_id)


def test_a_click_selects_and_a_second_one_writes(user: SheetUser) -> None:
    told: list[object] = []
    user.view.selection_changed.connect(told.append)
    user.click(user.middle(item("start")))
    assert user.view.selection == item("start")
    assert told == [item("start")]
    assert not user.is_writing
    user.click(user.middle(item("start")))
    assert user.editor.toPlainText() == "導入"


def test_a_double_click_retypes_a_bar(user: SheetUser, session: DocumentSession) -> None:
    user.double_click(user.middle(item("start")))
    assert not user.editor.textCursor().hasSelection()
    user.editor.selectAll()
    user.type("ABC")
    user.click(user.month(2, 2028))
    assert user.item("start").text == "ABC"
    assert not user.is_writing
    session.undo()
    assert user.item("start").text == "導入"


def test_a_click_means_what_was_seen_before_the_editor_closed(user: SheetUser) -> None:
    user.click(user.middle(item("study")))
    user.press(Key.Key_F2)
    commit(user.editor, "\n".join("導入") * 4)
    target = user.middle(item("train"))
    user.point(target)
    user.click(target)
    assert user.middle(item("train")).y() > target.y() + 20
    assert user.view.selection == item("train")


def test_an_edge_drawn_to_the_next_year_stretches(
    user: SheetUser, session: DocumentSession
) -> None:
    user.drag(user.edge("start", right=True), user.month(0, 2027, 10))
    assert user.item("start").span == year_span(2026, 2027)
    session.undo()
    assert user.item("start").span == year_span(2026)


def test_alt_draws_an_edge_by_months(user: SheetUser) -> None:
    user.drag(user.edge("start", right=True), user.month(0, 2027, 3.1), ALT)
    assert user.item("start").span == Span(first_month(2026), first_month(2027) + 2)


def test_an_edge_drawn_over_a_neighbour_pushes_it_and_says_so(user: SheetUser) -> None:
    user.drag(user.edge("study", right=True), user.month(0, 2027, 1), drop=False)
    assert "「導入」を送る" in user.said[-1]
    user.drag(user.edge("study", right=True), user.month(0, 2027, 1))
    assert user.item("study").span == year_span(2025, 2026)
    assert user.item("start").span == year_span(2027)


def test_an_item_keeps_at_least_a_division(user: SheetUser) -> None:
    user.drag(user.edge("train", right=True), user.month(1, 2025, 1))
    assert user.item("train").span == year_span(2025)
    user.drag(user.edge("start", right=False), user.month(0, 2028, 1))
    assert user.item("start").span == year_span(2026)


def test_dragging_an_empty_stretch_draws_an_item_to_write_in(
    user: SheetUser, session: DocumentSession
) -> None:
    user.drag(user.month(2, 2026), user.month(2, 2028))
    assert user.editor.toPlainText() == ""
    user.type("NEW")
    user.press(Key.Key_Return)
    made = user.initiative.schedule.rows[2].items
    assert [(one.text, one.span) for one in made] == [("NEW", year_span(2026, 2028))]
    assert user.view.selection == item(made[0].id)
    session.undo()
    assert user.texts()[2] == []


def test_a_drawn_item_stays_without_text_but_not_after_escape(user: SheetUser) -> None:
    user.drag(user.month(2, 2026), user.month(2, 2027))
    user.press(Key.Key_Escape)
    assert user.texts()[2] == []
    user.drag(user.month(2, 2026), user.month(2, 2027))
    user.click(user.middle(item("start")))
    assert user.texts()[2] == [""]
    assert user.view.selection == item("start")


def test_drawing_stops_before_the_next_item(user: SheetUser) -> None:
    user.drag(user.month(0, 2028), user.month(0, 2025))
    user.type("X")
    user.press(Key.Key_Return)
    assert user.initiative.schedule.rows[0].items[-1].span == year_span(2027, 2028)


def test_the_words_of_the_span_are_said_while_dragging(user: SheetUser) -> None:
    user.drag(user.month(2, 2026), user.month(2, 2027), drop=False)
    assert user.said[-1] == "令和8年度～令和9年度"
    user.press(Key.Key_Escape)
    assert user.said[-1] == ""


def test_the_body_moves_to_another_row(user: SheetUser) -> None:
    user.drag(user.middle(item("start")), user.month(2, 2028))
    assert user.texts() == [["導入検討"], ["職員研修"], ["導入"]]
    assert user.item("start").span == year_span(2028)
    assert user.view.selection == item("start")


def test_ctrl_drags_a_copy(user: SheetUser) -> None:
    user.drag(user.middle(item("start")), user.month(2, 2027), CTRL)
    assert user.texts() == [["導入検討", "導入"], ["職員研修"], ["導入"]]
    assert user.view.selection != item("start")


def test_escape_gives_a_drag_up(user: SheetUser, session: DocumentSession) -> None:
    before = session.snapshot
    user.drag(user.middle(item("start")), user.month(2, 2028), drop=False)
    user.press(Key.Key_Escape)
    user.let_go(user.month(2, 2028))
    assert session.snapshot is before


def test_a_refused_drop_says_why(user: SheetUser, session: DocumentSession) -> None:
    before = session.snapshot
    start = user.middle(item("train"))
    user.drag(start, QPointF(start.x(), user.middle(item("study")).y()))
    assert session.snapshot is before
    assert "送る場所がありません" in user.said[-1]


def test_a_handle_selects_and_moves_its_row(user: SheetUser) -> None:
    user.click(user.handle(1))
    assert user.view.selection == Target("row", "row-2")
    user.drag(user.handle(0), user.handle(2) + QPointF(0, 12))
    assert [row.id for row in user.initiative.schedule.rows] == ["row-2", "row-3", "row-1"]


def test_the_sign_below_the_last_row_adds_one(user: SheetUser) -> None:
    assert user.view.sheet is not None
    below = user.handle(2) + QPointF(0, 26)
    user.click(below)
    assert len(user.initiative.schedule.rows) == 4


def test_a_border_between_handles_adds_a_row_there(user: SheetUser) -> None:
    middle = (user.handle(0) + user.handle(1)) / 2
    sheet, paper = user.view.sheet, user.view.paper
    assert sheet is not None
    assert sheet.grid is not None
    border = paper.y + sheet.grid.bands[1].y * paper.scale
    user.click(QPointF(middle.x(), border))
    rows = [row.id for row in user.initiative.schedule.rows]
    assert (rows[0], rows[2], len(rows)) == ("row-1", "row-2", 4)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "電子申請の推進"),
        ("summary", "申請を電子化します。\n※一部の手続を除きます。"),
        ("departments", "DX推進担当課"),
    ],
)
def test_a_click_on_a_field_writes_it(user: SheetUser, field: str, text: str) -> None:
    user.click(user.middle(Target("initiative", "first", field)))
    assert user.editor.toPlainText() == text


def test_the_wheel_with_ctrl_scales_around_the_mouse(user: SheetUser) -> None:
    view = user.view
    view.resize(500, 200)
    QApplication.processEvents()
    at = QPointF(120, 90)
    before = view.paper.to_page(at)
    event = QWheelEvent(
        at,
        view.viewport().mapToGlobal(at),
        QPointF(0, 0).toPoint(),
        QPointF(0, 240).toPoint(),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom == 120
    assert view.paper.to_page(at) == pytest.approx(before, abs=1.5)


def test_the_scale_keeps_to_its_limits(view: SheetView) -> None:
    view.zoom = 5
    assert view.zoom == 50
    view.zoom = 1000
    assert view.zoom == 300


def test_the_width_of_the_paper_fits_windows_of_any_size(view: SheetView) -> None:
    view.zoom_changed.connect(view.set_zoom)
    view.zoom_to_width()
    assert view.sheet is not None
    for width in (700, 900, 1100):
        view.resize(width, 500)
        QApplication.processEvents()
        area = view.paper.area(view.sheet.page)
        assert 0 < area.left() < area.right() < view.viewport().width()
        assert area.width() > width - 90
    view.zoom = 100
    view.resize(700, 500)
    QApplication.processEvents()
    assert view.zoom == 100


def test_the_menu_of_an_item_changes_it(user: SheetUser) -> None:
    user.click(user.middle(item("start")))
    menu = ScheduleMenu(user.view, user.view.place)
    words = {action.text().split("\t")[0]: choice for action, choice in menu.choices.items()}
    words["破線枠"]()
    assert user.item("start").kind == "dashed"
    words["期首前から"]()
    assert user.item("start").opens_before
    words["行を下に挿入"]()
    assert len(user.initiative.schedule.rows) == 4
    words["4つ（四半期）"]()
    assert user.initiative.schedule.divisions == 4


def test_quarters_are_what_edges_snap_to_when_years_are_cut(user: SheetUser) -> None:
    user.view.commands.set_divisions(4)
    user.drag(user.edge("start", right=True), user.month(0, 2027, 5.6))
    assert user.item("start").span == Span(first_month(2026), first_month(2027) + 5)


def test_a_read_only_session_drags_nothing(
    user: SheetUser, session: DocumentSession, read_only: None
) -> None:
    before = session.snapshot
    user.drag(user.middle(item("start")), user.month(2, 2028))
    assert session.snapshot is before
    assert "読み取り専用" in user.said[-1]
