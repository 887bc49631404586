"""A short list of things of one kind, with the fields of the chosen one below it.

Belongs here: choosing, adding, removing and moving. Which fields there are is for those who
inherit: sections of a paper, opinions, entries of a chronology.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QWidget

from kitaplanner.gui.views.panel import Panel
from kitaplanner.gui.widgets.buttons import list_button


class _ShortList(QListWidget):
    """As high as a few lines; a list asks for much more by itself."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setObjectName("framed")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 14, unit * 2 * self._lines)

    def minimumSizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 8, unit * 2 * min(self._lines, 3))


class RecordsEditor(Panel):
    """`changed(records)` when the person changed them; the caller shows them again."""

    changed = Signal(tuple)

    def __init__(self, words: str, thing: str, lines: int = 5, parent: QWidget | None = None):
        super().__init__(parent)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.records: tuple[Any, ...] = ()
        self.row = -1
        self._is_editable = True
        label = QLabel(words)
        label.setObjectName("muted")
        self._column.addWidget(label)
        self.list = _ShortList(lines)
        self.list.setAccessibleName(words)
        label.setBuddy(self.list)
        self.list.currentRowChanged.connect(self._choose)
        self._column.addWidget(self.list)
        self.buttons = QHBoxLayout()
        self.add = list_button("追加", f"{thing}を加える", self._add, self.buttons)
        self.remove = list_button("除く", f"選んだ{thing}を除く", self._remove, self.buttons)
        self.up = list_button("上へ", f"選んだ{thing}を上へ移す", self._move_up, self.buttons)
        self.down = list_button("下へ", f"選んだ{thing}を下へ移す", self._move_down, self.buttons)
        self._column.addLayout(self.buttons)
        self._build_fields()

    # --- for those who inherit ---------------------------------------------------------------

    def _build_fields(self) -> None:
        """Add the fields of a record."""
        raise NotImplementedError

    def _new(self) -> Any:
        """Give a new record."""
        raise NotImplementedError

    def _words(self, record: Any) -> str:
        """Give the line of a record."""
        raise NotImplementedError

    def _show(self, record: Any | None) -> None:
        """Fill the fields; without a record they are empty."""
        raise NotImplementedError

    # --- the list ----------------------------------------------------------------------------

    def set_records(self, records: tuple[Any, ...], editable: bool = True, row: int = -1) -> None:
        """Show records; the chosen place stays, or becomes `row`."""
        self.records = records
        self._is_editable = editable
        wanted = row if row >= 0 else max(self.row, 0)
        self.row = min(wanted, len(records) - 1)
        with QSignalBlocker(self.list):
            self.list.clear()
            for index, record in enumerate(records, start=1):
                self.list.addItem(f"{index}　{self._words(record)}")
            self.list.setCurrentRow(self.row)
        self._show_current()

    def _show_current(self) -> None:
        is_any = 0 <= self.row < len(self.records)
        self._show(self.records[self.row] if is_any else None)
        self.add.setEnabled(self._is_editable)
        self.remove.setEnabled(self._is_editable and is_any)
        self.up.setEnabled(self._is_editable and self.row > 0)
        self.down.setEnabled(self._is_editable and 0 <= self.row < len(self.records) - 1)

    @Slot(int)
    def _choose(self, row: int) -> None:
        self.commit()
        self.row = row
        self._show_current()

    def replace_current(self, **fields: Any) -> None:
        """Change fields of the chosen record."""
        if not 0 <= self.row < len(self.records):
            return
        changed = list(self.records)
        changed[self.row] = dataclasses.replace(changed[self.row], **fields)
        self._tell(tuple(changed), self.row)

    def _tell(self, records: tuple[Any, ...], row: int) -> None:
        self.set_records(records, self._is_editable, max(row, 0))
        self.changed.emit(records)

    @Slot()
    def _add(self) -> None:
        self.commit()
        row = self.row + 1
        self._tell((*self.records[:row], self._new(), *self.records[row:]), row)

    @Slot()
    def _remove(self) -> None:
        row = self.row
        self._tell((*self.records[:row], *self.records[row + 1 :]), row)

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        self.commit()
        moved = list(self.records)
        moved.insert(self.row + by, moved.pop(self.row))
        self._tell(tuple(moved), self.row + by)
