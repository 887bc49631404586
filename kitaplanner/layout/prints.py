"""Prints of a part of the plan: only sheets, only the list of initiatives.

Belongs here: the entry points of these prints. Does not belong here: the booklet (`booklet`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kitaplanner.domain.form import Form
from kitaplanner.domain.outline import branches_with
from kitaplanner.domain.plan import Plan
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.flow import Marked
from kitaplanner.layout.initiative_list import initiative_list_pieces
from kitaplanner.layout.outline_chart import outline_chart_pieces
from kitaplanner.layout.paging import (
    PLAIN_FRAME,
    PageFrame,
    Pager,
    Piece,
    finish_scene,
    labels_of,
    number_drafts,
    print_title,
)
from kitaplanner.layout.progress_report import department_pieces, progress_pieces
from kitaplanner.layout.scene import Scene, Target
from kitaplanner.layout.sheet_chapter import ProgressCall, SheetChapter
from kitaplanner.layout.text_parts import heading


def sheets_scene(
    plan: Plan,
    form: Form,
    metrics: Metrics,
    only: Collection[str] | None = None,
    progress: ProgressCall | None = None,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Lay out sheets alone: of all initiatives, or of those whose ids are in `only`.

    `progress` is called after each initiative and may raise Cancelled.
    """
    context = make_context(plan, form, metrics)
    chapter = SheetChapter(context, 0, with_openings=False, only=only, progress=progress)
    return print_pieces(list(chapter.pieces()), context, frame)


def list_scene(
    plan: Plan,
    form: Form,
    metrics: Metrics,
    only: Collection[str] | None = None,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Lay out 掲載事業一覧 alone, without page numbers of sheets; whole or those in `only`."""
    context = make_context(plan, form, metrics)
    pieces = titled(context.label("initiative_list"), "initiative_list", context)
    pieces += initiative_list_pieces(context, with_pages=False, only=only)
    return print_pieces(pieces, context, frame)


def outline_scene(
    plan: Plan,
    form: Form,
    metrics: Metrics,
    only: Collection[str] | None = None,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Lay out 体系図 alone, whole or the branches that hold the initiatives in `only`."""
    context = narrowed_context(make_context(plan, form, metrics), only)
    pieces = [*titled("体系図", "outline_chart", context), *outline_chart_pieces(context)]
    return print_pieces(pieces, context, frame)


def progress_scene(
    plan: Plan,
    form: Form,
    metrics: Metrics,
    year: int,
    only: Collection[str] | None = None,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Lay out 進捗状況 of a fiscal year; of the whole plan with the counts of departments."""
    context = make_context(plan, form, metrics)
    pieces = progress_pieces(context, year, only)
    if only is None:
        pieces += department_pieces(context, year)
    return print_pieces(pieces, context, frame)


def narrowed_context(context: Context, only: Collection[str] | None) -> Context:
    """Give the context with an outline of some initiatives alone, which keep their numbers."""
    if only is None:
        return context
    outline = branches_with(context.plan.outline, only)
    return replace(context, plan=replace(context.plan, outline=outline))


def titled(title: str, field: str, context: Context) -> list[Piece]:
    """Give the heading of a print that has one part only."""
    target = Target("plan", "", field)
    part = Marked(heading(title, context, level=0, target=target), ((title, 0, target),))
    return [Piece(part, keep=True, running=title)]


def print_pieces(pieces: list[Piece], context: Context, frame: PageFrame = PLAIN_FRAME) -> Scene:
    """Fill pages numbered from 1 and finish them."""
    pager = Pager(context)
    pager.place(pieces)
    number_drafts(pager.drafts, context)
    return finish_scene(print_title(context), pager.drafts, labels_of(pager), context, frame)
