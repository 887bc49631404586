"""The plan that travels inside a PDF or a workbook of ours, taken out again.

Belongs here: finding the bytes of its JSON. Does not belong here: reading the JSON
(`domain.plan_json`) and writing it (`export.pdf_attachment`, `export.xlsx_attachment`).

A PDF is not parsed: embedded files stand as streams of their own in it, whatever program has saved
it again, and are recognised by what is written before them.
"""

from __future__ import annotations

import itertools
import re
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator

from kitaplanner.domain.attached_plan import ELEMENT, NAMESPACE
from kitaplanner.errors import UserError
from kitaplanner.importers.workbook.archive import Archive
from kitaplanner.importers.workbook.refusals import Refusal

_PDF_START = b"%PDF-"
# A plan with many pictures; more is no plan of ours.
MOST_BYTES = 200_000_000
_DAMAGED = "ファイルが壊れているため、付いているデータを取り出せません。"
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_DICTIONARY = 4096
# Of what is inside, only the beginning is unpacked until it looks like a plan.
_BEGINNING = 256
_SIGN = b'"schema"'
_MOST_FILES = 50
_MOST_ITEMS = 20
# Nothing in it may run over another tag: a part of endless openings is then looked at only once.
_ITEM = re.compile(
    rb"<(?:\w{1,40}:)?%b\b[^<>]{0,1000}\"%b\"[^<>]{0,1000}>([A-Za-z0-9+/=\s]*)</"
    % (ELEMENT.encode(), NAMESPACE.encode())
)


def attached_plan(data: bytes) -> bytes | None:
    """Give the JSON of the plan inside a PDF or a workbook; None where there is none.

    Raise UserError where it is damaged or larger than any plan.
    """
    return _from_pdf(data) if data.startswith(_PDF_START) else _from_workbook(data)


def _from_pdf(data: bytes) -> bytes | None:
    """Give the embedded file that begins like a plan, else the first that is JSON at all."""
    other = None
    for start, dictionary in itertools.islice(_embedded_files(data), _MOST_FILES):
        beginning = _content(data, start, dictionary, _BEGINNING).lstrip()
        if not beginning.startswith(b"{"):
            continue
        if _SIGN in beginning:
            return _whole(data, start, dictionary)
        other = other or (start, dictionary)
    return None if other is None else _whole(data, *other)


def _embedded_files(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield where each stream of an embedded file begins, with what is written before it."""
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _LONGEST_DICTIONARY) : match.start()]
        dictionary = before[before.rfind(b" obj") :]
        if b"/EmbeddedFile" in dictionary:
            yield match.end(), dictionary


def _whole(data: bytes, start: int, dictionary: bytes) -> bytes:
    content = _content(data, start, dictionary, MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UserError(f"付いているデータが大きすぎます（上限{MOST_BYTES // 1_000_000}MB）。")
    return content


def _content(data: bytes, start: int, dictionary: bytes, limit: int) -> bytes:
    """Give the content of a stream up to a limit, or nothing for one that can't be unpacked."""
    if b"/FlateDecode" in dictionary:
        try:
            return zlib.decompressobj().decompress(memoryview(data)[start:], limit)
        except zlib.error:
            return b""
    end = data.find(b"endstream", start)
    return data[start : min(end, start + limit)] if end >= 0 else b""


def _from_workbook(data: bytes) -> bytes | None:
    try:
        archive = Archive(data)
        for number in range(1, _MOST_ITEMS + 1):
            part = f"customXml/item{number}.xml"
            found = _ITEM.search(b"".join(archive.chunks(part))) if part in archive else None
            if found is not None:
                return b64decode(found[1])
    except Refusal as refusal:
        raise UserError(str(refusal)) from refusal
    except (ValueError, OSError, zlib.error, EOFError, zipfile.BadZipFile) as error:
        raise UserError(_DAMAGED) from error
    return None
