"""The structure tree as objects of the file (PDF 32000-1, 14.7).

Here: writing the tree and the way back from marks and links to their elements. Not here: what the
elements are (`pdf_structure`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from reportlab.pdfbase import pdfdoc

from kitaplanner.export.pdf_objects import Document, Plain, add_object, text_string
from kitaplanner.export.pdf_structure import Element

# The stubs of ReportLab know few of the attributes of these.
_Page: TypeAlias = Any

_DEEPEST_HEADING = 6


class DocumentStructure:
    """The tree of elements of a whole document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root = Plain()
        self._body = Plain()
        self._root_reference = add_object(document, self._root)
        self._body_reference = add_object(document, self._body)
        self._kids: list[str] = []
        # For each page the elements of its marks, by number; for each link its element.
        self._owners: list[str] = []
        self._links: dict[int, str] = {}
        self._open_levels: list[int] = []

    def add_page(self, page: _Page, elements: Iterable[Element]) -> None:
        """Add the elements of a page that was just put into the document."""
        writer = _PageWriter(self, add_object(self._document, page))
        self._kids += [writer.add(one, self._body_reference) for one in elements]
        # ReportLab writes only entries that it knows of.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._owners)
        page.Tabs = pdfdoc.PDFName("S")
        owners = writer.owners
        self._owners.append(f"[{' '.join(owners[mark] for mark in range(len(owners)))}]")

    def finish(self) -> None:
        """Tie the tree to the document, when all pages are there."""
        self._body.content = _element("Document", self._root_reference, self._kids)
        numbered = [*enumerate(self._owners), *sorted(self._links.items())]
        numbers = " ".join(f"{number} {owner}" for number, owner in numbered)
        parents = add_object(self._document, Plain(f"<</Nums [{numbers}]>>"))
        self._root.content = (
            f"<</Type/StructTreeRoot/K {self._body_reference}/ParentTree {parents}"
            f"/ParentTreeNextKey {max(len(self._owners), *self._links, 0) + 1}>>"
        )
        catalog = self._document.Catalog
        catalog.StructTreeRoot = self._root
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})

    def add(self, made: pdfdoc.PDFObject) -> str:
        """Put an object into the document and give the reference to it."""
        return add_object(self._document, made)

    def own_link(self, number: int, owner: str) -> None:
        """Note the element of a link by its number in the tree of parents."""
        self._links[number] = owner

    def without_leap(self, tag: str) -> str:
        """Give a heading at most one level below the one it belongs to, as listeners expect."""
        level = int(tag[1:])
        while self._open_levels and self._open_levels[-1] >= level:
            self._open_levels.pop()
        self._open_levels.append(level)
        return f"H{min(len(self._open_levels), _DEEPEST_HEADING)}"


class _PageWriter:
    """Writes the elements of one page."""

    def __init__(self, structure: DocumentStructure, place: str) -> None:
        self._structure = structure
        self._place = place
        self.owners: dict[int, str] = {}

    def add(self, element: Element, parent: str) -> str:
        """Write an element with all below it, and give the reference to it."""
        made = Plain()
        reference = self._structure.add(made)
        tag = element.tag
        if tag[0] == "H":
            tag = self._structure.without_leap(tag)
        kids = [self.add(one, reference) for one in element.kids]
        if tag == "LI":
            kids = [self._add_body(element, reference)]
        elif element.link is not None:
            kids = [self._add_link(element, reference)]
        else:
            kids = [*self._own(element, reference), *kids]
        made.content = _element(
            tag, parent, kids, self._place, element.alternative, element.attributes
        )
        return reference

    def _own(self, element: Element, owner: str) -> list[str]:
        self.owners.update(dict.fromkeys(element.marks, owner))
        return [str(mark) for mark in element.marks]

    def _add_body(self, entry: Element, parent: str) -> str:
        """Write the body of a list entry."""
        body = Plain()
        reference = self._structure.add(body)
        if entry.link is not None:
            kids = [self._add_link(entry, reference)]
        else:
            kids = self._own(entry, reference)
        body.content = _element("LBody", parent, kids, self._place)
        return reference

    def _add_link(self, element: Element, parent: str) -> str:
        """Write the link around the text of an element; in contents it is a reference."""
        assert element.link is not None
        outer = Plain() if element.tag == "TOCI" else None
        outer_reference = parent if outer is None else self._structure.add(outer)
        made = Plain()
        reference = self._structure.add(made)
        target = f"<</Type/OBJR/Obj {element.link.reference}/Pg {self._place}>>"
        kids = [*self._own(element, reference), target]
        made.content = _element("Link", outer_reference, kids, self._place)
        self._structure.own_link(element.link.number, reference)
        if outer is None:
            return reference
        outer.content = _element("Reference", parent, [reference], self._place)
        return outer_reference


def _element(
    tag: str,
    parent: str,
    kids: Sequence[str],
    place: str = "",
    alternative: str = "",
    attributes: str = "",
) -> str:
    page = f"/Pg {place}" if place else ""
    told = f"/Alt {text_string(alternative)}" if alternative else ""
    about = f"/A {attributes}" if attributes else ""
    return f"<</Type/StructElem/S/{tag}/P {parent}{page}{told}{about}/K [{' '.join(kids)}]>>"
