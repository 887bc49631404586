"""Beside the paper: what the chosen chapter and block are, and what can't be written on the page.

Belongs here: fields. Does not belong here: words on the page (`section_paper`).
"""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from kitaplanner.domain.plan import Block, BlockKind, Derived, Plan, Section
from kitaplanner.domain.section_edit import chart_boxes, chart_text, turned
from kitaplanner.gui.booklet.block_records import ChronicleEditor, TermsEditor, TimelineEditor
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
        self._groups: list[tuple[BlockKind, QWidget]] = []
        self._build_section()
        self._build_block()
        self._build_kinds()
        self._column.addStretch(1)
        for box in self.findChildren(QComboBox):  # as narrow as the paper beside them needs it
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(4)

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
        self.terms = TermsEditor()
        self.terms.changed.connect(self.terms_changed)
        self.add_widget(self.terms)

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

    def _build_kinds(self) -> None:
        footnote = self._group("footnote")
        self.mark = footnote.line_field("注の番号")
        self.mark.committed.connect(self._set_mark)
        quote = self._group("quote")
        self.quote = quote.text_field("言葉", 4)
        self.quote.committed.connect(self._set_text)
        self.source = quote.line_field("出典")
        self.source.committed.connect(self._set_source)
        chronicle = self._group("chronicle")
        self.entries = ChronicleEditor()
        self.entries.changed.connect(self._set_entries)
        chronicle.add_widget(self.entries)
        timeline = self._group("timeline")
        self.rows = TimelineEditor()
        self.rows.changed.connect(self._set_rows)
        timeline.add_widget(self.rows)
        figure = self._group("figure")
        self.picture = QLabel()
        self.picture.setWordWrap(True)
        figure.add_widget(self.picture)
        self.place = QPushButton("画像を選ぶ…")
        self.place.clicked.connect(self.picture_wanted)
        figure.add_widget(self.place)
        self.take_away = QPushButton("画像を外す")
        self.take_away.clicked.connect(self._take_away)
        figure.add_widget(self.take_away)
        self.caption = figure.text_field("図の題", 2)
        self.caption.committed.connect(self._set_caption)
        self.description = figure.text_field("図の説明（読み上げにも使います）", 3)
        self.description.committed.connect(self._set_text)
        chart = self._group("chart")
        self.boxes = ChartField()
        self.boxes.committed.connect(self._set_boxes)
        chart.add_field("組織図（1行に1つ、Tabで一段下げる、｜の後は補足）", self.boxes)
        self.chart_caption = chart.text_field("組織図の題", 2)
        self.chart_caption.committed.connect(self._set_caption)

    def _group(self, kind: BlockKind) -> Panel:
        group = Panel()
        column = group.layout()
        if column is not None:
            column.setContentsMargins(0, 0, 0, 0)
        self.add_widget(group)
        self._groups.append((kind, group))
        return group

    # --- showing -----------------------------------------------------------------------------

    def show_place(
        self, plan: Plan, section: Section | None, block: Block | None, index: int, editable: bool
    ) -> None:
        """Show a section and the block of it that is chosen, as they are now."""
        self._plan, self._section, self._block = plan, section, block
        self.setEnabled(section is not None and editable)
        shown = section or Section("", "")
        self.level.setCurrentIndex(self.level.findData(shown.level))
        with QSignalBlocker(self.numbered):
            self.numbered.setChecked(shown.numbered)
        self.derived.setCurrentIndex(self.derived.findData(shown.derived))
        self.terms.setVisible(shown.derived == "glossary")
        if shown.derived == "glossary":
            self.terms.set_records(plan.terms)
        self.kind.setEnabled(block is not None)
        self.remove.setEnabled(block is not None)
        self.up.setEnabled(block is not None and index > 0)
        self.down.setEnabled(block is not None and index < len(shown.blocks) - 1)
        for kind, group in self._groups:
            group.setVisible(block is not None and block.kind == kind)
        if block is None:
            self.hint.setText("紙面の文章をクリックすると、その場で書けます。")
            return
        self.kind.setCurrentIndex(self.kind.findData(block.kind))
        self.hint.setText("Enterで次の段落、Alt+Enterで改行、Alt+↑↓で並べ替え")
        self._fill(block, plan)

    def _fill(self, block: Block, plan: Plan) -> None:
        self.mark.set_text(block.mark)
        self.quote.set_text(block.text)
        self.source.set_text(block.source)
        self.caption.set_text(block.caption)
        self.chart_caption.set_text(block.caption)
        self.description.set_text(block.text)
        self.boxes.set_text(chart_text(block.boxes))
        if block.kind == "chronicle":
            self.entries.set_records(block.entries)
        if block.kind == "timeline":
            self.rows.set_records(block.rows)
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
