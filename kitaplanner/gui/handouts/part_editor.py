"""The chosen part of a handout: its number and 件名, and what such a part is made of."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from kitaplanner.domain.calendar import format_fiscal_year
from kitaplanner.domain.handout import Handout, HandoutPart, HandoutPartKind, PaperSection
from kitaplanner.gui.handouts.initiatives_choice import InitiativesChoice
from kitaplanner.gui.handouts.part_records import CommentsEditor, SectionsEditor
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.panel import Panel
from kitaplanner.gui.widgets.departments import names_in_order
from kitaplanner.layout.handouts import PART_WORDS, number_parts

_NOW = "いまの計画"
_ABOUT: dict[HandoutPartKind, str] = {
    "digest": "計画の期間、将来像、基本方針と体系を2ページほどにまとめます。",
    "outline_chart": "計画の体系を図にします。内容は計画から作られます。",
    "booklet": "計画の冊子をそのまま入れます。",
}


class PartEditor(Panel):
    """`changed(part)` once a field is finished; `failed(error)` where a table can't be pasted."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part: HandoutPart | None = None
        self._groups: list[tuple[frozenset[str], QWidget]] = []
        self._build_ui()

    def _build_ui(self) -> None:
        self.number = self.line_field("資料番号（空けておくと順に付きます）")
        self.number.committed.connect(self._set_number)
        self.title = self.line_field("件名")
        self.title.committed.connect(self._set_title)
        self._build_written()
        self._build_derived()
        self.about = QLabel()
        self.about.setObjectName("hint")
        self.about.setWordWrap(True)
        self.add_widget(self.about)
        self._column.addStretch(1)

    def _build_written(self) -> None:
        agenda = self._group("agenda")
        self.lines = agenda.text_field("次第（1行に1つ）", 8)
        self.lines.committed.connect(self._set_lines)
        paper = self._group("paper")
        self.sections = SectionsEditor()
        self.sections.changed.connect(self._set_sections)
        paper.add_widget(self.sections)
        comments = self._group("comments")
        self.opening = comments.text_field("表の前の説明文", 2)
        self.opening.committed.connect(self._set_opening)
        self.comments = CommentsEditor()
        self.comments.changed.connect(self._set_comments)
        self.comments.failed.connect(self.failed)
        comments.add_widget(self.comments)

    def _build_derived(self) -> None:
        comparison = self._group("comparison")
        self.old, self.new = QComboBox(), QComboBox()
        comparison.add_field("旧（比べるもと）", self.old)
        comparison.add_field("新", self.new)
        self.old.activated.connect(self._set_old)
        self.new.activated.connect(self._set_new)
        progress = self._group("progress")
        self.year = QComboBox()
        self.year.activated.connect(self._set_year)
        progress.add_field("年度", self.year)
        choosing = self._group("sheets", "initiative_list", "comparison", "progress")
        self.department = QComboBox()
        self.department.activated.connect(self._set_department)
        choosing.add_field("担当課", self.department)
        self.initiatives = InitiativesChoice()
        self.initiatives.chosen.connect(self._set_initiatives)
        choosing.add_field("事業（印を付けないと全部）", self.initiatives)

    def _group(self, *kinds: HandoutPartKind) -> Panel:
        """Give a column of fields that is shown for parts of some kinds only."""
        group = Panel()
        group.hide()  # what is hidden is not laid out with the rest
        group.setContentsMargins(0, 0, 0, 0)
        column = group.layout()
        if column is not None:
            column.setContentsMargins(0, 0, 0, 0)
        self.add_widget(group)
        self._groups.append((frozenset(kinds), group))
        return group

    # --- showing -----------------------------------------------------------------------------

    def show_part(self, handout: Handout, part: HandoutPart | None, editions: list[str]) -> None:
        """Show a part as it is now; without one nothing can be typed.

        Commit before another part is shown.
        """
        if self._part is not None and (part is None or part.id != self._part.id):
            self.sections.row = self.comments.row = 0
        self._part = part
        session = self.session
        self.setEnabled(part is not None and session is not None and not session.read_only)
        for kinds, group in self._groups:
            group.setVisible(part is not None and part.kind in kinds)
        if part is None or session is None:
            self.number.set_text("")
            self.title.set_text("")
            self.about.setText("")
            return
        placed = next(one for one in number_parts(handout) if one.part.id == part.id)
        self.number.setPlaceholderText(placed.number or "次第には付きません")
        self.number.set_text(part.document_number)
        self.title.setPlaceholderText(PART_WORDS[part.kind])
        self.title.set_text(part.title)
        self.about.setText(_ABOUT.get(part.kind, ""))
        self._show_kind(part, session, editions)

    def _show_kind(self, part: HandoutPart, session: DocumentSession, editions: list[str]) -> None:
        if part.kind == "agenda":
            self.lines.set_text("\n".join(part.lines))
        elif part.kind == "paper":
            self.sections.set_records(part.sections)
        elif part.kind == "comments":
            self.opening.set_text("\n".join(one.text for one in part.sections))
            self.comments.set_records(part.comments)
        elif part.kind == "comparison":
            _fill(self.old, [(name, name) for name in editions], part.old)
            _fill(self.new, [(_NOW, ""), *[(name, name) for name in editions]], part.new)
        elif part.kind == "progress":
            years = session.snapshot.period.years
            year = years[0] if part.year is None else part.year
            _fill(self.year, [(format_fiscal_year(one), one) for one in years], year)
        if any(part.kind in kinds and "sheets" in kinds for kinds, _ in self._groups):
            names = names_in_order(session.snapshot)
            departments = [("すべての担当課", ""), *[(name, name) for name in names]]
            _fill(self.department, departments, part.department)
            self.initiatives.show_choice(session.snapshot, session.numbering, part.initiatives)

    # --- changing ----------------------------------------------------------------------------

    def _change(self, **fields: Any) -> None:
        if self._part is None:
            return
        changed = dataclasses.replace(self._part, **fields)
        if changed != self._part:
            self._part = changed
            self.changed.emit(changed)

    @Slot(str)
    def _set_number(self, text: str) -> None:
        self._change(document_number=text.strip())

    @Slot(str)
    def _set_title(self, text: str) -> None:
        self._change(title=text.strip())

    @Slot(str)
    def _set_lines(self, text: str) -> None:
        self._change(lines=tuple(line.strip() for line in text.split("\n") if line.strip()))

    @Slot(tuple)
    def _set_sections(self, sections: tuple[PaperSection, ...]) -> None:
        self._change(sections=sections)

    @Slot(str)
    def _set_opening(self, text: str) -> None:
        self._change(sections=(PaperSection("", text),) if text.strip() else ())

    @Slot(tuple)
    def _set_comments(self, comments: tuple[Any, ...]) -> None:
        self._change(comments=comments)

    @Slot()
    def _set_old(self) -> None:
        self._change(old=self.old.currentData())

    @Slot()
    def _set_new(self) -> None:
        self._change(new=self.new.currentData())

    @Slot()
    def _set_year(self) -> None:
        self._change(year=self.year.currentData())

    @Slot()
    def _set_department(self) -> None:
        self._change(department=self.department.currentData())

    @Slot(tuple)
    def _set_initiatives(self, ids: tuple[str, ...]) -> None:
        self._change(initiatives=ids)


def _fill(box: QComboBox, choices: list[tuple[str, Any]], chosen: Any) -> None:
    """Offer choices; one that is no longer there is shown as gone."""
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    if box.findData(chosen) < 0:
        box.addItem(f"「{chosen}」（いまはありません）" if chosen else "（選んでください）", chosen)
    box.setCurrentIndex(box.findData(chosen))
