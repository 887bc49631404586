"""照会: asking the departments by workbook, receiving what they reply, and who has replied.

Belongs here: the way through the windows, with everything that takes time off the window's thread.
What is asked and recorded is in `operations.inquiries` and `operations.replies`, the window in
which changes are looked at in `gui.imports`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from kitaplanner.domain.inquiry import Inquiry, Reply
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError, RefusedEdit
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.task_progress import TaskProgress
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.widgets.message_bar import MessageAction
from kitaplanner.operations import inquiries, replies

if TYPE_CHECKING:  # these come with the first inquiry: most days there is none
    from kitaplanner.gui.dialogs.reply_status import ReplyStatusDialog
    from kitaplanner.gui.imports.review_dialog import ReviewDialog
    from kitaplanner.operations.import_review import Review

_READ_ONLY = (
    "この計画は読取専用で開いているため、照会や回答を記録できません。"
    "別の名前で保存してから、もう一度操作してください。"
)
_CHANGED = "確かめている間に計画が変わったため、変更を調べ直しました。もう一度確かめてください。"
_NOT_RECORDED = "回答を受け取りませんでした。計画も回収状況も変わっていません。"
_MOST_NAMED = 3
# Old and other books as well: what is wrong with them is said when they are read.
_BOOKS = "Excelブック (*.xlsx *.xlsm *.xls *.xlsb);;すべてのファイル (*)"


class InquiryCommands(QObject):
    """Sends inquiries about the open document and receives replies."""

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
        self._written = Path()
        self._gathered = replies.Gathered()
        self._received: replies.Received | None = None
        self.review: ReviewDialog | None = None
        self.dialog: ReplyStatusDialog | None = None
        actions.send_inquiry.triggered.connect(self._ask)
        actions.receive_folder.triggered.connect(self._ask_for_folder)
        actions.receive_files.triggered.connect(self._ask_for_files)
        actions.reply_status.triggered.connect(self._show_status)
        desk.session_changed.connect(self.close)

    def _session(self) -> DocumentSession | None:
        """Give the open document, if something can be recorded in it."""
        self._desk.commit_editors()
        session = self._desk.session
        if session is not None and session.read_only:
            self._notifier.say(_READ_ONLY, "warning")
            return None
        return session

    # --- sending -------------------------------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        from kitaplanner.gui.dialogs.inquiry_order import InquiryOrderDialog

        session = self._session()
        if session is None:
            return
        plan, now = session.snapshot, _now()
        order = InquiryOrderDialog.ask(self._window, plan, inquiries.usual_order(plan, now.date()))
        if order is None:
            return
        name = f"照会_{now:%Y%m%d}"
        parent = QFileDialog.getExistingDirectory(
            self._window, f"「{name}」を作るフォルダー", usual_folder(session.path)
        )
        if parent:
            self.send(order, Path(parent) / name)

    def send(self, order: inquiries.Order, folder: Path) -> Task | None:
        """Record an inquiry, and write its files off the window's thread."""
        session = self._session()
        if session is None:
            return None
        inquiry = session.keep_of_inquiries(inquiries.begin_inquiry, folder, order, _now())
        if inquiry is None:
            return None
        self._written = folder
        document_id = session.workspace.document.document_id
        task = Task(partial(_write, session.snapshot, inquiry, document_id, order.year, folder))
        task.succeeded.connect(self._say_sent)
        task.failed.connect(partial(self._give_up, inquiry))
        task.cancelled.connect(partial(self._give_up, inquiry, None))
        return self._start(task, "照会のブックを作成しています…")

    @Slot(object)
    def _say_sent(self, files: tuple[Path, ...]) -> None:
        self._notifier.say(
            f"「{self._written.name}」に、{len(files)}課の照会を作成しました。"
            "照会の控えは文書に入りました。文書を保存してから、各課へ送ってください。",
            "done",
            [MessageAction("フォルダーを開く", self._open_folder)],
        )

    def _give_up(self, inquiry: Inquiry, error: KitaError | None) -> None:
        """Forget an inquiry whose files were not written, and say why."""
        session = self._desk.session
        if session is not None:
            session.keep_of_inquiries(inquiries.give_up_inquiry, inquiry)
        if error is None:
            self._notifier.say("照会を中止しました。ファイルは作られていません。")
        else:
            self._notifier.refuse(error)

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    # --- receiving -----------------------------------------------------------------------------

    @Slot()
    def _ask_for_folder(self) -> None:
        session = self._session()
        if session is not None:
            folder = QFileDialog.getExistingDirectory(
                self._window, "回答の入ったフォルダーを選ぶ", usual_folder(session.path)
            )
            if folder:
                self.receive([Path(folder)])

    @Slot()
    def _ask_for_files(self) -> None:
        session = self._session()
        if session is not None:
            texts, _ = QFileDialog.getOpenFileNames(
                self._window, "回答を選ぶ", usual_folder(session.path), _BOOKS
            )
            if texts:
                self.receive([Path(one) for one in texts])

    def receive(self, paths: Sequence[Path]) -> Task | None:
        """Read replies off the window's thread and show what they would change."""
        if self.review is not None or self._session() is None:
            return None
        task = Task(partial(_gather, tuple(paths)))
        task.succeeded.connect(self._compare_gathered)
        task.failed.connect(self._notifier.refuse)
        task.cancelled.connect(self._say_not_recorded)
        return self._start(task, "回答を読み取っています…")

    @Slot(object)
    def _compare_gathered(self, gathered: replies.Gathered) -> None:
        self._gathered = gathered
        self._compare("")

    def _compare(self, words: str) -> None:
        session = self._desk.session
        if session is None:
            return
        try:
            sent = session.sent_of(self._gathered)
        except KitaError as error:
            self._notifier.refuse(error)
            return
        task = Task(partial(_reviewed, sent, self._gathered))
        task.succeeded.connect(partial(self._show_review, words))
        task.failed.connect(self._notifier.refuse)
        task.cancelled.connect(self._say_not_recorded)
        self._start(task, "計画と比べています…")

    def _show_review(self, words: str, made: tuple[replies.Received, tuple[Review, ...]]) -> None:
        self._received, reviews = made
        if not self._received.receipts:
            self._notifier.say(_refusals(self._received) or _NOT_RECORDED, "warning")
            return
        if not any(one.found.changes or one.found.not_understood for one in reviews):
            self._take_over(self._received, tuple(frozenset[str]() for _ in reviews))
            return
        if self.review is None:
            from kitaplanner.gui.imports.review_dialog import ReviewDialog

            self.review = ReviewDialog(
                reviews, self._settings, self._theme, self._may_close, self._window
            )
            self.review.setWindowTitle("回答の確認")
            self.review.apply_wanted.connect(self._apply)
            self.review.finished.connect(self._forget_review)
            self.review.rejected.connect(self._say_not_recorded)
            self.review.open()
        else:
            self.review.show_reviews(reviews)
        said = words or _refusals(self._received)
        if said:
            self.review.say(said)

    @Slot(object)
    def _apply(self, accepted: tuple[frozenset[str], ...]) -> None:
        session, review, received = self._desk.session, self.review, self._received
        if session is None or review is None or received is None:
            return
        if session.snapshot is not received.plans[0].current:
            self._compare(_CHANGED)
            return
        try:
            replies.accepted_plan(session.snapshot, received, accepted)
        except RefusedEdit as error:
            review.say(str(error))
            return
        review.accept()
        self._take_over(received, accepted)

    def _take_over(self, received: replies.Received, accepted: tuple[frozenset[str], ...]) -> None:
        session = self._desk.session
        if session is None:
            return
        session.perform(replies.apply_replies, received, accepted, initiator=self)
        session.keep_of_inquiries(replies.record, received, accepted, _now())
        count = sum(map(len, accepted))
        left = sum(
            len(one.changes) - len(ids) for one, ids in zip(received.plans, accepted, strict=True)
        )
        departments = {one.reply.mark.department for one in received.receipts}
        said = f"{len(departments)}課の回答を受け取り、{count}件の変更を取り込みました。"
        if left:
            said += f"取り込まなかった変更が{left}件あり、回収状況では「要確認」になります。"
        said += _refusals(received)
        buttons = [MessageAction("回収状況", self._show_status)]
        self._notifier.say(said, "warning" if received.refused else "done", buttons)

    @Slot()
    def _forget_review(self) -> None:
        if self.review is not None:
            self.review.deleteLater()
            self.review = None

    @Slot()
    def _say_not_recorded(self) -> None:
        self._notifier.say(_NOT_RECORDED)

    # --- who has replied -----------------------------------------------------------------------

    @Slot()
    def _show_status(self) -> None:
        from kitaplanner.gui.dialogs.reply_status import ReplyStatusDialog

        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return
        self.dialog = ReplyStatusDialog(session, _now().date(), self._window)
        self.dialog.paper_wanted.connect(self._ask_where)
        self.dialog.settled.connect(self._settle)
        self.dialog.exec()
        self.dialog.deleteLater()
        self.dialog = None

    @Slot(object)
    def _settle(self, reply: Reply) -> None:
        if self._desk.session is not None:
            self._desk.session.keep_of_inquiries(replies.settle, reply)

    @Slot(object, str)
    def _ask_where(self, status: inquiries.InquiryStatus, kind: str) -> None:
        session = self._desk.session
        if session is None or self.dialog is None:
            return
        start = str(Path(usual_folder(session.path)) / f"回収状況一覧_{_now():%Y%m%d}.{kind}")
        words = "PDF (*.pdf)" if kind == "pdf" else "Excelブック (*.xlsx)"
        path, _ = QFileDialog.getSaveFileName(self.dialog, "回収状況一覧", start, words)
        if path:
            self.dialog.accept()
            self.write_status(status, Path(path).with_suffix(f".{kind}"))

    def write_status(self, status: inquiries.InquiryStatus, path: Path) -> Task | None:
        """Write 回収状況一覧 off the window's thread."""
        session = self._desk.session
        if session is None:
            return None
        self._written = path.parent
        task = Task(partial(_write_status, status, session.snapshot, path))
        task.succeeded.connect(self._say_written)
        task.failed.connect(self._notifier.refuse)
        return self._start(task, f"{path.name} を作成しています…")

    @Slot(object)
    def _say_written(self, path: Path) -> None:
        action = MessageAction("フォルダーを開く", self._open_folder)
        self._notifier.say(f"「{path.name}」を作成しました。", "done", [action])

    # --- tasks and ending ----------------------------------------------------------------------

    def _start(self, task: Task, words: str) -> Task:
        TaskProgress(words, task, self._window if self.review is None else self.review)
        self._tasks.start(task)
        return task

    @Slot()
    def close(self) -> None:
        """Close what is open, when the document or the window goes."""
        if self.review is not None:
            self.review.done(QDialog.DialogCode.Rejected)
        if self.dialog is not None:
            self.dialog.reject()

    def _may_close(self) -> bool:
        return self._notifier.confirm(
            "回答を受け取らずに閉じますか？",
            "選び直したものは残りません。計画も回収状況も変わっていません。",
            "閉じる",
        )


