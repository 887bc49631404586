"""組織改正: renaming, merging or splitting departments in three steps.

Belongs here: the window. What a reorganisation does to a plan is in `domain.reorganisation`.
"""

from __future__ import annotations

import datetime

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.calendar import first_month, fiscal_year_of, month_of
from kitaplanner.domain.reorganisation import (
    Reorganisation,
    ReorganisationKind,
    describe_month,
    touched_initiatives,
)
from kitaplanner.domain.search import SearchOptions, find
from kitaplanner.errors import RefusedEdit
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.buttons import PromptButton
from kitaplanner.gui.widgets.month_field import MonthField
from kitaplanner.gui.widgets.successors_table import SuccessorsTable
from kitaplanner.operations.reorganisation import (
    accepted_reorganisation,
    reorganise_departments,
)

_KINDS: tuple[tuple[ReorganisationKind, str, str], ...] = (
    ("rename", "改称", "課の名称だけが変わります。"),
    ("merge", "統合", "2つ以上の課が、1つの課になります。"),
    ("split", "分割", "1つの課が、2つ以上の課に分かれます。事業ごとに引き継ぐ課を選べます。"),
)
_STEPS = ("いつ、何をしますか", "どの課が、どの課になりますか", "変わる事業を確かめてください")
_YEARS_AROUND = 3
# Free text names departments too; those that look for it there are not renamed.
_FREE_TEXTS = SearchOptions(
    groups=frozenset({"name", "summary", "items", "notes", "headings", "others"}),
    whole_department=True,
)


