"""The window as a whole: starting in two steps, following the document, remembering."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDockWidget
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import year_span
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.plan_table_model import Spot
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import DARK, LIGHT, Theme
from kitaplanner.gui.views.inspector import Subject
from kitaplanner.gui.views.sheet_map import cell_place
from kitaplanner.layout.scene import Target
from kitaplanner.operations.documents import write_new
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.schedule_items import change_item


def test_the_window_furnishes_itself_after_the_first_paint(
    qtbot: QtBot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KITAPLANNER_DATA", str(tmp_path / "data"))
    window = MainWindow(settings, Theme("light"))
    qtbot.addWidget(window)
    assert not window.start_screen.isEnabled()  # a click would be lost
    with qtbot.waitSignal(window.furnished):
        window.show()
    assert window.start_screen.isVisible()
    assert window.start_screen.isEnabled()
    assert not window.actions_.save.isEnabled()
    window.close()


def test_a_file_of_the_command_line_is_opened(
    qtbot: QtBot,
    settings: Settings,
    tmp_path: Path,
    small_plan: Plan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KITAPLANNER_DATA", str(tmp_path / "data"))
    path = tmp_path / "計画.kitaplan"
    write_new(path, small_plan, "試験")
    window = MainWindow(settings, Theme("light"), path)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.desk.session_changed):
        window.show()
    assert window.desk.session is not None
    assert window.desk.session.path == path
    window.close()


def test_a_window_that_is_closed_at_once_is_never_furnished(
    qtbot: QtBot, settings: Settings
) -> None:
    window = MainWindow(settings, Theme("light"))
    qtbot.addWidget(window)
    window.show()
    assert window.close()
    window.furnish()
    assert not hasattr(window, "rooms")


def test_undo_and_redo_name_what_they_do(opened: MainWindow) -> None:
    actions, session = opened.actions_, opened.desk.session
    assert session is not None
    assert not actions.undo.isEnabled()
    session.perform(change_initiative, "first", "name", "電子申請")
    assert actions.undo.text() == "元に戻す：「電子申請の推進」の事業名を変更"
    assert actions.undo.iconText() == "元に戻す"
    actions.undo.trigger()
    assert not actions.undo.isEnabled()
    assert actions.redo.text() == "やり直し：「電子申請の推進」の事業名を変更"
    actions.redo.trigger()
    assert next(session.snapshot.initiatives()).name == "電子申請"


def test_undo_takes_in_what_is_being_typed_first(opened: MainWindow) -> None:
    session, panel = opened.desk.session, opened.rooms.workbench.inspector.initiative
    assert session is not None
    session.perform(change_initiative, "first", "summary", "改めた概要")
    panel.name.setPlainText("書きかけ")
    opened.actions_.undo.trigger()
    initiative = next(session.snapshot.initiatives())
    assert (initiative.name, initiative.summary) == ("電子申請の推進", "改めた概要")


def test_a_refusal_is_said_and_the_next_edit_takes_it_away(opened: MainWindow) -> None:
    session = opened.desk.session
    assert session is not None
    session.perform(change_item, "first", "gone", "text", "")
    assert opened.message_bar.kind == "warning"
    session.perform(change_initiative, "first", "name", "電子申請")
    assert opened.message_bar.text == ""


# --- the parts follow each other ----------------------------------------------------------------


def test_outline_sheet_and_inspector_show_the_same(opened: MainWindow) -> None:
    bench = opened.rooms.workbench
    assert bench.sheet.initiative_id == "first"
    bench.sheet.select(Target("item", "study"))
    assert bench.inspector.subject == Subject("first", "study")
    bench.step(1)
    assert bench.sheet.initiative_id == "second"
    key = bench.outline.current_key()
    assert key is not None
    assert key.id == "second"
    assert bench.inspector.subject == Subject("second")
    bench.step(1)
    assert bench.sheet.initiative_id == "second"
    opened.actions_.previous.trigger()
    assert bench.sheet.initiative_id == "first"


def test_a_heading_shows_its_fields_beside_the_sheet(opened: MainWindow) -> None:
    bench = opened.rooms.workbench
    bench.show_node("pillar")
    assert bench.inspector.node.isVisible()
    assert bench.sheet.initiative_id == "first"


def test_what_is_unsure_is_said_above_the_sheet(opened: MainWindow) -> None:
    session, bench = opened.desk.session, opened.rooms.workbench
    assert session is not None
    assert bench.info_bar.text == ""
    for item in ("study", "train"):
        session.perform(change_item, "first", item, "span_confirmed", False)
    assert bench.info_bar.text == "期間未確認の矢印が2本あります。"
    bench.select_next_unconfirmed()
    assert bench.inspector.subject == Subject("first", "study")
    bench.select_next_unconfirmed()
    assert bench.inspector.subject == Subject("first", "train")
    bench.select_next_unconfirmed()
    assert bench.inspector.subject == Subject("first", "study")
    bench.step(1)
    assert bench.info_bar.text == ""


def test_the_zoom_has_one_value(opened: MainWindow) -> None:
    bench, slider = opened.rooms.workbench, opened.status.zoom
    opened.actions_.zoom_reset.trigger()
    opened.actions_.zoom_in.trigger()
    assert bench.sheet.zoom == slider.percent == opened.settings.zoom == 110
    slider.chosen.emit(150)
    assert bench.sheet.zoom == 150


# --- colours, files dropped, remembering --------------------------------------------------------


def test_colours_change_at_once_and_are_remembered(opened: MainWindow, qapp: QApplication) -> None:
    palette = qapp.palette()
    schemes = {action.data(): action for action in opened.actions_.schemes.actions()}
    schemes["dark"].trigger()
    assert opened.theme.colours is DARK
    assert opened.settings.colour_scheme == "dark"
    schemes["light"].trigger()
    assert opened.theme.colours is LIGHT
    qapp.setStyleSheet("")
    qapp.setPalette(palette)


def drop(window: MainWindow, path: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(100, 100),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    window.dropEvent(event)
    return event


def test_a_plan_that_is_dropped_is_opened(window: MainWindow, saved: Path) -> None:
    assert drop(window, saved).isAccepted()
    assert window.desk.session is not None
    assert not drop(window, saved.with_suffix(".txt")).isAccepted()


def test_the_next_start_finds_everything_in_its_place(
    opened: MainWindow, saved: Path, qtbot: QtBot
) -> None:
    opened.resize(760, 600)  # the offscreen screen is 800 by 800
    opened.rooms.workbench.step(1)
    opened.status.zoom.chosen.emit(130)
    dock = opened.findChild(QDockWidget, "inspector_dock")
    dock.close()
    assert opened.close()
    again = MainWindow(Settings(opened.settings.path), Theme("light"), saved)
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.desk.session_changed):
        again.show()
    bench = again.rooms.workbench
    qtbot.waitUntil(lambda: bench.sheet.zoom == 130)
    assert bench.sheet.initiative_id == "second"
    assert again.findChild(QDockWidget, "inspector_dock").isHidden()
    assert not again.findChild(QDockWidget, "outline_dock").isHidden()
    assert again.size() == opened.size()
    again.close()


def test_docks_go_and_come_with_the_document(opened: MainWindow, saved: Path) -> None:
    docks = opened.findChildren(QDockWidget)
    assert all(dock.isVisible() for dock in docks)
    opened.rooms.files.close_document()
    assert not any(dock.isVisible() for dock in docks)
    opened.rooms.files.open_path(saved)
    assert all(dock.isVisible() for dock in docks)


@pytest.mark.parametrize("size", [(683, 384), (911, 512), (1366, 768)])
def test_everything_fits(opened: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    opened.resize(*size)
    assert (opened.width(), opened.height()) == size
    inside = opened.rect()
    for action in opened.tool_bar.actions():
        widget = opened.tool_bar.widgetForAction(action)
        corner = widget.mapTo(opened, QPoint(widget.width(), widget.height()))
        assert inside.contains(corner - QPoint(1, 1)), action.text()
        assert widget.isVisible()


def test_every_control_can_be_named_by_a_screen_reader(opened: MainWindow) -> None:
    bench = opened.rooms.workbench
    bench.sheet.select(Target("item", "study"))
    panel = bench.inspector.item
    for field in (panel.text, panel.kind, panel.note, panel.start, panel.end):
        assert field.accessibleName()
    assert bench.outline.tree.accessibleName() == "体系"
    assert opened.rooms.search.field.accessibleName()


def test_rows_and_several_arrows_have_their_own_fields(opened: MainWindow) -> None:
    bench = opened.rooms.workbench
    bench.sheet.select(Target("row", "row-1"))
    assert bench.inspector.subject == Subject("first", row_id="row-1")
    bench.sheet.set_place(cell_place("row-3", year_span(2026)))
    assert bench.inspector.subject == Subject("first", row_id="row-3")
    bench.sheet.set_place(cell_place("row-1", year_span(2028)))
    assert bench.inspector.subject == Subject("first")
    bench.sheet.choose(("study", "start"))
    assert bench.inspector.subject == Subject("first", "study", items=("study", "start"))
    assert not opened.actions_.back.isEnabled()  # all of it is one place on the way


def test_several_arrows_of_the_table_are_several_in_the_inspector(
    opened: MainWindow, qtbot: QtBot
) -> None:
    bench = opened.rooms.workbench
    bench.tabs.setCurrentWidget(bench.plan_table)
    bench.plan_table.table.choose(("study", "train"))
    qtbot.waitUntil(bench.inspector.items.isVisible)
    assert bench.inspector.items.items == ("study", "train")
    assert bench.plan_table.table.chosen == ("study", "train")
    assert bench.sheet.chosen == ("study", "train")
    bench.plan_table.table.select(Spot("first"))
    qtbot.waitUntil(bench.inspector.initiative.isVisible)


def test_what_is_done_next_is_meant_for_the_table_s_cursor(opened: MainWindow) -> None:
    bench = opened.rooms.workbench
    bench.tabs.setCurrentWidget(bench.plan_table)
    bench.plan_table.table.select(Spot("second"))
    opened.actions_.add_row.trigger()  # before the rest of the window has followed
    session = opened.desk.session
    assert session is not None
    second = session.snapshot.initiative("second")
    assert second is not None
    assert len(second.schedule.rows) == 2
