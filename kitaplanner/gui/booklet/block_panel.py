"""Beside the paper: what the chosen chapter and block are, and what can't be written on the page.

Belongs here: fields. Does not belong here: words on the page (`section_paper`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.plan import Block, BlockKind, Derived, Plan, Section
from kitaplanner.domain.section_edit import WRITTEN_KINDS, chart_boxes, chart_text, turned
from kitaplanner.domain.section_spots import is_table
from kitaplanner.gui.booklet.block_records import (
    ChronicleEditor,
    TermsEditor,
    TimelineEditor,
    year_box,
)
from kitaplanner.gui.booklet.chart_field import ChartField
from kitaplanner.gui.views.panel import Panel
from kitaplanner.gui.widgets.buttons import list_button

KIND_WORDS: dict[BlockKind, str] = {
    "paragraph": "本文",
    "bullet": "箇条書き（・）",
    "note": "注（※）",
    "footnote": "番号つきの注（※1）",
    "quote": "引用、囲みの言葉",
    "chronicle": "年表",
    "timeline": "計画期間の表",
    "figure": "図、画像",
    "chart": "組織図",
}
DERIVED_WORDS: dict[Derived, str] = {
    "": "なし（文章だけ）",
    "policies": "基本方針の一覧",
    "outline": "施策の体系",
    "sheets": "個票",
    "initiative_list": "掲載事業一覧",
    "outline_chart": "体系図",
    "glossary": "用語集",
    "department_index": "担当課別の索引",
}
_HINT = "紙面の文字をクリックすると、その場で書けます。"
_TEXT_HINT = "Enterで次の段落、Alt+Enterで改行、Alt+↑↓で並べ替え"
_TABLE_HINT = "Tabで次の欄、Enterで下の行、Insertで行を追加、Alt+↑↓で行の並べ替え"


class BlockPanel(Panel):
    """`section_changed(section)`, `block_changed(block)`, `terms_changed(terms)`, and wishes."""

    section_changed = Signal(object)
    block_changed = Signal(object)
    terms_changed = Signal(tuple)
    add_wanted = Signal()
    removal_wanted = Signal()
    move_wanted = Signal(int)
    picture_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._section: Section | None = None
        self._block: Block | None = None
        self.terms: TermsEditor | None = None
        # The fields of a kind are made when the first block of it is chosen.
        self._groups: dict[BlockKind, Panel] = {}
        self._makers: dict[BlockKind, Callable[[Panel], None]] = {
            "footnote": self._make_footnote,
            "quote": self._make_quote,
            "chronicle": self._make_chronicle,
            "timeline": self._make_timeline,
            "figure": self._make_figure,
            "chart": self._make_chart,
        }
        self._build_section()
        self._build_block()
        self._rest = QVBoxLayout()
        self._column.addLayout(self._rest)
        self._column.addStretch(1)
        _narrow(self)

    # --- building ----------------------------------------------------------------------------

    def _build_section(self) -> None:
        self.level = QComboBox()
        self.level.addItem("章", 1)
        self.level.addItem("節（章の中）", 2)
        self.add_field("段", self.level)
        self.numbered = QCheckBox("番号を付ける")
        self.add_widget(self.numbered)
        self.derived = QComboBox()
        for derived, words in DERIVED_WORDS.items():
            self.derived.addItem(words, derived)
        self.add_field("計画から作るもの（文章のあと）", self.derived)
        self.level.activated.connect(self._set_level)
        self.numbered.toggled.connect(self._set_numbered)
        self.derived.activated.connect(self._set_derived)
        self._terms_place = QVBoxLayout()
        self._column.addLayout(self._terms_place)

    def _build_block(self) -> None:
        self.kind = QComboBox()
        for kind, words in KIND_WORDS.items():
            self.kind.addItem(words, kind)
        self.kind.activated.connect(self._set_kind)
        self.add_field("選んだ文章や図の種類", self.kind)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.add = list_button(
            "追加", "文章や図を、選んだもののあとに加える", self.add_wanted.emit, row
        )
        self.remove = list_button("除く", "選んだ文章や図を除く", self.removal_wanted.emit, row)
        self.up = list_button("上へ", "選んだ文章や図を上へ移す", self._move_up, row)
        self.down = list_button("下へ", "選んだ文章や図を下へ移す", self._move_down, row)
        self.add_widget(holder)
        self.hint = QLabel()
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        self.add_widget(self.hint)

    def _make_footnote(self, group: Panel) -> None:
        self.mark = group.line_field("注の番号")
        self.mark.committed.connect(self._set_mark)

    def _make_quote(self, group: Panel) -> None:
        self.quote = group.text_field("言葉", 4)
        self.quote.committed.connect(self._set_text)
        self.source = group.line_field("出典")
        self.source.committed.connect(self._set_source)

    def _make_chronicle(self, group: Panel) -> None:
        self.entries = ChronicleEditor()
        self.entries.changed.connect(self._set_entries)
        group.add_widget(self.entries)

    def _make_timeline(self, group: Panel) -> None:
        self.first, self.last = year_box(), year_box()
        group.add_field("表の最初の年度", self.first)
        group.add_field("表の最後の年度", self.last)
        self.first.activated.connect(self._set_columns)
        self.last.activated.connect(self._set_columns)
        self.rows = TimelineEditor()
        self.rows.changed.connect(self._set_rows)
        group.add_widget(self.rows)

    def _make_figure(self, group: Panel) -> None:
        self.picture = QLabel()
        self.picture.setWordWrap(True)
        group.add_widget(self.picture)
        self.place = QPushButton("画像を選ぶ…")
        self.place.clicked.connect(self.picture_wanted)
        group.add_widget(self.place)
        self.take_away = QPushButton("画像を外す")
        self.take_away.clicked.connect(self._take_away)
        group.add_widget(self.take_away)
        self.caption = group.text_field("図の題", 2)
        self.caption.committed.connect(self._set_caption)
        self.description = group.text_field("図の説明（読み上げにも使います）", 3)
        self.description.committed.connect(self._set_text)

    def _make_chart(self, group: Panel) -> None:
        self.boxes = ChartField()
        self.boxes.committed.connect(self._set_boxes)
        group.add_field("組織図（1行に1つ、Tabで一段下げる、｜の後は補足）", self.boxes)
        self.chart_caption = group.text_field("組織図の題", 2)
        self.chart_caption.committed.connect(self._set_caption)

    def _need_group(self, kind: BlockKind) -> None:
        """Make the fields of a kind that has some."""
        if kind in self._groups or kind not in self._makers:
            return
        group = Panel()
        column = group.layout()
        if column is not None:
            column.setContentsMargins(0, 0, 0, 0)
        self._makers[kind](group)
        _narrow(group)
        self._rest.addWidget(group)
        self._groups[kind] = group

    # --- showing -----------------------------------------------------------------------------

    def show_place(
        self,
        plan: Plan,
        section: Section | None,
        block: Block | None,
        index: int,
        editable: bool,
        row: int = -1,
    ) -> None:
        """Show a section and the block of it that is chosen, as they are now.

        `row` is the chosen row of a table; without one the row that was shown stays.
        """
        self._plan, self._section, self._block = plan, section, block
        self.setEnabled(section is not None and editable)
        shown = section or Section("", "")
        self.level.setCurrentIndex(self.level.findData(shown.level))
        with QSignalBlocker(self.numbered):
            self.numbered.setChecked(shown.numbered)
        self.derived.setCurrentIndex(self.derived.findData(shown.derived))
        self._show_terms(plan, shown.derived == "glossary")
        self.kind.setEnabled(block is not None)
        self.remove.setEnabled(block is not None)
        self.up.setEnabled(block is not None and index > 0)
        self.down.setEnabled(block is not None and index < len(shown.blocks) - 1)
        if block is not None:
            self._need_group(block.kind)
        for kind, group in self._groups.items():
            group.setVisible(block is not None and block.kind == kind)
        if block is None:
            self.hint.setText(_HINT)
            return
        self.kind.setCurrentIndex(self.kind.findData(block.kind))
        hint = _TEXT_HINT if block.kind in WRITTEN_KINDS else _HINT
        self.hint.setText(_TABLE_HINT if is_table(block) else hint)
        self._fill(block, plan, row)

    def _show_terms(self, plan: Plan, shown: bool) -> None:
        if shown and self.terms is None:
            self.terms = TermsEditor()
            self.terms.changed.connect(self.terms_changed)
            self._terms_place.addWidget(self.terms)
        if self.terms is not None:
            self.terms.setVisible(shown)
            self.terms.set_records(plan.terms)

    def _fill(self, block: Block, plan: Plan, row: int) -> None:
        match block.kind:
            case "footnote":
                self.mark.set_text(block.mark)
            case "quote":
                self.quote.set_text(block.text)
                self.source.set_text(block.source)
            case "chronicle":
                self.entries.set_records(block.entries, row=row)
            case "timeline":
                self.first.setCurrentIndex(max(self.first.findData(block.first), 0))
                self.last.setCurrentIndex(max(self.last.findData(block.last), 0))
                self.rows.set_records(block.rows, row=row)
            case "figure":
                self._fill_figure(block, plan)
            case "chart":
                self.boxes.set_text(chart_text(block.boxes))
                self.chart_caption.set_text(block.caption)

    def _fill_figure(self, block: Block, plan: Plan) -> None:
        self.caption.set_text(block.caption)
        self.description.set_text(block.text)
        found = next((one for one in plan.pictures if one.id == block.picture), None)
        words = (
            f"{found.name}（{found.width}×{found.height}）" if found else "画像はまだありません。"
        )
        self.picture.setText(words)
        self.place.setText("画像を取り替える…" if found else "画像を選ぶ…")
        self.take_away.setEnabled(found is not None)

    # --- changing ----------------------------------------------------------------------------

    def _change_section(self, **fields: Any) -> None:
        if self._section is not None:
            self.section_changed.emit(dataclasses.replace(self._section, **fields))

    def _change_block(self, **fields: Any) -> None:
        if self._block is not None:
            self._block = dataclasses.replace(self._block, **fields)
            self.block_changed.emit(self._block)

    @Slot()
    def _set_level(self) -> None:
        self._change_section(level=self.level.currentData())

    @Slot(bool)
    def _set_numbered(self, numbered: bool) -> None:
        self._change_section(numbered=numbered)

    @Slot()
    def _set_derived(self) -> None:
        self._change_section(derived=self.derived.currentData())

    @Slot()
    def _set_kind(self) -> None:
        if self._block is not None and self._plan is not None:
            self.block_changed.emit(turned(self._block, self.kind.currentData(), self._plan.period))

    @Slot(str)
    def _set_mark(self, text: str) -> None:
        self._change_block(mark=text.strip())

    @Slot(str)
    def _set_text(self, text: str) -> None:
        self._change_block(text=text)

    @Slot(str)
    def _set_source(self, text: str) -> None:
        self._change_block(source=text.strip())

    @Slot(str)
    def _set_caption(self, text: str) -> None:
        self._change_block(caption=text)

    @Slot(tuple)
    def _set_entries(self, entries: tuple[Any, ...]) -> None:
        self._change_block(entries=entries)

    @Slot(tuple)
    def _set_rows(self, rows: tuple[Any, ...]) -> None:
        self._change_block(rows=rows)

    @Slot()
    def _set_columns(self) -> None:
        first, last = self.first.currentData(), self.last.currentData()
        if None not in (first, last):
            first, last = sorted((first, last))
        self._change_block(first=first, last=last)

    @Slot(str)
    def _set_boxes(self, text: str) -> None:
        self._change_block(boxes=chart_boxes(text))

    @Slot()
    def _take_away(self) -> None:
        self._change_block(picture="")

    @Slot()
    def _move_up(self) -> None:
        self.move_wanted.emit(-1)

    @Slot()
    def _move_down(self) -> None:
        self.move_wanted.emit(1)


def _narrow(area: QWidget) -> None:
    """Let the choices of an area be as narrow as the paper beside them needs it."""
    for box in area.findChildren(QComboBox):
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
