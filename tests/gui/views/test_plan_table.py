"""一覧: walking, writing, stretching, dragging and undoing, with keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import year_span
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.plan_table_page import PlanTablePage
from kitaplanner.operations.initiatives import add_initiative, change_initiative
from kitaplanner.operations.nodes import change_node
from kitaplanner.operations.schedule_items import change_item, remove_items
from kitaplanner.operations.schedule_rows import add_row, change_row, remove_row
from tests.gui.plan_table_helpers import TableUser
from tests.gui.sheet_helpers import ALT, CTRL, SHIFT, commit, preedit

Key = Qt.Key


@pytest.fixture
def page(session: DocumentSession, qtbot: QtBot) -> Iterator[PlanTablePage]:
    made = PlanTablePage(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.set_session(session)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.table.setFocus()
    yield made
    made.set_session(None)


@pytest.fixture
def user(page: PlanTablePage, session: DocumentSession) -> TableUser:
    return TableUser(page, session)


# --- what is shown ------------------------------------------------------------------------------


def test_lines_stand_under_their_headings(user: TableUser) -> None:
    assert user.lines() == [
        "[基本方針1. 便利]",
        "[① 行かない窓口]",
        "[1. 原則オンライン化]",
        "1-(1) 電子申請の推進",
        "1-(2) 窓口の改善",
    ]


def test_cells_are_named_for_screen_readers(user: TableUser) -> None:
    model = user.table.table_model
    name = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(user.index("first", "start"), name) == "矢印、導入、令和8年度、3行中1行目"
    assert model.data(user.index("first", year=2027, row="row-3"), name) == (
        "空き、令和9年度、3行中3行目"
    )
    assert model.data(user.index("first"), name) == (
        "事業、1-(1) 電子申請の推進、DX推進担当課、3行中1行目"
    )
    assert model.data(user.index("policy"), name) == "見出し、基本方針1. 便利"


def test_a_row_is_called_by_its_group_and_label(user: TableUser) -> None:
    user.session.perform(change_row, "first", "row-2", "group", "【職員】")
    user.session.perform(change_row, "first", "row-2", "label", "研修")
    assert user.table.table_model.describe(user.index("first", row="row-2")) == (
        "事業、1-(1) 電子申請の推進、DX推進担当課、3行中2行目、【職員】 研修"
    )


def test_screen_readers_find_the_cells(user: TableUser) -> None:
    interface = QAccessible.queryAccessibleInterface(user.table)
    assert interface.role() == QAccessible.Role.Table
    index = user.index("first", "start")
    at = user.table.viewport().mapToGlobal(user.middle(index).toPoint())
    cell = interface.childAt(at.x(), at.y())
    assert cell.text(QAccessible.Text.Name) == "矢印、導入、令和8年度、3行中1行目"
    assert cell.rect().size() == user.table.visualRect(index).size()


def test_a_point_leads_to_its_cell_and_back(user: TableUser) -> None:
    for index in (
        user.index("first", "study"),
        user.index("first", "train"),
        user.index("first", year=2029, row="row-3"),
        user.index("second"),
        user.index("pillar"),
    ):
        assert user.table.indexAt(user.middle(index).toPoint()) == index


def test_names_and_header_stay_while_the_years_are_scrolled(user: TableUser) -> None:
    user.page.resize(420, 260)
    name = user.table.visualRect(user.index("first"))
    user.table.horizontalScrollBar().setValue(100)
    assert user.table.visualRect(user.index("first")) == name
    under_names = QPointF(5, name.center().y())
    assert user.table.indexAt(under_names.toPoint()) == user.index("first")


# --- walking ------------------------------------------------------------------------------------


def test_arrows_walk_items_and_empty_years(user: TableUser) -> None:
    user.go("first", "study")
    seen = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Down, Key.Key_Left):
        user.press(key)
        seen.append(user.here.rsplit("、", 1)[0])
    assert seen == [
        "矢印、導入、令和8年度",
        "空き、令和9年度",
        "矢印、職員研修、令和7年度～令和11年度",
        "空き、令和9年度",
        "空き、令和8年度",
    ]


def test_up_and_down_pass_over_headings_among_years_only(user: TableUser) -> None:
    user.go("first")
    user.press(Key.Key_Up)
    assert user.here == "見出し、1. 原則オンライン化"
    user.go("first", "study")
    user.press(Key.Key_Up)
    assert user.here.startswith("矢印、導入検討")


def test_tab_leaves_at_the_last_cell_and_backwards_from_a_name(user: TableUser) -> None:
    user.go("second", year=2029)
    user.press(Key.Key_Tab)
    assert not user.table.hasFocus()
    user.table.setFocus()
    user.go("second")
    user.press(Key.Key_Backtab)
    assert not user.table.hasFocus()


@pytest.mark.parametrize(("key", "held"), [(Key.Key_Return, CTRL), (Key.Key_Enter, CTRL)])
def test_ctrl_enter_opens_the_sheet_of_an_item(
    user: TableUser, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    user.go("first", "train")
    with qtbot.waitSignal(user.page.open_wanted) as asked:
        user.press(key, held)
    assert asked.args == ["first", "train"]


def test_enter_on_a_name_opens_its_sheet(user: TableUser, qtbot: QtBot) -> None:
    user.go("second")
    with qtbot.waitSignal(user.page.open_wanted) as asked:
        user.press(Key.Key_Return)
    assert asked.args == ["second", ""]


def test_the_heading_stays_above_the_lines_that_are_scrolled(user: TableUser) -> None:
    user.page.resize(1000, 230)
    user.table.verticalScrollBar().setValue(user.table.plane.top(4))
    below_header = QPointF(400, user.table.plane.header_height + 3)
    assert not user.table.indexAt(below_header.toPoint()).isValid()
    user.go("first", "study")
    area = user.table.visualRect(user.table.currentIndex())
    hidden = user.table.plane.header_height + user.table.plane.heading_height
    assert area.top() >= hidden


# --- writing ------------------------------------------------------------------------------------


def test_f2_writes_and_enter_goes_down(user: TableUser) -> None:
    user.go("first", "study")
    user.press(Key.Key_F2)
    assert user.editors[0].toPlainText() == "導入検討"
    user.type("2")
    user.press(Key.Key_Return)
    assert user.item("study").text == "導入検討2"
    assert user.here.startswith("矢印、職員研修")
    assert not user.editors
    assert user.table.hasFocus()


def test_typing_replaces_the_text_and_tab_goes_right(user: TableUser) -> None:
    user.go("first", "study")
    user.type("ab")
    user.press(Key.Key_Tab)
    assert user.item("study").text == "ab"
    assert user.here.startswith("矢印、導入、")


def test_escape_gives_the_old_text_back(user: TableUser) -> None:
    user.go("first", "study")
    user.type("ab")
    user.press(Key.Key_Escape)
    assert user.item("study").text == "導入検討"
    assert user.here.startswith("矢印、導入検討")


def test_typing_into_an_empty_year_makes_an_item(user: TableUser) -> None:
    user.go("first", year=2028, row="row-3")
    user.type("new")
    user.press(Key.Key_Return, CTRL)
    assert user.texts("first")[2] == ["new"]
    assert user.here == "矢印、new、令和10年度、3行中3行目"
    user.session.undo()
    assert user.texts("first")[2] == []
    assert user.here == "空き、令和10年度、3行中3行目"


def test_nothing_typed_makes_nothing(user: TableUser) -> None:
    user.go("first", year=2028, row="row-3")
    user.press(Key.Key_F2)
    user.press(Key.Key_Return)
    assert user.texts("first")[2] == []
    assert not user.session.undo_label


def test_double_click_writes(user: TableUser) -> None:
    user.double_click(user.middle(user.index("first", "train")))
    assert user.editors[0].toPlainText() == "職員研修"


def test_composing_opens_the_editor_and_clicking_away_keeps_the_text(user: TableUser) -> None:
    user.go("first", "start")
    preedit(user.table, "どうにゅう")
    assert user.editors[0].composing
    commit(user.table, "導入済")
    preedit(user.editors[0], "み")
    user.page.bar.word.setFocus()
    assert user.item("start").text == "導入済み"
    assert not user.editors


def test_a_wish_made_while_writing_keeps_the_text(user: TableUser) -> None:
    user.go("first", "start")
    user.type("x")
    user.page.bar.changed.setChecked(True)
    assert user.item("start").text == "x"


def test_scrolling_away_commits(user: TableUser) -> None:
    user.page.resize(1000, 230)
    user.go("first", "study")
    user.type("x")
    user.table.verticalScrollBar().setValue(10_000)
    assert user.item("study").text == "x"


# --- spans --------------------------------------------------------------------------------------


def test_shift_arrows_change_the_end(user: TableUser) -> None:
    user.go("first", "start")
    user.press(Key.Key_Right, SHIFT)
    user.press(Key.Key_Right, SHIFT)
    user.press(Key.Key_Left, SHIFT)
    assert user.item("start").span == year_span(2026, 2027)
    assert user.here.startswith("矢印、導入、令和8年度～令和9年度")


def test_ctrl_shift_arrows_change_the_start(user: TableUser) -> None:
    user.go("first", "train")
    user.press(Key.Key_Right, CTRL | SHIFT)
    assert user.item("train").span == year_span(2026, 2029)
    user.press(Key.Key_Left, CTRL | SHIFT)
    user.press(Key.Key_Left, CTRL | SHIFT)
    assert user.item("train").span == year_span(2025, 2029)
    assert "計画期間の始まりです。" in user.said[-1]


def test_alt_arrows_move_and_push(user: TableUser) -> None:
    user.go("first", "study")
    user.press(Key.Key_Right, ALT)
    assert user.item("study").span == year_span(2026)
    assert user.item("start").span == year_span(2027)
    user.session.undo()
    assert user.item("start").span == year_span(2026)
    assert user.here.startswith("矢印、導入検討、令和7年度")


def test_delete_leaves_the_cursor_where_it_was(user: TableUser) -> None:
    user.go("first", "start")
    user.press(Key.Key_Delete)
    assert user.texts("first")[0] == ["導入検討"]
    assert user.here == "空き、令和8年度、3行中1行目"


def test_dragging_an_edge_resizes(user: TableUser) -> None:
    edge = user.edge(user.index("first", "start"), right=True)
    user.drag(edge, edge + user.by_years(1.1))
    assert user.item("start").span == year_span(2026, 2027)


def test_dragging_the_left_edge_resizes(user: TableUser) -> None:
    edge = user.edge(user.index("first", "train"), right=False)
    user.drag(edge, edge + user.by_years(2))
    assert user.item("train").span == year_span(2027, 2029)


def test_dragging_the_body_moves_along_and_to_another_row(user: TableUser) -> None:
    middle = user.middle(user.index("first", "start"))
    user.drag(middle, middle + user.by_years(2))
    assert user.item("start").span == year_span(2028)
    user.session.undo()
    user.drag(middle, user.middle(user.index("first", year=2028, row="row-3")))
    assert user.item("start").span == year_span(2028)
    assert user.texts("first") == [["導入検討"], ["職員研修"], ["導入"]]
    assert user.session.undo_label
    user.session.undo()
    assert user.item("start").span == year_span(2026)


def test_escape_gives_a_drag_up(user: TableUser) -> None:
    middle = user.middle(user.index("first", "start"))
    user.drag(middle, middle + user.by_years(1), drop=False)
    assert "令和9年度" in user.said[-1]
    user.press(Key.Key_Escape)
    user.drag(middle, middle, drop=True)
    assert user.item("start").span == year_span(2026)


def test_nothing_is_edited_in_a_document_that_is_read_only(
    user: TableUser, read_only: None
) -> None:
    user.go("first", "start")
    user.type("x")
    user.press(Key.Key_Delete)
    edge = user.edge(user.index("first", "start"), right=True)
    user.drag(edge, edge + user.by_years(1))
    assert user.item("start").text == "導入"
    assert user.item("start").span == year_span(2026)
    assert "読み取り専用" in "".join(user.said)


# --- following the document ---------------------------------------------------------------------


def test_an_edit_elsewhere_updates_only_its_rows(user: TableUser, qtbot: QtBot) -> None:
    user.go("first", "train")
    model = user.table.table_model
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        user.session.perform(change_item, "first", "study", "text", "調査")
    first = user.index("first").row()
    assert (told.args[0].row(), told.args[1].row()) == (first, first + 2)
    assert user.texts("first")[0] == ["調査", "導入"]
    assert user.here.startswith("矢印、職員研修")


def test_rows_come_and_go(user: TableUser) -> None:
    user.go("second")
    user.session.perform(add_row, "first", 0)
    assert user.texts("first") == [[], ["導入検討", "導入"], ["職員研修"], []]
    assert user.here.startswith("事業、1-(2)")
    user.session.perform(remove_row, "first", "row-1")
    assert user.texts("first") == [[], ["職員研修"], []]
    assert user.here.startswith("事業、1-(2)")
    user.session.undo()
    assert user.texts("first") == [[], ["導入検討", "導入"], ["職員研修"], []]


def test_a_new_name_is_shown_with_its_number(user: TableUser) -> None:
    user.session.perform(change_initiative, "second", "name", "窓口の刷新")
    assert user.lines()[-1] == "1-(2) 窓口の刷新"


def test_the_view_stays_where_it_was(user: TableUser) -> None:
    user.page.resize(1000, 230)
    user.go("first", "study")
    user.table.verticalScrollBar().setValue(user.table.plane.top(4) + 5)
    seen = user.table.verticalOffset()
    user.session.perform(remove_items, "first", ("study",))
    assert user.table.verticalOffset() == seen
    user.session.perform(change_node, "pillar", "name", "待たない窓口")
    assert user.lines()[1] == "[① 待たない窓口]"
    assert user.table.verticalOffset() == seen
    assert user.here == "空き、令和7年度、3行中1行目"
    before = user.table.plane.height
    user.session.perform(add_initiative, "step", "新しい窓口", 0)
    assert user.table.verticalOffset() - seen == user.table.plane.height - before


def test_a_larger_scale_keeps_the_first_line(user: TableUser) -> None:
    user.page.resize(1000, 230)
    user.table.verticalScrollBar().setValue(user.table.plane.top(3))
    height = user.table.plane.row_height
    user.press(Key.Key_Plus, CTRL)
    assert user.table.plane.row_height > height
    assert user.table.verticalOffset() == user.table.plane.top(3)
