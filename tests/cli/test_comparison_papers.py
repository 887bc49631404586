"""compare … pdf and xlsx: the papers of a comparison, each change once; text stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from pypdf import PdfReader

from kitaplanner import cli
from kitaplanner.domain.plan import ComparisonStyle
from kitaplanner.operations.documents import open_workspace, sample_plan, write_new
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.plan_settings import change_settings

STYLES = ("table", "list", "errata")


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the sample with the edition 素案, in which two names were changed since."""
    path = tmp_path / "計画.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    workspace = open_workspace(path, "担当")
    workspace.document.freeze_edition("素案")
    change_initiative(workspace.document, "kita-i-01", "name", "電子申請の拡充")
    change_initiative(workspace.document, "kita-i-02", "summary", "=1+1")
    workspace.save()
    workspace.close()
    return path


def cells(path: Path) -> list[object]:
    sheet = load_workbook(path, rich_text=True).worksheets[0]
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def underlined(value: object) -> list[str]:
    if not isinstance(value, CellRichText):
        return []
    return [one.text for one in value if isinstance(one, TextBlock) and one.font.u == "single"]


def test_changed_words_are_underlined_on_both_sides(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("compare", f"{path}@素案", path, "xlsx", out) == cli.DONE
    found = {str(one): underlined(one) for one in cells(out)}
    assert found["電子申請の拡充"] == ["拡充"]
    assert found["電子申請の推進"] == ["推進"]
    assert list(found).count("新旧対照表") == 1


def test_what_looks_like_a_formula_stays_text(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("compare", f"{path}@素案", path, "xlsx", out) == cli.DONE
    sheet = load_workbook(out, rich_text=True).worksheets[0]
    (cell,) = [one for row in sheet.iter_rows() for one in row if str(one.value) == "=1+1"]
    assert cell.data_type != "f"
    assert cell.quotePrefix


@pytest.mark.parametrize("style", STYLES)
def test_each_change_stands_once_in_the_pdf(path: Path, tmp_path: Path, style: str) -> None:
    out = tmp_path / "out.pdf"
    assert run("compare", f"{path}@素案", path, "pdf", out, "--style", style) == cli.DONE
    text = "".join(page.extract_text() for page in PdfReader(out).pages).replace("\n", "")
    assert text.count("=1+1") == (2 if style == "table" else 1)  # the remark says it again
    assert "電子申請の拡充" in text


def test_errata_name_the_page_of_the_old_booklet(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("compare", f"{path}@素案", path, "xlsx", out, "--style", "errata") == cli.DONE
    sheet = load_workbook(out, rich_text=True).worksheets[0]
    heads = [str(one.value) for one in sheet[3]]
    assert heads == ["頁", "箇所", "誤", "正"]
    pages = [str(sheet.cell(row, 1).value) for row in (4, 5)]
    assert all(one.isdigit() for one in pages), pages
    assert int(pages[0]) < int(pages[1])


@pytest.mark.parametrize("style", STYLES)
def test_equal_plans_say_that_nothing_changed(path: Path, tmp_path: Path, style: str) -> None:
    out = tmp_path / "out.xlsx"
    assert run("compare", path, path, "xlsx", out, "--style", style) == cli.DONE
    assert "変更はありません。" in [str(one) for one in cells(out)]


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_all_shows_what_did_not_change_too(kind: str, path: Path, tmp_path: Path) -> None:
    texts = []
    for wish in ([], ["--all"]):
        out = tmp_path / f"out{len(wish)}.{kind}"
        assert run("compare", f"{path}@素案", path, kind, out, *wish) == cli.DONE
        if kind == "pdf":
            texts.append("".join(page.extract_text() for page in PdfReader(out).pages))
        else:
            texts.append("".join(map(str, cells(out))))
    names = [one.name for one in sample_plan("kita").initiatives()]
    assert [sum(name in text for name in names) < 5 for text in texts] == [True, False]
    assert names[-1] in texts[1]
    assert "電子申請の拡充" in texts[1]


def test_the_setting_of_the_plan_shows_all_too(path: Path, tmp_path: Path) -> None:
    workspace = open_workspace(path, "担当")
    change_settings(workspace.document, "comparison", ComparisonStyle(only_changes=False))
    workspace.save()
    workspace.close()
    out = tmp_path / "out.xlsx"
    assert run("compare", f"{path}@素案", path, "xlsx", out) == cli.DONE
    assert len(cells(out)) > 200
