"""Old, protected and macro workbooks at the command line: a clear sentence, and nothing touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from kitaplanner import cli
from kitaplanner.operations.documents import read_plan, sample_plan, write_new
from tests.helpers.office import convert, needs_office
from tests.helpers.raw_workbook import RawSheet, raw_workbook
from tests.helpers.reply_books import field_line, fill

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
DEPARTMENT = "広報課"
INITIATIVE = "kita-i-09"


def container(*names: str) -> bytes:
    """Give an old container of Office with streams of these names."""
    return OLE + b"".join(name.encode("utf-16-le") + bytes(2) for name in names)


ENCRYPTED = container("EncryptionInfo", "EncryptedPackage")
OLD = container("Workbook")
REFUSED = {
    "暗号化.xlsx": (ENCRYPTED, "パスワードで保護（暗号化）されています。"),
    "旧形式.xls": (OLD, "旧形式のExcelブック（.xls）です。"),
    "名前だけ新しい.xlsx": (OLD + bytes(8), "旧形式のExcelブック（.xls）です。"),
}


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "計画.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    return path


@pytest.fixture
def sent(path: Path) -> Path:
    """Give the workbook that a department got."""
    folder = path.with_name("照会")
    assert run("inquiry", "send", path, folder, "--department", DEPARTMENT) == cli.DONE
    return folder / f"照会_{DEPARTMENT}.xlsx"


def with_macros(book: Path, target: Path) -> Path:
    """Save a workbook as Excel saves one with a macro."""
    with ZipFile(book) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(PLAIN_TYPE.encode(), MACRO_TYPE.encode())
            elif name == "xl/_rels/workbook.xml.rels":
                macro = f'<Relationship Id="rIdM" Type="{VBA}" Target="vbaProject.bin"/>'
                data = data.replace(b"</Relationships>", macro.encode() + b"</Relationships>")
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", container("VBA"))
    return target


def receiving(path: Path, source: Path) -> int:
    return run("inquiry", "receive", path, source, "--apply", "safe")


def importing(path: Path, source: Path) -> int:
    return run("import", path, source, "--apply", "all")


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("take", [receiving, importing])
def test_what_is_not_read_is_said_and_nothing_is_touched(
    path: Path, name: str, take: Callable[[Path, Path], int], capsys: pytest.CaptureFixture[str]
) -> None:
    data, sentence = REFUSED[name]
    source = path.with_name(name)
    source.write_bytes(data)
    before = path.read_bytes()
    assert take(path, source) == cli.BAD_INPUT
    told = capsys.readouterr().err
    assert f"「{name}」を読み込めません。{sentence}" in told
    assert told.strip().endswith("保存し直してください。")
    assert "Traceback" not in told
    assert (path.read_bytes(), source.read_bytes()) == (before, data)
    assert {one.name for one in path.parent.iterdir()} == {path.name, name}


def test_a_refused_reply_in_a_folder_is_named_and_hinders_no_other(
    path: Path, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(sent, {(INITIATIVE, field_line("summary"), "new"): "新しい概要です。"})
    for name, (data, _) in REFUSED.items():
        (sent.parent / name).write_bytes(data)
    capsys.readouterr()
    assert receiving(path, sent.parent) == cli.FOUND
    told = "".join(capsys.readouterr())
    assert all(f"「{name}」を読み込めません。" in told for name in REFUSED)
    after = read_plan(path).initiative(INITIATIVE)
    assert after is not None
    assert after.summary == "新しい概要です。"


@needs_office
def test_a_true_xls_is_told_as_one(
    path: Path, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = convert(sent, "xls")
    before = path.read_bytes()
    assert receiving(path, source) == cli.BAD_INPUT
    assert importing(path, source) == cli.BAD_INPUT
    assert capsys.readouterr().err.count("旧形式のExcelブック（.xls）です。") == 2
    assert path.read_bytes() == before


def test_a_reply_with_macros_is_read_without_them_and_that_is_said(
    path: Path, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(sent, {(INITIATIVE, field_line("summary"), "new"): "新しい概要です。"})
    source = with_macros(sent, sent.with_suffix(".xlsm"))
    data = source.read_bytes()
    sent.unlink()
    capsys.readouterr()
    assert receiving(path, source.parent) == cli.DONE
    assert "マクロが含まれていますが、読まず、動かしません。" in capsys.readouterr().out
    assert source.read_bytes() == data
    after = read_plan(path).initiative(INITIATIVE)
    assert after is not None
    assert after.summary == "新しい概要です。"


def test_an_imported_workbook_with_macros_says_that_they_are_left_alone(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "<row r='1'><c r='A1' t='inlineStr'><is><t>メモ</t></is></c></row>"
    plain = tmp_path / "メモ.xlsx"
    plain.write_bytes(raw_workbook(RawSheet(rows)))
    source = with_macros(plain, tmp_path / "メモ.xlsm")
    before = path.read_bytes()
    importing(path, source)
    assert "マクロが含まれていますが、読まず、動かしません。" in "".join(capsys.readouterr())
    assert path.read_bytes() == before
