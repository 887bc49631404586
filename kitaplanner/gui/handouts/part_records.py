"""The sections of a paper, and the opinions of パブコメ結果."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSpinBox

from kitaplanner.domain.comment_paste import comments_of
from kitaplanner.domain.handout import PaperSection, PublicComment
from kitaplanner.domain.pasted_block import PastedBlock
from kitaplanner.errors import UserError
from kitaplanner.gui.clipboard import clipboard_content
from kitaplanner.gui.widgets.buttons import list_button
from kitaplanner.gui.widgets.records_editor import RecordsEditor

_MOST_OPINIONS = 99_999
_SHOWN = 24


class SectionsEditor(RecordsEditor):
    """1 趣旨, 2 経緯 … of a paper."""

    def __init__(self) -> None:
        super().__init__("項目", "項目", 4)

    def _build_fields(self) -> None:
        self.heading = self.line_field("項目の見出し")
        self.heading.committed.connect(self._set_heading)
        self.text = self.text_field("文章（・や※で始めた行は箇条書きや注になります）", 7)
        self.text.committed.connect(self._set_text)

    def _new(self) -> PaperSection:
        return PaperSection("新しい項目")

    def _words(self, record: PaperSection) -> str:
        return record.heading

    def _show(self, record: PaperSection | None) -> None:
        for field in (self.heading, self.text):
            field.setEnabled(record is not None)
        self.heading.set_text("" if record is None else record.heading)
        self.text.set_text("" if record is None else record.text)

    @Slot(str)
    def _set_heading(self, text: str) -> None:
        self.replace_current(heading=text)

    @Slot(str)
    def _set_text(self, text: str) -> None:
        self.replace_current(text=text)


class CommentsEditor(RecordsEditor):
    """No, 意見（要旨）, 件数, 区の考え方; `failed(error)` where a table can't be pasted."""

    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__("意見", "意見", 5)
        self.paste = list_button(
            "表を貼り付け",
            "Excelの表（意見、件数、区の考え方）を、いまの意見のあとに貼り付ける",
            self._paste,
            self.buttons,
        )
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._paste)

    def _build_fields(self) -> None:
        self.opinion = self.text_field("意見（要旨）", 4)
        self.opinion.committed.connect(self._set_opinion)
        self.count = QSpinBox()
        self.count.setRange(1, _MOST_OPINIONS)
        self.count.setSuffix(" 件")
        self.count.editingFinished.connect(self._set_count)
        self.add_field("件数", self.count)
        self.answer = self.text_field("区の考え方", 4)
        self.answer.committed.connect(self._set_answer)

    def _new(self) -> PublicComment:
        return PublicComment("")

    def _words(self, record: PublicComment) -> str:
        line = record.opinion.replace("\n", " ")
        return f"{line[:_SHOWN]}…（{record.count}件）" if len(line) > _SHOWN else line

    def _show(self, record: PublicComment | None) -> None:
        for field in (self.opinion, self.count, self.answer):
            field.setEnabled(record is not None)
        shown = record or PublicComment("")
        self.opinion.set_text(shown.opinion)
        self.count.setValue(shown.count)
        self.answer.set_text(shown.answer)

    def commit(self) -> None:
        """Have every field hand over what is being typed."""
        super().commit()
        self.count.interpretText()
        self._set_count()

    @Slot(str)
    def _set_opinion(self, text: str) -> None:
        self.replace_current(opinion=text)

    @Slot()
    def _set_count(self) -> None:
        is_any = 0 <= self.row < len(self.records)
        if is_any and self.records[self.row].count != self.count.value():
            self.replace_current(count=self.count.value())

    @Slot(str)
    def _set_answer(self, text: str) -> None:
        self.replace_current(answer=text)

    @Slot()
    def _paste(self) -> None:
        self.commit()
        try:
            content = clipboard_content()
            if not isinstance(content, PastedBlock):
                raise UserError("Excelなどで表を選んでコピーしてから、貼り付けてください。")
            added = comments_of(content)
        except UserError as error:
            self.failed.emit(error)
            return
        kept = tuple(one for one in self.records if one.opinion or one.answer)
        self._tell((*kept, *added), len(kept))
