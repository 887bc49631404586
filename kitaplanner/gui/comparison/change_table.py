"""Further ways of showing a change: its part of 新旧対照表 or 見え消し, as it will be printed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot

from kitaplanner.domain.comparison_entries import EntryGroup
from kitaplanner.gui.preview.page_stack import PageStack
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.layout.scene import Scene
from kitaplanner.operations.comparison import Comparison
from kitaplanner.operations.comparison_papers import PAPER_WORDS, Paper, comparison_scene
from kitaplanner.operations.tracked_papers import tracked_strip_print

_REST = 120  # milliseconds: walking through changes lays out only where it ends


class ChangeTable(PageStack):
    """Lays out one group of a paper off the window's thread; `failed(error)` says why not."""

    failed = Signal(object)

    def __init__(self, tasks: TaskRunner, paper: Paper = "table") -> None:
        super().__init__()
        self._paper: Paper = paper
        self.setAccessibleName(PAPER_WORDS[paper])
        self.set_fit("width")
        self._tasks = tasks
        self._task: Task | None = None
        self._comparison: Comparison | None = None
        self._wanted: frozenset[str] = frozenset()
        self._is_stale = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._lay_out)

    @property
    def words(self) -> str:
        """Give what the pages say."""
        return "".join(one.text for page in self._pages() for one in page.texts())

    def set_comparison(self, comparison: Comparison | None) -> None:
        """Show tables of another comparison; nothing at first."""
        self._comparison = comparison
        self._is_stale = True
        if comparison is None:
            self.stop()
            self.set_scene(None)

    def show_group(self, group: EntryGroup | None) -> None:
        """Show the table of a group, as soon as it is laid out."""
        if group is None or self._comparison is None:
            self.stop()
            self._wanted = frozenset()
            self.set_scene(None)
            return
        wanted = frozenset({group.key.id})
        if self._is_stale or wanted != self._wanted:
            self._wanted = wanted
            self._is_stale = True
            self._rest.start()

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._rest.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot()
    def _lay_out(self) -> None:
        self.stop()
        if self._comparison is None:
            return
        self._is_stale = False
        self._task = task = Task(partial(_scene, self._comparison, self._paper, self._wanted))
        task.succeeded.connect(self._show)
        task.failed.connect(self.failed)
        self._tasks.start(task)

    @Slot(object)
    def _show(self, scene: Scene) -> None:
        if self.sender() is self._task:
            self._task = None
            self.set_scene(scene)


def _scene(comparison: Comparison, paper: Paper, only: frozenset[str], progress: Progress) -> Scene:
    progress(0, 1)
    if paper == "tracked":
        return tracked_strip_print(comparison, only)
    return comparison_scene(comparison, paper, only)
