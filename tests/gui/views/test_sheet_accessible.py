"""The sheet as a screen reader walks it: names, roles, places, states and what it is told."""

from __future__ import annotations

import dataclasses
import gc
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleValueChangeEvent,
)
from PySide6.QtWidgets import QApplication

from kitaplanner.domain.calendar import Span, year_span
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views import sheet_accessible
from kitaplanner.gui.views.sheet_accessible import PlaceNode
from kitaplanner.gui.views.sheet_map import cell_place, item_place, row_place
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.layout.scene import Rect, Target
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.schedule_items import change_item
from tests.gui.sheet_helpers import Key, SheetUser

Role, Text = QAccessible.Role, QAccessible.Text


def interface(view: SheetView) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    return found


def below(parent: QAccessibleInterface) -> list[QAccessibleInterface]:
    """The children, each of which must know its parent and its place."""
    children = [parent.child(index) for index in range(parent.childCount())]
    for index, child in enumerate(children):
        assert child.isValid()
        assert parent.indexOfChild(child) == index
        assert child.parent() is parent
    assert parent.child(len(children)) is None
    return children


def walk(view: SheetView) -> list[QAccessibleInterface]:
    """All nodes in reading order."""
    return [node for child in below(interface(view)) for node in (child, *below(child))]


def tree(view: SheetView) -> list[tuple[Role, str, str]]:
    """Roles, names and values of all nodes in reading order."""
    return [(one.role(), one.text(Text.Name), one.text(Text.Value)) for one in walk(view)]


def named(view: SheetView, name: str) -> QAccessibleInterface:
    """The node whose name begins so."""
    return next(node for node in walk(view) if node.text(Text.Name).startswith(name))


