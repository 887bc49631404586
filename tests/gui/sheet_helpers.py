"""Working on a sheet as a person does: pointing, dragging, typing, composing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kitaplanner.domain.calendar import first_month
from kitaplanner.domain.plan import Initiative, ScheduleItem
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.gui.widgets.text_editor import TextEditor
from kitaplanner.layout.scene import Rect, Target

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class SheetUser:
    """Someone who works on a view."""

    def __init__(self, view: SheetView) -> None:
        self.view = view
        self.said: list[str] = []
        view.status_message.connect(self.said.append)

    @property
    def initiative(self) -> Initiative:
        """The initiative as the view shows it."""
        assert self.view.sheet is not None
        return self.view.sheet.initiative

    def item(self, item_id: str) -> ScheduleItem:
        """An item of the sheet."""
        assert self.view.sheet is not None
        found = self.view.sheet.item(item_id)
        assert found is not None
        return found

    def texts(self) -> list[list[str]]:
        """The texts of the items, row by row."""
        rows = self.initiative.schedule.rows
        return [
            [item.text for item in sorted(row.items, key=lambda one: one.start)] for row in rows
        ]

    @property
    def editor(self) -> TextEditor:
        """The open in-place editor."""
        editors = [one for one in self.view.viewport().findChildren(TextEditor) if one.isVisible()]
        assert len(editors) == 1
        return editors[0]

    @property
    def is_writing(self) -> bool:
        """Say whether an editor is open."""
        return any(one.isVisible() for one in self.view.viewport().findChildren(TextEditor))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.view.focusWidget() or self.view, key, held)

    def type(self, text: str) -> None:
        """Type characters where the keyboard is."""
        for character in text:
            QTest.keyClicks(self.view.focusWidget() or self.view, character)

    def _to_view(self, x: float, y: float) -> QPointF:
        return self.view.paper.to_view(Rect(x, y, 0, 0)).topLeft()

    def middle(self, target: Target) -> QPointF:
        """The middle of what a target shows, in the view."""
        assert self.view.sheet is not None
        region = self.view.sheet.region(target)
        assert region is not None
        return self.view.paper.to_view(region.rect).center()

    def edge(self, item_id: str, *, right: bool) -> QPointF:
        """The middle of an edge of an item, in the view."""
        assert self.view.sheet is not None
        region = self.view.sheet.region(Target("item", item_id))
        assert region is not None
        area = self.view.paper.to_view(region.rect)
        return QPointF(area.right() - 1 if right else area.left() + 1, area.center().y())

    def month(self, row: int, year: int, months: float = 6.0) -> QPointF:
        """A place in a row, some months after the beginning of a fiscal year."""
        assert self.view.sheet is not None
        grid = self.view.sheet.grid
        assert grid is not None
        band = grid.bands[row]
        x = grid.x_of(first_month(year)) + months * grid.month_width
        return self._to_view(x, band.y + band.height / 2)

    def handle(self, row: int) -> QPointF:
        """The handle of a row beside the frame."""
        assert self.view.sheet is not None
        grid = self.view.sheet.grid
        assert grid is not None
        band = grid.bands[row]
        point = self._to_view(grid.rect.x, band.y + band.height / 2)
        return point - QPointF(15, 0)

    def click(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """Click a point of the view."""
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, held, at.toPoint())

    def double_click(self, at: QPointF) -> None:
        """Double-click a point of the view."""
        viewport, button = self.view.viewport(), Qt.MouseButton.LeftButton
        QTest.mouseClick(viewport, button, NONE, at.toPoint())
        QTest.mouseDClick(viewport, button, NONE, at.toPoint())

    def drag(
        self, start: QPointF, end: QPointF, held: Qt.KeyboardModifier = NONE, *, drop: bool = True
    ) -> None:
        """Press, move in two steps, let go."""
        viewport, button = self.view.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(viewport, button, held, start.toPoint())
        for point in ((start + end) / 2, end):
            self._move(point, held)
        if drop:
            self.let_go(end, held)

    def drag_on(self, to: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """Go on with a drag that was not dropped."""
        self._move(to, held)

    def let_go(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """Let the button of the mouse go."""
        QTest.mouseRelease(self.view.viewport(), Qt.MouseButton.LeftButton, held, at.toPoint())

    def point(self, at: QPointF) -> None:
        """Bring the mouse to a point without a button."""
        self._move(at.toPoint().toPointF(), NONE, Qt.MouseButton.NoButton)

    def _move(
        self,
        point: QPointF,
        held: Qt.KeyboardModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        viewport = self.view.viewport()
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            point,
            QPointF(viewport.mapToGlobal(QPoint(round(point.x()), round(point.y())))),
            Qt.MouseButton.NoButton,
            button,
            held,
        )
        QCoreApplication.sendEvent(viewport, event)


def preedit(widget: QWidget, text: str) -> None:
    """Show a text under composition, as the input method does."""
    look = QTextCharFormat()
    look.setFontUnderline(True)
    kinds = QInputMethodEvent.AttributeType
    attributes = [
        QInputMethodEvent.Attribute(kinds.TextFormat, 0, len(text), look),
        QInputMethodEvent.Attribute(kinds.Cursor, len(text), 1, None),
    ]
    QCoreApplication.sendEvent(widget, QInputMethodEvent(text, attributes))


def commit(widget: QWidget, text: str) -> None:
    """Hand over a finished text, as the input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)
