"""出力: preview, PDF, Excel and text edition, made off the window's thread from the snapshot."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QObject, QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from kitaplanner.domain.plan import Plan
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.file_writing import FileWriting, said_of
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.output_options import OutputOptionsDialog
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.output_choice import OutputChoice, ScopeName, default_file_name
from kitaplanner.gui.tasks import Progress, Task, TaskRunner
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.widgets.departments import names_in_order
from kitaplanner.gui.workbench import Workbench
from kitaplanner.layout.scene import Scene, Shortfall
from kitaplanner.operations.exports import export_pdf, export_text, export_xlsx

if TYPE_CHECKING:
    from kitaplanner.gui.preview.preview_window import PreviewWindow

FileKind: TypeAlias = Literal["pdf", "xlsx", "txt"]
_TITLES = {"pdf": "PDFに出力", "xlsx": "Excelに出力", "txt": "テキスト版"}
_FILTERS = {
    "pdf": "PDF (*.pdf)",
    "xlsx": "Excelブック (*.xlsx)",
    "txt": "テキスト ドキュメント (*.txt)",
}
# Files in which the whole plan may travel.
_ATTACHING = frozenset({"pdf", "xlsx"})
_SCOPES: dict[FileKind, tuple[ScopeName, ...]] = {
    "pdf": ("booklet", "sheets", "current", "list", "outline"),
    "xlsx": ("sheets", "current", "list", "outline"),
    "txt": ("booklet", "sheets", "current"),
}


class OutputCommands(QObject):
    """Makes papers of the open document."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        tasks: TaskRunner,
        theme: Theme,
        workbench: Workbench,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._theme = theme
        self._workbench = workbench
        self._folder = ""
        self._files = FileWriting(self, tasks, lambda: notifier)
        self.preview: PreviewWindow | None = None
        actions.export_pdf.triggered.connect(self._ask_pdf)
        actions.export_xlsx.triggered.connect(self._ask_xlsx)
        actions.export_text.triggered.connect(self._ask_text)
        actions.preview.triggered.connect(self._show_preview)
        desk.session_changed.connect(self.close)

    # --- files -------------------------------------------------------------------------------

    @Slot()
    def _ask_pdf(self) -> None:
        self._ask("pdf")

    @Slot()
    def _ask_xlsx(self) -> None:
        self._ask("xlsx")

    @Slot()
    def _ask_text(self) -> None:
        self._ask("txt")

    def _ask(self, kind: FileKind) -> None:
        self._desk.commit_editors()
        session, shown = self._desk.session, self._workbench.shown_initiative
        if session is None:
            return
        choice = OutputOptionsDialog.ask(
            self._window,
            _TITLES[kind],
            _SCOPES[kind],
            names_in_order(session.snapshot),
            "" if shown is None else shown.id,
            may_attach=kind in _ATTACHING,
        )
        if choice is not None:
            self.ask_where(kind, choice)

    def ask_where(self, kind: FileKind, choice: OutputChoice, plan: Plan | None = None) -> None:
        """Ask for the place of a file and write it there: the open plan, or another one."""
        session, shown = self._desk.session, self._workbench.shown_initiative
        if session is None:
            return
        number = "" if shown is None else session.numbering.number(shown)
        words = "_テキスト版" if kind == "txt" else ""
        name = default_file_name(plan or session.snapshot, choice, f"{words}.{kind}", number)
        text, _ = QFileDialog.getSaveFileName(
            self._dialog_parent(),
            f"{_TITLES[kind]}：保存先",
            str(Path(self._folder or usual_folder(session.path)) / name),
            _FILTERS[kind],
        )
        if not text:
            return
        path = Path(text)
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
        self._folder = str(path.parent)
        self.write(kind, choice, path, plan)

    def write(
        self, kind: FileKind, choice: OutputChoice, path: Path, plan: Plan | None = None
    ) -> Task | None:
        """Write a file off the window's thread and say when it is there."""
        session = self._desk.session
        if session is None:
            return None
        work = partial(_written, kind, plan or session.snapshot, choice, path)
        return self._files.start(work, path, partial(said_of, path), self._dialog_parent())

    # --- preview -----------------------------------------------------------------------------

    @Slot()
    def _show_preview(self) -> None:
        # Late: the printing system is looked for at import.
        from kitaplanner.gui.preview.preview_window import PreviewWindow

        self._desk.commit_editors()
        session, shown = self._desk.session, self._workbench.shown_initiative
        if session is None:
            return
        if self.preview is None:
            self.preview = PreviewWindow(session, self._tasks, self._theme, self._window)
            self.preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.preview.export_wanted.connect(self._export)
            self.preview.failed.connect(self._notifier.refuse)
            self.preview.destroyed.connect(self._forget_preview)
            self.preview.show()
        self.preview.set_current_initiative("" if shown is None else shown.id)
        self.preview.raise_()
        self.preview.activateWindow()

    @Slot(str, object)
    def _export(self, kind: FileKind, choice: OutputChoice) -> None:
        self.ask_where(kind, choice)

    @Slot()
    def _forget_preview(self) -> None:
        self.preview = None

    @Slot()
    def close(self) -> None:
        """Close the preview, when the document or the window goes."""
        if self.preview is not None:
            self.preview.close()

    def _dialog_parent(self) -> QWidget:
        if self.preview is not None and self.preview.isActiveWindow():
            return self.preview
        return self._window


def _written(
    kind: FileKind, plan: Plan, choice: OutputChoice, path: Path, progress: Progress
) -> tuple[Shortfall, ...]:
    """Write the file on the task's thread; give what did not fit on the pages."""
    if kind == "xlsx":
        export_xlsx(
            plan,
            path,
            choice.xlsx_part,
            only=choice.only,
            department=choice.narrowed_department,
            year=choice.year,
            attach_plan=choice.attach_plan,
            progress=progress,
        )
        return ()
    if kind == "txt":
        export_text(
            plan,
            path,
            "booklet" if choice.part == "booklet" else "sheets",
            only=choice.only,
            department=choice.narrowed_department,
        )
        return ()
    scene: Scene = export_pdf(
        plan,
        path,
        choice.part,
        only=choice.only,
        department=choice.narrowed_department,
        year=choice.year,
        attach_plan=choice.attach_plan,
        progress=progress,
    )
    return scene.shortfalls


def usual_folder(path: Path | None) -> str:
    """Give the folder of the document, or that of documents for one that has no file yet."""
    if path is not None:
        return str(path.parent)
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
