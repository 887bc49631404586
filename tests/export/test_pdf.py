"""What a PDF says when it is read back: text, outline, links, numbers, its own description."""

from __future__ import annotations

import socket
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import Destination, IndirectObject

from kitaplanner.errors import Cancelled, EnvironmentProblem
from kitaplanner.export.pdf import PdfMetadata, render_pdf, write_pdf
from kitaplanner.layout.fonts import bundled_face
from kitaplanner.layout.scene import Bookmark
from tests.export.pdf_scenes import (
    HEIGHT,
    HOSTILE,
    booklet_scene,
    hostile_scene,
    page,
    scene,
    sheet_scene,
    target,
    text,
)

FIXED = PdfMetadata(author="東京都北区", subject="素案", fixed_date=True)


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data), strict=True)


def lines_of(data: bytes, number: int = 0) -> list[str]:
    return read(data).pages[number].extract_text().splitlines()


def outline_of(entries: list[Any]) -> list[Any]:
    """Give titles, the children of an entry as a list after it."""
    return [outline_of(one) if isinstance(one, list) else one.title for one in entries]


def test_every_hostile_string_comes_back_as_it_was() -> None:
    assert lines_of(render_pdf(hostile_scene())) == list(HOSTILE)


def test_text_is_in_reading_order() -> None:
    expected = ["年度別実施計画", "標準準拠システムへの", "移行・運用開始", "検討", "12"]
    assert lines_of(render_pdf(sheet_scene())) == expected


@given(st.text(st.characters(exclude_categories=["C", "Z", "M", "Lm", "Sk"]), min_size=1))
def test_any_text_comes_back(content: str) -> None:
    assert lines_of(render_pdf(scene(page(text(40, 60, content))))) == [content]


def test_more_characters_than_a_block_of_the_map_holds() -> None:
    content = "".join(chr(code) for code in range(0x4E00, 0x4F40))
    assert lines_of(render_pdf(scene(page(text(40, 60, content))))) == [content]


def test_controls_and_lone_surrogates_do_no_harm() -> None:
    content = "a\x00b\ud800c\u200bd"
    drawn = scene(page(text(40, 60, content)), title=content)
    data = render_pdf(drawn)
    assert read(data).metadata.title == "a b?c\u200bd"
    assert read(data).pages[0].extract_text().endswith("cd")


def test_fonts_are_embedded_subsets_with_a_map_to_unicode() -> None:
    resources = read(render_pdf(hostile_scene())).pages[0]["/Resources"]
    shared = resources["/Font"]
    assert sorted(shared) == ["/F1", "/F2", "/F3"]
    # Some readers tell fonts apart by the numbers of their objects.
    assert all(isinstance(shared.raw_get(name), IndirectObject) for name in shared)
    fonts = [font.get_object() for font in shared.values()]
    for font in fonts:
        assert font["/Subtype"] == "/Type0"
        assert font["/Encoding"] == "/Identity-H"
        assert b"beginbfchar" in font["/ToUnicode"].get_data()
        (descendant,) = (one.get_object() for one in font["/DescendantFonts"])
        assert descendant["/BaseFont"][7:8] == "+"
        embedded = descendant["/FontDescriptor"]["/FontFile2"].get_data()
        assert len(embedded) < 120_000


def test_no_font_is_named_that_is_not_embedded() -> None:
    data = render_pdf(sheet_scene())
    fonts = read(data).pages[0]["/Resources"]["/Font"]
    assert sorted(fonts) == ["/F1", "/F2"]
    assert b"Helvetica" not in data


def test_streams_are_compressed_and_no_more() -> None:
    data = render_pdf(sheet_scene())
    assert b"/FlateDecode" in data
    assert b"ASCII85Decode" not in data


def test_a_page_without_text_is_a_page() -> None:
    assert len(read(render_pdf(scene(page()))).pages) == 1


def test_outline_has_titles_and_depths() -> None:
    reader = read(render_pdf(booklet_scene()))
    expected = ["庁内DX (案)\\ 𠮷", ["窓口", "窓口（再掲）"], "基盤"]
    assert outline_of(reader.outline) == expected


def test_deeper_branches_of_the_outline_are_closed_at_first() -> None:
    marks = tuple(Bookmark(f"{level}", level, 50, target(str(level))) for level in range(3))
    top = read(render_pdf(scene(page(bookmarks=marks)))).root_object["/Outlines"]["/First"]
    assert top["/Count"] == 1
    assert top["/First"]["/Count"] == -1


def test_outline_leads_to_page_and_height() -> None:
    reader = read(render_pdf(booklet_scene()))
    first, (second, _), last = reader.outline
    for entry, number, y in ((first, 2, 66), (second, 2, 300), (last, 3, 400)):
        assert isinstance(entry, Destination)
        assert reader.get_destination_page_number(entry) == number
        assert float(entry.top) == pytest.approx(HEIGHT - y, abs=0.01)


