"""The sample plan as a workbook: its real tables, their texts in their rows, and on paper."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.export.xlsx import write_workbook
from kitaplanner.export.xlsx_grid import SheetGrid
from kitaplanner.layout.items import item_text
from kitaplanner.layout.list_table import initiative_list_table
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.sheet_table import sheet_table
from kitaplanner.layout.table import SheetTable
from kitaplanner.paths import resource_path
from tests.helpers.office import needs_office, print_to_pdf, text_of

FORM = load_form("kita")
METRICS = bundled_metrics()
PLAN = load_plan(resource_path("samples", "kita.json").read_bytes())
NUMBERING = number_plan(PLAN, FORM)
INITIATIVES = tuple(PLAN.initiatives())
# An indent is three digits of the Normal font; a cell keeps two points free on either side.
INDENT, MARGINS = 15.75, 4.0
INDENTED = {"name", "departments", "summary", "heading"}
# How much higher than the type a line of it is at least.
LINE_HEIGHT = 1.15


def tables() -> list[SheetTable]:
    sheets = [sheet_table(PLAN, one, FORM, NUMBERING, METRICS) for one in INITIATIVES]
    return [initiative_list_table(PLAN, FORM, NUMBERING, METRICS), *sheets]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "北区.xlsx"
    listed, *sheets = tables()
    assert write_workbook(sheets, listed, path, plan=PLAN, form=FORM) == ()
    return path


@pytest.fixture(scope="module")
def pdf(path: Path) -> PdfReader:
    return PdfReader(print_to_pdf(path))


def test_every_text_of_the_plan_stands_in_a_cell_of_its_sheet(path: Path) -> None:
    book = load_workbook(path)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert len(visible) == 1 + len(INITIATIVES)
    for sheet, one in zip(visible[1:], INITIATIVES, strict=True):
        texts = {cell.value for row in sheet.iter_rows() for cell in row if cell.value}
        joined = {"".join(text.split()) for text in texts}
        assert any("".join(one.name.split()) in text for text in joined)
        assert any(text.startswith("".join(one.summary.split())) for text in joined)
        shown = (item_text(item, PLAN.settings) for item in one.schedule.items())
        assert {"".join(text.split()) for text in shown} <= joined


def lines_of(line: str, size: float, bold: bool, width: float) -> int:
    count, used = 1, 0.0
    for char in line:
        advance = METRICS.text_width(char, size, bold)
        if used + advance > width:
            count, used = count + 1, 0.0
        used += advance
    return count


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.title)
def test_every_line_fits_the_width_of_its_cell_and_all_its_height(table: SheetTable) -> None:
    for cell in table.cells:
        width = sum(table.column_widths[cell.column : cell.column + cell.column_span]) - MARGINS
        width -= INDENT if cell.style in INDENTED else 0.0
        needed = 0.0
        for line in cell.lines:
            style = line.style
            assert lines_of(line.text, style.size, style.bold, width) == 1, line.text
            needed += style.size * LINE_HEIGHT
        room = sum(table.row_heights[cell.row : cell.row + cell.row_span])
        assert needed <= room + 0.5, cell.text


def test_the_text_of_a_cell_lies_below_its_shape_wholly(path: Path) -> None:
    book = load_workbook(path)
    smaller = 0
    for table, sheet in zip(tables()[1:], book.worksheets[1:], strict=False):
        grid = SheetGrid(table)
        for cell in table.cells:
            if cell.drawn is None or not cell.lines:
                continue
            area, shape = grid.area_of(cell), cell.drawn.shape
            size = sheet.cell(area.top, area.left).font.sz
            widest = max(line.width * size / line.style.size for line in cell.lines[:1])
            left, right = grid.x_of(cell)
            start, end = ((left + right - widest) / 2, (left + right + widest) / 2)
            assert shape.left + shape.tail <= start + 0.01
            assert end <= shape.right - shape.head + 0.01
            smaller += size < cell.drawn.size
    assert smaller > 0


@needs_office
def test_each_sheet_of_the_sample_is_one_page_wide(pdf: PdfReader) -> None:
    pages = [text_of(pdf, number) for number in range(len(pdf.pages))]
    sheets = list(itertools.dropwhile(lambda text: "掲載事業一覧" in text or "番号" in text, pages))
    for text in sheets:
        # First and last year stand on the same page, on following pages as well.
        assert "令和7年度" in text
        assert "令和11年度" in text
    heads = [text for text in sheets if "事業概要" in text]
    assert len(heads) == len(INITIATIVES)
    for text, one in zip(heads, INITIATIVES, strict=True):
        assert "".join(one.name.split()) in text


@needs_office
def test_the_sample_is_printed_whole(pdf: PdfReader) -> None:
    everything = "".join(text_of(pdf, number) for number in range(len(pdf.pages)))
    for one in INITIATIVES:
        for item in one.schedule.items():
            for line in item_text(item, PLAN.settings).split("\n"):
                assert "".join(line.split()) in everything
