"""The left side of the review: the tree of changes, which are shown, and ticks for many at once.

Belongs here: filters, walking to what needs a look, and ticking. What a change is and what is shown
of it is elsewhere (`models.import_model`, `review_dialog`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.gui.imports.review_wording import ReviewWording
from kitaplanner.gui.imports.state_badges import BadgeDelegate, badge_words
from kitaplanner.gui.models.import_model import (
    STATE,
    STATE_WORDS,
    WORDS,
    Branch,
    ImportModel,
    ShownState,
)
from kitaplanner.gui.theme import Theme
from kitaplanner.operations.import_review import Review

_UNFOLDED_AT_MOST = 500


class ChangeList(QWidget):
    """Lists the changes of sources; `current_changed` and `ticks_changed` tell of the person."""

    current_changed = Signal()
    ticks_changed = Signal()

    def __init__(self, theme: Theme, wording: ReviewWording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reviews: tuple[Review, ...] = ()
        self.model = ImportModel((), wording.meanings, self)
        self.tree = _TickTree()
        self.tree.setAccessibleName(wording.changes)
        self.tree.setUniformRowHeights(True)
        self.badges = BadgeDelegate(theme, self.tree)
        self.tree.setItemDelegateForColumn(STATE, self.badges)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._wording = wording
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._filters())
        layout.addWidget(self.tree, 1)
        layout.addLayout(self._ticks())

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel("表示"))
        self.filters: dict[ShownState, QCheckBox] = {}
        for state in STATE_WORDS:
            box = QCheckBox()
            box.setChecked(True)
            box.setToolTip(f"{self._wording.meanings[state]}。チェックを外すと一覧に出しません")
            box.toggled.connect(self._filter)
            self.filters[state] = box
            row.addWidget(box)
        row.addStretch(1)
        return row

    def _ticks(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.tick_certain = plain_button(self._wording.certain, self._tick_certain)
        self.tick_all = plain_button("すべて選ぶ", self._tick_all)
        self.tick_none = plain_button("すべて外す", self._tick_none)
        for button in (self.tick_certain, self.tick_all, self.tick_none):
            row.addWidget(button)
        row.addStretch(1)
        return row

    # --- what is shown -----------------------------------------------------------------------

    def show_reviews(self, reviews: Sequence[Review]) -> None:
        """List the changes of sources in place of those before."""
        self.reviews = tuple(reviews)
        old, self.model = self.model, ImportModel(self.reviews, self._wording.meanings, self)
        self.tree.setModel(self.model)
        old.deleteLater()
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(STATE, self.badges.width(self.tree))
        self._unfold()
        self.tree.selectionModel().currentChanged.connect(self._follow_current)
        self.model.ticks_changed.connect(self._follow_ticks)
        for state, box in self.filters.items():
            count = self.model.count(state)
            box.setText(f"{badge_words(state)} {count}")
            box.setVisible(count > 0)
        for button in (self.tick_certain, self.tick_all, self.tick_none):
            button.setEnabled(self.total > 0)
        self._choose_first()
        self.tree.setFocus()

    @property
    def total(self) -> int:
        """Count the changes of all sources."""
        return sum(len(one.found.changes) for one in self.reviews)

    @property
    def current(self) -> Branch | None:
        """Give the line that is looked at."""
        return self.model.branch(self.tree.currentIndex())

    def _unfold(self) -> None:
        """Unfold all; of a large review only the files, so that nobody waits."""
        if sum(len(one.changes) for one in self.reviews) <= _UNFOLDED_AT_MOST:
            self.tree.expandAll()
        else:
            self.tree.expandToDepth(0)

    def _choose_first(self) -> None:
        """Begin with the first that needs a look, else the first change, else the first file."""
        lines = list(self.model.lines())
        looks = [one for one in lines if one.change is not None and one.needs_a_look]
        changes = [one for one in lines if one.change is not None]
        first = next(iter([*looks, *changes, *lines]), None)
        if first is not None:
            self._go_to(first)

    @Slot()
    def _filter(self) -> None:
        before = self.current
        shown = [state for state, box in self.filters.items() if box.isChecked()]
        self.model.show_states(shown)
        self._unfold()
        same = [one for one in self.model.lines() if before is not None and _is_same(one, before)]
        if same:
            self._go_to(same[0])
        else:
            self._choose_first()

    @Slot(QModelIndex, QModelIndex)
    def _follow_current(self, *_: QModelIndex) -> None:
        self.current_changed.emit()

    # --- ticks -------------------------------------------------------------------------------

    @Slot()
    def _follow_ticks(self) -> None:
        self.tree.viewport().update()
        self.ticks_changed.emit()

    @Slot()
    def _tick_certain(self) -> None:
        self.model.tick_only([one.ticked for one in self.reviews])

    @Slot()
    def _tick_all(self) -> None:
        self.model.tick_only([one.changes.keys() for one in self.reviews])

    @Slot()
    def _tick_none(self) -> None:
        self.model.tick_only([() for _ in self.reviews])

    # --- walking -----------------------------------------------------------------------------

    def step(self, by: int) -> bool:
        """Go on or back to what needs a look, round at the ends; False where nothing does."""
        lines = list(self.model.lines())
        current = self.current
        at = next((place for place, one in enumerate(lines) if one is current), -1)
        looks = [place for place, one in enumerate(lines) if one.needs_a_look]
        if not looks:
            return False
        if by > 0:
            place = next((one for one in looks if one > at), looks[0])
        else:
            place = next((one for one in reversed(looks) if one < at), looks[-1])
        self._go_to(lines[place])
        return True

    def _go_to(self, branch: Branch) -> None:
        index = self.model.index_of(branch)
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)


class _TickTree(QTreeView):
    """A tree in which Space ticks the current line, whatever column it stands in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, ImportModel):
            model.toggle(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)


def _is_same(one: Branch, other: Branch) -> bool:
    def of(branch: Branch) -> tuple[object, ...]:
        name = "" if branch.change is None else branch.change.id
        return branch.kind, branch.review, branch.initiative, name, branch.lost

    return of(one) == of(other)


def plain_button(words: str, slot: Callable[[], object]) -> QPushButton:
    """Give a button that Enter does not press from elsewhere."""
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(slot)
    return button
