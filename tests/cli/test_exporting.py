"""export pdf, xlsx and extracts as other people's scripts use them: each part in each format."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from kitaplanner import cli
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan, Progress
from kitaplanner.domain.plan_json import dump_plan
from kitaplanner.operations.documents import sample_plan

PDF_PARTS = ("booklet", "sheets", "list", "outline", "progress")
XLSX_PARTS = ("sheets", "list", "outline", "progress")


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


def reported_plan() -> Plan:
    """Give the sample with reports on its first three initiatives, one of them on another year."""
    plan = sample_plan("kita")
    first, second, third = list(plan.initiatives())[:3]
    told = {
        first.id: Progress("p1", 2025, "予定どおり", "500手続を電子化した。", "", "対象を広げる。"),
        second.id: Progress("p2", 2025, "遅れている", "要件をまとめた。", "契約が遅れたため。"),
        third.id: Progress("p3", 2026, "完了", "終わった。"),
    }
    changed = {
        one.id: dataclasses.replace(one, progress=(told[one.id],)) for one in (first, second, third)
    }
    return plan.with_initiatives(changed)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a document with reports and an edition."""
    folder = tmp_path_factory.mktemp("cli")
    path = folder / "p.kitaplan"
    plan = reported_plan()
    numbering = number_plan(plan, load_form(plan.form))
    (folder / "p.json").write_text(dump_plan(plan, numbering.number), encoding="utf-8")
    assert run("new", path, "--from-json", folder / "p.json") == cli.DONE
    assert run("edition", "freeze", path, "決定", "--date", "2026-03-31") == cli.DONE
    return path


def texts(path: Path) -> list[str]:
    """Give the texts of a workbook's sheets that people see, in order."""
    return [str(cell) for row in rows(path) for cell in row if cell is not None]


def rows(path: Path, sheet: str = "") -> Iterator[tuple[Any, ...]]:
    book = load_workbook(path)
    for one in book.worksheets:
        if one.sheet_state == "visible" and sheet in ("", one.title):
            yield from one.iter_rows(values_only=True)


def squeezed(text: str) -> str:
    """Give a text without the spaces and line breaks that it stands with."""
    return "".join(text.split())


def pdf_text(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages).replace("\n", "")


@pytest.mark.parametrize("part", PDF_PARTS)
def test_each_part_as_pdf_also_of_an_edition(document: Path, tmp_path: Path, part: str) -> None:
    out = tmp_path / "out.pdf"
    assert run("export", document, "pdf", out, "--part", part, "--edition", "決定") == cli.DONE
    words = "施設予約システム" if part in ("sheets", "list", "progress") else "区民サービスのDX推進"
    assert words in pdf_text(out)


@pytest.mark.parametrize("part", XLSX_PARTS)
def test_each_part_as_workbook_is_set_up_for_printing(
    document: Path, tmp_path: Path, part: str
) -> None:
    out = tmp_path / "out.xlsx"
    assert run("export", document, "xlsx", out, "--part", part, "--edition", "決定") == cli.DONE
    for sheet in load_workbook(out).worksheets:
        if sheet.sheet_state != "visible":
            continue
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        assert "東京都北区DX推進計画2025" in sheet.oddHeader.left.text
        if part != "outline" and part != "sheets":
            assert sheet.print_title_rows


@pytest.mark.parametrize(("kind", "part"), [("pdf", "list"), ("pdf", "outline")])
def test_pdf_parts_of_a_department_leave_the_others_out(
    document: Path, tmp_path: Path, kind: str, part: str
) -> None:
    out = tmp_path / f"out.{kind}"
    arguments = ("--part", part, "--department", "広報課")
    assert run("export", document, kind, out, *arguments) == cli.DONE
    text = pdf_text(out)
    assert "区民生活DX" in text
    assert "テレワークの推進" not in text


@pytest.mark.parametrize("part", XLSX_PARTS)
def test_workbooks_of_a_department_leave_the_others_out(
    document: Path, tmp_path: Path, part: str
) -> None:
    out = tmp_path / "out.xlsx"
    arguments = ("--part", part, "--department", "広報課")
    assert run("export", document, "xlsx", out, *arguments) == cli.DONE
    text = squeezed("".join(texts(out)))
    assert "テレワークの推進" not in text
    assert "1.区民生活DX" in text
    # What is left out of the tree takes no number away.
    assert "2.オープンデータ・データ利活用の推進" in text


