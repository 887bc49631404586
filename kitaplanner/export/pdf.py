"""A scene as a PDF: pages, outline, links, page numbers and what the file says about itself.

Here: the document, put together with ReportLab's canvas. Not here: the operators of a page
(`pdf_content`), structure tags (`pdf_structure`), fonts (`type0_font`), laying out (`layout`).

Nothing of ReportLab that reads markup (Paragraph and the like) is used, so text of the plan can
neither style the page nor open files or addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias, cast

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from kitaplanner.errors import UserError
from kitaplanner.export.atomic_file import atomic_output
from kitaplanner.export.pdf_archive import About, describe_file
from kitaplanner.export.pdf_attachment import attach_plan
from kitaplanner.export.pdf_content import page_content
from kitaplanner.export.pdf_images import DocumentImages
from kitaplanner.export.pdf_objects import stream
from kitaplanner.export.pdf_structure import LinkMark
from kitaplanner.export.pdf_tags import DocumentStructure
from kitaplanner.export.type0_font import DocumentFonts
from kitaplanner.layout.scene import Bookmark, Link, Page, Scene, Target

Progress: TypeAlias = Callable[[int, int], None]

# ASCII85 around compressed streams makes files a quarter larger, for channels of seven bits.
rl_config.useA85 = 0

_CREATOR = "Kitaplanner"
_PRODUCER = "Kitaplanner (ReportLab)"
_LANGUAGE = "ja-JP"
_NO_PAGES = (
    "印刷するページがないため、PDFを作成しませんでした。"
    "計画に事業があるか、選んだ範囲や課に事業があるかを確かめてください。"
)
# The flag of an annotation that is printed too: archives ask for it.
_PRINTED = 4
_NUMBER_AT_END = re.compile(r"(?P<prefix>.*?)(?P<number>[1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class PdfMetadata:
    """What a file says about itself besides its title.

    `fixed_date` replaces the clock by 1 January 2000, so that equal scenes give equal bytes.
    """

    author: str = ""
    subject: str = ""
    fixed_date: bool = False


def write_pdf(
    scene: Scene,
    path: Path,
    *,
    metadata: PdfMetadata = PdfMetadata(),
    attached: bytes = b"",
    progress: Progress | None = None,
) -> None:
    """Write a scene to a PDF file, whole or not at all.

    `attached` is the JSON of the plan, where it shall travel with the file.
    `progress` hears (pages done, pages in all) after each page and may raise Cancelled. Raises
    UserError for a scene without pages, which would be no PDF, and EnvironmentProblem when the file
    can't be written.
    """
    data = render_pdf(scene, metadata=metadata, attached=attached, progress=progress)
    with atomic_output(path) as file:
        file.write(data)


def render_pdf(
    scene: Scene,
    *,
    metadata: PdfMetadata = PdfMetadata(),
    attached: bytes = b"",
    progress: Progress | None = None,
) -> bytes:
    """Give a scene as the bytes of a PDF file; see `write_pdf`."""
    if not scene.pages:
        raise UserError(_NO_PAGES)
    canvas = _new_canvas(scene, metadata)
    fonts = DocumentFonts()
    images = DocumentImages(canvas)
    marks = _Marks(canvas, scene.pages)
    document = canvas._doc  # type: ignore[attr-defined] # unknown to the stubs
    structure = DocumentStructure(document)
    for index, page in enumerate(scene.pages):
        operators, page_structure = page_content(page, fonts, images)
        canvas.setPageSize((page.width, page.height))
        links = marks.add_page(page)
        canvas.showPage()
        made = document.Pages[-1]
        made.Contents = stream(operators)
        structure.add_page(made, page_structure.elements(links))
        if progress is not None:
            progress(index + 1, len(scene.pages))
    _add_page_labels(canvas, scene.pages)
    _add_fonts(document, fonts)
    structure.finish()
    about = About(
        _one_line(scene.title),
        _one_line(metadata.author),
        _one_line(metadata.subject),
        _CREATOR,
        _PRODUCER,
        _LANGUAGE,
        # Part 2 of PDF/A takes no files inside but its own kind.
        part=3 if attached else 2,
    )
    if attached:
        attach_plan(document, attached)
    describe_file(document, about)
    return bytes(canvas.getpdfdata())  # type: ignore[no-untyped-call]


def _new_canvas(scene: Scene, metadata: PdfMetadata) -> Canvas:
    canvas = Canvas(
        BytesIO(),
        pageCompression=1,
        invariant=int(metadata.fixed_date),
        pdfVersion=(1, 7),
        initialFontName=_register_absent_font(),  # type: ignore[arg-type] # stubs: a number
        lang=_LANGUAGE,
    )
    canvas.setTitle(_one_line(scene.title))
    canvas.setAuthor(_one_line(metadata.author))
    canvas.setSubject(_one_line(metadata.subject))
    canvas.setCreator(_CREATOR)
    canvas.setProducer(_PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _register_absent_font() -> str:
    """Name a font that the canvas takes for one that is set later.

    Otherwise each page would begin with, and each file would name, a Helvetica that is not
    embedded.
    """
    name = "kitaplanner-absent"
    face = SimpleNamespace(name=name)
    pdfmetrics.registerFont(SimpleNamespace(fontName=name, face=face, _dynamicFont=1, _multiByte=0))
    return name


def _add_fonts(document: pdfdoc.PDFDocument, fonts: DocumentFonts) -> None:
    """Put the fonts into the dictionary that all pages share."""
    shared = cast(pdfdoc.PDFDictionary, document.idToObject[pdfdoc.BasicFonts])
    for font in fonts.used():
        shared[font.name] = document.Reference(font.font_object())  # type: ignore[no-untyped-call]


class _Marks:
    """The outline of the file and the links to what it lists."""

    def __init__(self, canvas: Canvas, pages: Sequence[Page]) -> None:
        self._canvas = canvas
        self._open_levels: list[int] = []
        self._keys = (f"mark{number}" for number in count())
        # Links are counted behind the pages in the tree of parents.
        self._numbers = count(len(pages))
        # Where a target is marked more than once, links lead to the first mark.
        bookmarks = [one for page in pages for one in page.bookmarks]
        self._places: dict[Target, tuple[str, str]] = {}
        for number, bookmark in enumerate(bookmarks):
            place = (f"mark{number}", _one_line(bookmark.title))
            self._places.setdefault(bookmark.target, place)
        if bookmarks:
            canvas.showOutline()

    def add_page(self, page: Page) -> list[LinkMark]:
        """Add the bookmarks of the page that is being drawn and its links, which are given."""
        for bookmark in page.bookmarks:
            self._add_bookmark(bookmark, page.height)
        # A link to a target outside this print stays plain text.
        links = [link for link in page.links if link.target in self._places]
        return [self._add_link(link, page.height) for link in links]

    def _add_bookmark(self, bookmark: Bookmark, height: float) -> None:
        key = next(self._keys)
        depth = self._depth(bookmark.level)
        self._canvas.bookmarkHorizontalAbsolute(key, top=height - bookmark.y)
        self._canvas.addOutlineEntry(_one_line(bookmark.title), key, depth, closed=depth > 0)

    def _depth(self, level: int) -> int:
        """Give the depth in the tree: a level may be left out, a branch may not."""
        while self._open_levels and self._open_levels[-1] >= level:
            self._open_levels.pop()
        self._open_levels.append(level)
        return len(self._open_levels) - 1

    def _add_link(self, link: Link, height: float) -> LinkMark:
        key, title = self._places[link.target]
        rect = link.rect
        number = next(self._numbers)
        canvas: Any = self._canvas
        annotation = _LinkAnnotation(
            [rect.x, height - rect.bottom, rect.right, height - rect.y],
            title,
            canvas._bookmarkReference(key),
            Border="[0 0 0]",
            F=_PRINTED,
            StructParent=number,
        )
        name = f"link{number}"
        canvas._addAnnotation(annotation, name)
        reference: bytes = canvas._doc.refAnnotation(name).format(canvas._doc)
        return LinkMark(link, reference.decode("ascii"), number)


class _LinkAnnotation(pdfdoc.LinkAnnotation):
    """A link that knows its element in the structure."""

    permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")


def _add_page_labels(canvas: Canvas, pages: Sequence[Page]) -> None:
    """Make viewers number the pages as they are printed."""
    for index, label in _label_ranges([page.label for page in pages]):
        match = _NUMBER_AT_END.fullmatch(label)
        if match is None:
            canvas.addPageLabel(index, prefix=label)
        else:
            number = int(match["number"])
            canvas.addPageLabel(index, "ARABIC", number, match["prefix"])


def _label_ranges(labels: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the pages at which the numbering does not just count on."""
    expected = None
    for index, label in enumerate(labels):
        if label != expected:
            yield index, label
        match = _NUMBER_AT_END.fullmatch(label)
        expected = label if match is None else f"{match['prefix']}{int(match['number']) + 1}"


def _one_line(text: str) -> str:
    """Make text fit for a field of one line: no controls, no halves of surrogate pairs."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"[\x00-\x1f\x7f]+", " ", whole)