class ReorganisationDialog(QDialog):
    """Three pages: kind and month, departments, and what will change."""

    def __init__(self, session: DocumentSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("組織改正")
        self._build_ui()
        self._load()
        self._show_page(0)

    @classmethod
    def ask(cls, parent: QWidget, session: DocumentSession) -> bool:
        """Go through the steps; say whether the plan was changed."""
        dialog = cls(session, parent)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return done

    # --- building ----------------------------------------------------------------------------

    def _build_ui(self) -> None:
        self.heading = QLabel()
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.pages = QStackedWidget()
        for page in (self._kind_page(), self._departments_page(), self._preview_page()):
            self.pages.addWidget(page)
        self.problem = QLabel()
        self.problem.setObjectName("message")
        self.problem.setProperty("kind", "warning")
        self.problem.setWordWrap(True)
        self.problem.setMargin(self.fontMetrics().height() // 2)
        self.problem.hide()
        self.back = PromptButton("戻る(&B)")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self._go_back)
        self.next = QPushButton()
        self.next.setDefault(True)
        self.next.clicked.connect(self._go_on)
        cancel = QPushButton("キャンセル")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.back, self.next, cancel):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        unit = self.fontMetrics().height()
        self.resize(unit * 56, unit * 34)

    def _kind_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        self.month = MonthField("改正の")
        form = QFormLayout()
        form.addRow("改正の年月", self.month)
        layout.addLayout(form)
        layout.addSpacing(self.fontMetrics().height())
        self.kinds = QButtonGroup(page)
        for place, (_kind, word, about) in enumerate(_KINDS):
            button = QRadioButton(word)
            button.setAccessibleDescription(about)
            self.kinds.addButton(button, place)
            hint = QLabel(about)
            hint.setObjectName("hint")
            hint.setIndent(self.fontMetrics().height() * 2)
            hint.setWordWrap(True)
            layout.addWidget(button)
            layout.addWidget(hint)
        layout.addStretch(1)
        return page

    def _departments_page(self) -> QWidget:
        page = QWidget()
        self.old = QListWidget()
        self.old.setAccessibleName("いまの課")
        self.old.itemChanged.connect(self._keep_one)
        self.new = QPlainTextEdit()
        self.new.setAccessibleName("新しい課")
        self.new.setTabChangesFocus(True)
        self.division = QLineEdit()
        self.division.setPlaceholderText("入力しないときは、いまの部のまま")
        self.division.setAccessibleName("部")
        self._old_label = QLabel()
        self._new_label = QLabel()
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._old_label)
        left.addWidget(self.old, 1)
        right.addWidget(self._new_label)
        right.addWidget(self.new, 1)
        right.addWidget(QLabel("新しい課の部"))
        right.addWidget(self.division)
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(left, 1)
        layout.addLayout(right, 1)
        return page

    def _preview_page(self) -> QWidget:
        page = QWidget()
        self.summary = QLabel()
        self.summary.setObjectName("hint")
        self.summary.setWordWrap(True)
        self.touched = SuccessorsTable()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(self.touched, 1)
        return page

    def _load(self) -> None:
        today = datetime.date.today()  # noqa: DTZ011  # the office's calendar day
        year = fiscal_year_of(month_of(today.year, today.month)) + 1
        self.month.set_years(range(year - _YEARS_AROUND, year + _YEARS_AROUND + 1))
        self.month.set_month(first_month(year))
        self.kinds.button(0).setChecked(True)
        for department in self._session.snapshot.departments:
            item = QListWidgetItem(department.name)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Unchecked)
            if not department.collective and department.valid_to is None:
                self.old.addItem(item)

    # --- the steps ---------------------------------------------------------------------------

    @property
    def kind(self) -> ReorganisationKind:
        """Give what is to be done."""
        return _KINDS[self.kinds.checkedId()][0]

    def values(self) -> Reorganisation:
        """Give the reorganisation as far as it is filled in."""
        rows = [self.old.item(row) for row in range(self.old.count())]
        old = tuple(one.text() for one in rows if one.checkState() == Qt.CheckState.Checked)
        lines = (line.strip() for line in self.new.toPlainText().split("\n"))
        is_last = self.pages.currentIndex() == len(_STEPS) - 1
        return Reorganisation(
            self.kind,
            old,
            tuple(line for line in lines if line),
            self.month.month,
            self.touched.choices() if is_last and self.kind == "split" else {},
            self.division.text().strip() or None,
        )

    @Slot()
    def _go_back(self) -> None:
        self._show_page(self.pages.currentIndex() - 1)

    @Slot()
    def _go_on(self) -> None:
        self.problem.hide()
        page = self.pages.currentIndex()
        if page == 0:
            self._word_departments()
            self._show_page(1)
            return
        plan = self._session.snapshot
        try:
            wish = accepted_reorganisation(plan, self.values())
        except RefusedEdit as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        if page == 1:
            self._preview(wish)
            self._show_page(2)
        elif self._session.perform(reorganise_departments, wish, initiator=self) is not None:
            self.accept()

    def _show_page(self, page: int) -> None:
        self.problem.hide()
        self.pages.setCurrentIndex(page)
        self.heading.setText(f"{page + 1}／{len(_STEPS)}　{_STEPS[page]}")
        self.back.setEnabled(page > 0)
        is_last = page == len(_STEPS) - 1
        self.next.setEnabled(not (is_last and self._session.read_only))
        self.next.setText("組織改正を反映(&X)" if is_last else "次へ(&N)")
        first = (self.kinds.button(self.kinds.checkedId()), self.old, self.touched)[page]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _word_departments(self) -> None:
        several = self.kind == "merge"
        self._old_label.setText(
            "いまの課（2つ以上に印を付けてください）"
            if several
            else "いまの課（1つに印を付けてください）"
        )
        self._new_label.setText(
            "新しい課（1行に1つずつ入力してください）" if self.kind == "split" else "新しい課の名称"
        )
        if not several:
            checked = [item for item in self._old_items() if _is_checked(item)]
            for item in checked[1:]:
                item.setCheckState(Qt.CheckState.Unchecked)

    def _old_items(self) -> list[QListWidgetItem]:
        return [self.old.item(row) for row in range(self.old.count())]

    @Slot(QListWidgetItem)
    def _keep_one(self, changed: QListWidgetItem) -> None:
        """Let one department be ticked where only one can be meant."""
        if self.kind == "merge" or not _is_checked(changed):
            return
        with QSignalBlocker(self.old):
            for item in self._old_items():
                if item is not changed:
                    item.setCheckState(Qt.CheckState.Unchecked)

    def _preview(self, wish: Reorganisation) -> None:
        plan, numbering = self._session.snapshot, self._session.numbering
        touched = touched_initiatives(plan, wish)
        self.touched.show_touched(touched, numbering, wish.new if wish.kind == "split" else ())
        left = sum(len(find(plan, name, _FREE_TEXTS)) for name in wish.old)
        words = (
            f"{describe_month(wish.month)}から、{'、'.join(wish.old)}を{'、'.join(wish.new)}とします。"
            f"{len(touched)}事業の担当課が変わります。"
        )
        if left:
            words += (
                f"文章や矢印の文言の中にある旧名称{left}か所は変わりません。"
                "必要なときは、編集メニューの「置換」で直してください。"
            )
        self.summary.setText(words)


def _is_checked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked
