"""Reads the structure tree of one of our PDFs back: which words stand in which element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

_MARKED = re.compile(r"/(\w+) (?:<</MCID (\d+)>> BDC|BMC)\n(.*?)^EMC$", re.DOTALL | re.MULTILINE)
_DRAWN = re.compile(r"/(F\d) [\d.]+ Tf|<([0-9A-F]*)> Tj")
_MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


@dataclass
class Tag:
    """An element: its tag, alternative text, attributes, own text and what is below it."""

    name: str
    alternative: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Tag | str] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Tag]:
        """Yield it and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def all(self, *names: str) -> list[Tag]:
        """Give the elements of these tags."""
        return [one for one in self.walk() if one.name in names]

    @property
    def text(self) -> str:
        """Give all text in it, in reading order."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)


class TaggedPdf:
    """A PDF with its structure tree."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(BytesIO(data), strict=True)
        self.root = self.reader.root_object
        self._pages = {
            page.indirect_reference.idnum: number  # type: ignore[union-attr]
            for number, page in enumerate(self.reader.pages)
        }
        self._texts: dict[tuple[int, int], str] = {}
        for number, page in enumerate(self.reader.pages):
            self._read_page(number, page)
        self.document = self._tag(self.root["/StructTreeRoot"]["/K"].get_object())

    @property
    def marks(self) -> set[tuple[int, int]]:
        """Give page and number of all marked stretches."""
        return set(self._texts)

    def _read_page(self, number: int, page: Any) -> None:
        fonts = page["/Resources"]["/Font"]
        maps = {
            name[1:]: {
                code: bytes.fromhex(text.decode()).decode("utf-16-be")
                for code, text in _MAPPED.findall(font["/ToUnicode"].get_data())
            }
            for name, font in fonts.items()
        }
        content = page.get_contents().get_data().decode("ascii")
        current = ""
        for _, mark, inside in _MARKED.findall(content):
            text = ""
            for font, codes in _DRAWN.findall(inside):
                current = font or current
                text += "".join(
                    maps[current][codes[at : at + 4].encode()] for at in range(0, len(codes), 4)
                )
            if mark:
                assert (number, int(mark)) not in self._texts
                self._texts[number, int(mark)] = text

    def _tag(self, element: DictionaryObject) -> Tag:
        attributes = element.get("/A", {})
        made = Tag(
            element["/S"][1:],
            str(element.get("/Alt", "")),
            {key[1:]: value for key, value in attributes.items()},
        )
        for kid in element["/K"]:
            target = kid.get_object()
            if not isinstance(target, DictionaryObject):
                mark = (self._pages[element.raw_get("/Pg").idnum], int(target))
                made.marks.append(mark)
                made.kids.append(self._texts[mark])
            elif target.get("/Type") == "/StructElem":
                assert target["/P"] == element
                made.kids.append(self._tag(target))
        return made