def test_links_lead_to_the_first_mark_of_their_target() -> None:
    reader = read(render_pdf(booklet_scene()))
    links = [one.get_object() for one in reader.pages[1]["/Annots"]]
    pages = [one.indirect_reference for one in reader.pages]
    assert [pages.index(link["/Dest"][0]) for link in links] == [2, 2]
    assert [float(link["/Dest"][3]) for link in links] == pytest.approx(
        [HEIGHT - 66, HEIGHT - 300], abs=0.01
    )
    assert [float(one) for one in links[0]["/Rect"]] == pytest.approx(
        [60, HEIGHT - 114, 360, HEIGHT - 100], abs=0.01
    )


def test_a_link_out_of_the_print_is_left_out() -> None:
    reader = read(render_pdf(booklet_scene()))
    assert len(reader.pages[1]["/Annots"]) == 2
    assert "この印刷にない事業" in reader.pages[1].extract_text()


def test_pages_are_numbered_as_printed() -> None:
    assert read(render_pdf(booklet_scene())).page_labels == ["", "", "1", "2"]


@pytest.mark.parametrize(
    "labels",
    [["資-9", "資-10", "資-11"], ["i", "ii", "1", "2", "5"], ["007", "008"], ["１", "２"], [""]],
)
def test_other_ways_of_numbering(labels: list[str]) -> None:
    pages = (page(text(40, 60, "頁"), label=label) for label in labels)
    assert read(render_pdf(scene(*pages))).page_labels == labels


def test_the_file_describes_itself() -> None:
    reader = read(render_pdf(booklet_scene(), metadata=FIXED))
    about = reader.metadata
    assert (about.title, about.author, about.subject) == (
        "東京都北区DX推進計画2025",
        "東京都北区",
        "素案",
    )
    assert about.creation_date_raw == "D:20000101000000+00'00'"
    root = reader.root_object
    assert root["/Lang"] == "ja-JP"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/PageMode"] == "/UseOutlines"


def test_pages_keep_their_own_sizes() -> None:
    landscape = page(text(40, 60, "横"))
    landscape = type(landscape)(HEIGHT, 595.28, "", landscape.primitives)
    boxes = [one.mediabox for one in read(render_pdf(scene(page(), landscape))).pages]
    assert [(float(one.width), float(one.height)) for one in boxes] == [
        pytest.approx((595.28, 841.89), abs=0.01),
        pytest.approx((841.89, 595.28), abs=0.01),
    ]


def test_equal_scenes_give_equal_bytes_when_the_date_is_fixed() -> None:
    assert render_pdf(booklet_scene(), metadata=FIXED) == render_pdf(
        booklet_scene(), metadata=FIXED
    )


def test_two_documents_at_once_do_not_share_fonts() -> None:
    """An export from within another one must not mix their codes."""
    inner: list[bytes] = []

    def export_another(done: int, total: int) -> None:
        inner.append(render_pdf(hostile_scene()))

    outer = render_pdf(sheet_scene(), progress=export_another)
    assert lines_of(inner[0]) == list(HOSTILE)
    assert "標準準拠システムへの" in lines_of(outer)


def test_progress_hears_of_each_page(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    write_pdf(
        booklet_scene(),
        tmp_path / "計画.pdf",
        progress=lambda done, total: heard.append((done, total)),
    )
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "計画.pdf"
    path.write_bytes(b"old")

    def cancel(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(booklet_scene(), path, progress=cancel)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("計画.pdf", b"old")]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="フォルダーが見つかりません"):
        write_pdf(sheet_scene(), tmp_path / "ない" / "計画.pdf")


class Watch:
    """An audit hook that can be switched off, for hooks can't be removed."""

    def __init__(self) -> None:
        self.opened: set[Path] = set()
        self.active = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.active:
            return
        if event == "open" and isinstance(arguments[0], str):
            self.opened.add(Path(arguments[0]))
        assert not event.startswith("socket."), event


def test_only_fonts_are_opened_and_no_address_is_reached() -> None:
    render_pdf(hostile_scene())  # loads modules and tables
    watch = Watch()
    sys.addaudithook(watch)
    watch.active = True
    try:
        render_pdf(hostile_scene())
    finally:
        watch.active = False
    fonts = {bundled_face(key).face.path for key in ("regular", "bold", "fallback")}
    assert watch.opened == fonts


def test_the_watch_sees_sockets() -> None:
    watch = Watch()
    sys.addaudithook(watch)
    watch.active = True
    try:
        with pytest.raises(AssertionError):
            socket.socket()
    finally:
        watch.active = False
