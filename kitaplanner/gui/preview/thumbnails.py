"""The pages of a scene in small; a picture is made when its page comes into sight."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from kitaplanner.gui.painter import paint_page
from kitaplanner.layout.scene import Page, Scene

_HEIGHT_IN_LINES = 9
_KEPT_PICTURES = 120
_EDGE = "#9AA5B1"


class _PageModel(QAbstractListModel):
    def __init__(self, height: int, ratio: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._ratio = ratio
        self._pages: tuple[Page, ...] = ()
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()

    def show(self, pages: tuple[Page, ...]) -> None:
        self.beginResetModel()
        self._pages = pages
        self._pictures.clear()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._pages)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._pages[index.row()].label or f"［{index.row() + 1}］"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{index.row() + 1}ページ目"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def _picture(self, row: int) -> QPixmap:
        if row not in self._pictures:
            self._pictures[row] = self._painted(self._pages[row])
            if len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        return self._pictures[row]

    def _painted(self, page: Page) -> QPixmap:
        scale = self._height / page.height
        pixmap = QPixmap(round(page.width * scale * self._ratio), round(self._height * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(QColor("white"))
        painter = QPainter(pixmap)
        painter.save()
        painter.scale(scale, scale)
        paint_page(painter, page)
        painter.restore()
        painter.setPen(QColor(_EDGE))
        painter.drawRect(0, 0, round(page.width * scale) - 1, self._height - 1)
        painter.end()
        return pixmap


class Thumbnails(QListView):
    """`picked(index)` is emitted when the person went to a page."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAccessibleName("ページの一覧")
        height = self.fontMetrics().height() * _HEIGHT_IN_LINES
        self._model = _PageModel(height, self.devicePixelRatioF(), self)
        self.setModel(self._model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(height, height))
        self.setSpacing(self.fontMetrics().height() // 3)
        self.setFixedWidth(height + self.fontMetrics().height())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)
        self._is_following = False

    def set_scene(self, scene: Scene | None) -> None:
        """Show the pages of another scene."""
        self._model.show(() if scene is None else scene.pages)
        self.follow(0)

    @Slot(int)
    def follow(self, index: int) -> None:
        """Mark the page that is seen beside the list."""
        self._is_following = True
        self.setCurrentIndex(self._model.index(index))
        self._is_following = False

    @Slot(QModelIndex)
    def _tell(self, current: QModelIndex) -> None:
        if not self._is_following and current.isValid():
            self.picked.emit(current.row())
