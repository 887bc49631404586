"""What an office program makes of the workbook: pages, fonts and texts on paper."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative
from kitaplanner.export.xlsx import write_workbook
from kitaplanner.paths import resource_path
from tests.helpers.sheet_tables import item, list_table, plan_of, sheet_table

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

FORM = load_form("kita")
SHORT = Initiative("a", "電子申請の推進", ("DX推進担当課",), "手続を広げます。", ("注です。",))
LONG = Initiative("b", "窓口の推進", ("全庁",), "待ち時間を減らします。")
HOSTILE = ["=1+1", "#N/A", "_x000D_", "4-1", "R7.4.1", "@SUM(A1)", "1-(1)"]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    folder = tmp_path_factory.mktemp("office")
    plan = plan_of(SHORT, LONG)
    numbering = number_plan(plan, FORM)
    rows = [[item(text, 2025, 2029, item_id=text)] for text in HOSTILE]
    many = [[item(f"取組{number}番", 2025 + number % 5)] for number in range(40)]
    tables = [
        sheet_table(SHORT, rows, title=numbering.heading(SHORT)),
        sheet_table(LONG, many, title=numbering.heading(LONG)),
    ]
    path = folder / "計画.xlsx"
    write_workbook(tables, list_table(plan, numbering), path, plan=plan, form=FORM)
    return PdfReader(convert(path, folder))


def convert(path: Path, folder: Path) -> Path:
    """Print a workbook to PDF with a profile and fonts of its own."""
    fonts = folder / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{resource_path('fonts')}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(path)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=180)
    return path.with_suffix(".pdf")


def text_of(pdf: PdfReader, page: int) -> str:
    return "".join(pdf.pages[page].extract_text().split())


def test_each_sheet_is_one_page_wide(pdf: PdfReader) -> None:
    # The list, the short sheet, and the long one on two pages below each other.
    assert len(pdf.pages) == 4
    for page in pdf.pages:
        assert float(page.mediabox.width) == pytest.approx(mm(210), abs=1)
        assert float(page.mediabox.height) == pytest.approx(mm(297), abs=1)


def test_the_page_is_not_scaled_down(pdf: PdfReader) -> None:
    sizes = []

    def note_size(text: str, _cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if "事業概要" in text:
            sizes.append(tm[3] * size)

    pdf.pages[1].extract_text(visitor_text=note_size)
    assert sizes == [pytest.approx(FORM.sizes.label, abs=0.11)]


def test_all_texts_are_on_paper(pdf: PdfReader) -> None:
    text = text_of(pdf, 1)
    for wanted in ("1-(1)電子申請の推進", "DX推進担当課", "手続を広げます。※注です。", *HOSTILE):
        assert wanted in text
    everything = text_of(pdf, 2) + text_of(pdf, 3)
    assert all(f"取組{number}番" in everything for number in range(40))
    assert "基本方針1①1-(2)" in text_of(pdf, 0)


def test_the_second_page_repeats_the_years_and_not_the_name(pdf: PdfReader) -> None:
    assert "令和7年度令和8年度" in text_of(pdf, 3)
    assert "事業名" not in text_of(pdf, 3)


def test_running_lines_name_the_plan_and_the_page(pdf: PdfReader) -> None:
    for number in range(4):
        text = text_of(pdf, number)
        assert "DX推進計画（素案）" in text
        assert f"-{number + 1}-" in text


def test_only_the_bundled_type_is_used(pdf: PdfReader) -> None:
    names = {
        font["/BaseFont"].split("+")[1].split("-")[0]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names == {"BIZUDGothic"}
