"""Pages: parts placed one below the other, kept together where they can be, with head and foot.

Belongs here: where a page ends, running heads, page numbers, the binding margin. Does not belong
here: the parts (`flow`) and which of them a print has (`booklet`, `prints`).

Pages are laid out first and drawn after, so that contents and lists can name the pages of what
comes later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import TOLERANCE, Part
from kitaplanner.layout.frames import draw_corner, draw_watermark
from kitaplanner.layout.lines import one_line
from kitaplanner.layout.scene import Page, Rect, Scene, Shortfall, Target
from kitaplanner.layout.years import write_digits

_HEAD_RULE_GAP = 5.0
_RUNNING_LEADING = 1.4
# The foot's line stands this far below the text, as a share of the lower margin.
_FOOT_AT = 0.45


@dataclass(frozen=True, slots=True)
class Piece:
    """A part in the flow of a print.

    `gap` is the room above it unless it comes first on its page; `keep` binds it to the next
    piece; `fresh` lets it begin a page, with the pieces bound to it; `running` is the right half
    of the running head from its page on; `targets` are the things whose page number is that of
    this piece.
    """

    part: Part
    gap: float = 0.0
    keep: bool = False
    fresh: bool = False
    running: str | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What stands around the text of a print besides its own head and foot.

    `corner` is a 資料番号 in a box at the upper right of each page; with it, pages have no running
    head; `label_prefix` stands before the page numbers that viewers show (資料1-); `watermark` is
    written large and pale behind the text.
    """

    corner: str = ""
    label_prefix: str = ""
    watermark: str = ""


PLAIN_FRAME = PageFrame()


@dataclass(slots=True)
class Draft:
    """A page that is being filled: parts with their distance from the top of the text area."""

    running: str
    placed: list[tuple[Part, float]] = field(default_factory=list)
    used: float = 0.0
    label: str = ""


class Pager:
    """Fills pages with pieces."""

    def __init__(self, context: Context) -> None:
        page = context.form.page
        self.room = page.height - page.margin_top - page.margin_bottom
        self.drafts: list[Draft] = []
        self.pages_of: dict[Target, int] = {}
        self._running = ""

    def place(self, pieces: Sequence[Piece]) -> None:
        """Place pieces; those bound by `keep` go on together."""
        for group in _bound(pieces):
            self._place_group(group)

    def _place_group(self, group: list[Piece]) -> None:
        if group[0].running is not None:
            self._running = group[0].running
        if not self.drafts or (
            self.drafts[-1].placed
            and (any(piece.fresh for piece in group) or not self._holds_together(group))
        ):
            self._turn()
        for piece in group:
            if piece.running is not None:
                self._running = piece.running
                if not self.drafts[-1].placed:
                    self.drafts[-1].running = piece.running
            self._place(piece, self._full_below(group) if piece is group[-1] else self.room)

    def _holds_together(self, group: list[Piece]) -> bool:
        """Say whether a group, or so much of it that a page may end there, fits on this page."""
        left = self.room - self.drafts[-1].used
        for piece in group[:-1]:
            left -= piece.gap + piece.part.height
        last = group[-1]
        left -= last.gap
        if last.part.height <= left + TOLERANCE:
            return True
        return last.part.split(left, self._full_below(group)) is not None

    def _full_below(self, group: list[Piece]) -> float:
        """Give the room that an empty page has for the last of a group."""
        return self.room - sum(piece.gap + piece.part.height for piece in group[:-1])

    def _place(self, piece: Piece, full: float) -> None:
        draft = self.drafts[-1]
        gap = piece.gap if draft.placed else 0.0
        part, left = piece.part, self.room - draft.used - gap
        first = True
        while part.height > left + TOLERANCE:
            halves = part.split(left, full)
            if halves is None and not draft.placed:
                break
            if halves is not None:
                self._put(halves[0], gap, piece.targets if first else ())
                part, first = halves[1], False
            self._turn()
            draft, gap, left, full = self.drafts[-1], 0.0, self.room, self.room
        self._put(part, gap, piece.targets if first else ())

    def _put(self, part: Part, gap: float, targets: Iterable[Target]) -> None:
        draft = self.drafts[-1]
        draft.placed.append((part, draft.used + gap))
        draft.used += gap + part.height
        for target in targets:
            self.pages_of.setdefault(target, len(self.drafts) - 1)

    def _turn(self) -> None:
        self.drafts.append(Draft(self._running))


