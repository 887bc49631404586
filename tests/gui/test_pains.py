"""What drove people away from other programs, where no nearer test keeps it away: docs/pains.md."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import year_span
from kitaplanner.domain.outline import copy_initiative
from kitaplanner.domain.plan import Plan, Schedule, ScheduleItem, ScheduleRow
from kitaplanner.gui.dialogs.departments import DepartmentsDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.plan_table_painter import PlanTablePainter
from kitaplanner.operations import nodes
from kitaplanner.operations.initiatives import change_initiative
from tests.gui.plan_table_helpers import TableUser
from tests.gui.sheet_helpers import ALT, CTRL, SHIFT, Key, SheetUser

MANY = 20


def session_of(window: MainWindow) -> DocumentSession:
    assert window.desk.session is not None
    return window.desk.session


def put(window: MainWindow, plan: Plan) -> None:
    """Let the document hold a plan."""
    session_of(window).perform(lambda document: document.commit("準備", plan))


def crowded(plan: Plan, count: int) -> Plan:
    """Give the small plan with so many copies of its first initiative, and nothing else."""
    first = next(plan.initiatives())
    copies = tuple(copy_initiative(first, f"事業{number}") for number in range(count))
    policy = plan.outline[0]
    pillar = policy.children[0]
    step = dataclasses.replace(pillar.children[0], initiatives=copies)
    pillar = dataclasses.replace(pillar, children=(step,))
    return dataclasses.replace(plan, outline=(dataclasses.replace(policy, children=(pillar,)),))


# --- undo ---------------------------------------------------------------------------------------


def test_undo_of_all_that_a_reopened_file_remembers_ends_at_its_first_plan(
    opened: MainWindow,
) -> None:
    session = session_of(opened)
    first = session.snapshot
    session.perform(change_initiative, "first", "name", "一")
    session.perform(change_initiative, "second", "name", "二")
    session.save()
    path = session.path
    assert path is not None
    assert opened.rooms.files.close_document()
    assert opened.rooms.files.open_path(path)
    sheet = opened.rooms.workbench.sheet
    sheet.setFocus()
    for _ in range(5):
        QTest.keyClick(sheet, Key.Key_Z, CTRL)
    assert session_of(opened).snapshot == first


def _rename_in_outline(window: MainWindow) -> None:
    outline = window.rooms.workbench.outline
    outline.select(OutlineKey("initiative", "first"))
    outline.tree.setFocus()
    QTest.keyClick(outline.tree, Key.Key_F2)
    editor = outline.tree.viewport().findChild(QLineEdit)
    assert editor is not None, "F2 opens no field"
    editor.setText("体系で")
    QTest.keyClick(editor, Key.Key_Return)


def _type_in_table(window: MainWindow) -> None:
    bench = window.rooms.workbench
    bench.tabs.setCurrentWidget(bench.plan_table)
    user = TableUser(bench.plan_table, session_of(window))
    user.go("first", "study")
    user.table.setFocus()
    user.press(Key.Key_F2)
    assert user.editors, "F2 opens no editor"
    user.type("A")
    user.press(Key.Key_Return)


def _type_in_inspector(window: MainWindow) -> None:
    bench = window.rooms.workbench
    bench.show_initiative("first", "study")
    field = bench.inspector.item.text
    field.setFocus()
    QTest.keyClicks(field, "A")
    bench.commit()


def _rename_department(window: MainWindow) -> None:
    dialog = DepartmentsDialog(session_of(window), window)
    dialog.table.item(0, 0).setText("情報課")
    dialog.deleteLater()


@pytest.mark.parametrize(
    "edit", [_rename_in_outline, _type_in_table, _type_in_inspector, _rename_department]
)
def test_each_cell_and_field_is_undone_by_one_undo(
    opened: MainWindow, edit: Callable[[MainWindow], None], qtbot: QtBot
) -> None:
    opened.activateWindow()
    session = session_of(opened)
    before = session.snapshot
    edit(opened)
    qtbot.waitUntil(lambda: session.snapshot != before)
    assert len(session.undo_steps) == 1
    opened.actions_.undo.trigger()
    assert session.snapshot == before


# --- many at once -------------------------------------------------------------------------------


def test_twenty_initiatives_move_as_one_step(opened: MainWindow, qtbot: QtBot) -> None:
    session = session_of(opened)
    put(opened, crowded(session.snapshot, MANY))
    session.perform(nodes.add_node, "pillar", "次の施策")
    ids = [one.id for one in session.snapshot.initiatives()]
    outline = opened.rooms.workbench.outline
    outline.select_several([OutlineKey("initiative", one) for one in ids])
    outline.tree.setFocus()
    told: list[Any] = []
    session.document_changed.connect(lambda change, _: told.append(change))
    steps = len(session.undo_steps)
    QTest.keyClick(outline.tree, Key.Key_Down, ALT)
    (change,) = told
    assert len(session.undo_steps) == steps + 1
    assert len(change.images) <= MANY  # rows written: those that moved
    target = next(one for one in session.snapshot.nodes() if one.name == "次の施策")
    assert [one.id for one in target.initiatives] == ids


def test_twenty_arrows_move_as_one_step(opened: MainWindow) -> None:
    session = session_of(opened)
    span = year_span(2025)
    rows = tuple(
        ScheduleRow(f"r{n}", (ScheduleItem(f"i{n}", "arrow", span.start, span.end, f"{n}"),))
        for n in range(MANY)
    )
    put(
        opened,
        session.snapshot.with_initiatives(
            {
                "first": dataclasses.replace(
                    next(session.snapshot.initiatives()), schedule=Schedule(rows)
                )
            }
        ),
    )
    user = SheetUser(opened.rooms.workbench.sheet)
    opened.rooms.workbench.show_initiative("first", "i0")
    user.view.setFocus()
    user.press(Key.Key_A, CTRL)
    told: list[Any] = []
    session.document_changed.connect(lambda change, _: told.append(change))
    user.press(Key.Key_Right, ALT)
    (change,) = told
    assert len(change.images) == MANY
    assert {one.span for one in user.initiative.schedule.items()} == {year_span(2026)}


def test_scrolling_paints_what_is_seen_however_long_the_plan_is(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(opened, crowded(session_of(opened).snapshot, 300))
    bench = opened.rooms.workbench
    bench.tabs.setCurrentWidget(bench.plan_table)
    table = bench.plan_table.table
    painted: list[int] = []
    paint = PlanTablePainter._item

    def counted(painter: PlanTablePainter, at: int, *rest: Any) -> None:
        painted.append(at)
        paint(painter, at, *rest)

    monkeypatch.setattr(PlanTablePainter, "_item", counted)
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    table.viewport().repaint()
    assert painted
    first, last = min(painted), max(painted)
    lines = table.viewport().height() / 12  # no line is lower
    assert last - first < lines
    assert len(painted) < 2 * lines


# --- the keyboard stays where it was ------------------------------------------------------------


def test_no_button_of_the_window_takes_the_keyboard_by_a_click(opened: MainWindow) -> None:
    """A field keeps what is typed in it while the tool bar is clicked: nothing there takes part."""
    by_click = Qt.FocusPolicy.ClickFocus
    for action in opened.tool_bar.actions():
        widget = opened.tool_bar.widgetForAction(action)
        if widget is not None and not isinstance(widget, QLineEdit):
            assert not widget.focusPolicy() & by_click, action.text()


def test_tab_never_writes_a_tab_into_a_field_of_one_line_or_many(opened: MainWindow) -> None:
    bench = opened.rooms.workbench
    bench.show_initiative("first", "study")
    field = bench.inspector.item.text
    field.setFocus()
    QTest.keyClick(field, Key.Key_Tab)
    QTest.keyClick(bench.inspector.item, Key.Key_Tab, SHIFT)
    bench.commit()
    assert not session_of(opened).undo_steps
