"""Open data read back: each kind of file gives the values of the tables; folders whole or not."""

from __future__ import annotations

import dataclasses
import errno
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitaplanner.domain.form import load_form
from kitaplanner.domain.open_data.data_set import open_data
from kitaplanner.domain.open_data.model import Column, DataTable
from kitaplanner.domain.open_data.publication import Publication
from kitaplanner.domain.plan import Indicator, Plan
from kitaplanner.errors import Cancelled, EnvironmentProblem, UserError
from kitaplanner.export import output_set
from kitaplanner.export.flat_text import from_one_line, guard, to_one_line, unguard
from kitaplanner.export.open_data import write_open_data
from kitaplanner.export.open_data_csv import csv_bytes
from kitaplanner.export.output_set import write_together
from kitaplanner.operations.documents import sample_plan
from kitaplanner.operations.exports import export_open_data
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.helpers.published_data import PublishedData, Records
from tests.strategies import plans

PUBLICATION = Publication("2026-04-01")
HOSTILE = (
    "=1+1",
    "+81",
    "-1",
    "@SUM(A1)",
    "＝1",
    "＋",
    "－",
    "＠",
    "'引用",
    "''",
    '"',
    "a,b",
    "\\n",
)


def tables_of(plan: Plan) -> tuple[DataTable, ...]:
    return open_data(plan, load_form(plan.form), PUBLICATION)


def check_read_back(plan: Plan, folder: Path) -> None:
    tables = tables_of(plan)
    write_open_data(tables, folder, "utf-8-sig")
    data = PublishedData(folder)
    assert list(data.json) == [table.name for table in tables]
    assert data.workbook.sheetnames == [table.name for table in tables]
    for table in tables:
        records = table.records()
        assert data.csv_records(table.name) == records, table.name
        assert data.json[table.name] == records, table.name
        assert _as_excel(data.xlsx_records(table.name)) == _as_excel(records), table.name


def _as_excel(records: Records) -> Records:
    """Round numbers to the 15 digits that a cell keeps."""
    return [
        {key: float(f"{one:.15g}") if isinstance(one, float) else one for key, one in row.items()}
        for row in records
    ]


def test_the_sample_reads_back_from_each_kind_of_file(tmp_path: Path) -> None:
    check_read_back(sample_plan("kita"), tmp_path / "out")


