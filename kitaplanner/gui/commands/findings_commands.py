"""The tab 点検 in the window: put there, told what was found, and what is done about a finding.

Belongs here: going to the place of a finding, mending it or letting it stand, each one step to
undo. When the checks run is in `findings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.checks.mending import mend
from kitaplanner.domain.checks.rules import is_grave
from kitaplanner.domain.passages import Address
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.commands.booklet_commands import BookletCommands
from kitaplanner.gui.commands.findings import FindingsWatch
from kitaplanner.gui.commands.findings_list_commands import FindingsListCommands
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.accepted_findings import AcceptedDialog
from kitaplanner.gui.dialogs.mend_findings import MendDialog
from kitaplanner.gui.dialogs.wording import WordingDialog
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.tasks import TaskRunner
from kitaplanner.gui.views.findings_page import FindingsPage
from kitaplanner.gui.workbench import Workbench
from kitaplanner.layout.scene import Target
from kitaplanner.operations.finding_places import places_of
from kitaplanner.operations.findings import accept_findings, apply_corrections

_TITLE = "点検"
_NO_SHEET = "個票や冊子にない箇所の指摘です。計画の設定や担当課一覧で確かめてください。"


class FindingsCommands(QObject):
    """Shows what was found and does what the person decides.

    The tab is empty until it is first seen, and takes what was found only while it is.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        notifier: Notifier,
        tasks: TaskRunner,
        workbench: Workbench,
        watch: FindingsWatch,
        booklet: BookletCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._notifier = notifier
        self._tasks = tasks
        self._booklet = booklet
        self.list = FindingsListCommands(window, desk, notifier, tasks)
        self.wording: WordingDialog | None = None
        self._workbench = workbench
        self._found: tuple[Finding, ...] | None = None
        self._is_stale = True
        self._page: FindingsPage | None = None
        self._tab = QWidget()
        layout = QVBoxLayout(self._tab)
        layout.setContentsMargins(0, 0, 0, 0)
        workbench.tabs.addTab(self._tab, _TITLE)
        workbench.tabs.currentChanged.connect(self._follow_tab)
        watch.found.connect(self._take)
        actions.to_findings.triggered.connect(self.go_to_findings)
        actions.wording.triggered.connect(self.show_wording)

    @property
    def page(self) -> FindingsPage:
        """Give what is on the tab."""
        if self._page is None:
            self._page = page = FindingsPage()
            page.jump_wanted.connect(self._jump)
            page.mend_wanted.connect(self._mend)
            page.mend_many_wanted.connect(self._mend_many)
            page.accept_wanted.connect(self._accept)
            page.bar.wording.clicked.connect(self.show_wording)
            page.bar.accepted.clicked.connect(self.show_accepted)
            page.bar.list_wanted.connect(self._give_list)
            layout = self._tab.layout()
            if layout is not None:
                layout.addWidget(page)
            self._tab.setFocusProxy(page)
        return self._page

    @property
    def _is_in_front(self) -> bool:
        return self._workbench.tabs.currentWidget() is self._tab

    @Slot(object)
    def _take(self, found: tuple[Finding, ...] | None) -> None:
        self._found, self._is_stale = found, True
        grave = sum(is_grave(one) for one in found or ())
        title = f"{_TITLE} {grave}" if grave else _TITLE
        self._workbench.tabs.setTabText(self._workbench.tabs.indexOf(self._tab), title)
        if self._is_in_front:
            self._show()

    @Slot()
    def _follow_tab(self) -> None:
        if self._is_in_front:
            self._show()

    def _show(self) -> None:
        """Show what was found, unless it is shown already."""
        page, session = self.page, self._desk.session
        if not self._is_stale:
            return
        if session is None or self._found is None:
            page.show_state(session is not None)
            return
        page.show_findings(
            self._found, session.snapshot, session.numbering, can_edit=not session.read_only
        )
        self._is_stale = False

    @Slot()
    def go_to_findings(self) -> None:
        """Go to what was found."""
        self._desk.commit_editors()
        self._workbench.tabs.setCurrentWidget(self._tab)
        self.page.table.setFocus()

    @Slot()
    def go_on(self) -> None:
        """Show the next finding on its sheet."""
        self._walk(1)

    @Slot()
    def go_back(self) -> None:
        """Show the previous finding on its sheet."""
        self._walk(-1)

    def _walk(self, by: int) -> None:
        """On the tab the cursor walks; elsewhere the sheets do."""
        if self._desk.session is None:
            return
        first = self.page.current is None
        self._show()
        finding = self.page.current if first and by > 0 else self.page.step(by)
        if finding is not None and not self._is_in_front:
            self._jump(finding)
            self._workbench.status_message.emit(finding.sentence)

    @Slot(object)
    def _jump(self, finding: Finding) -> None:
        session = self._desk.session
        if session is None:
            return
        self._desk.commit_editors()
        plan, address = session.snapshot, finding.address
        if plan.initiative(finding.initiative) is not None:
            self._show_on_sheet(finding)
        elif address is not None and any(one.id == address.id for one in plan.nodes()):
            self._workbench.show_node(address.id)
        elif address is None or not self._show_in_booklet(address):
            self._workbench.status_message.emit(_NO_SHEET)

    def _show_on_sheet(self, finding: Finding) -> None:
        bench, address = self._workbench, finding.address
        row = address.id if address is not None and address.kind == "row" else ""
        bench.tabs.setCurrentIndex(0)
        bench.show_initiative(finding.initiative, finding.item, row)
        if address is not None and address.kind == "initiative":
            field = "summary" if address.field == "notes" else address.field
            bench.sheet.select(Target("initiative", finding.initiative, field))
        bench.sheet.setFocus()

    def _show_in_booklet(self, address: Address) -> bool:
        section, _, rest = address.id.partition(":")
        block = rest.partition(":")[0]
        return self._booklet.show_place(section, int(block) if block else -1)

    # --- what is done about findings ---------------------------------------------------------

    @Slot(tuple)
    def _mend(self, findings: tuple[Finding, ...]) -> None:
        self._settle(apply_corrections, findings)

    @Slot(tuple)
    def _mend_many(self, findings: tuple[Finding, ...]) -> None:
        """Write what is ticked, after a look at it."""
        session = self._desk.session
        if session is None:
            return
        self._desk.commit_editors()
        place = places_of(session.snapshot, session.numbering)
        chosen = MendDialog.ask(self._dialog_parent(), findings, place)
        if chosen is not None:
            self.mend_chosen(chosen, findings)

    def mend_chosen(self, chosen: tuple[Finding, ...], findings: tuple[Finding, ...]) -> None:
        """Write the suggestions that were chosen and say how many, and why others were not."""
        session = self._desk.session
        if session is None:
            return
        mending = mend(session.snapshot, chosen)
        if session.perform(apply_corrections, chosen) is None:
            return
        words = f"{mending.places}か所を直しました。「元に戻す」でまとめて戻せます。"
        words += "".join(
            f"{count}か所は、{reason}ので直していません。"
            for reason, count in Counter(one.reason for one in mending.skipped).items()
        )
        self._notifier.say(words, "warning" if mending.skipped else "done")
        if self._page is not None:
            gone = {(one.rule, one.address) for one in mending.done}
            self._page.take_away([one for one in findings if (one.rule, one.address) in gone])

    @Slot(tuple, str)
    def _accept(self, findings: tuple[Finding, ...], reason: str) -> None:
        self._settle(accept_findings, findings, reason)

    def _settle(
        self, operation: Callable[..., Any], findings: tuple[Finding, ...], *more: str
    ) -> None:
        session = self._desk.session
        if session is None:
            return
        self._desk.commit_editors()
        if session.perform(operation, findings, *more) is not None:
            self.page.take_away(findings)
            self.page.table.setFocus()

    # --- the plan's words and its exceptions -------------------------------------------------

    @Slot()
    def show_wording(self) -> None:
        """Show how words are written in this plan."""
        self._desk.commit_editors()
        if self._desk.session is not None:
            self.wording = WordingDialog(self._desk.session, self._tasks, self._window)
            self.wording.mend_wanted.connect(self._mend_many)
            self.wording.exec()
            self.wording.deleteLater()
            self.wording = None

    @Slot()
    def show_accepted(self) -> None:
        """Show what was let stand."""
        self._desk.commit_editors()
        if self._desk.session is not None:
            AcceptedDialog.ask(self._window, self._desk.session)

    def _dialog_parent(self) -> QWidget:
        return self._window if self.wording is None else self.wording

    # --- the list ----------------------------------------------------------------------------

    @Slot(str)
    def _give_list(self, kind: str) -> None:
        if kind == "copy":
            self.list.copy(self.page.shown)
        else:
            self.list.ask_where(self.page.shown, kind)
