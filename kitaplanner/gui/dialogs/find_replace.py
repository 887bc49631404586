"""検索と置換: every place of a word in the plan, and writing another in those that are chosen.

Belongs here: the window with its fields and list. It stays open beside the sheet; the search is
done in slices so that nobody waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.passages import TextGroup
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.search import Hit, SearchOptions, iter_hits
from kitaplanner.errors import KitaError
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.models.hits_model import AFTER, BEFORE, PLACE, HitGroup, HitsModel
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.buttons import PromptButton
from kitaplanner.gui.widgets.hit_delegate import HitDelegate
from kitaplanner.operations.replacement import replace_text

_GROUPS: tuple[tuple[TextGroup, str], ...] = (
    ("name", "事業名"),
    ("summary", "事業概要"),
    ("items", "矢印の文言"),
    ("notes", "注記"),
    ("departments", "担当課"),
    ("headings", "見出し"),
    ("others", "その他（章の本文、効果、指標、進捗など）"),
)
_SEARCH_AFTER_MS = 150  # of a pause in typing
_SLICE_S = 0.012
# More are listed folded, so that headings of many places stay within sight.
_UNFOLDED_AT_MOST = 200


class FindReplaceDialog(QDialog):
    """The window of one document.

    `jump_wanted(hit)` asks to show a place; `searched` is emitted when a search has ended.
    """

    jump_wanted = Signal(object)
    searched = Signal()

    def __init__(self, session: DocumentSession, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._plan: Plan | None = None
        self._search: Iterator[tuple[Hit, ...]] | None = None
        self._found: list[tuple[Hit, ...]] = []
        self._asked: tuple[str, SearchOptions] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SEARCH_AFTER_MS)
        self._wait.timeout.connect(self._start)
        self._slices = QTimer(self)
        self._slices.timeout.connect(self._go_on)
        self._is_replacing = False
        self._build_ui()
        session.document_changed.connect(self._follow)
        session.refused.connect(self._say_refused)

    # --- building ----------------------------------------------------------------------------

    def _build_ui(self) -> None:
        self._build_fields()
        self._build_list()
        layout = QVBoxLayout(self)
        layout.addLayout(self._fields)
        layout.addLayout(self._options)
        layout.addWidget(self.problem)
        layout.addWidget(self.tree, 1)
        layout.addLayout(self._buttons)
        unit = self.fontMetrics().height()
        self.resize(unit * 58, unit * 38)
        for keys, slot in (("F3", self.go_to_next), ("Shift+F3", self.go_to_previous)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _build_fields(self) -> None:
        self.query = QLineEdit()
        self.query.setClearButtonEnabled(True)
        self.replacement = QLineEdit()
        self.replacement.setClearButtonEnabled(True)
        self._replacement_label = QLabel("置換後(&E)")
        self._replacement_label.setBuddy(self.replacement)
        query_label = QLabel("検索する言葉(&N)")
        query_label.setBuddy(self.query)
        self.query.setAccessibleName("検索する言葉")
        self.replacement.setAccessibleName("置換後")
        self._fields = QGridLayout()
        self._fields.addWidget(query_label, 0, 0)
        self._fields.addWidget(self.query, 0, 1)
        self._fields.addWidget(self._replacement_label, 1, 0)
        self._fields.addWidget(self.replacement, 1, 1)
        self.exact = QCheckBox("大文字と小文字、全角と半角を区別する(&M)")
        self.whole_department = QCheckBox(
            "より長い課名の一部は除く（広報課で「シティ広報課」を除く）(&W)"
        )
        self.groups = {group: QCheckBox(words) for group, words in _GROUPS}
        self._options = QGridLayout()
        columns = 4
        for place, box in enumerate(self.groups.values()):
            box.setChecked(True)
            span = columns - place % columns if place == len(_GROUPS) - 1 else 1
            self._options.addWidget(box, place // columns, place % columns, 1, span)
        self._options.addWidget(self.exact, 2, 0, 1, columns)
        self._options.addWidget(self.whole_department, 3, 0, 1, columns)
        for box in (self.exact, self.whole_department, *self.groups.values()):
            box.toggled.connect(self._search_soon)
        self.query.textChanged.connect(self._search_soon)
        self.query.returnPressed.connect(self.go_to_next)
        self.replacement.textChanged.connect(self._show_replacement)

    def _build_list(self) -> None:
        self.problem = QLabel()
        self.problem.setObjectName("message")
        self.problem.setProperty("kind", "warning")
        self.problem.setWordWrap(True)
        self.problem.setMargin(self.fontMetrics().height() // 2)
        self.problem.hide()
        self.hits = HitsModel(self)
        self.hits.ticks_changed.connect(self._count)
        self.tree = QTreeView()
        self.tree.setAccessibleName("見つかった箇所")
        self.tree.setModel(self.hits)
        self.tree.setItemDelegate(HitDelegate(self.tree))
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.activated.connect(self._jump)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(PLACE, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(PLACE, self.fontMetrics().height() * 14)
        for column in (BEFORE, AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.count = QLabel()
        self.all = _button("すべて選ぶ(&A)", self._tick_all)
        self.none = _button("すべて外す(&D)", self._tick_none)
        self.replace = _button("置換(&R)", self.replace_chosen)
        close = _button("閉じる", self.close)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.count, 1)
        for button in (self.all, self.none, self.replace, close):
            self._buttons.addWidget(button)

    # --- what is asked -----------------------------------------------------------------------

    def open_for(self, *, replacing: bool) -> None:
        """Show the window for searching, or for replacing too, ready to type."""
        self.setWindowTitle("検索と置換" if replacing else "検索")
        self._is_replacing = replacing and not self._session.read_only
        for widget in (
            self._replacement_label,
            self.replacement,
            self.all,
            self.none,
            self.replace,
        ):
            widget.setVisible(self._is_replacing)
        self.tree.setColumnHidden(AFTER, not self._is_replacing)
        self._show_replacement()
        self._count()
        self.show()
        self.raise_()
        self.activateWindow()
        self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.query.selectAll()
        if self.query.text():
            self._start()

    def values(self) -> tuple[str, SearchOptions]:
        """Give the word and how to look for it."""
        groups = frozenset(group for group, box in self.groups.items() if box.isChecked())
        return self.query.text(), SearchOptions(
            self.exact.isChecked(), groups, self.whole_department.isChecked()
        )

    @Slot()
    def _search_soon(self) -> None:
        self._wait.start()

    @Slot(object, object)
    def _follow(self, change: object, initiator: object) -> None:
        if self.isVisible():
            self._wait.start()

    @Slot()
    def _start(self) -> None:
        """Begin a search; one that is going on is dropped."""
        self._wait.stop()
        word, options = asked = self.values()
        if asked != self._asked:
            self.problem.hide()
            self.hits.forget_ticks()
        self._asked = asked
        self._plan = self._session.snapshot
        self._found = []
        self._search = iter_hits(self._plan, word, options) if word else iter(())
        self._slices.start(0)

    @Slot()
    def _go_on(self) -> None:
        if self._search is None:
            self._slices.stop()
            return
        until = time.perf_counter() + _SLICE_S
        for found in self._search:
            if found:
                self._found.append(found)
            if time.perf_counter() > until:
                return
        self._search = None
        self._slices.stop()
        self._show_found()

    # --- what was found ----------------------------------------------------------------------

    def _show_found(self) -> None:
        current = self.hits.hit_at(self.tree.currentIndex())
        groups = _groups(self._found, self._session)
        with QSignalBlocker(self.tree.selectionModel()):
            self.hits.show_groups(groups)
        if sum(len(one.hits) for one in groups) <= _UNFOLDED_AT_MOST:
            self.tree.expandAll()
        for row in range(len(groups)):
            self.tree.setFirstColumnSpanned(row, QModelIndex(), True)
        index = self.hits.index_of(current)
        if index.isValid():
            self.tree.setCurrentIndex(index)
        self._count()
        self.searched.emit()

    @Slot()
    def _count(self) -> None:
        total, chosen = self.hits.counts()
        if not self.query.text():
            words = ""
        elif self._search is not None or self._wait.isActive():
            words = "検索しています…"
        elif not total:
            words = "見つかりません"
        elif self._is_replacing:
            words = f"{total}か所のうち {chosen}か所を選択"
        else:
            words = f"{total}か所"
        self.count.setText(words)
        self.replace.setEnabled(chosen > 0)
        self.all.setEnabled(chosen < total)
        self.none.setEnabled(chosen > 0)

    @Slot()
    def _show_replacement(self) -> None:
        self.hits.set_replacement(self.replacement.text() if self._is_replacing else None)

    @Slot()
    def _tick_all(self) -> None:
        self.hits.tick_all()

    @Slot()
    def _tick_none(self) -> None:
        self.hits.tick_all(False)

    @Slot()
    def go_to_next(self) -> None:
        """Go to the next hit and show its place."""
        self._step(1)

    @Slot()
    def go_to_previous(self) -> None:
        """Go to the previous hit and show its place."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._wait.isActive() or self._search is not None:
            self._finish_search()
        index = self.hits.neighbour(self.tree.currentIndex(), by)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self._jump(index)

    def _finish_search(self) -> None:
        """Search to the end at once: the person asks for a place now."""
        if self._wait.isActive():
            self._start()
        while self._search is not None:
            self._go_on()

    @Slot(QModelIndex)
    def _jump(self, index: QModelIndex) -> None:
        hit = self.hits.hit_at(index)
        if hit is not None:
            self.jump_wanted.emit(hit)

    # --- replacing ---------------------------------------------------------------------------

    @Slot()
    def replace_chosen(self) -> None:
        """Replace what is ticked; what was being typed on the sheet is kept first."""
        self._desk.commit_editors()
        if self._plan is not self._session.snapshot or self._wait.isActive():
            self._finish_search()
            self.say(
                "計画が変わったため、検索し直しました。内容を確かめて、もう一度「置換」を押してください。"
            )
            return
        hits = self.hits.chosen()
        self.problem.hide()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            change = self._session.perform(
                replace_text, hits, self.replacement.text(), initiator=self
            )
        finally:
            QGuiApplication.restoreOverrideCursor()
        if change is not None:
            self.say(f"{len(hits)}か所を置換しました。「元に戻す」でまとめて戻せます。", "done")

    @Slot(object)
    def _say_refused(self, error: KitaError) -> None:
        self.say(str(error))

    def say(self, words: str, kind: str = "warning") -> None:
        """Say something above the list: `warning`, `done` or `info`."""
        self.problem.setProperty("kind", kind)
        self.problem.style().unpolish(self.problem)
        self.problem.style().polish(self.problem)
        self.problem.setText(words)
        self.problem.show()

    def hideEvent(self, event: QHideEvent) -> None:
        self._wait.stop()
        self._slices.stop()
        super().hideEvent(event)


def _groups(found: Sequence[tuple[Hit, ...]], session: DocumentSession) -> list[HitGroup]:
    """Give the hits below what they stand in; departments make one group."""
    plan, numbering = session.snapshot, session.numbering
    sections = {one.id: one.heading for one in plan.sections}
    groups: list[HitGroup] = []
    departments: list[Hit] = []
    for hits in found:
        owner = hits[0].owner
        if owner.kind == "department":
            departments.extend(hits)
        elif owner.kind == "section":
            groups.append(HitGroup(f"章：{sections.get(owner.id, '')}", hits))
        elif owner.kind == "plan":
            groups.append(HitGroup("計画の用語注", hits))
        else:
            heading = numbering.headings.get(owner.id, "").replace("\n", " ")
            groups.append(HitGroup(heading, hits))
    if departments:
        groups.insert(0, HitGroup("担当課一覧", tuple(departments)))
    return groups


def _button(words: str, slot: Callable[[], object]) -> QPushButton:
    button = PromptButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(slot)
    return button
