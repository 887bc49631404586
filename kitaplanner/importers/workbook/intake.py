"""The gate: is this file a workbook that can be read, told from its first bytes?

Belongs here: sizes and kinds of files, each kind with what the person should do instead. The name's
ending is never believed. Does not belong here: what a zip may hold (`archive`).
"""

from __future__ import annotations

import re
from pathlib import Path

from kitaplanner.importers.workbook.refusals import DAMAGED, Refusal

MAX_FILE_BYTES = 20_000_000

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Worksheet streams of Excel 2 to 4, which were no containers yet: their BOF records.
_OLDEST_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = (
    "Excelで開き、「名前を付けて保存」で種類に「Excelブック（*.xlsx）」を選んで、"
    "保存し直してください。"
)

_ENCRYPTED = (
    "パスワードで保護（暗号化）されています。"
    "Excelで開き、「ファイル」「情報」「ブックの保護」からパスワードを外して保存し直してください。"
)
_OLD_EXCEL = f"旧形式のExcelブック（.xls）です。{_SAVE_AS}"
_OTHER_OLE = f"Excelのブックではありません（古い形式のWordやPowerPointなど）。{_SAVE_AS}"
_HTML = f"Excelのブックではなく、ウェブページ（HTML）です。{_SAVE_AS}"
_XML = f"Excelのブックではなく、XMLの文書です。{_SAVE_AS}"
_PDF = "PDFです。PDFは読み込めません。元のExcelブックを選んでください。"
_DOCUMENT = "計画のファイルです。取り込むのではなく、「ファイル」「開く」から開いてください。"
_PICTURE = "画像です。画像は読み込めません。元のExcelブックを選んでください。"
_RICH_TEXT = "ワープロの文書（RTF）です。Excelのブックを選んでください。"
_TEXT = (
    "Excelのブックではなく、文字だけのファイル（CSVなど）です。"
    "CSVのときは、名前の終わりを「.csv」にして選び直してください。"
)
_EMPTY = "中身がありません（0バイト）。コピーや保存が途中で終わっていないか確かめてください。"
_FOLDER = "フォルダです。中のExcelブックを選んでください。"

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", _PDF),
    (b"SQLite format 3\0", _DOCUMENT),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"{\\rtf", _RICH_TEXT),
)
_HTML_SIGNS = re.compile(rb"<\s*(!doctype\s+html|html|head|body|table|meta|style)\b", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(rb"\s*MIME-Version:", re.IGNORECASE)
_LOOKED_AT = 4096


def read_file(path: Path) -> bytes:
    """Read a file that may be a workbook and close it again; raise Refusal or OSError."""
    if path.is_dir():
        raise Refusal(_FOLDER)
    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise Refusal(
            f"ファイルが大きすぎます（上限{MAX_FILE_BYTES // 1_000_000}MB）。"
            "写真などを除くか、必要なシートだけを新しいブックにコピーして、保存し直してください。"
        )
    return data


def check_kind(data: bytes) -> None:
    """Refuse, with advice for its kind, what does not begin like a workbook."""
    if data.startswith(_ZIP):
        return
    raise Refusal(_reason(data))


def _reason(data: bytes) -> str:
    if not data:
        return _EMPTY
    if data.startswith(_OLE):
        return _reason_of_container(data)
    for beginning, reason in _BEGINNINGS:
        if data.startswith(beginning):
            return reason
    if data.startswith(_OLDEST_EXCEL):
        return _OLD_EXCEL
    if data.startswith(_EMPTY_ZIP):
        return DAMAGED
    return _reason_of_text(data)


def _reason_of_container(data: bytes) -> str:
    """Tell apart what the old container of Office holds, by the names in its directory."""
    if _named(data, "EncryptedPackage") or _named(data, "EncryptionInfo"):
        return _ENCRYPTED
    if _named(data, "Workbook") or _named(data, "Book"):
        return _OLD_EXCEL
    if _named(data, "WordDocument") or _named(data, "PowerPoint Document"):
        return _OTHER_OLE
    return _OLD_EXCEL


def _named(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") + b"\0\0" in data


def _reason_of_text(data: bytes) -> str:
    head = data[:_LOOKED_AT]
    text = _as_text(head)
    if text is None:
        return DAMAGED
    folded = text.encode("utf-8", "replace")
    if _HTML_SIGNS.search(folded) or _WEB_ARCHIVE.match(folded):
        return _HTML
    if folded.lstrip().startswith(b"<?xml"):
        return _XML
    return _TEXT


def _as_text(head: bytes) -> str | None:
    """Give the beginning as text, or None where it is none."""
    if head.startswith(_BOMS[1:]):
        return head.decode("utf-16", "replace")
    if b"\0" in head:
        return None
    for encoding in ("utf-8-sig", "cp932"):
        # The last character may be cut in two.
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