def _now() -> datetime:
    return datetime.now().astimezone()


def _refusals(received: replies.Received) -> str:
    """Name the files that were not taken, the first of them with the reason."""
    refused = received.refused
    if not refused:
        return ""
    names = "".join(f"「{one.source}」" for one in refused[:_MOST_NAMED])
    more = f"ほか{len(refused) - _MOST_NAMED}件" if len(refused) > _MOST_NAMED else ""
    return f"受け取れないファイル：{names}{more}（{refused[0].reason}）"


def _write(
    plan: Plan, inquiry: Inquiry, document_id: str, year: int, folder: Path, progress: Progress
) -> tuple[Path, ...]:
    return inquiries.write_files(plan, inquiry, document_id, year, folder, progress)


def _gather(paths: tuple[Path, ...], progress: Progress) -> replies.Gathered:
    return replies.gather_replies(paths, progress=progress)


def _reviewed(
    sent: replies.Sent, gathered: replies.Gathered, progress: Progress
) -> tuple[replies.Received, tuple[Review, ...]]:
    from kitaplanner.operations.import_review import reviewed

    progress(0, 0)
    received = replies.plan_replies(sent, gathered)
    return received, tuple(reviewed(one.source, one.found) for one in received.receipts)


def _write_status(
    status: inquiries.InquiryStatus, plan: Plan, path: Path, progress: Progress
) -> Path:
    progress(0, 0)
    inquiries.write_status(status, plan, path)
    return path
