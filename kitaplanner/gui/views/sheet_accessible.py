"""The sheet for screen readers: its fields, rows, items and empty months as accessible nodes.

Belongs here: the nodes, their names and places, and telling of focus and edits. The words are
those of `sheet_words`; what the cursor can stand on is asked of `sheet_cursor`.

Qt owns no node: `SheetReader` makes them when they are asked for, registers them with Qt's cache,
and takes them out again when their thing leaves the sheet. A node is deleted by Qt then, and so
must never be kept by anything but its reader. Nothing is made while no screen reader asks.
`interface_cast` stays as it is: an override in Python ends the process (PySide 6.11).
"""

# Qt's stubs leave out that there may be no child, parent or window.
# mypy: disable-error-code="override"

from __future__ import annotations

import weakref
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleValueChangeEvent,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget

from kitaplanner.domain.form import load_form
from kitaplanner.gui.views.sheet_cursor import Walk
from kitaplanner.gui.views.sheet_fields import WRITABLE_FIELDS, field_text
from kitaplanner.gui.views.sheet_map import Place, SheetMap, row_place
from kitaplanner.gui.views.sheet_words import accessible_name

if TYPE_CHECKING:
    from kitaplanner.gui.views.sheet_view import SheetView

_Role = QAccessible.Role
_Text = QAccessible.Text
_Event = QAccessible.Event


class SheetReader(QObject):
    """The nodes of one view, and what is told to screen readers about them."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        _install_factory()
        self._view = weakref.ref(view)
        self._nodes: dict[Place, PlaceNode] = {}
        self._tree: tuple[SheetMap, dict[Place | None, tuple[Place, ...]]] | None = None
        view.selection_changed.connect(self._tell_focus)
        view.destroyed.connect(self._drop_all)
        view.installEventFilter(self)

    @property
    def view(self) -> SheetView:
        """Give the view."""
        view = self._view()
        assert view is not None, "a reader lives as long as its view"
        return view

    # --- the tree ----------------------------------------------------------------------------

    def places(self, parent: Place | None) -> tuple[Place, ...]:
        """Give the places below another one in reading order; None is the sheet itself."""
        sheet = self.view.sheet
        if sheet is None:
            return ()
        if self._tree is None or self._tree[0] is not sheet:
            self._tree = (sheet, _tree_of(sheet))
        return self._tree[1].get(parent, ())

    def parent_of(self, place: Place) -> Place | None:
        """Give the row that an item or empty months stand in; None for what the sheet holds."""
        sheet = self.view.sheet
        if sheet is None or place.is_field or place.is_row:
            return None
        row = sheet.row_of_item(place.target.id) if place.is_item else None
        return row_place(place.target.id if row is None else row.id)

    def node(self, place: Place) -> PlaceNode:
        """Give the node of a place, made at the first asking."""
        node = self._nodes.get(place)
        if node is None:
            node = self._nodes[place] = PlaceNode(self, place)
            node.number = QAccessible.registerAccessibleInterface(node)
        return node

    def nodes(self, parent: Place | None) -> list[QAccessibleInterface]:
        """Give the nodes below a place, or of the sheet, in reading order."""
        return [self.node(place) for place in self.places(parent)]

    def node_at(self, parent: Place | None, x: int, y: int) -> QAccessibleInterface | None:
        """Give the node below a place that shows a point of the screen."""
        point = QPoint(x, y)
        return next((one for one in self.nodes(parent) if one.rect().contains(point)), None)

    def place_with_cursor(self) -> Place | None:
        """Give the place of the cursor as the tree holds it: empty months by their division."""
        sheet, place = self.view.sheet, self.view.place
        if sheet is None or place is None or place.span is None:
            return place
        row = sheet.row(place.target.id)
        cell = None if row is None else sheet.free_cell(row, place.span.start)
        return None if cell is None else Place(place.target, cell)

    @property
    def live_nodes(self) -> int:
        """Give how many nodes there are."""
        return len(self._nodes)

    # --- telling -----------------------------------------------------------------------------

    def follow_sheet(self) -> None:
        """Drop the nodes of what is gone and tell what reads differently, after a new lay-out."""
        if not self._nodes:
            return
        here = {place for places in self._all_places() for place in places}
        for place in [one for one in self._nodes if one not in here]:
            self._drop(place)
        for node in self._nodes.values():
            node.tell_changes()

    def _all_places(self) -> list[tuple[Place, ...]]:
        rows = self.places(None)
        return [rows, *(self.places(row) for row in rows)]

    @Slot()
    def _drop_all(self) -> None:
        for place in list(self._nodes):
            self._drop(place)

    def _drop(self, place: Place) -> None:
        # The name keeps Python from deleting the node before Qt has done so.
        node = self._nodes.pop(place)
        QAccessible.deleteAccessibleInterface(node.number)

    @Slot()
    def _tell_focus(self) -> None:
        place = self.place_with_cursor()
        if QAccessible.isActive() and place is not None and self.view.hasFocus():
            announce(QAccessibleEvent(self.node(place), _Event.Focus))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what the cursor is on when the keyboard comes, after Qt has named the widget."""
        if event.type() == QEvent.Type.FocusIn and QAccessible.isActive():
            QTimer.singleShot(0, self, self._tell_focus)
        return False


