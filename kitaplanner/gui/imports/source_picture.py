"""A picture of the source: the cells and shapes around the place that a change was read from.

Belongs here: the view with its letters and numbers, and finding the place. Nothing can be edited.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from kitaplanner.gui.imports.source_grid import SheetGrid
from kitaplanner.gui.imports.source_painter import PAPER, PIXELS_PER_POINT, SheetPainter
from kitaplanner.importers.workbook.content import (
    Merge,
    SheetContent,
    WorkbookContent,
    address,
    read_address,
)

_TEXT_SIZE = 9.0  # points
_SMALLEST = 0.72


class SourcePicture(QAbstractScrollArea):
    """Shows one sheet of a source, scrolled to a place that is outlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("資料の該当箇所")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grids: dict[int, SheetGrid] = {}
        self._grid: SheetGrid | None = None
        self._marked: Merge | None = None
        self._words = ""
        self._scale = PIXELS_PER_POINT
        self._font = QFont(self.font())
        self._font.setPixelSize(round(_TEXT_SIZE * PIXELS_PER_POINT))

    @property
    def sheet_name(self) -> str:
        """Give the name of the sheet that is shown; empty where none is."""
        return "" if self._grid is None else self._grid.sheet.name

    @property
    def marked(self) -> Merge | None:
        """Give the cells that are outlined."""
        return self._marked

    def show_place(self, content: WorkbookContent | None, where: str) -> None:
        """Show a place of a source; words where it has none."""
        sheet, self._marked, self._words = _found(content, where)
        self._grid = None if sheet is None else self._grid_of(sheet)
        self.setAccessibleDescription(where or self._words)
        self._lay_out()
        self._go_to_mark()

    def _grid_of(self, sheet: SheetContent) -> SheetGrid:
        if id(sheet) not in self._grids:
            self._grids[id(sheet)] = SheetGrid(sheet)
        return self._grids[id(sheet)]

    def _lay_out(self) -> None:
        width = height = 0.0
        if self._grid is not None:
            width, height = self._grid.x[-1], self._grid.y[-1]
        room = self._room()
        if width:
            # As wide as there is room, where texts stay legible.
            fitting = room.width() / width
            self._scale = min(max(fitting, _SMALLEST * PIXELS_PER_POINT), PIXELS_PER_POINT)
        for bar, length, there in (
            (self.horizontalScrollBar(), width, room.width()),
            (self.verticalScrollBar(), height, room.height()),
        ):
            bar.setRange(0, max(0, round(length * self._scale - there)))
            bar.setPageStep(round(there))
            bar.setSingleStep(self.fontMetrics().height())
        self.viewport().update()

    def _go_to_mark(self) -> None:
        if self._grid is None or self._marked is None:
            self.horizontalScrollBar().setValue(0)
            self.verticalScrollBar().setValue(0)
            return
        place, room = self._grid.rect(self._marked), self._room()
        for bar, start, length, there in (
            (self.horizontalScrollBar(), place.left(), place.width(), room.width()),
            (self.verticalScrollBar(), place.top(), place.height(), room.height()),
        ):
            start, length = start * self._scale, length * self._scale
            margin = max(0.0, (there - length) / 2)
            bar.setValue(round(start - margin))

    def _room(self) -> QRectF:
        """Give the part of the view behind the letters and numbers."""
        side, top = self._heads()
        return QRectF(self.viewport().rect()).adjusted(side, top, 0, 0)

    def _heads(self) -> tuple[int, int]:
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance("00000"), metrics.height() + 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._go_to_mark()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 24, unit * 12)

    # --- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._grid is None:
            room = QRectF(self.viewport().rect()).adjusted(8, 8, -8, -8)
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(room, self._words, QTextOption(Qt.AlignmentFlag.AlignCenter))
            return
        room = self._room()
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        origin = QPointF(room.left() - across, room.top() - down)
        area = QRectF(
            across / self._scale,
            down / self._scale,
            room.width() / self._scale,
            room.height() / self._scale,
        )
        painter.fillRect(room, PAPER)
        painter.save()
        painter.setClipRect(room)
        painter.translate(origin)
        painter.scale(self._scale / PIXELS_PER_POINT, self._scale / PIXELS_PER_POINT)
        painter.setFont(self._font)
        SheetPainter(painter, self._grid, area).paint(self._marked)
        painter.restore()
        self._paint_heads(painter, room, origin, area)

    def _paint_heads(self, painter: QPainter, room: QRectF, origin: QPointF, area: QRectF) -> None:
        grid = self._grid
        assert grid is not None
        palette = self.palette()
        side, top = self._heads()
        painter.fillRect(QRectF(0, 0, self.viewport().width(), top), palette.window())
        painter.fillRect(QRectF(0, 0, side, self.viewport().height()), palette.window())
        marked = self._marked
        centre = Qt.AlignmentFlag.AlignCenter
        painter.setClipRect(QRectF(side, 0, room.width(), top))
        for column in grid.columns_in(area):
            left, right = (edge * self._scale for edge in grid.x[column : column + 2])
            head = QRectF(origin.x() + left, 0, right - left, top)
            is_marked = marked and marked.first_column <= column <= marked.last_column
            self._paint_head(painter, head, _letters(column), centre, bool(is_marked))
        painter.setClipRect(QRectF(0, top, side, room.height()))
        for row in grid.rows_in(area):
            above, below = (edge * self._scale for edge in grid.y[row : row + 2])
            head = QRectF(0, origin.y() + above, side, below - above)
            is_marked = marked and marked.first_row <= row <= marked.last_row
            self._paint_head(painter, head, str(row + 1), centre, bool(is_marked))
        painter.setClipping(False)

    def _paint_head(
        self, painter: QPainter, head: QRectF, words: str, align: Qt.AlignmentFlag, marked: bool
    ) -> None:
        palette = self.palette()
        if marked:
            painter.fillRect(head, palette.highlight())
        painter.setPen(palette.mid().color())
        painter.drawRect(head)
        painter.setPen(palette.highlightedText().color() if marked else palette.text().color())
        painter.drawText(head, align, words)


def _found(
    content: WorkbookContent | None, where: str
) -> tuple[SheetContent | None, Merge | None, str]:
    """Find the sheet and the cells of an address; else say why there is no picture."""
    if content is None:
        return None, None, "この資料には、セルの位置がありません。"
    parsed = read_address(where)
    name, cells = parsed if parsed is not None else (where, None)
    sheet = next((one for one in content.sheets if one.name == name), None)
    if sheet is None:
        return None, None, "変更を選ぶと、資料の該当箇所をここに示します。"
    return sheet, cells, ""


def _letters(column: int) -> str:
    return address("", 0, column)[1:-1]
