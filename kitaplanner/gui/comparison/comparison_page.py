"""The tab 比較: two sides to choose, the sheets of a change, the list of all, the papers of them.

Belongs here: the page's widgets, and which of them shows what. It asks by signals; comparing and
going to places is in `commands.comparison_commands`.

A change is shown in one of several ways, each a widget of its own; another way is added to `_WAYS`,
to the stack, and told of changes in `_show_change`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.gui.comparison.change_list import ChangeList
from kitaplanner.gui.comparison.change_sheets import ChangeSheets
from kitaplanner.gui.comparison.change_table import ChangeTable
from kitaplanner.gui.comparison.no_comparison import NO_CHANGES, NoComparison, Offer
from kitaplanner.gui.comparison.paper_bar import PaperBar
from kitaplanner.gui.comparison.sides import Side, SideBox
from kitaplanner.gui.models.changes_model import ChangeLine
from kitaplanner.gui.tasks import TaskRunner
from kitaplanner.operations.comparison import Comparison
from kitaplanner.operations.comparison_view import ShownComparison

_NO_CHANGE_HERE = "「{name}」に変更はありません。"
_WAYS = (("sheets", "個票を並べる"), ("table", "新旧対照表"), ("tracked", "見え消し"))
_SHARES = (3, 2)  # of the height, for the sheets and for the list
_MANY = 1000  # so many pixels that only the shares count


class ComparisonPage(QWidget):
    """Shows a comparison.

    `sides_chosen(old, new)`, `file_wanted(is_new)` and `jump_wanted(line)` ask; `compared` tells
    that papers would be others now, `zoom_changed` carries the percent of what is scaled.
    """

    sides_chosen = Signal(object, object)
    file_wanted = Signal(bool)
    jump_wanted = Signal(object)
    compared = Signal()
    zoom_changed = Signal(int)

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self._shown: ShownComparison | None = None
        self._initiative = ""
        self.old = SideBox("変更前")
        self.new = SideBox("変更後")
        self.swap = QPushButton("入れ替え")
        self.way = QComboBox()
        self.empty = NoComparison()
        self.sheets = ChangeSheets()
        self.table = ChangeTable(tasks)
        self.tracked = ChangeTable(tasks, "tracked")
        self.list = ChangeList()
        self.papers = PaperBar()
        self._build_ui()
        self._connect()

    # --- the widgets -------------------------------------------------------------------------

    def _build_ui(self) -> None:
        self._ways = QStackedWidget()
        self._ways.addWidget(self.sheets)
        self._ways.addWidget(self.table)
        self._ways.addWidget(self.tracked)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        for place, (widget, share) in enumerate(zip((self._ways, self.list), _SHARES, strict=True)):
            self.parts.addWidget(widget)
            self.parts.setStretchFactor(place, share)
        self.parts.setSizes([share * _MANY for share in _SHARES])
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.parts)
        unit = self.fontMetrics().height()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit // 2, unit // 2, unit // 2, unit // 2)
        layout.setSpacing(unit // 2)
        layout.addLayout(self._head())
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.papers)

    def _head(self) -> QHBoxLayout:
        unit = self.fontMetrics().height()
        self.way.setAccessibleName("変更の見せ方")
        for way, words in _WAYS:
            self.way.addItem(words, way)
        self.swap.setAutoDefault(False)
        self.swap.setToolTip("変更前と変更後を入れ替えます")
        line = QHBoxLayout()
        line.setSpacing(unit // 2)
        for words, box in (("変更前", self.old), ("変更後", self.new)):
            label = QLabel(words)
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box, 1)
        line.addWidget(self.swap)
        line.addSpacing(unit)
        line.addWidget(self.way)
        return line

    def _connect(self) -> None:
        self.old.chosen.connect(self._choose_sides)
        self.new.chosen.connect(self._choose_sides)
        self.old.file_wanted.connect(self._want_old_file)
        self.new.file_wanted.connect(self._want_new_file)
        self.empty.file_wanted.connect(self._want_old_file)
        self.swap.clicked.connect(self._swap)
        self.way.currentIndexChanged.connect(self._follow_way)
        self.list.looked_at.connect(self._look_at)
        self.list.jump_wanted.connect(self.jump_wanted)
        self.list.narrowed.connect(self._enable)
        self.sheets.zoom_changed.connect(self._tell_zoom)
        self.tracked.zoom_changed.connect(self._tell_zoom)
        self.table.zoom_changed.connect(self._tell_zoom)

    # --- the sides ---------------------------------------------------------------------------

    @Slot()
    def _choose_sides(self) -> None:
        self.sides_chosen.emit(self.old.side, self.new.side)

    @Slot()
    def _swap(self) -> None:
        self.sides_chosen.emit(self.new.side, self.old.side)

    @Slot()
    def _want_old_file(self) -> None:
        self.file_wanted.emit(False)

    @Slot()
    def _want_new_file(self) -> None:
        self.file_wanted.emit(True)

    @property
    def sides(self) -> tuple[Side, Side]:
        """Give what is compared, old and new."""
        return self.old.side, self.new.side

    @property
    def side_names(self) -> tuple[str, str]:
        """Give what the old and the new side are called."""
        return self.old.currentText(), self.new.currentText()

    # --- what is shown -----------------------------------------------------------------------

    @property
    def shown(self) -> ShownComparison | None:
        """Give the comparison that is listed."""
        return self._shown

    def show_sentence(self, words: str, *offers: Offer) -> None:
        """Say something in the place of a comparison, with what can be done about it."""
        self.empty.say(words, *offers)
        self._show_none()

    def show_waiting(self) -> None:
        """Say that two sides are being compared."""
        self.empty.wait()
        self._show_none()

    def _show_none(self) -> None:
        self._take(None)
        self._stack.setCurrentWidget(self.empty)
        self._enable()

    def show_comparison(self, shown: ShownComparison, styled: Comparison) -> None:
        """List the changes, with the cursor where it was; `styled` is what papers are made of."""
        if not shown.groups:
            self.show_sentence(f"{NO_CHANGES}\n{shown.note}".strip(), "file")
            return
        old, new = self.old.currentText(), self.new.currentText()
        self.sheets.name_sides(f"変更前（{old}）", f"変更後（{new}）")
        self._stack.setCurrentWidget(self.parts)
        without_change = self._initiative if self.list.current is None else ""
        self._take(shown, styled)
        if without_change:
            self.show_initiative(without_change)
        self._enable()
        self.compared.emit()

    def _take(self, shown: ShownComparison | None, styled: Comparison | None = None) -> None:
        self._shown = shown
        self.sheets.set_comparison(None if shown is None else shown.comparison)
        self.tracked.set_comparison(None if shown is None else shown.comparison)
        self.table.set_comparison(styled)
        self.list.show_changes(shown)

    def restyle(self, styled: Comparison) -> None:
        """Show 新旧対照表 in other settings."""
        self.table.set_comparison(styled)
        self._look_at(self.list.current)
        self.compared.emit()

    def show_initiative(self, initiative_id: str) -> None:
        """Go to the first change of an initiative; show its sheets where it has none."""
        line = self.list.current
        if self._shown is None or not initiative_id or initiative_id == self._initiative:
            return
        group = self.list.model.group_of(initiative_id)
        if group is not None:
            if line is None or line.shown is not group.shown:
                self.list.go_to(group.children[0])
            return
        self.list.leave()
        self._show_unchanged(initiative_id)
        sides = self._shown.comparison.sides
        found = sides.new.initiative(initiative_id) or sides.old.initiative(initiative_id)
        if found is not None:
            self.list.sentence.setText(_NO_CHANGE_HERE.format(name=found.name))

    def _show_unchanged(self, initiative_id: str) -> None:
        """Show the sheets of an initiative without marks; papers say nothing of it."""
        self._initiative = initiative_id
        self.sheets.show_change(initiative_id, None, None)
        self.table.show_group(None)

    @Slot(object)
    def _look_at(self, line: ChangeLine | None) -> None:
        if line is not None:
            self._initiative = line.shown.initiative
            self._show_change(line)
        elif self._shown is not None and not self.list.model.changes:
            self._initiative = ""
            self.sheets.show_words("")
            self.tracked.show_group(None)
            self.table.show_group(None)

    def _show_change(self, line: ChangeLine) -> None:
        """Show a change in the way that is chosen; another way joins here."""
        group = line.shown.group
        shown = self._scaled
        if isinstance(shown, ChangeSheets):
            shown.show_change(line.shown.initiative, group, line.entry)
        else:
            shown.show_group(group)

    @Slot()
    def _follow_way(self) -> None:
        self._ways.setCurrentIndex(self.way.currentIndex())
        line = self.list.current
        if line is None and self._initiative:
            self._show_unchanged(self._initiative)
        self._look_at(line)
        self._tell_zoom()

    @Slot()
    def _enable(self) -> None:
        has_comparison = self._shown is not None
        self.way.setEnabled(has_comparison)
        self.papers.enable(
            has_comparison=has_comparison,
            is_narrowed=self.list.model.is_narrowed,
        )

    @property
    def only(self) -> frozenset[str] | None:
        """Give the ids of what papers are narrowed to; None for all."""
        if not (self.papers.narrowed.isEnabled() and self.papers.narrowed.isChecked()):
            return None
        return frozenset(one.shown.group.key.id for one in self.list.model.groups)

    def stop(self) -> None:
        """Wait for nothing any more."""
        self.tracked.stop()
        self.table.stop()

    # --- size --------------------------------------------------------------------------------

    @property
    def _scaled(self) -> ChangeSheets | ChangeTable:
        way = self.way.currentData()
        if way == "sheets":
            return self.sheets
        return self.table if way == "table" else self.tracked

    @property
    def zoom(self) -> int:
        """Give the scale of what is shown in percent."""
        return self._scaled.zoom

    def set_zoom(self, percent: int) -> None:
        """Set the scale of what is shown."""
        self._scaled.set_zoom(percent)

    def zoom_in(self) -> None:
        """Show it larger by a step."""
        self._scaled.zoom_in()

    def zoom_out(self) -> None:
        """Show it smaller by a step."""
        self._scaled.zoom_out()

    def zoom_to_width(self) -> None:
        """Show the whole width."""
        shown = self._scaled
        if isinstance(shown, ChangeSheets):
            shown.zoom_to_width()
        else:
            shown.set_fit("width")

    @Slot()
    def _tell_zoom(self) -> None:
        self.zoom_changed.emit(self.zoom)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the list, or to the sides where nothing is listed."""
        target = self.list if self._shown is not None else self.old
        target.setFocus(event.reason())