class PlaceNode(QAccessibleInterface):
    """A field, a row, an item, or empty months."""

    def __init__(self, reader: SheetReader, place: Place) -> None:
        super().__init__()
        self.number = 0
        self.place = place
        self._reader = weakref.ref(reader)
        self._told = self._words()

    @property
    def _view(self) -> SheetView:
        return self._home.view

    @property
    def _home(self) -> SheetReader:
        reader = self._reader()
        assert reader is not None, "a node is dropped before its reader"
        return reader

    def _words(self) -> tuple[str, str]:
        return self.text(_Text.Name), self.text(_Text.Value)

    def tell_changes(self) -> None:
        """Tell a name and a value that read differently than before."""
        told, self._told = self._told, self._words()
        if not QAccessible.isActive():
            return
        if told[0] != self._told[0]:
            announce(QAccessibleEvent(self, _Event.NameChanged))
        if told[1] != self._told[1]:
            announce(QAccessibleValueChangeEvent(self, self._told[1]))

    def isValid(self) -> bool:
        reader = self._reader()
        return reader is not None and reader.view.sheet is not None

    def object(self) -> QObject | None:
        return None

    def window(self) -> QWindow | None:
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface | None:
        above = self._home.parent_of(self.place)
        if above is None:
            return QAccessible.queryAccessibleInterface(self._view)
        return self._home.node(above)

    def childCount(self) -> int:
        return len(self._home.places(self.place))

    def child(self, index: int) -> QAccessibleInterface | None:
        places = self._home.places(self.place)
        return self._home.node(places[index]) if 0 <= index < len(places) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _index(child, self._home.places(self.place))

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        return self._home.node_at(self.place, x, y)

    def focusChild(self) -> QAccessibleInterface | None:
        return None

    def role(self) -> QAccessible.Role:
        if self.place.is_field:
            return _Role.EditableText if self._can_write else _Role.StaticText
        if self.place.is_row:
            return _Role.Row
        return _Role.ListItem if self.place.is_item else _Role.Cell

    @property
    def _can_write(self) -> bool:
        is_text = not self.place.is_field or self.place.target.field in WRITABLE_FIELDS
        return is_text and self._view.is_editable

    def rect(self) -> QRect:
        """Give the area on the screen."""
        view = self._view
        sheet = view.sheet
        area = None if sheet is None else sheet.rect(self.place)
        if area is None:
            return QRect()
        shown = view.paper.to_view(area).toAlignedRect()
        return QRect(view.viewport().mapToGlobal(shown.topLeft()), shown.size())

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Refuse: what is written goes through the editor of the place."""

    def text(self, kind: QAccessible.Text) -> str:
        sheet, plan = self._view.sheet, self._view.plan()
        if sheet is None or plan is None:
            return ""
        if kind == _Text.Name:
            return accessible_name(sheet, load_form(plan.form), self.place)
        target = self.place.target
        item = sheet.item(target.id) if self.place.is_item else None
        if kind == _Text.Value and self.place.is_field:
            return field_text(sheet.initiative, target.field)
        if kind == _Text.Value and item is not None:
            return item.text
        return item.note if kind == _Text.Description and item is not None else ""

    def state(self) -> QAccessible.State:
        view, state = self._view, QAccessible.State()
        has_cursor = self._home.place_with_cursor() == self.place
        state.focusable = state.selectable = 1
        state.focused = int(has_cursor and view.hasFocus())
        is_chosen = self.place.is_item and self.place.target.id in view.chosen
        state.selected = int(has_cursor or is_chosen)
        state.readOnly = int(not self._can_write)
        state.editable = int(self._can_write)
        state.multiLine = int(self.place.target.field == "summary")
        seen = view.viewport().rect()
        on_screen = QRect(view.viewport().mapToGlobal(seen.topLeft()), seen.size())
        state.offscreen = int(not on_screen.intersects(self.rect()))
        return state


class SheetAccessible(QAccessibleWidget):
    """The view: the nodes of its sheet, and behind them the editor while something is written."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view, _Role.Grouping, view.accessibleName())

    @property
    def _reader(self) -> SheetReader:
        view: SheetView = self.widget()  # type: ignore[assignment]  # the factory made sure
        return view.reader

    def _places(self) -> tuple[Place, ...]:
        return self._reader.places(None)

    def _editor(self) -> QAccessibleInterface | None:
        view = self._reader.view
        return QAccessible.queryAccessibleInterface(view.viewport()) if view.is_writing else None

    def childCount(self) -> int:
        return len(self._places()) + self._reader.view.is_writing

    def child(self, index: int) -> QAccessibleInterface | None:
        places = self._places()
        if index == len(places):
            return self._editor()
        return self._reader.node(places[index]) if 0 <= index < len(places) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        places = self._places()
        if self._reader.view.is_writing and child.object() is self._reader.view.viewport():
            return len(places)
        return _index(child, places)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        editor = self._editor()
        if editor is not None and editor.childAt(x, y) is not None:
            return editor
        return self._reader.node_at(None, x, y)

    def focusChild(self) -> QAccessibleInterface | None:
        editor, place = self._editor(), self._reader.place_with_cursor()
        if editor is not None:
            return editor.focusChild()
        if place is None or not self._reader.view.hasFocus():
            return None
        return self._reader.node(place)

    def text(self, kind: QAccessible.Text) -> str:
        sheet = self._reader.view.sheet
        if kind == _Text.Value and sheet is not None:
            return sheet.initiative.name
        return super().text(kind)

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = int(not self._reader.view.is_editable)
        return state


