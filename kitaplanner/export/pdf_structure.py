"""What the text of a PDF is, for those who hear it or see it reflowed: the structure tags.

Here: which marked stretches of a page form one heading, paragraph or list entry, and the tree of
them (PDF 32000-1, 14.7 and 14.8). Not here: the operators that the marks stand between
(`pdf_content`).

Cells become paragraphs in reading order: a scene knows that a text stands in a cell, but not
which cells make a row, and a table told wrongly is worse to listen to than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeAlias

from reportlab.pdfbase import pdfdoc

from kitaplanner.layout.scene import Image, Page, Role, Target, Text

# The stubs of ReportLab know few of the attributes of these.
_Document: TypeAlias = Any
_Page: TypeAlias = Any

# Entries of these stand in a parent of their own.
_GROUPS = {"LI": "L", "TOCI": "TOC"}
# The lines of a cover are no headings: the first level belongs to the chapters.
_TAGS: dict[Role, str] = {"list_item": "LI", "contents": "TOCI"}
_DEEPEST_HEADING = 6


# Lines with equal keys, one after the other, are one element.
TextKey: TypeAlias = tuple[Role, Target | Text | Image]


def text_key(text: Text) -> TextKey:
    """Tell what a line belongs to; a line that shows nothing in particular stands alone."""
    return (text.role, text.target or text)


def image_key(image: Image) -> TextKey:
    """Tell what a picture is: always an element of its own."""
    return ("figure", image)


@dataclass(slots=True)
class Element:
    """What belongs together, with the numbers of its marked stretches on the page.

    `alternative` is told instead of a picture.
    """

    tag: str
    alternative: str = ""
    marks: list[int] = field(default_factory=list)


class PageStructure:
    """Gathers the elements of one page while its text is drawn."""

    def __init__(self, page: Page) -> None:
        self.elements: list[Element] = []
        self._marks = 0
        self._last: TextKey | None = None
        self._levels = {one.target: one.level for one in reversed(page.bookmarks)}
        self._deepest = max(self._levels.values(), default=-1)

    def mark(self, key: TextKey) -> str:
        """Count a new stretch of marked text and give the operator that begins it.

        Decoration may stand between the lines of one element.
        """
        if key != self._last:
            self._last = key
            shows = key[1]
            told = shows.description if isinstance(shows, Image) else ""
            self.elements.append(Element(self._tag(*key), told))
        element = self.elements[-1]
        element.marks.append(self._marks)
        self._marks += 1
        return f"/{element.tag} <</MCID {element.marks[-1]}>> BDC"

    def _tag(self, role: Role, shows: Target | Text | Image) -> str:
        if isinstance(shows, Image):
            return "Figure"
        if role != "heading":
            return _TAGS.get(role, "P")
        below_all = self._deepest + 1
        level = below_all if isinstance(shows, Text) else self._levels.get(shows, below_all)
        return f"H{min(level + 1, _DEEPEST_HEADING)}"


class DocumentStructure:
    """The tree of elements of a whole document."""

    def __init__(self, document: _Document) -> None:
        self._document = document
        self._root = _Plain()
        self._body = _Plain()
        self._root_reference = self._add(self._root)
        self._body_reference = self._add(self._body)
        self._kids: list[str] = []
        # For each page the elements of its marks, by number.
        self._owners: list[str] = []

    def add_page(self, page: _Page, elements: Iterable[Element]) -> None:
        """Add the elements of a page that was just put into the document."""
        place = self._reference(page)
        owners: list[str] = []
        for group, members in groupby(elements, lambda one: _GROUPS.get(one.tag, "")):
            if group:
                self._kids.append(self._add_group(group, list(members), place, owners))
            else:
                self._kids += (
                    self._add_element(one, self._body_reference, place, owners) for one in members
                )
        # ReportLab writes only entries that it knows of.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._owners)
        page.Tabs = pdfdoc.PDFName("S")
        self._owners.append(f"[{' '.join(owners)}]")

    def finish(self) -> None:
        """Tie the tree to the document, when all pages are there."""
        self._body.content = _element("Document", self._root_reference, "", self._kids)
        numbers = " ".join(f"{page} {owners}" for page, owners in enumerate(self._owners))
        parents = self._add(_Plain(f"<</Nums [{numbers}]>>"))
        self._root.content = (
            f"<</Type/StructTreeRoot/K {self._body_reference}/ParentTree {parents}"
            f"/ParentTreeNextKey {len(self._owners)}>>"
        )
        catalog = self._document.Catalog
        catalog.StructTreeRoot = self._root
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})

    def _add_group(
        self, tag: str, members: Sequence[Element], place: str, owners: list[str]
    ) -> str:
        group = _Plain()
        reference = self._add(group)
        kids = [self._add_element(one, reference, place, owners) for one in members]
        group.content = _element(tag, self._body_reference, "", kids)
        return reference

    def _add_element(self, element: Element, parent: str, place: str, owners: list[str]) -> str:
        marks = [str(mark) for mark in element.marks]
        made = _Plain()
        reference = self._add(made)
        if element.tag == "LI":
            body = self._add(_Plain(_element("LBody", reference, place, marks)))
            made.content = _element("LI", parent, "", [body])
        else:
            body = reference
            made.content = _element(element.tag, parent, place, marks, element.alternative)
        owners += [body] * len(marks)
        return reference

    def _add(self, made: pdfdoc.PDFObject) -> str:
        return self._reference(made)

    def _reference(self, made: pdfdoc.PDFObject) -> str:
        reference: bytes = self._document.Reference(made).format(self._document)
        return reference.decode("ascii")


class _Plain(pdfdoc.PDFObject):
    """An object written as it is; there are tens of thousands, and dictionaries are slow."""

    __RefOnly__ = 1

    def __init__(self, content: str = "") -> None:
        self.content = content

    def format(self, document: _Document) -> bytes:
        return self.content.encode("ascii")


def _element(tag: str, parent: str, place: str, kids: Sequence[str], alternative: str = "") -> str:
    page = f"/Pg {place}" if place else ""
    told = f"/Alt <FEFF{alternative.encode('utf-16-be').hex()}>" if alternative else ""
    return f"<</Type/StructElem/S/{tag}/P {parent}{page}{told}/K [{' '.join(kids)}]>>"
