"""The whole booklet: 表紙, 目次, the sections in their order and what is derived from the outline.

Belongs here: putting the parts of the book together. Does not belong here: prints of a single
part (`prints`) and the parts themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.layout.contents import contents_pieces
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.cover import Cover
from kitaplanner.layout.department_index import department_index_pieces
from kitaplanner.layout.glossary import glossary_pieces
from kitaplanner.layout.initiative_list import initiative_list_pieces
from kitaplanner.layout.outline_chart import outline_chart_pieces
from kitaplanner.layout.paging import (
    PLAIN_FRAME,
    Draft,
    PageFrame,
    Pager,
    Piece,
    finish_scene,
    labels_of,
    number_drafts,
    print_title,
)
from kitaplanner.layout.policies import policy_pieces
from kitaplanner.layout.scene import Scene
from kitaplanner.layout.section_numbers import NumberedSection, number_sections
from kitaplanner.layout.sections import section_pieces
from kitaplanner.layout.sheet_chapter import ProgressCall, SheetChapter


def booklet_scene(
    plan: Plan,
    form: Form,
    metrics: Metrics,
    progress: ProgressCall | None = None,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Lay out the booklet; pages are numbered from 1 behind the contents.

    `progress` is called after each initiative and may raise Cancelled.
    """
    context = make_context(plan, form, metrics)
    sections = number_sections(plan, form)
    pieces: list[Piece] = []
    for index, section in enumerate(sections):
        pieces += section_pieces(section, context, fresh=_begins_page(sections, index))
        pieces += _derived(section, context, progress)
    body = Pager(context)
    body.place(pieces)
    number_drafts(body.drafts, context)
    front = _front(sections, context)
    labels = labels_of(body)
    return finish_scene(print_title(context), [*front, *body.drafts], labels, context, frame)


def _front(sections: Sequence[NumberedSection], context: Context) -> list[Draft]:
    """Give cover and contents; printed double-sided, page 1 lies on a right-hand side."""
    pager = Pager(context)
    pager.place([Piece(Cover(context, pager.room))])
    if any(section.is_listed for section in sections):
        pager.place(contents_pieces(sections, context))
    if context.plan.settings.duplex and len(pager.drafts) % 2:
        pager.drafts.append(Draft(""))
    return pager.drafts


def _begins_page(sections: Sequence[NumberedSection], index: int) -> bool:
    """Say whether a section starts a new page: a chapter with something derived in or after it."""
    section = sections[index].section
    if section.level == 2:
        return section.derived == "sheets"
    if index and sections[index - 1].section.derived:
        return True
    if section.derived:
        return True
    for following in sections[index + 1 :]:
        if following.section.level == 1:
            return False
        if following.section.derived:
            return True
    return False


def _derived(
    one: NumberedSection, context: Context, progress: ProgressCall | None
) -> Iterable[Piece]:
    """Give what is printed from the outline behind the blocks of a section."""
    derived = one.section.derived
    if derived == "policies":
        return policy_pieces(context)
    if derived in ("outline", "outline_chart"):
        return outline_chart_pieces(context)
    if derived == "glossary":
        return glossary_pieces(context)
    if derived == "department_index":
        return department_index_pieces(context)
    if derived == "initiative_list":
        return initiative_list_pieces(context, with_pages=True)
    if derived == "sheets":
        depth = one.section.level
        return SheetChapter(context, depth, with_openings=True, progress=progress).pieces()
    return ()
