"""Workbooks made to hurt: small files that stand for much work or memory.

Each with a word of the sentence that must end it, or none where it holds nothing that is too much
and must simply be read. Sizes are just above the limits, so that the files are quickly made.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import TypeAlias

from tests.helpers.raw_workbook import (
    MAIN,
    RawSheet,
    anchor,
    frame,
    group,
    raw_workbook,
    shape,
    unzipped,
    zipped,
)

Bomb: TypeAlias = tuple[Callable[[], bytes], str]

ROW = "<row><c t='inlineStr'><is><t>計画</t></is></c></row>"
_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"
_LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9)
) + "]>"  # fmt: skip


def changed(parts: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes]) -> bytes:
    """Give a good workbook with parts changed and added."""
    found = unzipped(raw_workbook(RawSheet(ROW), strings=["<t>あ</t>"]))
    return zipped({**{name: parts.get(name, bytes)(data) for name, data in found.items()}, **more})


def one(part: str, change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    return lambda: changed({part: change}, {})


def rows(inside: str) -> Callable[[], bytes]:
    return lambda: raw_workbook(RawSheet(inside))


def merged(reference: str) -> Callable[[], bytes]:
    return lambda: raw_workbook(
        RawSheet(ROW, after=f"<mergeCells><mergeCell ref='{reference}'/></mergeCells>")
    )


def laughing(part: str, old: bytes, new: bytes) -> Callable[[], bytes]:
    return one(part, lambda data: _LAUGHS.encode() + data.replace(old, new, 1))


def strings(inside: bytes) -> Callable[[], bytes]:
    head = f'<sst xmlns="{MAIN}">'.encode()
    return lambda: changed({}, {_STRINGS: head + inside + b"</sst>"})


def lying_size() -> bytes:
    """Say that a part is ten bytes long, in both of the places where a zip says so."""
    data = bytearray(changed({}, {"xl/media/image1.png": bytes(200_000)}))
    return bytes(_patched(data, b"xl/worksheets/sheet1.xml", 10))


def _patched(data: bytearray, name: bytes, size: int) -> bytearray:
    at = data.find(name)
    struct.pack_into("<I", data, at - 30 + 22, size)
    central = data.find(name, at + 1)
    while data[central - 46 : central - 42] != b"PK\x01\x02":
        central = data.find(name, central + 1)
    struct.pack_into("<I", data, central - 46 + 24, size)
    return data


def overlapping() -> bytes:
    """Let all parts of a zip point at the bytes of one."""
    data = bytearray(changed({}, {"xl/a.bin": bytes(50_000), "xl/b.bin": bytes(50_000)}))
    first, second = (data.rfind(name) - 46 for name in (b"xl/a.bin", b"xl/b.bin"))
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def encrypted_flag() -> bytes:
    data = bytearray(changed({}, {}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def twice_named() -> bytes:
    buffer = io.BytesIO(changed({}, {}))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("XL/Workbook.xml", "<workbook/>")
    return buffer.getvalue()


def many_shapes(count: int) -> Callable[[], bytes]:
    drawn = anchor(shape(text="矢印"), (1, 0, 1, 0), (2, 0, 2, 0))
    return lambda: raw_workbook(RawSheet(drawing=drawn * count))


def nested_groups(depth: int) -> Callable[[], bytes]:
    def build() -> bytes:
        content = shape(frame=frame((0, 0, 1, 1)))
        for _ in range(depth):
            content = group(content, frame((0, 0, 1, 1), inside=(0, 0, 1, 1)))
        return raw_workbook(RawSheet(drawing=anchor(content, (1, 0, 1, 0), (2, 0, 2, 0))))

    return build


def long_text_in_each_cell() -> bytes:
    cells = ("<row>" + "<c t='s'><v>0</v></c>" * 100 + "</row>") * 50
    return raw_workbook(RawSheet(cells), strings=[f"<t>{'あ' * 32_000}</t>"])


def styles(count: int) -> Callable[[], bytes]:
    looks = f"<cellXfs>{'<xf/>' * count}</cellXfs>"
    return lambda: raw_workbook(RawSheet(ROW), styles=looks)


def names(count: int) -> Callable[[], bytes]:
    inside = "<definedName name='n'>計画!$A$1</definedName>" * count
    book = f"<definedNames>{inside}</definedNames>"
    return lambda: raw_workbook(RawSheet(ROW), workbook=book)


def merges(count: int) -> Callable[[], bytes]:
    inside = "".join(f"<mergeCell ref='A{n}:B{n}'/>" for n in range(1, count + 1))
    return lambda: raw_workbook(RawSheet(after=f"<mergeCells>{inside}</mergeCells>"))


def behind(part: str, old: bytes, new: bytes) -> Callable[[], bytes]:
    """Put something behind the first place of something else in a part."""
    return one(part, lambda data: data.replace(old, old + new, 1))


def added(name: str, data: bytes) -> Callable[[], bytes]:
    return lambda: changed({}, {name: data})


_ENTITY = b"<!DOCTYPE l [<!ENTITY a '" + b"A" * 100_000 + b"'>]>"
_OUTSIDE = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_OTHER_DTD = b'<!DOCTYPE l SYSTEM "http://127.0.0.1:9/a">'
_TEXT, _JA = "計画".encode(), "あ".encode()
_CELLS, _DIMENSION = b"<sheetData>", b'<dimension ref="A1:XFD1048576"/>'
_FAR = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
_RELATIONS = "xl/_rels/workbook.xml.rels"

BOMBS: dict[str, Bomb] = {
    "笑う実体、シート": (laughing(_SHEET, _TEXT, b"&j;"), "DTD"),
    "笑う実体、文字列": (laughing(_STRINGS, _JA, b"&j;"), "DTD"),
    "笑う実体、ブック": (laughing("xl/workbook.xml", _TEXT, b"&j;"), "DTD"),
    "笑う実体、書式": (laughing("xl/styles.xml", "年度".encode(), b"&j;"), "DTD"),
    "二乗の実体": (one(_STRINGS, lambda _: _ENTITY + b"<l>" + b"&a;" * 20_000 + b"</l>"), "DTD"),
    "外のファイル": (one(_STRINGS, lambda data: _OUTSIDE + data.replace(_JA, b"&a;")), "DTD"),
    "外のDTD": (one(_SHEET, lambda data: _OTHER_DTD + data), "DTD"),
    "空白110MB": (one(_SHEET, lambda data: data + b" " * 110_000_000), "上限200MB"),
    "空白90MB": (behind(_SHEET, _CELLS, b" " * 90_000_000), ""),
    "文字列90MB": (strings(b"<si><t>" + b"A" * 90_000_000 + b"</t></si>"), "1つのセルの文章"),
    "文字列30万個": (strings(b"<si><t>a</t></si>" * 300_000), "上限200,000個"),
    "使用範囲だけ広い": (
        one(_SHEET, lambda data: data.replace(_CELLS, _DIMENSION + _CELLS)),
        "",
    ),
    "右下の果てのセル": (rows(ROW + _FAR), "計画!XFD1048576に値があります"),
    "全体の結合": (merged("A1:XFD1048576"), "上限200,000個"),
    "広い結合": (merged("A1:XFD200"), "上限200,000個"),
    "結合6千か所": (merges(6_000), "上限5,000か所"),
    "空の行30万": (rows("<row/>" * 300_000), "上限20,000行"),
    "書式だけのセル60万": (
        rows(("<row>" + "<c s='0'/>" * 60 + "</row>") * 10_000),
        "上限500,000個",
    ),
    "行番号20億": (rows("<row r='2000000000'/>"), "行の並び"),
    "書式20万": (styles(200_000), "上限64,000種類"),
    "書式6万": (styles(60_000), ""),
    "名前10万": (names(100_000), ""),
    "深い入れ子": (strings(b"<si>" * 100_000 + b"</si>" * 100_000), "入れ子が深すぎます"),
    "シート2,001枚": (
        lambda: raw_workbook(*[RawSheet(name=f"s{n}") for n in range(2_001)]),
        "上限2,000枚",
    ),
    "部品1万個": (
        lambda: changed({}, {f"xl/{n}.bin": b"" for n in range(10_000)}),
        "上限10,000個",
    ),
    "図形6千": (many_shapes(6_000), "上限5,000個"),
    "図の中の図150段": (nested_groups(150), ""),
    "図の中の図1,000段": (nested_groups(1_000), "入れ子が深すぎます"),
    "長文を全セルに": (long_text_in_each_cell, "上限20,000,000文字"),
    "入れ子の圧縮": (lambda: added("xl/media/image1.png", changed({}, {}))(), ""),
    "重なる部品": (overlapping, "重なっています"),
    "うその長さ": (lying_size, "壊れている"),
    "暗号化した部品": (encrypted_flag, "パスワードがかかっています"),
    "同じ名前の部品": (twice_named, "2つあります"),
    "外へ出る名前": (added("../../evil.txt", b"x"), "正しくありません"),
    "関係が60万": (added(_RELATIONS, b"<r>" + b"<a/>" * 600_000), "上限500,000個"),
    "関係が21MB": (added(_RELATIONS, b"<r>" + b" " * 21_000_000), "上限20MB"),
}
