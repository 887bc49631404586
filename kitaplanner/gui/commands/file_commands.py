"""ファイル: new, open, save, close, recent files, samples, and work left over from a crash.

Belongs here: the questions asked on the way and in which order. What happens to files is in
`operations.documents`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import DocumentLocked, KitaError, PublishConflict
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.new_plan import NewPlanDialog
from kitaplanner.gui.dialogs.recovery import RecoveryDialog
from kitaplanner.gui.notify import LockAnswer, Notifier, SaveAnswer
from kitaplanner.gui.output_choice import OutputChoice, default_file_name
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.views.start_screen import StartScreen
from kitaplanner.gui.widgets.message_bar import MessageAction
from kitaplanner.operations import documents
from kitaplanner.operations.documents import Workspace

FILE_SUFFIX = ".kitaplan"
# What a plan may be attached to (計画データを添付する).
PAPER_SUFFIXES = (".pdf", ".xlsx", ".xlsm")
_FILTER = f"Kitaplannerの計画 (*{FILE_SUFFIX})"
_OPEN_FILTER = (
    f"{_FILTER};;計画データを添付したPDF・Excel ({' '.join(f'*{one}' for one in PAPER_SUFFIXES)})"
)
_SAMPLE_TITLES = {"kita": "東京都北区DX推進計画2025（素案）"}


class FileCommands(QObject):
    """Puts documents on the desk and takes them off.

    `paper_opened(path)` asks for the plan inside a PDF or a workbook, which takes its time.
    """

    paper_opened = Signal(object)

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._actions = actions
        self._notifier = notifier
        self._settings = settings
        self._start: StartScreen | None = None
        for action, slot in (
            (actions.new, self.ask_for_new),
            (actions.open, self.ask_to_open),
            (actions.save, self.save),
            (actions.save_as, self.save_as),
            (actions.close, self.close_document),
        ):
            action.triggered.connect(slot)
        self._fill_sample_menu()
        actions.recent_menu.aboutToShow.connect(self._fill_recent_menu)
        actions.recent_menu.triggered.connect(self._open_recent)
        actions.sample_menu.triggered.connect(self._open_sample)

    def connect_start_screen(self, start: StartScreen) -> None:
        """Let the start screen open files and restore work."""
        self._start = start
        start.recent_picked.connect(self.open_path)
        start.recovery_wanted.connect(self.recover)

    # --- opening -----------------------------------------------------------------------------

    @Slot(object)
    def open_path(self, path: Path) -> bool:
        """Open a file in place of what lies on the desk; False where that did not happen yet."""
        session = self._desk.session
        if path.suffix.lower() in PAPER_SUFFIXES:
            self.paper_opened.emit(path)
            return False
        if session is not None and session.path == path:
            return True
        if not self.close_document():
            return False
        return self._put(lambda: self._opened(path), path)

    def _opened(self, path: Path) -> Workspace | None:
        who = self._settings.user_name
        try:
            return documents.open_workspace(path, who)
        except DocumentLocked as error:
            QGuiApplication.restoreOverrideCursor()
            answer = self._notifier.ask_about_lock(error)
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        if answer is LockAnswer.CANCEL:
            return None
        return documents.open_workspace(
            path,
            who,
            read_only=answer is LockAnswer.READ_ONLY,
            take_over=answer is LockAnswer.TAKE_OVER,
        )

    def open_as_new(self, plan: Plan) -> bool:
        """Put a plan on the desk that has no file yet; False where the person goes on as before."""
        if not self.close_document():
            return False
        return self._put(lambda: documents.create_workspace(plan, self._settings.user_name))

    @Slot()
    def ask_for_new(self) -> None:
        """Ask for a form and put a new plan on the desk."""
        form = NewPlanDialog.ask(self._window)
        if form is not None:
            self.open_as_new(documents.blank_plan(form))

    @Slot()
    def ask_to_open(self) -> None:
        """Ask for a file and open it."""
        text, _ = QFileDialog.getOpenFileName(
            self._window, "計画を開く", self._folder(), _OPEN_FILTER
        )
        if text:
            self.open_path(Path(text))

    @Slot(QAction)
    def _open_recent(self, action: QAction) -> None:
        self.open_path(Path(str(action.data())))

    @Slot(QAction)
    def _open_sample(self, action: QAction) -> None:
        self.open_as_new(documents.sample_plan(str(action.data())))

    def _put(self, make: Callable[[], Workspace | None], path: Path | None = None) -> bool:
        """Make a workspace and put it on the desk; an error is told and leaves the desk empty."""
        try:
            with _waiting():
                workspace = make()
                if workspace is None:
                    return False
                session = DocumentSession(workspace, self._desk)
                self._desk.put(session)
        except KitaError as error:
            if path is not None and not path.exists():
                self._settings.forget_file(path)
            self._show_start()
            self._notifier.refuse(error)
            return False
        if session.path is not None:
            self._settings.remember_file(session.path)
        if workspace.notices:
            self._notifier.say("\n".join(workspace.notices), "warning")
        return True

    # --- saving and closing ------------------------------------------------------------------

    @Slot()
    def save(self) -> bool:
        """Save to the document's file; ask for one where there is none yet."""
        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return False
        if session.path is None or session.read_only:
            return self.save_as()
        try:
            with _waiting():
                session.save()
        except PublishConflict as error:
            return self._notifier.ask_after_conflict(error) and self.save_as()
        except KitaError as error:
            self._notifier.refuse(error)
            return False
        self._settings.remember_file(session.path)
        return True

    @Slot()
    def save_as(self) -> bool:
        """Save to a file that the person names."""
        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return False
        name = default_file_name(session.snapshot, OutputChoice(), FILE_SUFFIX)
        start = str(Path(self._folder()) / name) if session.path is None else str(session.path)
        text, _ = QFileDialog.getSaveFileName(self._window, "名前を付けて保存", start, _FILTER)
        if not text:
            return False
        path = Path(text)
        if path.suffix != FILE_SUFFIX:
            path = path.with_name(path.name + FILE_SUFFIX)
            if path.exists() and not self._notifier.confirm(
                f"「{path.name}」はすでにあります。置き換えますか？",
                "置き換える前の内容は失われます。",
                "置き換える",
            ):
                return False
        try:
            with _waiting():
                session.save(path)
        except KitaError as error:
            self._notifier.refuse(error)
            return False
        self._settings.remember_file(path)
        return True

    @Slot()
    def close_document(self, *, leaving: bool = False) -> bool:
        """Take the document off the desk; False when the person wants to go on with it."""
        self._desk.commit_editors()
        session = self._desk.session
        if session is None:
            return True
        if session.is_dirty:
            answer = self._notifier.ask_to_save(session.name)
            if answer is SaveAnswer.CANCEL or (answer is SaveAnswer.SAVE and not self.save()):
                return False
        self._desk.put(None)
        try:
            session.close()
        except KitaError as error:
            self._notifier.refuse(error)
        if not leaving:
            self._show_start()
        return True

    # --- menus, start screen and recovery ----------------------------------------------------

    def _fill_sample_menu(self) -> None:
        for name in documents.sample_names():
            action = self._actions.sample_menu.addAction(_SAMPLE_TITLES.get(name, name))
            action.setData(name)

    @Slot()
    def _fill_recent_menu(self) -> None:
        menu = self._actions.recent_menu
        menu.clear()
        for number, path in enumerate(self._settings.recent_files, 1):
            action = menu.addAction(f"&{number}　{path.name}")
            action.setToolTip(str(path))
            action.setData(str(path))
        if menu.isEmpty():
            menu.addAction("（まだありません）").setEnabled(False)

    def _show_start(self) -> None:
        if self._start is not None:
            self._start.show_recent(self._settings.recent_files)
        self.look_for_recoverable()

    @Slot()
    def look_for_recoverable(self) -> None:
        """Offer work that an earlier run left over, where the person is looking."""
        try:
            count = len(documents.orphan_sessions())
        except KitaError as error:
            self._notifier.refuse(error)
            return
        if self._start is not None:
            self._start.show_recoverable(count)
        if count and self._desk.session is not None:
            words = f"前回、保存されないまま終わった作業が{count}件あります。"
            offer = MessageAction("前回の作業を復元…", self.recover)
            self._notifier.say(words, "warning", [offer])

    @Slot()
    def recover(self) -> None:
        """Let the person choose among work left over, and open it."""
        try:
            sessions = documents.orphan_sessions()
        except KitaError as error:
            self._notifier.refuse(error)
            return
        chosen = RecoveryDialog.ask(self._window, sessions)
        if chosen is not None and self.close_document():
            self._put(lambda: documents.recover_session(chosen, self._settings.user_name))
        if self._desk.session is None:
            self.look_for_recoverable()

    def _folder(self) -> str:
        chosen = self._settings.default_folder
        if chosen is not None and chosen.is_dir():
            return str(chosen)
        recent = next(iter(self._settings.recent_files), None)
        if recent is not None and recent.parent.is_dir():
            return str(recent.parent)
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


@contextmanager
def _waiting():
    """Show that the program is busy; files on a share take their time."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
