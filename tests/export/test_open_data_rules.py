"""The rules for machine-readable data, asked of our own export; each is seen to fail as well."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill

from kitaplanner.domain.open_data.publication import CsvEncoding, Publication
from kitaplanner.domain.plan import Plan
from kitaplanner.operations.documents import sample_plan
from kitaplanner.operations.exports import export_open_data
from kitaplanner.paths import resource_path
from tests.golden_files import GoldenFiles
from tests.helpers.machine_readable import RULES, format_lines
from tests.helpers.published_data import PublishedData
from tests.strategies import plans

NUMBERS = [
    *(f"L1-{number:02}" for number in range(1, 16)),
    *(f"L2-{number:02}" for number in range(1, 7)),
    *(f"L3-{number:02}" for number in range(1, 10)),
]


def publish(plan: Plan, folder: Path, encoding: CsvEncoding = "utf-8-sig") -> PublishedData:
    export_open_data(plan, folder, Publication("2026-04-01", encoding=encoding))
    return PublishedData(folder)


def broken_rules(data: PublishedData) -> dict[str, list[str]]:
    found = {number: list(check(data)) for number, check in RULES.items()}
    return {number: problems for number, problems in found.items() if problems}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> PublishedData:
    return publish(sample_plan("kita"), tmp_path_factory.mktemp("data") / "out")


def test_all_thirty_rules_are_checked() -> None:
    assert sorted(RULES) == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_the_sample_keeps_the_rule(sample: PublishedData, number: str) -> None:
    assert list(RULES[number](sample)) == []


def test_the_sample_keeps_the_rules_in_shift_jis(tmp_path: Path) -> None:
    data = publish(sample_plan("kita"), tmp_path / "out", "cp932")
    assert broken_rules(data) == {}
    assert data.encoding == "cp932"


@settings(max_examples=30)
@given(plans())
def test_any_plan_keeps_the_rules(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert broken_rules(publish(plan, Path(folder, "out"))) == {}


def test_the_format_is_the_published_one(sample: PublishedData, golden: GoldenFiles) -> None:
    golden.check("open_data/format-1.txt", "\n".join(format_lines(sample)))


# --- each rule fails where it should -------------------------------------------------------------


def in_csv(table: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "csv" / f"{table}.csv"
        text = path.read_bytes().decode("utf-8-sig")
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode("utf-8-sig"))

    return change


def in_xlsx(change_sheet: Callable[[Any], None]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        workbook = load_workbook(folder / "data.xlsx")
        change_sheet(workbook["plan"])
        workbook.save(folder / "data.xlsx")

    return change


def a_pdf(folder: Path) -> None:
    (folder / "計画.pdf").write_bytes(b"%PDF-1.7")


def a_picture(sheet: Any) -> None:
    sheet.add_image(Image(str(resource_path("..", "docs", "pictures", "page.png"))), "B2")


def a_value(cell: str, value: object) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[cell] = value

    return change


def a_fill(sheet: Any) -> None:
    sheet["A2"].fill = PatternFill("solid", fgColor="FFFF0000")


def a_remark(sheet: Any) -> None:
    sheet["A2"].comment = Comment("確認中", "担当者")


def a_merged_cell(sheet: Any) -> None:
    sheet.merge_cells("A2:B2")


def a_hidden_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def a_folded_row(sheet: Any) -> None:
    sheet.row_dimensions[2].outlineLevel = 1


FIRST = '"kita-t-01-1-1","kita-i-01"'
BREAKS: list[tuple[str, Callable[[Path], None]]] = [
    ("L1-01", a_pdf),
    ("L1-02", in_csv("plan", '"東京都北区","13117"', '"東京都北区"')),
    ("L1-02", in_xlsx(lambda sheet: sheet.append([cell.value for cell in sheet[1]]))),
    ("L1-03", in_csv("departments", "\r\n", "\r\n,,,,,\r\n")),
    ("L1-03", in_xlsx(lambda sheet: sheet.insert_rows(2))),
    ("L1-04", in_xlsx(a_value("K9", "注：作業中"))),
    ("L1-04", in_xlsx(a_remark)),
    ("L1-05", in_csv("plan", "edition_date", "col3")),
    ("L1-06", in_csv("departments", "税務課", "税務課　")),
    ("L1-07", in_csv("schedule_items", FIRST, '"kita-t-01-1-1","kita-i-01、kita-i-02"')),
    ("L1-08", in_csv("schedule_items", "運用", "㈱運用")),
    (
        "L1-09",
        in_csv("budgets", "\r\n", '\r\n"b","i","A1","1","名",2025,"予算","なし",0,"千円",,,\r\n'),
    ),
    ("L1-10", in_xlsx(a_picture)),
    ("L1-11", in_xlsx(a_fill)),
    ("L1-12", in_xlsx(a_merged_cell)),
    ("L1-13", in_xlsx(a_hidden_column)),
    ("L1-13", in_xlsx(a_folded_row)),
    ("L1-14", in_csv("departments", "税務課", "税\n務課")),
    ("L1-15", in_csv("schedule_items", '"優先度の高い', '優先"度,の高い')),
    ("L2-01", in_csv("plan", "2025,2029", "2025年度,2029")),
    ("L2-02", in_csv("schedule_items", FIRST, '"kita-t-01-1-1",')),
    ("L2-02", in_csv("departments", "税務課", "同上")),
    ("L2-03", in_csv("plan", "edition_date", "edition")),
    ("L2-04", in_csv("schedule_items", '"矢印"', '"やじるし"')),
    ("L2-05", in_csv("schedule_items", '"矢印"', '"その他（波線）"')),
    ("L2-06", in_xlsx(a_value("F2", "=2000+25"))),
    ("L3-01", in_csv("plan", "title,", "計画の表\r\ntitle,")),
    (
        "L3-02",
        in_csv("codes", '"その期間に行うこと（紙面では矢印）"', '""'),
    ),
    ("L3-03", in_csv("plan", "2025,2029", "―,2029")),
    ("L3-04", in_csv("definition", "年度（西暦）", "")),
    ("L3-05", in_csv("plan", "令和7（2025）年度から", "令和7年度から")),
    ("L3-06", in_csv("plan", '"13117"', "")),
    ("L3-07", in_csv("plan", "ward_code", "area_code")),
    ("L3-08", in_csv("about", '"あり"', '"なし"')),
    ("L3-08", in_csv("plan", "edition_date", "版の日付")),
    ("L3-09", in_csv("plan", "first_fiscal_year", "fiscal_year_2025")),
]


def test_every_rule_is_seen_to_fail() -> None:
    assert sorted({number for number, _ in BREAKS}) == NUMBERS


@pytest.mark.parametrize(("number", "change"), BREAKS)
def test_a_broken_file_breaks_the_rule(
    sample: PublishedData, tmp_path: Path, number: str, change: Callable[[Path], None]
) -> None:
    folder = tmp_path / "out"
    shutil.copytree(sample.folder, folder)
    change(folder)
    assert list(RULES[number](PublishedData(folder)))


def test_a_workbook_of_ours_holds_no_more_parts_than_it_needs(sample: PublishedData) -> None:
    with ZipFile(sample.xlsx) as archive:
        kinds = {name.split("/")[1] for name in archive.namelist() if name.startswith("xl/")}
    assert kinds == {"workbook.xml", "worksheets", "styles.xml", "theme", "_rels"}
