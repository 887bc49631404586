"""The pages of a handout beside its fields, laid out anew a moment after each change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from kitaplanner.errors import KitaError
from kitaplanner.gui.preview.page_stack import PageStack
from kitaplanner.gui.tasks import Task, TaskRunner, Work
from kitaplanner.operations.handouts import ShownHandout

_REST = 250  # milliseconds without a change
_PAGES, _WORDS = range(2)


class HandoutPages(QWidget):
    """Shows what `make_work` lays out; it is asked on the window's thread and may raise KitaError.

    What can't be laid out is said where the pages would be.
    """

    def __init__(self, tasks: TaskRunner, make_work: Callable[[], Work | None]) -> None:
        super().__init__()
        self._tasks = tasks
        self._make_work = make_work
        self._task: Task | None = None
        self._wanted_part = ""
        self.shown: ShownHandout | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.lay_out)
        self._build_ui()

    def _build_ui(self) -> None:
        self.pages = PageStack()
        self.pages.set_fit("width")
        self.pages.page_changed.connect(self._show_page)
        self.words = QLabel()
        self.words.setObjectName("desk")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setMargin(self.fontMetrics().height() * 2)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pages)
        self.stack.addWidget(self.words)
        self.place = QLabel()
        self.place.setObjectName("muted")
        self.state = QLabel()
        self.state.setObjectName("muted")
        line = QHBoxLayout()
        margin = self.fontMetrics().height() // 3
        line.setContentsMargins(margin * 2, margin, margin * 2, margin)
        line.addWidget(self.place)
        line.addStretch(1)
        line.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stack, 1)
        layout.addLayout(line)

    @property
    def is_settled(self) -> bool:
        """Say whether what is shown is the present state."""
        return self._task is None and not self._rest.isActive()

    @Slot()
    def refresh(self) -> None:
        """Lay the pages out once the changes rest."""
        self._rest.start()

    @Slot()
    def lay_out(self) -> None:
        """Lay the pages out now, off the window's thread."""
        self.stop()
        try:
            work = self._make_work()
        except KitaError as error:
            self._say(str(error))
            return
        if work is None:
            self._say("左の「新しい資料…」から、委員会資料を作ってください。")
            return
        self.state.setText("紙面を組んでいます…")
        self._task = task = Task(work)
        task.succeeded.connect(self._show)
        task.failed.connect(self._fail)
        self._tasks.start(task)

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._rest.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def go_to_part(self, part_id: str) -> None:
        """Bring the first page of a part to the top, now or when the pages are there."""
        self._wanted_part = part_id
        if self.is_settled:
            self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        if self.shown is not None and self._wanted_part in self.shown.first_pages:
            self.pages.go_to(self.shown.first_pages[self._wanted_part])
            self._wanted_part = ""

    @Slot(object)
    def _show(self, shown: ShownHandout) -> None:
        if self.sender() is not self._task:
            return  # pages of an older state
        self._task = None
        if not shown.scene.pages:
            self._say(
                "資料がまだありません。「資料の構成」の「追加」で、次第などを加えてください。"
            )
            return
        place = self.pages.verticalScrollBar().value()
        self.shown = shown
        self.state.setText("")
        self.stack.setCurrentIndex(_PAGES)
        self.pages.set_scene(shown.scene)
        self.pages.verticalScrollBar().setValue(place)
        self._go_to_wanted()
        self._show_page(self.pages.page)

    @Slot(object)
    def _fail(self, error: KitaError) -> None:
        if self.sender() is self._task:
            self._task = None
            self._say(str(error))

    def _say(self, words: str) -> None:
        self.shown = None
        self.state.setText("")
        self.place.setText("")
        self.words.setText(words)
        self.stack.setCurrentIndex(_WORDS)

    @Slot(int)
    def _show_page(self, index: int) -> None:
        count = 0 if self.shown is None else len(self.shown.scene.pages)
        self.place.setText(f"{index + 1} / {count} ページ" if count else "")
