"""Texts of a workbook made fit for a plan, with every change told.

Belongs here: the escapes of the format, characters that no plan may hold, and the length. Does not
belong here: spaces and line breaks, which the readers of plans judge.
"""

from __future__ import annotations

import re

from kitaplanner.domain.text import describe_character, forbidden_character, normalise_text
from kitaplanner.importers.workbook.refusals import OverLimit

# The most that a cell can hold (ECMA-376 and Excel's own limit).
MAX_TEXT = 32_767
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# A small file may show one long text in each cell; a whole plan has some 100,000 characters.
MAX_CHARACTERS = 20_000_000
_MAX_REMARKS = 50


def unescaped(text: str) -> str:
    """Undo the notation `_x000D_` for characters that XML can't hold."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


class Cleaner:
    """Cleans texts and keeps what it had to change as remarks."""

    def __init__(self) -> None:
        self._remarks: list[str] = []
        self._untold = 0
        self._characters = 0

    @property
    def remarks(self) -> tuple[str, ...]:
        """Give a sentence for each text that was changed."""
        if self._untold:
            return (*self._remarks, f"ほかにも{self._untold:,}か所で使えない文字を除きました。")
        return tuple(self._remarks)

    def clean(self, text: str, where: str) -> str:
        """Give a text as a plan may hold it; `where` names its place for the remark."""
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            raise OverLimit("ブック全体の文字", MAX_CHARACTERS, "文字")
        if text.isascii() and text.isprintable():
            return self._cut(text, where)
        text = normalise_text(text)
        removed: list[str] = []
        while (bad := forbidden_character(text)) is not None:
            text = text.replace(bad, "")
            removed.append(describe_character(bad))
        if removed:
            self._tell(f"{where}から使えない文字{'、'.join(removed[:5])}を除きました。")
        return self._cut(text, where)

    def _cut(self, text: str, where: str) -> str:
        if len(text) <= MAX_TEXT:
            return text
        self._tell(f"{where}の文章が長すぎるため、{MAX_TEXT:,}文字で切りました。")
        return text[:MAX_TEXT]

    def _tell(self, remark: str) -> None:
        if len(self._remarks) < _MAX_REMARKS:
            self._remarks.append(remark)
        else:
            self._untold += 1
