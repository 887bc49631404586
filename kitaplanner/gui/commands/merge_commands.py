"""ファイル → ほかの計画ファイルを統合: from another file of the plan to one edit of the open one.

Belongs here: the way through the windows, with everything that takes time off the window's thread.
Reading and comparing are in `operations.merge_review`, the window in `gui.imports`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.task_progress import TaskProgress
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.widgets.message_bar import MessageAction

if TYPE_CHECKING:  # these come with the first merge: most days there is none
    from kitaplanner.gui.dialogs.merge_record import MergeRecordDialog
    from kitaplanner.gui.imports.review_dialog import ReviewDialog
    from kitaplanner.operations.import_review import Review
    from kitaplanner.operations.merge_review import OtherSide, OurSide, RecordPart

_FILTER = "Kitaplannerの計画 (*.kitaplan);;すべてのファイル (*)"
_READ_ONLY = (
    "この計画は読取専用で開いているため、統合できません。"
    "別の名前で保存してから、もう一度統合してください。"
)
_CHANGED = "確かめている間に計画が変わったため、変更を調べ直しました。もう一度確かめてください。"
_STOPPED = "統合を中止しました。計画は変わっていません。"


class MergeCommands(QObject):
    """Puts another file of the open plan together with it."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        tasks: TaskRunner,
        settings: Settings,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._settings = settings
        self._theme = theme
        self._other: OtherSide | None = None
        self._record: tuple[RecordPart, ...] = ()
        self.review: ReviewDialog | None = None
        self.record_dialog: MergeRecordDialog | None = None
        actions.merge.triggered.connect(self._ask)
        desk.session_changed.connect(self.close)

    # --- from a file to the review -----------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        session = self._desk.session
        if session is None or not self._may_change():
            return
        text, _ = QFileDialog.getOpenFileName(
            self._window, "統合する計画のファイルを選ぶ", usual_folder(session.path), _FILTER
        )
        if text:
            self.merge_with(Path(text))

    def merge_with(self, path: Path) -> Task | None:
        """Read another file off the window's thread and show what it would change."""
        self._desk.commit_editors()
        session = self._desk.session
        if session is None or self.review is not None or not self._may_change():
            return None
        from kitaplanner.operations.merge_review import our_side

        task = Task(partial(_read_and_reviewed, our_side(session.workspace), path))
        task.succeeded.connect(self._follow_read)
        return self._start(task, f"「{path.name}」を調べています…")

    def _may_change(self) -> bool:
        session = self._desk.session
        if session is not None and session.read_only:
            self._notifier.say(_READ_ONLY, "warning")
            return False
        return session is not None

    @Slot(object)
    def _follow_read(self, found: tuple[OtherSide, tuple[Review, ...]]) -> None:
        self._other, reviews = found
        if not any(one.changes for one in reviews):
            self._notifier.say(_nothing_to_merge(self._other))
            return
        self._show(reviews)

    def _show(self, reviews: tuple[Review, ...], words: str = "") -> None:
        if self._desk.session is None or self._other is None:
            return
        if self.review is None:
            from kitaplanner.gui.imports.review_dialog import ReviewDialog
            from kitaplanner.gui.imports.review_wording import MERGE

            self.review = ReviewDialog(
                reviews, self._settings, self._theme, self._may_close, self._window, MERGE
            )
            self.review.introduce("\n".join((self._other.told, *self._other.remarks)))
            self.review.apply_wanted.connect(self._apply)
            self.review.finished.connect(self._forget_review)
            self.review.open()
        else:
            self.review.show_reviews(reviews)
        if words:
            self.review.say(words)

    # --- merging -----------------------------------------------------------------------------

    @Slot(object)
    def _apply(self, accepted: tuple[frozenset[str], ...]) -> None:
        from kitaplanner.operations.imports import accepted_plan, put_accepted
        from kitaplanner.operations.merge_review import merge_record

        session, review, other = self._desk.session, self.review, self._other
        if session is None or review is None or other is None:
            return
        reviews = review.reviews
        found = [one.found for one in reviews]
        if session.snapshot is not found[0].current:
            self._compare_again(other)
            return
        try:
            made = accepted_plan(session.snapshot, found, accepted)
        except RefusedEdit as error:
            review.say(str(error))
            return
        label = f"「{other.name}」の統合"
        record = merge_record(reviews, accepted)
        review.accept()
        change = session.perform(put_accepted, found, made, label, initiator=self)
        if change is not None:
            self._record = record
            self._tell(reviews, accepted)

    def _compare_again(self, other: OtherSide) -> None:
        session = self._desk.session
        if session is None:
            return
        task = Task(partial(_reviewed, session.snapshot, other))
        task.succeeded.connect(partial(self._show, words=_CHANGED))
        self._start(task, "計画と比べています…")

    def _tell(self, reviews: tuple[Review, ...], accepted: tuple[frozenset[str], ...]) -> None:
        said = f"相手の変更を{len(accepted[0])}件入れました。"
        if len(reviews) > 1:
            theirs = sum(map(len, accepted[1:]))
            ours = sum(len(one.changes) for one in reviews[1:]) - theirs
            said += f"両方が変えたところは、相手{theirs}件、こちら{ours}件です。"
        self._notifier.say(
            said,
            "done",
            [MessageAction("統合の記録…", self.show_record), MessageAction("元に戻す", self._undo)],
        )

    @Slot()
    def show_record(self) -> None:
        """Show what the last merge took."""
        from kitaplanner.gui.dialogs.merge_record import MergeRecordDialog

        session = self._desk.session
        folder = usual_folder(None if session is None else session.path)
        if self.record_dialog is not None:
            self.record_dialog.close()
        self.record_dialog = MergeRecordDialog(self._record, folder, self._notifier, self._window)
        self.record_dialog.finished.connect(self._forget_record)
        self.record_dialog.show()

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
            self._notifier.say(_STOPPED)

    @Slot()
    def _forget_review(self) -> None:
        if self.review is not None:
            self.review.deleteLater()
            self.review = None

    @Slot()
    def _forget_record(self) -> None:
        if self.record_dialog is not None:
            self.record_dialog.deleteLater()
            self.record_dialog = None

    @Slot()
    def close(self) -> None:
        """Close review and record, when the document or the window goes."""
        if self.review is not None:
            self.review.done(QDialog.DialogCode.Rejected)
        if self.record_dialog is not None:
            self.record_dialog.close()

    def _may_close(self) -> bool:
        return self._notifier.confirm(
            "統合せずに閉じますか？",
            "選び直したものは残りません。計画は変わっていません。",
            "閉じる",
        )


def _nothing_to_merge(other: OtherSide) -> str:
    said = "統合するものはありません。相手からの変更は、すべてこの計画に入っています。"
    return f"「{other.name}」から{said}"


def _read_and_reviewed(
    ours: OurSide, path: Path, progress: Progress
) -> tuple[OtherSide, tuple[Review, ...]]:
    from kitaplanner.operations.merge_review import read_other_side

    other = read_other_side(ours, path, progress)
    return other, _reviewed(ours.plan, other, progress)


def _reviewed(plan: Plan, other: OtherSide, progress: Progress) -> tuple[Review, ...]:
    from kitaplanner.operations.merge_review import review_other_side

    progress(0, 0)
    return review_other_side(plan, other)
