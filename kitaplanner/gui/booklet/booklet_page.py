"""The tab 冊子: the chapters at the left, the chosen one on its paper at the right.

Belongs here: who shows what, and pictures from files. Does not belong here: writing on the paper
(`section_paper`).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QMenu,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import Block, BlockKind, Section, Term
from kitaplanner.domain.section_edit import turned, with_block
from kitaplanner.gui.booklet.block_panel import KIND_WORDS, BlockPanel
from kitaplanner.gui.booklet.section_list import SectionList
from kitaplanner.gui.booklet.section_paper import SectionPaper
from kitaplanner.gui.booklet.section_view import HEADING
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.operations.sections import (
    add_section,
    change_terms,
    move_section,
    place_picture,
    read_picture,
    remove_section,
)

_COLUMNS = (19, 60)  # in kanji
_NEW_HEADINGS = {1: "新しい章", 2: "新しい節"}


class BookletPage(QWidget):
    """Edits the sections of a session; `failed(error)` for a picture that can't be read."""

    failed = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._session: DocumentSession | None = None
        self._task: Task | None = None
        self._is_stale = True
        self._build_ui()
        self._connect()

    def _build_ui(self) -> None:
        self.sections = SectionList()
        self.paper = SectionPaper()
        self.panel = BlockPanel()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel.setObjectName("panel")
        self.panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        scroll.setWidget(self.panel)
        column = QFrame()
        column.setObjectName("panel")
        unit = self.fontMetrics().height()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(unit // 2, unit // 2, 0, 0)
        layout.addWidget(self.sections, 2)
        layout.addWidget(scroll, 3)
        bar = scroll.verticalScrollBar().sizeHint().width()
        column.setMinimumWidth(self.panel.minimumSizeHint().width() + bar + unit // 2)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(column)
        splitter.addWidget(self.paper)
        splitter.setStretchFactor(1, 1)
        kanji = self.fontMetrics().horizontalAdvance("国")
        splitter.setSizes([wide * kanji for wide in _COLUMNS])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
        self.paper.zoom_to_width()
        self.setFocusProxy(self.sections.list)

    def _connect(self) -> None:
        self.sections.picked.connect(self._pick)
        self.sections.add_wanted.connect(self._add_section)
        self.sections.removal_wanted.connect(self._remove_section)
        self.sections.move_wanted.connect(self._move_section)
        self.paper.chosen_changed.connect(self._show_panel)
        self.paper.failed.connect(self.failed)
        self.panel.section_changed.connect(self._change_section)
        self.panel.block_changed.connect(self._change_block)
        self.panel.terms_changed.connect(self._change_terms)
        self.panel.add_wanted.connect(self._add_block)
        self.panel.removal_wanted.connect(self.paper.remove_chosen)
        self.panel.move_wanted.connect(self.paper.move_block)
        self.paper.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.paper.customContextMenuRequested.connect(self._open_menu)
        self.panel.picture_wanted.connect(self._ask_picture)

    # --- showing -----------------------------------------------------------------------------

    def set_session(self, session: DocumentSession | None) -> None:
        """Work on another document, or on none."""
        self._session = session
        self.paper.session = session
        self.paper.section_id = ""
        self.paper.chosen = None
        if session is not None:
            session.document_changed.connect(self._follow_change)
        self._refresh()

    @Slot(object, object)
    def _follow_change(self, change: object, initiator: object) -> None:
        self._refresh()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        """Show the plan as it is now; while another tab is seen, once this one is."""
        self._is_stale = not self.isVisible()
        session = self._session
        if self._is_stale or session is None:
            return
        ids = [one.id for one in session.snapshot.sections]
        if self.paper.section_id not in ids:
            self.paper.section_id = ids[0] if ids else ""
            self.paper.chosen = None
        self.paper.refresh()
        self.sections.show_sections(
            session.snapshot, session.form, self.paper.section_id, not session.read_only
        )
        self._show_panel()

    @Slot()
    def _show_panel(self) -> None:
        session, paper = self._session, self.paper
        if session is not None:
            index = HEADING if paper.chosen is None else paper.chosen
            row = -1 if paper.row is None else paper.row
            self.panel.show_place(
                session.snapshot, paper.section, paper.block, index, not session.read_only, row
            )

    @Slot()
    def commit(self) -> None:
        """Have paper and fields hand over what is being typed."""
        self.paper.commit()
        self.panel.commit()

    # --- edits -------------------------------------------------------------------------------

    @Slot(str)
    def _pick(self, section_id: str) -> None:
        self.commit()
        self.paper.show_section(section_id)
        if self._session is not None:
            self._refresh()

    def show_place(self, section_id: str, block: int) -> None:
        """Show a block of a section, or its heading (-1)."""
        self._pick(section_id)
        section = self.paper.section
        if section is not None and block < len(section.blocks):
            self.paper.choose(HEADING if block < 0 else block)

    @Slot(int)
    def _add_section(self, level: int) -> None:
        self.commit()
        session = self._session
        if session is None:
            return
        known = {one.id for one in session.snapshot.sections}
        heading, behind = _NEW_HEADINGS[level], self.paper.section_id
        if session.perform(add_section, heading, behind, level, initiator=self) is not None:
            added = next(one.id for one in session.snapshot.sections if one.id not in known)
            self._pick(added)
            self.paper.choose(HEADING, write=True)
            if self.paper.editor is not None:
                self.paper.editor.selectAll()

    @Slot()
    def _remove_section(self) -> None:
        self.commit()
        if self._session is not None:
            ids = [one.id for one in self._session.snapshot.sections]
            gone = self.paper.section_id
            rest = [one for one in ids if one != gone]
            place = min(ids.index(gone), len(rest) - 1)
            self.paper.section_id = rest[place] if rest else ""
            self._session.perform(remove_section, gone, initiator=self)

    @Slot(int)
    def _move_section(self, by: int) -> None:
        self.commit()
        if self._session is not None:
            self._session.perform(move_section, self.paper.section_id, by, initiator=self)

    @Slot(object)
    def _change_section(self, section: Section) -> None:
        self.paper.commit()
        self.paper.change(section)

    @Slot(object)
    def _change_block(self, block: Block) -> None:
        section, chosen = self.paper.section, self.paper.chosen
        if section is not None and chosen is not None and 0 <= chosen < len(section.blocks):
            self.paper.change(with_block(section, chosen, block))

    @Slot(tuple)
    def _change_terms(self, terms: tuple[Term, ...]) -> None:
        if self._session is not None:
            self._session.perform(change_terms, terms, initiator=self)

    @Slot()
    def _add_block(self) -> None:
        self.paper.add_block(Block("paragraph"))

    # --- the menu of a block -----------------------------------------------------------------

    def menu_of_chosen(self) -> QMenu:
        """Make the menu of the chosen block: its kinds, and what can be done with it."""
        menu = QMenu(self)
        block = self.paper.block
        for kind, words in KIND_WORDS.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(block is not None and block.kind == kind)
            action.setEnabled(block is not None)
            action.triggered.connect(partial(self._turn, kind))
        menu.addSeparator()
        if self.paper.row is not None:
            menu.addAction("行を追加\tInsert", self.paper.add_row)
            menu.addAction("行を上へ\tAlt+↑", partial(self.paper.move_row, -1))
            menu.addAction("行を下へ\tAlt+↓", partial(self.paper.move_row, 1))
            menu.addAction("行を削除\tCtrl+Delete", self.paper.remove_row)
            menu.addSeparator()
        menu.addAction("文章を追加", self._add_block)
        for words, act in (
            ("上へ移動", partial(self.paper.move_block, -1)),
            ("下へ移動", partial(self.paper.move_block, 1)),
            ("削除", self.paper.remove_chosen),
        ):
            menu.addAction(words, act).setEnabled(block is not None)
        menu.setEnabled(self._session is not None and not self._session.read_only)
        return menu

    @Slot(QPoint)
    def _open_menu(self, point: QPoint) -> None:
        if self.paper.index_at(QPointF(point)) is not None:
            self.paper.choose_at(QPointF(point))
        menu = self.menu_of_chosen()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.paper.viewport().mapToGlobal(point))

    def _turn(self, kind: BlockKind) -> None:
        block, session = self.paper.block, self._session
        if block is not None and session is not None:
            self._change_block(turned(block, kind, session.snapshot.period))

    # --- pictures ----------------------------------------------------------------------------

    @Slot()
    def _ask_picture(self) -> None:
        text, _ = QFileDialog.getOpenFileName(
            self, "画像を選ぶ", "", "画像 (*.png *.jpg *.jpeg);;すべてのファイル (*)"
        )
        if text:
            self.take_picture(Path(text))

    def take_picture(self, path: Path) -> None:
        """Read a picture off the window's thread and put it where the figure is now."""
        section, chosen = self.paper.section, self.paper.chosen
        if section is None or chosen is None:
            return
        self._task = task = Task(partial(_read, path))
        task.setProperty("place", (section.id, chosen))
        task.succeeded.connect(self._place_picture)
        task.failed.connect(self.failed)
        self._tasks.start(task)

    @Slot(object)
    def _place_picture(self, picture: Picture) -> None:
        task, session = self._task, self._session
        if session is None or task is None or self.sender() is not task:
            return
        section_id, index = task.property("place")
        self._task = None
        session.perform(place_picture, section_id, index, picture, initiator=self)


def _read(path: Path, progress: Progress) -> Picture:
    progress(0, 1)
    return read_picture(path)
