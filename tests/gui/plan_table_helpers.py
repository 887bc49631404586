"""Working on 一覧 as a person does: pointing, dragging, typing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from kitaplanner.domain.calendar import first_month
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.gui.models.plan_table_lines import Heading, Line
from kitaplanner.gui.models.plan_table_model import Spot
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.plan_table_page import PlanTablePage
from kitaplanner.gui.widgets.text_editor import TextEditor

NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


class TableUser:
    """Someone who works on the tab."""

    def __init__(self, page: PlanTablePage, session: DocumentSession) -> None:
        self.page, self.table, self.session = page, page.table, session
        self.said: list[str] = []
        page.status_message.connect(self.said.append)

    def item(self, item_id: str) -> ScheduleItem:
        """An item of the plan."""
        every = (one for two in self.session.snapshot.initiatives() for one in two.schedule.items())
        return next(one for one in every if one.id == item_id)

    def index(self, initiative: str, item: str = "", year: int = 0, row: str = "") -> QModelIndex:
        """The cell of an item, of a year in a row, or of a name."""
        month = first_month(year) if year else 0
        return self.table.table_model.index_of(Spot(initiative, row, item, month))

    def go(self, initiative: str, item: str = "", year: int = 0, row: str = "") -> None:
        """Put the cursor on a cell."""
        self.table.setCurrentIndex(self.index(initiative, item, year, row))

    @property
    def here(self) -> str:
        """What the current cell is called."""
        return self.table.table_model.describe(self.table.currentIndex())

    def lines(self) -> list[str]:
        """The headings and the names that are shown, each name once."""
        shown = self.table.table_model.lines
        return [
            f"[{one.text}]" if isinstance(one, Heading) else one.heading
            for one in shown
            if isinstance(one, Heading) or one.place == 0
        ]

    def texts(self, initiative: str) -> list[list[str]]:
        """The texts of an initiative's items as the table holds them, row by row."""
        shown = self.table.table_model.lines
        return [
            [item.text for item in one.row.items] if one.row else []
            for one in shown
            if isinstance(one, Line) and one.initiative.id == initiative
        ]

    @property
    def editors(self) -> list[TextEditor]:
        """The open in-place editors."""
        every = self.table.viewport().findChildren(TextEditor)
        return [one for one in every if one.isVisible()]

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.table.focusWidget() or self.table, key, held)

    def type(self, text: str) -> None:
        """Type characters where the keyboard is."""
        for character in text:
            QTest.keyClicks(self.table.focusWidget() or self.table, character)

    def middle(self, index: QModelIndex) -> QPointF:
        """The middle of a cell in the view."""
        return QPointF(self.table.visualRect(index).center())

    def edge(self, index: QModelIndex, *, right: bool) -> QPointF:
        """The middle of an edge of a cell in the view."""
        area = self.table.visualRect(index)
        return QPointF(area.right() - 2 if right else area.left() + 2, area.center().y())

    def by_years(self, years: float) -> QPointF:
        """How far some years are in the view."""
        return QPointF(years * self.table.plane.year_width, 0)

    def double_click(self, at: QPointF) -> None:
        """Double-click a point of the view."""
        viewport = self.table.viewport()
        QTest.mouseClick(viewport, _LEFT, NONE, at.toPoint())
        QTest.mouseDClick(viewport, _LEFT, NONE, at.toPoint())

    def drag(self, start: QPointF, end: QPointF, *, drop: bool = True) -> None:
        """Press, move in two steps, let go."""
        QTest.mousePress(self.table.viewport(), _LEFT, NONE, start.toPoint())
        for point in ((start + end) / 2, end):
            self.move(point, _LEFT)
        if drop:
            QTest.mouseRelease(self.table.viewport(), _LEFT, NONE, end.toPoint())

    def move(
        self,
        point: QPointF,
        button: Qt.MouseButton = Qt.MouseButton.NoButton,
        held: Qt.KeyboardModifier = NONE,
    ) -> None:
        """Bring the mouse to a point."""
        viewport = self.table.viewport()
        away = QPointF(viewport.mapToGlobal(point.toPoint()))
        kind = QEvent.Type.MouseMove
        event = QMouseEvent(kind, point, away, Qt.MouseButton.NoButton, button, held)
        QCoreApplication.sendEvent(viewport, event)
