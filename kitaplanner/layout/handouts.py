"""A handout: its parts one after the other, each with its 資料番号 and pages of its own.

Belongs here: numbering the papers and choosing the print of each part. Does not belong here: how
papers look (`papers`), and 新旧対照表 (`comparison_table`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeAlias

from kitaplanner.domain.form import Form
from kitaplanner.domain.handout import Handout, HandoutPart
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import UserError
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.comparison_table import comparison_pieces
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.digest import digest_pieces
from kitaplanner.layout.imposition import two_up
from kitaplanner.layout.paging import PageFrame, Piece
from kitaplanner.layout.papers import (
    agenda_pieces,
    comments_pieces,
    head_pieces,
    paper_pieces,
    title_piece,
)
from kitaplanner.layout.prints import list_scene, outline_scene, print_pieces, sheets_scene
from kitaplanner.layout.progress_report import progress_pieces
from kitaplanner.layout.scene import Page, Scene

# What a part is called where it has no 件名 of its own.
PART_WORDS: dict[str, str] = {
    "agenda": "次第",
    "paper": "資料",
    "digest": "概要版",
    "comparison": "新旧対照表",
    "sheets": "個票",
    "initiative_list": "掲載事業一覧",
    "outline_chart": "体系図",
    "progress": "進捗状況",
    "comments": "意見の要旨と区の考え方",
    "booklet": "本冊",
}
_UNNUMBERED = frozenset({"agenda"})
# Prints of the plan as it is: meeting, day and place do not stand on them.
_PLAN_PRINTS = frozenset({"sheets", "initiative_list", "outline_chart", "booklet"})


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part with the 資料番号 that is printed, empty where it has none."""

    part: HandoutPart
    number: str

    @property
    def title(self) -> str:
        """Give 件名, or what such a part is called."""
        return self.part.title or PART_WORDS[self.part.kind]


def number_parts(handout: Handout) -> tuple[PlacedPart, ...]:
    """Give the parts with their 資料番号: the one that was written, or the next one free."""
    taken = {part.document_number for part in handout.parts}
    placed: list[PlacedPart] = []
    count = 0
    for part in handout.parts:
        number = part.document_number
        if not number and part.kind not in _UNNUMBERED:
            count += 1
            while f"資料{count}" in taken:
                count += 1
            number = f"資料{count}"
        placed.append(PlacedPart(part, number))
    return tuple(placed)


# What a part was laid out from, and its pages; by the part's id.
KnownParts: TypeAlias = dict[str, tuple[object, Scene]]


def handout_scene(
    plan: Plan, form: Form, metrics: Metrics, handout: Handout, editions: Mapping[str, Plan]
) -> Scene:
    """Lay out all parts; `editions` holds the plans that 新旧対照表 names.

    Raise UserError for a part that names an edition which is not there.
    """
    return join_parts(handout, parts_scenes(plan, form, metrics, handout, editions))


def parts_scenes(
    plan: Plan,
    form: Form,
    metrics: Metrics,
    handout: Handout,
    editions: Mapping[str, Plan],
    known: KnownParts | None = None,
) -> tuple[Scene, ...]:
    """Lay out the parts one by one; those in `known` are taken from there where nothing changed."""
    known = {} if known is None else known
    placed_parts = number_parts(handout)
    papers = tuple((one.number, one.title) for one in placed_parts)
    printed = replace(plan, handouts=())
    common = replace(handout, parts=(), two_up=False)
    headless = Handout("", "", watermark=handout.watermark, duplex=handout.duplex)
    scenes: list[Scene] = []
    for placed in placed_parts:
        compared = tuple(editions.get(name) for name in (placed.part.old, placed.part.new) if name)
        kind = placed.part.kind
        about = headless if kind in _PLAN_PRINTS else common
        basis = (printed, about, placed, compared, papers if kind == "agenda" else ())
        found = known.get(placed.part.id)
        if found is None or found[0] != basis:
            scene = part_scene(plan, form, metrics, handout, placed, editions)
            known[placed.part.id] = found = (basis, scene)
        scenes.append(found[1])
    return tuple(scenes)


def join_parts(handout: Handout, scenes: Sequence[Scene]) -> Scene:
    """Put the pages of all parts together; printed double-sided, each begins on a front."""
    pages = tuple(page for one in _from_fronts(handout, scenes) for page in one)
    shortfalls = dict.fromkeys(one for scene in scenes for one in scene.shortfalls)
    whole = Scene(handout.name, pages, tuple(shortfalls))
    return two_up(whole) if handout.two_up else whole