@settings(max_examples=30)
@given(plans())
def test_any_plan_reads_back_from_each_kind_of_file(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_read_back(plan, Path(folder, "out"))


def test_a_number_of_many_digits_keeps_the_fifteen_that_excel_keeps(tmp_path: Path) -> None:
    indicator = Indicator("n", "利用件数", baseline_year=2024, baseline=2.5698971618457554e22)
    check_read_back(plan_of(initiative_of(indicators=(indicator,))), tmp_path / "out")


def test_hostile_texts_stay_texts_and_come_back(tmp_path: Path) -> None:
    items = tuple(
        (years_item(f"i{index}", 2025, 2025, text),) for index, text in enumerate(HOSTILE)
    )
    plan = plan_of(initiative_of(*items))
    check_read_back(plan, tmp_path / "out")
    data = PublishedData(tmp_path / "out")
    for value in data.values("schedule_items", "text"):
        assert value[0] not in "=+-@＝＋－＠\t\r"
    column = next(
        i for i, one in enumerate(data.workbook["schedule_items"][1]) if one.value == "text"
    )
    cells = [row[column] for row in data.workbook["schedule_items"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells][:4] == [True] * 4


@given(st.text())
def test_a_text_on_one_line_comes_back(text: str) -> None:
    line = to_one_line(text)
    assert len(line.splitlines()) <= 1
    assert from_one_line(line) == text


@given(st.text() | st.sampled_from(HOSTILE))
def test_a_guarded_text_comes_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


def test_line_breaks_and_backslashes_are_told_apart() -> None:
    assert to_one_line("残り\n達成") == "残り\\n達成"
    assert to_one_line("C:\\n") == "C:\\\\n"
    assert to_one_line("a\u2028b") == "a\\u2028b"


def test_shift_jis_names_the_characters_that_it_lacks(tmp_path: Path) -> None:
    plan = dataclasses.replace(plan_of(initiative_of()), title="𠮷野の計画～🙂")
    with pytest.raises(UserError) as refused:
        export_open_data(plan, tmp_path / "out", Publication("2026-04-01", encoding="cp932"))
    words = str(refused.value)
    assert "「𠮷」（U+20BB7、2行目の計画名）" in words
    assert "「🙂」" in words
    assert "2字あります" in words
    assert list(tmp_path.iterdir()) == []


def test_shift_jis_has_no_mark_and_reads_back(tmp_path: Path) -> None:
    table = DataTable("t", "表", "", (Column("name", "名", "text", ""),), (("髙①～㈱",),))
    assert csv_bytes(table, "cp932").decode("cp932") == 'name\r\n"髙①～㈱"\r\n'
    assert csv_bytes(table, "utf-8-sig")[:3] == b"\xef\xbb\xbf"


def test_a_text_too_long_for_a_cell_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    plan = plan_of(initiative_of(summary="あ" * 32_768))
    with pytest.raises(UserError, match="32,767"):
        export_open_data(plan, tmp_path / "out", PUBLICATION)
    assert list(tmp_path.iterdir()) == []


def test_the_same_plan_gives_the_same_text_files(tmp_path: Path) -> None:
    plan = sample_plan("kita")
    for name in ("a", "b"):
        export_open_data(plan, tmp_path / name, PUBLICATION)
    first, second = PublishedData(tmp_path / "a"), PublishedData(tmp_path / "b")
    assert first.raw == second.raw
    assert first.json == second.json


def test_progress_is_told_and_stopping_leaves_nothing(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    plan = plan_of(initiative_of())

    def stop(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 3:
            raise Cancelled("中止しました。")

    with pytest.raises(Cancelled):
        export_open_data(plan, tmp_path / "out", PUBLICATION, progress=stop)
    assert list(tmp_path.iterdir()) == []
    export_open_data(plan, tmp_path / "out", PUBLICATION, progress=lambda *one: heard.append(one))
    assert heard[-1][0] == heard[-1][1] == len(list((tmp_path / "out").rglob("*.*")))


# --- a folder whole or not at all ----------------------------------------------------------------


def test_files_of_others_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_text("控え", encoding="utf-8")
    (tmp_path / "a.csv").write_text("古い", encoding="utf-8")
    write_together(tmp_path, {"a.csv": b"new", "csv/b.csv": b"b"})
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    found = sorted(str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*") if one.is_file())
    assert found == ["a.csv", "csv/b.csv", "memo.txt"]


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_file_that_cannot_be_put_leaves_all_old_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    names = ("a.csv", "b.csv", "c.csv")
    for name in names[:2]:
        (tmp_path / name).write_bytes(b"old")
    calls = 0
    put = output_set.put_in_place

    def held(temporary: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise PermissionError(errno.EACCES, "held", str(target))
        put(temporary, target)

    monkeypatch.setattr(output_set, "put_in_place", held)
    with pytest.raises(EnvironmentProblem, match="開いているファイルを閉じる"):
        write_together(tmp_path, dict.fromkeys(names, b"new"))
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {
        "a.csv": b"old",
        "b.csv": b"old",
    }


def test_a_full_disk_leaves_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(output_set.os, "fsync", full)
    with pytest.raises(EnvironmentProblem, match="空き容量"):
        write_together(tmp_path / "out", {"csv/a.csv": b"a"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="out"):
        write_together(tmp_path / "out", {"a.csv": b"a"})
    assert (tmp_path / "out").read_text(encoding="utf-8") == ""


def test_json_is_one_record_a_line(tmp_path: Path) -> None:
    export_open_data(plan_of(initiative_of()), tmp_path, PUBLICATION)
    lines = (tmp_path / "data.json").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[2].rstrip(","))["title"] == "東京都北区DX推進計画2025"
