"""A section on its paper, written on in place.

Belongs here: the editor over what is chosen, and what keys and clicks mean. Does not belong here:
what is shown where (`section_view`), edits of blocks and rows (`section_edits`), and what stands
beside the paper (`booklet_page`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent

from kitaplanner.domain.plan import Block
from kitaplanner.domain.section_edit import (
    WRITTEN_KINDS,
    new_block,
    with_block,
    with_block_added,
    with_block_parted,
)
from kitaplanner.domain.section_spots import (
    Direction,
    is_table,
    neighbour,
    spot_rows,
    spot_text,
    spot_words,
    with_spot,
)
from kitaplanner.errors import RefusedEdit
from kitaplanner.gui.booklet.block_editor import BlockEditor, SpotEditor
from kitaplanner.gui.booklet.section_edits import SectionEdits
from kitaplanner.gui.booklet.section_view import HEADING
from kitaplanner.gui.views.ghost import ACCENT
from kitaplanner.gui.widgets.text_editor import EditorLook, Leave
from kitaplanner.layout.scene import Region

_MARKED_KINDS = {"bullet": 1.0, "note": 1.0, "footnote": 2.5}
_DIRECTIONS: dict[Leave, Direction] = {
    Leave.UP: "up",
    Leave.DOWN: "down",
    Leave.LEFT: "left",
    Leave.RIGHT: "right",
}


class SectionPaper(SectionEdits):
    """Lets a section be written on; `failed(error)` for what can't be read, like a date."""

    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.editor: BlockEditor | SpotEditor | None = None
        self._writing: tuple[int, str] = (HEADING, "")

    @property
    def is_writing(self) -> bool:
        """Say whether an editor lies over what is chosen."""
        return self.editor is not None

    def paper_moved(self) -> None:
        region = self.place(*self._writing)
        if self.editor is not None and region is not None:
            self.editor.set_look(self._look(region, *self._writing))

    # --- the editor --------------------------------------------------------------------------

    @Slot()
    def write(self, *, from_end: bool = False) -> bool:
        """Open the editor over what is chosen; say whether words can be written there.

        In a block with several spots the first is written, or one of the last row `from_end`.
        """
        section, chosen = self.section, self.chosen
        if section is None or chosen is None or self.session is None:
            return False
        if self.session.read_only or self.editor is not None:
            return False
        if chosen != HEADING and section.blocks[chosen].kind not in WRITTEN_KINDS:
            return self._write_at_spot(section.blocks[chosen], from_end)
        region = self.place(chosen)
        if region is None:
            return False
        text = section.heading if chosen == HEADING else section.blocks[chosen].text
        editor = BlockEditor(text, self._look(region, chosen), self.viewport(), ACCENT)
        editor.setAccessibleName("見出し" if chosen == HEADING else f"{chosen + 1}番目の文章")
        editor.parted.connect(self._on_parted)
        editor.emptied.connect(self._on_emptied)
        editor.move_wanted.connect(self._on_move)
        self._open(editor, chosen, "")
        return True

    def _write_at_spot(self, block: Block, from_end: bool) -> bool:
        rows = spot_rows(block)
        if not rows and is_table(block):
            return self.add_row()
        spot = self.spot or (rows[-1 if from_end else 0][0] if rows else "")
        region = self.place(self.chosen, spot)
        if region is None or self.chosen is None:
            return False
        if spot != self.spot:
            self.choose(self.chosen, spot)
        look = self._look(region, self.chosen, spot)
        editor = SpotEditor(spot_text(block, spot), look, self.viewport(), ACCENT)
        editor.setAccessibleName(spot_words(block, spot))
        editor.move_wanted.connect(self._on_move)
        editor.row_wanted.connect(self.add_row)
        editor.row_removal_wanted.connect(self.remove_row)
        self._open(editor, self.chosen, spot)
        if spot.endswith(".date"):
            editor.selectAll()
        return True

    def _open(self, editor: BlockEditor | SpotEditor, index: int, spot: str) -> None:
        self._writing = (index, spot)
        editor.committed.connect(self._on_committed)
        editor.cancelled.connect(self._on_cancelled)
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        self.editor = editor
        editor.show()
        editor.setFocus()
        self.viewport().update()

    def _look(self, region: Region, index: int, spot: str = "") -> EditorLook:
        rect, size = self.paper.to_view(region.inner), region.size * self.paper.scale
        section = self.section
        if not spot and section is not None and 0 <= index < len(section.blocks):
            shift = _MARKED_KINDS.get(section.blocks[index].kind, 0.0) * size
            rect = rect.adjusted(shift, 0, 0, 0)
        return EditorLook(rect, size, region.leading, region.bold, region.align)

    # --- what becomes of the text ------------------------------------------------------------

    @Slot()
    def commit(self) -> None:
        """Commit what is being written, text under composition included."""
        if self.editor is not None:
            self.editor.commit(Leave.STAY)

    def _close(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            had_keyboard = editor.hasFocus()
            editor.hide()
            editor.deleteLater()
            if had_keyboard:
                self.setFocus()
        self.viewport().update()

    @Slot(str, object)
    def _on_committed(self, text: str, leave: Leave) -> None:
        index, spot = self._writing
        self._close()
        self._keep(index, spot, text)
        if leave is not Leave.STAY and not self._go_on_in_block(index, spot, leave):
            by = -1 if leave in (Leave.UP, Leave.LEFT) else 1
            section = self.section
            if spot and (section is None or not HEADING <= index + by < len(section.blocks)):
                return  # a table at the end of its chapter has nothing below it
            self.choose(index + by)
            self.write(from_end=by < 0)

    def _go_on_in_block(self, index: int, spot: str, leave: Leave) -> bool:
        """Write at the next spot of the same block; behind the last one of a table in a new row."""
        section = self.section
        if not spot or section is None or index >= len(section.blocks):
            return False
        block = section.blocks[index]
        beside = neighbour(block, spot, _DIRECTIONS[leave])
        if beside:
            self.choose(index, beside, write=True)
        elif leave is Leave.RIGHT and is_table(block):
            self.choose(index, spot)
            self.add_row()
        else:
            return False
        return True

    def _keep(self, index: int, spot: str, text: str) -> None:
        section = self.section
        if section is None:
            return
        if index == HEADING:
            self.change(dataclasses.replace(section, heading=text.replace("\n", " ").strip()))
        elif index < len(section.blocks):
            block = section.blocks[index]
            try:
                if not spot:
                    block = dataclasses.replace(block, text=text)
                elif text != spot_text(block, spot):
                    block = with_spot(block, spot, text)
            except RefusedEdit as error:
                self.failed.emit(error)
                return
            self.change(with_block(section, index, block))

    @Slot()
    def _on_cancelled(self) -> None:
        self._close()

    @Slot(str, str)
    def _on_parted(self, before: str, after: str) -> None:
        """Make a new block of the same kind; behind the heading a paragraph."""
        section, index = self.section, self._writing[0]
        self._drop_editor()
        if section is None or self.session is None:
            return
        if index == HEADING:
            heading = (before + after).strip()
            block = new_block("paragraph", self.session.snapshot.period)
            changed = with_block_added(dataclasses.replace(section, heading=heading), 0, block)
        else:
            changed = with_block_parted(section, index, before, after)
        if self.change(changed):
            self.choose(index + 1, write=True)
            if self.editor is not None:
                self.editor.moveCursor(self.editor.textCursor().MoveOperation.Start)

    @Slot()
    def _on_emptied(self) -> None:
        index = self._writing[0]
        if index != HEADING:
            self._drop_editor()
            self.chosen = index
            self.remove_chosen()
            self.choose(index - 1, write=True)

    @Slot(int)
    def _on_move(self, by: int) -> None:
        self.commit()
        self.move_chosen(by)
        self.write()

    def _drop_editor(self) -> None:
        """Take the editor away without its text, which went another way."""
        if self.editor is not None:
            self.editor.blockSignals(True)
        self._close()

    # --- mouse and keys ----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.print is None:
            super().mousePressEvent(event)
            return
        self.setFocus()
        self.choose_at(event.position(), write=True)
        self._put_cursor(event.position())

    def choose_at(self, position: QPointF, *, write: bool = False) -> None:
        """Choose what lies at a point of the view; outside of its spots a table as a whole."""
        index = self.index_at(position)
        self.choose(index)
        spot = self.spot_at(position)
        if spot:
            self.choose(index, spot)
        has_spots = self.block is not None and bool(spot_rows(self.block))
        if write and index is not None and (spot or not has_spots):
            self.write()

    def _put_cursor(self, position: QPointF) -> None:
        if self.editor is not None:
            inside = self.editor.viewport().mapFrom(self.viewport(), position.toPoint())
            self.editor.setTextCursor(self.editor.cursorForPosition(inside))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        walk = self.move_chosen if is_alt else self.choose_beside
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Up: partial(walk, -1),
            Qt.Key.Key_Down: partial(walk, 1),
            Qt.Key.Key_Return: self.write,
            Qt.Key.Key_Enter: self.write,
            Qt.Key.Key_F2: self.write,
            Qt.Key.Key_Insert: self.insert,
            Qt.Key.Key_Delete: partial(self.delete, row=is_control),
        }
        if self.spot:
            acts[Qt.Key.Key_Left] = partial(self._go_aside, "left")
            acts[Qt.Key.Key_Right] = partial(self._go_aside, "right")
            acts[Qt.Key.Key_Escape] = partial(self.choose, self.chosen)
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _go_aside(self, direction: Direction) -> None:
        beside = neighbour(self.block, self.spot, direction) if self.block is not None else ""
        if beside:
            self.choose(self.chosen, beside)
