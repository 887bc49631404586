"""見え消し: the plan with what is gone struck through and what was added underlined.

Belongs here: the pages, what stands on top of them, and one thing alone for the screen. Does not
belong here: what is shown (`tracked_pieces`) and finding changes (`domain.diff`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.comparison_tables import NO_CHANGES
from kitaplanner.domain.diff import Difference
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.form import load_form, mm
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context, Metrics
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.prints import print_pieces, titled
from kitaplanner.layout.scene import Scene
from kitaplanner.layout.sheet_chapter import ProgressCall
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import text_part
from kitaplanner.layout.tracked_legend import Legend
from kitaplanner.layout.tracked_pieces import TrackedPieces
from kitaplanner.layout.tracked_text import Marking, Strike
from kitaplanner.layout.years import full_date

TITLE = "見え消し"
_HEAD_GAP = 8.0
_BODY_GAP = 20.0
_LABEL_SHARE = 0.12
# What the screen shows above and below one thing.
_SCREEN_MARGIN = mm(8)


@dataclass(frozen=True, slots=True)
class TrackedStyle:
    """How 見え消し is printed: which editions it names, the day (ISO 8601), and what it shows.

    `is_whole` shows the sheets of all initiatives, not only of those that changed.
    """

    old: str = ""
    new: str = ""
    day: str = ""
    strike: Strike = "double_strike"
    is_whole: bool = False


def tracked_scene(
    sides: Sides,
    differences: Sequence[Difference],
    metrics: Metrics,
    style: TrackedStyle = TrackedStyle(),
    progress: ProgressCall | None = None,
    only: Collection[str] | None = None,
) -> Scene:
    """Lay out 見え消し in the form of the new plan; `progress` may raise Cancelled.

    `only` narrows it to initiatives, headings, chapters and other things of these ids.
    """
    marking = Marking(_context(sides, metrics), style.strike)
    made = TrackedPieces(
        sides, differences, marking, is_whole=style.is_whole, progress=progress, only=only
    )
    context = marking.context
    body = list(made.pieces())
    pieces = [*titled(TITLE, "tracked", context), *_head(made, style, marking)]
    if not body:
        body = [Piece(text_part(NO_CHANGES, context, context.body()), gap=_BODY_GAP)]
    return print_pieces([*pieces, *body], context)


def tracked_strip(
    sides: Sides, differences: Sequence[Difference], metrics: Metrics, only: Collection[str]
) -> Scene:
    """Lay out things of some ids alone for the screen: one page as high as they are."""
    marking = Marking(_context(sides, metrics))
    made = TrackedPieces(sides, differences, marking, is_bare=True, only=only)
    page = marking.context.form.page
    canvas = Canvas(metrics)
    y = _SCREEN_MARGIN
    for index, piece in enumerate([*made.pieces(), Piece(Legend(marking), gap=_BODY_GAP)]):
        y += piece.gap if index else 0.0
        piece.part.draw(canvas, page.margin_side, y)
        y += piece.part.height
    shown = canvas.page(page.width, y + _SCREEN_MARGIN)
    return Scene(TITLE, (shown,), tuple(canvas.shortfalls))


def _context(sides: Sides, metrics: Metrics) -> Context:
    """Give the new plan with the years of both."""
    # Arrows as they were must find their months, also where the period has moved on.
    shown = replace(sides.new, period=_joined(sides.old.period, sides.new.period))
    form = load_form(sides.new.form)
    return Context(shown, form, sides.new_numbers, metrics)


def _joined(old: Period, new: Period) -> Period:
    return Period(min(old.first, new.first), max(old.last, new.last))


def _head(made: TrackedPieces, style: TrackedStyle, marking: Marking) -> list[Piece]:
    """Give what stands on top: which editions, the day, how much is shown, and the legend."""
    context = marking.context
    day = full_date(style.day, context.plan.settings) if style.day else ""
    count = f"変更のある事業（{len(made.changed)}事業）"
    if style.is_whole:
        count = f"すべての事業（うち変更{len(made.changed)}事業）"
    rows = (("変更前", style.old, "変更後", style.new), ("作成日", day, "対象", count))
    label = context.table_width * _LABEL_SHARE
    text = context.table_width / 2 - label
    widths = (label, text, label, text)
    cell = LineStyle(context.form.sizes.item, 1.4, context.colour("ink"), role="cell")
    table = Table(
        context,
        widths,
        tuple(
            Row(
                tuple(
                    Cell(
                        set_lines(
                            words,
                            inside_width(width),
                            replace(cell, bold=not index % 2, breaking="heading"),
                            context.metrics,
                        )
                    )
                    for index, (words, width) in enumerate(zip(row, widths, strict=True))
                )
            )
            for row in rows
        ),
    )
    return [
        Piece(table, gap=_HEAD_GAP, keep=True),
        Piece(Legend(marking), gap=_HEAD_GAP),
    ]
