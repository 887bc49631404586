"""Pages of a scene below one another, as they will be printed; only what is seen is drawn."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from kitaplanner.gui.painter import paint_page
from kitaplanner.layout.scene import Page, Scene

Fit: TypeAlias = Literal["width", "page", "free"]
SMALLEST, LARGEST = 25, 400
_STEP = 1.2
_POINTS_PER_INCH = 72
_SCREEN_INCH = 96
_WHEEL_NOTCH = 120


class PageStack(QAbstractScrollArea):
    """Shows a scene; `page_changed(index)` and `zoom_changed(percent)` follow what is seen."""

    page_changed = Signal(int)
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.viewport().setObjectName("desk")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName("印刷されるページ")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scene: Scene | None = None
        self._tops: list[float] = []
        self._fit: Fit = "page"
        self._zoom = 100.0
        self._is_grey = False
        self._page = 0
        self._gap = self.fontMetrics().height()
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    @property
    def zoom(self) -> int:
        """Give the zoom in percent."""
        return round(self._zoom)

    @property
    def page(self) -> int:
        """Give the index of the page that is seen."""
        return self._page

    def set_scene(self, scene: Scene | None) -> None:
        """Show another scene from its first page."""
        self._scene = scene
        self._page = 0
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._tell_page()
        self.viewport().update()

    @Slot(bool)
    def set_grey(self, grey: bool) -> None:
        """Show the pages as a copier without colours gives them, or in their colours."""
        self._is_grey = grey
        self.viewport().update()

    def set_fit(self, fit: Fit) -> None:
        """Let the zoom follow the window: the width of a page, or all of it."""
        self._fit = fit
        self._arrange_and_keep_page()

    def set_zoom(self, percent: float) -> None:
        """Show the pages at a zoom of their own."""
        self._fit = "free"
        self._zoom = min(max(percent, SMALLEST), LARGEST)
        self._arrange_and_keep_page()

    @Slot()
    def zoom_in(self) -> None:
        """Show everything larger."""
        self.set_zoom(self._zoom * _STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Show everything smaller."""
        self.set_zoom(self._zoom / _STEP)

    @Slot(int)
    def go_to(self, index: int) -> None:
        """Bring a page to the top."""
        if 0 <= index < len(self._tops):
            self.verticalScrollBar().setValue(round(self._tops[index] - self._gap / 2))

    # --- arranging ---------------------------------------------------------------------------

    @property
    def _scale(self) -> float:
        """Pixels a point."""
        return self._zoom / 100 * _SCREEN_INCH / _POINTS_PER_INCH

    def _pages(self) -> tuple[Page, ...]:
        return () if self._scene is None else self._scene.pages

    def _arrange(self) -> None:
        pages = self._pages()
        room = self.viewport().size()
        if pages and self._fit != "free":
            self._zoom = self._fitting_zoom(room.width(), room.height())
        top = float(self._gap)
        self._tops = []
        for page in pages:
            self._tops.append(top)
            top += page.height * self._scale + self._gap
        width = max((page.width for page in pages), default=0) * self._scale + 2 * self._gap
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, round(top) - room.height()))
        vertical.setPageStep(room.height())
        vertical.setSingleStep(self._gap * 3)
        horizontal.setRange(0, max(0, round(width) - room.width()))
        horizontal.setPageStep(room.width())
        self.zoom_changed.emit(self.zoom)

    def _fitting_zoom(self, width: int, height: int) -> float:
        pages = self._pages()
        wide = (width - 2 * self._gap) / max(page.width for page in pages)
        high = (height - 2 * self._gap) / max(page.height for page in pages)
        scale = wide if self._fit == "width" else min(wide, high)
        percent = scale * 100 * _POINTS_PER_INCH / _SCREEN_INCH
        return min(max(percent, SMALLEST), LARGEST)

    def _arrange_and_keep_page(self) -> None:
        page = self._page
        self._arrange()
        self.go_to(page)
        self.viewport().update()

    def _page_rect(self, index: int) -> QRectF:
        page = self._pages()[index]
        width = page.width * self._scale
        left = max(float(self._gap), (self.viewport().width() - width) / 2)
        left -= self.horizontalScrollBar().value()
        top = self._tops[index] - self.verticalScrollBar().value()
        return QRectF(left, top, width, page.height * self._scale)

    @Slot()
    def _tell_page(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        index = sum(1 for top in self._tops if top <= middle) - 1
        if index >= 0 and index != self._page:
            self._page = index
            self.page_changed.emit(index)

    # --- events ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        seen = QRectF(event.rect())
        for index, page in enumerate(self._pages()):
            rect = self._page_rect(index)
            if rect.intersects(seen):
                self._paint_sheet(painter, page, rect, seen)

    def _paint_sheet(self, painter: QPainter, page: Page, rect: QRectF, seen: QRectF) -> None:
        part = seen.intersected(rect)
        if self._is_grey:
            painter.drawImage(part.topLeft(), self._without_colours(page, rect, part))
        else:
            painter.fillRect(rect, QColor("white"))
            self._paint_part(painter, page, rect, part)
        painter.setPen(self.palette().color(self.palette().ColorRole.Mid))
        painter.drawRect(rect)

    def _without_colours(self, page: Page, rect: QRectF, part: QRectF) -> QImage:
        ratio = self.devicePixelRatioF()
        size = (part.size() * ratio).toSize().expandedTo(QSize(1, 1))
        image = QImage(size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.translate(-part.topLeft())
        self._paint_part(painter, page, rect, part)
        painter.end()
        return image.convertToFormat(QImage.Format.Format_Grayscale8)

    def _paint_part(self, painter: QPainter, page: Page, rect: QRectF, part: QRectF) -> None:
        painter.save()
        painter.setClipRect(part)
        painter.translate(rect.topLeft())
        painter.scale(self._scale, self._scale)
        inside = part.translated(-rect.topLeft())
        clip = QRectF(inside.topLeft() / self._scale, inside.size() / self._scale)
        paint_page(painter, page, clip)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_and_keep_page()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * _STEP ** (event.angleDelta().y() / _WHEEL_NOTCH))
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        last = len(self._tops) - 1
        if event.key() in steps:
            self.go_to(min(max(self._page + steps[Qt.Key(event.key())], 0), last))
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(last)
        else:
            super().keyPressEvent(event)
