"""The program as people run it, with someone looking over their shoulder.

`python -m tests.end_to_end.watched_program QUESTIONS ANSWERS FILE` runs the program on a file.
Lines of JSON on one pipe ask where something is on the screen or what the window shows; the answers
go to the other. The watcher only looks: whatever happens in the window comes from the X server.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QSocketNotifier,
    Slot,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QMenu,
    QMenuBar,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from kitaplanner import app
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.models.outline_filter import OutlineFilter
from kitaplanner.gui.models.outline_model import OutlineModel
from kitaplanner.gui.models.plan_table_model import Spot
from kitaplanner.layout.scene import Target
from tests.gui.sheet_helpers import SheetUser

# As the X server of the test numbers them: Ctrl, Shift, Alt, the third level and the logo, twice.
_MODIFIERS = frozenset({37, 105, 50, 62, 64, 108, 92, 203, 133, 134})
# Of the X protocol; its input extension numbers buttons alike and hides them in a generic event.
_KEY_PRESS, _BUTTON_RELEASE, _GENERIC = 2, 5, 35
# At the edge of an arrow its neighbour may begin.
_INSIDE = 4


class Watcher(QObject):
    """Answers questions about the window, and counts what arrived from keyboard and mouse."""

    def __init__(self, questions: int, answers: int) -> None:
        super().__init__()
        self._answers = answers
        self._arrived = {"keys": 0, "buttons": 0}
        self._rest = b""
        self._questions = questions
        self._notifier = QSocketNotifier(questions, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._kinds: dict[str, Callable[..., object]] = {
            "state": self._state,
            "item": self._item,
            "month": self._month,
            "handle": self._handle,
            "field": self._field,
            "entry": self._entry,
            "cell": self._cell,
            "named": self._named,
            "words": self._words,
            "enabled": self._enabled,
            "clipboard": self._clipboard,
            "arrow_of": self._arrow_of,
            "first_line": self._first_line,
        }

    def note(self, what: str) -> None:
        """Count what arrived: `keys` that were pressed, `buttons` that were let go."""
        self._arrived[what] += 1

    @Slot()
    def _read(self) -> None:
        self._rest += os.read(self._questions, 65536)
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            question = json.loads(line)
            answer = self._kinds[question.pop("ask")](**question)
            os.write(self._answers, json.dumps(answer).encode("ascii") + b"\n")

    # --- what is there -----------------------------------------------------------------------

    @property
    def _window(self) -> MainWindow | None:
        return next(
            (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None
        )

    def _state(self) -> dict[str, object]:
        """Give what a person sees at a glance."""
        window, focus = self._window, QApplication.focusWidget()
        front, popup = QGuiApplication.focusWindow(), QApplication.activePopupWidget()
        state: dict[str, object] = {
            **self._arrived,
            "window": "" if front is None else front.title(),
            "popup": "" if popup is None else type(popup).__name__,
            "focus": "" if focus is None else focus.accessibleName() or type(focus).__name__,
            "message": "",
        }
        if window is None or window.desk.session is None:
            return state
        bench, session = window.rooms.workbench, window.desk.session
        place, spot = bench.sheet.selection, bench.plan_table.spot
        key = bench.outline.current_key()
        return {
            **state,
            "initiative": bench.sheet.initiative_id,
            "entry": None if key is None else key.id,
            "selected": None if place is None else [place.kind, place.id, place.field],
            "cell": None if spot is None else [spot.line, spot.item],
            "writing": bench.sheet.is_writing,
            "said": bench.sheet.accessible_selection(),
            "steps": len(session.undo_steps),
            "dirty": session.is_dirty,
            "message": window.message_bar.text if window.message_bar.isVisible() else "",
        }

    # --- where things are --------------------------------------------------------------------

    def _user(self) -> SheetUser:
        assert self._window is not None
        return SheetUser(self._window.rooms.workbench.sheet)

    def _on_sheet(self, at: QPointF) -> list[int]:
        sheet = self._user().view
        return _place(sheet.viewport(), at.toPoint())

    def _item(self, item_id: str, across: float = 0.5) -> list[int]:
        """Give a place on an arrow: 0 is its left edge, 1 its right."""
        user = self._user()
        left, right = (user.edge(item_id, right=one) for one in (False, True))
        at = left + (right - left) * across
        return self._on_sheet(at + QPointF(_INSIDE * (1 - 2 * across), 0))

    def _month(self, row: int, year: int, months: float = 6.0) -> list[int]:
        return self._on_sheet(self._user().month(row, year, months))

    def _handle(self, row: int) -> list[int]:
        return self._on_sheet(self._user().handle(row))

    def _field(self, name: str) -> list[int]:
        user = self._user()
        return self._on_sheet(
            user.middle(Target("initiative", user.view.initiative_id or "", name))
        )

    def _entry(self, kind: str, entry_id: str) -> list[int] | None:
        """Give the place of an entry of the outline; None where it is not in sight."""
        assert self._window is not None
        outline = self._window.rooms.workbench.outline
        key = OutlineKey("node" if kind == "node" else "initiative", entry_id)
        shown = outline.tree.model()
        assert isinstance(shown, OutlineFilter)
        model = shown.sourceModel()
        assert isinstance(model, OutlineModel)
        index = shown.mapFromSource(model.index_of(key))
        return _row(outline.tree, outline.tree.visualRect(index))

    def _cell(self, initiative: str, item: str) -> list[int] | None:
        """Give the place of an arrow in 一覧."""
        assert self._window is not None
        table = self._window.rooms.workbench.plan_table.table
        index = table.table_model.index_of(Spot(initiative, item=item))
        return _row(table, table.visualRect(index))

    def _named(self, name: str) -> list[int] | None:
        """Give the middle of the widget that a screen reader calls so, in the window in front."""
        top = QApplication.activePopupWidget() or QApplication.activeWindow()
        for one in [] if top is None else top.findChildren(QWidget):
            if one.isVisible() and one.accessibleName() == name:
                return _place(one, one.rect().center())
        return None

    def _words(self, words: str) -> list[int] | None:
        """Give what bears the words: a line of the open menu or list, a tab, a button."""
        popup = QApplication.activePopupWidget()
        top = popup or QApplication.activeWindow()
        if top is None:
            return None
        for one in [top, *top.findChildren(QWidget)]:
            found = _part_with(one, words) if one.isVisible() else None
            if found is not None:
                return _place(one, found)
        return None

    def _enabled(self, words: str) -> bool:
        """Say whether the button in front that bears the words can be pressed."""
        top = QApplication.activeWindow()
        every = [] if top is None else top.findChildren(QPushButton)
        return any(one.isEnabled() for one in every if _plain(one.text()) == words)

    def _clipboard(self) -> str:
        """Give the text that would be pasted."""
        return QGuiApplication.clipboard().text()

    def _arrow_of(self, words: str) -> list[int] | None:
        """Give the arrow beside a button of the tool bar."""
        assert self._window is not None
        for one in self._window.tool_bar.findChildren(QToolButton):
            action = one.defaultAction()
            if one.isEnabled() and action is not None and action.iconText() == words:
                return _place(one, QPoint(one.width() - 6, one.height() // 2))
        return None

    def _first_line(self) -> list[int] | None:
        """Give the first line of the open menu."""
        popup = QApplication.activePopupWidget()
        if not isinstance(popup, QMenu) or not popup.actions():
            return None
        return _place(popup, popup.actionGeometry(popup.actions()[0]).center())


class _Arrivals(QAbstractNativeEventFilter):
    """Counts what the X server sends: Qt keeps some for shortcuts, lists and drags."""

    def __init__(self, watcher: Watcher) -> None:
        super().__init__()
        self._watcher = watcher

    def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:
        if kind == b"xcb_generic_event_t":
            event = ctypes.string_at(int(message), 10)
            code = event[0] & 0x7F
            if code == _GENERIC:
                code = _BUTTON_RELEASE if event[8] == _BUTTON_RELEASE else 0
            if code == _BUTTON_RELEASE:
                self._watcher.note("buttons")
            elif code == _KEY_PRESS and event[1] not in _MODIFIERS:
                self._watcher.note("keys")
        return False, 0


def _part_with(widget: QWidget, words: str) -> QPoint | None:
    """Give the place in a widget that bears the words."""
    if isinstance(widget, QMenu | QMenuBar):
        for action in widget.actions():
            if action.isVisible() and _plain(action.text()) == words:
                return widget.actionGeometry(action).center()
    elif isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            if widget.tabText(tab) == words:
                return widget.tabRect(tab).center()
    elif isinstance(widget, QListView):
        return _line_with(widget, words)
    elif isinstance(widget, QToolButton):
        action = widget.defaultAction()
        if action is not None and action.iconText() == words:
            return QPoint(widget.height(), widget.height() // 2)
    elif isinstance(widget, QPushButton) and _plain(widget.text()) == words:
        return widget.rect().center()
    return None


def _line_with(view: QAbstractItemView, words: str) -> QPoint | None:
    model = view.model()
    for line in range(model.rowCount(view.rootIndex())):
        index = model.index(line, 0, view.rootIndex())
        if index.data() == words:
            middle = view.visualRect(index).center()
            return middle if view.viewport().rect().contains(middle) else None
    return None


def _row(view: QAbstractItemView, area: QRect) -> list[int] | None:
    """Give the place of a row or cell where it is in sight."""
    seen = area.intersected(view.viewport().rect())
    if area.isEmpty() or seen.height() < area.height() // 2:
        return None
    return _place(view.viewport(), QPoint(min(area.left() + 40, seen.right()), seen.center().y()))


def _plain(text: str) -> str:
    """Give a text of a menu or button without its key and its letter."""
    text = text.split("\t")[0]
    head, mark, tail = text.partition("(&")
    return head + tail.partition(")")[2] if mark else text.replace("&", "")


def _place(widget: QWidget, at: QPoint) -> list[int]:
    there = widget.mapToGlobal(at)
    return [there.x(), there.y()]


def main(arguments: list[str]) -> int:
    """Run the program as `python -m kitaplanner FILE` does, watched."""
    questions, answers, *rest = arguments
    make = app.make_application
    watching: list[object] = []

    def make_watched(*wishes: Any) -> QApplication:
        application = make(*wishes)
        watcher = Watcher(int(questions), int(answers))
        arrivals = _Arrivals(watcher)
        watching.extend((watcher, arrivals))
        application.installNativeEventFilter(arrivals)
        return application

    app.make_application = make_watched  # type: ignore[assignment]  # the one place to step in
    return app.main(rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
