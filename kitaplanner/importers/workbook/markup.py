"""XML of a workbook's parts, read as something that nobody vouches for.

Belongs here: one way of parsing for all parts. A document type declaration is refused before
anything in it is read, so there is never an entity to expand or to fetch; depth is limited. Names
of elements and attributes come without namespace, so that files of both flavours of the standard
(transitional and strict) look alike; names from elsewhere (extensions) keep theirs and match
nothing. Does not belong here: what the parts mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from kitaplanner.importers.workbook.refusals import OverLimit, UnsafeMarkup, damaged

# Excel's own parts are some twenty elements deep; groups of shapes in groups go a little further.
MAX_DEPTH = 200
# A full sheet has 1.5 million elements, a drawing of 5,000 shapes 200,000.
MAX_ELEMENTS = 3_000_000
_MAX_TREE_ELEMENTS = 500_000
_STANDARD = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        *(_STANDARD + end for end in (
            "spreadsheetml/2006/main", "drawingml/2006/main", "drawingml/2006/spreadsheetDrawing",
            "officeDocument/2006/relationships", "officeDocument/2006/custom-properties",
            "officeDocument/2006/docPropsVTypes", "package/2006/relationships",
            "package/2006/content-types",
        )),
        *(_STRICT + end for end in (
            "spreadsheetml/main", "drawingml/main", "drawingml/spreadsheetDrawing",
            "officeDocument/relationships", "officeDocument/customProperties",
            "officeDocument/docPropsVTypes",
        )),
    }
)  # fmt: skip


class Handler(Protocol):
    """What hears the elements of a part in their order."""

    def start(self, name: str, attributes: dict[str, str]) -> object:
        """Hear that an element begins."""

    def end(self, name: str) -> object:
        """Hear that an element ends."""

    def data(self, text: str) -> object:
        """Hear a piece of text."""


def scan(chunks: Iterable[bytes], handler: Handler, most: int = MAX_ELEMENTS) -> None:
    """Feed a part to a handler piece by piece; raise Refusal or the parser's error.

    A part with more than the given number of elements is refused.
    """
    parser: Any = DefusedXMLParser(forbid_dtd=True)
    expat = parser.parser
    # The library's refusals stay in place; elements go straight to the handler, because its own
    # tree of Python objects would take several times as long and all memory at once.
    expat.ordered_attributes = False
    names = _ShortNames(most)
    expat.StartElementHandler = names.starting(handler.start)
    expat.EndElementHandler = names.ending(handler.end)
    expat.CharacterDataHandler = handler.data
    try:
        for chunk in chunks:
            expat.Parse(chunk, False)
        expat.Parse(b"", True)
    except DefusedXmlException as error:
        raise UnsafeMarkup from error


def tree(chunks: Iterable[bytes]) -> Element:
    """Give a small part as a tree."""
    builder = TreeBuilder()
    scan(chunks, builder, _MAX_TREE_ELEMENTS)
    return builder.close()


def number(text: str | None, default: int = 0) -> int:
    """Read an integer attribute; a broken one counts as absent, as it does in Excel."""
    try:
        return int(text) if text else default
    except ValueError:
        return default


def decimal(text: str | None, default: float = 0.0) -> float:
    """Read a number; a broken or endless one counts as absent."""
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if abs(value) < 1e15 else default


def flag(text: str | None, default: bool = False) -> bool:
    """Read a yes or no, in any of the spellings of XML Schema."""
    return default if text is None else text in ("1", "true", "on")


class _ShortNames:
    """Shortens names as they come and counts elements and their depth."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._short: dict[str, str] = {}
        self._depth = 0

    def starting(
        self, hear: Callable[[str, dict[str, str]], object]
    ) -> Callable[[str, dict[str, str]], None]:
        short = self._short
        shorten = self._shorten
        most = self._left

        def start(name: str, attributes: dict[str, str]) -> None:
            self._depth += 1
            self._left -= 1
            if self._depth > MAX_DEPTH:
                raise damaged("XMLの入れ子が深すぎます")
            if self._left < 0:
                raise OverLimit("XMLの要素", most, "個")
            for key in attributes:
                if "}" in key:
                    attributes = {shorten(one): value for one, value in attributes.items()}
                    break
            hear(short.get(name) or shorten(name), attributes)

        return start

    def ending(self, hear: Callable[[str], object]) -> Callable[[str], None]:
        short = self._short

        def end(name: str) -> None:
            self._depth -= 1
            hear(short[name])

        return end

    def _shorten(self, name: str) -> str:
        known = self._short.get(name)
        if known is None:
            namespace, _, local = name.rpartition("}")
            known = local if not namespace or namespace in _NAMESPACES else name
            self._short[name] = known
        return known
