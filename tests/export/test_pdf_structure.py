"""Who hears the PDF hears headings, whole paragraphs and lists, and no decoration."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from kitaplanner.domain.picture import Picture
from kitaplanner.export.pdf import render_pdf
from kitaplanner.export.pdf_content import page_content
from kitaplanner.export.type0_font import DocumentFonts
from kitaplanner.layout.scene import (
    Bookmark,
    Image,
    Line,
    Page,
    Primitive,
    Rect,
    Role,
    Scene,
    Target,
    Text,
)
from tests.export.pdf_scenes import booklet_scene, page, scene, sheet_scene, target, text
from tests.strategies import PIXEL

SECTION = Target("section", "s1", "body")


def root_of(drawn: Scene) -> DictionaryObject:
    reader = PdfReader(BytesIO(render_pdf(drawn)), strict=True)
    assert reader.root_object["/MarkInfo"]["/Marked"]
    return reader.root_object["/StructTreeRoot"]


def tree(element: Any) -> list[Any]:
    """Give tags with what is below them; numbers are the marks of a page."""
    kids = [one.get_object() for one in element["/K"]]
    kids = [one for one in kids if not is_link_object(one)]
    below = (tree(one) if isinstance(one, DictionaryObject) else int(one) for one in kids)
    return [element["/S"], *below]


def is_link_object(kid: Any) -> bool:
    return isinstance(kid, DictionaryObject) and kid["/Type"] == "/OBJR"


def elements(*primitives: Primitive, bookmarks: tuple[Bookmark, ...] = ()) -> list[Any]:
    drawn = scene(page(*primitives, bookmarks=bookmarks))
    return tree(root_of(drawn)["/K"].get_object())[1:]


def marks(*primitives: Primitive) -> list[str]:
    operators, _ = page_content(Page(200, 100, "", primitives), DocumentFonts())
    return [one for one in operators.splitlines() if one.split()[-1] in {"BMC", "BDC", "EMC"}]


def test_lines_of_one_field_are_one_paragraph() -> None:
    first, second = (text(40, y, "計画", shows=SECTION) for y in (60, 80))
    assert elements(first, second) == [["/P", 0]]


def test_decoration_does_not_part_a_paragraph() -> None:
    first, second = (text(40, y, "計画", shows=SECTION) for y in (60, 80))
    assert elements(first, Line(0, 70, 9, 70, "#000000", 1), second) == [["/P", 0, 1]]


def test_lines_that_show_nothing_in_particular_stay_apart() -> None:
    years = [text(x, 60, "令和7年度", role="header_cell") for x in (40, 140)]
    assert elements(*years) == [["/P", 0], ["/P", 1]]


def test_fields_stay_apart() -> None:
    one = text(40, 60, "一", shows=Target("initiative", "a", "name"))
    other = text(40, 80, "二", shows=Target("initiative", "a", "summary"))
    assert elements(one, other) == [["/P", 0], ["/P", 1]]


def headed(*levels: int) -> list[str]:
    """Give the tags of headings of these levels, one below the other."""
    shown = [Target("section", f"s{index}") for index in range(len(levels))]
    headings = [
        text(40, 60 + 20 * y, "章", role="heading", shows=one) for y, one in enumerate(shown)
    ]
    marks = [Bookmark("章", level, 50, one) for level, one in zip(levels, shown, strict=True)]
    return [tag for tag, _ in elements(*headings, bookmarks=tuple(marks))]


def test_headings_have_the_level_of_their_bookmark() -> None:
    assert headed(0, 1, 2, 0, 1) == ["/H1", "/H2", "/H3", "/H1", "/H2"]
    assert headed(*range(9))[-4:] == ["/H6"] * 4


def test_no_level_of_headings_is_leapt_over() -> None:
    assert headed(1, 3, 3, 0, 2) == ["/H1", "/H2", "/H2", "/H1", "/H2"]


def test_a_heading_without_bookmark_is_below_those_with_one() -> None:
    headings = (
        text(40, 60, "章", role="heading", shows=SECTION),
        text(40, 80, "節", role="heading", shows=target("a")),
        text(40, 99, "項", role="heading"),
    )
    tags = elements(*headings, bookmarks=(Bookmark("章", 1, 50, SECTION),))
    assert tags == [["/H1", 0], ["/H2", 1], ["/H2", 2]]


def test_list_entries_stand_in_a_list() -> None:
    entries = [
        text(40, 60 + y, "一", role="list_item", shows=Target("section", "s", str(y)))
        for y in range(2)
    ]
    after = text(40, 99, "本文")
    assert elements(*entries, after) == [
        ["/L", ["/LI", ["/LBody", 0]], ["/LI", ["/LBody", 1]]],
        ["/P", 2],
    ]


def test_contents_stand_in_their_own_group() -> None:
    kids = tree(root_of(booklet_scene())["/K"].get_object())[1:]
    assert kids == [
        ["/P", 0],
        ["/P", 0],
        [
            "/TOC",
            ["/TOCI", ["/Reference", ["/Link", 1]]],
            ["/TOCI", ["/Reference", ["/Link", 2]]],
            ["/TOCI", 3],
        ],
        ["/H1", 0],
        ["/H2", 0],
    ]


def test_page_numbers_and_shapes_are_not_read_out() -> None:
    number = text(40, 60, "12", role="artifact")
    shapes = (Line(0, 0, 9, 0, "#000000", 1), number, text(40, 60, "本文"), number)
    assert marks(*shapes) == [
        "/Artifact BMC",
        "EMC",
        "/P <</MCID 0>> BDC",
        "EMC",
        "/Artifact BMC",
        "EMC",
    ]


@pytest.mark.parametrize("drawn", [booklet_scene(), sheet_scene()])
def test_each_mark_leads_back_to_its_element(drawn: Scene) -> None:
    reader = PdfReader(BytesIO(render_pdf(drawn)), strict=True)
    numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for index, one in enumerate(reader.pages):
        assert one["/StructParents"] == index
        assert one["/Tabs"] == "/S"
        assert numbers[2 * index] == index
        owners = numbers[2 * index + 1]
        for number, owner in enumerate(owners):
            assert number in owner.get_object()["/K"]
            assert owner.get_object().raw_get("/Pg") == one.indirect_reference
        assert f"/MCID {len(owners) - 1}>>".encode() in one.get_contents().get_data()


@pytest.mark.parametrize("role", ["title", "paragraph", "label", "cell", "item", "note", "caption"])
def test_every_role_is_read_out(role: Role) -> None:
    assert len(elements(text(40, 60, "文", role=role))) == 1


def test_a_page_of_decoration_has_no_elements() -> None:
    assert elements(Line(0, 0, 9, 0, "#000000", 1)) == []


def test_texts_are_what_the_scene_has() -> None:
    texts = [one for one in sheet_scene().pages[0].primitives if isinstance(one, Text)]
    assert sum(one.role != "artifact" for one in texts) == 4
    (drawn,) = (page_content(one, DocumentFonts()) for one in sheet_scene().pages)
    assert [element.marks for element in drawn[1].elements()] == [[0], [1], [2]]


def test_a_picture_is_a_figure_with_words_instead() -> None:
    image = Image(
        Rect(20, 20, 40, 30), Picture("p", "図", "image/png", 1, 1, PIXEL), "推進体制の図"
    )
    root = root_of(scene(page(image)))
    (figure,) = (one.get_object() for one in root["/K"].get_object()["/K"])
    assert (figure["/S"], figure["/Alt"]) == ("/Figure", "推進体制の図")
