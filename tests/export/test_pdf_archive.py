"""The file says what it is: metadata, colours and the standards that it keeps."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader

from kitaplanner.export.pdf import PdfMetadata, render_pdf
from kitaplanner.export.srgb_profile import srgb_profile
from kitaplanner.layout.scene import Scene
from tests.export.pdf_scenes import HOSTILE, booklet_scene, hostile_scene, page, scene, text

HOSTILE_TITLE = "計画 & <rdf:li> ]]> \ufffe\x0b\ud800「𠮷」"


def reader_of(drawn: Scene, metadata: PdfMetadata | None = None) -> PdfReader:
    data = render_pdf(drawn, metadata=metadata or PdfMetadata())
    return PdfReader(BytesIO(data), strict=True)


def test_the_packet_claims_what_we_keep() -> None:
    xmp = reader_of(booklet_scene()).xmp_metadata
    assert xmp is not None
    assert (xmp.pdfaid_part, xmp.pdfaid_conformance) == ("2", "U")
    assert xmp.rdf_root.getElementsByTagName("pdfuaid:part")[0].firstChild.data == "1"
    # Archives want the schema of every property that they don't know themselves.
    uris = xmp.rdf_root.getElementsByTagName("pdfaSchema:namespaceURI")
    assert [one.firstChild.data for one in uris] == ["http://www.aiim.org/pdfua/ns/id/"]


@pytest.mark.parametrize("title", ["東京都北区DX推進計画2025", HOSTILE_TITLE, *HOSTILE])
def test_packet_and_entries_agree(title: str) -> None:
    metadata = PdfMetadata(author="北区 & 政策経営部", subject="<素案>")
    reader = reader_of(scene(page(text(40, 60, "文")), title=title), metadata)
    xmp, info = reader.xmp_metadata, reader.metadata
    assert xmp is not None
    assert info is not None
    assert xmp.dc_title["x-default"].replace(" ", "") == str(info.title).replace(
        "\ufffe", ""
    ).replace(" ", "")
    assert xmp.dc_creator == [info.author] == [metadata.author]
    assert xmp.dc_description == {"x-default": info.subject} == {"x-default": metadata.subject}
    assert (xmp.pdf_producer, xmp.xmp_creator_tool) == (info.producer, info.creator)
    assert info.creation_date is not None
    assert xmp.xmp_create_date == info.creation_date.replace(tzinfo=None)
    assert xmp.xmp_modify_date == xmp.xmp_create_date


def test_the_packet_is_readable_without_unpacking() -> None:
    assert b"<pdfaid:part>2</pdfaid:part>" in render_pdf(booklet_scene())
    metadata = reader_of(booklet_scene()).root_object["/Metadata"]
    assert "/Filter" not in metadata


def test_colours_are_srgb() -> None:
    (intent,) = reader_of(booklet_scene()).root_object["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"]
    assert profile["/N"] == 3
    assert profile.get_data() == srgb_profile()


def test_the_profile_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    usual = ImageCms.createProfile("sRGB")
    colours = [
        (r, g, b) for r in range(0, 256, 15) for g in range(0, 256, 15) for b in (0, 90, 255)
    ]
    image = Image.new("RGB", (len(colours), 1))
    image.putdata(colours)
    changed = ImageCms.applyTransform(
        image,
        ImageCms.buildTransform(ours, usual, "RGB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC),
    )
    assert changed is not None
    pairs = zip(image.tobytes(), changed.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 1


@pytest.mark.parametrize("drawn", [booklet_scene(), hostile_scene()])
def test_nothing_that_archives_refuse(drawn: Scene) -> None:
    data = render_pdf(drawn)
    reader = PdfReader(BytesIO(data), strict=True)
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", data)
    assert len(reader.trailer["/ID"]) == 2
    assert "/Encrypt" not in reader.trailer
    assert not re.search(rb"[^\n]endstream", data)
    for name in (b"/SMask", b"/ca ", b"/CA ", b"/JavaScript", b"/LZWDecode", b"/EmbeddedFile"):
        assert name not in data
    assert reader.root_object["/Lang"] == "ja-JP"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_each_code_has_a_text_that_archives_take() -> None:
    reader = reader_of(scene(page(text(40, 60, "一\ufeff二\ufffe三\x00"))))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        mapped = re.findall(rb"<[0-9A-F]{4}> <([0-9A-F]+)>", font["/ToUnicode"].get_data())
        assert mapped
        assert not {b"FEFF", b"FFFE", b"0000"} & set(mapped)
