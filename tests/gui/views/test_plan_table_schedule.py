"""一覧: what the sheet's commands, menu, clipboard and gestures do there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import first_month, year_span
from kitaplanner.domain.clipboard_payload import MIME_TYPE
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.plan_table_page import PlanTablePage
from tests.gui.plan_table_helpers import NONE, TableUser
from tests.gui.sheet_helpers import ALT, CTRL, SHIFT

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def user(session: DocumentSession, qtbot: QtBot) -> Iterator[TableUser]:
    QGuiApplication.clipboard().clear()
    made = PlanTablePage(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.set_session(session)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.table.setFocus()
    yield TableUser(made, session)
    made.set_session(None)


def click(user: TableUser, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(user.table.viewport(), LEFT, held, at.toPoint())


def offer(html: str = "", text: str = "") -> None:
    content = QMimeData()
    if html:
        content.setHtml(html)
    content.setText(text)
    QGuiApplication.clipboard().setMimeData(content)


def choices(user: TableUser, month: int | None = None) -> dict[str, object]:
    menu = user.table.menu(month)
    found = {action.text().split("\t")[0]: choice for action, choice in menu.choices.items()}
    menu.menu.deleteLater()
    return found


# --- clipboard ----------------------------------------------------------------------------------


def test_items_are_copied_and_pasted_into_another_initiative(user: TableUser) -> None:
    user.go("first", "study")
    click(user, user.middle(user.index("first", "start")), CTRL)
    assert user.table.chosen == ("study", "start")
    user.press(Key.Key_C, CTRL)
    assert user.said[-1] == "矢印2本をコピーしました。"
    content = QGuiApplication.clipboard().mimeData()
    assert content.hasFormat(MIME_TYPE)
    assert content.text().splitlines()[0].split("\t")[:2] == ["導入検討", "導入"]
    user.go("second", year=2027, row="other")
    user.press(Key.Key_V, CTRL)
    assert user.texts("second") == [["導入検討", "導入"]]
    assert len(user.table.chosen) == 2
    assert user.here == "矢印、導入検討、令和9年度、1行中1行目"
    user.session.undo()
    assert user.texts("second") == [[]]


def test_cells_of_a_spreadsheet_become_items(user: TableUser) -> None:
    offer(text='要件整理\t"設計\n構築"\r\n研修\t\r\n')
    user.go("second", year=2026, row="other")
    user.press(Key.Key_V, CTRL)
    assert user.texts("second") == [["要件整理", "設計\n構築"], ["研修"]]
    assert "1行を追加" in user.said[-1]


def test_cutting_moves_an_item_to_another_initiative(user: TableUser) -> None:
    user.go("first", "start")
    user.press(Key.Key_X, CTRL)
    assert user.texts("first")[0] == ["導入検討"]
    user.go("second", year=2028, row="other")
    user.press(Key.Key_V, CTRL)
    assert user.item("start").span == year_span(2028)
    assert user.texts("second") == [["導入"]]


def test_a_name_copies_its_row(user: TableUser) -> None:
    user.go("first")
    user.press(Key.Key_C, CTRL)
    assert user.said[-1] == "行をコピーしました。"
    user.go("second")
    user.press(Key.Key_V, CTRL)
    assert user.texts("second") == [[], ["導入検討", "導入"]]


def test_the_actions_of_the_window_reach_the_table(opened: MainWindow, qtbot: QtBot) -> None:
    bench = opened.rooms.workbench
    assert bench._session is not None
    bench.tabs.setCurrentWidget(bench.plan_table)
    user = TableUser(bench.plan_table, bench._session)
    opened.activateWindow()
    user.table.setFocus()
    qtbot.waitUntil(user.table.hasFocus)
    user.go("first", "start")
    assert opened.actions_.copy.isEnabled()
    opened.actions_.cut.trigger()
    assert user.texts("first")[0] == ["導入検討"]
    user.go("second", year=2025, row="other")
    assert not opened.actions_.cut.isEnabled()
    opened.actions_.paste.trigger()
    assert user.texts("second") == [["導入"]]


# --- keys ---------------------------------------------------------------------------------------


def test_fill_repeat_split_and_join(user: TableUser) -> None:
    user.go("first", year=2027, row="row-1")
    user.press(Key.Key_D, CTRL)
    assert user.texts("first")[0] == ["導入検討", "導入", "導入"]
    user.session.undo()
    user.go("first", "start")
    user.press(Key.Key_R, CTRL)
    assert user.texts("first")[0] == ["導入検討", "導入", "導入", "導入", "導入"]
    user.session.undo()
    user.go("first", "train")
    user.press(Key.Key_J, CTRL | SHIFT)
    assert user.texts("first")[1] == ["職員研修", "職員研修"]
    user.session.undo()
    user.go("first", "study")
    click(user, user.middle(user.index("first", "start")), CTRL)
    user.press(Key.Key_J, CTRL)
    assert user.texts("first")[0] == ["導入検討\n導入"]
    assert user.item("study").span == year_span(2025, 2026)


def test_rows_are_added_and_items_change_rows(user: TableUser) -> None:
    user.go("first", "train")
    user.press(Key.Key_Insert)
    assert user.texts("first") == [["導入検討", "導入"], [], ["職員研修"], []]
    assert user.here == "空き、令和7年度、4行中2行目"
    user.go("first", "study")
    user.press(Key.Key_Down, ALT)
    assert user.texts("first") == [["導入"], ["導入検討"], ["職員研修"], []]
    assert user.here == "矢印、導入検討、令和7年度、4行中2行目"
    user.press(Key.Key_Insert, SHIFT)
    assert user.texts("first")[2] == []


def test_delete_on_a_name_takes_nothing_away(user: TableUser) -> None:
    user.go("first")
    user.press(Key.Key_Delete)
    assert user.texts("first") == [["導入検討", "導入"], ["職員研修"], []]
    assert "行を削除" in user.said[-1]


def test_several_items_are_selected_moved_and_removed_in_one_step(user: TableUser) -> None:
    user.go("first", "study")
    user.press(Key.Key_A, CTRL)
    assert user.table.chosen == ("study", "start", "train")
    user.press(Key.Key_Escape)
    assert user.table.chosen == ("study",)
    user.press(Key.Key_Down, SHIFT)
    assert user.table.chosen == ("study", "train")
    user.press(Key.Key_End, SHIFT)
    assert user.table.chosen == ("study", "start", "train")
    user.press(Key.Key_Delete)
    assert user.texts("first") == [[], [], []]
    user.session.undo()
    user.go("first", "study")
    click(user, user.middle(user.index("first", "start")), CTRL)
    user.press(Key.Key_Right, ALT)
    assert user.item("study").span == year_span(2026)
    assert user.item("start").span == year_span(2027)
    assert user.table.chosen == ("study", "start")


# --- mouse --------------------------------------------------------------------------------------


def test_shift_click_selects_up_to_there_but_not_into_another_initiative(user: TableUser) -> None:
    click(user, user.middle(user.index("first", "study")))
    click(user, user.middle(user.index("first", year=2027, row="row-1")), SHIFT)
    assert user.table.chosen == ("study", "start")
    click(user, user.middle(user.index("second", year=2027, row="other")), SHIFT)
    assert user.table.chosen == ("study", "start")
    assert "一つの事業" in user.said[-1]


def test_dragging_over_empty_years_draws_an_item(user: TableUser) -> None:
    start = user.middle(user.index("second", year=2026, row="other"))
    user.drag(start, start + user.by_years(1))
    user.type("DX")
    user.press(Key.Key_Return)
    assert user.texts("second") == [["DX"]]
    drawn = next(one for one in user.session.snapshot.initiative("second").schedule.items())
    assert drawn.span == year_span(2026, 2027)


def test_dragging_with_ctrl_copies_and_pushes_by_name(user: TableUser) -> None:
    start = user.middle(user.index("first", "start"))
    end = user.middle(user.index("first", year=2028, row="row-3"))
    QTest.mousePress(user.table.viewport(), LEFT, CTRL, start.toPoint())
    user.move((start + end) / 2, LEFT, CTRL)
    user.move(end, LEFT, CTRL)
    QTest.mouseRelease(user.table.viewport(), LEFT, CTRL, end.toPoint())
    assert user.texts("first") == [["導入検討", "導入"], ["職員研修"], ["導入"]]
    user.drag(user.middle(user.index("first", "study")), start, drop=False)
    assert "「導入」を送る" in user.said[-1]
    user.press(Key.Key_Escape)


def test_dragging_a_name_reorders_rows(user: TableUser) -> None:
    model = user.table.table_model
    first = user.index("first")
    last = model.index(first.row() + 2, 0)
    user.drag(user.middle(first), user.middle(last) + QPointF(0, 15))
    assert user.texts("first") == [["職員研修"], [], ["導入検討", "導入"]]
    assert user.item("start").span == year_span(2026)
    user.session.undo()
    assert user.texts("first") == [["導入検討", "導入"], ["職員研修"], []]


def test_a_box_with_shift_takes_several_which_are_carried_together(user: TableUser) -> None:
    click(user, user.middle(user.index("first", "study")))
    start = user.middle(user.index("first", year=2027, row="row-1"))
    end = user.middle(user.index("first", "study"))
    QTest.mousePress(user.table.viewport(), LEFT, SHIFT, start.toPoint())
    user.move((start + end) / 2, LEFT, SHIFT)
    user.move(end, LEFT, SHIFT)
    assert not user.table.grab().isNull()  # the box is painted
    QTest.mouseRelease(user.table.viewport(), LEFT, SHIFT, end.toPoint())
    assert user.table.chosen == ("study", "start")
    user.drag(user.middle(user.index("first", "start")), start)
    assert user.item("study").span == year_span(2026)
    assert user.item("start").span == year_span(2027)


def test_alt_drags_by_months_and_a_large_table_by_quarters(user: TableUser) -> None:
    edge = user.edge(user.index("first", "start"), right=True)
    month = user.by_years(1 / 12)
    QTest.mousePress(user.table.viewport(), LEFT, NONE, edge.toPoint())
    user.move(edge + month * 3, LEFT, ALT)
    user.move(edge + month * 2, LEFT, ALT)
    QTest.mouseRelease(user.table.viewport(), LEFT, ALT, (edge + month * 2).toPoint())
    assert user.item("start").end == first_month(2027) + 1
    user.session.undo()
    user.table.set_zoom(200)
    user.table.scrollTo(user.index("first", "start"))
    edge = user.edge(user.index("first", "start"), right=True)
    user.drag(edge, edge - user.by_years(0.25))
    assert user.item("start").end == first_month(2027) - 4


# --- menu ---------------------------------------------------------------------------------------


def test_the_menu_is_that_of_the_sheet_and_leads_there(user: TableUser, qtbot: QtBot) -> None:
    user.go("first", "start")
    offered = choices(user, user.table.commands.split_month())
    for words in ("文言を編集", "期末以降も", "複製", "各年度に繰り返す", "削除", "行を複製"):
        assert words in offered
    assert any(words.startswith("分割（") for words in offered)
    assert "行の見出しを書く" not in offered  # names stand where labels would be written
    offered["枠"]()
    assert user.item("start").kind == "box"
    offered["期末以降も"]()
    assert user.item("start").opens_after
    with qtbot.waitSignal(user.table.open_wanted) as opened:
        offered["個票を開く"]()
    assert opened.args == ["first", "start"]


def test_several_and_rows_have_their_own_choices(user: TableUser) -> None:
    user.go("first", "study")
    click(user, user.middle(user.index("first", "start")), CTRL)
    offered = choices(user)
    assert "2本を結合" in offered
    assert "文言を編集" not in offered
    user.go("first")
    choices(user)["行を複製"]()
    assert user.texts("first")[:2] == [["導入検討", "導入"], ["導入検討", "導入"]]
    choices(user)["行を削除"]()
    assert user.texts("first") == [["導入検討", "導入"], ["職員研修"], []]


def test_nothing_is_edited_in_a_document_that_is_read_only(
    user: TableUser, read_only: None
) -> None:
    user.go("first", "start")
    for key, held in ((Key.Key_X, CTRL), (Key.Key_R, CTRL), (Key.Key_Insert, NONE)):
        user.press(key, held)
    menu = user.table.menu(None)
    enabled = {one.text().split("\t")[0] for one in menu.choices if one.isEnabled()}
    menu.menu.deleteLater()
    assert enabled == {"個票を開く", "コピー"}
    assert user.texts("first") == [["導入検討", "導入"], ["職員研修"], []]
