"""One section as it will print, on one long page to be edited on: its pages below one another.

Belongs here: where each block stands on it. Does not belong here: what is derived from the outline,
which is edited elsewhere, and the booklet (`booklet`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.flow import Part, Split
from kitaplanner.layout.imposition import moved
from kitaplanner.layout.prints import print_pieces
from kitaplanner.layout.scene import Page, Primitive, Rect, Region, Target
from kitaplanner.layout.section_numbers import number_sections
from kitaplanner.layout.sections import section_pieces

PAGE_GAP = 14.0
# The field of the regions that this module adds, so that they are told from those of the text.
_PLACE = "place:"


@dataclass(frozen=True, slots=True)
class SectionPrint:
    """The long page; `places` gives the region of each field: `heading`, `blocks.0` …

    `spots` gives that of each spot in a block that has several: `blocks.2.entries.0.text`.
    `breaks` are the bands between its pages.
    """

    page: Page
    places: Mapping[str, Region]
    spots: Mapping[str, Region]
    breaks: tuple[Rect, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part that says where it stands, even where there is nothing to see."""

    part: Part
    field: str
    section: str
    context: Context

    @property
    def height(self) -> float:
        body = self.context.body()
        return max(self.part.height, body.size * body.leading)

    def split(self, room: float, full: float) -> Split | None:
        halves = self.part.split(room, full)
        return halves and (replace(self, part=halves[0]), replace(self, part=halves[1]))

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        self.part.draw(canvas, x, y)
        body = self.context.body()
        rect = Rect(x, y, self.context.table_width, self.height)
        target = Target("section", self.section, _PLACE + self.field)
        canvas.region(Region(target, rect, rect, body.size, body.leading))


def section_print(plan: Plan, form: Form, metrics: Metrics, section_id: str) -> SectionPrint | None:
    """Lay out one section; None where the plan has none of that id."""
    numbered = number_sections(plan, form)
    one = next((each for each in numbered if each.section.id == section_id), None)
    if one is None:
        return None
    context = make_context(plan, form, metrics)

    def place(part: Part, field: str) -> Part:
        return _Placed(part, field, section_id, context)

    scene = print_pieces(section_pieces(one, context, fresh=False, place=place), context)
    return _long_page(scene.pages)


def _long_page(pages: tuple[Page, ...]) -> SectionPrint:
    primitives: list[Primitive] = []
    places: dict[str, Region] = {}
    spots: dict[str, Region] = {}
    breaks: list[Rect] = []
    top = 0.0
    for page in pages:
        if top:
            breaks.append(Rect(0, top - PAGE_GAP, page.width, PAGE_GAP))
        primitives += [moved(one, 0.0, top, 1.0) for one in page.primitives]
        _add_places(places, page, top)
        _add_spots(spots, page, top)
        top += page.height + PAGE_GAP
    height = top - PAGE_GAP
    page = Page(pages[0].width, height, "", tuple(primitives))
    return SectionPrint(page, places, spots, tuple(breaks))


def _add_spots(spots: dict[str, Region], page: Page, top: float) -> None:
    """Add the spots of a page; one that goes on over pages is written where it begins."""
    for region in page.regions:
        field = region.target.field
        if region.target.kind == "section" and field.count(".") > 1 and _PLACE not in field:
            rect = replace(region.rect, y=region.rect.y + top)
            inner = replace(region.inner, y=region.inner.y + top)
            spots.setdefault(field, replace(region, rect=rect, inner=inner))


def _add_places(places: dict[str, Region], page: Page, top: float) -> None:
    """Join the place of a block with the looks of the text in it."""
    texts: dict[str, Region] = {}
    for region in page.regions:
        if region.target.kind == "section" and not region.target.field.startswith(_PLACE):
            texts.setdefault(region.target.field, region)
    for region in page.regions:
        if not region.target.field.startswith(_PLACE):
            continue
        field = region.target.field.removeprefix(_PLACE)
        rect = replace(region.rect, y=region.rect.y + top)
        known = places.get(field)
        text = texts.get(field)
        inner = rect
        if text is not None:
            inner = Rect(text.inner.x, rect.y, text.inner.width, rect.height)
        if known is not None:
            rect, inner = _union(known.rect, rect), _union(known.inner, inner)
        looks = known or text or region
        target = replace(region.target, field=field)
        places[field] = replace(looks, target=target, rect=rect, inner=inner)


def _union(one: Rect, other: Rect) -> Rect:
    right, bottom = max(one.right, other.right), max(one.bottom, other.bottom)
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Rect(x, y, right - x, bottom - y)
