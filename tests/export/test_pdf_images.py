"""Pictures in a PDF: stored once, in their own shape, and a broken one is only framed."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image as PillowImage
from pypdf import PdfReader

from kitaplanner.domain.picture import Picture
from kitaplanner.export.pdf import render_pdf
from kitaplanner.layout.scene import Image, Rect
from tests.export.pdf_scenes import page, scene


def picture(mode: str = "RGB", kind: str = "PNG", colour: str = "#FF0000") -> Picture:
    file = BytesIO()
    PillowImage.new(mode, (6, 4), colour).save(file, kind)
    return Picture(f"{mode}{kind}{colour}", "図", "image/png", 6, 4, file.getvalue())


@pytest.mark.parametrize(
    ("mode", "kind", "colour"), [("RGB", "PNG", "#FF0000"), ("RGB", "JPEG", "#FF0000")]
)
def test_a_picture_is_drawn_in_its_colours(mode: str, kind: str, colour: str) -> None:
    drawn = Image(Rect(10, 10, 60, 40), picture(mode, kind, colour), "図")
    reader = PdfReader(BytesIO(render_pdf(scene(page(drawn)))), strict=True)
    (found,) = reader.pages[0].images
    assert found.image is not None
    assert found.image.size == (6, 4)
    red, green, blue = found.image.convert("RGB").getpixel((3, 2))
    assert red > 240
    assert max(green, blue) < 15


def test_what_is_transparent_becomes_white() -> None:
    drawn = Image(Rect(10, 10, 60, 40), picture("RGBA", colour="#FF000000"), "図")
    reader = PdfReader(BytesIO(render_pdf(scene(page(drawn)))), strict=True)
    (found,) = reader.pages[0].images
    assert found.image is not None
    assert found.image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert "/SMask" not in reader.pages[0]["/Resources"]["/XObject"]


def test_a_picture_on_two_pages_is_stored_once() -> None:
    drawn = Image(Rect(10, 10, 60, 40), picture(), "図")
    reader = PdfReader(BytesIO(render_pdf(scene(page(drawn), page(drawn)))), strict=True)
    found = [one["/Resources"]["/XObject"] for one in reader.pages]
    references = [one.raw_get(next(iter(one))).idnum for one in found]
    assert references[0] == references[1]


def test_a_broken_picture_is_framed_and_the_page_is_made() -> None:
    broken = Picture("x", "図", "image/png", 6, 4, b"\x89PNG\r\n\x1a\n broken")
    reader = PdfReader(
        BytesIO(render_pdf(scene(page(Image(Rect(10, 10, 60, 40), broken, "図"))))), strict=True
    )
    assert list(reader.pages[0].images) == []
    assert b" re S" in reader.pages[0].get_contents().get_data()  # type: ignore[union-attr]
