"""CSV in the encodings that offices use, read as a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.errors import EnvironmentProblem, UserError
from kitaplanner.importers.csv_file import content_of, read_csv
from kitaplanner.importers.list_workbook.reader import read_lists
from kitaplanner.importers.workbook.refusals import Refusal, told_in_words
from tests.helpers.raw_workbook import RawSheet, raw_workbook

TABLE = '番号,事業名,担当課,令和7年度,令和8年度\r\n1,"電子\r\n申請",広報課,"調査,設計",～導入\r\n'


def texts_of(data: bytes) -> dict[tuple[int, int], str]:
    content = content_of(data, "一覧.csv")
    return {(cell.row, cell.column): cell.text for cell in content.sheets[0].cells}


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp932", "シフトJIS"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_every_encoding_gives_the_same(encoding: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "一覧.csv"
    path.write_bytes(TABLE.encode(encoding))
    content = read_csv(path)
    assert content.remarks == (f"文字コードは{told}として読みました。",)
    reading = read_lists(content)
    (one,) = reading.initiatives
    assert one.field("name").value == "電子申請"  # type: ignore[union-attr]
    assert [bar.item.text for row in one.rows or () for bar in row.items] == ["調査,設計", "～導入"]


def test_tabs_part_as_commas_do() -> None:
    assert texts_of(TABLE.replace('"', "").replace(",", "\t").encode())[0, 4] == "令和8年度"
    assert texts_of(b"a\tb,c\nd\te")[0, 1] == "b,c"


def test_the_guard_of_careful_programs_is_taken_off() -> None:
    texts = texts_of("'=1+1,'-5,＝,'当たり前','＝SUM".encode())
    assert list(texts.values()) == ["=1+1", "-5", "＝", "'当たり前'", "＝SUM"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "中身がありません"),
        (b" \r\n\r\n", "中身がありません"),
        (raw_workbook(RawSheet()), "文字のファイル（CSV）ではありません"),
        (b"\x00\x01\x02\x03" * 50, "文字のファイル（CSV）ではありません"),
        ("番号,事業名\n1,".encode() + b"\xff\xff", "文字コードを判定できません（2行目付近）"),
        (b"a," * 1_100, "列が多すぎます"),
        (b"a\n" * 20_100, "行が多すぎます"),
        (b'"' + b"a" * 200_000, "行目を読めません"),
    ],
)
def test_what_can_not_be_read_is_told(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "一覧.csv"
    path.write_bytes(data if words != "列が多すぎます" else data + b"z")
    with pytest.raises(UserError, match="「一覧") as refused:
        read_csv(path)
    assert words in str(refused.value)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="フォルダです"):
        read_csv(tmp_path)
    with pytest.raises(EnvironmentProblem, match="見つかりません"):
        read_csv(tmp_path / "無い.csv")


@given(st.binary(max_size=400))
def test_no_bytes_are_too_strange(data: bytes) -> None:
    try:
        with told_in_words("一覧.csv"):
            read_lists(content_of(data, "一覧.csv"))
    except UserError as error:
        assert not isinstance(error.__cause__, (AttributeError, TypeError, KeyError))  # noqa: PT017


@given(
    st.lists(st.lists(st.text("あ1,\"\t\n'=※→", max_size=4), min_size=1, max_size=4), max_size=5)
)
def test_any_table_is_read_in_place(rows: list[list[str]]) -> None:
    quoted = "\r\n".join(
        ",".join('"' + field.replace('"', '""') + '"' for field in row) for row in rows
    )
    try:
        texts = texts_of(quoted.encode("utf-8-sig"))
    except Refusal:
        assert not any(field.strip() for row in rows for field in row) or "\t" in quoted
        return
    assert all(text.strip() for text in texts.values())
