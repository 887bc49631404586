"""The zip around a workbook: what it may hold, its parts, and how parts refer to each other.

Belongs here: everything that can be wrong with the container before a part is looked into. Nothing
is ever unpacked to disk. Does not belong here: what parts mean.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kitaplanner.importers.workbook import markup
from kitaplanner.importers.workbook.refusals import OverLimit, Refusal, damaged

# A thousand sheets with their drawings and the references between them are about 4,000 parts.
MAX_PARTS = 10_000
MAX_PART_BYTES = 100_000_000
MAX_TOTAL_BYTES = 200_000_000
# Trees are built of small parts only; drawings are the largest of them.
_MAX_TREE_BYTES = 20_000_000
_CHUNK = 1 << 16
_LOCAL_HEADER = 30
_ENCRYPTED_FLAG = 0x1
_KNOWN_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BAD_NAME = re.compile(r"^/|\\|^[A-Za-z]:|(^|/)\.\.(/|$)|\0")

_SAVE_AS = "Excelで「Excelブック（*.xlsx）」として保存し直してください。"
# Parts that tell apart what else comes as a zip.
_OTHER_KINDS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", f"バイナリ形式のExcelブック（.xlsb）です。{_SAVE_AS}"),
    ("word/document.xml", "Wordの文書です。Excelのブックを選んでください。"),
    ("ppt/presentation.xml", "PowerPointの資料です。Excelのブックを選んでください。"),
)
_SPREADSHEET_ODF = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = (
    "LibreOfficeなどの表計算（.ods）です。"
    "LibreOfficeの「名前を付けて保存」で種類に「Excel 2007-365 (.xlsx)」を選び、"
    "保存し直してください。"
)
_OTHER_ODF = "LibreOfficeの文書（表計算ではありません）です。Excelのブックを選んでください。"
_NO_WORKBOOK = (
    "圧縮ファイル（ZIP）で、Excelのブックではありません。中のブックを取り出してから選んでください。"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference to another part: the last word of its type, and the part."""

    kind: str
    part: str


class Archive:
    """The parts of a workbook by name; names differ in case between writers and are folded."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise damaged("圧縮の目次を読めません") from error
        entries = self._zip.infolist()
        _check_entries(entries, len(data))
        self._entries = {entry.filename.lower(): entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    def chunks(self, part: str, limit: int = MAX_PART_BYTES) -> Iterator[bytes]:
        """Yield a part in pieces; raise Refusal where it is missing or longer than the limit."""
        entry = self._entries.get(part.lower())
        if entry is None:
            raise damaged(f"ブックの中の「{part}」がありません")
        taken = 0
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                taken += len(chunk)
                if taken > limit:
                    raise OverLimit(f"ブックの中の「{part}」の内容", limit // 1_000_000, "MB")
                yield chunk

    def tree(self, part: str) -> Element:
        """Give a small part as a tree."""
        return markup.tree(self.chunks(part, _MAX_TREE_BYTES))

    def relations(self, part: str) -> dict[str, Relation]:
        """Give what a part refers to, by the ids used in it; links out of the file are left out."""
        folder, name = posixpath.split(part)
        references = posixpath.join(folder, "_rels", f"{name}.rels")
        if references not in self:
            return {}
        found = {}
        for one in self.tree(references).iter("Relationship"):
            target = one.get("Target", "")
            if one.get("TargetMode") == "External" or not target:
                continue
            absolute = posixpath.normpath(posixpath.join("/", folder, target))
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = Relation(kind, absolute.lstrip("/"))
        return found

    def workbook_part(self) -> str:
        """Give the part that lists the sheets; refuse what is another kind of file."""
        for part, reason in _OTHER_KINDS:
            if part in self:
                raise Refusal(reason)
        if "mimetype" in self:
            kind = b"".join(self.chunks("mimetype", 1_000_000)).decode("ascii", "replace")
            if kind.strip().startswith("application/vnd.oasis"):
                is_sheet = kind.strip().startswith(_SPREADSHEET_ODF)
                raise Refusal(_ODS if is_sheet else _OTHER_ODF)
        if "[Content_Types].xml" not in self:
            raise Refusal(_NO_WORKBOOK)
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                return relation.part
        raise damaged("ブックの本体が見つかりません")


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_PARTS:
        raise OverLimit("ブックの中の部品", MAX_PARTS, "個")
    total = 0
    names = set()
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise Refusal(
                "圧縮ファイルにパスワードがかかっています。パスワードを外して保存し直してください。"
            )
        if entry.compress_type not in _KNOWN_METHODS or _BAD_NAME.search(entry.filename):
            raise damaged(f"ブックの中の部品「{entry.filename[:60]}」が正しくありません")
        if entry.filename.lower() in names:
            raise damaged(f"ブックの中に「{entry.filename[:60]}」が2つあります")
        names.add(entry.filename.lower())
        total += entry.file_size
        if entry.file_size > MAX_PART_BYTES or total > MAX_TOTAL_BYTES:
            raise OverLimit("展開した内容", MAX_TOTAL_BYTES // 1_000_000, "MB")
    _check_places(entries, size)


def _check_places(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse entries that share bytes: a few kilobytes could then stand for any amount."""
    free = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < free:
            raise damaged("ブックの中の部品が重なっています")
        name = len(entry.filename.encode("utf-8", "replace"))
        # The name may be shorter in another encoding; no more than the fixed part is certain.
        free = entry.header_offset + _LOCAL_HEADER + min(name, len(entry.filename))
        free += entry.compress_size
    if free > size:
        raise damaged("ファイルが途中で切れています")
