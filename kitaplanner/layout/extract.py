"""課別抜粋: what a department has in the plan: a head, the list of its initiatives, their sheets.

Belongs here: the words of the head, for page and workbook alike, and the order of the pages. Does
not belong here: the sheets (`sheet_chapter`) and the list (`initiative_list`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from kitaplanner.domain.plan import Plan
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import Marked
from kitaplanner.layout.initiative_list import initiative_list_pieces
from kitaplanner.layout.paging import PLAIN_FRAME, PageFrame, Piece
from kitaplanner.layout.prints import print_pieces
from kitaplanner.layout.scene import Scene, Target
from kitaplanner.layout.sheet_chapter import ProgressCall, SheetChapter
from kitaplanner.layout.text_parts import heading, text_part
from kitaplanner.layout.years import full_date, write_digits

TITLE = "課別抜粋"
_LINE_GAP = 3.0
_HEADING_GAP = 18.0


@dataclass(frozen=True, slots=True)
class ExtractHead:
    """Whose extract it is and of which state: an edition with its day, or the plan on a day.

    `day` is ISO 8601; with an empty `edition` it is the day on which the extract was made.
    """

    department: str
    edition: str = ""
    day: str = ""


def extract_title(head: ExtractHead) -> str:
    """Give the title: 課別抜粋　広報課."""
    return f"{TITLE}　{head.department}"


def head_lines(head: ExtractHead, count: int, plan: Plan) -> tuple[str, ...]:
    """Say which plan it is, in which state, and how many initiatives the department has."""
    settings = plan.settings
    name = f"{plan.title}（{plan.stage}）" if plan.stage else plan.title
    day = full_date(head.day, settings)
    state = f"{day}現在" if day else ""
    if head.edition:
        state = f"版：{head.edition}" + (f"（{day}）" if day else "")
    counted = write_digits(f"{count}事業", settings.digit_style)
    texts = (name, state, f"担当課：{head.department}　{counted}")
    return tuple(text for text in texts if text)


def extract_scene(
    context: Context,
    head: ExtractHead,
    only: Collection[str],
    progress: ProgressCall | None = None,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Lay out the extract with the initiatives whose ids are in `only`.

    `progress` is called after each initiative and may raise Cancelled.
    """
    chapter = SheetChapter(context, 0, with_openings=False, only=only, progress=progress)
    sheets = list(chapter.pieces())
    if sheets:
        sheets[0] = replace(sheets[0], fresh=True)
    return print_pieces([*_opening(context, head, only), *sheets], context, frame)


def _opening(context: Context, head: ExtractHead, only: Collection[str]) -> list[Piece]:
    title, target = extract_title(head), Target("plan", "", "extract")
    shown = heading(title, context, level=0, target=target)
    pieces = [Piece(Marked(shown, ((title, 0, target),)), keep=True, running=title)]
    pieces += [
        Piece(text_part(text, context, context.body()), gap=_LINE_GAP, keep=True)
        for text in head_lines(head, len(only), context.plan)
    ]
    listed = initiative_list_pieces(context, with_pages=True, only=only)
    return [*pieces, *(replace(one, gap=_HEADING_GAP) for one in listed)]
