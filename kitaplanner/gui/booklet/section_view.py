"""A section on its paper: what is shown, what is chosen, and where it stands.

Belongs here: places on the paper. Does not belong here: writing there (`section_paper`).
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from kitaplanner.domain.plan import Block, Section
from kitaplanner.domain.section_spots import neighbour, spot_rows, spot_text
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.ghost import ACCENT
from kitaplanner.gui.views.paper import desk_colour
from kitaplanner.gui.views.paper_area import PaperArea
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Region
from kitaplanner.layout.section_print import SectionPrint, section_print

HEADING = -1


class SectionView(PaperArea):
    """Shows one section; `chosen_changed` when something else in it is chosen.

    `chosen` is the index of a block, HEADING or None; `spot` a place in that block at which words
    are written, empty where the block as a whole is chosen.
    """

    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("冊子の紙面")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.session: DocumentSession | None = None
        self.section_id = ""
        self.chosen: int | None = None
        self.spot = ""
        self.print: SectionPrint | None = None

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
        self.chosen, self.spot = None, ""
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
        if self.block is None or self.spot not in _flat(spot_rows(self.block)):
            self.spot = ""
        self.set_page(None if self.print is None else self.print.page)

    def invitation(self) -> str:
        return "左の「章の追加」から、冊子の章を作ってください。"

    def paint_over(self, painter: QPainter) -> None:
        if self.print is None:
            return
        for band in self.print.breaks:
            painter.fillRect(self.paper.to_view(band), desk_colour(self.palette()))
        region = self.place(self.chosen, self.spot)
        if region is not None and not self.is_writing:
            painter.setPen(QPen(QColor(ACCENT), 2))
            painter.drawRect(self._frame(region))

    def _frame(self, region: Region) -> QRectF:
        return self.paper.to_view(region.rect).adjusted(-4, -2, 4, 2)

    @property
    def is_writing(self) -> bool:
        """Say whether an editor lies over what is chosen."""
        return False

    def place(self, index: int | None, spot: str = "") -> Region | None:
        """Give where the heading, a block, or a spot in a block stands."""
        if self.print is None or index is None:
            return None
        field = "heading" if index == HEADING else f"blocks.{index}"
        return self.print.spots.get(f"{field}.{spot}") if spot else self.print.places.get(field)

    # --- choosing ----------------------------------------------------------------------------

    def commit(self) -> None:
        """Commit what is being written; on a paper that can't be written on there is nothing."""

    def write(self, *, from_end: bool = False) -> bool:
        """Write at what is chosen; say whether that can be done."""
        return False

    def choose(self, index: int | None, spot: str = "", *, write: bool = False) -> None:
        """Choose a block, a spot in it or the heading; with `write` words can be typed there."""
        self.commit()
        section = self.section
        if section is None:
            return
        if index is not None:
            index = min(max(index, HEADING), len(section.blocks) - 1)
        self.chosen, self.spot = index, spot
        region = self.place(index, spot)
        if region is not None:
            self.reveal_area(self._frame(region))
        self.viewport().update()
        self._tell_chosen(section)
        self.chosen_changed.emit()
        if write:
            self.write()

    def choose_beside(self, by: int) -> None:
        """Choose what stands above or below: in a block with spots the next one, else a block."""
        block = self.block
        beside = neighbour(block, self.spot, "up" if by < 0 else "down") if block else ""
        now = HEADING - 1 if self.chosen is None else self.chosen
        if beside:
            self.choose(self.chosen, beside)
        else:
            self.choose(now + by)

    def _tell_chosen(self, section: Section) -> None:
        """Say to a screen reader what is chosen."""
        words = section.heading if self.chosen == HEADING else ""
        if self.block is not None:
            words = self.block.text or self.block.caption
            words = spot_text(self.block, self.spot) if self.spot else words
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

    def spot_at(self, position: QPointF) -> str:
        """Give the spot of the chosen block that lies at a point of the view."""
        if self.print is None or self.chosen is None:
            return ""
        x, y = self.paper.to_page(position)
        before = f"blocks.{self.chosen}."
        found = (
            field.removeprefix(before)
            for field, region in self.print.spots.items()
            if field.startswith(before) and region.rect.contains(x, y)
        )
        return next(found, "")


def _flat(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [one for row in rows for one in row]
