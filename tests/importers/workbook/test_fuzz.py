"""Broken workbooks by the hundred: a sentence or a content, nothing else.

`FAULT_SCALE` multiplies the number of files. Every kind of damage comes from one seed; a failing
one is named by its number.
"""

from __future__ import annotations

import collections
import io
import os
import random
import re
import zipfile

import pytest

from kitaplanner.errors import EnvironmentProblem, UserError
from kitaplanner.importers.workbook import wire
from kitaplanner.importers.workbook.content import WorkbookContent
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.importers.workbook.refusals import Refusal, told_in_words
from tests.helpers.raw_workbook import (
    RawSheet,
    anchor,
    connector,
    frame,
    group,
    outline,
    raw_workbook,
    shape,
    unzipped,
)

FILES = 400 * int(os.environ.get("FAULT_SCALE", "1"))
SEED = 20_260_401
_DRAWING = anchor(shape(text="決済機能"), (1, 0, 2, 0), (3, 9_000, 3, 0)) + anchor(
    group(
        shape(outline([(0, 0), (80, 0), (100, 50), (80, 100), (0, 100)]), frame=frame((0, 0, 9, 9)))
        + connector("<a:tailEnd type='arrow'/>", frame((9, 9, 9, 0))),
        frame((0, 0, 18, 18), inside=(0, 0, 18, 18)),
    ),
    (2, 5, 4, 5),
    (6, 5, 6, 5),
)
_ROWS = "".join(
    f"<row r='{n}' ht='20'><c r='A{n}' t='s'><v>{n % 3}</v></c><c r='B{n}' s='2'><v>{n}</v></c>"
    f"<c r='C{n}' t='inlineStr'><is><t>事業{n}</t></is></c><c r='D{n}'><f>B{n}</f><v>1</v></c>"
    f"<c r='E{n}' s='1'/><c r='F{n}' t='b'><v>1</v></c></row>"
    for n in range(1, 20)
)
GOOD = raw_workbook(
    RawSheet(
        _ROWS,
        before="<sheetFormatPr/><cols><col min='1' max='3' width='12'/></cols>",
        after="<mergeCells count='1'><mergeCell ref='A1:B2'/></mergeCells>",
        drawing=_DRAWING,
    ),
    RawSheet(name="空"),
    strings=["<t>介護</t><rPh sb='0' eb='2'><t>カイゴ</t></rPh>", "<r><t>a</t></r>", "<t/>"],
    workbook="<definedNames><definedName name='n'>計画!$A$1</definedName></definedNames>",
)
PARTS = unzipped(GOOD)
TOKENS = (
    b"0", b"-1", b"999999999999", b"1e400", b"nan", b"A1", b"XFD1048576", b"A1:XFD1048576", b"",
    b"\x00", b"&#xD800;", b"&x;", b"<", b'">', b"true", b"s", b"inlineStr", b"e", b"d", b"str",
    b"../../../../etc/passwd", b"_xD800_", b"\xff\xfe", "令和".encode("cp932"), b"%", b"1.5",
)  # fmt: skip


def damaged_part(data: bytes, rng: random.Random) -> bytes:
    """Damage a part in one of seven ways."""
    way = rng.randrange(7) if data else -1
    if way < 0:
        return data  # damaged away already
    if way == 0:
        changed = bytearray(data)
        for _ in range(rng.choice([1, 4, 20])):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        return bytes(changed)
    if way in (1, 2):
        places = list(re.finditer(rb"=[\"']([^\"']*)[\"']" if way == 1 else rb">([^<]+)<", data))
        if not places:
            return data
        place = rng.choice(places)
        return data[: place.start(1)] + rng.choice(TOKENS) + data[place.end(1) :]
    if way == 3:
        tags = list(re.finditer(rb"</?(\w+:)?\w+[^>]*>", data))
        if not tags:
            return data
        tag = rng.choice(tags)
        text = tag[0]
        new = rng.choice([b"", text * 2, text * 50, b"<zz/>", text[:-1]])
        return data[: tag.start()] + new + data[tag.end() :]
    if way == 4:
        return data[: rng.randrange(len(data))]
    at = rng.randrange(len(data))
    if way == 5:
        return data[:at] + data[at : at + rng.randrange(1, 500)] + data[at:]
    head = rng.choice(
        [b'<!DOCTYPE a [<!ENTITY x "y">]>', b"<!-- -->", b"<?pi x?>", b"\xef\xbb\xbf"]
    )
    return head + data


