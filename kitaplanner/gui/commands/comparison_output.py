"""Papers of a comparison: 新旧対照表, 変更一覧, 正誤表, 見え消し as preview, PDF, workbook."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from kitaplanner.gui.commands.file_writing import FileWriting, said_of
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.comparison.comparison_page import ComparisonPage
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.output_choice import file_name
from kitaplanner.gui.tasks import Progress, TaskRunner, Work
from kitaplanner.gui.theme import Theme
from kitaplanner.layout.scene import Scene, Shortfall
from kitaplanner.operations.comparison import Comparison
from kitaplanner.operations.comparison_papers import (
    PAPER_WORDS,
    Paper,
    comparison_scene,
    write_paper_pdf,
    write_paper_xlsx,
)

if TYPE_CHECKING:
    from kitaplanner.gui.preview.preview_window import PreviewWindow

_FILTERS = {"pdf": "PDF (*.pdf)", "xlsx": "Excelブック (*.xlsx)"}


class _Wish(NamedTuple):
    """A paper, the ids of what it is narrowed to (None for all), and what the sides are called."""

    paper: Paper
    only: frozenset[str] | None
    names: tuple[str, str] | None = None


class ComparisonOutput(QObject):
    """Makes papers of what the tab shows."""

    def __init__(
        self, window: QWidget, desk: Desk, notifier: Notifier, tasks: TaskRunner, theme: Theme
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._theme = theme
        self._page: ComparisonPage | None = None
        self._styled: Callable[[Comparison], Comparison] | None = None
        self._previewed: Comparison | None = None
        self._preview_wish = _Wish("table", None)
        self._folder = ""
        self._files = FileWriting(self, tasks, lambda: notifier)
        self.preview: PreviewWindow | None = None
        desk.session_changed.connect(self.close)

    def serve(self, page: ComparisonPage, styled: Callable[[Comparison], Comparison]) -> None:
        """Make papers of a page's comparison, as `styled` sets it."""
        self._page = page
        self._styled = styled
        page.papers.preview_wanted.connect(self._show_preview)
        page.papers.file_wanted.connect(self._ask_where)
        page.compared.connect(self._follow_comparison)
        for pages in (page.tracked, page.table):
            pages.failed.connect(self._notifier.refuse)

    def _wish(self) -> _Wish:
        """Give the paper that the page asks for."""
        if self._page is None:
            return _Wish("table", None)
        return _Wish(self._page.papers.chosen_paper, self._page.only, self._page.side_names)

    def _comparison(self) -> Comparison | None:
        """Give what papers are made of."""
        page = self._page
        if page is None or page.shown is None or self._styled is None:
            return None
        return self._styled(page.shown.comparison)

    # --- preview -----------------------------------------------------------------------------

    @Slot()
    def _show_preview(self) -> None:
        # Late: the printing system is looked for at import.
        from kitaplanner.gui.preview.preview_window import PreviewWindow

        self._desk.commit_editors()
        comparison, session = self._comparison(), self._desk.session
        if comparison is None or session is None:
            return
        self.close()
        self._previewed = comparison
        self._preview_wish = self._wish()
        self.preview = preview = PreviewWindow(
            session,
            self._tasks,
            self._theme,
            self._window,
            make_work=self._preview_work,
            title=PAPER_WORDS[self._preview_wish.paper],
        )
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.failed.connect(self._notifier.refuse)
        preview.export_wanted.connect(self._ask_where_from_preview)
        preview.destroyed.connect(self._forget_preview)
        preview.lay_out()
        preview.show()

    def _preview_work(self) -> Work:
        return partial(_laid_out, self._previewed, self._preview_wish)

    @Slot()
    def _follow_comparison(self) -> None:
        """Lay the preview out anew; where nothing differs any more it stays as it was."""
        comparison = self._comparison()
        if self.preview is not None and comparison is not None:
            self._previewed = comparison
            self._preview_wish = self._preview_wish._replace(names=self._wish().names)
            self.preview.lay_out()

    @Slot(QObject)
    def _forget_preview(self, gone: QObject) -> None:
        if self.preview is gone:
            self.preview = None

    @Slot()
    def close(self) -> None:
        """Close the preview, when the document or the window goes."""
        if self.preview is not None:
            self.preview.close()
        self.preview = self._previewed = None

    # --- files -------------------------------------------------------------------------------

    @Slot(str)
    def _ask_where(self, kind: str) -> None:
        self._desk.commit_editors()
        comparison = self._comparison()
        if comparison is not None:
            self._ask_and_write(kind, comparison, self._wish())

    @Slot(str)
    def _ask_where_from_preview(self, kind: str) -> None:
        if self._previewed is not None:
            self._ask_and_write(kind, self._previewed, self._preview_wish)

    def _ask_and_write(self, kind: str, comparison: Comparison, wish: _Wish) -> None:
        session = self._desk.session
        if session is None:
            return
        words = PAPER_WORDS[wish.paper]
        folder = Path(self._folder or usual_folder(session.path))
        text, _ = QFileDialog.getSaveFileName(
            self.preview or self._window,
            f"{words}：保存先",
            str(folder / file_name(_name(comparison, words), f".{kind}")),
            _FILTERS[kind],
        )
        if not text:
            return
        path = Path(text)
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
        self._folder = str(path.parent)
        self._write(comparison, wish, path)

    def _write(self, comparison: Comparison, wish: _Wish, path: Path) -> None:
        """Write a paper off the window's thread and say when it is there."""
        work = partial(_written, comparison, wish, path)
        self._files.start(work, path, partial(said_of, path), self.preview or self._window)


def _name(comparison: Comparison, words: str) -> str:
    """Propose a name that says what is in the file: title, stages where they differ, paper."""
    sides = comparison.sides
    old, new = sides.old.stage, sides.new.stage
    stages = f"（{old}→{new}）" if old and new and old != new else ""
    return f"{sides.new.title}{stages}_{words}"


def _laid_out(comparison: Comparison | None, wish: _Wish, progress: Progress) -> Scene:
    progress(0, 1)
    if comparison is None:
        return Scene("", ())
    return comparison_scene(comparison, wish.paper, wish.only, wish.names)


def _written(
    comparison: Comparison, wish: _Wish, path: Path, progress: Progress
) -> tuple[Shortfall, ...]:
    """Write the file on the task's thread; give what did not fit on the pages."""
    progress(0, 1)
    if path.suffix.lower() == ".pdf":
        scene = write_paper_pdf(comparison, wish.paper, path, wish.only, wish.names)
        return scene.shortfalls
    write_paper_xlsx(comparison, wish.paper, path, wish.only)
    return ()
