"""The print preview: what will be printed, page by page, and the way to printer, PDF and Excel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError
from kitaplanner.gui.icons import themed_icon
from kitaplanner.gui.output_choice import NARROWED, SCOPE_WORDS, FrozenPlan, OutputChoice
from kitaplanner.gui.preview.page_stack import PageStack
from kitaplanner.gui.preview.printing import Paper, Sides, prepare_printer, print_pages
from kitaplanner.gui.preview.thumbnails import Thumbnails
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.tasks import Progress, Task, TaskRunner, Work
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.widgets.departments import names_in_order
from kitaplanner.layout.scene import Scene
from kitaplanner.operations.exports import print_scene


class PreviewWindow(QMainWindow):
    """Shows the snapshot that lay on the desk, and follows its changes; or a frozen plan.

    `make_work` gives the work that lays out something else than a print of the plan, under a
    title of its own; then there is nothing to choose but the paper. `export_wanted(kind, choice)`
    asks for a file of what is shown; `failed(error)` carries what went wrong.
    """

    export_wanted = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self,
        session: DocumentSession,
        tasks: TaskRunner,
        theme: Theme,
        parent: QWidget,
        frozen: FrozenPlan | None = None,
        make_work: Callable[[], Work] | None = None,
        title: str = "",
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._frozen = frozen
        self._tasks = tasks
        self._theme = theme
        self._make_work = make_work or self._plan_work
        self._is_of_plan = make_work is None
        self._task: Task | None = None
        self.scene: Scene | None = None
        self._initiative_id = ""
        self._name = title or (session.name if frozen is None else f"版：{frozen.name}")
        self.setWindowTitle(f"印刷プレビュー　{self._name}")
        self._build_ui()
        self.resize(parent.size())
        if frozen is None:
            session.document_changed.connect(self.lay_out)

    # --- building ----------------------------------------------------------------------------

    def _build_ui(self) -> None:
        self.pages = PageStack()
        self.thumbnails = Thumbnails()
        self.thumbnails.picked.connect(self.pages.go_to)
        self.pages.page_changed.connect(self.thumbnails.follow)
        self.pages.page_changed.connect(self._show_page)
        self.pages.zoom_changed.connect(self._show_zoom)
        split = QWidget()
        side_by_side = QHBoxLayout(split)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.setSpacing(0)
        side_by_side.addWidget(self.thumbnails)
        side_by_side.addWidget(self.pages, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting())
        self._stack.addWidget(split)
        self.setCentralWidget(self._stack)
        self._build_tool_bar()
        self._build_options()

    def _waiting(self) -> QWidget:
        page = QWidget()
        page.setObjectName("desk")
        words = QLabel("紙面を組んでいます…")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._progress = QProgressBar()
        self._progress.setMaximumWidth(self.fontMetrics().height() * 24)
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        layout.addWidget(words)
        layout.addWidget(self._progress, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return page

    def _build_tool_bar(self) -> None:
        bar = QToolBar("プレビュー", self)
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addToolBar(bar)
        self.print_action = self._action(bar, "印刷…", "print", self._print, "Ctrl+P")
        self.pdf_action = self._action(bar, "PDF", "pdf", self._want_pdf)
        self.xlsx_action = self._action(bar, "Excel", "excel", self._want_xlsx)
        self.xlsx_action.setVisible(self._is_of_plan)
        bar.addSeparator()
        self._action(bar, "ページ全体", "fit_page", self._fit_page)
        self._action(bar, "幅に合わせる", "fit_width", self._fit_width)
        for words, icon, slot, key in (
            ("縮小", "zoom_out", self.pages.zoom_out, "Ctrl+-"),
            ("拡大", "zoom_in", self.pages.zoom_in, "Ctrl++"),
        ):
            action = self._action(bar, words, icon, slot, key)
            button = bar.widgetForAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)  # type: ignore[attr-defined]
        self._zoom = QLabel()
        self._zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("400 %"))
        bar.addWidget(self._zoom)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        self._page = QLabel()
        bar.addWidget(self._page)
        self._action(bar, "閉じる", "close", self.close, "Ctrl+W")

    def _action(self, bar: QToolBar, words: str, icon: str, slot, key: str = "") -> QAction:
        action = QAction(themed_icon(icon, self._theme.colours), words, self)
        if key:
            action.setShortcut(key)
        action.setToolTip(f"{words.rstrip('…')}（{key}）" if key else words)
        action.triggered.connect(slot)
        bar.addAction(action)
        return action

    def _build_options(self) -> None:
        self.scope = QComboBox()
        left_out = {"progress"} | ({"current"} if self._frozen is not None else set())
        for scope, words in SCOPE_WORDS.items():
            if scope not in left_out:
                self.scope.addItem(words, scope)
        self.department = QComboBox()
        self.department.addItem("すべての担当課", "")
        for name in names_in_order(self.plan):
            self.department.addItem(name, name)
        self.paper = QComboBox()
        for paper in Paper:
            self.paper.addItem(paper.value, paper)
        self.sides = QComboBox()
        for sides in Sides:
            self.sides.addItem(sides.value, sides)
        if self.plan.settings.duplex:
            self.sides.setCurrentIndex(self.sides.findData(Sides.LONG_EDGE))
        holder = QWidget()
        layout = QHBoxLayout(holder)
        margin = self.fontMetrics().height() // 3
        layout.setContentsMargins(margin * 2, margin, margin, margin)
        for words, box in (
            ("範囲", self.scope),
            ("担当課", self.department),
            ("用紙", self.paper),
            ("面", self.sides),
        ):
            label = QLabel(words)
            label.setObjectName("muted")
            label.setBuddy(box)
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(5)
            layout.addWidget(label)
            layout.addWidget(box, 1)
            if box in (self.scope, self.department) and not self._is_of_plan:
                label.hide()
                box.hide()
        self.scope.activated.connect(self.lay_out)
        self.department.activated.connect(self.lay_out)
        bar = QToolBar("範囲と用紙", self)
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.addWidget(holder)
        self.addToolBarBreak()
        self.addToolBar(bar)

    # --- what is shown -----------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """Give the plan whose pages are shown."""
        return self._session.snapshot if self._frozen is None else self._frozen.plan

    @property
    def choice(self) -> OutputChoice:
        """Give what is shown."""
        return OutputChoice(
            self.scope.currentData(), self.department.currentData(), self._initiative_id
        )

    def set_current_initiative(self, initiative_id: str) -> None:
        """Say which sheet 表示中の個票 means, and lay the pages out."""
        self._initiative_id = initiative_id
        self.lay_out()

    @Slot()
    def lay_out(self) -> None:
        """Make the pages of the present snapshot, off the window's thread."""
        if self._task is not None:
            self._task.cancel()
        self.department.setEnabled(self.choice.scope in NARROWED)
        self._enable_output(False)
        self._progress.setRange(0, 0)
        if self.scene is None:
            self._stack.setCurrentIndex(0)
        try:
            task = Task(self._make_work())
        except KitaError as error:
            self.failed.emit(error)
            return
        self._task = task
        task.progressed.connect(self._show_progress)
        task.succeeded.connect(self._show_scene)
        task.failed.connect(self._fail)
        self._tasks.start(task)

    def _plan_work(self) -> Work:
        return partial(_laid_out, self.plan, self.choice)

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    @Slot(object)
    def _show_scene(self, scene: Scene) -> None:
        if self.sender() is not self._task:
            return  # pages of an older choice
        self._task = None
        page = self.pages.page if self.scene is not None else 0
        self.scene = scene
        self._stack.setCurrentIndex(1)
        self.pages.setFocus()
        self.thumbnails.set_scene(scene)
        self.pages.set_scene(scene)
        self.pages.go_to(min(page, len(scene.pages) - 1))
        self._show_page(self.pages.page)
        self._enable_output(bool(scene.pages))

    @Slot(object)
    def _fail(self, error: KitaError) -> None:
        if self.sender() is self._task:
            self._task = None
            self.failed.emit(error)

    def _enable_output(self, enabled: bool) -> None:
        for action in (self.print_action, self.pdf_action, self.xlsx_action):
            action.setEnabled(enabled)
        if self.choice.scope == "booklet":
            self.xlsx_action.setEnabled(False)

    @Slot(int)
    def _show_page(self, index: int) -> None:
        count = 0 if self.scene is None else len(self.scene.pages)
        self._page.setText(f"{index + 1} / {count} ページ" if count else "")

    @Slot(int)
    def _show_zoom(self, percent: int) -> None:
        self._zoom.setText(f"{percent} %")

    @Slot()
    def _fit_page(self) -> None:
        self.pages.set_fit("page")

    @Slot()
    def _fit_width(self) -> None:
        self.pages.set_fit("width")

    # --- putting out -------------------------------------------------------------------------

    @Slot()
    def _want_pdf(self) -> None:
        self.export_wanted.emit("pdf", self.choice)

    @Slot()
    def _want_xlsx(self) -> None:
        self.export_wanted.emit("xlsx", self.choice)

    @Slot()
    def _print(self) -> None:
        scene = self.scene
        if scene is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare_printer(printer, self.paper.currentData(), self.sides.currentData(), self._name)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("印刷")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
        dialog.setMinMax(1, len(scene.pages))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)
        dialog.deleteLater()

    def print_to(self, printer: QPrinter) -> None:
        """Print the range that the printer was set to."""
        if self.scene is None:
            return
        pages = chosen_pages(printer, len(self.scene.pages), self.pages.page)
        try:
            print_pages(printer, [self.scene.pages[one] for one in pages], self.paper.currentData())
        except KitaError as error:
            self.failed.emit(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().closeEvent(event)


def chosen_pages(printer: QPrinter, count: int, current: int) -> range:
    """Give the indexes of the pages that the printer was told to print."""
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        return range(current, current + 1)
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        return range(max(printer.fromPage(), 1) - 1, min(printer.toPage() or count, count))
    return range(count)


def _laid_out(plan: Plan, choice: OutputChoice, progress: Progress) -> Scene:
    return print_scene(
        plan,
        choice.part,
        only=choice.only,
        department=choice.narrowed_department,
        progress=progress,
    )
