"""Sections of the booklet: their headings and the blocks that people wrote.

Belongs here: turning blocks into pieces for the pages. Does not belong here: what is derived from
the outline (`policies`, `outline_chart`, `sheet_chapter`, `initiative_list`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kitaplanner.domain.plan import Block, ChronicleEntry
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import Marked, Part, Split
from kitaplanner.layout.lines import Line, LineStyle, height_of, set_lines
from kitaplanner.layout.organisation_chart import chart_pieces
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.pictures import placed_picture
from kitaplanner.layout.scene import Align, Box, Rect, Shortfall, Target
from kitaplanner.layout.section_numbers import NumberedSection
from kitaplanner.layout.spots import spot_of, spot_region
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls, heading, text_part
from kitaplanner.layout.timeline import timeline_table
from kitaplanner.layout.years import chronicle_date

CHAPTER_GAP = 26.0
PART_GAP = 20.0
_AFTER_HEADING = 9.0
_BLOCK_GAP = 6.0
_TABLE_GAP = 10.0
_BULLET = "・"
_FIGURE_HEIGHT = 150.0
_QUOTE_PADDING = 18.0
_TALL_BLOCKS = frozenset({"chronicle", "timeline", "figure", "quote", "chart"})


def as_it_is(part: Part, field: str) -> Part:
    """Leave a part of a section alone."""
    return part


def section_pieces(
    one: NumberedSection,
    context: Context,
    *,
    fresh: bool,
    place: Callable[[Part, str], Part] = as_it_is,
) -> list[Piece]:
    """Give heading and blocks of a section; `fresh` begins a page.

    The heading stays with what follows it, be it a block, something derived or the next heading.
    `place` gets each part with the field it shows (`heading`, `blocks.0`) and may wrap it.
    """
    section = one.section
    level = section.level - 1
    target = Target("section", section.id)
    title = one.mark + section.heading
    part = heading(
        section.heading,
        context,
        level=level,
        target=Target("section", section.id, "heading"),
        mark=one.mark,
    )
    pieces = [
        Piece(
            place(Marked(part, ((title, level, target),)), "heading"),
            gap=CHAPTER_GAP if level == 0 else PART_GAP,
            keep=True,
            fresh=fresh,
            running=title,
            targets=(target,),
        )
    ]
    for index, block in enumerate(section.blocks):
        gap = _TABLE_GAP if block.kind in _TALL_BLOCKS else _BLOCK_GAP
        gap = max(gap, _AFTER_HEADING) if index == 0 else gap
        field = Target("section", section.id, f"blocks.{index}")
        pieces += [
            replace(
                piece,
                part=place(piece.part, f"blocks.{index}"),
                gap=gap if first else piece.gap,
            )
            for first, piece in _flagged(block_pieces(block, context, field))
        ]
    return pieces


def _flagged(pieces: Iterator[Piece]) -> Iterator[tuple[bool, Piece]]:
    for index, piece in enumerate(pieces):
        yield index == 0, piece


def block_pieces(block: Block, context: Context, target: Target) -> Iterator[Piece]:
    """Yield the pieces of a block; several paragraphs are several pieces."""
    if block.kind == "chronicle":
        yield Piece(_chronicle(block.entries, context, target))
    elif block.kind == "timeline":
        yield Piece(timeline_table(block, context, target))
    elif block.kind == "quote":
        yield Piece(_quote(block, context, target))
    elif block.kind == "figure":
        picture = placed_picture(block, context, target)
        yield Piece(_figure(block, context, target) if picture is None else picture)
    elif block.kind == "chart":
        yield from chart_pieces(block, context, target)
    else:
        yield from _text_pieces(block, context, target)


def _text_pieces(block: Block, context: Context, target: Target) -> Iterator[Piece]:
    style, mark, indent = context.body(), "", 0.0
    if block.kind == "bullet":
        style, mark = context.body("list_item"), _BULLET
    elif block.kind == "note":
        style, mark, indent = context.note(), "※", context.form.sizes.body
    elif block.kind == "footnote":
        style, mark = context.note(), f"※{block.mark}　"
    text = block.text.removeprefix("※") if block.kind == "note" else block.text
    for index, paragraph in enumerate(text.split("\n")):
        yield Piece(
            text_part(
                paragraph,
                context,
                style,
                mark=mark if index == 0 else "",
                indent=indent if index == 0 or not mark else indent + style.size,
                target=target,
            ),
            gap=1.0,
        )


def _chronicle(entries: tuple[ChronicleEntry, ...], context: Context, target: Target) -> Part:
    width = context.table_width
    date_style = replace(context.body("cell"), bold=True, breaking="heading", leading=1.45)
    text_style = replace(context.body("cell"), leading=1.45)
    note_style = replace(context.note(), leading=1.45)
    metrics = context.metrics
    dates = [chronicle_date(entry, context.plan.settings) for entry in entries]
    # The columns of several chronicles line up, so the widest usual date gives their width.
    usual = chronicle_date(ChronicleEntry(2016, "", 12), context.plan.settings)
    widest = max(metrics.text_width(date, date_style.size, True) for date in (usual, *dates))
    column = min(widest + (width - inside_width(width)) + 6.0, width / 3)
    room = inside_width(width - column)
    rows: list[Row] = []
    for index, (date, entry) in enumerate(zip(dates, entries, strict=True)):
        lines = set_lines(entry.text, room, text_style, metrics)
        if entry.note:
            lines += set_lines(entry.note.removeprefix("※"), room, note_style, metrics, "※")
        date_lines = set_lines(date, inside_width(column), date_style, metrics)
        date_spot = spot_of(target, f"entries.{index}.date")
        text_spot = spot_of(target, f"entries.{index}.text")
        rows.append(Row((Cell(date_lines, spot=date_spot), Cell(lines, spot=text_spot))))
    texts = "".join(entry.text + entry.note for entry in entries)
    return Table(
        context,
        (column, width - column),
        tuple(rows),
        is_framed=False,
        shortfalls=glyph_shortfalls(texts, target, context),
    )


@dataclass(frozen=True, slots=True)
class _Panel:
    """Lines in the middle of a frame; below it a caption."""

    context: Context
    lines: tuple[Line, ...]
    below: tuple[Line, ...]
    inner_height: float
    is_quote: bool
    # What is written in the frame and below it, each with its style.
    spots: tuple[tuple[Target, LineStyle], tuple[Target, LineStyle]]
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def height(self) -> float:
        return self.inner_height + (height_of(self.below) + 4.0 if self.below else 0.0)

    def split(self, room: float, full: float) -> Split | None:
        if self.height <= full or not self.lines:
            return None
        padding = 2 * _QUOTE_PADDING
        count = int((room - padding) // self.lines[0].height)
        if not 0 < count < len(self.lines):
            return None
        first, rest = self.lines[:count], self.lines[count:]
        return (
            replace(self, lines=first, below=(), inner_height=height_of(first) + padding),
            replace(self, lines=rest, inner_height=height_of(rest) + padding, shortfalls=()),
        )

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        context = self.context
        frame = Rect(x, y, context.table_width, self.inner_height)
        if self.is_quote:
            canvas.box(frame, fill=context.colour("item"))
            canvas.box(Rect(x, y, 4.0, frame.height), fill=context.colour("accent"))
        else:
            canvas.add(Box(frame, "", context.colour("rule"), 0.75, (3.0, 2.0)))
        canvas.text_lines(self.lines, frame, align="centre")
        below = Rect(x, frame.bottom + 4.0, frame.width, height_of(self.below))
        align: Align = "right" if self.is_quote else "centre"
        canvas.text_lines(self.below, below, align=align)
        (inside, style), (outside, small) = self.spots
        padding = _QUOTE_PADDING * (2 if self.is_quote else 1)
        inner = Rect(x + padding, y, frame.width - 2 * padding, frame.height)
        canvas.region(spot_region(inside, frame, inner, style, "centre"))
        if not self.below:
            # Nothing is there yet, and yet it can be written there.
            below = replace(below, height=small.height)
        canvas.region(spot_region(outside, below, below, small, align))
        canvas.report(self.shortfalls)


def _quote(block: Block, context: Context, target: Target) -> Part:
    size = context.form.sizes.heading[1] + 1
    style = LineStyle(size, 1.7, context.colour("ink"), bold=True, breaking="heading")
    width = context.table_width - 4 * _QUOTE_PADDING
    lines = set_lines(block.text, width, style, context.metrics)
    source = context.muted(context.form.sizes.body)
    below = set_lines(f"（{block.source}）", width, source, context.metrics)
    return _Panel(
        context,
        lines,
        below if block.source else (),
        height_of(lines) + 2 * _QUOTE_PADDING,
        True,
        ((spot_of(target, "text"), style), (spot_of(target, "source"), source)),
        glyph_shortfalls(block.text + block.source, target, context),
    )


def _figure(block: Block, context: Context, target: Target) -> Part:
    width = context.table_width - 2 * _QUOTE_PADDING
    text_style = context.muted(context.form.sizes.caption)
    caption_style = replace(text_style, bold=True, colour=context.colour("ink"))
    lines = set_lines(block.text, width, text_style, context.metrics)
    below = set_lines(block.caption, width, caption_style, context.metrics)
    height = max(_FIGURE_HEIGHT, height_of(lines) + 2 * _QUOTE_PADDING)
    return _Panel(
        context,
        lines,
        below if block.caption else (),
        height,
        False,
        ((spot_of(target, "text"), text_style), (spot_of(target, "caption"), caption_style)),
        glyph_shortfalls(block.text + block.caption, target, context),
    )
