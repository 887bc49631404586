"""The search field of the tool bar: hits in a list below it while the person types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyledItemDelegate, QWidget

MAX_HITS = 30


class Hit(NamedTuple):
    """A place that holds the word: what it is called, and what leads there."""

    words: str
    initiative_id: str
    item_id: str = ""


class SearchField(QLineEdit):
    """`picked(hit)` is emitted for a hit of the list; Enter takes the first, then the next one."""

    picked = Signal(object)

    def __init__(self, find: Callable[[str], Sequence[Hit]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._hits: Sequence[Hit] = ()
        self._place = -1
        self._model = QStringListModel(self)
        self._list = QCompleter(self._model, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setWidget(self)
        self._list.setMaxVisibleItems(12)
        self._popup = QListView()
        self._list.setPopup(self._popup)
        # Set after setPopup, which puts in a delegate that ignores the style sheet.
        self._popup.setItemDelegate(QStyledItemDelegate(self._popup))
        self._popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        # By index: the text of a hit must not replace the word in the field.
        self._list.activated[QModelIndex].connect(self._pick)  # type: ignore[index]  # overloads
        self.setPlaceholderText("検索（事業名・文言・担当課）")
        self.setAccessibleName("計画の中を検索")
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._look)
        self.returnPressed.connect(self._pick_next)

    @Slot(str)
    def _look(self, word: str) -> None:
        self._place = -1
        self._hits = self._find(word)[:MAX_HITS] if word.strip() else ()
        self._model.setStringList([hit.words for hit in self._hits] or ["見つかりません"])
        if not word.strip():
            self._popup.hide()
            return
        room = self.rect()
        room.setLeft(room.right() - self.fontMetrics().height() * 40)
        self._list.complete(room)

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        if index.row() < len(self._hits):
            self._place = index.row()
            self.picked.emit(self._hits[self._place])

    @Slot()
    def _pick_next(self) -> None:
        self._popup.hide()
        if self._hits:
            self._place = (self._place + 1) % len(self._hits)
            self.picked.emit(self._hits[self._place])
