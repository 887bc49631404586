"""CSV and tab-separated text → the same neutral content as a workbook's, one sheet.

Belongs here: encodings, separators, limits. Does not belong here: what the columns mean
(`list_workbook`). A text file needs no process of its own: nothing in it is expanded.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kitaplanner.importers.workbook.content import Cell, SheetContent, WorkbookContent
from kitaplanner.importers.workbook.intake import MAX_FILE_BYTES
from kitaplanner.importers.workbook.refusals import OverLimit, Refusal, told_in_words
from kitaplanner.importers.workbook.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from kitaplanner.importers.workbook.text import MAX_TEXT, Cleaner

SUFFIXES = (".csv", ".tsv", ".txt")
# What our own and other careful programs put before a text that Excel would calculate.
_GUARD = "'"
_GUARDED = "=+-@\t\r＝＋－＠"
_HEAD = 4096  # bytes or characters, to tell what sort of file it is
_ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp932": "シフトJIS",
}
_LOOKED_AT = 20  # lines, to tell the separator
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"SQLite format 3\0", b"\x89PNG")
_NO_TEXT = (
    "文字のファイル（CSV）ではありません。"
    "Excelのブックのときは、名前の終わりを「.xlsx」に戻して選び直してください。"
)
_UNKNOWN_ENCODING = (
    "文字コードを判定できません（{line}行目付近）。"
    "Excelで「CSV UTF-8（コンマ区切り）」として保存し直してください。"
)


def read_csv(path: Path) -> WorkbookContent:
    """Read a text file with a table; raise UserError or EnvironmentProblem."""
    with told_in_words(path.name):
        if path.is_dir():
            raise Refusal("フォルダです。中のCSVファイルを選んでください。")
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise OverLimit("ファイルの内容", MAX_FILE_BYTES // 1_000_000, "MB")
        return content_of(data, path.name, path.stem)


def content_of(data: bytes, source: str, name: str = "CSV") -> WorkbookContent:
    """Give the table of a text file as the only sheet; raise Refusal."""
    text, encoding = decoded(data)
    if not text.strip():
        raise Refusal("中身がありません。コピーや保存が途中で終わっていないか確かめてください。")
    cleaner = Cleaner()
    cells = tuple(_cells(text, name, cleaner))
    sheet = SheetContent(name, cells)
    remark = f"文字コードは{encoding}として読みました。"
    return WorkbookContent(source, (sheet,), remarks=(remark, *cleaner.remarks))


def decoded(data: bytes) -> tuple[str, str]:
    """Give the text and the encoding's name as people know it; raise Refusal where none fits."""
    if data.startswith(_BINARY):
        raise Refusal(_NO_TEXT)
    if data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data[:_HEAD]:
        encodings = [_utf16_without_mark(data)]
    else:
        encodings = ["utf-8", "cp932"]
    reached = 0
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            reached = max(reached, error.start)
            continue
        if _is_noise(text):
            raise Refusal(_NO_TEXT)
        return text, _ENCODING_NAMES[encoding]
    line = data[:reached].count(b"\n") + 1
    raise Refusal(_UNKNOWN_ENCODING.format(line=line))


def _is_noise(text: str) -> bool:
    """Say whether control characters are so many that this is no text of anybody's."""
    head = text[:_HEAD]
    return sum(char < " " and char not in "\t\r\n" for char in head) * 20 > len(head)


def _utf16_without_mark(data: bytes) -> str:
    """Tell the order of bytes: separators and digits have their zero byte on one side."""
    head = data[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if min(even, odd) * 4 > max(even, odd):
        raise Refusal(_NO_TEXT)
    return "utf-16-be" if even > odd else "utf-16-le"


def _cells(text: str, name: str, cleaner: Cleaner) -> Iterator[Cell]:
    count = 0
    for row, fields in enumerate(_records(text)):
        if row >= MAX_ROWS:
            raise OverLimit("行", MAX_ROWS, "行")
        while fields and not fields[-1].strip():
            fields.pop()
        if len(fields) > MAX_COLUMNS:
            raise OverLimit("列", MAX_COLUMNS, "列")
        count += len(fields)
        if count > MAX_CELLS:
            raise OverLimit("セル", MAX_CELLS, "個")
        for column, field in enumerate(fields):
            text_of_cell = cleaner.clean(_without_guard(field), f"{name}の{row + 1}行目")
            if text_of_cell.strip():
                yield Cell(row, column, text_of_cell)


def _records(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False)
    try:
        yield from reader
    except csv.Error as error:
        raise Refusal(
            f"{reader.line_num}行目を読めません（1つの欄が{MAX_TEXT:,}文字より長いか、"
            "引用符が閉じていません）。その行を直してから選び直してください。"
        ) from error


def _separator(text: str) -> str:
    """Choose tab or comma: the one that the first lines have, tab where both are there alike."""
    head = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    tabs, commas = (sum(line.count(sign) > 0 for line in head) for sign in "\t,")
    return "\t" if tabs and tabs >= commas else ","


def _without_guard(field: str) -> str:
    guarded = len(field) > 1 and field[0] == _GUARD and field[1] in _GUARDED
    return field[1:] if guarded else field