def _bound(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keep:
            yield group
            group = []
    if group:
        yield group


def number_drafts(drafts: Sequence[Draft], context: Context) -> None:
    """Give each draft its printed page number, from 1."""
    for index, draft in enumerate(drafts, start=1):
        draft.label = write_digits(str(index), context.plan.settings.digit_style)


def labels_of(pager: Pager) -> dict[Target, str]:
    """Give the printed page number of each target."""
    return {target: pager.drafts[index].label for target, index in pager.pages_of.items()}


def finish_scene(
    title: str,
    drafts: Sequence[Draft],
    labels: Mapping[Target, str],
    context: Context,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Draw all drafts."""
    shortfalls: dict[Shortfall, None] = {}
    pages: list[Page] = []
    for index, draft in enumerate(drafts):
        canvas = Canvas(context.metrics, labels)
        pages.append(_draw_page(draft, index, canvas, context, frame))
        shortfalls.update(canvas.shortfalls)
    return Scene(title, tuple(pages), tuple(shortfalls))


def _draw_page(
    draft: Draft, index: int, canvas: Canvas, context: Context, frame: PageFrame
) -> Page:
    page = context.form.page
    x = left_margin(index, context)
    if frame.watermark:
        draw_watermark(frame.watermark, canvas, context)
    if frame.corner:
        draw_corner(frame.corner, x, canvas, context)
    elif draft.label:
        _draw_head(draft, x, canvas, context)
    if draft.label:
        _draw_foot(draft, x, canvas, context)
    for part, offset in draft.placed:
        part.draw(canvas, x, page.margin_top + offset)
    label = frame.label_prefix + draft.label if draft.label else ""
    return canvas.page(page.width, page.height, label)


def left_margin(index: int, context: Context) -> float:
    """Give the left margin of the n-th side; printed double-sided, the binding side is wide."""
    page = context.form.page
    if not context.plan.settings.duplex:
        return page.margin_side
    outer = 2 * page.margin_side - page.binding
    return page.binding if index % 2 == 0 else outer


def _draw_head(draft: Draft, x: float, canvas: Canvas, context: Context) -> None:
    page, width = context.form.page, context.table_width
    style = replace(context.muted(context.form.sizes.running, "artifact"), leading=_RUNNING_LEADING)
    rule_y = page.margin_top - _HEAD_RULE_GAP - style.height * 0.55
    rect = Rect(x, rule_y - style.height - 2.0, width, style.height)
    left = one_line(print_title(context), width * 0.6, style, context.metrics)
    canvas.text_lines(left, rect)
    if draft.running:
        room = width - left[0].width - 2 * style.size
        canvas.text_lines(
            one_line(draft.running, room, style, context.metrics), rect, align="right"
        )
    canvas.rule(x, rule_y, x + width, rule_y, context.colour("year_rule"), 0.5)


def _draw_foot(draft: Draft, x: float, canvas: Canvas, context: Context) -> None:
    page = context.form.page
    style = replace(context.muted(context.form.sizes.running, "artifact"), leading=_RUNNING_LEADING)
    y = page.height - page.margin_bottom * (1 - _FOOT_AT)
    lines = one_line(f"- {draft.label} -", context.table_width, style, context.metrics)
    canvas.text_lines(lines, Rect(x, y, context.table_width, style.height), align="centre")


def print_title(context: Context) -> str:
    """Give the title with its edition: 東京都北区DX推進計画2025（素案）."""
    stage = context.plan.stage
    return context.plan.title + (f"（{stage}）" if stage else "")
