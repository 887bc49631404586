"""The status bar: saved or not, edition, counts, zoom; and passing words of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from kitaplanner.gui.widgets.zoom_slider import ZoomSlider

if TYPE_CHECKING:  # neither the plan nor the database library is needed for the first paint
    from kitaplanner.domain.checks import Finding
    from kitaplanner.domain.plan import Node, Plan
    from kitaplanner.gui.session import DocumentSession

_PASSING_MS = 8000
_MOST_TIPS = 10


class StatusStrip(QStatusBar):
    """Follows the open document; empty while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saving = QLabel()
        self.stage = QLabel()
        self.counts = QLabel()
        self.findings = QLabel()
        self.zoom = ZoomSlider()
        self._counter = _Counter()
        unit = self.fontMetrics().height()
        for label in (self.saving, self.stage, self.counts, self.findings):
            label.setContentsMargins(unit, 0, unit, 0)
            self.addPermanentWidget(label)
        self.addPermanentWidget(self.zoom)
        self.show_session(None)

    @Slot(str)
    def say(self, words: str) -> None:
        """Show passing words of the sheet."""
        self.showMessage(words, _PASSING_MS)

    def show_session(self, session: DocumentSession | None) -> None:
        """Show the state of a document, or nothing."""
        for widget in (self.saving, self.stage, self.counts, self.findings, self.zoom):
            widget.setVisible(session is not None)
        if session is None:
            return
        plan = session.snapshot
        initiatives, arrows = self._counter.count(plan)
        self.saving.setText(_saving_words(session))
        self.stage.setText(f"版：{plan.stage or '―'}")
        self.counts.setText(f"事業 {initiatives}・矢印 {arrows}")

    def show_findings(self, findings: Sequence[Finding] | None) -> None:
        """Say how many errors and warnings the checks have; None is unknown.

        The tip tells the first of them, and how many questions and open spans there are besides.
        """
        if findings is None:
            self.findings.clear()
            self.findings.setToolTip("")
            return
        from kitaplanner.domain.checks.rules import WAITING, is_grave

        grave = [one for one in findings if is_grave(one)]
        waiting = sum(one.rule in WAITING for one in findings)
        asked = len(findings) - len(grave) - waiting
        milder = f"点検 候補{asked}件" if asked else "点検 指摘なし"
        self.findings.setText(f"点検 {len(grave)}件" if grave else milder)
        tips = [f"・{one.sentence}" for one in grave[:_MOST_TIPS]]
        more = [f"ほか{len(grave) - _MOST_TIPS}件"] if len(grave) > _MOST_TIPS else []
        besides = [f"候補 {asked}件・確認待ち {waiting}件"] if asked or waiting else []
        self.findings.setToolTip("\n".join((*tips, *more, *besides)))


class _Counter:
    """Counts initiatives and arrows; branches that snapshots share are counted once."""

    def __init__(self) -> None:
        self._arrows: dict[str, tuple[Node, int]] = {}
        self._outline: tuple[Node, ...] = ()

    def count(self, plan: Plan) -> tuple[int, int]:
        """Give how many initiatives and arrows a plan has."""
        if not {node.id for node in self._outline} & {node.id for node in plan.outline}:
            self._arrows.clear()  # another plan
        self._outline = plan.outline
        initiatives = sum(len(node.all_initiatives) for node in plan.outline)
        return initiatives, sum(map(self._count, plan.outline))

    def _count(self, branch: Node) -> int:
        """Count the arrows of a branch."""
        known = self._arrows.get(branch.id)
        if known is not None and known[0] is branch:
            return known[1]
        items = [item for one in branch.initiatives for item in one.schedule.items()]
        arrows = sum(item.kind == "arrow" for item in items)
        arrows += sum(map(self._count, branch.children))
        self._arrows[branch.id] = (branch, arrows)
        return arrows


def _saving_words(session: DocumentSession) -> str:
    if session.read_only:
        return "読取専用"
    if session.is_dirty:
        return "変更あり（控えあり）" if session.path is not None else "未保存（控えあり）"
    if session.saved_at is None:
        return "保存済み"
    return f"保存済み {session.saved_at:%H:%M}"
