"""The table of reports with the habits of a spreadsheet: walking, typing, copying, filling.

Belongs here: keys, clipboard and the heights of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView

from kitaplanner.domain.pasted_block import PastedBlock
from kitaplanner.errors import KitaError
from kitaplanner.gui.clipboard import (
    clipboard_content,
    clipboard_has_content,
    put_text_on_clipboard,
)
from kitaplanner.gui.progress.progress_delegate import ProgressDelegate
from kitaplanner.gui.progress.progress_model import ProgressModel
from kitaplanner.gui.progress.progress_rows import FIRST_FIELD, HEADS
from kitaplanner.gui.widgets.text_editor import Leave
from kitaplanner.operations.clipboard import rows_text

# In kanji, where the table is this wide; the room is shared out in this proportion.
_WIDTHS = (4, 10, 8, 7, 14, 9, 9)
_LEAST_SHARE = 0.9
_LEAST_LINES, _MOST_LINES = 2, 8
_KANJI = 2  # half-width letters
_REST = 150  # milliseconds after the last change of a width
_STEPS = {Leave.UP: (-1, 0), Leave.DOWN: (1, 0), Leave.LEFT: (0, -1), Leave.RIGHT: (0, 1)}


class ProgressTable(QTableView):
    """`open_wanted(initiative id)` asks for a sheet, `failed(error)` says what can't be pasted."""

    open_wanted = Signal(str)
    failed = Signal(object)

    def __init__(self, model: ProgressModel, words: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._model = model
        # Until the person sets a width, the columns share the room that there is.
        self._is_sharing, self._is_arranged = False, False
        self.clipboard = _TableClipboard(self)
        self.delegate = ProgressDelegate(words, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.fit_rows)
        self._build()

    def _build(self) -> None:
        self.setModel(self._model)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("進捗")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(self._follow_width)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._height(_LEAST_LINES))
        self._model.modelReset.connect(self.fit_rows)
        self.delegate.left.connect(self._leave)
        self.doubleClicked.connect(self._open_by_click)

    # --- widths and heights ------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_arranged:
            self._share_room()

    def _share_room(self) -> None:
        kanji = self.fontMetrics().horizontalAdvance("国")
        room = max(self.viewport().width(), round(sum(_WIDTHS) * kanji * _LEAST_SHARE))
        self._is_sharing = True
        for column, wide in enumerate(_WIDTHS[:-1]):
            self.setColumnWidth(column, room * wide // sum(_WIDTHS))
        self._is_sharing = False

    @Slot(int, int, int)
    def _follow_width(self, column: int, _before: int, _now: int) -> None:
        # The last column takes what is left by itself.
        self._is_arranged |= not self._is_sharing and column != len(_WIDTHS) - 1
        self._rest.start()

    @Slot()
    def fit_rows(self, rows: Iterable[int] | None = None) -> None:
        """Make rows as high as their texts take, by how wide these are, up to some lines."""
        rooms = [self._letters_in(self.columnWidth(column)) for column in range(len(HEADS))]
        for row in range(self._model.rowCount()) if rows is None else rows:
            lines = max(
                _count_lines(self._model.text(row, column), room)
                for column, room in enumerate(rooms)
            )
            height = self._height(min(max(lines, _LEAST_LINES), _MOST_LINES))
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)

    def _letters_in(self, width: int) -> int:
        """Give how many half-width letters a line holds; it ends up to a kanji early."""
        letter = self.fontMetrics().horizontalAdvance("国") / _KANJI
        return max(int(width / letter) - _KANJI, _KANJI)

    def _height(self, lines: int) -> int:
        return self.fontMetrics().lineSpacing() * lines + self.fontMetrics().height() // 2

    # --- walking -----------------------------------------------------------------------------

    def go_to(self, row: int, column: int = FIRST_FIELD) -> None:
        """Bring the cursor to a cell."""
        self.setCurrentIndex(self._model.index(row, column))

    @Slot(object)
    def _leave(self, leave: Leave) -> None:
        self.setFocus()
        down, across = _STEPS.get(leave, (0, 0))
        index = self.currentIndex()
        target = self._model.index(index.row() + down, index.column() + across)
        if target.isValid() and (down or target.column() >= FIRST_FIELD):
            self.setCurrentIndex(target)
        elif across > 0 and index.row() + 1 < self._model.rowCount():
            self.go_to(index.row() + 1)

    @property
    def is_writing(self) -> bool:
        """Say whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def commit(self) -> None:
        """Hand over what is being written."""
        if self.is_writing:
            self.delegate.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        index = self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.column() < FIRST_FIELD or control:
                self._open(index)
            else:
                is_up = bool(held & Qt.KeyboardModifier.ShiftModifier)
                self._leave(Leave.UP if is_up else Leave.DOWN)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.write((one.row(), one.column(), "") for one in self.selectedIndexes())
        elif key == Qt.Key.Key_D and control:
            self.fill_down()
        elif key == Qt.Key.Key_Down and held & Qt.KeyboardModifier.AltModifier:
            self._open_list(index)
        else:
            super().keyPressEvent(event)

    def _open_list(self, index: QModelIndex) -> None:
        """Open the words of the status."""
        if index.column() == FIRST_FIELD and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
            if isinstance(self.delegate.editor, QComboBox):
                self.delegate.editor.showPopup()

    @Slot(QModelIndex)
    def _open_by_click(self, index: QModelIndex) -> None:
        if index.column() < FIRST_FIELD:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None:
            self.open_wanted.emit(row.initiative.id)

    # --- several cells -----------------------------------------------------------------------

    def write(self, cells: Iterable[tuple[int, int, str]]) -> None:
        """Ask for texts in cells, in one step."""
        self._model.ask(cells)

    def fill_down(self) -> None:
        """Write what stands in the uppermost of the selected cells of each column in the others."""
        chosen = sorted((one.column(), one.row()) for one in self.selectedIndexes())
        cells = []
        for column, group in groupby(chosen, key=lambda one: one[0]):
            first, *others = [row for _, row in group]
            text = self._model.text(first, column)
            cells += [(row, column, text) for row in others]
        self.write(cells)

    def copied(self) -> str:
        """Give the selected cells as spreadsheets take them."""
        chosen = sorted((one.row(), one.column()) for one in self.selectedIndexes())
        columns = sorted({column for _, column in chosen})
        return rows_text(
            [
                [self._model.text(row, column) for column in columns]
                for row in sorted({row for row, _ in chosen})
            ]
        )

    def paste(self, block: PastedBlock) -> None:
        """Write pasted cells from the cursor on; one cell fills all that are selected."""
        chosen = self.selectedIndexes()
        if block.rows == block.columns == 1 and block.cells and len(chosen) > 1:
            self.write((one.row(), one.column(), block.cells[0].text) for one in chosen)
            return
        index, rows = self.currentIndex(), self._model.rowCount()
        self.write(
            (index.row() + cell.row, index.column() + cell.column, cell.text)
            for cell in block.cells
            if index.row() + cell.row < rows and index.column() + cell.column < len(HEADS)
        )


def _count_lines(text: str, room: int) -> int:
    """Count lines of so many half-width letters; measuring each text takes long in a large plan."""
    # In this encoding a letter of full width is two bytes, one of half width is one.
    return sum(
        max(1, -(-len(line.encode("cp932", "replace")) // room)) for line in text.split("\n")
    )


class _TableClipboard:
    """The clipboard of the table."""

    def __init__(self, table: ProgressTable) -> None:
        self._table = table

    @property
    def can_copy(self) -> bool:
        """Say whether cells are selected."""
        return self._table.selectionModel().hasSelection()

    @property
    def can_cut(self) -> bool:
        """Say whether a selected cell can be emptied."""
        return any(
            one.flags() & Qt.ItemFlag.ItemIsEditable for one in self._table.selectedIndexes()
        )

    @property
    def can_paste(self) -> bool:
        """Say whether something can be put where the cursor is."""
        index = self._table.currentIndex()
        return clipboard_has_content() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    def copy(self) -> None:
        """Copy the selected cells."""
        put_text_on_clipboard(self._table.copied())

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        self.copy()
        self._table.write((one.row(), one.column(), "") for one in self._table.selectedIndexes())

    def paste(self) -> None:
        """Paste cells of a spreadsheet, or a text."""
        try:
            content = clipboard_content()
        except KitaError as error:
            self._table.failed.emit(error)
            return
        if isinstance(content, PastedBlock):
            self._table.paste(content)
