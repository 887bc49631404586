"""The shared strings of a workbook: texts that many cells show, each kept once.

Belongs here: runs joined to one text, without the readings of words (furigana). Does not belong
here: which cell shows which.
"""

from __future__ import annotations

from collections.abc import Iterable

from kitaplanner.importers.workbook import markup
from kitaplanner.importers.workbook.refusals import OverLimit, Refusal
from kitaplanner.importers.workbook.text import MAX_TEXT, unescaped

MAX_STRINGS = 200_000


class RichText:
    """Collects the text of a cell or shared string from its runs; readings are left out."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._reading = False
        self._listening = False

    def clear(self) -> None:
        """Begin a new text."""
        self._parts.clear()
        self._length = 0

    def start(self, name: str) -> None:
        """Hear that an element within the text begins."""
        if name == "rPh":
            self._reading = True
        self._listening = name == "t" and not self._reading

    def end(self, name: str) -> None:
        """Hear that an element within the text ends."""
        if name == "rPh":
            self._reading = False
        self._listening = False

    def data(self, text: str) -> None:
        """Hear a piece of text."""
        if not self._listening:
            return
        self._parts.append(text)
        self._length += len(text)
        # Escapes may make a text six times as long as what it says.
        if self._length > MAX_TEXT * 7:
            raise Refusal(
                f"1つのセルの文章が長すぎます（上限{MAX_TEXT:,}文字）。"
                "文章を分けて、保存し直してください。"
            )

    @property
    def text(self) -> str:
        """Give the text so far."""
        return unescaped("".join(self._parts))


class _Strings:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self._rich = RichText()
        self._within = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            if len(self.texts) >= MAX_STRINGS:
                raise OverLimit("文字列", MAX_STRINGS, "個")
            self._rich.clear()
            self._within = True
        elif self._within:
            self._rich.start(name)

    def end(self, name: str) -> None:
        if name == "si":
            self.texts.append(self._rich.text)
            self._within = False
        elif self._within:
            self._rich.end(name)

    def data(self, text: str) -> None:
        if self._within:
            self._rich.data(text)


def shared_strings(chunks: Iterable[bytes]) -> list[str]:
    """Read the shared strings in their order."""
    strings = _Strings()
    markup.scan(chunks, strings)
    return strings.texts
