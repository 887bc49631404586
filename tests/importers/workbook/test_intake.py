"""Files that are no workbooks: each is named for what it is, with what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kitaplanner.errors import EnvironmentProblem, UserError
from kitaplanner.importers.workbook.content import WorkbookContent
from kitaplanner.importers.workbook.intake import MAX_FILE_BYTES, read_file
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.importers.workbook.refusals import told_in_words
from tests.helpers.raw_workbook import RawSheet, raw_workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ODF = "application/vnd.oasis.opendocument."
GOOD = raw_workbook(RawSheet("<row><c><v>1</v></c></row>"))


def read(path: Path) -> WorkbookContent:
    with told_in_words(path.name):
        return read_content(read_file(path), path.name)


def named(name: str) -> bytes:
    return name.encode("utf-16-le") + bytes(2)


KINDS: dict[str, tuple[bytes, str]] = {
    "空のファイル": (b"", "0バイト"),
    "旧形式": (OLE + named("Workbook"), "（.xls）です"),
    "もっと古い形式": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "（.xls）です"),
    "暗号化": (OLE + named("EncryptedPackage"), "パスワードを外して"),
    "Word 97": (OLE + named("WordDocument"), "古い形式のWord"),
    "HTML": (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "HTML"),
    "HTML、シフトJIS": ("<TABLE><TR><TD>事業名".encode("cp932"), "HTML"),
    "HTML、UTF-16": ("<html xmlns:x>".encode("utf-16"), "HTML"),
    "ウェブアーカイブ": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "HTML"),
    "XML": (b'<?xml version="1.0"?><Workbook/>', "XMLの文書"),
    "ods": (zipped({"mimetype": ODF + "spreadsheet", "content.xml": ""}), "（.ods）です"),
    "odt": (zipped({"mimetype": ODF + "text", "content.xml": ""}), "表計算ではありません"),
    "PDF": (b"%PDF-1.7\n", "PDFです"),
    "計画のファイル": (b"SQLite format 3\0" + bytes(84), "「開く」から開いて"),
    "CSV": ("番号,事業名\r\n1,電子申請".encode("cp932"), "CSV"),
    "CSV、UTF-16": ("番号\t事業名".encode("utf-16"), "CSV"),
    "xlsb": (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "（.xlsb）です"),
    "docx": (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "Wordの文書"),
    "pptx": (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "PowerPoint"),
    "zip": (zipped({"計画.xlsx": GOOD}), "圧縮ファイル（ZIP）"),
    "空のzip": (zipped({}), "壊れている"),
    "画像": (b"\x89PNG\r\n\x1a\n", "画像です"),
    "RTF": (b"{\\rtf1\\ansi}", "RTF"),
    "切れたブック": (GOOD[: len(GOOD) // 2], "圧縮の目次を読めません"),
    "雑音": (bytes(range(256)) * 4, "壊れている"),
    "シートがない": (raw_workbook(), "1枚もありません"),
    "本体がない": (zipped({"[Content_Types].xml": ""}), "本体が見つかりません"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_own_sentence(kind: str, tmp_path: Path) -> None:
    data, words = KINDS[kind]
    path = tmp_path / "回答.xlsx"
    path.write_bytes(data)
    with pytest.raises(UserError) as refused:
        read(path)
    sentence = str(refused.value)
    assert sentence.startswith("「回答.xlsx」を読み込めません。")
    assert words in sentence
    # what to do: every one ends with a request
    assert sentence.endswith(("ください。", "選んでください。"))


def test_a_true_document_is_told_from_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE one (a)")
    connection.close()
    with pytest.raises(UserError, match="計画のファイルです"):
        read(path)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="フォルダです"):
        read(tmp_path)
    with pytest.raises(EnvironmentProblem, match="見つかりません"):
        read(tmp_path / "無い.xlsx")


def test_a_file_without_the_right_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EnvironmentProblem, match="権限がありません"):
        read(tmp_path / "計画.xlsx")


def test_too_large_a_file_is_not_read_on(tmp_path: Path) -> None:
    path = tmp_path / "写真入り.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(UserError, match="上限20MB"):
        read(path)


def test_the_name_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "回答.xls"
    path.write_bytes(GOOD)
    assert read(path).sheets[0].cells[0].text == "1"
