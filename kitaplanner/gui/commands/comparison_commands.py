"""The tab 比較 in the window: what is compared, when, and going from a change to its sheet.

Belongs here: choosing the sides, comparing off the window's thread, following edits while the tab
is seen. Papers are in `comparison_output`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from kitaplanner.domain.diff import Difference
from kitaplanner.domain.plan import ComparisonStyle
from kitaplanner.errors import KitaError
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.comparison_output import ComparisonOutput
from kitaplanner.gui.commands.output_commands import usual_folder
from kitaplanner.gui.comparison.chosen_sides import ChosenSides
from kitaplanner.gui.comparison.comparison_page import ComparisonPage
from kitaplanner.gui.comparison.no_comparison import NO_DOCUMENT, NO_EDITION, SAME_SIDES, STOPPED
from kitaplanner.gui.comparison.sides import NOW, Side
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.models.changes_model import ChangeLine
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.tasks import Task, TaskRunner
from kitaplanner.gui.views.inspector import Subject
from kitaplanner.gui.workbench import Workbench
from kitaplanner.operations.comparison import Comparison
from kitaplanner.operations.comparison_papers import with_style
from kitaplanner.operations.comparison_view import ShownComparison, shown_comparison
from kitaplanner.operations.editions import Edition
from kitaplanner.operations.plan_settings import change_settings

_TITLE = "比較"
_REST = 300  # milliseconds without an edit
_PARTS = "comparison_parts"
_NOT_NOW = "いまの計画にはない事業です。"
_NO_SHEET = "個票にない箇所の変更です。体系、冊子または計画の設定で確かめてください。"
_ROUND = "最後の変更の次は、最初の変更です。"
_ROUND_BACK = "最初の変更の前は、最後の変更です。"


class ComparisonCommands(QObject):
    """Compares what the person chose.

    The tab is empty until it is first seen, and nothing is compared while it is not.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        tasks: TaskRunner,
        settings: Settings,
        workbench: Workbench,
        output: ComparisonOutput,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._actions = actions
        self._tasks = tasks
        self._settings = settings
        self._workbench = workbench
        self.output = output
        self._page: ComparisonPage | None = None
        self._task: Task | None = None
        self._is_stale = True
        self._sides: ChosenSides | None = None
        self._own_style: ComparisonStyle | None = None
        self._compared: tuple[Side, Side] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._compare)
        self._tab = QWidget()
        layout = QVBoxLayout(self._tab)
        layout.setContentsMargins(0, 0, 0, 0)
        workbench.tabs.addTab(self._tab, _TITLE)
        workbench.tabs.currentChanged.connect(self._follow_tab)
        workbench.subject_shown.connect(self._follow_subject)
        actions.to_comparison.triggered.connect(self.go_to_comparison)
        desk.session_changed.connect(self._follow_session)
        desk.commit_wanted.connect(self._commit)

    @property
    def page(self) -> ComparisonPage:
        """Give what is on the tab."""
        if self._page is None:
            self._page = page = ComparisonPage(self._tasks)
            page.parts.restoreState(self._settings.part_geometry(_PARTS))
            page.sides_chosen.connect(self.compare_sides)
            page.file_wanted.connect(self._ask_for_file)
            page.empty.freezing_wanted.connect(self._actions.freeze_edition.trigger)
            page.empty.stop_wanted.connect(self._stop)
            page.empty.again_wanted.connect(self._compare)
            page.jump_wanted.connect(self._jump)
            page.papers.style_chosen.connect(self._take_style)
            self.output.serve(page, self._styled)
            for name, box in (("way", page.way), ("paper", page.papers.paper)):
                box.setCurrentIndex(max(box.findData(self._settings.choice(f"compare_{name}")), 0))
                box.currentIndexChanged.connect(self._remember)
            layout = self._tab.layout()
            if layout is not None:
                layout.addWidget(page)
            self._tab.setFocusProxy(page)
            self._workbench.scale_on(self._tab, page)
        return self._page

    @property
    def is_settled(self) -> bool:
        """Say whether nothing is being compared or waits for it."""
        return self._task is None and not self._rest.isActive()

    @property
    def is_in_front(self) -> bool:
        """Say whether the tab is seen."""
        return self._workbench.tabs.currentWidget() is self._tab

    @Slot()
    def _remember(self) -> None:
        page = self.page
        self._settings.remember_choice("compare_way", page.way.currentData())
        self._settings.remember_choice("compare_paper", page.papers.chosen_paper)

    # --- the document ------------------------------------------------------------------------

    @Slot(object)
    def _follow_session(self, session: DocumentSession | None) -> None:
        self._give_up()
        self._sides = None if session is None else ChosenSides(session)
        self._compared = self._own_style = None
        self._is_stale = True
        if session is not None:
            session.document_changed.connect(self._follow_change)
            session.editions_changed.connect(self._follow_editions)
        if self.is_in_front:
            self._refresh()
        elif self._page is not None:
            self._page.show_sentence(NO_DOCUMENT)  # no plan of another document stays in memory

    @Slot()
    def _follow_change(self) -> None:
        """Compare again once the edits rest; what is not seen waits until it is."""
        self._show_style()
        if not self.is_in_front:
            self._is_stale = True
        elif self._sides is not None and NOW in self._sides.pair:
            self._is_stale = True
            self._give_up()
            self._rest.start()

    @Slot()
    def _follow_editions(self) -> None:
        self._is_stale = True
        if self.is_in_front:
            self._refresh()

    @Slot()
    def _follow_tab(self) -> None:
        if self.is_in_front:
            self._refresh()
        else:
            self._rest.stop()
            if self._page is not None:
                self._page.stop()
                self._settings.remember_part(_PARTS, self._page.parts.saveState())

    @Slot()
    def _commit(self) -> None:
        if self._page is not None:
            self._page.papers.commit()

    @Slot()
    def go_to_comparison(self) -> None:
        """Go to the changes."""
        self._desk.commit_editors()
        self._workbench.tabs.setCurrentWidget(self._tab)
        self.page.setFocus()

    @Slot(object)
    def compare_with(self, edition: Edition) -> None:
        """Compare an edition with the plan as it is."""
        self.go_to_comparison()
        self.compare_sides(Side("edition", edition.id), NOW)

    # --- the sides ---------------------------------------------------------------------------

    @Slot(object, object)
    def compare_sides(self, old: Side, new: Side) -> None:
        """Compare two sides."""
        if self._sides is not None:
            self._sides.choose(old, new)
            self._is_stale = True
            self._refresh()

    @Slot(bool)
    def _ask_for_file(self, is_new: bool) -> None:
        session = self._desk.session
        folder = usual_folder(None if session is None else session.path)
        text, _ = QFileDialog.getOpenFileName(
            self._window, "比べる計画のファイル", folder, "計画 (*.kitaplan)"
        )
        if text:
            self.compare_file(Path(text), is_new=is_new)

    def compare_file(self, path: Path, *, is_new: bool = False) -> None:
        """Put another file on one side; it is read anew each time that it is chosen."""
        if self._sides is not None:
            self.compare_sides(*self._sides.with_file(path, is_new=is_new))

    # --- comparing ---------------------------------------------------------------------------

    def _give_up(self) -> None:
        self._rest.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _refresh(self) -> None:
        """Offer the sides and compare them, unless what is shown is the present state."""
        page, session = self.page, self._desk.session
        if not self._is_stale:
            self._follow_subject(self._workbench.inspector.subject)
            return
        if session is None or self._sides is None:
            page.show_sentence(NO_DOCUMENT)
            return
        for box, side in zip((page.old, page.new), self._sides.pair, strict=True):
            box.offer(session.editions, self._sides.files, side)
        self._show_style()
        self._compare()

    @Slot()
    def _compare(self) -> None:
        self._give_up()
        page, session = self.page, self._desk.session
        if session is None or self._sides is None or not self.is_in_front:
            return
        sides = self._sides.pair
        self._is_stale = False
        if sides[0] == sides[1]:
            self._compared = None
            has_none = sides[0] == NOW and not session.editions
            if has_none:
                page.show_sentence(NO_EDITION, "freeze", "file")
            else:
                page.show_sentence(SAME_SIDES, "file")
            return
        if self._compared != sides:
            page.show_waiting()
        try:
            old, new = map(self._sides.source, sides)
        except KitaError as error:
            self._say_refused(error)
            return
        self._compared = sides
        self._task = task = Task(partial(shown_comparison, old, new))
        task.succeeded.connect(self._show)
        task.progressed.connect(page.empty.show_progress)
        task.failed.connect(self._fail)
        self._tasks.start(task)

    @Slot()
    def _stop(self) -> None:
        """Compare no more until the person wants it again."""
        self._give_up()
        self._compared = None
        self.page.show_sentence(STOPPED, "file", "again")

    @Slot(object)
    def _show(self, shown: ShownComparison) -> None:
        if self.sender() is not self._task or self._compared is None or self._sides is None:
            return  # of older sides
        self._task = None
        sides = shown.comparison.sides
        for side, plan in zip(self._compared, (sides.old, sides.new), strict=True):
            self._sides.keep(side, plan)
        is_first = self.page.shown is None
        self.page.show_comparison(shown, self._styled(shown.comparison))
        if is_first:
            self._follow_subject(self._workbench.inspector.subject)

    @Slot(object)
    def _fail(self, error: KitaError) -> None:
        if self.sender() is self._task:
            self._task = None
            self._say_refused(error)

    def _say_refused(self, error: KitaError) -> None:
        self._compared = None
        self.page.show_sentence(str(error), "file")

    # --- the style ---------------------------------------------------------------------------

    @property
    def _style(self) -> ComparisonStyle:
        """Give the settings of 新旧対照表: the plan's, or those tried on a plan only to be read."""
        session = self._desk.session
        if self._own_style is not None or session is None:
            return self._own_style or ComparisonStyle()
        return session.snapshot.settings.comparison

    def _styled(self, comparison: Comparison) -> Comparison:
        return with_style(comparison, self._style)

    @Slot(object)
    def _take_style(self, style: ComparisonStyle) -> None:
        session = self._desk.session
        if session is None:
            return
        if session.read_only:
            self._own_style = style
        else:
            session.perform(change_settings, "comparison", style, initiator=self)
        self._show_style()

    def _show_style(self) -> None:
        page = self._page
        if page is None or page.papers.shown_style == self._style:
            return
        page.papers.set_style_of_table(self._style)
        if page.shown is not None:
            page.restyle(self._styled(page.shown.comparison))

    # --- going somewhere ---------------------------------------------------------------------

    @Slot(object)
    def _follow_subject(self, subject: Subject) -> None:
        if self.is_in_front and self._page is not None:
            self._page.show_initiative(subject.initiative_id)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) change."""
        if self.page.list.step(by):
            self._workbench.status_message.emit(_ROUND if by > 0 else _ROUND_BACK)

    @Slot(object)
    def _jump(self, line: ChangeLine) -> None:
        """Show the place of a change in the plan as it is now."""
        bench, session = self._workbench, self._desk.session
        if session is None:
            return
        self._desk.commit_editors()
        initiative = line.shown.initiative
        found = session.snapshot.initiative(initiative) if initiative else None
        if found is not None:
            item, row = _place(line.difference)
            items = {one.id for one in found.schedule.items()}
            rows = {one.id for one in found.schedule.rows}
            bench.tabs.setCurrentIndex(0)
            bench.show_initiative(
                initiative, item if item in items else "", row if row in rows else ""
            )
            bench.sheet.setFocus()
        elif initiative:
            bench.status_message.emit(_NOT_NOW)
        elif line.shown.group.key.kind == "node" and session.snapshot.node(line.shown.group.key.id):
            bench.show_node(line.shown.group.key.id)
        else:
            bench.status_message.emit(_NO_SHEET)

    def close(self) -> None:
        """Close what stands beside the window, and remember what was chosen."""
        self._give_up()
        self.output.close()
        if self._page is not None:
            self._page.stop()
            self._settings.remember_part(_PARTS, self._page.parts.saveState())


def _place(difference: Difference | None) -> tuple[str, str]:
    """Give the ids of the item and the row that a change is about."""
    if difference is None:
        return "", ""
    kind, one_id = difference.key
    return (one_id if kind == "item" else ""), (one_id if kind == "row" else "")