def first_pages(handout: Handout, scenes: Sequence[Scene]) -> dict[str, int]:
    """Give the index of the page on which each part begins, by the part's id."""
    counts = [len(one) for one in _from_fronts(handout, scenes)]
    starts = accumulate(counts, initial=0)
    on_a_sheet = 2 if handout.two_up else 1
    return {
        part.id: start // on_a_sheet for part, start in zip(handout.parts, starts, strict=False)
    }


def _from_fronts(handout: Handout, scenes: Sequence[Scene]) -> Iterator[tuple[Page, ...]]:
    """Yield the pages of each part; an empty back follows where the next would begin on it."""
    for index, scene in enumerate(scenes):
        pages = scene.pages
        has_back = handout.duplex and not handout.two_up and index < len(scenes) - 1
        if has_back and len(pages) % 2:
            pages = (*pages, Page(pages[-1].width, pages[-1].height, "", ()))
        yield pages


def part_scene(
    plan: Plan,
    form: Form,
    metrics: Metrics,
    handout: Handout,
    placed: PlacedPart,
    editions: Mapping[str, Plan],
) -> Scene:
    """Lay out one part of a handout, numbered from 1."""
    part = placed.part
    printed = replace(plan, settings=replace(plan.settings, duplex=handout.duplex))
    prefix = f"{placed.number}-" if placed.number else f"{placed.title}-"
    frame = PageFrame(placed.number, prefix, handout.watermark)
    only = _chosen(plan, part)
    scene = _plan_print(printed, form, metrics, part, only, frame)
    if scene is None:
        context = make_context(printed, form, metrics)
        pieces = _written(handout, placed, only, context, editions)
        scene = print_pieces(pieces, context, frame)
    return replace(scene, title=f"{placed.number}　{placed.title}".strip())


def _chosen(plan: Plan, part: HandoutPart) -> tuple[str, ...] | None:
    """Give the ids of the initiatives that a part is about; None for all."""
    if not part.initiatives and not part.department:
        return None
    return tuple(
        one.id
        for one in plan.initiatives()
        if (not part.initiatives or one.id in part.initiatives)
        and (not part.department or part.department in one.departments)
    )


def _plan_print(
    plan: Plan,
    form: Form,
    metrics: Metrics,
    part: HandoutPart,
    only: Sequence[str] | None,
    frame: PageFrame,
) -> Scene | None:
    """Lay out a part that is a print of the plan as it is; None for any other."""
    if part.kind == "sheets":
        return sheets_scene(plan, form, metrics, only, frame=frame)
    if part.kind == "initiative_list":
        return list_scene(plan, form, metrics, only, frame)
    if part.kind == "outline_chart":
        return outline_scene(plan, form, metrics, frame=frame)
    if part.kind == "booklet":
        return booklet_scene(plan, form, metrics, frame=frame)
    return None


def _written(
    handout: Handout,
    placed: PlacedPart,
    only: Sequence[str] | None,
    context: Context,
    editions: Mapping[str, Plan],
) -> list[Piece]:
    part = placed.part
    if part.kind == "agenda":
        papers = [(one.number, one.title) for one in number_parts(handout)]
        return agenda_pieces(handout, part, papers, context)
    if part.kind == "paper":
        return paper_pieces(handout, replace(part, title=placed.title), context)
    if part.kind == "comments":
        return comments_pieces(handout, part, context)
    pieces = head_pieces(handout, context)
    pieces.append(title_piece(placed.title, part, context))
    body: dict[str, Callable[[], list[Piece]]] = {
        "digest": lambda: digest_pieces(context),
        "progress": lambda: progress_pieces(context, _year(part, context), only, placed.title),
        "comparison": lambda: comparison_pieces(
            _edition(part.old, context.plan, editions),
            _edition(part.new, context.plan, editions),
            context,
            only,
        ),
    }
    return pieces + body[part.kind]()


def _year(part: HandoutPart, context: Context) -> int:
    return context.plan.period.first if part.year is None else part.year


def _edition(name: str, plan: Plan, editions: Mapping[str, Plan]) -> Plan:
    if not name:
        return plan
    if name not in editions:
        raise UserError(
            f"新旧対照表で比べる版「{name}」がありません。資料の設定で版を選び直してください。"
        )
    return editions[name]
