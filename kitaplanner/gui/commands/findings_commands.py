"""The tab 点検 in the window: put there, told what was found, and what is done about a finding.

Belongs here: going to the place of a finding, mending it or letting it stand, each one step to
undo. When the checks run is in `findings`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.checks.rules import is_grave
from kitaplanner.gui.commands.findings import FindingsWatch
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.views.findings_page import FindingsPage
from kitaplanner.gui.workbench import Workbench
from kitaplanner.operations.findings import accept_finding, apply_correction

_TITLE = "点検"
_NO_SHEET = "個票にない箇所の指摘です。体系、冊子または計画の設定で確かめてください。"


class FindingsCommands(QObject):
    """Shows what was found and does what the person decides.

    The tab is empty until it is first seen, and takes what was found only while it is.
    """

    def __init__(
        self, window: QWidget, desk: Desk, workbench: Workbench, watch: FindingsWatch
    ) -> None:
        super().__init__(window)
        self._desk = desk
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
        for keys, slot in (("F8", self.go_on), ("Shift+F8", self.go_back)):
            QShortcut(QKeySequence(keys), window).activated.connect(slot)

    @property
    def page(self) -> FindingsPage:
        """Give what is on the tab."""
        if self._page is None:
            self._page = page = FindingsPage()
            page.jump_wanted.connect(self._jump)
            page.mend_wanted.connect(self._mend)
            page.accept_wanted.connect(self._accept)
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
        bench, session = self._workbench, self._desk.session
        if session is None:
            return
        self._desk.commit_editors()
        plan, address = session.snapshot, finding.address
        if plan.initiative(finding.initiative) is not None:
            row = address.id if address is not None and address.kind == "row" else ""
            bench.tabs.setCurrentIndex(0)
            bench.show_initiative(finding.initiative, finding.item, row)
            bench.sheet.setFocus()
        elif address is not None and any(one.id == address.id for one in plan.nodes()):
            bench.show_node(address.id)
        else:
            bench.status_message.emit(_NO_SHEET)

    @Slot(object)
    def _mend(self, finding: Finding) -> None:
        self._settle(apply_correction, finding)

    @Slot(object, str)
    def _accept(self, finding: Finding, reason: str) -> None:
        self._settle(accept_finding, finding, reason)

    def _settle(self, operation: Callable[..., Any], finding: Finding, *more: str) -> None:
        session = self._desk.session
        if session is None:
            return
        self._desk.commit_editors()
        if session.perform(operation, finding, *more) is not None:
            self.page.take_away(finding)
            self.page.table.setFocus()
