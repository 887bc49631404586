"""The dock 体系: the tree of the plan with its filters; selection and expansion survive every edit.

Belongs here: showing the tree and saying what is selected or wanted. What an edit does to the plan
is in `commands.outline_commands`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.change import Change
from kitaplanner.domain.numbering import Numbering
from kitaplanner.gui.icons import themed_icon
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.models.outline_filter import OutlineFilter
from kitaplanner.gui.models.outline_model import OutlineModel
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.widgets.departments import names_in_order

_MARKS = ("warning", "unconfirmed", "lost", "changed", "waiting")
_ALL_DEPARTMENTS = "すべての担当課"


class _Tree(QTreeView):
    """A tree in which a row can be dropped only while nothing is filtered out."""

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        # Qt would take a "moved" row out of the model; the next snapshot moves it.
        event.setDropAction(Qt.DropAction.IgnoreAction)


class OutlineView(QWidget):
    """The tree and its filters.

    `current_changed(key or None)` follows the row that the person is on, `selection_changed` the
    rows that are chosen with it; `rename_wanted` and `move_wanted` are those of the model.
    """

    current_changed = Signal(object)
    selection_changed = Signal()
    rename_wanted = Signal(object, str)
    move_wanted = Signal(tuple, str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._theme = theme
        self._session: DocumentSession | None = None
        self._collapsed: set[OutlineKey] = set()
        # While a new snapshot is shown, the current row comes and goes without meaning.
        self._showing = False
        self._model = OutlineModel(self)
        self._filter = OutlineFilter(self)
        self._filter.setSourceModel(self._model)
        self._filter.rowsInserted.connect(self._unfold)
        self._build_ui()
        self.repaint_icons()
        self._model.rename_wanted.connect(self.rename_wanted)
        self._model.move_wanted.connect(self.move_wanted)

    def _build_ui(self) -> None:
        self._departments = QComboBox()
        self._departments.setAccessibleName("担当課で絞り込む")
        self._departments.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._departments.setMinimumContentsLength(6)
        self._departments.currentIndexChanged.connect(self._narrow)
        self.word = QLineEdit()
        self.word.setPlaceholderText("番号・事業名")
        self.word.setAccessibleName("番号や事業名で絞り込む")
        self.word.setClearButtonEnabled(True)
        self.word.textChanged.connect(self._narrow)
        self.tree = _Tree()
        self._set_up_tree()
        self.nothing_found = QLabel("当てはまる事業はありません。")
        self.nothing_found.setObjectName("muted")
        self.nothing_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing_found.setWordWrap(True)
        self.nothing_found.hide()

        unit = self.fontMetrics().height()
        filters = QGridLayout()
        filters.setContentsMargins(unit // 2, unit // 2, unit // 2, 0)
        filters.setVerticalSpacing(unit // 3)
        for row, (words, field) in enumerate((("絞込", self._departments), ("検索", self.word))):
            label = QLabel(words)
            label.setObjectName("muted")
            label.setBuddy(field)
            filters.addWidget(label, row, 0)
            filters.addWidget(field, row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit // 2)
        layout.addLayout(filters)
        layout.addWidget(self.nothing_found)
        layout.addWidget(self.tree, 1)

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setModel(self._filter)
        tree.setAccessibleName("体系")
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(self.fontMetrics().height())
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        tree.header().setStretchLastSection(False)
        tree.header().setMinimumSectionSize(self.fontMetrics().height())
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # As wide as a mark. To fit the contents Qt looks through them after each row that changes,
        # which took seconds when a replacement touched a thousand initiatives.
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self._make_room_for_marks(1)
        tree.selectionModel().currentChanged.connect(self._tell_current)
        tree.selectionModel().selectionChanged.connect(self._tell_selection)
        tree.collapsed.connect(self._note_collapsed)
        tree.expanded.connect(self._note_expanded)

    def set_actions(self, actions: list[QAction]) -> None:
        """Give the tree the actions of its context menu and their keys."""
        self.tree.addActions(actions)

    def repaint_icons(self) -> None:
        """Give the marks the colours of the theme."""
        colours = self._theme.colours
        self._model.set_icons({name: themed_icon(name, colours) for name in _MARKS})
        self.tree.viewport().update()

    # --- what is shown -----------------------------------------------------------------------

    def set_session(self, session: DocumentSession | None) -> None:
        """Show another document, fully opened, or nothing."""
        if self._session is not None:
            self._session.document_changed.disconnect(self._follow)
        self._session = session
        self._collapsed.clear()
        # A document may share much with the one before; what was folded there is not folded here.
        self._model.show_plan(None, Numbering({}, {}, {}), False)
        if session is not None:
            session.document_changed.connect(self._follow)
        self.word.clear()
        self._show()

    @Slot(object, object)
    def _follow(self, change: Change, initiator: object) -> None:
        """Show a change; most touch the marks of one row, in a plan that may have thousands."""
        session = self._session
        if session is not None and not change.structure:
            found = [session.snapshot.initiative(one) for one in change.initiatives]
            if self._model.take_over(one for one in found if one is not None):
                return
        self._show()

    def _show(self) -> None:
        key, chosen = self.current_key(), self.selected_keys()
        session = self._session
        self._showing = True
        if session is None:
            is_new = self._model.show_plan(None, Numbering({}, {}, {}), False)
        else:
            is_new = self._model.show_plan(
                session.snapshot, session.numbering, not session.read_only
            )
        self._fill_departments()
        if is_new or self._filter.is_active:
            self._narrow()
        self._choose_again(key, chosen)
        self._showing = False
        if self.current_key() != key:
            self.current_changed.emit(self.current_key())
        self.selection_changed.emit()

    def _choose_again(self, key: OutlineKey | None, chosen: Sequence[OutlineKey]) -> None:
        """Choose what was chosen; where it is gone, nothing: Qt would choose what stands beside."""
        if key is None or not self._model.index_of(key).isValid():
            self.tree.selectionModel().clear()
        else:
            self.select(key)
            self._add_to_selection(chosen)

    def show_findings(self, counts: Mapping[str, int]) -> None:
        """Mark the initiatives that the checks have something to say about."""
        self._model.show_findings(counts)

    def show_badges(self, changed: Mapping[str, str], waiting: Mapping[str, str]) -> None:
        """Mark what changed since the base edition and what awaits a reply, in words."""
        self._make_room_for_marks(self._model.show_badges(changed, waiting))
        self.tree.viewport().update()

    def _make_room_for_marks(self, count: int) -> None:
        mark = self.tree.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        self.tree.setIconSize(QSize(mark * count, mark))
        self.tree.header().resizeSection(1, mark * count + self.fontMetrics().height() // 2)

    def _fill_departments(self) -> None:
        names = [] if self._session is None else names_in_order(self._session.snapshot)
        if names == [
            self._departments.itemData(row) for row in range(1, self._departments.count())
        ]:
            return
        chosen = self._departments.currentData() or ""
        with QSignalBlocker(self._departments):
            self._departments.clear()
            self._departments.addItem(_ALL_DEPARTMENTS, "")
            for name in names:
                self._departments.addItem(name, name)
            self._departments.setCurrentIndex(max(self._departments.findData(chosen), 0))

    @Slot()
    def _narrow(self) -> None:
        self._filter.narrow(self._departments.currentData() or "", self.word.text())
        self.tree.setDragEnabled(not self._filter.is_active)
        self.nothing_found.setVisible(self._filter.is_active and not self._filter.rowCount())
        self._restore_expansion()

    def _restore_expansion(self) -> None:
        with QSignalBlocker(self.tree):
            self.tree.expandAll()
            if self._filter.is_active:
                return
            for key in self._collapsed:
                self.tree.setExpanded(self._index_of(key), False)

    @Slot(QModelIndex, int, int)
    def _unfold(self, parent: QModelIndex, first: int, last: int) -> None:
        """Show what is below rows that come, unless the person had folded it."""
        with QSignalBlocker(self.tree):
            self._unfold_one(parent)
            for row in range(first, last + 1):
                self._unfold_below(self._filter.index(row, 0, parent))

    def _unfold_below(self, index: QModelIndex) -> None:
        self._unfold_one(index)
        for row in range(self._filter.rowCount(index)):
            self._unfold_below(self._filter.index(row, 0, index))

    def _unfold_one(self, index: QModelIndex) -> None:
        key = self._model.key_at(self._filter.mapToSource(index))
        if key is None or key.kind == "initiative":
            return
        self.tree.setExpanded(index, self._filter.is_active or key not in self._collapsed)

    # --- the current row ---------------------------------------------------------------------

    def current_key(self) -> OutlineKey | None:
        """Give the entry that the person is on."""
        index = self._filter.mapToSource(self.tree.currentIndex())
        return self._model.key_at(index)

    def selected_keys(self) -> tuple[OutlineKey, ...]:
        """Give the chosen entries in printed order; the current one where none is chosen."""
        sources = (
            self._filter.mapToSource(one) for one in self.tree.selectionModel().selectedRows()
        )
        found = sorted(sources, key=self._model.place_of)
        keys = tuple(key for index in found if (key := self._model.key_at(index)) is not None)
        current = self.current_key()
        return keys or (() if current is None else (current,))

    def movable_keys(self) -> tuple[OutlineKey, ...]:
        """Give one entry, or several initiatives; nothing where headings are among several."""
        keys = self.selected_keys()
        is_fit = len(keys) == 1 or all(one.kind == "initiative" for one in keys)
        return keys if is_fit else ()

    def select_several(self, keys: Sequence[OutlineKey]) -> None:
        """Choose entries together; the first is the one that the person is on."""
        if keys:
            self.select(keys[0])
            self._add_to_selection(keys)

    def _add_to_selection(self, keys: Sequence[OutlineKey]) -> None:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for key in keys:
            self.tree.selectionModel().select(self._index_of(key), flags)

    def select(self, key: OutlineKey) -> None:
        """Go to an entry; a filter that hides it is taken off."""
        index = self._index_of(key)
        if not index.isValid() and self._model.index_of(key).isValid():
            self.clear_filter()
            index = self._index_of(key)
        if not index.isValid():
            return
        chosen = self.tree.selectionModel()
        if index != self.tree.currentIndex() or chosen.selectedRows() != [index]:
            chosen.setCurrentIndex(
                index,
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )
        self.tree.scrollTo(index)

    def clear_filter(self) -> None:
        """Show everything."""
        self._departments.setCurrentIndex(0)
        self.word.clear()

    @Slot()
    def edit_current(self) -> None:
        """Open the name of the current entry for typing."""
        index = self.tree.currentIndex().siblingAtColumn(0)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.tree.edit(index)

    def _index_of(self, key: OutlineKey) -> QModelIndex:
        return self._filter.mapFromSource(self._model.index_of(key))

    @Slot(QModelIndex, QModelIndex)
    def _tell_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if not self._showing:
            self.current_changed.emit(self.current_key())

    @Slot(QItemSelection, QItemSelection)
    def _tell_selection(self, chosen: QItemSelection, dropped: QItemSelection) -> None:
        if not self._showing:
            self.selection_changed.emit()

    @Slot(QModelIndex)
    def _note_collapsed(self, index: QModelIndex) -> None:
        key = self._model.key_at(self._filter.mapToSource(index))
        if key is not None and not self._filter.is_active:
            self._collapsed.add(key)

    @Slot(QModelIndex)
    def _note_expanded(self, index: QModelIndex) -> None:
        key = self._model.key_at(self._filter.mapToSource(index))
        if key is not None:
            self._collapsed.discard(key)
