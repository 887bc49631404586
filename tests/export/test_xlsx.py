"""The paper workbook: sheets, looks, print set-up, links; whole or not at all."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.errors import Cancelled, EnvironmentProblem
from kitaplanner.export.xlsx import Progress, write_workbook
from tests.helpers.sheet_tables import item, list_table, plan_of, sheet_table

FORM = load_form("kita")
ONLINE = Initiative("a", "電子申請の推進", ("DX推進担当課", "全庁"), "広げます。", ("注です。",))
COUNTER = Initiative("b", "窓口 'X' の推進: [試行]", ("全庁",), "減らします。")
PLAN = plan_of(ONLINE, COUNTER, title="R&D計画2025")
ROWS = {
    "a": [
        [item("検討", 2025), item("運用\n※令和6年度導入", 2026, 2029)],
        [],
        [item("調査", 2025, 2026, "dashed"), item("箱", 2027, kind="box")],
        [item("注記", 2029, kind="note"), item("3件", 2028, kind="value")],
    ]
}


def write(path: Path, progress: Progress | None = None, plan: Plan = PLAN) -> None:
    numbering = number_plan(plan, FORM)
    tables = [
        sheet_table(one, ROWS.get(one.id, []), title=numbering.heading(one))
        for one in plan.initiatives()
    ]
    write_workbook(
        tables,
        list_table(plan, numbering),
        path,
        plan=plan,
        form=FORM,
        progress=progress,
    )


@pytest.fixture(scope="module")
def book_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "計画.xlsx"
    write(path)
    return path


@pytest.fixture(scope="module")
def book(book_path: Path) -> Workbook:
    return load_workbook(book_path, rich_text=True)


def test_the_list_comes_first_and_each_initiative_has_its_sheet(book: Workbook) -> None:
    assert book.sheetnames == [
        "掲載事業一覧",
        "基1①1-(1) 電子申請の推進",
        "基1①1-(2) 窓口 'X' の推進： ［試行］",
        "kitaplanner",
    ]
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 3 + ["veryHidden"]
    assert book.active is book.worksheets[0]


def test_the_list_leads_to_the_sheets(book: Workbook) -> None:
    sheet = book.worksheets[0]
    links = [sheet.cell(row, 1).hyperlink for row in (4, 5)]
    assert [link.target for link in links] == [None, None]
    locations = [link.location for link in links]
    quoted = [name.replace("'", "''") for name in book.sheetnames[1:3]]
    assert locations == [f"'{name}'!A1" for name in quoted]
    assert [sheet.cell(row, 2).hyperlink for row in (4, 5)] == [None, None]
    assert sheet["A4"].font.underline == "single"
    assert sheet.freeze_panes == "A3"


def test_the_list_has_a_title_and_tinted_headings(book: Workbook) -> None:
    sheet = book.worksheets[0]
    assert sheet["A1"].font.sz == FORM.sizes.heading[1]
    assert sheet["A1"].border.bottom.style == "medium"  # the frame of the table below
    assert sheet["A3"].font.b
    assert sheet["A3"].fill.fgColor.rgb == "FF" + FORM.colours["item"].removeprefix("#")


def test_spans_are_merged_and_hold_the_text(book: Workbook) -> None:
    sheet = book.worksheets[1]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"B1:D1", "F1:G1", "B2:G2", "A3:G3", "A4:B4", "A5:B5", "C5:G5", "A7:C7"} <= merged
    assert "A6:B6" not in merged  # an empty row keeps its year lines
    assert sheet["B1"].value == "1-(1) 電子申請の推進"
    assert sheet["F1"].value == "DX推進担当課、全庁"
    assert str(sheet["C5"].value) == "運用\n※令和6年度導入"
    assert [sheet.cell(4, column).value for column in (1, 3, 4, 5, 7)] == [
        f"令和{year}年度" for year in range(7, 12)
    ]


def test_notes_are_smaller_than_the_text_above_them(book: Workbook) -> None:
    text, notes = book.worksheets[1]["B2"].value
    assert text == "広げます。"
    assert notes.text == "\n※注です。"
    assert notes.font.sz == FORM.sizes.body - FORM.sizes.note_step


@pytest.mark.parametrize(
    ("cell", "fill", "left", "horizontal"),
    [
        ("A5", "", "medium", "center"),  # an item at the frame; its fill is that of the shape
        ("C5", "", "dotted", "center"),
        ("G8", "", "dotted", "center"),
        ("A1", "label", "medium", "center"),
        ("B1", "", "thin", "left"),
        ("A4", "header", "medium", "center"),
        ("D6", "", "dotted", None),
    ],
)
def test_looks(book: Workbook, cell: str, fill: str, left: str, horizontal: str | None) -> None:
    found = book.worksheets[1][cell]
    shown = found.fill.fgColor.rgb if found.fill.fill_type == "solid" else ""
    assert shown == ("FF" + FORM.colours[fill].removeprefix("#") if fill else "")
    assert found.border.left.style == left
    if horizontal:
        assert found.alignment.horizontal == horizontal
        assert found.alignment.vertical == "center"
        assert found.alignment.wrap_text


def test_widths_are_whole_pixels_that_add_up_to_the_width_of_the_page(book: Workbook) -> None:
    sheet = book.worksheets[1]
    pixels = [sheet.column_dimensions[letter].width * 7 for letter in "ABCDEFG"]
    assert pixels == pytest.approx([round(one) for one in pixels])
    assert sum(pixels) == pytest.approx(int(mm(170) * 96 / 72))
    year = pixels[0] + pixels[1], pixels[2], pixels[3], pixels[4] + pixels[5], pixels[6]
    assert max(year) - min(year) < 1.5


def test_heights_are_those_of_the_table(book: Workbook) -> None:
    heights = [book.worksheets[1].row_dimensions[row].height for row in range(1, 6)]
    assert heights == [28.5, 60.0, 22.5, 20.25, 30.0]


def test_the_normal_font_is_the_unit_of_widths(book: Workbook, book_path: Path) -> None:
    with ZipFile(book_path) as archive:
        styles = archive.read("xl/styles.xml").decode()
    fonts = re.findall(r"<font>(.*?)</font>", styles)
    assert "BIZ UDゴシック" in fonts[0]
    assert 'val="10.5"' in fonts[0]
    assert re.search(r'<cellStyleXfs[^>]*><xf [^>]*fontId="0"', styles)
    assert not any("Calibri" in font for font in fonts)


def test_print_set_up(book: Workbook) -> None:
    sheet = book.worksheets[1]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.page_margins.left == pytest.approx(20 / 25.4)
    assert sheet.page_margins.top == pytest.approx(24 / 25.4)
    assert sheet.print_options.horizontalCentered
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area.endswith("!$A$1:$G$8")
    assert not sheet.sheet_view.showGridLines


def test_running_lines_escape_the_ampersand(book_path: Path) -> None:
    with ZipFile(book_path) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    header = re.search("<oddHeader>(.*?)</oddHeader>", xml)
    assert header is not None
    codes = '&amp;9&amp;K52606D&amp;"BIZ UDゴシック,標準"'
    assert header[1] == (
        f"&amp;L{codes}R&amp;&amp;D計画2025（素案）&amp;R{codes}基本方針1① 窓口の実現"
    )
    assert f"<oddFooter>&amp;C{codes}- &amp;P -</oddFooter>" in xml


def test_the_file_says_what_it_is(book: Workbook) -> None:
    about = book.properties
    assert (about.title, about.creator, about.language) == ("R&D計画2025", "東京都北区", "ja-JP")
    assert about.contentStatus == "素案"


def test_progress_counts_two_steps_a_sheet(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    write(tmp_path / "計画.xlsx", lambda done, total: heard.append((done, total)))
    assert heard == [(step, 6) for step in range(1, 7)]


@pytest.mark.parametrize("step", [1, 4, 6])
def test_cancelling_leaves_the_old_file(tmp_path: Path, step: int) -> None:
    path = tmp_path / "計画.xlsx"
    path.write_bytes(b"old")

    def cancel(done: int, total: int) -> None:
        if done == step:
            raise Cancelled("中止しました。")

    with pytest.raises(Cancelled):
        write(path, cancel)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_no_temporary_file_holds_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    write(tmp_path / "計画.xlsx")
    assert (tmp_path / "計画.xlsx").exists()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="フォルダー"):
        write(tmp_path / "ない" / "計画.xlsx")


def test_parts_are_all_declared_and_well_formed(book_path: Path) -> None:
    with ZipFile(book_path) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        declared = set(
            re.findall('PartName="/([^"]+)"', archive.read("[Content_Types].xml").decode())
        )
    assert declared <= names
    assert {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3)} <= declared
