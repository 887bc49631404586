"""取り込みの確認: what sources would change, before any of it is taken in.

Belongs here: the window, and what of it follows what. Nothing of the plan changes here: the window
asks by `apply_wanted` and is told what came of it. It is modal to the window of the plan, so that
what is looked at stays what would be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTextEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.form import load_form
from kitaplanner.domain.import_plan import ImportChange
from kitaplanner.domain.plan import Initiative
from kitaplanner.gui.imports.change_words import said_of
from kitaplanner.gui.imports.outlines import outlines_on
from kitaplanner.gui.imports.source_picture import SourcePicture
from kitaplanner.gui.imports.state_badges import BadgeDelegate, badge_words
from kitaplanner.gui.models.import_model import (
    STATE,
    STATE_WORDS,
    WORDS,
    Branch,
    ImportModel,
    ShownState,
)
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.sheet_pair import SheetPair
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Page
from kitaplanner.layout.sheets import sheet_scene
from kitaplanner.operations.import_review import Review

_NO_SHEET = "個票を選ぶと、ここに示します。"
_IS_NEW = "いまの計画にはない事業です。"
_IS_GONE = "計画から除かれます。"
# Of the window's width for the tree, of its height for the sheets.
_TREE_SHARE = 9, 16
_SHEETS_SHARE = 3, 2
_UNFOLDED_AT_MOST = 500
_MANY = 1000  # so many pixels that only the shares count
_FIRST_SIZE = 0.96  # of the window of the plan
_KEYS = "F8：次の要確認　スペース：選択・解除　Ctrl+Enter：取り込む"


class ReviewDialog(QDialog):
    """Asks what of some sources is taken in.

    `apply_wanted(accepted)` carries the ids of the ticked changes of each source;
    `columns_wanted(at)` asks for other uses of the columns of a source. `may_close` is asked before
    ticks that somebody made are given up.
    """

    apply_wanted = Signal(object)
    columns_wanted = Signal(int)

    def __init__(
        self,
        reviews: Sequence[Review],
        settings: Settings,
        theme: Theme,
        may_close: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._may_close = may_close
        self._settings = settings
        self._theme = theme
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._build_ui()
        self._restore_place(parent)
        self.show_reviews(reviews)

    # --- building ----------------------------------------------------------------------------

    def _build_ui(self) -> None:
        self.problem = QLabel()
        self.problem.setObjectName("message")
        self.problem.setProperty("kind", "warning")
        self.problem.setWordWrap(True)
        self.problem.setMargin(self.fontMetrics().height() // 2)
        self.problem.hide()
        self._build_tree()
        self.sheets = SheetPair("いまの計画", "取り込み後")
        self.details = QTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName("変更の内容")
        self.details.document().setDocumentMargin(self.fontMetrics().height() / 2)
        self.picture = SourcePicture()
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._lower = QSplitter(Qt.Orientation.Horizontal)
        self._lower.addWidget(self.details)
        self._lower.addWidget(self._with_heading())
        self._right.addWidget(self.sheets)
        self._right.addWidget(self._lower)
        self._parts.addWidget(self._left())
        self._parts.addWidget(self._right)
        for splitter, shares in (
            (self._parts, _TREE_SHARE),
            (self._right, _SHEETS_SHARE),
            (self._lower, (1, 1)),
        ):
            splitter.setChildrenCollapsible(False)
            for place, share in enumerate(shares):
                splitter.setStretchFactor(place, share)
            splitter.setSizes([share * _MANY for share in shares])
        layout = QVBoxLayout(self)
        layout.addWidget(self.problem)
        layout.addWidget(self._parts, 1)
        layout.addLayout(self._buttons())
        for key, slot in (
            ("Ctrl+Return", self.take_in.click),
            ("F8", self.go_to_next),
            ("Shift+F8", self.go_to_previous),
            ("Ctrl++", partial(self.sheets.zoom_by, 1)),
            ("Ctrl+-", partial(self.sheets.zoom_by, -1)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    def _build_tree(self) -> None:
        self.tree = _TickTree()
        self.tree.setAccessibleName("資料の変更")
        self.tree.setUniformRowHeights(True)
        self.badges = BadgeDelegate(self._theme, self.tree)
        self.tree.setItemDelegateForColumn(STATE, self.badges)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _left(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        filters = QHBoxLayout()
        filters.addWidget(QLabel("表示"))
        self.filters: dict[ShownState, QCheckBox] = {}
        for state in STATE_WORDS:
            box = QCheckBox()
            box.setChecked(True)
            box.setToolTip(f"{STATE_WORDS[state].meaning}。チェックを外すと一覧に出しません")
            box.toggled.connect(self._filter)
            self.filters[state] = box
            filters.addWidget(box)
        filters.addStretch(1)
        ticks = QHBoxLayout()
        self.tick_certain = _button("確かなものだけ", self._tick_certain)
        self.tick_all = _button("すべて選ぶ", self._tick_all)
        self.tick_none = _button("すべて外す", self._tick_none)
        for button in (self.tick_certain, self.tick_all, self.tick_none):
            ticks.addWidget(button)
        ticks.addStretch(1)
        layout.addLayout(filters)
        layout.addWidget(self.tree, 1)
        layout.addLayout(ticks)
        return side

    def _with_heading(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        self.place = QLabel()
        self.place.setObjectName("muted")
        layout.addWidget(self.place)
        layout.addWidget(self.picture, 1)
        return side

    def _buttons(self) -> QHBoxLayout:
        self.count = QLabel()
        hint = QLabel(_KEYS)
        hint.setObjectName("hint")
        hint.setWordWrap(True)  # a small screen at 200 % has no room for it in one line
        self.columns = _button("列の割り当て…", self._want_columns)
        self.take_in = QPushButton("取り込む")
        self.take_in.setAutoDefault(False)
        self.take_in.clicked.connect(self._want_apply)
        self.cancel = _button("閉じる", self.reject)
        layout = QHBoxLayout()
        layout.addWidget(self.count)
        layout.addSpacing(self.fontMetrics().height())
        layout.addWidget(hint, 1)
        for button in (self.columns, self.take_in, self.cancel):
            layout.addWidget(button)
        return layout

    def _restore_place(self, parent: QWidget) -> None:
        if not self.restoreGeometry(self._settings.part_geometry("import_review")):
            self.resize(parent.window().size() * _FIRST_SIZE)
        for name, splitter in self._splitters():
            splitter.restoreState(self._settings.part_geometry(name))

    def _splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        return (
            ("import_parts", self._parts),
            ("import_right", self._right),
            ("import_lower", self._lower),
        )

    # --- what is shown -----------------------------------------------------------------------

    def show_reviews(self, reviews: Sequence[Review]) -> None:
        """Show sources in place of those before."""
        self.reviews = tuple(reviews)
        first = self.reviews[0].found.source
        rest = f" ほか{len(self.reviews) - 1}件" if len(self.reviews) > 1 else ""
        self.setWindowTitle(f"取り込みの確認　{first}{rest}")
        self.model = ImportModel(self.reviews, self)
        self.tree.setModel(self.model)
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
        self.problem.hide()
        self._choose_first()
        self._follow_ticks()
        self.tree.setFocus()

    def _unfold(self) -> None:
        """Unfold all; of a large review only the files, so that nobody waits."""
        if sum(len(one.changes) for one in self.reviews) <= _UNFOLDED_AT_MOST:
            self.tree.expandAll()
        else:
            self.tree.expandToDepth(0)

    def say(self, words: str) -> None:
        """Say why something was not done."""
        self.problem.setText(words)
        self.problem.show()

    def _choose_first(self) -> None:
        """Begin with the first that needs a look, else the first change, else the first file."""
        lines = list(self.model.lines())
        looks = [one for one in lines if one.change is not None and one.needs_a_look]
        changes = [one for one in lines if one.change is not None]
        first = next(iter([*looks, *changes, *lines]), None)
        if first is not None:
            self._go_to(first)

    @property
    def current(self) -> Branch | None:
        """Give the line that is looked at."""
        return self.model.branch(self.tree.currentIndex())

    @Slot(QModelIndex, QModelIndex)
    def _follow_current(self, *_: QModelIndex) -> None:
        branch = self.current
        if branch is None:
            return
        review = self.reviews[branch.review]
        self.details.setHtml(said_of(branch, review, self._theme.colours))
        where = _place(branch)
        self.place.setText(f"資料の該当箇所：{where}" if where else "資料の該当箇所")
        self.picture.show_place(review.source.content, where)
        self._show_columns_button(review)
        self._show_sheets()
        self.sheets.show_chosen()

    def _show_columns_button(self, review: Review) -> None:
        can_be_list = review.source.kind in ("list", "official")
        is_empty = not review.found.initiatives_found
        self.columns.setVisible(can_be_list and (review.source.kind == "list" or is_empty))

    def _show_sheets(self) -> None:
        """Lay out the sheet as it is and as it would be with the ticks and what is looked at."""
        branch = self.current
        if branch is None or not branch.initiative:
            for pane in (self.sheets.before, self.sheets.after):
                pane.show_page(None, (), _NO_SHEET)
            return
        review = self.reviews[branch.review]
        chosen = branch.change
        ticked = self.model.accepted[branch.review]
        shown = ticked if chosen is None else ticked | {chosen.id}
        mine = [one for one in review.found.changes if one.initiative == branch.initiative]
        visible = [one for one in mine if one.id in shown]
        before = self._page(review, review.before(branch.initiative), is_new=False)
        after = self._page(review, review.after(branch.initiative, shown), is_new=True)
        for pane, page, changes, words in (
            (self.sheets.before, before, mine, _IS_NEW),
            (self.sheets.after, after, visible, _IS_GONE),
        ):
            outlines = () if page is None else outlines_on(page, changes, chosen)
            pane.show_page(page, outlines, words)

    def _page(self, review: Review, initiative: Initiative | None, *, is_new: bool) -> Page | None:
        if initiative is None:
            return None
        sides = review.sides
        plan = sides.new if is_new else sides.old
        numbers = sides.new_numbers if is_new else sides.old_numbers
        scene = sheet_scene(plan, initiative, load_form(plan.form), numbers, bundled_metrics())
        return scene.pages[0]

    # --- ticks -------------------------------------------------------------------------------

    @Slot()
    def _follow_ticks(self) -> None:
        self.tree.viewport().update()
        count = sum(map(len, self.model.accepted))
        total = sum(len(one.found.changes) for one in self.reviews)
        self.count.setText(f"{total}件の変更のうち{count}件を取り込みます" if total else "変更なし")
        self.take_in.setEnabled(count > 0)
        self.take_in.setText(f"{count}件を取り込む" if count else "取り込む")
        for button in (self.tick_certain, self.tick_all, self.tick_none):
            button.setEnabled(total > 0)
        self._show_sheets()

    @Slot()
    def _tick_certain(self) -> None:
        self.model.tick_only([one.ticked for one in self.reviews])

    @Slot()
    def _tick_all(self) -> None:
        self.model.tick_only([one.changes.keys() for one in self.reviews])

    @Slot()
    def _tick_none(self) -> None:
        self.model.tick_only([() for _ in self.reviews])

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

    # --- walking -----------------------------------------------------------------------------

    @Slot()
    def go_to_next(self) -> None:
        """Go to the next that needs a look; from the last to the first."""
        self._step(1)

    @Slot()
    def go_to_previous(self) -> None:
        """Go to the one before that needs a look; from the first to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        lines = list(self.model.lines())
        current = self.current
        at = next((place for place, one in enumerate(lines) if one is current), -1)
        looks = [place for place, one in enumerate(lines) if one.needs_a_look]
        if not looks:
            self.say("確かめる必要のあるものは、ほかにありません。")
            return
        if by > 0:
            place = next((one for one in looks if one > at), looks[0])
        else:
            place = next((one for one in reversed(looks) if one < at), looks[-1])
        self._go_to(lines[place])

    def _go_to(self, branch: Branch) -> None:
        index = self.model.index_of(branch)
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)

    # --- ending ------------------------------------------------------------------------------

    @Slot()
    def _want_apply(self) -> None:
        self.apply_wanted.emit(self.model.accepted)

    @Slot()
    def _want_columns(self) -> None:
        branch = self.current
        if branch is not None:
            self.columns_wanted.emit(branch.review)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.focusWidget()
            if isinstance(button, QPushButton):
                button.click()
            return  # elsewhere Enter must not take anything in
        super().keyPressEvent(event)

    def reject(self) -> None:
        is_touched = self.model.accepted != tuple(one.ticked for one in self.reviews)
        if not is_touched or self._may_close():
            super().reject()

    def done(self, result: int) -> None:
        self._settings.remember_part("import_review", self.saveGeometry())
        for name, splitter in self._splitters():
            self._settings.remember_part(name, splitter.saveState())
        super().done(result)


class _TickTree(QTreeView):
    """A tree in which Space ticks the current line, whatever column it stands in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, ImportModel):
            model.toggle(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)


def _place(branch: Branch) -> str:
    """Give the address of a line in the source; of an initiative, that of its first change."""
    if branch.lost is not None:
        return branch.lost.where
    change = branch.change
    if change is None and branch.kind in ("initiative", "lost_group") and branch.children:
        return _place(branch.children[0])
    return "" if change is None else change.where


def _is_same(one: Branch, other: Branch) -> bool:
    def of(branch: Branch) -> tuple[object, ...]:
        change: ImportChange | None = branch.change
        name = "" if change is None else change.id
        return branch.kind, branch.review, branch.initiative, name, branch.lost

    return of(one) == of(other)


def _button(words: str, slot: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(slot)
    return button