def announce(event: QAccessibleEvent) -> None:
    """Hand an event to the screen reader."""
    QAccessible.updateAccessibility(event)


def _index(child: QAccessibleInterface, places: tuple[Place, ...]) -> int:
    if isinstance(child, PlaceNode) and child.place in places:
        return places.index(child.place)
    return -1


def _tree_of(sheet: SheetMap) -> dict[Place | None, tuple[Place, ...]]:
    """Give the places below each place: fields and rows below the sheet, stops below rows."""
    tree: dict[Place | None, tuple[Place, ...]] = {}
    for line in Walk(sheet).lines:
        stops = tuple(stop.place for stop in line)
        row = sheet.row_of_item(stops[0].target.id) if stops[0].is_item else None
        if not stops[0].is_field:
            tree[row_place(stops[0].target.id if row is None else row.id)] = stops
    fields = tuple(Place(region.target) for region in sheet.fields)
    tree[None] = (*fields, *(row_place(row.id) for row in sheet.rows))
    return tree


@cache
def _install_factory() -> None:
    QAccessible.installFactory(_make_interface)


def _make_interface(key: str, widget: QObject | None) -> QAccessibleInterface | None:
    """Answer Qt's question for an interface, for sheets alone."""
    reader = getattr(widget, "reader", None)
    return SheetAccessible(reader.view) if isinstance(reader, SheetReader) else None