def test_the_outline_as_workbook_shows_each_name_in_a_box_of_its_depth(
    document: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    assert run("export", document, "xlsx", out, "--part", "outline") == cli.DONE
    sheet = load_workbook(out).worksheets[0]
    places = {squeezed(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    plan = sample_plan("kita")
    numbering = number_plan(plan, load_form(plan.form))
    for root in plan.outline:
        for depth, nodes in enumerate(((root,), root.children)):
            for node in nodes:
                assert places[squeezed(numbering.heading(node))].column == 2 * depth + 1
    spans = {one.coord.split(":")[0]: one for one in sheet.merged_cells.ranges}
    root, child = plan.outline[0], plan.outline[0].children[1]
    outer = spans[places[squeezed(numbering.heading(root))].coordinate]
    inner = spans[places[squeezed(numbering.heading(child))].coordinate]
    assert outer.min_row < inner.min_row
    assert inner.max_row == outer.max_row
    # A line leads from each box to each box below it, through the column between them.
    lines = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).border.top.style]
    assert len(lines) == sum(len(one.children) for one in plan.outline)
    assert all(inner.min_row < row <= inner.max_row for row in lines[1:2])


def test_progress_as_workbook_counts_with_numbers(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("export", document, "xlsx", out, "--part", "progress") == cli.DONE
    counted = {row[0]: row[1:] for row in rows(out, "総括表")}
    assert counted["区分"] == ("予定どおり", "遅れている", "未報告", "計")
    assert counted["合計"] == (1, 1, 47, 49)
    assert counted["経営改革・公共施設再配置推進担当課"] == (0, 1, 2, 3)
    told = {row[1]: row[3:] for row in rows(out, "進捗状況") if row[1]}
    assert told["電子申請の推進"] == ("予定どおり", "500手続を電子化した。", None, "対象を広げる。")
    assert told["新・施設予約システムの導入"][2] == "契約が遅れたため。"
    assert told["書かない、待たない窓口の実現に向けた取組み"][0] == "未報告"


def test_progress_on_paper_counts_the_departments_of_the_whole_plan(
    document: Path, tmp_path: Path
) -> None:
    whole, part = tmp_path / "whole.pdf", tmp_path / "part.pdf"
    assert run("export", document, "pdf", whole, "--part", "progress") == cli.DONE
    chosen = ("--part", "progress", "--department", "広報課")
    assert run("export", document, "pdf", part, *chosen) == cli.DONE
    counted = squeezed(pdf_text(whole)).partition("課別の状況")[2]
    assert "経営改革・公共施設再配置推進担当課－123" in counted
    assert "課別の状況" not in pdf_text(part)


def test_progress_of_another_year(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    arguments = ("--part", "progress", "--year", "2026")
    assert run("export", document, "xlsx", out, *arguments) == cli.DONE
    counted = {row[0]: row[1:] for row in rows(out, "総括表")}
    assert counted["合計"] == (1, 48, 49)
    assert "令和8年度　進捗状況" in texts(out)


def test_an_initiative_of_another_department_is_told_as_such(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("pdf", "xlsx"):
        chosen = ("--part", "list", "--only", "基本方針1①1-(1)", "--department", "広報課")
        assert run("export", document, kind, tmp_path / "out", *chosen) == cli.BAD_INPUT
        assert "選んだ事業に、担当課「広報課」のものはありません。" in capsys.readouterr().err


def test_a_year_outside_the_plan_is_said(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("pdf", "xlsx"):
        arguments = ("--part", "progress", "--year", "1999")
        out = tmp_path / f"out.{kind}"
        assert run("export", document, kind, out, *arguments) == cli.BAD_INPUT
        assert "計画期間（令和7年度～令和11年度）の外" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_edition_that_is_not_there_is_said(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("pdf", "xlsx", "data", "text", "extracts"):
        out = tmp_path / "out"
        assert run("export", document, kind, out, "--edition", "改定") == cli.BAD_INPUT
        assert "この文書にある版：「決定」" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_whole_booklet_of_a_department_is_wrong_usage(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.pdf"
    arguments = ("--part", "booklet", "--department", "広報課")
    assert run("export", document, "pdf", out, *arguments) == cli.WRONG_USAGE
    assert "事業を選べるのは" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_department_alone_gives_its_extract(document: Path, tmp_path: Path) -> None:
    pdf, book = tmp_path / "out.pdf", tmp_path / "out.xlsx"
    for kind, out in (("pdf", pdf), ("xlsx", book)):
        arguments = ("--department", "広報課", "--edition", "決定")
        assert run("export", document, kind, out, *arguments) == cli.DONE
    first = PdfReader(pdf).pages[0].extract_text()
    opening = [row[0] for row in list(rows(book))[:5]]
    for words in ("課別抜粋　広報課", "版：決定（令和8年3月31日）", "担当課：広報課　2事業"):
        assert words in first
        assert words in opening
    assert len(load_workbook(book).worksheets) == 4  # the list, two sheets, the hidden one


def test_extracts_are_a_file_for_each_department(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "課別" / "令和8年度"
    assert run("export", document, "extracts", out, "--format", "xlsx") == cli.DONE
    names = sorted(one.name for one in out.iterdir())
    assert len(names) == 37  # the collective words have no desk
    assert names[0] == "01_DX推進担当課_課別抜粋.xlsx"
    assert capsys.readouterr().out.splitlines() == [str(out / one) for one in names]


def test_extracts_of_some_departments_in_both_formats(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    chosen = ("--department", "広報課", "契約管財課", "--format", "both")
    assert run("export", document, "extracts", out, *chosen) == cli.DONE
    assert sorted(one.name for one in out.iterdir()) == [
        "1_広報課_課別抜粋.pdf",
        "1_広報課_課別抜粋.xlsx",
        "2_契約管財課_課別抜粋.pdf",
        "2_契約管財課_課別抜粋.xlsx",
    ]
    assert "電子契約の推進" in pdf_text(out / "2_契約管財課_課別抜粋.pdf")
    assert "電子契約の推進" not in pdf_text(out / "1_広報課_課別抜粋.pdf")


def test_extracts_of_an_unknown_department_write_nothing(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ("--department", "広報課", "水道課")
    assert run("export", document, "extracts", tmp_path / "out", *chosen) == cli.BAD_INPUT
    assert "担当課「水道課」の事業がありません" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_extracts_to_a_place_that_is_a_file_are_refused(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "taken"
    place.write_text("x")
    assert run("export", document, "extracts", place, "--department", "広報課") == cli.BLOCKED
    assert "フォルダー「taken」を作れませんでした" in capsys.readouterr().err
    assert place.read_text() == "x"
