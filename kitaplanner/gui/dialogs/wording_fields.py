"""The fields of one word of 用語統一: how it is written, noun or verb, and its exceptions."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from kitaplanner.domain.house_rules import PartOfSpeech, WordingRule
from kitaplanner.gui.views.panel import Panel
from kitaplanner.operations.wording_rules import WordingUse

MAJORITY = "計画の多数に合わせる"
_PARTS: tuple[tuple[PartOfSpeech, str], ...] = (
    ("any", "区別しない"),
    ("noun", "名詞だけ"),
    ("verb", "動詞だけ"),
)
PART_WORDS: dict[PartOfSpeech, str] = {"any": "", "noun": "（名詞）", "verb": "（動詞）"}
_SEPARATOR = "、"


def told_counts(use: WordingUse) -> str:
    """Say how often each spelling stands in the plan, the most used first."""
    used = sorted((one for one in use.counts if one[1]), key=lambda one: -one[1])
    told = "・".join(f"{one} {count}" for one, count in used) or "なし"
    return f"{told}（ほかに固有名詞 {use.names}）" if use.names else told


class WordingFields(Panel):
    """`changed(rule)` when the person changed the word that is shown."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._column.setContentsMargins(0, 0, 0, self._unit // 2)
        self._rule: WordingRule | None = None
        self._spellings: tuple[str, ...] = ()
        self.written = QComboBox()
        self.add_field("この計画での書き方", self.written)
        self.spellings = self.line_field("書き方（「、」で区切る）")
        self.part = QComboBox()
        for part, words in _PARTS:
            self.part.addItem(words, part)
        self.add_field("品詞", self.part)
        self.exceptions = self.line_field("例外（固有名詞など、「、」で区切る）")
        self.note = self.line_field("備考")
        self.written.activated.connect(self._change_written)
        self.part.activated.connect(self._change_part)
        self.spellings.committed.connect(self._change_spellings)
        self.exceptions.committed.connect(self._change_exceptions)
        self.note.committed.connect(self._change_note)

    def show_use(self, use: WordingUse | None, may_edit: bool) -> None:
        """Show a word; without one the fields are empty."""
        self._rule = rule = None if use is None else use.rule
        words = () if rule is None else (rule.preferred, *rule.variants)
        self._spellings = tuple(dict.fromkeys(one for one in words if one))
        with QSignalBlocker(self.written):
            self.written.clear()
            if use is not None and rule is not None:
                usual = f"{MAJORITY}（いまは「{use.written}」）" if use.written else MAJORITY
                self.written.addItem(usual, "")
                for one in self._spellings:
                    self.written.addItem(f"「{one}」に統一する", one)
                self.written.setCurrentIndex(max(self.written.findData(rule.preferred), 0))
        self.part.setCurrentIndex(
            self.part.findData("any" if rule is None else rule.part_of_speech)
        )
        self.spellings.set_text(_SEPARATOR.join(self._spellings))
        self.exceptions.set_text("" if rule is None else _SEPARATOR.join(rule.exceptions))
        self.note.set_text("" if rule is None else rule.note)
        for widget in (self.written, self.part):
            widget.setEnabled(may_edit and rule is not None)
        for field in (self.spellings, self.exceptions, self.note):
            field.setReadOnly(not may_edit or rule is None)

    def _tell(self, preferred: str, spellings: tuple[str, ...], **fields: object) -> None:
        """Ask for another rule; without a settled spelling all are variants."""
        if self._rule is None:
            return
        variants = tuple(one for one in spellings if one != preferred)
        rule = dataclasses.replace(self._rule, preferred=preferred, variants=variants)
        self.changed.emit(dataclasses.replace(rule, **fields))  # type: ignore[arg-type]

    @Slot()
    def _change_written(self) -> None:
        if self._rule is not None:
            preferred = self.written.currentData()
            if preferred != self._rule.preferred:
                self._tell(preferred, self._spellings)

    @Slot()
    def _change_part(self) -> None:
        if self._rule is not None and self.part.currentData() != self._rule.part_of_speech:
            part = self.part.currentData()
            self._tell(self._rule.preferred, self._spellings, part_of_speech=part)

    @Slot(str)
    def _change_spellings(self, text: str) -> None:
        spellings = _listed(text)
        if self._rule is not None:
            preferred = self._rule.preferred if self._rule.preferred in spellings else ""
            self._tell(preferred, spellings)

    @Slot(str)
    def _change_exceptions(self, text: str) -> None:
        if self._rule is not None:
            self._tell(self._rule.preferred, self._spellings, exceptions=_listed(text))

    @Slot(str)
    def _change_note(self, text: str) -> None:
        if self._rule is not None:
            self._tell(self._rule.preferred, self._spellings, note=text)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in text.split(_SEPARATOR) if one.strip()))
