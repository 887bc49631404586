"""What an office program makes of the workbook: pages, fonts and texts on paper."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative
from kitaplanner.export.xlsx import write_workbook
from tests.helpers.office import needs_office, print_to_pdf, text_of
from tests.helpers.sheet_tables import item, list_table, plan_of, sheet_table

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
    return PdfReader(print_to_pdf(path))


@needs_office
def test_each_sheet_is_one_page_wide(pdf: PdfReader) -> None:
    # The list, the short sheet, and the long one on two pages below each other.
    assert len(pdf.pages) == 4
    for page in pdf.pages:
        assert float(page.mediabox.width) == pytest.approx(mm(210), abs=1)
        assert float(page.mediabox.height) == pytest.approx(mm(297), abs=1)


@needs_office
def test_the_page_is_not_scaled_down(pdf: PdfReader) -> None:
    sizes = []

    def note_size(text: str, _cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if "事業概要" in text:
            sizes.append(tm[3] * size)

    pdf.pages[1].extract_text(visitor_text=note_size)
    assert sizes == [pytest.approx(FORM.sizes.label, abs=0.11)]


@needs_office
def test_all_texts_are_on_paper(pdf: PdfReader) -> None:
    text = text_of(pdf, 1)
    for wanted in ("1-(1)電子申請の推進", "DX推進担当課", "手続を広げます。※注です。", *HOSTILE):
        assert wanted in text
    everything = text_of(pdf, 2) + text_of(pdf, 3)
    assert all(f"取組{number}番" in everything for number in range(40))
    assert "基本方針1①1-(2)" in text_of(pdf, 0)


@needs_office
def test_the_second_page_repeats_the_years_and_not_the_name(pdf: PdfReader) -> None:
    assert "令和7年度令和8年度" in text_of(pdf, 3)
    assert "事業名" not in text_of(pdf, 3)


@needs_office
def test_running_lines_name_the_plan_and_the_page(pdf: PdfReader) -> None:
    for number in range(4):
        text = text_of(pdf, number)
        assert "DX推進計画（素案）" in text
        assert f"-{number + 1}-" in text


@needs_office
def test_only_the_bundled_type_is_used(pdf: PdfReader) -> None:
    names = {
        font["/BaseFont"].split("+")[1].split("-")[0]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names == {"BIZUDGothic"}
