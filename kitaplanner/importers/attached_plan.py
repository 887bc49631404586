"""The plan that travels inside a PDF or a workbook of ours, taken out again.

Belongs here: finding the bytes of its JSON. Does not belong here: reading the JSON
(`domain.plan_json`) and writing it (`export.pdf_attachment`, `export.xlsx_attachment`).

A PDF is not parsed: embedded files stand as streams of their own in it, whatever program has saved
it again, and are recognised by what is written before them.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64decode

from kitaplanner.domain.attached_plan import ELEMENT, NAMESPACE
from kitaplanner.importers.workbook.archive import Archive
from kitaplanner.importers.workbook.refusals import Refusal

_PDF_START = b"%PDF-"
# A plan with many pictures; more is no plan of ours.
_MOST_BYTES = 200_000_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_DICTIONARY = 4096
_MOST_ITEMS = 20
_ITEM = re.compile(
    rb"<(?:\w+:)?%b\b[^>]*\"%b\"[^>]*>([A-Za-z0-9+/=\s]*)</"
    % (ELEMENT.encode(), NAMESPACE.encode())
)


def attached_plan(data: bytes) -> bytes | None:
    """Give the JSON of the plan inside a PDF or a workbook; None where there is none."""
    return _from_pdf(data) if data.startswith(_PDF_START) else _from_workbook(data)


def _from_pdf(data: bytes) -> bytes | None:
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _LONGEST_DICTIONARY) : match.start()]
        dictionary = before[before.rfind(b" obj") :]
        if b"/EmbeddedFile" not in dictionary:
            continue
        content = _content(data, match.end(), dictionary)
        if content.lstrip()[:1] == b"{":
            return content
    return None


def _content(data: bytes, start: int, dictionary: bytes) -> bytes:
    """Give the content of a stream, or nothing for one that can't be unpacked."""
    if b"/FlateDecode" in dictionary:
        try:
            return zlib.decompressobj().decompress(memoryview(data)[start:], _MOST_BYTES)
        except zlib.error:
            return b""
    end = data.find(b"endstream", start)
    return data[start:end] if end >= 0 else b""


def _from_workbook(data: bytes) -> bytes | None:
    try:
        archive = Archive(data)
        for number in range(1, _MOST_ITEMS + 1):
            part = f"customXml/item{number}.xml"
            found = _ITEM.search(b"".join(archive.chunks(part))) if part in archive else None
            if found is not None:
                return b64decode(found[1])
    except (Refusal, ValueError, OSError, zlib.error, EOFError):
        return None
    return None
