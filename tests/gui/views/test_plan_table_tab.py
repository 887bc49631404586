"""一覧 in the window: tabs that follow each other, the scale of the tab in front, saving."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.views.inspector import Subject
from tests.gui.plan_table_helpers import TableUser
from tests.gui.sheet_helpers import CTRL

Key = Qt.Key


@pytest.fixture
def user(opened: MainWindow) -> TableUser:
    """Someone who has turned to the table."""
    workbench = opened.rooms.workbench
    workbench.tabs.setCurrentWidget(workbench.plan_table)
    session = opened.desk.session
    assert session is not None
    return TableUser(workbench.plan_table, session)


def test_the_table_begins_with_what_the_sheet_showed(opened: MainWindow, qtbot: QtBot) -> None:
    workbench = opened.rooms.workbench
    workbench.show_initiative("first", "train")
    workbench.tabs.setCurrentWidget(workbench.plan_table)
    spot = workbench.plan_table.spot
    assert spot is not None
    assert (spot.line, spot.item) == ("first", "train")


def test_sheet_outline_and_inspector_follow_the_table(
    opened: MainWindow, user: TableUser, qtbot: QtBot
) -> None:
    workbench = opened.rooms.workbench
    with qtbot.waitSignal(workbench.subject_shown):
        user.go("second", year=2026)
    assert workbench.shown_initiative is not None
    assert workbench.shown_initiative.id == "second"
    key = workbench.outline.current_key()
    assert key is not None
    assert key.id == "second"
    assert user.here.startswith("空き、令和8年度")


def test_leaving_the_table_at_once_takes_its_place_along(
    opened: MainWindow, user: TableUser
) -> None:
    user.go("second")
    opened.rooms.workbench.tabs.setCurrentIndex(0)
    assert opened.rooms.workbench.sheet.initiative_id == "second"


def test_the_table_follows_the_outline(opened: MainWindow, user: TableUser) -> None:
    opened.rooms.workbench.show_node("pillar")
    assert user.here == "見出し、① 行かない窓口"
    opened.rooms.workbench.show_initiative("second")
    assert user.here.startswith("事業、1-(2)")


def test_what_the_wishes_hide_is_said(opened: MainWindow, user: TableUser) -> None:
    user.page.bar.word.setText("電子申請")
    opened.rooms.workbench.show_initiative("second")
    assert user.said[-1] == "選んだ事業は、一覧の絞り込みで隠れています。"


def test_opening_the_sheet_of_an_item(opened: MainWindow, user: TableUser) -> None:
    workbench = opened.rooms.workbench
    user.go("first", "start")
    user.press(Key.Key_Return, CTRL)
    assert workbench.tabs.currentIndex() == 0
    assert workbench.inspector.subject == Subject("first", "start")
    assert workbench.sheet.hasFocus() or workbench.focusProxy() is None


def test_the_scale_is_that_of_the_tab_in_front(opened: MainWindow, user: TableUser) -> None:
    workbench = opened.rooms.workbench
    sheet = workbench.sheet.zoom
    opened.actions_.zoom_in.trigger()
    assert (user.table.zoom, workbench.sheet.zoom) == (110, sheet)
    assert opened.status.zoom.percent == 110
    workbench.tabs.setCurrentIndex(0)
    assert opened.status.zoom.percent == sheet


def test_what_is_typed_is_handed_over_before_undo(opened: MainWindow, user: TableUser) -> None:
    user.go("first", "start")
    user.type("x")
    opened.desk.commit_editors()
    assert user.item("start").text == "x"
    assert not user.editors


def test_closing_the_document_empties_the_table(opened: MainWindow, user: TableUser) -> None:
    session = opened.desk.session
    opened.desk.put(None)
    assert user.lines() == []
    assert user.page.spot is None
    assert session is not None
    session.close()


def test_tab_leads_through_the_fields_to_the_table(opened: MainWindow, qtbot: QtBot) -> None:
    bench = opened.rooms.workbench
    with qtbot.waitActive(opened):
        opened.activateWindow()
    bench.tabs.setCurrentWidget(bench.plan_table)
    bar, table = bench.plan_table.bar, bench.plan_table.table
    bench.plan_table.setFocus()
    assert table.hasFocus()
    bench.tabs.tabBar().setFocus()
    for field in (bar.departments, bar.word, bar.order, bar.changed, bar.findings, table):
        keyboard = opened.focusWidget()
        assert keyboard is not None
        QTest.keyClick(keyboard, Key.Key_Tab)
        assert field.hasFocus()


def test_the_scale_of_the_table_is_remembered(opened: MainWindow, user: TableUser) -> None:
    user.table.set_zoom(140)
    assert opened.settings.table_zoom == 140
    assert opened.settings.zoom != 140