def damaged_workbook(number: int) -> bytes:
    """Damage the zip, or one to three of its parts."""
    rng = random.Random(SEED * 1_000_003 + number)
    way = rng.randrange(10)
    if way == 0:
        data = bytearray(GOOD)
        for _ in range(rng.choice([1, 5, 50])):
            data[rng.randrange(len(data))] = rng.randrange(256)
        return bytes(data)
    if way == 1:
        return GOOD[: rng.randrange(len(GOOD))]
    if way == 2:
        return rng.choice(
            [rng.randbytes(500), b"PK\x03\x04" + rng.randbytes(500), GOOD + rng.randbytes(900),
             rng.randbytes(900) + GOOD]
        )  # fmt: skip
    return _with_damaged_parts(rng)


def _with_damaged_parts(rng: random.Random) -> bytes:
    parts = dict(PARTS)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        name, other = rng.choice(sorted(parts)), rng.choice(sorted(parts))
        way = rng.randrange(12)
        if way == 0:
            del parts[name]
        elif way == 1:
            parts[name], parts[other] = parts[other], parts[name]
        elif way == 2:
            parts[rng.choice(["../evil", "xl/vbaProject.bin", "日本.xml", "a" * 300])] = parts[name]
        elif way == 3:
            parts["x" + name] = parts.pop(name)
        else:
            parts[name] = damaged_part(parts[name], rng)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def check(content: WorkbookContent) -> None:
    """What is accepted has to be within what the content promises, and pass the wire unchanged."""
    for sheet in content.sheets:
        assert all(cell.row >= 0 <= cell.column for cell in sheet.cells)
        assert all(one.left <= one.right and one.top <= one.bottom for one in sheet.shapes)
    listener = wire.Listener()
    heard = [listener.hear(*_parted(line)) for line in wire.content_lines(content)]
    assert heard[-1] == content


def _parted(line: bytes) -> tuple[str, list[object]]:
    kind, *parts = wire.decode(line)
    return kind, parts


def outcome(data: bytes) -> str:
    """Read a workbook as the child does; say how it ended."""
    try:
        with told_in_words("回答.xlsx"):
            content = read_content(data, "回答.xlsx")
    except UserError as refusal:
        is_sentence = str(refusal).startswith("「回答.xlsx」を読み込めません。")
        return "refused" if is_sentence else "broken promise"
    except EnvironmentProblem:
        return "broken promise"  # the machine is sound
    check(content)
    return "read"


def test_broken_workbooks_end_in_a_sentence() -> None:
    endings: collections.Counter[str] = collections.Counter()
    for number in range(FILES):
        ending = outcome(damaged_workbook(number))
        endings[ending] += 1
        assert ending != "broken promise", number
    print(f"{FILES} broken workbooks: {dict(endings)}, nothing else")  # noqa: T201
    assert endings["refused"] > FILES / 4
    assert endings["read"] > FILES / 20


def test_the_damage_would_raise_much_else() -> None:
    """The control: without the border, many of the same files end in errors of the libraries."""
    leaks: collections.Counter[str] = collections.Counter()
    for number in range(200):
        try:
            read_content(damaged_workbook(number), "回答.xlsx")
        except Refusal:
            continue
        except Exception as error:  # noqa: BLE001  # whatever it is, it is counted
            leaks[type(error).__name__] += 1
    assert len(leaks) >= 2
    assert leaks.total() > 20


def test_the_good_one_is_read() -> None:
    content = read_content(GOOD, "x")
    assert len(content.sheets[0].cells) == 19 * 6 - 19 // 3
    assert [one.kind for one in content.sheets[0].shapes] == ["home_plate", "home_plate", "line"]


@pytest.mark.parametrize("missing", sorted(PARTS))
def test_any_part_may_be_missing(missing: str) -> None:
    parts = {name: data for name, data in PARTS.items() if name != missing}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert outcome(buffer.getvalue()) != "broken promise"
