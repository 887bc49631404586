"""Choosing what is compared: the plan as it is now, one of its editions, or another file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox

from kitaplanner.operations.editions import Edition

SideKind: TypeAlias = Literal["now", "edition", "file"]
_NOW_WORDS = "いまの計画"
_OTHER_FILE = "ほかのファイル…"


class Side(NamedTuple):
    """One side of a comparison; `id` is that of an edition or the path of a file."""

    kind: SideKind
    id: str = ""


NOW = Side("now")


class SideBox(QComboBox):
    """Offers the sides; `chosen(side)` when the person took one, `file_wanted` for a file."""

    chosen = Signal(object)
    file_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(9)
        self._side = NOW
        self.activated.connect(self._choose)

    @property
    def side(self) -> Side:
        """Give the side that is shown."""
        return self._side

    def offer(self, editions: Sequence[Edition], files: Sequence[Path], side: Side) -> None:
        """Offer the plan, its editions (the newest first) and files, and show one of them."""
        self.clear()
        self.addItem(_NOW_WORDS, NOW)
        for one in reversed(editions):
            self.addItem(f"版：{one.name}", Side("edition", one.id))
        for path in files:
            self.addItem(path.name, Side("file", str(path)))
        self.insertSeparator(self.count())
        self.addItem(_OTHER_FILE, None)
        self.show_side(side)

    def show_side(self, side: Side) -> None:
        """Show a side that is among those offered; the plan where it is not."""
        places = [at for at in range(self.count()) if self.itemData(at) == side]
        self._side = side if places else NOW
        self.setCurrentIndex(places[0] if places else 0)
        self.setToolTip(self._side.id if side.kind == "file" else self.currentText())

    @Slot(int)
    def _choose(self, index: int) -> None:
        side = self.itemData(index)
        if isinstance(side, Side):
            if side != self._side:
                self.show_side(side)
                self.chosen.emit(side)
            return
        self.show_side(self._side)
        self.file_wanted.emit()
