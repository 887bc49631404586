"""取り込みの確認, 統合の確認: what would change, before any of it is taken in.

Belongs here: the window, and what of it follows what. Nothing of the plan changes here: the window
asks by `apply_wanted` and is told what came of it. It is modal to the window of the plan, so that
what is looked at stays what would be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import Initiative
from kitaplanner.gui.imports.change_list import ChangeList, plain_button
from kitaplanner.gui.imports.change_words import said_of
from kitaplanner.gui.imports.outlines import outlines_on
from kitaplanner.gui.imports.review_wording import IMPORT, ReviewWording
from kitaplanner.gui.imports.side_choice import SideChoice
from kitaplanner.gui.imports.source_picture import SourcePicture
from kitaplanner.gui.models.import_model import Branch, ImportModel
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.sheet_pair import SheetPair
from kitaplanner.gui.widgets.reading import paragraph
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Page
from kitaplanner.layout.sheets import sheet_scene
from kitaplanner.operations.import_review import Review

_NO_SHEET = "個票を選ぶと、ここに示します。"
_IS_NEW = "いまの計画にはない事業です。"
_IS_GONE = "計画から除かれます。"
_NO_LOOKS = "確かめる必要のあるものは、ほかにありません。"
# Of the window's width for the tree, of its height for the sheets.
_TREE_SHARE = 9, 16
_SHEETS_SHARE = 3, 2
_MANY = 1000  # so many pixels that only the shares count
_FIRST_SIZE = 0.96  # of the window of the plan
_KEYS = "F8：次の要確認　スペース：選択・解除　Ctrl+Enter：{}"


class ReviewDialog(QDialog):
    """Asks what of some sources is taken in.

    `apply_wanted(accepted)` carries the ids of the ticked changes of each source;
    `columns_wanted(at)` asks for other uses of the columns of a source. `may_close` is asked before
    ticks that somebody made are given up. Where the second of two lists is made after the first,
    a tick in it chooses between two sides (`contested` in the wording).
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
        wording: ReviewWording = IMPORT,
    ) -> None:
        super().__init__(parent)
        self._may_close = may_close
        self._wording = wording
        self._settings = settings
        self._theme = theme
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._build_ui()
        self._restore_place(parent)
        self.show_reviews(reviews)

    # --- building ----------------------------------------------------------------------------

    def _build_ui(self) -> None:
        self.intro = self._message("info")
        self.problem = self._message("warning")
        self.changes = ChangeList(self._theme, self._wording)
        self.tree, self.filters = self.changes.tree, self.changes.filters
        self.sheets = SheetPair(*self._wording.sides)
        self.details = QTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName("変更の内容")
        self.details.document().setDocumentMargin(self.fontMetrics().height() / 2)
        self.picture = SourcePicture()
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._lower = QSplitter(Qt.Orientation.Horizontal)
        self._lower.addWidget(self._with_choice())
        self._picture_side = self._with_heading()
        self._lower.addWidget(self._picture_side)
        self._right.addWidget(self.sheets)
        self._right.addWidget(self._lower)
        self._parts.addWidget(self.changes)
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
        layout.addWidget(self.intro)
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

        self.changes.current_changed.connect(self._follow_current)
        self.changes.ticks_changed.connect(self._follow_ticks)

    def _message(self, kind: str) -> QLabel:
        label = QLabel()
        label.setObjectName("message")
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        label.setMargin(self.fontMetrics().height() // 2)
        label.hide()
        return label

    def _with_choice(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        self.choice = SideChoice()
        self.choice.theirs_chosen.connect(self._choose_side)
        self.choice.hide()
        layout.addWidget(self.choice)
        layout.addWidget(self.details, 1)
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
        hint = QLabel(_KEYS.format(self._wording.apply))
        hint.setObjectName("hint")
        hint.setWordWrap(True)  # a small screen at 200 % has no room for it in one line
        self.columns = plain_button("列の割り当て…", self._want_columns)
        self.take_in = QPushButton(self._wording.apply)
        self.take_in.setAutoDefault(False)
        self.take_in.clicked.connect(self._want_apply)
        self.cancel = plain_button("閉じる", self.reject)
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
        others = len(self.reviews) - 1 if not self._chooses_sides else 0
        rest = f" ほか{others}件" if others else ""
        self.setWindowTitle(self._wording.title.format(f"{first}{rest}"))
        has_cells = any(one.source.content is not None for one in self.reviews)
        self._picture_side.setVisible(has_cells)
        self.problem.hide()
        self.changes.show_reviews(self.reviews)
        self._follow_ticks()

    def introduce(self, words: str) -> None:
        """Say above all what the person should know before looking."""
        self.intro.setText(paragraph(words))
        self.intro.setVisible(bool(words))

    @property
    def model(self) -> ImportModel:
        """Give what is listed, with its ticks."""
        return self.changes.model

    @property
    def current(self) -> Branch | None:
        """Give the line that is looked at."""
        return self.changes.current

    @property
    def _chooses_sides(self) -> bool:
        return all(one.source.kind == "merge" for one in self.reviews)

    def _is_contested(self, branch: Branch | None) -> bool:
        return branch is not None and branch.review > 0 and self._chooses_sides

    def say(self, words: str) -> None:
        """Say why something was not done."""
        self.problem.setText(words)
        self.problem.show()

    @Slot()
    def _follow_current(self) -> None:
        branch = self.current
        if branch is None:
            return
        review = self.reviews[branch.review]
        self.details.setHtml(said_of(branch, review, self._theme.colours, self._words_of(branch)))
        where = _place(branch)
        self.place.setText(f"資料の該当箇所：{where}" if where else "資料の該当箇所")
        self.picture.show_place(review.source.content, where)
        self._show_columns_button(review)
        is_contested = self._is_contested(branch)
        self.sheets.name_sides(*self._words_of(branch).sides)
        self.choice.setVisible(is_contested and branch.change is not None)
        self._show_choice()
        self._show_sheets()
        self.sheets.show_chosen()

    def _words_of(self, branch: Branch) -> ReviewWording:
        if not self._is_contested(branch):
            return self._wording
        return replace(self._wording, sides=self._wording.contested, by_earlier=True)

    def _show_choice(self) -> None:
        branch = self.current
        if branch is not None and branch.change is not None:
            self.choice.show_choice(branch.change.id in self.model.accepted[branch.review])

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
        count = sum(map(len, self.model.accepted))
        total = self.changes.total
        said = self._wording.count.format(total, count)
        self.count.setText(said if total else "変更なし")
        self.take_in.setEnabled(count > 0)
        self.take_in.setText(
            self._wording.apply_some.format(count) if count else self._wording.apply
        )
        self._show_choice()
        self._show_sheets()

    @Slot(bool)
    def _choose_side(self, is_theirs: bool) -> None:
        branch = self.current
        if branch is not None and branch.change is not None:
            index = self.model.index_of(branch)
            self.model.tick(index, is_theirs)

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
        if not self.changes.step(by):
            self.say(_NO_LOOKS)

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


def _place(branch: Branch) -> str:
    """Give the address of a line in the source; of an initiative, that of its first change."""
    if branch.lost is not None:
        return branch.lost.where
    change = branch.change
    if change is None and branch.kind in ("initiative", "lost_group") and branch.children:
        return _place(branch.children[0])
    return "" if change is None else change.where
