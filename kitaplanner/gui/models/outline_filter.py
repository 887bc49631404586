"""The outline narrowed to a department and a word, with the headings above every hit."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from kitaplanner.gui.models.outline_model import OutlineRole


class OutlineFilter(QSortFilterProxyModel):
    """Keeps initiatives that match, the nodes above them, and all below a node that matches."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setRecursiveFilteringEnabled(True)
        self._department = ""
        self._word = ""

    @property
    def is_active(self) -> bool:
        """Say whether anything may be left out."""
        return bool(self._department or self._word)

    def narrow(self, department: str, word: str) -> None:
        """Keep what a department does and what has the word in number or name; empty keeps all."""
        self.beginFilterChange()
        self._department = department
        self._word = folded(word)
        self.endFilterChange()

    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        if not self.is_active:
            return True
        index = self.sourceModel().index(source_row, 0, source_parent)
        if index.data(OutlineRole.KIND) == "node":
            return not self._department and self._matches_word(index)
        if self._department and self._department not in index.data(OutlineRole.DEPARTMENTS):
            return False
        return self._matches_word(index) or self._heading_matches(index.parent())

    def _matches_word(self, index: QModelIndex) -> bool:
        return self._word in folded(str(index.data(OutlineRole.SEARCH_TEXT)))

    def _heading_matches(self, index: QModelIndex) -> bool:
        while index.isValid():
            if self._matches_word(index):
                return True
            index = index.parent()
        return False


def folded(text: str) -> str:
    """Give the text as it is compared: width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
