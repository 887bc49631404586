"""Prints of a part of the plan: only sheets, only the list of initiatives.

Belongs here: the entry points of these prints. Does not belong here: the booklet (`booklet`).
"""

from __future__ import annotations

from collections.abc import Collection

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.flow import Marked
from kitaplanner.layout.initiative_list import initiative_list_pieces
from kitaplanner.layout.paging import (
    Pager,
    Piece,
    finish_scene,
    labels_of,
    number_drafts,
    print_title,
)
from kitaplanner.layout.scene import Scene, Target
from kitaplanner.layout.sheet_chapter import ProgressCall, SheetChapter
from kitaplanner.layout.text_parts import heading


def sheets_scene(
    plan: Plan,
    form: Form,
    metrics: Metrics,
    only: Collection[str] | None = None,
    progress: ProgressCall | None = None,
) -> Scene:
    """Lay out sheets alone: of all initiatives, or of those whose ids are in `only`.

    `progress` is called after each initiative and may raise Cancelled.
    """
    context = make_context(plan, form, metrics)
    chapter = SheetChapter(context, 0, with_openings=False, only=only, progress=progress)
    return _print(list(chapter.pieces()), context)


def list_scene(plan: Plan, form: Form, metrics: Metrics) -> Scene:
    """Lay out 掲載事業一覧 alone, without page numbers of sheets."""
    context = make_context(plan, form, metrics)
    title = context.label("initiative_list")
    target = Target("plan", "", "initiative_list")
    part = Marked(heading(title, context, level=0, target=target), ((title, 0, target),))
    pieces = [Piece(part, keep=True, running=title)]
    pieces += initiative_list_pieces(context, with_pages=False)
    return _print(pieces, context)


def _print(pieces: list[Piece], context: Context) -> Scene:
    pager = Pager(context)
    pager.place(pieces)
    number_drafts(pager.drafts, context)
    return finish_scene(print_title(context), pager.drafts, labels_of(pager), context)