@pytest.fixture
def listening() -> Iterator[None]:
    """A screen reader that is switched on."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, listening: None) -> list[tuple[str, str]]:
    """What the screen reader is told: the kind of event, and the name or value."""
    heard: list[tuple[str, str]] = []

    def hear(event: QAccessibleEvent) -> None:
        node = event.accessibleInterface()
        is_value = isinstance(event, QAccessibleValueChangeEvent)
        words = event.value() if is_value else node.text(Text.Name)
        heard.append((event.type().name, str(words)))

    monkeypatch.setattr(sheet_accessible, "announce", hear)
    return heard


def test_the_sheet_reads_from_top_to_bottom(view: SheetView) -> None:
    empty = [(Role.Cell, f"空き、令和{year}年度、3行中1行目", "") for year in (9, 10, 11)]
    assert tree(view) == [
        (Role.EditableText, "事業名", "電子申請の推進"),
        (Role.EditableText, "担当課", "DX推進担当課"),
        (Role.EditableText, "事業概要", "申請を電子化します。\n※一部の手続を除きます。"),
        (Role.Row, "3行中1行目", ""),
        (Role.ListItem, "矢印、導入検討、令和7年度、3行中1行目", "導入検討"),
        (Role.ListItem, "矢印、導入、令和8年度、3行中1行目", "導入"),
        *empty,
        (Role.Row, "3行中2行目", ""),
        (Role.ListItem, "矢印、職員研修、令和7年度～令和11年度、3行中2行目", "職員研修"),
        (Role.Row, "3行中3行目", ""),
        *((Role.Cell, f"空き、令和{year}年度、3行中3行目", "") for year in range(7, 12)),
    ]
    assert interface(view).text(Text.Name) == "個票"
    assert interface(view).text(Text.Value) == "電子申請の推進"


def test_open_ends_and_doubt_are_said(view: SheetView, session: DocumentSession) -> None:
    for field in ("opens_before", "opens_after"):
        session.perform(change_item, "first", "train", field, True)
    name = named(view, "矢印、職員研修").text(Text.Name)
    assert name.endswith("3行中2行目、期首前から、期末以降も")
    assert view.sheet is not None
    rows = list(view.sheet.rows)
    doubtful = dataclasses.replace(rows[1].items[0], span_confirmed=False, note="試行を含む")
    rows[1] = dataclasses.replace(rows[1], items=(doubtful,), label="人材")
    schedule = dataclasses.replace(view.sheet.initiative.schedule, rows=tuple(rows))
    view.sheet.initiative = dataclasses.replace(view.sheet.initiative, schedule=schedule)
    assert named(view, "矢印、職員研修").text(Text.Name).endswith("、期間未確認")
    assert named(view, "矢印、職員研修").text(Text.Description) == "試行を含む"
    assert named(view, "3行中2行目").text(Text.Name) == "3行中2行目、人材"


@pytest.mark.parametrize("zoom", [50, 100, 300])
def test_a_node_is_where_it_is_drawn_and_found_there(view: SheetView, zoom: int) -> None:
    view.zoom = zoom
    root = interface(view)
    corner = view.viewport().mapToGlobal(view.viewport().rect().topLeft())
    for place in (item_place("start"), row_place("row-2"), cell_place("row-3", year_span(2027))):
        assert view.sheet is not None
        area = view.sheet.rect(place)
        assert area is not None
        node = view.reader.node(place)
        drawn = view.paper.to_view(area).toAlignedRect().translated(corner)
        assert node.rect() == drawn
        middle = drawn.center()
        found = root.childAt(middle.x(), middle.y())
        assert found is not None
        inner = found.childAt(middle.x(), middle.y())
        assert node in (found, inner)
    margin = view.paper.to_view(Rect(1, 1, 0, 0)).topLeft().toPoint() + corner
    assert root.childAt(margin.x(), margin.y()) is None


def test_what_is_scrolled_away_is_said_to_be(view: SheetView) -> None:
    view.zoom = 300
    view.verticalScrollBar().setValue(0)
    view.horizontalScrollBar().setValue(0)
    assert not named(view, "事業名").state().offscreen
    assert view.reader.node(cell_place("row-3", year_span(2029))).state().offscreen


def test_the_state_follows_the_cursor(view: SheetView) -> None:
    view.select(Target("item", "start"))
    state = named(view, "矢印、導入、").state()
    assert (state.focused, state.selected, state.focusable, state.readOnly) == (1, 1, 1, 0)
    assert not named(view, "矢印、導入検討").state().selected
    focus = interface(view).focusChild()
    assert focus is named(view, "矢印、導入、")
    view.choose(["start", "study"])
    assert named(view, "矢印、導入検討").state().selected
    assert not named(view, "矢印、導入検討").state().focused


@pytest.mark.usefixtures("read_only")
def test_a_sheet_that_may_only_be_read_says_so(view: SheetView) -> None:
    assert interface(view).state().readOnly
    assert named(view, "事業名").role() == Role.StaticText
    assert named(view, "矢印、導入、").state().readOnly


def test_the_cursor_is_told_wherever_it_goes(user: SheetUser, told: list[tuple[str, str]]) -> None:
    user.view.select(Target("item", "study"))
    for _ in range(3):
        user.press(Key.Key_Right)
    user.press(Key.Key_Down)
    assert told == [
        ("Focus", "矢印、導入検討、令和7年度、3行中1行目"),
        ("Focus", "矢印、導入、令和8年度、3行中1行目"),
        ("Focus", "空き、令和9年度、3行中1行目"),
        ("Focus", "空き、令和10年度、3行中1行目"),
        ("Focus", "矢印、職員研修、令和7年度～令和11年度、3行中2行目"),
    ]


def test_a_drawn_stretch_is_told_by_the_months_it_begins_in(
    view: SheetView, told: list[tuple[str, str]]
) -> None:
    start, end = year_span(2026, 2028)
    view.set_place(cell_place("row-3", Span(start, end)))
    assert told == [("Focus", "空き、令和8年度、3行中3行目")]


def test_the_keyboard_coming_back_says_where_it_is(
    view: SheetView, told: list[tuple[str, str]]
) -> None:
    view.select(Target("item", "start"))
    view.clearFocus()
    told.clear()
    view.select(Target("item", "study"))
    assert told == []  # the keyboard is elsewhere
    view.setFocus()
    QApplication.processEvents()
    assert told == [("Focus", "矢印、導入検討、令和7年度、3行中1行目")]


def test_edits_and_undo_tell_what_reads_differently(
    view: SheetView, session: DocumentSession, told: list[tuple[str, str]]
) -> None:
    tree(view)
    session.perform(change_item, "first", "start", "text", "本格導入")
    name = "矢印、{}、令和8年度、3行中1行目"
    assert told == [("NameChanged", name.format("本格導入")), ("ValueChanged", "本格導入")]
    session.undo()
    assert told[2:] == [("NameChanged", name.format("導入")), ("ValueChanged", "導入")]
    session.perform(change_initiative, "first", "name", "申請")
    assert told[4:] == [("ValueChanged", "申請")]
    assert tree(view)[0] == (Role.EditableText, "事業名", "申請")


def test_an_edit_keeps_the_nodes_of_what_stays(user: SheetUser, session: DocumentSession) -> None:
    view = user.view
    tree(view)
    study, start = named(view, "矢印、導入検討"), named(view, "矢印、導入、")
    count = view.reader.live_nodes
    view.select(Target("item", "start"))
    user.press(Key.Key_Delete)
    assert not shiboken6.isValid(start)
    assert named(view, "矢印、導入検討") is study
    assert "空き、令和8年度、3行中1行目" in [name for _, name, _ in tree(view)]
    session.undo()
    assert len(tree(view)) == count


def test_nothing_of_an_initiative_stays_behind(view: SheetView) -> None:
    tree(view)
    kept = [weakref.ref(view.reader.node(item_place(one))) for one in ("study", "start")]
    view.show_initiative("second")
    assert view.reader.live_nodes == 0
    gc.collect()
    assert [one() for one in kept] == [None, None]
    assert tree(view)[3] == (Role.Row, "1行中1行目", "")
    view.show_initiative(None)
    assert (tree(view), view.reader.live_nodes) == ([], 0)


def test_nothing_is_made_while_nobody_listens(user: SheetUser) -> None:
    user.view.select(Target("item", "start"))
    user.press(Key.Key_Right)
    user.press(Key.Key_Delete)
    assert user.view.reader.live_nodes == 0


def test_a_view_takes_its_nodes_with_it(session: DocumentSession) -> None:
    shown = SheetView()
    shown.set_session(session)
    shown.show_initiative("first")
    tree(shown)
    nodes = [weakref.ref(one) for one in shown.reader.nodes(None) if isinstance(one, PlaceNode)]
    shown.set_session(None)
    tree(shown)
    shown.set_session(session)
    shown.show_initiative("first")
    tree(shown)
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert nodes
    assert all(one() is None for one in nodes)


def test_the_editor_can_be_found_while_it_is_open(user: SheetUser) -> None:
    view = user.view
    root = interface(view)
    count = root.childCount()
    view.select(Target("item", "start"))
    assert view.edit_selection()
    assert root.childCount() == count + 1
    paper = root.child(count)
    assert paper.object() is view.viewport()
    assert root.indexOfChild(paper) == count
    corner = user.editor.mapToGlobal(user.editor.rect().topLeft())
    middle = QRect(corner, user.editor.size()).center()
    assert root.childAt(middle.x(), middle.y()).object() is view.viewport()
    focus = root.focusChild()
    assert focus is not None
    assert focus.object() is user.editor
    view.commit_editor()
    assert root.childCount() == count
