"""The window: its frame, and who works in it.

Belongs here: putting the parts together and the words of the title. `__init__` builds only what the
first paint shows; `furnish` brings in the rest, with the libraries that documents need, once the
window can be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kitaplanner.gui.actions import Actions, build_menus, build_tool_bar
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.icons import application_icon
from kitaplanner.gui.libraries import fetch_libraries
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.tasks import Task, TaskRunner
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.start_screen import StartScreen
from kitaplanner.gui.widgets.message_bar import MessageBar
from kitaplanner.gui.widgets.status_strip import StatusStrip

PROGRAM_NAME = "Kitaplanner"
FILE_SUFFIX = ".kitaplan"
SOURCE_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".json", ".pdf")
_PDF = ".pdf"
# A window that starts minimised is never painted, and has to be furnished all the same.
_LATEST_FURNISHING_MS = 500
_ALL_MADE = object()
# Of the screen, at the first start.
_FIRST_SIZE = 0.85


class MainWindow(QMainWindow):
    """The one window; `furnished` is emitted when it can be worked with."""

    furnished = Signal()

    def __init__(self, settings: Settings, theme: Theme, file: Path | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.theme = theme
        self.desk = Desk(self)
        self.tasks = TaskRunner(self)
        self.actions_ = Actions(self, theme.colours)
        self._file = file
        self._is_fetching = False
        self._is_furnished = False
        self._is_closed = False
        self._parts = self._furnished_in_parts()
        self._is_awaiting_paint = True
        self._build_ui()
        self._restore_place()
        self._let_in(False)

    def _build_ui(self) -> None:
        self.setWindowTitle(PROGRAM_NAME)
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self.view_menu = build_menus(self, self.actions_)
        self.tool_bar = build_tool_bar(self, self.actions_)
        self.message_bar = MessageBar(self.theme)
        self.notifier = Notifier(self, self.message_bar)
        self.start_screen = StartScreen(self.actions_, self.theme)
        self.start_screen.show_recent([] if self._file else self.settings.recent_files)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.start_screen)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message_bar)
        layout.addWidget(self.centre, 1)
        self.setCentralWidget(holder)
        self.status = StatusStrip(self)
        self.setStatusBar(self.status)

    def _restore_place(self) -> None:
        if not self.restoreGeometry(self.settings.geometry):
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(room.size() * _FIRST_SIZE)
            self.move(room.center() - self.rect().center())

    # --- the second half of starting ---------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_awaiting_paint:
            self._is_awaiting_paint = False
            QTimer.singleShot(0, self, self._fetch)

    def showMinimized(self) -> None:
        super().showMinimized()
        QTimer.singleShot(_LATEST_FURNISHING_MS, self, self._fetch)

    @Slot()
    def _fetch(self) -> None:
        """Load the libraries on another thread, so that the window answers meanwhile."""
        if not self._is_fetching:
            self._is_fetching = True
            task = Task(fetch_libraries)
            task.finished.connect(self._furnish_on)
            self.tasks.start(task)

    def _let_in(self, allowed: bool) -> None:
        """Take clicks and keys only when something can come of them."""
        self.menuBar().setEnabled(allowed)
        self.centre.setEnabled(allowed)

    @Slot()
    def _furnish_on(self) -> None:
        """Make the next part, and answer to the person before the one behind it."""
        if not self._is_closed and next(self._parts, _ALL_MADE) is not _ALL_MADE:
            QTimer.singleShot(0, self, self._furnish_on)

    def furnish(self) -> None:
        """Bring in everything beyond the first paint now; a second call does nothing."""
        if not self._is_closed:
            for _ in self._parts:
                pass

    def _furnished_in_parts(self) -> Iterator[None]:
        self._is_awaiting_paint = False
        self._is_fetching = True
        # Late, because these bring in the database, the layout and the writers.
        from kitaplanner.gui.furnishing import furnish_window

        self.rooms = yield from furnish_window(self)
        self._is_furnished = True
        self._connect()
        self._let_in(True)
        self.furnished.emit()
        yield
        if self._file is not None:
            self.rooms.files.open_path(self._file)
            yield
        self.rooms.files.look_for_recoverable()

    def _connect(self) -> None:
        actions = self.actions_
        actions.undo.triggered.connect(self._undo)
        actions.redo.triggered.connect(self._redo)
        actions.quit.triggered.connect(self.close)
        actions.schemes.triggered.connect(self._choose_scheme)
        for action in actions.schemes.actions():
            action.setChecked(action.data() == self.theme.scheme)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system_colours)
        self.desk.session_changed.connect(self._follow_session)
        self._follow_session()

    # --- following the document --------------------------------------------------------------

    @Slot()
    def _follow_session(self) -> None:
        session = self.desk.session
        if session is not None:
            session.state_changed.connect(self.refresh)
            session.refused.connect(self.notifier.refuse)
            session.document_changed.connect(self.message_bar.dismiss)
        else:
            self.start_screen.show_recent(self.settings.recent_files)
        self.notifier.hush()
        # Once: what is taken away again and again is heard by every tool button and menu.
        self.actions_.enable_document_actions(session is not None)
        self.rooms.workbench.setEnabled(session is not None)
        self.centre.setCurrentWidget(self.start_screen if session is None else self.rooms.workbench)
        if session is not None:
            self.rooms.workbench.take_keyboard()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Bring title, status bar and actions up to the state of the document."""
        session = self.desk.session
        actions = self.actions_
        self.status.show_session(session)
        if session is None:
            self.setWindowModified(False)
            self.setWindowTitle(PROGRAM_NAME)
            _word_undo(actions.undo, "元に戻す", "")
            _word_undo(actions.redo, "やり直し", "")
            return
        place = "未保存" if session.path is None else session.path.name
        mark = "（読取専用）" if session.read_only else "[*]"
        self.setWindowTitle(f"{session.name}　{place}{mark} — {PROGRAM_NAME}")
        self.setWindowModified(session.is_dirty)
        _word_undo(actions.undo, "元に戻す", session.undo_label)
        _word_undo(actions.redo, "やり直し", session.redo_label)
        actions.save.setEnabled(not session.read_only)
        self.rooms.outline.refresh_actions()

    @Slot()
    def _undo(self) -> None:
        self.desk.commit_editors()
        if self.desk.session is not None:
            self.desk.session.undo(self)

    @Slot()
    def _redo(self) -> None:
        self.desk.commit_editors()
        if self.desk.session is not None:
            self.desk.session.redo(self)

    # --- colours -----------------------------------------------------------------------------

    @Slot(QAction)
    def _choose_scheme(self, action: QAction) -> None:
        self.theme.scheme = str(action.data())
        self.settings.colour_scheme = self.theme.scheme
        self._repaint()

    @Slot()
    def _follow_system_colours(self) -> None:
        if self.theme.scheme == "auto":
            self._repaint()

    def _repaint(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.theme.apply(application)
        self.actions_.repaint_icons(self.theme.colours)
        self.start_screen.repaint_icons()
        self.message_bar.repaint_colours()
        self.rooms.workbench.repaint_icons()

    # --- files dropped, and leaving ----------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped_files(event)
        if not paths or not self._is_furnished:
            return
        event.acceptProposedAction()
        if len(paths) == 1 and paths[0].suffix.lower() == FILE_SUFFIX:
            self.rooms.imports.open_or_take_in(paths[0])
        elif len(paths) == 1 and paths[0].suffix.lower() == _PDF:
            # Once the drag is over: it may be asked what is to become of it.
            QTimer.singleShot(0, self, partial(self.rooms.attached.open_paper, paths[0]))
        else:
            self.rooms.imports.take_in_soon(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._is_furnished:
            self._is_closed = True  # too late to begin now
            self.tasks.stop()
            event.accept()
            return
        if not self.rooms.files.close_document(leaving=True):
            event.ignore()
            return
        self._is_closed = True
        self.rooms.close()
        self.settings.remember_window(self.saveGeometry(), self.rooms.dock_state())
        self.settings.sync()
        self.tasks.stop()
        event.accept()


def _word_undo(action: QAction, words: str, label: str) -> None:
    action.setEnabled(bool(label))
    action.setText(f"{words}：{label}" if label else words)
    action.setIconText(words)
    key = action.shortcut().toString()
    action.setToolTip(f"{words}：{label}（{key}）" if label else f"{words}（{key}）")


def _dropped_files(event: QDropEvent) -> list[Path]:
    """Give what can be opened or taken in of the files that are dropped."""
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    paths = [Path(url.toLocalFile()) for url in urls]
    return [one for one in paths if one.suffix.lower() in (FILE_SUFFIX, *SOURCE_SUFFIXES)]
