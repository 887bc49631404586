"""まとめて直す: what each suggestion makes of its text, ticked or not, before any is written.

Belongs here: the list and its ticks. Writing is asked for by the caller.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.checks import Finding
from kitaplanner.domain.checks.finding import Rewrite
from kitaplanner.domain.checks.rules import rule_title, subject_of
from kitaplanner.gui.models.hits_model import HitRole
from kitaplanner.gui.widgets.buttons import row_button
from kitaplanner.gui.widgets.hit_delegate import HitDelegate

_HEADINGS = ("箇所", "いまの文", "直した文")
_PLACE, _BEFORE, _AFTER = range(3)
_AROUND = 12  # characters shown before and after what changes
_FINDING = Qt.ItemDataRole.UserRole
_CHECKABLE = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled
_UNFOLDED_AT_MOST = 200


class MendDialog(QDialog):
    """A tree of kinds and places; each place of a text has a tick of its own."""

    def __init__(
        self,
        findings: Iterable[Finding],
        place: Callable[[Finding], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._findings = tuple(findings)
        self._place = place
        self.setWindowTitle("まとめて直す")
        self._build_ui()
        self._load()

    @classmethod
    def ask(
        cls, parent: QWidget, findings: Iterable[Finding], place: Callable[[Finding], str]
    ) -> tuple[Finding, ...] | None:
        """Give the findings to mend, one for each ticked place; None when that was cancelled."""
        dialog = cls(findings, place, parent)
        chosen = dialog.values() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        hint = QLabel("印を付けた箇所を直します。1回の「元に戻す」で、まとめて戻せます。")
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("直す箇所")
        self.tree.setColumnCount(len(_HEADINGS))
        self.tree.setHeaderLabels(list(_HEADINGS))
        self.tree.setItemDelegate(HitDelegate(self.tree))
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.resizeSection(_PLACE, unit * 19)
        for column in (_BEFORE, _AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.tree.itemChanged.connect(self._count)
        self.count = QLabel()
        self.without = QLabel()
        self.without.setObjectName("muted")
        self.without.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        self.all = row_button("すべて選ぶ(&A)", self._tick_all, row)
        self.none = row_button("すべて外す(&D)", self._tick_none, row)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.apply = self.buttons.addButton("直す", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("キャンセル")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(hint)
        layout.addWidget(self.tree, 1)
        layout.addLayout(row)
        layout.addWidget(self.without)
        layout.addWidget(self.buttons)
        self.resize(unit * 64, unit * 38)

    def _load(self) -> None:
        kinds: dict[tuple[str, str], list[Finding]] = {}
        for one in self._findings:
            if one.correction is not None:
                kinds.setdefault((one.rule, subject_of(one)), []).append(one)
        with QSignalBlocker(self.tree):
            for (rule, subject), found in kinds.items():
                self._add_kind(
                    f"{rule_title(rule)}：{subject}" if subject else rule_title(rule), found
                )
        without = sum(one.correction is None for one in self._findings)
        self.without.setText(
            f"このほかの{without}件には修正の案がありません。1件ずつ確かめて直してください。"
            if without
            else ""
        )
        self.without.setVisible(bool(without))
        self._count()

    def _add_kind(self, words: str, found: list[Finding]) -> None:
        group = QTreeWidgetItem(self.tree)
        group.setFlags(_CHECKABLE | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsSelectable)
        for finding in found:
            for change in finding.correction.changes if finding.correction else ():
                self._add_place(group, finding, change)
        # All rows are as high as the first; a tick needs more room than a line of text.
        group.setSizeHint(_PLACE, QSize(0, round(self.fontMetrics().height() * 1.7)))
        group.setText(_PLACE, f"{words}　（{group.childCount()}か所）")
        group.setFirstColumnSpanned(True)
        group.setExpanded(self.tree.topLevelItemCount() * group.childCount() < _UNFOLDED_AT_MOST)

    def _add_place(self, group: QTreeWidgetItem, finding: Finding, change: Rewrite) -> None:
        correction = finding.correction
        if correction is None:
            return
        text = correction.before
        left = max(change.start - _AROUND, 0)
        head = ("…" if left else "") + _line(text[left : change.start])
        tail = _line(text[change.end : change.end + _AROUND])
        tail += "…" if len(text) > change.end + _AROUND else ""
        item = QTreeWidgetItem(group)
        item.setFlags(_CHECKABLE | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(_PLACE, Qt.CheckState.Checked)
        item.setText(_PLACE, " ".join(self._place(finding).split()))
        item.setToolTip(_PLACE, item.text(_PLACE))
        for column, words in ((_BEFORE, text[change.start : change.end]), (_AFTER, change.words)):
            item.setText(column, head + _line(words) + tail)
            item.setData(column, HitRole.MARKED, (len(head), len(words)))
            item.setToolTip(column, finding.sentence)
        one = dataclasses.replace(finding, correction=correction._replace(changes=(change,)))
        item.setData(_PLACE, _FINDING, one)

    # --- ticks -------------------------------------------------------------------------------

    def _places(self) -> Iterator[QTreeWidgetItem]:
        for at in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(at)
            for row in range(group.childCount() if group is not None else 0):
                child = group.child(row) if group is not None else None
                if child is not None:
                    yield child

    def values(self) -> tuple[Finding, ...]:
        """Give the ticked places, each as a finding with that one change."""
        return tuple(
            item.data(_PLACE, _FINDING)
            for item in self._places()
            if item.checkState(_PLACE) == Qt.CheckState.Checked
        )

    @Slot()
    def _count(self) -> None:
        total, chosen = sum(1 for _ in self._places()), len(self.values())
        self.count.setText(f"{total}か所のうち {chosen}か所を選択")
        self.apply.setEnabled(chosen > 0)
        self.all.setEnabled(chosen < total)
        self.none.setEnabled(chosen > 0)

    @Slot()
    def _tick_all(self) -> None:
        self._tick(Qt.CheckState.Checked)

    @Slot()
    def _tick_none(self) -> None:
        self._tick(Qt.CheckState.Unchecked)

    def _tick(self, state: Qt.CheckState) -> None:
        with QSignalBlocker(self.tree):
            for at in range(self.tree.topLevelItemCount()):
                group = self.tree.topLevelItem(at)
                if group is not None:
                    group.setCheckState(_PLACE, state)
        self.tree.viewport().update()
        self._count()


def _line(text: str) -> str:
    return text.replace("\n", " ")
