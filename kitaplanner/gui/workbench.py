"""The place of work for an open document: outline, sheet and inspector, each following the others.

Belongs here: who shows what when something is selected or changed. What edits do is in
`commands` and in the views themselves.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import NamedTuple

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QTabWidget, QVBoxLayout, QWidget

from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.models.plan_table_model import Spot
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.inspector import Inspector, Subject
from kitaplanner.gui.views.outline_view import OutlineView
from kitaplanner.gui.views.plan_table_page import PlanTablePage
from kitaplanner.gui.views.scaled import Scaled
from kitaplanner.gui.views.schedule_view import ScheduleView
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.gui.widgets.message_bar import MessageAction, MessageBar
from kitaplanner.gui.widgets.zoom_slider import ZoomSlider
from kitaplanner.layout.scene import Target

_OUTLINE_WIDTH = 21  # in kanji
_INSPECTOR_WIDTH = 20
# Outline, inspector and sheet follow the table once the person rests there: walking stays swift.
_REST = 120  # milliseconds
_WIDEST_DOCK = 0.23  # of a small window: the sheet is what matters
_INSPECTOR_IN_MENU = "詳細（選択中の項目）"
_STATE_WORDS = {
    "lost": "原資料で失われた年度別実施計画です。",
    "partial": "年度別実施計画の一部が、原資料で失われています。",
}


class Views(NamedTuple):
    """What the workbench puts together."""

    sheet: SheetView
    outline: OutlineView
    inspector: Inspector
    plan_table: PlanTablePage


def make_views(theme: Theme) -> Generator[None, None, Views]:
    """Make the views one by one; each takes about as long as a person may wait for an answer."""
    sheet = SheetView()
    yield
    outline = OutlineView(theme)
    yield
    inspector = Inspector()
    yield
    return Views(sheet, outline, inspector, PlanTablePage(theme))


class Workbench(QWidget):
    """Sheet and table in the middle, outline and inspector as docks.

    `status_message` is for the status bar; `subject_shown` carries each Subject that the person
    comes to.
    """

    status_message = Signal(str)
    subject_shown = Signal(object)

    def __init__(
        self, window: QMainWindow, desk: Desk, theme: Theme, settings: Settings, views: Views
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._session: DocumentSession | None = None
        self._plan: Plan | None = None
        self._shown = ""
        # What the outline and the sheet tell each other must not come back as news.
        self._is_following = False
        self._is_zoomed = False
        self.sheet, self.outline, self.inspector, self.plan_table = views
        self._scaled_on: dict[QWidget, Scaled] = {}
        self._build_ui(theme)
        self._docks: tuple[QDockWidget, ...] = ()
        self._wanted: tuple[bool, ...] = ()
        self._are_docks_arranged = False
        self._dock_state = QByteArray()
        desk.session_changed.connect(self.set_session)
        desk.commit_wanted.connect(self.commit)
        self._connect_views()

    def _build_ui(self, theme: Theme) -> None:
        self.setObjectName("desk")
        self.sheet.setAccessibleName("個票")
        self.info_bar = MessageBar(theme)
        self._info = ("", "")
        self._table_rests = QTimer(self)
        self._table_rests.setSingleShot(True)
        self._table_rests.setInterval(_REST)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._sheet_tab(), "個票")
        self.tabs.addTab(self.plan_table, "一覧")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def _sheet_tab(self) -> QWidget:
        """Put what should be known about the sheet above it."""
        tab = QWidget()
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.info_bar)
        layout.addWidget(self.sheet, 1)
        tab.setFocusProxy(self.sheet)
        return tab

    def _connect_views(self) -> None:
        self.outline.current_changed.connect(self._follow_outline)
        self.sheet.selection_changed.connect(self._follow_sheet)
        self.sheet.status_message.connect(self.status_message)
        self.sheet.step_requested.connect(self.step)
        self.inspector.title_changed.connect(self._title_inspector)
        self.inspector.initiative_wanted.connect(self._go_to_initiative)
        self.plan_table.open_wanted.connect(self._open_sheet)
        self.plan_table.spot_changed.connect(self._await_rest)
        self.plan_table.status_message.connect(self.status_message)
        self._table_rests.timeout.connect(self._follow_table)
        self.subject_shown.connect(self._show_in_table)
        self.tabs.currentChanged.connect(self._follow_tab)

    def scale_on(self, tab: QWidget, scaled: Scaled) -> None:
        """Let slider and actions scale what is on another tab."""
        self._scaled_on[tab] = scaled
        scaled.zoom_changed.connect(self._follow_scaled)

    @Slot(int)
    def _follow_scaled(self, percent: int) -> None:
        teller: object = self.sender()
        if teller is self._scaled:
            self._slider.set_percent(percent)

    def place_docks(self, menu: QMenu) -> None:
        """Make docks of outline and inspector, where they were last; list them in a menu."""
        outline = self._dock("体系", "outline_dock", self.outline)
        self._inspector_dock = self._dock("詳細", "inspector_dock", self.inspector)
        self._docks = (outline, self._inspector_dock)
        self._window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, outline)
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._inspector_dock)
        for dock in self._docks:
            dock.show()
        self._dock_state = self._settings.window_state
        self._are_docks_arranged = self._window.restoreState(self._dock_state)
        toggles = [dock.toggleViewAction() for dock in self._docks]
        toggles[1].setText(_INSPECTOR_IN_MENU)
        separator = QAction(menu)
        separator.setSeparator(True)
        menu.insertActions(menu.actions()[0], [*toggles, separator])
        self._show_docks(False)

    def _dock(self, title: str, name: str, widget: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setWidget(widget)
        dock.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable
            | QDockWidget.DockWidgetFeature.DockWidgetMovable
        )
        return dock

    def dock_state(self) -> QByteArray:
        """Give the places of the docks as they were while a document was open."""
        return self._dock_state if self._session is None else self._window.saveState()

    def _show_docks(self, shown: bool) -> None:
        """Hide the docks while nothing is open, and bring back those that the person wants."""
        if not shown:
            self._wanted = tuple(not dock.isHidden() for dock in self._docks)
        for dock, wanted in zip(self._docks, self._wanted, strict=True):
            dock.setVisible(shown and wanted)
            dock.toggleViewAction().setEnabled(shown)
        if shown and not self._are_docks_arranged:
            self._are_docks_arranged = True
            kanji = self.fontMetrics().horizontalAdvance("国")
            widest = round(self._window.width() * _WIDEST_DOCK)
            widths = [min(wide * kanji, widest) for wide in (_OUTLINE_WIDTH, _INSPECTOR_WIDTH)]
            self._window.resizeDocks(list(self._docks), widths, Qt.Orientation.Horizontal)

    def follow_zoom(self, slider: ZoomSlider, actions: Actions) -> None:
        """Let slider and actions set the zoom of the tab in front, and show it."""
        self._slider = slider
        slider.chosen.connect(self._set_zoom)
        self.sheet.zoom_changed.connect(self._keep_zoom)
        self.plan_table.table.set_zoom(self._settings.table_zoom or self.plan_table.table.zoom)
        self.plan_table.table.zoom_changed.connect(self._keep_table_zoom)
        actions.zoom_in.triggered.connect(self._zoom_in)
        actions.zoom_out.triggered.connect(self._zoom_out)
        actions.zoom_reset.triggered.connect(self._zoom_reset)
        actions.zoom_width.triggered.connect(self._zoom_width)
        actions.previous.triggered.connect(self._step_back)
        actions.next.triggered.connect(self._step_on)
        slider.set_percent(self.sheet.zoom)

    # --- the document ------------------------------------------------------------------------

    @Slot(object)
    def set_session(self, session: DocumentSession | None) -> None:
        """Work on another document, or on none."""
        if self._session is None and session is not None:
            self._show_docks(True)
        elif self._session is not None and session is None:
            self._dock_state = self._window.saveState()
            self._show_docks(False)
        self._session = session
        self._plan = None if session is None else session.snapshot
        self._shown = ""
        self.sheet.set_session(session)
        self.outline.set_session(session)
        self.inspector.set_session(session)
        self.plan_table.set_session(session)
        if session is None:
            self._refresh_info()
            return
        session.document_changed.connect(self._follow_change)
        last = "" if session.path is None else self._settings.last_initiative(session.path)
        plan = session.snapshot
        first = next((one.id for one in plan.initiatives()), "")
        self.show_initiative(last if plan.initiative(last) is not None else first)
        if not self._is_zoomed:
            # The width of the sheet is known once the docks have taken theirs.
            self._is_zoomed = True
            QTimer.singleShot(0, self, self._zoom_first)

    def take_keyboard(self) -> None:
        """Bring the keyboard to the tab in front, as soon as it can be seen."""
        self.tabs.currentWidget().setFocus()

    @Slot()
    def commit(self) -> None:
        """Have sheet, table and inspector hand over what is being typed.

        What is done next is meant for what the table's cursor is on, rested or not.
        """
        self.sheet.commit_editor()
        self.plan_table.commit_editor()
        self.inspector.commit()
        if self._table_rests.isActive():
            self._table_rests.stop()
            self._follow_table()

    @Slot(object, object)
    def _follow_change(self, change: Change, initiator: object) -> None:
        if self._session is None:
            return
        plan, before = self._session.snapshot, self._plan
        self._plan = plan
        if plan.initiative(self._shown) is None:
            follower = _what_follows(self._shown, before, plan)
            if follower != self._shown:
                self.show_initiative(follower)
        self._refresh_info()

    # --- what is shown -----------------------------------------------------------------------

    @property
    def shown_initiative(self) -> Initiative | None:
        """Give the initiative on the sheet."""
        return None if self._session is None else self._session.snapshot.initiative(self._shown)

    def show_initiative(
        self, initiative_id: str, item_id: str = "", row_id: str = "", items: Iterable[str] = ()
    ) -> None:
        """Show an initiative everywhere, with an item, several or a row of it selected."""
        several = tuple(items)
        self._is_following = True
        self._show_sheet(initiative_id)
        if initiative_id:
            self.outline.select(OutlineKey("initiative", initiative_id))
        if item_id or row_id:
            self.sheet.select(Target("item", item_id) if item_id else Target("row", row_id))
        if several:
            self.sheet.choose(several)
        self._is_following = False
        self._show_subject(Subject(initiative_id, item_id, row_id=row_id, items=several))

    @Slot(str)
    def _go_to_initiative(self, initiative_id: str) -> None:
        self.tabs.setCurrentIndex(0)
        self.show_initiative(initiative_id)

    def show_node(self, node_id: str) -> None:
        """Go to a heading in the outline and show its fields."""
        self.outline.select(OutlineKey("node", node_id))
        self._show_subject(Subject(node_id=node_id))

    def _show_subject(self, subject: Subject) -> None:
        self.inspector.show_subject(subject)
        self.subject_shown.emit(subject)

    def _show_sheet(self, initiative_id: str) -> None:
        if initiative_id == self._shown:
            return
        self._shown = initiative_id
        self.sheet.show_initiative(initiative_id or None)
        self._refresh_info()
        if self._session is not None and self._session.path is not None and initiative_id:
            self._settings.remember_initiative(self._session.path, initiative_id)

    @Slot(object)
    def _follow_outline(self, key: OutlineKey | None) -> None:
        if self._is_following or key is None:
            return
        if key.kind == "node":
            self._show_subject(Subject(node_id=key.id))
            return
        self._is_following = True
        self._show_sheet(key.id)
        self._is_following = False
        self._show_subject(Subject(key.id))

    @Slot(object)
    def _follow_sheet(self, selection: Target | None) -> None:
        if not self._is_following:
            item, row, items = _selected(self.sheet)
            self._show_subject(Subject(self._shown, item, row_id=row, items=items))

    # --- the table ---------------------------------------------------------------------------

    @property
    def _is_table_in_front(self) -> bool:
        return self.tabs.currentWidget() is self.plan_table

    @Slot(str, str)
    def _open_sheet(self, initiative_id: str, item_id: str) -> None:
        """Go from the table to the sheet of an initiative."""
        self._table_rests.stop()
        self.tabs.setCurrentIndex(0)
        self.show_initiative(initiative_id, item_id)
        self.sheet.setFocus()

    @Slot(object)
    def _await_rest(self, spot: Spot | None) -> None:
        if spot is not None and self._is_table_in_front and not self._is_following:
            self._table_rests.start()

    @Slot()
    def _follow_table(self) -> None:
        """Show everywhere what the table's cursor is on."""
        spot = self.plan_table.spot
        if spot is None or self._session is None:
            return
        if self._session.snapshot.initiative(spot.line) is not None:
            # A name of the table stands for its initiative, not for the row beside it.
            item, row, items = _selected(self.plan_table.table) if spot.month else ("", "", ())
            self.show_initiative(spot.line, item, row, items)
        elif self._session.snapshot.node(spot.line) is not None:
            self.show_node(spot.line)

    @Slot(object)
    def _show_in_table(self, subject: Subject) -> None:
        """Bring the table's cursor to what is shown elsewhere."""
        if not self._is_table_in_front:
            return
        self._is_following = True
        self.plan_table.follow(subject.initiative_id or subject.node_id, subject.item_id)
        self._is_following = False

    @Slot()
    def _follow_tab(self) -> None:
        """Show on the tab in front what was shown on the other."""
        self.commit()
        if self._is_table_in_front:
            self._show_in_table(self.inspector.subject)
        self._slider.set_percent(self._scaled.zoom)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) initiative."""
        order = [] if self._session is None else _order(self._session.snapshot)
        if self._shown in order:
            index = order.index(self._shown) + by
            if 0 <= index < len(order):
                self.show_initiative(order[index])

    @Slot()
    def _step_on(self) -> None:
        self.commit()
        self.step(1)

    @Slot()
    def _step_back(self) -> None:
        self.commit()
        self.step(-1)

    @Slot(str)
    def _title_inspector(self, title: str) -> None:
        self._inspector_dock.setWindowTitle(title)
        # The menu's entry would follow the title.
        self._inspector_dock.toggleViewAction().setText(_INSPECTOR_IN_MENU)

    # --- what should be known about the sheet ------------------------------------------------

    def _refresh_info(self) -> None:
        initiative = self.shown_initiative
        words = "" if initiative is None else _info_words(initiative)
        # The same words again stay away once they were closed, but not on another sheet.
        if (self._shown, words) == self._info:
            return
        self._info = (self._shown, words)
        if not words or initiative is None:
            self.info_bar.dismiss()
            return
        unconfirmed = any(not one.span_confirmed for one in initiative.schedule.items())
        actions = [MessageAction("次の未確認へ", self.select_next_unconfirmed)]
        self.info_bar.show_message("warning", words, actions if unconfirmed else ())

    @Slot()
    def select_next_unconfirmed(self) -> None:
        """Select the next item of the sheet whose span is not confirmed."""
        initiative = self.shown_initiative
        if initiative is None:
            return
        waiting = [one.id for one in initiative.schedule.items() if not one.span_confirmed]
        if waiting:
            chosen = self.inspector.subject.item_id
            index = waiting.index(chosen) + 1 if chosen in waiting else 0
            self.show_initiative(initiative.id, waiting[index % len(waiting)])

    # --- zoom and colours --------------------------------------------------------------------

    @property
    def _scaled(self) -> Scaled:
        """Give the view that slider and actions scale."""
        tab = self.tabs.currentWidget()
        if tab in self._scaled_on:
            return self._scaled_on[tab]
        return self.plan_table.table if self._is_table_in_front else self.sheet

    @Slot(int)
    def _set_zoom(self, percent: int) -> None:
        self._scaled.set_zoom(percent)
        self._slider.set_percent(self._scaled.zoom)

    @Slot()
    def _zoom_in(self) -> None:
        self._scaled.zoom_in()

    @Slot()
    def _zoom_out(self) -> None:
        self._scaled.zoom_out()

    @Slot()
    def _zoom_width(self) -> None:
        self._scaled.zoom_to_width()

    @Slot(int)
    def _keep_zoom(self, percent: int) -> None:
        if self._scaled is self.sheet:
            self._slider.set_percent(percent)
        self._settings.zoom = percent

    @Slot(int)
    def _keep_table_zoom(self, percent: int) -> None:
        if self._is_table_in_front:
            self._slider.set_percent(percent)
        self._settings.table_zoom = percent

    @Slot()
    def _zoom_reset(self) -> None:
        self._scaled.set_zoom(100)

    @Slot()
    def _zoom_first(self) -> None:
        """Show the sheet at the zoom used last; at the very first as wide as there is room."""
        percent = self._settings.zoom
        if percent is None:
            self.sheet.zoom_to_width()
        else:
            self.sheet.set_zoom(percent)

    def repaint_icons(self) -> None:
        """Take the colours of the theme."""
        self.outline.repaint_icons()
        self.info_bar.repaint_colours()
        self.plan_table.table.viewport().update()


def _selected(view: ScheduleView) -> tuple[str, str, tuple[str, ...]]:
    """Give the item, the row and the several items that are selected; months of an empty row are
    the row."""
    sheet, place, chosen = view.sheet, view.place, view.chosen
    if sheet is None or place is None or place.is_field:
        return "", "", ()
    if place.is_item:
        return place.target.id, "", chosen if len(chosen) > 1 else ()
    row = sheet.row(place.target.id)
    is_row = place.is_row or (row is not None and not row.items)
    return "", place.target.id if is_row else "", ()


def _order(plan: Plan) -> list[str]:
    return [one.id for one in plan.initiatives()]


def _what_follows(gone: str, before: Plan | None, plan: Plan) -> str:
    """Give what stands now where an initiative stood before it went; empty where nothing is."""
    old, new = [] if before is None else _order(before), _order(plan)
    place = old.index(gone) if gone in old else 0
    return new[min(place, len(new) - 1)] if new else ""


def _info_words(initiative: Initiative) -> str:
    schedule = initiative.schedule
    words = _STATE_WORDS.get(schedule.state, "")
    unconfirmed = sum(1 for one in schedule.items() if not one.span_confirmed)
    if unconfirmed:
        words += f"期間未確認の矢印が{unconfirmed}本あります。"
    return words
