"""版: freezing the plan as an edition, the list of editions, and the next period of the plan."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from kitaplanner.domain.calendar import fiscal_year_of, month_of
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.output_commands import FileKind, OutputCommands
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.editions import EditionsDialog
from kitaplanner.gui.dialogs.freeze_edition import FreezeEditionDialog
from kitaplanner.gui.dialogs.roll_over import RollOver, RollOverDialog
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.output_choice import FrozenPlan, OutputChoice
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.gui.theme import Theme
from kitaplanner.operations.editions import Edition, restore_edition, roll_over, usual_names

if TYPE_CHECKING:
    from kitaplanner.gui.preview.preview_window import PreviewWindow


class EditionCommands(QObject):
    """Keeps editions of the open document.

    `comparing_wanted(edition)` asks to see what has changed since an edition.
    """

    comparing_wanted = Signal(object)

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        tasks: TaskRunner,
        theme: Theme,
        output: OutputCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._theme = theme
        self._output = output
        self.dialog: EditionsDialog | None = None
        self.preview: PreviewWindow | None = None
        actions.freeze_edition.triggered.connect(self._freeze)
        actions.editions.triggered.connect(self._list)
        actions.roll_over.triggered.connect(self._roll_over)
        desk.session_changed.connect(self.close)

    # --- freezing, and the next period ---------------------------------------------------------

    @Slot()
    def _freeze(self) -> None:
        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return
        plan = session.snapshot
        taken = [one.name for one in session.editions]
        words = FreezeEditionDialog.ask(
            self._window, usual_names(plan, _this_year()), taken, plan.stage_date
        )
        if words is not None and session.freeze_edition(*words) is not None:
            self._notifier.say(
                f"今の計画を、版「{words.name}」として残しました。"
                "ファイルには、次に保存したときに入ります。",
                "done",
            )

    @Slot()
    def _roll_over(self) -> None:
        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return
        taken = [one.name for one in session.editions]
        chosen = RollOverDialog.ask(self._window, session.snapshot, session.numbering, taken)
        if chosen is not None:
            self.begin_next_period(chosen)

    def begin_next_period(self, chosen: RollOver) -> None:
        """Freeze the plan as it is and go on with that of the next period."""
        session = self._desk.session
        if session is None:
            return
        operation = partial(roll_over, title=chosen.title, edition=chosen.edition)
        if session.perform(operation, chosen.period, chosen.fates) is not None:
            session.editions_changed.emit()
            self._notifier.say(
                "次の計画期間の計画を始めました。"
                f"これまでの計画は、版「{chosen.edition}」として残っています。",
                "done",
            )

    # --- the list -------------------------------------------------------------------------------

    @Slot()
    def _list(self) -> None:
        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return
        dialog = EditionsDialog(session, self._window)
        self.dialog = dialog
        dialog.shown.connect(self._show)
        dialog.pdf_wanted.connect(self._write_pdf)
        dialog.comparing_wanted.connect(self._compare)
        dialog.restoring_wanted.connect(self._restore)
        dialog.removal_wanted.connect(self._remove)
        dialog.exec()
        dialog.deleteLater()
        self.dialog = None

    @Slot(object)
    def _restore(self, edition: Edition) -> None:
        session = self._desk.session
        if session is None:
            return
        self._close_list()
        if session.perform(restore_edition, edition.name) is not None:
            self._notifier.say(
                f"版「{edition.name}」の内容に戻しました。［元に戻す］で、戻す前の計画になります。",
                "done",
            )

    @Slot(object)
    def _remove(self, edition: Edition) -> None:
        session = self._desk.session
        if session is not None and self._notifier.confirm(
            f"版「{edition.name}」を削除しますか？",
            "削除した版は、元に戻せません。今の計画と、ほかの版は変わりません。",
            "削除する",
        ):
            session.remove_edition(edition.id)

    def _close_list(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()

    # --- the pages of an edition ----------------------------------------------------------------

    @Slot(object)
    def _show(self, edition: Edition) -> None:
        self._close_list()
        self._read(edition, self._show_pages)

    @Slot(object)
    def _compare(self, edition: Edition) -> None:
        self._close_list()
        self.comparing_wanted.emit(edition)

    @Slot(object)
    def _write_pdf(self, edition: Edition) -> None:
        self._close_list()
        self._read(edition, self._ask_where)

    def _read(self, edition: Edition, then: Callable[[FrozenPlan], None]) -> None:
        """Read an edition's plan off the window's thread; `then` is a slot."""
        session = self._desk.session
        if session is None:
            return
        try:
            source = session.edition_source(edition.id)
        except KitaError as error:
            self._notifier.refuse(error)
            return
        task = Task(partial(_read_plan, edition.name, source))
        task.succeeded.connect(then)
        task.failed.connect(self._notifier.refuse)
        self._tasks.start(task)

    @Slot(object)
    def _ask_where(self, frozen: FrozenPlan) -> None:
        self._output.ask_where("pdf", OutputChoice(), frozen.plan)

    @Slot(object)
    def _show_pages(self, frozen: FrozenPlan) -> None:
        # Late: the printing system is looked for at import.
        from kitaplanner.gui.preview.preview_window import PreviewWindow

        session = self._desk.session
        if session is None:
            return
        if self.preview is not None:
            self.preview.close()
        self.preview = PreviewWindow(session, self._tasks, self._theme, self._window, frozen)
        self.preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview.export_wanted.connect(self._export)
        self.preview.failed.connect(self._notifier.refuse)
        self.preview.destroyed.connect(self._forget_preview)
        self.preview.lay_out()
        self.preview.show()
        self.preview.raise_()
        self.preview.activateWindow()

    @Slot(str, object)
    def _export(self, kind: FileKind, choice: OutputChoice) -> None:
        if self.preview is not None:
            self._output.ask_where(kind, choice, self.preview.plan)

    @Slot(QObject)
    def _forget_preview(self, gone: QObject) -> None:
        if self.preview is gone:
            self.preview = None

    @Slot()
    def close(self) -> None:
        """Close the preview, when the document or the window goes."""
        if self.preview is not None:
            self.preview.close()
            self.preview = None


def _read_plan(name: str, source: Callable[[], Plan], progress: Progress) -> FrozenPlan:
    progress(0, 1)
    return FrozenPlan(name, source())


def _this_year() -> int:
    today = datetime.date.today()  # noqa: DTZ011  # the office's calendar day
    return fiscal_year_of(month_of(today.year, today.month))
