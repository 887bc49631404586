"""What the shapes of a page are, for those who hear it or see it reflowed.

Here: which marked stretches of a page form one heading, paragraph, list entry or cell, and how they
hang together (PDF 32000-1, 14.7 and 14.8). Not here: the operators that the marks stand between
(`pdf_content`) and the objects of the file (`pdf_tags`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeAlias

from kitaplanner.layout.scene import (
    CellPlace,
    Image,
    Link,
    Page,
    Primitive,
    Role,
    Spoken,
    TablePlace,
    Target,
    Text,
)

# Entries of these stand in a parent of their own.
_GROUPS = {"LI": "L", "TOCI": "TOC"}
# The lines of a cover are no headings: the first level belongs to the chapters.
_TAGS: dict[Role, str] = {"list_item": "LI", "contents": "TOCI"}
_NO_DESCRIPTION = "図（説明なし）"

# Shapes with equal keys, one after the other, are one element.
Key: TypeAlias = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link of the page with the reference to it and its number in the tree of parents."""

    link: Link
    reference: str
    number: int


@dataclass(slots=True)
class Element:
    """What belongs together: its marked stretches on the page, by number, or what is below it.

    `alternative` is told instead of what is seen.
    """

    tag: str
    alternative: str = ""
    attributes: str = ""
    marks: list[int] = field(default_factory=list)
    kids: list[Element] = field(default_factory=list)
    link: LinkMark | None = None


@dataclass(slots=True)
class _Start:
    """Where an element starts on the page, and what it shows."""

    element: Element
    target: Target | None
    x: float
    y: float


class PageStructure:
    """Gathers the elements of one page while its shapes are drawn."""

    def __init__(self, page: Page) -> None:
        self._marks = 0
        self._last: Key | None = None
        self._open = Element("")
        self._levels = {one.target: one.level for one in reversed(page.bookmarks)}
        self._deepest = max(self._levels.values(), default=-1)
        # The elements that stand in no cell, each with the primitive that it starts with.
        self._flow: list[tuple[int, Element]] = []
        self._starts: list[_Start] = []
        self._cells: dict[int, Element] = {}
        self._spoken: dict[int, tuple[str, Spoken]] = {}
        for table in page.tables:
            self._add_table(table)
        for one in page.spoken:
            self._add_spoken(one, page.primitives)

    def key(self, index: int, shape: Primitive) -> Key | None:
        """Tell what the primitive of an index belongs to; None for decoration."""
        if index in self._spoken:
            return self._spoken[index]
        if isinstance(shape, Text) and shape.role != "artifact":
            cell = self._cells.get(index)
            if cell is None:
                # A line that shows nothing in particular stands alone.
                return (shape.role, shape.target or shape)
            return (shape.role, shape.target, id(cell))
        return (shape,) if isinstance(shape, Image) else None

    def mark(self, key: Key, index: int, shape: Primitive) -> str:
        """Count a new stretch that is marked and give the operator that begins it.

        Decoration may stand between the lines of one element.
        """
        if key != self._last:
            self._last = key
            self._open = self._begin(index, shape)
        element = self._open
        element.marks.append(self._marks)
        self._marks += 1
        tag = "H" if element.tag[0] == "H" else element.tag
        return f"/{tag} <</MCID {element.marks[-1]}>> BDC"

    def elements(self, links: Iterable[LinkMark] = ()) -> list[Element]:
        """Give the finished elements of the page in reading order."""
        for link in links:
            self._tie(link)
        for cell in {id(one): one for one in self._cells.values()}.values():
            _simplify(cell)
        return _grouped([one for _, one in sorted(self._flow, key=lambda entry: entry[0])])

    def _add_table(self, table: TablePlace) -> None:
        head, body = Element("THead"), Element("TBody")
        for number, cells in groupby(table.cells, lambda cell: cell.row):
            row = Element("TR")
            (head if number < table.header_rows else body).kids.append(row)
            for cell in cells:
                made = Element("TH" if cell.scope else "TD", attributes=_attributes(cell))
                row.kids.append(made)
                self._cells.update(dict.fromkeys(range(cell.first, cell.end), made))
        if table.cells:
            kids = [part for part in (head, body) if part.kids]
            self._flow.append((table.cells[0].first, Element("Table", kids=kids)))

    def _add_spoken(self, one: Spoken, shapes: Sequence[Primitive]) -> None:
        """Note which primitives the words stand for: the text, or a shape without any."""
        stretch = range(one.first, one.end)
        texts = [index for index in stretch if isinstance(shapes[index], Text)]
        tag = "P" if texts else "Figure"
        self._spoken.update(dict.fromkeys(texts or stretch[:1], (tag, one)))

    def _begin(self, index: int, shape: Primitive) -> Element:
        element = self._element(index, shape)
        cell = self._cells.get(index)
        if cell is None:
            self._flow.append((index, element))
        else:
            cell.kids.append(element)
        if isinstance(shape, Text):
            self._starts.append(_Start(element, shape.target, shape.x, shape.baseline))
        return element

    def _element(self, index: int, shape: Primitive) -> Element:
        if index in self._spoken:
            tag, spoken = self._spoken[index]
            own = self._tag(shape) if isinstance(shape, Text) else tag
            # A heading with changed words is a heading still.
            return Element(own if own[0] == "H" else tag, spoken.words)
        if isinstance(shape, Text):
            return Element(self._tag(shape))
        told = shape.description if isinstance(shape, Image) else ""
        return Element("Figure", told or _NO_DESCRIPTION)

    def _tag(self, text: Text) -> str:
        shows = text.target
        below_all = self._deepest + 1
        if text.role == "heading":
            level = below_all if shows is None else self._levels.get(shows, below_all)
        elif text.role == "cell" and shows is not None and shows.field == "name":
            # The name of an initiative heads its sheet, although it stands in a cell.
            named = self._levels.get(Target(shows.kind, shows.id))
            if named is None:
                return "P"
            level = named
        else:
            return _TAGS.get(text.role, "P")
        return f"H{level + 1}"

    def _tie(self, mark: LinkMark) -> None:
        """Put a link around the first text that it lies over and that shows what it leads to."""
        link = mark.link
        over = [
            one.element
            for one in self._starts
            if one.target == link.target
            and one.element.link is None
            and link.rect.contains(one.x, one.y)
        ]
        if over:
            over[0].link = mark
        else:
            self._flow.append((len(self._flow) + self._marks, Element("P", link=mark)))


def _attributes(cell: CellPlace) -> str:
    """Write the attributes of a cell (PDF 32000-1, table 349)."""
    parts = [f"/Scope/{cell.scope.capitalize()}"] if cell.scope else []
    if cell.rows > 1:
        parts.append(f"/RowSpan {cell.rows}")
    if cell.columns > 1:
        parts.append(f"/ColSpan {cell.columns}")
    return f"<</O/Table{''.join(parts)}>>" if parts else ""


def _simplify(cell: Element) -> None:
    """Let a cell that holds nothing but a plain paragraph be that paragraph."""
    if len(cell.kids) == 1:
        (only,) = cell.kids
        if only.tag == "P" and not only.alternative and only.link is None:
            cell.marks, cell.kids = only.marks, []
    cell.kids = _grouped(cell.kids)


def _grouped(elements: Sequence[Element]) -> list[Element]:
    """Put entries that follow one another into a list."""
    grouped: list[Element] = []
    for group, members in groupby(elements, lambda one: _GROUPS.get(one.tag, "")):
        if group:
            grouped.append(Element(group, kids=list(members)))
        else:
            grouped += members
    return grouped
