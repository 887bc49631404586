"""Tables of changes as a workbook: rows as high as their lines, pages that begin with a title."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from kitaplanner.domain.comparison_tables import ChangeRow, ChangeTable, plain
from kitaplanner.domain.form import load_form
from kitaplanner.export.xlsx_comparison import write_change_table
from kitaplanner.layout.metrics import bundled_metrics
from tests.helpers.office import needs_office, print_to_pdf
from tests.helpers.plans import initiative_of, plan_of

FORM = load_form("kita")
HEADS = ("No", "箇所", "変更の内容")
SHARES = (0.1, 0.2, 0.7)


def row(text: str) -> ChangeRow:
    return ChangeRow((plain("1"), plain("事業概要"), plain(text)))


def title(text: str) -> ChangeRow:
    return ChangeRow((plain(text),), leads=True)


def written(path: Path, *rows: ChangeRow) -> Worksheet:
    table = ChangeTable("変更一覧", HEADS, SHARES, rows)
    plan = plan_of(initiative_of())
    write_change_table(table, path, plan=plan, form=FORM, metrics=bundled_metrics())
    return load_workbook(path).worksheets[0]


@pytest.mark.parametrize(("characters", "lines"), [(5, 1), (40, 1), (80, 2), (200, 5)])
def test_a_row_is_as_high_as_its_lines(tmp_path: Path, characters: int, lines: int) -> None:
    sheet = written(tmp_path / "out.xlsx", row("語" * characters))
    height = sheet.row_dimensions[4].height
    size = FORM.sizes.body
    # No line is cut, and no room is left for another one.
    assert lines * size * 1.2 < height < (lines + 1) * size * 1.3


def test_a_line_break_makes_a_line(tmp_path: Path) -> None:
    sheet = written(tmp_path / "out.xlsx", row("一\n二\n三"), row("一"))
    assert sheet.row_dimensions[4].height > 2 * sheet.row_dimensions[5].height * 0.9


def test_no_page_ends_with_a_title(tmp_path: Path) -> None:
    rows = [
        one for index in range(60) for one in (title(f"題{index}"), row("語" * 30 * (index % 5)))
    ]
    sheet = written(tmp_path / "out.xlsx", *rows)
    leads = {4 + index for index, one in enumerate(rows) if one.leads}
    breaks = [one.id for one in sheet.row_breaks.brk]
    assert len(breaks) > 3
    assert not leads & set(breaks)


@needs_office
def test_an_office_program_keeps_to_these_pages(tmp_path: Path) -> None:
    rows = [
        one for index in range(30) for one in (title(f"題{index}"), row("語" * 30 * (index % 5)))
    ]
    path = tmp_path / "out.xlsx"
    breaks = written(path, *rows).row_breaks.brk
    pages = PdfReader(print_to_pdf(path)).pages
    assert len(pages) == len(breaks) + 1
    for page in pages:
        assert float(page.mediabox.width) > float(page.mediabox.height)
        assert "変更の内容" in page.extract_text()
