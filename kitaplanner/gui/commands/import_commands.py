"""ファイル → 取り込み: reading sources, looking at what they would change, and taking it in.

Belongs here: the way from a file to one edit of the plan, with everything that takes time off the
window's thread. Reading is in `importers`, what changes in `operations.imports`, the window that
shows it in `gui.imports`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.file_commands import FileCommands
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.import_target import ImportTargetDialog
from kitaplanner.gui.dialogs.task_progress import TaskProgress
from kitaplanner.gui.notify import DropAnswer, Notifier
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.widgets.message_bar import MessageAction

if TYPE_CHECKING:  # these come at the first import: most days there is none
    from kitaplanner.gui.imports.review_dialog import ReviewDialog
    from kitaplanner.importers.list_workbook.columns import ColumnMapping
    from kitaplanner.operations.import_review import Review
    from kitaplanner.operations.imports import Source

_FILTER = (
    "取り込めるファイル (*.xlsx *.xlsm *.csv *.tsv *.txt *.json *.kitaplan *.pdf);;"
    "Excelブック (*.xlsx *.xlsm);;CSV (*.csv *.tsv *.txt);;計画のデータ (*.json *.kitaplan);;"
    "計画データを添付したPDF (*.pdf);;すべてのファイル (*)"
)
_REMEMBERED = "列の割り当ては、前に選んだものを使いました。"
_READ_ONLY = (
    "この計画は読取専用で開いているため、取り込めません。"
    "別の名前で保存してから、もう一度取り込んでください。"
)
_WHOLE_PLAN = (
    "「{}」に付いている計画データの全体（出力したときの内容）と、いまの計画を比べています。"
    "どちらが新しいか分からないため、違うところは選んでありません。"
)
_CHANGED = "確かめている間に計画が変わったため、変更を調べ直しました。もう一度確かめてください。"
_STOPPED = "調べ直すのを中止しました。中止する前に調べた変更を示しています。"


class _WithColumns(NamedTuple):
    """A list that is to be read by other columns than were guessed; a remark says from where."""

    source: Source
    columns: Mapping[str, ColumnMapping]
    remark: str


class ImportCommands(QObject):
    """Takes in what others wrote."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        tasks: TaskRunner,
        settings: Settings,
        theme: Theme,
        files: FileCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._settings = settings
        self._theme = theme
        self._files = files
        self._folder = ""
        self.review: ReviewDialog | None = None
        actions.take_in.triggered.connect(self._ask)
        desk.session_changed.connect(self.close)

    # --- which files, into which plan --------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        session = self._desk.session
        folder = self._folder or usual_folder(None if session is None else session.path)
        texts, _ = QFileDialog.getOpenFileNames(self._window, "取り込む資料を選ぶ", folder, _FILTER)
        if texts:
            self._folder = str(Path(texts[0]).parent)
            self.take_in([Path(one) for one in texts])

    def take_in(self, paths: Sequence[Path]) -> Task | None:
        """Read files off the window's thread and show what they would change."""
        self._desk.commit_editors()
        if self.review is not None or not self._has_plan():
            return None
        from kitaplanner.operations.import_review import read_sources

        task = Task(partial(read_sources, tuple(paths)))
        task.succeeded.connect(self._follow_sources)
        return self._start(task, f"{_named(paths)}を読み取っています…")

    def compare_with(self, source: Source) -> None:
        """Show what a source that was read already would change."""
        if self.review is None and self._has_plan():
            self._compare([source])

    def take_in_soon(self, paths: Sequence[Path]) -> None:
        """Take in files that were dropped, once the drag is over: it may be asked where to."""
        QTimer.singleShot(0, self, partial(self.take_in, tuple(paths)))

    def open_or_take_in(self, path: Path) -> None:
        """Open a plan that was dropped, or take it in where another lies on the desk."""
        session = self._desk.session
        if session is None or session.path == path:
            self._files.open_path(path)
        else:
            QTimer.singleShot(0, self, partial(self._ask_what_to_do_with, path))

    def _ask_what_to_do_with(self, path: Path) -> None:
        answer = self._notifier.ask_about_dropped(path.name)
        if answer is DropAnswer.OPEN:
            self._files.open_path(path)
        elif answer is DropAnswer.TAKE_IN:
            self.take_in([path])

    def _has_plan(self) -> bool:
        """See to it that a plan lies on the desk that can be changed."""
        if self._desk.session is None and not self._put_plan():
            return False
        session = self._desk.session
        if session is None:
            return False
        if session.read_only:
            self._notifier.say(_READ_ONLY, "warning")
            return False
        return True

    def _put_plan(self) -> bool:
        recent = [one for one in self._settings.recent_files if one.exists()]
        target = ImportTargetDialog.ask(self._window, recent)
        if target is None:
            return False
        if isinstance(target, Path):
            return self._files.open_path(target)
        if target == "open":
            self._files.ask_to_open()
        else:
            self._files.ask_for_new()
        return self._desk.session is not None

    # --- from sources to the review ----------------------------------------------------------

    @Slot(object)
    def _follow_sources(self, sources: tuple[Source, ...]) -> None:
        ready = []
        for source in sources:
            chosen = self._with_columns(source) if source.kind == "list" else source
            if chosen is None:
                self._say_cancelled()
                return
            ready.append(chosen)
        self._compare(ready)

    def _with_columns(
        self, source: Source, *, ask_again: bool = False
    ) -> Source | _WithColumns | None:
        """Give a list with the columns that were remembered or are chosen now; None: cancelled."""
        from kitaplanner.importers.list_workbook.columns import plain_mapping, with_remembered

        session, content = self._desk.session, source.content
        if session is None or content is None:
            return source
        columns = dict(source.columns)
        known = {
            name: plain
            for name, one in columns.items()
            if (plain := self._settings.columns_of_list(one.fingerprint())) is not None
        }
        if known and len(known) == len(columns) and not ask_again:
            for name, plain in known.items():
                columns[name] = with_remembered(columns[name], plain)
            return _WithColumns(source, columns, _REMEMBERED)
        from kitaplanner.gui.dialogs.list_columns import ListColumnsDialog

        parent = self._window if self.review is None else self.review
        chosen = ListColumnsDialog.ask(parent, content, columns, session.snapshot.period)
        if chosen is None:
            return None
        for one in chosen.values():
            if one.is_read:
                self._settings.remember_columns_of_list(one.fingerprint(), plain_mapping(one))
        return _WithColumns(source, chosen, "")

    def _compare(self, sources: Sequence[Source | _WithColumns], words: str = "") -> None:
        session = self._desk.session
        if session is None:
            return
        task = Task(partial(_reviewed, session.snapshot, tuple(sources)))
        task.succeeded.connect(partial(self._show_review, words))
        self._start(task, "計画と比べています…")

    def _show_review(self, words: str, reviews: tuple[Review, ...]) -> None:
        if self._desk.session is None:
            return
        if self.review is None:
            from kitaplanner.gui.imports.review_dialog import ReviewDialog

            self.review = ReviewDialog(
                reviews, self._settings, self._theme, self._may_close, self._window
            )
            self.review.apply_wanted.connect(self._apply)
            self.review.columns_wanted.connect(self._choose_columns)
            self.review.finished.connect(self._forget_review)
            self.review.introduce(_introduction(reviews))
            self.review.open()
        else:
            self.review.show_reviews(reviews)
        if words:
            self.review.say(words)

    @Slot(int)
    def _choose_columns(self, at: int) -> None:
        """Read a source once more by other columns, and compare all of them again."""
        if self.review is None:
            return
        sources: list[Source | _WithColumns] = [one.source for one in self.review.reviews]
        chosen = self._with_columns(self.review.reviews[at].source, ask_again=True)
        if chosen is not None:
            sources[at] = chosen
            self._compare(sources)

    # --- taking in ---------------------------------------------------------------------------

    @Slot(object)
    def _apply(self, accepted: tuple[frozenset[str], ...]) -> None:
        from kitaplanner.operations.imports import accepted_plan, put_accepted

        session, review = self._desk.session, self.review
        if session is None or review is None:
            return
        found = [one.found for one in review.reviews]
        if session.snapshot is not found[0].current:
            self._compare([one.source for one in review.reviews], _CHANGED)
            return
        try:
            made = accepted_plan(session.snapshot, found, accepted)
        except RefusedEdit as error:
            review.say(str(error))
            return
        review.accept()
        change = session.perform(put_accepted, found, made, initiator=self)
        if change is None:
            return
        count = sum(map(len, accepted))
        self._notifier.say(
            f"{count}件の変更を取り込みました。1回の「元に戻す」で、すべて取り消せます。",
            "done",
            [MessageAction("元に戻す", self._undo)],
        )

    @Slot()
    def _undo(self) -> None:
        if self._desk.session is not None:
            self._desk.session.undo(self)

    # --- tasks and ending --------------------------------------------------------------------

    def _start(self, task: Task, words: str) -> Task:
        task.failed.connect(self._notifier.refuse)
        task.cancelled.connect(self._say_cancelled)
        TaskProgress(words, task, self._window if self.review is None else self.review)
        self._tasks.start(task)
        return task

    @Slot()
    def _say_cancelled(self) -> None:
        if self.review is not None:
            self.review.say(_STOPPED)
        else:
            self._notifier.say("取り込みを中止しました。計画は変わっていません。")

    @Slot()
    def _forget_review(self) -> None:
        if self.review is not None:
            self.review.deleteLater()
            self.review = None

    @Slot()
    def close(self) -> None:
        """Close the review, when the document or the window goes."""
        if self.review is not None:
            self.review.done(QDialog.DialogCode.Rejected)

    def _may_close(self) -> bool:
        return self._notifier.confirm(
            "取り込まずに閉じますか？",
            "選び直したものは残りません。計画は変わっていません。",
            "閉じる",
        )


def _introduction(reviews: Sequence[Review]) -> str:
    """Say of which sources a whole plan is compared."""
    names = [
        one.found.source
        for one in reviews
        if one.source.plan is not None and one.changes and not one.found.not_understood
    ]
    return _WHOLE_PLAN.format("」「".join(names)) if names else ""


def _named(paths: Sequence[Path]) -> str:
    first = f"「{paths[0].name}」"
    return first if len(paths) == 1 else f"{first}ほか{len(paths) - 1}件"


def _reviewed(
    plan: Plan, sources: tuple[Source | _WithColumns, ...], progress: Progress
) -> tuple[Review, ...]:
    from kitaplanner.operations.import_review import review_sources, with_columns

    ready = []
    for done, one in enumerate(sources):
        progress(done, len(sources))
        ready.append(with_columns(*one) if isinstance(one, _WithColumns) else one)
    progress(0, 0)
    return review_sources(plan, ready)
