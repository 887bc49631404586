"""The sample printed by the commands, checked from the PDF alone: names, places, fonts, bookmarks.

What the page says is read back with pypdf: pieces of text in the order of the content stream, with
their places. Nothing of the layout is asked, so a fault of it can't hide here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader

from kitaplanner import cli
from kitaplanner.domain.calendar import Span, format_fiscal_year, year_span
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import Numbering, number_plan
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.operations.documents import read_plan

SLACK = 0.6


class Piece(NamedTuple):
    """A piece of text on a page, in points from the lower left corner."""

    text: str
    x: float
    y: float
    width: float


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, PdfReader]:
    folder = tmp_path_factory.mktemp("printed")
    file, out = folder / "p.kitaplan", folder / "p.pdf"
    assert cli.main(["new", str(file), "--sample", "kita"]) == cli.DONE
    assert cli.main(["export", str(file), "pdf", str(out)]) == cli.DONE
    return read_plan(file), PdfReader(out)


def squeezed(text: str) -> str:
    return "".join(text.split())


def pieces(page: Any) -> list[Piece]:
    metrics = bundled_metrics()
    found: list[Piece] = []

    def visit(text: str, _cm: object, matrix: list[float], font: Any, size: float) -> None:
        if text.strip():
            bold = "Bold" in str((font or {}).get("/BaseFont", ""))
            line = text.strip()
            width = metrics.text_width(line, size, bold=bold)
            found.append(Piece(line, matrix[4], matrix[5], width))

    page.extract_text(visitor_text=visit)
    return found


def bookmarks(reader: PdfReader) -> Iterator[tuple[str, int]]:
    def walk(entries: list[Any]) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry)
            else:
                number = reader.get_destination_page_number(entry)
                assert number is not None
                yield str(entry.title), number

    return walk(reader.outline)


def headings(plan: Plan) -> Numbering:
    return number_plan(plan, load_form(plan.form))


def sheet_pages(plan: Plan, reader: PdfReader) -> dict[str, int]:
    """Give the page of each initiative: the bookmark of its heading, in printed order."""
    numbering = headings(plan)
    marks = [(squeezed(title), page) for title, page in bookmarks(reader)]
    found: dict[str, int] = {}
    rest = iter(marks)
    for initiative in plan.initiatives():
        wanted = squeezed(numbering.heading(initiative))
        found[initiative.id] = next(page for title, page in rest if title == wanted)
    return found


def test_bookmarks_lead_to_every_node_and_initiative(printed: tuple[Plan, PdfReader]) -> None:
    plan, reader = printed
    numbering = headings(plan)
    titles = {squeezed(title) for title, _ in bookmarks(reader)}
    for node in plan.nodes():
        assert squeezed(numbering.heading(node)) in titles
    assert len(sheet_pages(plan, reader)) == 49


def test_all_names_and_departments_are_printed(printed: tuple[Plan, PdfReader]) -> None:
    plan, reader = printed
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    for initiative in plan.initiatives():
        assert squeezed(initiative.name) in text
    named = [one for one in plan.departments if not one.collective]
    collective = [one for one in plan.departments if one.collective]
    assert (len(named), len(collective)) == (37, 3)
    for department in plan.departments:
        assert department.name in text


def columns(found: list[Piece], plan: Plan) -> dict[int, tuple[float, float]]:
    """Give left and right edge of each year, from where its heading is centred."""
    centres = {}
    for year in plan.period.years:
        heading = next(one for one in found if one.text == format_fiscal_year(year))
        centres[year] = heading.x + heading.width / 2
    width = centres[plan.period.first + 1] - centres[plan.period.first]
    return {year: (x - width / 2, x + width / 2) for year, x in centres.items()}


def edges(span: Span, years: dict[int, tuple[float, float]]) -> tuple[float, float]:
    """Give the edges between which an item of whole years may stand."""
    covered = [
        place
        for year, place in years.items()
        if year_span(year).start <= span.end and span.start <= year_span(year).end
    ]
    return covered[0][0], covered[-1][1]


def lines_of(text: str, found: list[Piece], left: float, right: float) -> list[Piece] | None:
    """Give the consecutive pieces inside the edges that make up the text, or None."""
    wanted = squeezed(text)
    inside = [left - SLACK <= one.x and one.x + one.width <= right + SLACK for one in found]
    for start in range(len(found)):
        got = ""
        for end in range(start, len(found)):
            if not inside[end]:
                break
            got += squeezed(found[end].text)
            if got == wanted:
                return found[start : end + 1]
            if not wanted.startswith(got):
                break
    return None


def test_every_bar_stands_in_its_year_columns(printed: tuple[Plan, PdfReader]) -> None:
    plan, reader = printed
    pages = sheet_pages(plan, reader)
    count = 0
    for initiative in plan.initiatives():
        found = pieces(reader.pages[pages[initiative.id]])
        years = columns(found, plan)
        used: list[Piece] = []
        for item in initiative.schedule.items():
            left, right = edges(item.span, years)
            free = [one for one in found if one not in used]
            lines = lines_of(item.text, free, left, right)
            assert lines is not None, f"{initiative.name}: {item.text}"
            used += lines
            count += 1
    assert count == 173


def test_a_bar_of_one_year_does_not_fit_another_column(printed: tuple[Plan, PdfReader]) -> None:
    # The check above must be able to fail: the same text is not found one year further on.
    plan, reader = printed
    initiative: Initiative = next(plan.initiatives())
    found = pieces(reader.pages[sheet_pages(plan, reader)[initiative.id]])
    years = columns(found, plan)
    item = initiative.schedule.rows[0].items[0]
    left, right = edges(year_span(2026), years)
    assert lines_of(item.text, found, left, right) is None


def test_rows_keep_their_order(printed: tuple[Plan, PdfReader]) -> None:
    plan, reader = printed
    pages = sheet_pages(plan, reader)
    for initiative in plan.initiatives():
        found = pieces(reader.pages[pages[initiative.id]])
        years = columns(found, plan)
        heights = []
        used: list[Piece] = []
        for row in initiative.schedule.rows:
            if not row.items:
                continue
            left, right = edges(row.items[0].span, years)
            free = [one for one in found if one not in used]
            lines = lines_of(row.items[0].text, free, left, right)
            assert lines is not None
            used += lines
            heights.append(lines[0].y)
        assert all(above > below for above, below in itertools.pairwise(heights))


def test_nothing_is_printed_outside_the_margins(printed: tuple[Plan, PdfReader]) -> None:
    _, reader = printed
    for page in reader.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        for piece in pieces(page):
            assert piece.x >= 40
            assert piece.x + piece.width <= width - 40
            assert 20 <= piece.y <= height - 20


def test_every_font_is_embedded_as_a_subset(printed: tuple[Plan, PdfReader]) -> None:
    _, reader = printed
    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            one = font.get_object()
            below = one["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in below["/FontDescriptor"].get_object()
            assert "/ToUnicode" in one
            names.add(str(one["/BaseFont"]))
    assert names
    assert all("+" in name for name in names), names


def test_the_contents_tell_the_right_pages(printed: tuple[Plan, PdfReader]) -> None:
    plan, reader = printed
    listed = re.findall(r"^(.+?)(?: (\d+))?$", reader.pages[1].extract_text(), re.MULTILINE)
    told = {squeezed(name): page for name, page in listed}
    labels = reader.page_labels
    chapters = [one.heading for one in plan.sections if one.numbered]
    places = {
        squeezed(title): labels[page]
        for title, page in bookmarks(reader)
        if any(title.endswith(heading) for heading in chapters)
    }
    assert list(places) == [name for name in told if name in places]
    # 背景, 将来像と基本方針 and 施策と具体的な取組み only hold parts and name no page.
    assert sum(not told[name] for name in places) == 3
    assert all(told[name] in ("", page) for name, page in places.items())


def test_bookmarks_lead_to_pages_that_show_their_titles(printed: tuple[Plan, PdfReader]) -> None:
    _, reader = printed
    texts = [squeezed(page.extract_text()) for page in reader.pages]
    marks = list(bookmarks(reader))
    assert len(marks) > 80
    for title, page in marks:
        assert squeezed(title) in texts[page], title


def test_footnotes_stand_on_the_page_that_cites_them(printed: tuple[Plan, PdfReader]) -> None:
    _, reader = printed
    noted_pages = 0
    for page in reader.pages:
        lines = page.extract_text().splitlines()
        notes = [re.match(r"※(\d+)\s", line) for line in lines]
        numbers = [int(one[1]) for one in notes if one]
        text = "".join(line for line, note in zip(lines, notes, strict=True) if not note)
        cited = [int(one) for one in re.findall(r"※(\d+)", text)]
        assert set(cited) <= set(numbers)
        assert numbers == list(range(1, len(numbers) + 1))
        noted_pages += bool(numbers and cited)
    assert noted_pages == 1


def test_title_and_language(printed: tuple[Plan, PdfReader]) -> None:
    plan, reader = printed
    assert reader.metadata is not None
    assert plan.title in str(reader.metadata.title)
    assert str(reader.trailer["/Root"]["/Lang"]) == "ja-JP"  # type: ignore[index]


def test_the_documents_folder_holds_only_what_was_asked_for(tmp_path: Path) -> None:
    file, out = tmp_path / "p.kitaplan", tmp_path / "p.pdf"
    cli.main(["new", str(file), "--sample", "kita"])
    cli.main(["export", str(file), "pdf", str(out)])
    assert {one.name for one in tmp_path.iterdir()} == {"p.kitaplan", "p.pdf"}
