"""The whole booklet of the sample plan: the PDF says what the scene shows, page by page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.export.pdf import render_pdf
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Scene
from kitaplanner.paths import resource_path


@pytest.fixture(scope="module")
def drawn() -> Scene:
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    return booklet_scene(plan, load_form("kita"), bundled_metrics())


@pytest.fixture(scope="module")
def reader(drawn: Scene) -> PdfReader:
    return PdfReader(BytesIO(render_pdf(drawn)), strict=True)


def squeezed(text: str) -> str:
    """Leave out spaces and line ends, which a reader guesses from places."""
    return "".join(text.split())


def titles(entries: list[Any]) -> list[str]:
    """List the titles of an outline from top to bottom."""
    found: list[str] = []
    for one in entries:
        found += titles(one) if isinstance(one, list) else [one.title]
    return found


def test_every_page_reads_as_its_scene(drawn: Scene, reader: PdfReader) -> None:
    assert len(reader.pages) == len(drawn.pages) > 50
    for page, read in zip(drawn.pages, reader.pages, strict=True):
        shown = "".join(one.text for one in page.texts())
        assert squeezed(read.extract_text()) == squeezed(shown)


def test_the_outline_lists_every_mark(drawn: Scene, reader: PdfReader) -> None:
    marks = [one.title for page in drawn.pages for one in page.bookmarks]
    assert len(marks) > 60
    assert titles(reader.outline) == marks


def test_every_link_arrives_where_its_target_stands(drawn: Scene, reader: PdfReader) -> None:
    places: dict[Any, tuple[int, float]] = {}
    for index, page in enumerate(drawn.pages):
        for mark in page.bookmarks:
            places.setdefault(mark.target, (index, page.height - mark.y))
    numbers = {one.indirect_reference: index for index, one in enumerate(reader.pages)}
    arrivals, expected = [], []
    for page, read in zip(drawn.pages, reader.pages, strict=True):
        expected += [places[link.target] for link in page.links]
        links = (one.get_object()["/Dest"] for one in read.get("/Annots", ()))
        arrivals += [(numbers[link[0]], float(link[3])) for link in links]
    assert len(arrivals) > 60
    assert arrivals == [(index, pytest.approx(top, abs=0.01)) for index, top in expected]


def test_pages_are_labelled_as_printed(drawn: Scene, reader: PdfReader) -> None:
    assert reader.page_labels == [page.label for page in drawn.pages]
    assert "" in reader.page_labels
    assert "1" in reader.page_labels
