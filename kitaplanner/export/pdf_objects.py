"""Small objects of a PDF file that ReportLab has no fitting class for.

Here: how an object is written. Not here: what stands in it.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from reportlab.pdfbase import pdfdoc

# The stubs of ReportLab know few of the attributes of these.
Document: TypeAlias = Any

# The longest string of a file for archives (ISO 19005-2, 6.1.13), as characters of two bytes.
_LONGEST = 16000


class Plain(pdfdoc.PDFObject):
    """An object written as it is; there are tens of thousands, and dictionaries are slow."""

    __RefOnly__ = 1

    def __init__(self, content: str = "") -> None:
        self.content = content

    def format(self, document: Document) -> bytes:
        return self.content.encode("ascii")


class Stream(pdfdoc.PDFStream):
    """A stream whose end stands on a line of its own, as archives ask (ISO 19005-2, 6.1.7.1)."""

    def format(self, document: Document) -> bytes:
        return end_on_own_line(super().format(document))


def stream(content: bytes | str, *, compressed: bool = True, **entries: object) -> Stream:
    """Make a stream of some bytes, or of operators."""
    filters = [pdfdoc.PDFZCompress] if compressed else None
    return Stream(pdfdoc.PDFDictionary(entries), content, filters)


def end_on_own_line(written: bytes) -> bytes:
    """Put the end of a written stream on a line of its own."""
    return written.removesuffix(b"endstream\n") + b"\nendstream\n"


def text_string(text: str) -> str:
    """Write a text for people as a string of the file."""
    return f"<FEFF{text[:_LONGEST].encode('utf-16-be', 'replace').hex().upper()}>"


def add_object(document: Document, made: pdfdoc.PDFObject) -> str:
    """Put an object into a document and give the reference to it."""
    reference: bytes = document.Reference(made).format(document)
    return reference.decode("ascii")
