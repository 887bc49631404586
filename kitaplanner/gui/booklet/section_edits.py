"""Edits of the chosen block of a section, and of the chosen row in it, as one step each.

Belongs here: adding, removing and moving. Does not belong here: words (`section_paper`).
"""

from __future__ import annotations

from PySide6.QtCore import Slot

from kitaplanner.domain.plan import Block, Section
from kitaplanner.domain.section_edit import (
    with_block,
    with_block_added,
    with_block_moved,
    without_block,
)
from kitaplanner.domain.section_spots import (
    is_table,
    row_of,
    spot_rows,
    with_row_added,
    with_row_moved,
    with_spot,
    without_row,
)
from kitaplanner.gui.booklet.section_view import SectionView
from kitaplanner.operations.sections import change_section


class SectionEdits(SectionView):
    """A section whose blocks and rows are added, removed and moved."""

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
        """Move the chosen row of a table, else the chosen block."""
        if self.row is None:
            self.move_block(by)
        else:
            self.move_row(by)

    def move_block(self, by: int) -> None:
        """Move the chosen block up or down; it stays chosen."""
        section, chosen = self.section, self.chosen
        if section is None or self.block is None or chosen is None:
            return
        place = chosen + by
        if 0 <= place < len(section.blocks) and self.change(with_block_moved(section, chosen, by)):
            self.choose(place)

    @Slot()
    def add_row(self) -> bool:
        """Add a row below the chosen one of a table and go on in it."""
        self.commit()
        block, row = self.block, self.row
        if block is None or not is_table(block):
            return False
        at = len(spot_rows(block)) if row is None else row + 1
        if not self._change_block(with_row_added(block, at)) or self.block is None:
            return False
        self.choose(self.chosen, spot_rows(self.block)[at][0], write=True)
        return True

    @Slot()
    def remove_row(self) -> None:
        """Remove the chosen row of a table; the one below it is chosen."""
        self.commit()
        block, row, spot = self.block, self.row, self.spot
        if block is not None and row is not None and self._change_block(without_row(block, row)):
            left = spot_rows(without_row(block, row))
            column = spot_rows(block)[row].index(spot)
            self.choose(self.chosen, left[min(row, len(left) - 1)][column] if left else "")

    def move_row(self, by: int) -> None:
        """Move the chosen row of a table up or down; it stays chosen."""
        block, row, spot = self.block, self.row, self.spot
        if block is None or row is None or not 0 <= row + by < len(spot_rows(block)):
            return
        if self._change_block(with_row_moved(block, row, by)):
            column = spot_rows(block)[row].index(spot)
            self.choose(self.chosen, spot_rows(block)[row + by][column])

    @property
    def row(self) -> int | None:
        """Give the chosen row of a table."""
        return None if self.block is None else row_of(self.block, self.spot)

    def _change_block(self, block: Block) -> bool:
        section, chosen = self.section, self.chosen
        if section is None or chosen is None:
            return False
        return self.change(with_block(section, chosen, block))

    def insert(self) -> None:
        """Add a row where a row is chosen, else a paragraph behind the chosen block."""
        if self.row is None:
            self.add_block(Block("paragraph"))
        else:
            self.add_row()

    def delete(self, *, row: bool) -> None:
        """Empty the chosen spot, or take its row; else remove the chosen block."""
        block = self.block
        if row:
            self.remove_row()
        elif not self.spot:
            self.remove_chosen()
        elif block is not None and not self.spot.endswith(".date"):
            self._change_block(with_spot(block, self.spot, ""))
