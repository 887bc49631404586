"""A section on its paper, written on in place.

Belongs here: which block is chosen, the editor over it, and what keys and clicks mean. Does not
belong here: lists and fields beside the paper (`booklet_page`, `block_panel`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from kitaplanner.domain.plan import Block, Section
from kitaplanner.domain.section_edit import (
    WRITTEN_KINDS,
    new_block,
    with_block,
    with_block_added,
    with_block_moved,
    with_block_parted,
    without_block,
)
from kitaplanner.gui.booklet.block_editor import BlockEditor
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.ghost import ACCENT
from kitaplanner.gui.views.paper import desk_colour
from kitaplanner.gui.views.paper_area import PaperArea
from kitaplanner.gui.widgets.text_editor import EditorLook, Leave
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Region
from kitaplanner.layout.section_print import SectionPrint, section_print
from kitaplanner.operations.sections import change_section

HEADING = -1
_MARKED_KINDS = {"bullet": 1.0, "note": 1.0, "footnote": 2.5}


class SectionPaper(PaperArea):
    """Shows one section; `chosen_changed` when another block, or the heading, is chosen.

    `chosen` is the index of a block, HEADING or None.
    """

    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("冊子の紙面")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.session: DocumentSession | None = None
        self.section_id = ""
        self.chosen: int | None = None
        self.print: SectionPrint | None = None
        self.editor: BlockEditor | None = None
        self._writing = HEADING

    # --- showing -----------------------------------------------------------------------------

    @property
    def section(self) -> Section | None:
        """Give the section as it is now."""
        sections = () if self.session is None else self.session.snapshot.sections
        return next((one for one in sections if one.id == self.section_id), None)

    @property
    def block(self) -> Block | None:
        """Give the chosen block."""
        section, chosen = self.section, self.chosen
        if section is None or chosen is None or not 0 <= chosen < len(section.blocks):
            return None
        return section.blocks[chosen]

    def show_section(self, section_id: str) -> None:
        """Show another section from its top."""
        self.commit()
        self.section_id = section_id
        self.chosen = None
        self.refresh()
        self.verticalScrollBar().setValue(0)
        self.chosen_changed.emit()

    def refresh(self) -> None:
        """Lay the section out as it is now; a few milliseconds, even for a long one."""
        session = self.session
        if session is None:
            self.print = None
        else:
            plan = session.snapshot
            self.print = section_print(plan, session.form, bundled_metrics(), self.section_id)
        section = self.section
        count = 0 if section is None else len(section.blocks)
        if self.chosen is not None and self.chosen >= count:
            self.chosen = count - 1 if count else HEADING
        self.set_page(None if self.print is None else self.print.page)

    def invitation(self) -> str:
        return "左の「章の追加」から、冊子の章を作ってください。"

    def paint_over(self, painter: QPainter) -> None:
        if self.print is None:
            return
        for band in self.print.breaks:
            painter.fillRect(self.paper.to_view(band), desk_colour(self.palette()))
        region = self._place(self.chosen)
        if region is not None and self.editor is None:
            painter.setPen(QPen(QColor(ACCENT), 2))
            painter.drawRect(self._frame(region))

    def _frame(self, region: Region) -> QRectF:
        return self.paper.to_view(region.rect).adjusted(-4, -2, 4, 2)

    def _place(self, index: int | None) -> Region | None:
        if self.print is None or index is None:
            return None
        return self.print.places.get("heading" if index == HEADING else f"blocks.{index}")

    def paper_moved(self) -> None:
        region = self._place(self._writing)
        if self.editor is not None and region is not None:
            self.editor.set_look(self._look(region, self._writing))

    # --- choosing ----------------------------------------------------------------------------

    def choose(self, index: int | None, *, write: bool = False) -> None:
        """Choose a block or the heading; with `write` the editor opens where words stand."""
        self.commit()
        section = self.section
        if section is None:
            return
        if index is not None:
            index = min(max(index, HEADING), len(section.blocks) - 1)
        self.chosen = index
        region = self._place(index)
        if region is not None:
            self.reveal_area(self._frame(region))
        self.viewport().update()
        self._tell_chosen(section)
        self.chosen_changed.emit()
        if write:
            self.write()

    def _tell_chosen(self, section: Section) -> None:
        """Say to a screen reader what is chosen."""
        words = section.heading if self.chosen == HEADING else ""
        if self.block is not None:
            words = self.block.text or self.block.caption
        self.setAccessibleDescription(words)

    def index_at(self, position: QPointF) -> int | None:
        """Give what lies at a point of the view: a block, the heading, or nothing."""
        if self.print is None:
            return None
        x, y = self.paper.to_page(position)
        places = self.print.places.items()
        field = next((one for one, region in places if region.rect.contains(x, y)), "")
        if not field:
            return None
        return HEADING if field == "heading" else int(field.removeprefix("blocks."))

    def write(self) -> bool:
        """Open the editor over what is chosen; say whether words can be written there."""
        section, chosen, region = self.section, self.chosen, self._place(self.chosen)
        if section is None or chosen is None or region is None or self.session is None:
            return False
        is_written = chosen == HEADING or section.blocks[chosen].kind in WRITTEN_KINDS
        if not is_written or self.session.read_only or self.editor is not None:
            return False
        text = section.heading if chosen == HEADING else section.blocks[chosen].text
        self._writing = chosen
        editor = BlockEditor(text, self._look(region, chosen), self.viewport(), ACCENT)
        editor.setAccessibleName("見出し" if chosen == HEADING else f"{chosen + 1}番目の文章")
        editor.committed.connect(self._on_committed)
        editor.cancelled.connect(self._on_cancelled)
        editor.parted.connect(self._on_parted)
        editor.emptied.connect(self._on_emptied)
        editor.move_wanted.connect(self._on_move)
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        self.editor = editor
        editor.show()
        editor.setFocus()
        self.viewport().update()
        return True

    def _look(self, region: Region, index: int) -> EditorLook:
        rect, size = self.paper.to_view(region.inner), region.size * self.paper.scale
        section = self.section
        if section is not None and 0 <= index < len(section.blocks):
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
        index = self._writing
        self._close()
        self._keep(index, text)
        if leave is not Leave.STAY:
            by = -1 if leave in (Leave.UP, Leave.LEFT) else 1
            self.choose(index + by, write=True)

    def _keep(self, index: int, text: str) -> None:
        section = self.section
        if section is None:
            return
        if index == HEADING:
            self.change(dataclasses.replace(section, heading=text.replace("\n", " ").strip()))
        elif index < len(section.blocks):
            block = dataclasses.replace(section.blocks[index], text=text)
            self.change(with_block(section, index, block))

    @Slot()
    def _on_cancelled(self) -> None:
        self._close()

    @Slot(str, str)
    def _on_parted(self, before: str, after: str) -> None:
        """Make a new block of the same kind; behind the heading a paragraph."""
        section, index = self.section, self._writing
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
        index = self._writing
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

    # --- edits -------------------------------------------------------------------------------

    def change(self, section: Section) -> bool:
        """Change the section as one step; say whether it was taken."""
        if self.session is None or section == self.section:
            return False
        return self.session.perform(change_section, section, initiator=self) is not None

    def add_block(self, block: Block) -> None:
        """Add a block behind the chosen one and go on with it."""
        self.commit()
        section = self.section
        if section is not None:
            place = len(section.blocks) if self.chosen is None else self.chosen + 1
            if self.change(with_block_added(section, place, block)):
                self.choose(place, write=True)

    @Slot()
    def remove_chosen(self) -> None:
        """Remove the chosen block."""
        section = self.section
        if section is not None and self.block is not None and self.chosen is not None:
            self.change(without_block(section, self.chosen))
            self.choose(self.chosen)

    def move_chosen(self, by: int) -> None:
        """Move the chosen block up or down; it stays chosen."""
        section, chosen = self.section, self.chosen
        if section is None or self.block is None or chosen is None:
            return
        place = chosen + by
        if 0 <= place < len(section.blocks) and self.change(with_block_moved(section, chosen, by)):
            self.choose(place)

    # --- mouse and keys ----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.print is None:
            super().mousePressEvent(event)
            return
        self.setFocus()
        index = self.index_at(event.position())
        self.choose(index, write=index is not None)
        self._put_cursor(event.position())

    def _put_cursor(self, position: QPointF) -> None:
        if self.editor is not None:
            inside = self.editor.viewport().mapFrom(self.viewport(), position.toPoint())
            self.editor.setTextCursor(self.editor.cursorForPosition(inside))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        now = HEADING - 1 if self.chosen is None else self.chosen
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Up: partial(self.move_chosen, -1)
            if is_alt
            else partial(self.choose, now - 1),
            Qt.Key.Key_Down: partial(self.move_chosen, 1)
            if is_alt
            else partial(self.choose, now + 1),
            Qt.Key.Key_Return: self.write,
            Qt.Key.Key_Enter: self.write,
            Qt.Key.Key_F2: self.write,
            Qt.Key.Key_Delete: self.remove_chosen,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()
